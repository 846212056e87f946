"""The statement of account: what the client was asked for, what came in, and where that leaves the two.

Room: rules.  Problems: none.

closing = outstanding − credit (SPEC section 6), which is Σ totals of live invoices − received − paid deposits. Every
entry is a dated change of one of the three, so that the closing of any day is the sum of the entries up to it. Credit
that is drawn on an invoice changes none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ressio_cli.model.account import Statement, StatementEntry
from ressio_cli.model.invoice import Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import Payment
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import DRAWN, cleared_on, deposit_of
from ressio_cli.rules.revisions import standing_on

_Dated = tuple[date, str, int]  # the day, what happened, what it adds to what the client owes, in smallest units


def statement(book: Book, until: date, since: date | None = None) -> Statement:
    """The entries from `since` to `until`, both included. The book is that of every fact, whatever its date.

    `opening`: the closing of the day before `since`; nothing where the statement begins with the job.
    """
    zero = book.project.zero
    every = sorted((one for one in _every(book) if one[0] <= until), key=lambda one: (one[0], one[2] < 0, one[1]))
    before = sum(units for on, _, units in every if since and on < since)
    balance, entries = before, []
    for on, what, units in every:
        if since and on < since:
            continue
        balance += units
        entries.append(_entry(zero, on, what, units, balance))
    return Statement(
        since=since,
        until=until,
        opening=Money(before, zero.digits),
        entries=tuple(entries),
        closing=Money(balance, zero.digits),
    )


def _entry(zero: Money, on: date, what: str, units: int, balance: int) -> StatementEntry:
    return StatementEntry(
        on=on,
        what=what,
        debit=Money(max(units, 0), zero.digits),
        credit=Money(max(-units, 0), zero.digits),
        balance=Money(balance, zero.digits),
    )


def _every(book: Book) -> Iterator[_Dated]:
    for invoice in book.project.invoices:
        yield from _of_invoice(book, invoice)
        if any(deposit_of(revision) for _, revision in book.revisions(invoice)):
            yield from _of_deposit(book, invoice)
    for payment in book.project.payments:
        if payment.method != DRAWN:
            yield from _of_payment(payment)


def _of_invoice(book: Book, invoice: Released) -> Iterator[_Dated]:
    """Its total from the release on, what an edit made of it, and the void that takes it away."""
    void, total = book.void_since(invoice), 0
    for since, revision in book.revisions(invoice):
        if revision.total.minor == total or (void and since > void):
            continue
        title = f": {revision.title}" if revision.title else ""
        which = f" revision {revision.revision}" if since > invoice.released else ""
        yield since, f"{invoice.id}{which}{title}", revision.total.minor - total
        total = revision.total.minor
    if void and invoice.void and total:
        yield void, f"{invoice.id} void: {invoice.void.reason}", -total


def _of_payment(payment: Payment) -> Iterator[_Dated]:
    standing = _stood(payment)
    if standing is None:
        return
    since, until = standing
    named = f"{payment.method} {payment.reference}".strip()
    what = f"refund, {named}" if payment.amount.negative else f"payment, {named}"
    yield since, what, -payment.amount.minor
    if until:
        undone = "failed" if payment.failed else "void"
        yield until, f"{what} of {payment.received}: {undone}", payment.amount.minor


def _stood(payment: Payment) -> tuple[date, date | None] | None:
    """From when a payment was cleared money, and until when, if it was taken back; None where it never was."""
    if payment.status == "cleared":
        return cleared_on(payment), None
    undone = payment.failed or payment.void
    if payment.settled is None or undone is None or undone.on <= payment.settled:
        return None
    return payment.settled, undone.on


def _of_deposit(book: Book, invoice: Released) -> Iterator[_Dated]:
    """A deposit becomes the client's credit once its invoice is paid in full, and stops to be it when that ends."""
    revisions, void = book.revisions(invoice), book.void_since(invoice)
    paid, held = 0, 0
    for on, units in [*_on_invoice(book, invoice), *([(void, None)] if void else [])]:
        paid += units or 0
        revision = standing_on(revisions, on)
        full = units is not None and paid >= revision.total.minor
        now = deposit_of(revision).minor if full else 0
        if now != held:
            what = f"deposit on {invoice.id} {'kept as credit' if now else 'no longer kept'}"
            yield on, what, held - now
            held = now
        if units is None:
            return


def _on_invoice(book: Book, invoice: Released) -> Iterable[tuple[date, int]]:
    """What was paid on the invoice while it was live, day by day, what was taken back too; with the days on which it
    was released and edited."""
    days: dict[date, int] = {since: 0 for since, _ in book.revisions(invoice)}
    for payment in book.payments.get(invoice.id, ()):
        standing = _stood(payment)
        if standing is None:
            continue
        units = sum(part.amount.minor for part in payment.applied if part.invoice == invoice.id)
        since, until = standing
        for day, moved in ((since, units), (until, -units)):
            if day:
                on = max(day, invoice.released)
                days[on] = days.get(on, 0) + moved
    void = book.void_since(invoice) or date.max
    return [(on, days[on]) for on in sorted(days) if on < void]
