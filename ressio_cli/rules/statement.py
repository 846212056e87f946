"""The statement of account: what the client was asked for, what came in, and where that leaves the two.

Room: rules.  Problems: none.

closing = outstanding − credit, which is Σ totals of live invoices − received − written off − discounts − paid deposits.
Every entry is a dated change of one of these, so that the closing of any day is the sum of the entries up to it. Credit
that is drawn on an invoice changes none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from ressio_cli.model.account import Statement, StatementEntry
from ressio_cli.model.figures import Receipts
from ressio_cli.model.invoice import Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import WRITE_OFF, Payment
from ressio_cli.model.record import dataclass
from ressio_cli.rules import discounts
from ressio_cli.rules.asof import as_of, payment_as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import cleared_on, deposit_of, paid_deposit
from ressio_cli.rules.receipts import receipts
from ressio_cli.rules.revisions import Dated, standing_on

_DAY = timedelta(days=1)
_PERIOD = ("invoiced", "received", "deposits_drawn", "written_off", "discounts")
_Dated = tuple[date, str, int]  # the day, what happened, what it adds to what the client owes, in smallest units


def statement(book: Book, until: date, since: date | None = None) -> Statement:
    """The entries from `since` to `until`, both included. The book is that of every fact, whatever its date.

    `opening`: the closing of the day before `since`; nothing where the statement begins with the job.
    """
    zero = book.project.zero
    every = sorted((one for one in _every(book) if one[0] <= until), key=lambda one: (one[0], one[2] < 0, one[1]))
    before = sum(units for on, _, units in every if since and on < since)
    balance, entries = before, []
    now, then = _totals(book, until), _totals(book, since - _DAY) if since and since > date.min else None
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
        **{name: getattr(now, name) - (getattr(then, name) if then else zero) for name in _PERIOD},
    )


def _totals(book: Book, day: date) -> Receipts:
    past = as_of(book.project, day)
    return receipts(book if past is book.project else Book(past))


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
        yield from _of_settlements(book, invoice)
    for payment in book.project.payments:
        if payment.moves_money:
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


@dataclass(frozen=True, slots=True)
class _Settlements:
    """What of an invoice is settled without money, on one day, and what deposit on it is credit; in smallest units."""

    written_off: int = 0
    discount: int = 0
    deposit: int = 0


def _of_settlements(book: Book, invoice: Released) -> Iterator[_Dated]:
    """Write-offs, discounts and the paid deposit of an invoice, on the days they change."""
    payments = book.payments.get(invoice.id, [])
    revisions = book.revisions(invoice)
    deposit = any(deposit_of(revision) for _, revision in revisions)
    if not (deposit or any(p.method == WRITE_OFF or any(a.discount for a in p.applied) for p in payments)):
        return
    before, void = _Settlements(), book.void_since(invoice)
    for day in _days(revisions, payments, void):
        known = [payment_as_of(p, day) for p in payments if p.received <= day]
        now = _Settlements() if void and void <= day else _settled(standing_on(revisions, day), known)
        name = invoice.id
        yield from _step(
            day, now.written_off - before.written_off, f"written off, {name}", f"write-off on {name} undone"
        )
        yield from _step(
            day, now.discount - before.discount, f"early payment discount, {name}", f"discount on {name} lost"
        )
        yield from _step(
            day, now.deposit - before.deposit, f"deposit on {name} kept as credit", f"deposit on {name} no longer kept"
        )
        before = now


def _step(day: date, change: int, more: str, less: str) -> Iterator[_Dated]:
    if change:
        yield day, more if change > 0 else less, -change


def _days(revisions: Sequence[Dated], payments: Iterable[Payment], void: date | None) -> list[date]:
    """The days on which anything about the invoice may have changed, from its release on."""
    released = revisions[0][0]
    days = {since for since, _ in revisions} | ({void} if void else set())
    for payment in payments:
        undone = [step.on for step in (payment.failed, payment.void) if step]
        days.update(day for day in (payment.received, payment.settled, *undone) if day and day > released)
    return sorted(days)


def _settled(invoice: Released, payments: Sequence[Payment]) -> _Settlements:
    cleared = [payment for payment in payments if payment.status == "cleared"]
    written_off = sum(p.on(invoice.id).minor for p in cleared if p.method == WRITE_OFF)
    taken = [(p, amount.minor) for p, amount in discounts.taken(invoice, payments)]
    discount = sum(amount for p, amount in taken if p.status == "cleared")
    paid = sum(p.on(invoice.id).minor for p in cleared if p.method != WRITE_OFF)
    let_go = Money(written_off + discount, invoice.total.digits)
    whole = paid + let_go.minor >= invoice.total.minor
    return _Settlements(written_off, discount, paid_deposit(invoice, let_go).minor if whole else 0)
