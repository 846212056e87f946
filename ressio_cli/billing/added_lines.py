"""Lines that come to an invoice that is there: into a section of their kind, started from what was billed before.

Room: billing.  Problems: section.unknown, section.kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ressio_cli.billing.pipeline import make
from ressio_cli.billing.stale import again
from ressio_cli.billing.want import Want
from ressio_cli.model.ask import Ask
from ressio_cli.model.invoice import Draft, Line, Released, Section
from ressio_cli.model.problem import misused
from ressio_cli.rules.book import Book


def with_added(
    book: Book, invoice: Draft | Released, sections: Sequence[Section], new: Ask, into: str
) -> tuple[Section, ...]:
    """The sections with the lines of a further ask: at the end of the section that is named, else of the last one of
    their kind, else in a section of their own."""
    if not new.names_sources and not new.items:
        if into:
            raise misused("section.unknown", "--into names a section, but no line is added", "leave out --into")
        return tuple(sections)
    result = list(sections)
    for section in make(book, new, invoice).sections:
        more = settled(book, invoice, section)
        place = _place(result, more, into, invoice.id)
        if place is None:
            result.append(more)
        else:
            result[place] = replace(result[place], lines=(*result[place].lines, *more.lines))
    return tuple(result)


def _place(sections: Sequence[Section], more: Section, into: str, id: str) -> int | None:
    if not into:
        return next((at for at in range(len(sections) - 1, -1, -1) if sections[at].method == more.method), None)
    place = section_place(sections, into, id)
    if sections[place].method != more.method:
        message = f"section {into} of {id} bills {sections[place].method}; what is added is billed {more.method}"
        raise misused("section.kind", message, "leave out --into: it goes to a section of its kind")
    return place


def section_place(sections: Sequence[Section], word: str, id: str) -> int:
    """The index from 0 of a section by its number from 1 or its title."""
    if word.isascii() and word.isdigit() and 1 <= int(word) <= len(sections):
        return int(word) - 1
    places = [place for place, section in enumerate(sections) if section.title == word]
    if len(places) == 1:
        return places[0]
    names = ", ".join(f"{place} {section.title}" for place, section in enumerate(sections, 1))
    what = "is the title of several sections" if places else "is no section"
    raise misused("section.unknown", f"{word} {what} of {id}", f"sections: {names}")


def settled(book: Book, invoice: Draft | Released, section: Section) -> Section:
    """New lines as they stand on the invoice: on a released one they start from the invoices before it."""
    if isinstance(invoice, Draft):
        return section

    def line_now(line: Line) -> Line:
        source = book.sources.get(line.source)
        if source is None:
            return line
        amount = line.amount if line.percent is None else None
        want = Want(source=source, percent=line.percent, amount=amount, markup=line.markup, taxed=line.taxed)
        return again(book, invoice, line, replace(want, by_itself=True, over=line.over))

    return replace(section, lines=tuple(map(line_now, section.lines)))
