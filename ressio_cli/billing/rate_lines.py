"""Lines that take billed work back: each under the rates of what it takes back, split where those differ.

Room: billing.  Problems: line.stale.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from ressio_cli.billing.claiming import taxed_word
from ressio_cli.billing.several_lines import each_line, following
from ressio_cli.model.invoice import Draft, Line, Released, Section, TaxCharge
from ressio_cli.model.money import Percent, split
from ressio_cli.model.problem import Problem
from ressio_cli.rules import pricing
from ressio_cli.rules.book import Book
from ressio_cli.rules.line_rates import InvoiceRates, Rates
from ressio_cli.rules.order import earlier
from ressio_cli.rules.taken_back import Part, line_parts, taken_back

Paper = TypeVar("Paper", bound=Draft | Released)


def with_rates(book: Book, invoice: Paper, sources: Collection[str] | None = None) -> Paper:
    """The invoice with every line that takes work back under the rates of those claims; of these sources, or of all."""
    taken = taken_back(book.project, invoice, earlier(book.project, invoice))
    place = 0
    sections = []
    for section in invoice.sections:
        lines: list[Line] = []
        for line in section.lines:
            wanted = place in taken and (sources is None or line.source in sources)
            lines += _split(book, invoice, line, taken[place]) if wanted else [line]
            place += 1
        sections.append(replace(section, lines=tuple(lines)))
    return replace(invoice, sections=following(sections))


def _split(book: Book, invoice: Draft | Released, line: Line, parts: Sequence[Part]) -> list[Line]:
    """A line for each part. What is told of the whole to date is told by the last."""
    costs = split(line.cost, [part.amount.minor for part in parts]) if line.cost is not None else [None] * len(parts)
    lines = [
        replace(_under(book, invoice, line, part.rates), amount=part.amount, cost=cost, percent=None, stored=None)
        for part, cost in zip(parts, costs, strict=True)
    ]
    lines[-1] = replace(lines[-1], percent=line.percent, stored=line.stored)
    return lines


def _under(book: Book, invoice: Draft | Released, line: Line, rates: Rates | None) -> Line:
    if rates is None:
        return line
    names = pricing.taxes(line.taxed, book.project.settings.tax)
    if set(names) != {name for name, _ in rates}:
        source = book.sources.get(line.source)
        borne = tuple(name for name, _ in rates)
        as_source = source is not None and set(borne) == set(source.taxes)
        line = replace(line, taxed=taxed_word(book.project.settings, source.taxes) if source and as_source else borne)
    return replace(line, tax_rates=dict(rates))


def as_charged(book: Book, rates: InvoiceRates, line: Line) -> Line:
    """A released line that says by name and rate what it was charged with, so that it is charged the same again."""
    names = rates.names(line)
    if names != pricing.taxes(line.taxed, book.project.settings.tax):
        line = replace(line, taxed=names)
    return replace(line, tax_rates=dict(rates.charged(line)))


def rate_reasons(book: Book, invoice: Draft | Released) -> Iterator[Problem]:
    """Why lines that take work back may not be released: other claims are taken back by now, under other taxes."""
    lines = invoice.lines
    for place, parts in taken_back(book.project, invoice, earlier(book.project, invoice)).items():
        line = lines[place]
        if not _fits(book, invoice, line, parts):
            billed = " and ".join(f"{abs(part.amount).grouped()} {_named(part.rates or ())}" for part in parts)
            names = pricing.taxes(line.taxed, book.project.settings.tax)
            says = _named(tuple(line.tax_rates.items())) if line.tax_rates else _listed(names)
            yield Problem(
                "line.stale",
                f"{line.source}: what it takes back was billed as {billed}; the line says {says}",
                line.origin,
                f"ressio invoice edit {invoice.id} --refresh",
                subjects=(line.source,),
            )


def _fits(book: Book, invoice: Draft | Released, line: Line, parts: Sequence[Part]) -> bool:
    rates = parts[0].rates
    if len(parts) > 1 or rates is None:
        return len(parts) == 1
    names = set(pricing.taxes(line.taxed, book.project.settings.tax))
    return names == {name for name, _ in rates} and (not line.tax_rates or dict(line.tax_rates) == dict(rates))


def _named(rates: Rates) -> str:
    return _listed([f"{name} {rate}" for name, rate in rates])


def _listed(names: Sequence[str]) -> str:
    return "with " + " and ".join(names) if names else "untaxed"


def settled_rates(
    book: Book, invoice: Draft | Released, taxes: Iterable[TaxCharge], rates: InvoiceRates
) -> tuple[Section, ...]:
    """The sections as they are sealed: a line says the rate of a tax if it is not the day's, or if several stand there.

    Every line has one part by then.
    """
    several: dict[str, set[Percent]] = {}
    for charge in taxes:
        several.setdefault(charge.name, set()).add(charge.rate)
    parts = iter(line_parts(book.project, invoice, earlier(book.project, invoice), rates.day))

    def settled(line: Line) -> Line:
        _, _, borne = next(parts)
        said = {name: rate for name, rate in borne if len(several[name]) > 1 or rate != rates.of_the_day(name)}
        return line if said == line.tax_rates else replace(line, tax_rates=said)

    return each_line(invoice.sections, settled)


def kept_rates(book: Book, before: Line, after: Line) -> Mapping[str, Percent]:
    """The rates of its own that a line keeps when it is made anew: those of the taxes it is still under."""
    names = pricing.taxes(after.taxed, book.project.settings.tax)
    return {name: rate for name, rate in before.tax_rates.items() if name in names}
