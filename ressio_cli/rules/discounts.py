"""Early payment discounts: what an invoice's terms offer, and whether a payment that takes the discount earned it.

Room: rules.  Problems: none.

A discount is a percent of the invoice's total, rounded once. It is earned while the money received up to its last day
(cleared or pending, drawn from credit, less what of that was sent back) reaches total − discount. It stands inside the
payment that reached it, and counts only while it is earned, and while the invoice is not settled without it: when an
earlier payment fails, it falls with it, and counts again when the money is there again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ressio_cli.model.figures import EarlyPayment, Standing
from ressio_cli.model.invoice import Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import WRITE_OFF, Payment
from ressio_cli.model.terms import discount_date, read_terms


def offer(terms: str, total: Money, released: date | None = None) -> EarlyPayment | None:
    """Return what terms take off a total, and what is left to pay; None where they take nothing off.

    Without the day of release the last day is not known.
    """
    read = read_terms(terms)
    if read is None or read.discount is None or read.discount_days is None or not total.positive:
        return None
    discount = total.share(read.discount)
    if not discount:
        return None
    return EarlyPayment(
        rate=read.discount,
        days=read.discount_days,
        discount=discount,
        amount=total - discount,
        by=discount_date(released, read) if released else None,
    )


def still_offered(invoice: Released, payments: Sequence[Payment], stands: Standing) -> EarlyPayment | None:
    """Return the offer with what is left to pay of it, or None where it cannot be taken any more.

    It can until it is taken, and while everything that was paid came in time: money received later or written off is
    no part of what earns the discount.
    """
    found = offer(invoice.terms, invoice.total, invoice.released)
    if found is None or stands.status == "void" or stands.discount or stands.pending_discount:
        return None
    amount = stands.still_due - found.discount
    if not amount.positive or in_time(invoice, payments, found) + amount < found.amount:
        return None
    return replace(found, amount=amount)


def stored(invoice: str, payments: Iterable[Payment]) -> Iterator[tuple[Payment, Money]]:
    """Yield each live payment that names a discount on the invoice, with that discount."""
    for payment in payments:
        for part in payment.applied if payment.live else ():
            if part.invoice == invoice and part.discount:
                yield payment, part.discount


def taken(invoice: Released, payments: Sequence[Payment]) -> list[tuple[Payment, Money]]:
    """Return the discounts on an invoice that count, each with its payment: never more than the terms offer."""
    named = list(stored(invoice.id, payments))
    found = offer(invoice.terms, invoice.total, invoice.released) if named else None
    if found is None or in_time(invoice, payments, found) < found.amount:
        return []
    if settled(invoice, payments) > found.amount:
        return []
    counted, left = [], found.discount
    for payment, amount in named:
        part = min(max(amount, left.zero), left)
        if part:
            counted.append((payment, part))
        left -= part
    return counted


def settled(invoice: Released, payments: Iterable[Payment]) -> Money:
    """Return what settles an invoice without a discount: money, pending money too, credit drawn, write-offs."""
    amounts = (payment.on(invoice.id).minor for payment in payments if payment.live)
    return Money(sum(amounts), invoice.total.digits)


def in_time(invoice: Released, payments: Sequence[Payment], early: EarlyPayment) -> Money:
    """Return the money received on the invoice by the last day of the discount, less what was sent back of it."""
    return _received(invoice, payments, early, (payment for payment in payments if payment.live))


def ever_in_time(invoice: Released, payments: Sequence[Payment], early: EarlyPayment) -> Money:
    """Return the money that came in by the last day, whatever became of it later."""
    return _received(invoice, payments, early, (payment for payment in payments if payment.amount.positive))


def _received(invoice: Released, payments: Sequence[Payment], early: EarlyPayment, counted: Iterable[Payment]) -> Money:
    came = {payment.id: payment.received for payment in payments}

    def day(payment: Payment) -> date:
        """The day the money came; of a refund the day of the money that went back, else before any."""
        return came.get(payment.refunds, date.min) if payment.amount.negative else payment.received

    last = early.by or date.max
    money = (payment for payment in counted if payment.method != WRITE_OFF and day(payment) <= last)
    return Money(sum(payment.on(invoice.id).minor for payment in money), invoice.total.digits)
