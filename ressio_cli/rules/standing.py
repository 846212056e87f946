"""Where one invoice stands: paid, pending, balance, status, overdue.

Room: rules.  Status is a function of payments and total; it is never written down.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ressio_cli.model.figures import Standing
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import Payment
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
    payments = book.payments.get(invoice.id, [])
    cleared = applied(invoice, (payment for payment in payments if payment.status == "cleared"))
    from_credit = applied(invoice, (p for p in payments if p.status == "cleared" and p.method == "credit"))
    pending = applied(invoice, (payment for payment in payments if payment.status == "pending"))
    balance = invoice.total - cleared
    if not balance.positive:
        status = "paid"
    elif any(payment.status == "pending" for payment in payments):
        status = "pending"
    else:
        status = "partially-paid" if cleared else "open"
    overdue = balance.positive and invoice.due is not None and invoice.due < day
    return Standing(
        status=status,
        total=invoice.total,
        paid=cleared,
        deposit_applied=from_credit,
        pending=pending,
        balance=balance,
        overdue=overdue,
    )


def applied(invoice: Released, payments: Iterable[Payment]) -> Money:
    """What payments apply to an invoice."""
    parts = [part.amount.minor for payment in payments for part in payment.applied if part.invoice == invoice.id]
    return Money(sum(parts), invoice.total.digits)


def _without_payments(status: str, total: Money, balance: Money, paid: Money) -> Standing:
    zero = total.zero
    return Standing(
        status=status, total=total, paid=paid, deposit_applied=zero, pending=zero, balance=balance, overdue=False
    )
