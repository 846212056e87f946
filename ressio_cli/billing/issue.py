"""What a release stores for the paper beside the figures, and what an edit of an open invoice keeps of it.

Room: billing.  Problems: edit.number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from ressio_cli.model.invoice import Draft, Line, Released, Section
from ressio_cli.model.problem import refused
from ressio_cli.model.project import Project
from ressio_cli.rules.book import Book
from ressio_cli.rules.papers import source_markup

Paper = TypeVar("Paper", bound=Draft | Released)


def with_source_markups(book: Book, sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections whose lines say the markup of their source; one that is stored already stays."""

    def marked(line: Line) -> Line:
        return line if line.source_markup is not None else replace(line, source_markup=source_markup(book, line))

    return tuple(replace(section, lines=tuple(map(marked, section.lines))) for section in sections)


def with_identity(before: Draft | Released, edited: Paper) -> Paper:
    """Return a paper that a person edited with what it may not lose: its number stays, its letterhead is there."""
    if not isinstance(before, Released) or not isinstance(edited, Released):
        return edited
    if edited.number not in ("", before.number):
        raise refused(
            "edit.number",
            f"{before.id} is released: its number stays",
            f'ressio void {before.id} --reason "…" --reissue',
            edited.origin.at("number"),
        )
    return replace(edited, number=before.number, issued=edited.issued or before.issued)


def says_taxed(sections: Iterable[Section]) -> bool:
    """Return whether any line is under the project's default taxes without naming them."""
    return any(line.taxed is True for section in sections for line in section.lines)


def under_default_of(project: Project, invoice: Released) -> Project:
    """Return the project in which `taxed: true` means what it meant when the invoice was released."""
    if invoice.issued is None or not invoice.issued.taxed:
        return project
    settings = project.settings
    return replace(project, settings=replace(settings, tax=replace(settings.tax, default=invoice.issued.taxed)))


def reissued(book: Book, invoice: Released) -> Released:
    """Return an edited invoice with what its new lines need for the paper; its letterhead stays that of its release."""
    if invoice.issued is None:
        return invoice
    default = under_default_of(book.project, invoice).settings.tax.default
    issued = replace(invoice.issued, taxed=default if says_taxed(invoice.sections) else ())
    return replace(invoice, sections=with_source_markups(book, invoice.sections), issued=issued)
