"""Changes said of a line by its place, SECTION.LINE: the way to one of several lines of a source.

Room: billing.  Problems: source.twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ressio_cli.billing.claiming import in_range, own_taxes
from ressio_cli.billing.several_lines import each_line
from ressio_cli.billing.stale import beyond_together, restarted
from ressio_cli.model.invoice import Draft, Line, Released, Section
from ressio_cli.model.problem import Refused, misused
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book

if TYPE_CHECKING:
    from ressio_cli.billing.relining import Relines

_KINDS = ("percents", "amounts", "markups", "taxes", "stored")
_OF_A_LINE = ("percents", "amounts", "taxes")


def by_place(book: Book, invoice: Draft | Released, change: Relines) -> tuple[tuple[Section, ...], Relines]:
    """The sections with one of several lines of a source changed, and what else is to be changed, all by name.

    What is said of a place where a source has its only line is said of the source.
    """
    at = _lines_by_place(book, invoice)
    edits: dict[int, dict[str, Any]] = {}
    named: dict[str, dict[str, Any]] = {kind: {} for kind in _KINDS}
    for kind in _KINDS:
        for name, value in getattr(change, kind).items():
            line = at.get(name)
            if line is not None and kind in _OF_A_LINE and _shares_its_source(invoice, line):
                edits.setdefault(id(line), {})[kind] = value
                continue
            meant = name if line is None else line.source or line.description
            if meant in named[kind]:
                raise misused("source.twice", f"{meant} is named twice, once by its place {name}", "say it once")
            named[kind][meant] = value
    rest = replace(
        change,
        percents=named["percents"],
        amounts=named["amounts"],
        markups=named["markups"],
        taxes=named["taxes"],
        stored=named["stored"],
    )
    return (_changed(book, invoice, edits, change.over) if edits else invoice.sections), rest


def _lines_by_place(book: Book, invoice: Draft | Released) -> dict[str, Line]:
    """The lines by their places, but for places that are the name of something."""
    names = {*book.sources, *(group for source in book.sources.values() for group in source.groups)}
    names |= {line.description for line in invoice.lines if not line.source}
    places = {
        f"{number}.{at}": line
        for number, section in enumerate(invoice.sections, 1)
        for at, line in enumerate(section.lines, 1)
    }
    return {place: line for place, line in places.items() if place not in names}


def _shares_its_source(invoice: Draft | Released, line: Line) -> bool:
    return bool(line.source) and len([other for other in invoice.lines if other.source == line.source]) > 1


def _changed(
    book: Book, invoice: Draft | Released, edits: Mapping[int, Mapping[str, Any]], over: str
) -> tuple[Section, ...]:
    touched: set[str] = set()

    def changed(line: Line) -> Line:
        source, edit = book.sources.get(line.source), edits.get(id(line))
        if edit is None or source is None:
            return line
        touched.add(source.id)
        return replace(as_edited(book, line, source, edit), over=over or line.over)

    after = replace(invoice, sections=each_line(invoice.sections, changed))
    after = replace(after, sections=restarted(book, after, touched))
    lines = {id: [line for line in after.lines if line.source == id] for id in touched}
    problems = [beyond_together(book, invoice, book.sources[id], lines[id]) for id in sorted(touched)]
    if any(problems):
        raise Refused(problem for problem in problems if problem)
    return after.sections


def as_edited(book: Book, line: Line, source: Source, edit: Mapping[str, Any]) -> Line:
    """One of several lines of a source with what is said of it: its taxes, its amount, or a percent to date."""
    if "taxes" in edit:
        line = replace(line, taxed=own_taxes(edit["taxes"], source.taxes), tax_rates={})
    if "amounts" in edit:
        return replace(line, amount=edit["amounts"], percent=None)
    if "percents" in edit:
        percent = edit["percents"]
        in_range(percent, source.id, book.project.settings, line.over)
        before = line.previous or line.amount.zero
        return replace(line, amount=source.worth.share(percent) - before, percent=percent)
    return line
