"""Lines that come to an invoice that is there: into a section of their kind, started from what was billed before.

Room: billing.  Problems: section.unknown, section.kind, line.unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ressio_cli.billing.pipeline import make
from ressio_cli.billing.register import AMOUNT
from ressio_cli.billing.stale import again
from ressio_cli.billing.want import Want
from ressio_cli.model.ask import Ask
from ressio_cli.model.invoice import Draft, Line, Released, Section
from ressio_cli.model.problem import Misused, misused
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book

if TYPE_CHECKING:
    from ressio_cli.billing.relining import Relines


def what_is_new(book: Book, sections: Sequence[Section], change: Relines) -> Ask:
    """What the change names that is not there: sources by themselves, and stated items."""
    stated = {line.description for section in sections for line in section.lines if not line.source}
    there = {line.source for section in sections for line in section.lines}
    named = {name for name in (*change.percents, *change.amounts) if name not in stated}
    ids = {name for name in named if name in book.sources and name not in there}
    items = tuple(item for item in change.items if item.description not in stated)
    if items and not change.into:
        raise _no_such_item(sections, items[0].description)
    names = ids | {item.description for item in items}
    return Ask(
        percents={name: percent for name, percent in change.percents.items() if name in ids},
        amounts={name: amount for name, amount in change.amounts.items() if name in ids},
        markups={name: markup for name, markup in change.markups.items() if name in names},
        taxes={name: taxes for name, taxes in change.taxes.items() if name in names},
        items=items,
        over=change.over,
    )


def _no_such_item(sections: Sequence[Section], name: str) -> Misused:
    """A stated line is added only where that is said: a name may be a typing error."""
    place = next((at for at, section in enumerate(sections, 1) if section.method == AMOUNT), None)
    hint = f"to add it: --into {place}" if place else "ressio invoice add … --item adds a section with it"
    return misused("line.unknown", f"there is no stated line named {name}", hint)


def without(change: Relines, new: Ask) -> Relines:
    """The change to what is there."""
    return replace(
        change,
        percents={name: percent for name, percent in change.percents.items() if name not in new.percents},
        amounts={name: amount for name, amount in change.amounts.items() if name not in new.amounts},
        markups={name: markup for name, markup in change.markups.items() if name not in new.markups},
        taxes={name: taxes for name, taxes in change.taxes.items() if name not in new.taxes},
        items=tuple(item for item in change.items if item not in new.items),
    )


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
    there = {line.source: line for line in invoice.lines if line.source}

    def line_now(line: Line) -> Line:
        source = book.sources.get(line.source)
        if source is None:
            return line
        if line.source in there:
            return _after(line, there[line.source], source)
        amount = line.amount if line.percent is None else None
        want = Want(source=source, percent=line.percent, amount=amount, markup=line.markup, taxed=line.taxed)
        return again(book, invoice, line, replace(want, by_itself=True, over=line.over))

    return replace(section, lines=tuple(map(line_now, section.lines)))


def _after(line: Line, before: Line, source: Source) -> Line:
    """A line of a source that stands on the invoice already: it starts where that one ends."""
    reached = before.amount + before.previous if before.previous else before.amount
    amount = line.amount if line.percent is None else source.worth.share(line.percent) - reached
    return replace(line, previous=reached, amount=amount)
