"""What becomes of a payment: it settles, fails, is void, or goes back to the client.

Room: billing.  Problems: payment.not-pending, payment.undone, payment.not-received, payment.refunded,
payment.paid-again, refund.too-much, credit.too-little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ressio_cli.billing.collect import (
    Paying,
    Recorded,
    free_id,
    new_payment,
    received,
    reference_taken,
    same_reference,
    told_before,
)
from ressio_cli.billing.credit_drawn import too_little
from ressio_cli.billing.dating import payment_in_order
from ressio_cli.model.deed import On
from ressio_cli.model.invoice import Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import CREDIT, WRITE_OFF, Applied, Payment, Undone
from ressio_cli.model.problem import refused
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import cleared_on, unapplied
from ressio_cli.rules.credit_days import spendable
from ressio_cli.rules.standing import standing


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


def fail(book: Book, payment: Payment, on: On, reason: str) -> Payment:
    """A payment that did not clear, or came back after it had."""
    _standing_payment(payment)
    if payment.method == WRITE_OFF:
        raise refused(
            "payment.not-received",
            f"{payment.id} is a write-off: no money came that could come back",
            f'ressio payment void {payment.id} --reason "…" takes it back',
            payment.origin.at("method"),
        )
    payment_in_order(payment, on, "fail", "failed")
    undone = Undone(on=on.day, reason=reason, entered=on.entered)
    after = replace(payment, status="failed", settled=_settled(payment), failed=undone)
    return _not_paid_again(book, after)


def undo(book: Book, payment: Payment, on: On, reason: str) -> Payment:
    """A payment that was a typing error. Refused while money that went back builds on it."""
    _standing_payment(payment)
    payment_in_order(payment, on, "void", "been void")
    undone = Undone(on=on.day, reason=reason, entered=on.entered)
    after = replace(payment, status="void", settled=_settled(payment), void=undone)
    if payment.amount.positive:
        _not_sent_back(book, payment)
    return _not_paid_again(book, after)


def _not_sent_back(book: Book, payment: Payment) -> None:
    """Refuse to undo a payment whose money went back: the refund would be of nothing."""
    others = [other for other in book.project.payments if other.live and other.amount.negative]
    back = [other for other in others if other.refunds == payment.id] or [
        other
        for part in payment.applied
        for other in others
        if payment.moves_money and not other.refunds and _sent_back_beyond(book, payment, other, part.invoice)
    ]
    if back:
        names = " and ".join(f"{other.id} ({(-other.amount).grouped()})" for other in dict.fromkeys(back))
        raise refused(
            "payment.refunded",
            f"{payment.id} was sent back by {names}, which would send back nothing then",
            f'ressio payment void {back[0].id} --reason "…" comes first; a check that bounced: ressio payment fail',
            payment.origin,
        )


def _sent_back_beyond(book: Book, payment: Payment, refund: Payment, invoice: str) -> bool:
    """Whether a refund that names no payment would send back more than came in on the invoice without the payment."""
    if not refund.on(invoice):
        return False
    money = [other for other in book.payments.get(invoice, ()) if other.live and other.moves_money]
    return sum(other.on(invoice).minor for other in money) < payment.on(invoice).minor


def _not_paid_again(book: Book, after: Payment) -> Payment:
    """The payment as it is now; refused where its invoices would be paid beyond what they come to."""
    without = Book(book.project.having(after))
    for part in after.applied:
        invoice = next((each for each in without.project.live if each.id == part.invoice), None)
        settled = _settled_sum(without, invoice) if invoice and part.amount.negative else None
        if invoice and settled and settled > invoice.total:
            raise refused(
                "payment.paid-again",
                f"{after.id} sent back {(-part.amount).grouped()} of {invoice.id}, which was paid again since: "
                f"{settled.grouped()} would be paid of {invoice.total.grouped()}",
                f'ressio payment void {_last(without, invoice).id} --reason "…" comes first, if that is the mistake',
                after.origin,
            )
    return after


def _last(book: Book, invoice: Released) -> Payment:
    """The last payment on an invoice that counts."""
    return [payment for payment in book.payments[invoice.id] if payment.live and payment.on(invoice.id).positive][-1]


def _settled_sum(book: Book, invoice: Released) -> Money:
    stands = standing(book, invoice, invoice.released)
    return stands.total - stands.balance + stands.pending + stands.pending_discount


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
    """Money of a payment sent back. What of it is still the client's credit goes first, then what its invoices took.

    It is applied negatively to the same invoices, the last first, which are owed again.
    """
    if payment.status != "cleared" or not payment.moves_money or not payment.amount.positive:
        hints = {
            WRITE_OFF: f'ressio payment void {payment.id} --reason "…" takes the write-off back',
            CREDIT: f'ressio payment void {payment.id} --reason "…", then ressio credit refund {payment.amount}',
        }
        raise refused(
            "payment.not-received",
            f"{payment.id} is not money that was received and cleared",
            hints.get(payment.method, "only cleared money goes back; ressio credit refund for credit"),
        )
    received([amount])
    payment_in_order(payment, how.on, "refund", "been sent back")
    back = [other for other in book.project.payments if other.refunds == payment.id and other.status == "cleared"]
    told = _sent_back_before(back, amount, how)
    if told:
        return told
    left = payment.amount + book.project.currency.total(other.amount for other in back)
    amount = left if amount is None else amount
    if amount > left or not left.positive:
        raise refused(
            "refund.too-much",
            f"{left.grouped()} of {payment.id} is left to send back",
            "a smaller amount, or none for what is left",
        )
    other = same_reference(book, how)
    if other:
        raise reference_taken(other)
    return Recorded(_refund(book, payment, amount, back, how))


def _sent_back_before(back: Sequence[Payment], amount: Money | None, how: Paying) -> Recorded | None:
    """The refund with the same method, reference, day and amount: once more it is the same refund."""
    for other in back if how.reference else ():
        same = (other.method, other.reference, other.received) == (how.method, how.reference, how.day)
        if same and amount in (None, -other.amount):
            return Recorded(other, already=True)
    return None


def _refund(book: Book, payment: Payment, amount: Money, back: Sequence[Payment], how: Paying) -> Payment:
    kept = unapplied(payment) + book.project.currency.total(unapplied(other) for other in back)
    free = max(min(amount, kept, spendable(book, how.day)), amount.zero)
    parts, left = [], amount - free
    for part in reversed(payment.applied):
        given = sum(p.amount.minor for other in back for p in other.applied if p.invoice == part.invoice)
        take = min(left, replace(part.amount, minor=part.amount.minor + given))
        if take.positive:
            parts.append(Applied(invoice=part.invoice, amount=-take))
            left -= take
    name = payment.applied[0].invoice if parts else "refund"
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
    payment = new_payment(book, [], -amount, how)
    return Recorded(replace(payment, id=free_id(book, f"{how.day}-refund")))


def refund_of(book: Book, invoice: Released, on: On, reason: str) -> Payment | None:
    """The cleared money on an invoice (not what came from credit) as sent back; None when there is none."""
    money = [p for p in book.payments.get(invoice.id, []) if p.status == "cleared" and p.moves_money]
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
