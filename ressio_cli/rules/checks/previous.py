"""Bills follow each other: what a line says was billed before is what the invoices before it had billed.

Room: rules.  Problems: line.previous.

Two people who bill the same source on two branches both start from the same "billed before"; after the merge no total
need be wrong, but one of the papers is. An invoice edited after release no longer shows what it had billed then, so
sources it touches are passed over from there on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date
from itertools import groupby

from ressio_cli.model.invoice import Line, Released
from ressio_cli.model.money import Money
from ressio_cli.model.problem import Problem
from ressio_cli.model.record import dataclass
from ressio_cli.rules.book import Book

_MOST = 64  # answers tried when several invoices were made void on one day


@dataclass(frozen=True, slots=True)
class _Bill:
    """What one released invoice says of one source. `place`: its place in the order of numbers."""

    place: int
    invoice: Released
    lines: list[Line] = field(default_factory=list)

    @property
    def units(self) -> int:
        return sum(line.amount.minor for line in self.lines)


def bills_follow_each_other(book: Book) -> Iterator[Problem]:
    """Every `previous` is what was billed by then, in the order of numbers or of dates; voids that day: either way."""
    for bills in _bills(book).values():
        dated = sorted(bills, key=lambda bill: (bill.invoice.released, bill.place))
        in_order = dated == bills
        for bill, before, expected in _in_turn(dated):
            if _fits(bill, expected):
                continue
            if not in_order and _fits(bill, _at_release(bills[: bills.index(bill)], bill.invoice.released)):
                continue
            yield _finding(bill, before, expected)


def _bills(book: Book) -> dict[str, list[_Bill]]:
    """The bills on each source in the order of numbers, void ones included."""
    index: dict[str, list[_Bill]] = {}
    for place, invoice in enumerate(book.project.invoices):
        for section in invoice.sections:
            for line in section.lines:
                if line.source:
                    bills = index.setdefault(line.source, [])
                    if not bills or bills[-1].place != place:
                        bills.append(_Bill(place, invoice))
                    bills[-1].lines.append(line)
    return index


def _in_turn(dated: Sequence[_Bill]) -> Iterator[tuple[_Bill, Sequence[_Bill], set[int]]]:
    """Each live bill, those before it, and what they may have billed; stops at an invoice that was edited.

    On one day the lower number comes first, but one whose `previous` fits goes before one whose does not: a number
    that was wished for may be lower than those released before it.
    """
    sofar = _SoFar()
    for on, of_that_day in groupby(dated, key=lambda bill: bill.invoice.released):
        waiting = list(of_that_day)
        while waiting:
            expected = sofar.expected(on)
            bill = next((bill for bill in waiting if _fits(bill, expected)), waiting[0])
            if bill.invoice.revision > 1 or waiting[0].invoice.revision > 1:
                return
            if bill.invoice.live:
                yield bill, sofar.bills, expected
            sofar.take(bill)
            waiting.remove(bill)


@dataclass(slots=True)
class _SoFar:
    """The bills taken so far, and what they come to on a day; voids of earlier days are taken off."""

    bills: list[_Bill] = field(default_factory=list)
    sums: int = 0
    voids: list[tuple[date, int]] = field(default_factory=list)

    def expected(self, on: date) -> set[int]:
        """What may have been billed before a bill of that day; days only go forward."""
        self.sums -= sum(units for day, units in self.voids if day < on)
        self.voids = [(day, units) for day, units in self.voids if day >= on]
        return _either_way(self.sums, [units for day, units in self.voids if day == on])

    def take(self, bill: _Bill) -> None:
        """One more bill."""
        self.bills.append(bill)
        self.sums += bill.units
        if bill.invoice.void:
            self.voids.append((bill.invoice.void.on, bill.units))


def _at_release(before: Sequence[_Bill], on: date) -> set[int]:
    """The same in the order of numbers; nothing is expected after an edited invoice."""
    if any(bill.invoice.revision > 1 for bill in before):
        return set()
    kept = [bill for bill in before if bill.invoice.void is None or bill.invoice.void.on >= on]
    that_day = [bill.units for bill in kept if bill.invoice.void and bill.invoice.void.on == on]
    return _either_way(sum(bill.units for bill in kept), that_day)


def _either_way(sums: int, voids: Sequence[int]) -> set[int]:
    """The sum with any of the voids of that day already taken off; empty where there are too many to tell."""
    answers = {sums}
    for units in voids:
        answers |= {answer - units for answer in answers}
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


def _finding(bill: _Bill, before: Sequence[_Bill], expected: set[int]) -> Problem:
    line, invoice = bill.lines[0], bill.invoice
    said = line.previous or line.amount.zero
    billed = Money(max(expected), line.amount.digits)
    others = [other.invoice.id for other in before if other.invoice.live]
    named = ", ".join(others[-6:]) or "no other invoice"
    return Problem(
        "line.previous",
        f"{invoice.id} says {said.grouped()} of {line.source} was billed before; it was {billed.grouped()}, by {named}",
        line.origin.at("previous"),
        f'ressio void {invoice.id} --reason "starts from a wrong amount" --reissue',
        subjects=(line.source, invoice.id, *others[-6:]),
    )
