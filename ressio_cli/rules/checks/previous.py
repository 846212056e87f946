"""Bills follow each other: what a line says was billed before is what the invoices before it had billed.

Room: rules.  Problems: line.previous.

Two people who bill the same source on two branches both start from the same "billed before"; after the merge no total
need be wrong, but one of the papers is. An invoice that names the one before it (`after`) is judged in that order, and
a void counts for those that were released after it was made; where an invoice was entered no later than the void, on
another branch perhaps, it need not have known of it. Invoices of version 0.1 name none: they are sound where
any order makes them so, because a wished number or a date in the past may have put one before an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from ressio_cli.model.invoice import Line, Released
from ressio_cli.model.money import Money
from ressio_cli.model.problem import Problem
from ressio_cli.model.record import dataclass
from ressio_cli.rules.book import Book
from ressio_cli.rules.order import is_of_first_form
from ressio_cli.rules.revisions import release_entered, void_entered

_MOST = 64  # sums tried where several voids may have come before or after
_NAMED = 6  # how many invoices a message names


@dataclass(frozen=True, slots=True)
class _Bill:
    """What one released invoice says of one source. `place`: its place in the order of release."""

    place: int
    invoice: Released
    lines: list[Line] = field(default_factory=list)

    @property
    def units(self) -> int:
        return sum(line.amount.minor for line in self.lines)


def bills_follow_each_other(book: Book) -> Iterator[Problem]:
    """Every `previous` of a live invoice is what was billed by then."""
    places = {invoice.id: place for place, invoice in enumerate(book.order)}
    for bills in _bills(book.order).values():
        sofar = _SoFar(places)
        chained = [bill for bill in bills if bill.invoice.after]
        yield from _in_any_order([bill for bill in bills if not bill.invoice.after], sofar)
        for bill in chained:
            expected = sofar.expected(bill)
            if bill.invoice.live and not _fits(bill, expected):
                yield _finding(bill, sofar, expected)
            sofar.take(bill)


def _bills(order: Iterable[Released]) -> dict[str, list[_Bill]]:
    """The bills on each source in the order of release, void ones included."""
    index: dict[str, list[_Bill]] = {}
    for place, invoice in enumerate(order):
        for section in invoice.sections:
            for line in section.lines:
                if line.source:
                    bills = index.setdefault(line.source, [])
                    if not bills or bills[-1].place != place:
                        bills.append(_Bill(place, invoice))
                    bills[-1].lines.append(line)
    return index


def _in_any_order(bills: Sequence[_Bill], sofar: _SoFar) -> Iterator[Problem]:
    """Bills that name no order: the next is the first that fits.

    Version 0.1 let an earlier invoice be edited under later ones, so that from an edited one on nothing is asked.
    """
    waiting = list(bills)
    edited = False
    while waiting:
        expected = sofar.expected()
        bill = next((bill for bill in waiting if not bill.invoice.live or _fits(bill, expected)), waiting[0])
        edited = edited or any(_was_edited(invoice) for invoice in (waiting[0].invoice, bill.invoice))
        if bill.invoice.live and not edited and not _fits(bill, expected):
            yield _finding(bill, sofar, expected)
        sofar.take(bill)
        waiting.remove(bill)


def _was_edited(invoice: Released) -> bool:
    return invoice.revision > 1 and is_of_first_form(invoice)


@dataclass(slots=True)
class _SoFar:
    """The bills taken so far and what they come to; `places` are those of all invoices in the order of release.

    `sums` are the live bills, `voids` the void ones, of which an invoice may have counted some.
    """

    places: dict[str, int]
    bills: list[_Bill] = field(default_factory=list)
    sums: int = 0
    voids: list[_Bill] = field(default_factory=list)

    def expected(self, bill: _Bill | None = None) -> set[int]:
        """What may have been billed before a bill, or before one that names no order; empty: too many to tell."""
        if bill is None:
            return _either_way(self.sums, [void.units for void in self.voids])
        counted = [void.units for void in self.voids if self._counts(void, bill)]
        perhaps = [void.units for void in self.voids if not self._counts(void, bill) and self._may_count(void, bill)]
        if bill.invoice.revision > 1:  # an edit since then may have started anew from what was live
            return _either_way(self.sums, [*perhaps, *counted])
        return _either_way(self.sums + sum(counted), perhaps)

    def _counts(self, void: _Bill, bill: _Bill) -> bool:
        """The void was made after the bill was released."""
        mark = void.invoice.void
        return mark is not None and self.places.get(mark.after, -1) >= bill.place

    def _may_count(self, void: _Bill, bill: _Bill) -> bool:
        """Nothing says that the void was known when the bill was released."""
        mark = void.invoice.void
        known = mark is not None and mark.after in self.places
        return not known or release_entered(bill.invoice) <= void_entered(void.invoice)

    def take(self, bill: _Bill) -> None:
        """One more bill."""
        self.bills.append(bill)
        if bill.invoice.live:
            self.sums += bill.units
        else:
            self.voids.append(bill)

    def named(self, bill: _Bill, units: int) -> list[str]:
        """The invoices behind what was billed before: the live ones, and void ones where those counted then."""

        void = [other for other in self.voids if units != self.sums and self._counts(other, bill)]
        return [other.invoice.id for other in self.bills if other.invoice.live or other in void]


def _either_way(sums: int, voids: Sequence[int]) -> set[int]:
    """The sum with any of the voids added; empty where there are too many to tell."""
    answers = {sums}
    for units in voids:
        answers |= {answer + units for answer in answers}
        if len(answers) > _MOST:
            return set()
    return answers


def _fits(bill: _Bill, expected: set[int]) -> bool:
    """Every line starts there, or where an earlier line of the same invoice left off. No expectation always fits."""
    starts = set(expected)
    for line in bill.lines:
        if expected and line.previous is not None and line.previous.minor not in starts:
            return False
        starts |= {start + line.amount.minor for start in starts}
    return True


def _finding(bill: _Bill, sofar: _SoFar, expected: set[int]) -> Problem:
    line, invoice = bill.lines[0], bill.invoice
    said = line.previous or line.amount.zero
    billed = Money(min(expected, key=lambda units: abs(units - sofar.sums)), line.amount.digits)
    others = sofar.named(bill, billed.minor)[-_NAMED:]
    was = f"it was {billed.grouped()}, by {', '.join(others)}" if others else "nothing was"
    return Problem(
        "line.previous",
        f"{invoice.id} says {said.grouped()} of {line.source} was billed before; {was}",
        line.origin.at("previous"),
        f'ressio void {invoice.id} --reason "starts from a wrong amount" --reissue',
        subjects=(line.source, invoice.id, *others),
    )
