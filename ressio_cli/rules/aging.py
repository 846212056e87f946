"""Aging: what is owed, by how long it is late. Retainage that is held stands apart.

Room: rules.  Problems: none.  Days are counted from the due day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ressio_cli.model.account import BUCKETS, Aged, Aging
from ressio_cli.model.invoice import Released
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Money
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import credit
from ressio_cli.rules.standing import standing

_LAST_DAYS = (0, 30, 60, 90, 120)  # of each bucket but the last; days are counted from the due date


def aging(book: Book, day: date) -> Aging:
    """The released invoices with a balance above zero, by number, and the sums of the buckets."""
    total = book.project.currency.total
    held = _still_held(book)
    rows = tuple(_rows(book, day, held))
    return Aging(
        as_of=day,
        rows=rows,
        buckets={name: total(row.balance for row in rows if row.bucket == name) for name in BUCKETS},
        balance=total(row.balance for row in rows),
        retainage=total(row.retainage for row in rows),
        written_off=total(row.written_off for row in rows),
        credit=credit(book),
    )


def _rows(book: Book, day: date, held: dict[str, Money]) -> Iterator[Aged]:
    for invoice in book.project.live:
        stands = standing(book, invoice, day)
        if stands.balance.positive:
            days = (day - _due(invoice)).days
            yield Aged(
                invoice=invoice.id,
                due=_due(invoice),
                days=days,
                balance=stands.balance,
                bucket=bucket(days),
                retainage=held[invoice.id],
                written_off=stands.written_off,
            )


def _due(invoice: Released) -> date:
    return invoice.due or invoice.released


def bucket(days: int) -> str:
    """The bucket of so many days past due; the last day of each is in it: 30 days are `1-30`."""
    return next((name for name, last in zip(BUCKETS, _LAST_DAYS, strict=False) if days <= last), BUCKETS[-1])


def _still_held(book: Book) -> dict[str, Money]:
    """What each invoice still holds: what was billed back is taken off the one released first, then the next."""
    sections = (section for invoice in book.project.live for section in invoice.sections)
    back = book.project.currency.total(
        line.amount for section in sections if METHODS[section.method].gives_back for line in section.lines
    )
    held: dict[str, Money] = {}
    for invoice in (invoice for invoice in book.order if invoice.live):
        given = min(back, invoice.held) if invoice.held.positive else back.zero
        held[invoice.id] = invoice.held - given
        back -= given
    return held
