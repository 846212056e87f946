"""Several lines of one source on one invoice: each starts from where the one before it ends.

Room: billing.  Problems: line.ambiguous.

They stand there because their taxes differ: a person billed parts of it under other taxes, or one line takes back what
was billed under several rates.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from ressio_cli.billing.claiming import taxed_word
from ressio_cli.model.invoice import Draft, Line, Released, Section
from ressio_cli.model.problem import Misused, Problem
from ressio_cli.rules.book import Book
from ressio_cli.rules.order import earlier
from ressio_cli.rules.pricing import taxes
from ressio_cli.rules.taken_back import taken_back


def following(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections, where a source stands more than once each line starting from where the one before it ends."""
    reached: dict[str, Line] = {}

    def after(line: Line) -> Line:
        before = reached.get(line.source) if line.source else None
        if before is not None and before.previous is not None:
            line = replace(line, previous=before.previous + before.amount)
        reached[line.source] = line
        return line

    return each_line(sections, after)


def each_line(sections: Iterable[Section], make: Callable[[Line], Line]) -> tuple[Section, ...]:
    """The sections with every line made anew."""
    return tuple(replace(section, lines=tuple(map(make, section.lines))) for section in sections)


def twice(book: Book, invoice: Draft | Released) -> Iterator[Line]:
    """The lines on a source that stands before with the same taxes."""
    seen = set()
    for line in invoice.lines:
        names = frozenset(taxes(line.taxed, book.project.settings.tax))
        key = (line.source, names, frozenset(line.tax_rates.items()))
        if line.source and key in seen:
            yield line
        seen.add(key)


def sources_billed_apart(book: Book, invoice: Draft | Released) -> set[str]:
    """The sources with several lines on the invoice that were not made of one that takes back."""
    taken = taken_back(book.project, invoice, earlier(book.project, invoice))
    ways: dict[str, list[bool]] = {}
    for place, line in enumerate(invoice.lines):
        if line.source:
            ways.setdefault(line.source, []).append(place in taken)
    return {source for source, back in ways.items() if len(back) > 1 and not all(back)}


def gathered(book: Book, invoice: Draft | Released, sources: Collection[str]) -> tuple[Section, ...]:
    """The sections with one line for each of these sources: those that take back become one again.

    Refused where a source has several lines that were not made of one.
    """
    mixed = sources_billed_apart(book, invoice) & set(sources)
    if mixed:
        raise Misused(_ambiguous(invoice, source) for source in sorted(mixed))
    together: dict[str, list[Line]] = {}
    for line in invoice.lines:
        if line.source in sources:
            together.setdefault(line.source, []).append(line)
    together = {source: lines for source, lines in together.items() if len(lines) > 1}
    last = {source: id(lines[-1]) for source, lines in together.items()}

    def kept(section: Section) -> Iterator[Line]:
        for line in section.lines:
            if line.source not in together:
                yield line
            elif id(line) == last[line.source]:
                yield _one(book, together[line.source])

    sections = [replace(section, lines=tuple(kept(section))) for section in invoice.sections]
    return tuple(section for section in sections if section.lines)


def _one(book: Book, lines: Sequence[Line]) -> Line:
    """One line of several: their amounts together, and what the last says of the whole to date."""
    total, source = book.project.currency.total, book.sources.get(lines[0].source)
    costs = [line.cost for line in lines if line.cost is not None]
    taxed = lines[0].taxed
    if any(line.taxed != taxed for line in lines):
        taxed = taxed_word(book.project.settings, source.taxes if source else ())
    return replace(
        lines[-1],
        amount=total(line.amount for line in lines),
        cost=total(costs) if costs else None,
        previous=lines[0].previous,
        taxed=taxed,
        tax_rates={},
    )


def _ambiguous(invoice: Draft | Released, source: str) -> Problem:
    places = [
        (f"{number}.{at}", line)
        for number, section in enumerate(invoice.sections, 1)
        for at, line in enumerate(section.lines, 1)
        if line.source == source
    ]
    named = ", ".join(f"{place} with {line.amount.grouped()}" for place, line in places)
    return Problem(
        "line.ambiguous",
        f"{source} stands on {invoice.id} more than once: {named}",
        hint=f"name one of them by its place: ressio invoice edit {invoice.id} --amount {places[-1][0]}=AMOUNT",
    )
