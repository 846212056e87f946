"""What becomes of a payment: it settles, fails, is void, or goes back to the client.

Room: billing.  Problems: payment.not-pending, payment.undone, payment.not-received, refund.too-much, credit.too-little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ressio_cli.billing.collect import (
    CREDIT,
    Paying,
    Recorded,
    free_id,
    new_payment,
    received,
    told_before,
)
from ressio_cli.billing.credit_drawn import too_little
from ressio_cli.billing.dating import payment_in_order
from ressio_cli.model.deed import On
from ressio_cli.model.invoice import Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import Applied, Payment, Undone
from ressio_cli.model.problem import refused
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import cleared_on
from ressio_cli.rules.credit_days import spendable


def settle(payment: Payment, on: On) -> Payment:
    """A pending payment that has cleared."""
    if payment.status != "pending":
        raise refused(
            "payment.not-pending",
            f"{payment.id} is {payment.status}, not pending",
            "ressio payment list shows them",
            payment.origin.at("status"),
        )
    payment_in_order(payment, on, "settle", "cleared")
    return replace(payment, status="cleared", settled=on.day)


def fail(payment: Payment, on: On, reason: str) -> Payment:
    """A payment that did not clear, or came back after it had."""
    _standing_payment(payment)
    payment_in_order(payment, on, "fail", "failed")
    undone = Undone(on=on.day, reason=reason, entered=on.entered)
    return replace(payment, status="failed", settled=_settled(payment), failed=undone)


def undo(payment: Payment, on: On, reason: str) -> Payment:
    """A payment that was a typing error."""
    _standing_payment(payment)
    payment_in_order(payment, on, "void", "been void")
    undone = Undone(on=on.day, reason=reason, entered=on.entered)
    return replace(payment, status="void", settled=_settled(payment), void=undone)


def _settled(payment: Payment) -> date | None:
    """The day it cleared, which an earlier as-of day still sees; None where it never did."""
    return cleared_on(payment) if payment.status == "cleared" else None


def _standing_payment(payment: Payment) -> None:
    if payment.status in ("failed", "void"):
        raise refused(
            "payment.undone",
            f"{payment.id} is {payment.status} already",
            "ressio payment list shows them",
            payment.origin.at("status"),
        )


def refund(book: Book, payment: Payment, amount: Money | None, how: Paying) -> Recorded:
    """Money of a payment sent back: applied negatively to the same invoices, the last first, which are owed again."""
    if payment.status != "cleared" or payment.method == CREDIT or not payment.amount.positive:
        raise refused(
            "payment.not-received",
            f"{payment.id} is not money that was received and cleared",
            "only cleared money goes back; ressio credit refund for credit",
        )
    received([amount])
    payment_in_order(payment, how.on, "refund", "been sent back")
    back = [other for other in book.project.payments if other.refunds == payment.id and other.status == "cleared"]
    left = payment.amount + book.project.currency.total(other.amount for other in back)
    amount = left if amount is None else amount
    if amount > left or not left.positive:
        raise refused(
            "refund.too-much",
            f"{left.grouped()} of {payment.id} is left to send back",
            "a smaller amount, or none for what is left",
        )
    told = told_before(book, how, [part.invoice for part in payment.applied], -amount)
    return told or Recorded(_refund(book, payment, amount, back, how))


def _refund(book: Book, payment: Payment, amount: Money, back: Sequence[Payment], how: Paying) -> Payment:
    parts, left = [], amount
    for part in reversed(payment.applied):
        given = sum(p.amount.minor for other in back for p in other.applied if p.invoice == part.invoice)
        take = min(left, replace(part.amount, minor=part.amount.minor + given))
        if take.positive:
            parts.append(Applied(invoice=part.invoice, amount=-take))
            left -= take
    name = payment.applied[0].invoice if payment.applied else "refund"
    return Payment(
        id=free_id(book, f"{how.day}-{name}"),
        received=how.day,
        entered=how.on.entered,
        amount=-amount,
        method=how.method or payment.method,
        reference=how.reference,
        status="cleared",
        applied=tuple(parts),
        refunds=payment.id,
        note=how.note,
    )


def refund_credit(book: Book, amount: Money, how: Paying) -> Recorded:
    """Credit sent back to the client; more than there is, is refused."""
    received([amount])
    told = told_before(book, how, [], -amount)
    if told:
        return told
    if amount > spendable(book, how.day):
        raise too_little(book, amount, how.on)
    payment = new_payment(book, {}, -amount, how)
    return Recorded(replace(payment, id=free_id(book, f"{how.day}-refund")))


def refund_of(book: Book, invoice: Released, on: On, reason: str) -> Payment | None:
    """The cleared money on an invoice (not what came from credit) as sent back; None when there is none."""
    money = [p for p in book.payments.get(invoice.id, []) if p.status == "cleared" and p.method != CREDIT]
    units = sum(part.amount.minor for p in money for part in p.applied if part.invoice == invoice.id)
    if units <= 0:
        return None
    amount = Money(-units, invoice.total.digits)
    return Payment(
        id=free_id(book, f"{on.day}-{invoice.id}"),
        received=on.day,
        entered=on.entered,
        amount=amount,
        method=money[-1].method,
        status="cleared",
        applied=(Applied(invoice=invoice.id, amount=amount),),
        refunds=money[0].id if len(money) == 1 else "",
        note=reason,
    )
