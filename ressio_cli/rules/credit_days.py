"""The client's credit on the days from one on: what can be drawn or sent back then without any day falling short.

Room: rules.  Problems: none.

Each day asked is reckoned as `asof` sees it, so that there is one formula for credit. Only days on which credit may
fall are asked: between two of them it does not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from ressio_cli.model.money import Money
from ressio_cli.model.payment import CREDIT
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import credit
from ressio_cli.rules.revisions import edit_days


def spendable(book: Book, since: date) -> Money:
    """The lowest credit of the day and of every later one; below zero where some day already falls short."""
    return min(_credit_on(book, day) for day in _lows(book, since))


def available_from(book: Book, amount: Money, since: date) -> date | None:
    """The first day from which on that much credit is there (more than nothing, where the amount is zero)."""

    def enough(day: date) -> bool:
        there = _credit_on(book, day)
        return there >= amount and there.positive

    lows = _lows(book, since)
    short = [day for day in lows if not enough(day)]
    if not short:
        return since
    until = next((day for day in lows if day > short[-1]), date.max)
    days = sorted(day for day in set(_days(book)) if short[-1] < day <= until)
    place = bisect_left(days, True, key=enough)
    return days[place] if place < len(days) else None


def _credit_on(book: Book, day: date) -> Money:
    """The credit at the end of a day."""
    past = as_of(book.project, day)
    return credit(book if past is book.project else Book(past))


def _lows(book: Book, since: date) -> list[date]:
    """The day, and the later ones on which credit may fall, in order."""
    return [since, *sorted({day for day in _falls(book) if day > since})]


def _falls(book: Book) -> Iterator[date]:
    """The days on which money goes out or back, and those on which early money is applied or a total changes."""
    early = set()
    for payment in book.project.payments:
        if payment.method == CREDIT or payment.amount.negative:
            yield payment.received
        yield from (undone.on for undone in (payment.failed, payment.void) if undone)
        early |= {(part.invoice, payment.received) for part in payment.applied}
    first: dict[str, date] = {}
    for id, received in early:
        first[id] = min(received, first.get(id, received))
    for invoice in book.project.invoices:
        void = book.void_since(invoice)
        yield from (*edit_days(invoice), *([void] if void else []))
        if first.get(invoice.id, invoice.released) < invoice.released:
            yield invoice.released


def _days(book: Book) -> Iterator[date]:
    """Every day on which credit may change."""
    yield from _falls(book)
    for payment in book.project.payments:
        yield payment.received
        yield payment.settled or payment.received
    yield from (invoice.released for invoice in book.project.invoices)
