"""Money sent back: it was received before, and an invoice is never paid below zero.

Room: rules.  Problems: payment.unknown-refund, payment.refunds-nothing, invoice.paid-below-zero.
Notes: payment.refund-of-failed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.invoice import Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import Payment
from ressio_cli.model.problem import Problem
from ressio_cli.rules.book import Book
from ressio_cli.rules.checks.references import Nearest
from ressio_cli.rules.standing import standing


def refunds_exist(book: Book) -> Iterator[Problem]:
    """The payment that was sent back is there."""
    known = {payment.id for payment in book.project.payments}
    nearest = Nearest(known)
    for payment in book.project.payments:
        if payment.refunds and payment.refunds not in known:
            yield Problem(
                "payment.unknown-refund",
                f"{payment.id} sends back {payment.refunds}, which is not there",
                payment.origin.at("refunds"),
                nearest.meant(payment.refunds) or "restore the missing file, or correct the id",
                subjects=(payment.id,),
            )


def refunds_are_of_money(book: Book) -> Iterator[Problem]:
    """What is sent back had come in: by the payment it names, else on the invoices it is applied to."""
    payments = {payment.id: payment for payment in book.project.payments}
    sent_back: dict[str, int] = {}
    for refund in _refunds(book):
        of = payments.get(refund.refunds)
        if of is None:
            yield from _of_invoices(book, refund)
            continue
        sent_back[of.id] = sent_back.get(of.id, 0) - refund.amount.minor
        if of.status == "failed":
            yield _of_failed(refund, of)
        elif of.status != "cleared" or not of.moves_money or not of.amount.positive:
            what = of.status if of.status != "cleared" else "no money received"
            yield _of_nothing(refund, f"{refund.id} sends back {of.id}, which is {what}")
        elif sent_back[of.id] > of.amount.minor:
            together = Money(sent_back[of.id], of.amount.digits).grouped()
            yield _of_nothing(refund, f"{together} of {of.id} is sent back, which is {of.amount.grouped()}")


def _refunds(book: Book) -> Iterator[Payment]:
    """The money that went back, by day."""
    every = sorted(book.project.payments, key=lambda payment: (payment.received, payment.id))
    return (payment for payment in every if payment.live and payment.moves_money and payment.amount.negative)


def _of_invoices(book: Book, refund: Payment) -> Iterator[Problem]:
    """A refund that names no payment: on each of its invoices at least as much came in."""
    for part in refund.applied:
        money = [each for each in book.payments.get(part.invoice, ()) if each.live and each.moves_money]
        came_in = sum(max(each.on(part.invoice).minor, 0) for each in money)
        if sum(each.on(part.invoice).minor for each in money) < 0:
            came = Money(came_in, refund.amount.digits).grouped()
            sent = (-part.amount).grouped()
            yield _of_nothing(refund, f"{refund.id} sends back {sent} of {part.invoice}, on which {came} was received")


def _of_nothing(refund: Payment, message: str) -> Problem:
    hint = f'ressio payment void {refund.id} --reason "…", or correct `refunds:`'
    place = refund.origin.at("refunds" if refund.refunds else "amount")
    subjects = (refund.id, *(part.invoice for part in refund.applied))
    return Problem("payment.refunds-nothing", message, place, hint, subjects=subjects)


def _of_failed(refund: Payment, of: Payment) -> Problem:
    """The client got money back that never came in: all of it is owed, and nothing is wrong with the files."""
    on = f" on {of.failed.on}" if of.failed else ""
    message = f"{refund.id} sent back {(-refund.amount).grouped()} of {of.id}, which failed{on}: the client owes it"
    hint = "if the money came back, ressio payment fail " + f'{refund.id} --reason "…"'
    return Problem("payment.refund-of-failed", message, refund.origin.at("refunds"), hint, "note", (refund.id, of.id))


def not_paid_below_zero(book: Book) -> Iterator[Problem]:
    """No invoice is paid below zero, but by refunds that the rule above speaks of."""
    told = {problem.subjects[0] for problem in refunds_are_of_money(book)}
    for invoice in book.project.live:
        payments = book.payments.get(invoice.id, [])
        negative = [payment for payment in payments if payment.live and payment.amount.negative]
        if not negative or not invoice.total.positive:
            continue
        paid = standing(book, invoice, invoice.released).paid
        known = sum(payment.on(invoice.id).minor for payment in negative if payment.id in told)
        if paid.minor - known < 0:
            yield _below_zero(invoice, paid, negative[-1])


def _below_zero(invoice: Released, paid: Money, last: Payment) -> Problem:
    return Problem(
        "invoice.paid-below-zero",
        f"{invoice.id} is paid {paid.grouped()}: more was sent back than came in",
        last.origin.at("applied"),
        f'ressio payment void {last.id} --reason "…", or record the payment that is missing',
        subjects=(invoice.id, last.id),
    )
