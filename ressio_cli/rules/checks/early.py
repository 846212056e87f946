"""Discounts for paying early that payments name: the invoice offers them, and the money was there in time.

Room: rules.  Problems: payment.discount.  Notes: payment.discount-lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ressio_cli.model.figures import EarlyPayment
from ressio_cli.model.invoice import Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import WRITE_OFF, Applied, Payment
from ressio_cli.model.problem import Problem
from ressio_cli.rules import discounts
from ressio_cli.rules.book import Book


def discounts_are_earned(book: Book) -> Iterator[Problem]:
    """The discounts named on an invoice come to what its terms offer, and its money came by the last day."""
    for invoice in book.project.live:
        payments = book.payments.get(invoice.id, [])
        named = [
            (payment, part)
            for payment in payments
            for part in payment.applied
            if payment.live and part.invoice == invoice.id and part.discount is not None
        ]
        if named:
            yield from _judged(invoice, payments, named)


def _judged(
    invoice: Released, payments: Sequence[Payment], named: Sequence[tuple[Payment, Applied]]
) -> Iterator[Problem]:
    early = discounts.offer(invoice.terms, invoice.total, invoice.released)
    payment, part = named[-1]
    if early is None:
        yield _wrong(payment, part, f"{invoice.id} offers no discount: its terms are {invoice.terms or 'not known'}")
        return
    wrong = next((each for each in named if not _may_stand(*each)), None)
    if wrong:
        yield _wrong(*wrong, f"{wrong[0].id} cannot take a discount: it is no money received on {invoice.id}")
        return
    amount = Money(sum(part.discount.minor for _, part in named if part.discount), invoice.total.digits)
    if amount != early.discount:
        offers = f"{early.discount.grouped()} ({early.rate} of {invoice.total.grouped()})"
        yield _wrong(payment, part, f"a discount of {amount.grouped()} on {invoice.id}, which offers {offers}")
    elif discounts.ever_in_time(invoice, payments, early) < early.amount:
        came = discounts.ever_in_time(invoice, payments, early).grouped()
        message = f"the discount on {invoice.id} wants {early.amount.grouped()} by {early.by}; {came} came in by then"
        yield _wrong(payment, part, message)
    elif not discounts.taken(invoice, payments):
        yield _not_counted(invoice, payments, early, (payment, part))


def _may_stand(payment: Payment, part: Applied) -> bool:
    return payment.method != WRITE_OFF and part.amount.positive and bool(part.discount and part.discount.positive)


def _wrong(payment: Payment, part: Applied, message: str) -> Problem:
    hint = "correct `discount:`, or take it out; what is let go otherwise: ressio write-off"
    subjects = (payment.id, part.invoice)
    return Problem("payment.discount", message, part.origin.at("discount"), hint, subjects=subjects)


def _not_counted(
    invoice: Released, payments: Sequence[Payment], early: EarlyPayment, named: tuple[Payment, Applied]
) -> Problem:
    """Figures leave the discount out: money came back, or the invoice was paid without it."""
    payment, part = named
    discount = f"the discount of {early.discount.grouped()} on {invoice.id}"
    if discounts.in_time(invoice, payments, early) < early.amount:
        message = f"{discount} is lost: less than {early.amount.grouped()} of what came in by {early.by} is left"
        hint = f'to let it go all the same: ressio write-off {invoice.id} {early.discount} --reason "…"'
    else:
        settled = discounts.settled(invoice, payments).grouped()
        message = f"{discount} does not count: {settled} of {invoice.total.grouped()} is settled without it"
        hint = "take `discount:` out; what was paid beyond it may also stay unapplied, as credit"
    subjects = (payment.id, invoice.id)
    return Problem("payment.discount-lost", message, part.origin.at("discount"), hint, "note", subjects)
