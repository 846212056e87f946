"""Where one invoice stands: paid, written off, pending, balance, status, overdue.

Room: rules.  Status is a function of payments and total; it is never written down.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ressio_cli.model.figures import Standing
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import CREDIT, WRITE_OFF, Payment
from ressio_cli.rules import discounts
from ressio_cli.rules.book import Book
from ressio_cli.rules.totals import totals


def standing(book: Book, invoice: Draft | Released, day: date) -> Standing:
    """Where an invoice stands; `overdue`, and a draft's taxes, are reckoned from the day."""
    if isinstance(invoice, Draft):
        total = totals(book.project, invoice, day).total
        return _without_payments("draft", total, balance=total, paid=total.zero)
    total, nothing = invoice.total, invoice.total.zero
    if not invoice.live:
        return _without_payments("void", total, balance=nothing, paid=nothing)
    if not total.positive:
        return _without_payments("paid", total, balance=nothing, paid=total)
    return _from_payments(book, invoice, day)


def _from_payments(book: Book, invoice: Released, day: date) -> Standing:
    """balance = total − paid − written off − discount."""
    payments = book.payments.get(invoice.id, [])
    cleared = [payment for payment in payments if payment.status == "cleared"]
    waiting = [payment for payment in payments if payment.status == "pending"]
    discount = discounts.taken(invoice, payments)
    paid = applied(invoice, (payment for payment in cleared if payment.method != WRITE_OFF))
    written_off = applied(invoice, (payment for payment in cleared if payment.method == WRITE_OFF))
    taken = _sum(invoice, (amount for payment, amount in discount if payment.status == "cleared"))
    balance = invoice.total - paid - written_off - taken
    return Standing(
        status=_status(balance, paid, bool(waiting)),
        total=invoice.total,
        paid=paid,
        deposit_applied=applied(invoice, (payment for payment in cleared if payment.method == CREDIT)),
        written_off=written_off,
        discount=taken,
        pending=applied(invoice, waiting),
        pending_discount=_sum(invoice, (amount for payment, amount in discount if payment.status == "pending")),
        balance=balance,
        overdue=balance.positive and invoice.due is not None and invoice.due < day,
    )


def _status(balance: Money, paid: Money, waiting: bool) -> str:
    if not balance.positive:
        return "paid"
    if waiting:
        return "pending"
    return "partially-paid" if paid.positive else "open"


def applied(invoice: Released, payments: Iterable[Payment]) -> Money:
    """What payments apply to an invoice."""
    return _sum(invoice, (payment.on(invoice.id) for payment in payments))


def money_on(book: Book, invoice: Released) -> Money:
    """What came in on an invoice, whatever went back: cleared and pending money and credit drawn."""
    payments = (payment for payment in book.payments.get(invoice.id, ()) if payment.live)
    parts = (payment.on(invoice.id) for payment in payments if payment.method != WRITE_OFF)
    return _sum(invoice, (part for part in parts if part.positive))


def _sum(invoice: Released, amounts: Iterable[Money]) -> Money:
    return Money(sum(amount.minor for amount in amounts), invoice.total.digits)


def _without_payments(status: str, total: Money, balance: Money, paid: Money) -> Standing:
    zero = total.zero
    return Standing(
        status=status, total=total, paid=paid, deposit_applied=zero, written_off=zero, discount=zero, pending=zero,
        pending_discount=zero, balance=balance, overdue=False,
    )  # fmt: skip
