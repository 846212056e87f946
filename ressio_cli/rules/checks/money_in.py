"""Payments: what they pay, that nothing is paid twice, and that credit is there when it is drawn.

Room: rules.  Problems: payment.unknown-invoice, payment.draft-invoice, payment.over-applied, invoice.over-paid,
payment.nothing-due, payment.void-invoice, payment.reference-twice.  Notes: credit.negative, payment.same-day-void.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.payment import CREDIT, LIVE, Applied, Payment
from ressio_cli.model.problem import Problem
from ressio_cli.rules.book import Book
from ressio_cli.rules.checks.references import Nearest
from ressio_cli.rules.credit import credit
from ressio_cli.rules.standing import money_on


def _live(book: Book) -> Iterator[Payment]:
    return (payment for payment in book.project.payments if payment.status in LIVE)


def _void_it(payment: Payment) -> str:
    return f"ressio payment void {payment.id} --reason WHY"


def invoices_exist(book: Book) -> Iterator[Problem]:
    """Payments, whatever became of them, are applied to released invoices."""
    released = {invoice.id for invoice in book.project.invoices}
    drafts = {draft.id for draft in book.project.drafts}
    nearest = Nearest(released)
    for payment in book.project.payments:
        for part in payment.applied:
            if part.invoice not in released:
                yield _no_such_invoice(payment, part, nearest, part.invoice in drafts)


def _no_such_invoice(payment: Payment, part: Applied, nearest: Nearest, draft: bool) -> Problem:
    origin = part.origin.at("invoice")
    if draft:
        message = f"{payment.id} pays {part.invoice}, which is still a draft"
        hint = f"ressio release {part.invoice}, then name its number"
        return Problem("payment.draft-invoice", message, origin, hint, subjects=(payment.id,))
    message = f"{payment.id} pays {part.invoice}, which is not there"
    hint = nearest.meant(part.invoice) or f"name a released invoice, or {_void_it(payment)}"
    return Problem("payment.unknown-invoice", message, origin, hint, subjects=(payment.id, part.invoice))


def applied_is_there(book: Book) -> Iterator[Problem]:
    """What is applied lies between zero and the amount, below zero for money sent back."""
    for payment in _live(book):
        applied = book.project.currency.total(part.amount for part in payment.applied)
        low, high = sorted((payment.amount, payment.amount.zero))
        if not low <= applied <= high:
            yield Problem(
                "payment.over-applied",
                f"{payment.id} is {payment.amount.grouped()}, but {applied.grouped()} of it is applied",
                payment.origin.at("applied"),
                f"correct the amounts, or {_void_it(payment)}",
                subjects=(payment.id, *(part.invoice for part in payment.applied)),
            )


def not_paid_twice(book: Book) -> Iterator[Problem]:
    """What settles an invoice does not go beyond its total: money, pending money too, credit drawn, write-offs.

    A discount never does: it counts only where the invoice is not settled without it.
    """
    for invoice in book.project.live:
        payments = [payment for payment in book.payments.get(invoice.id, ()) if payment.status in LIVE]
        if not payments or not invoice.total.positive:
            continue
        paid = {payment.id: payment.on(invoice.id) for payment in payments}
        sums = book.project.currency.total(paid.values())
        if sums > invoice.total:
            last = max((payment for payment in payments if paid[payment.id].positive), key=lambda p: (p.received, p.id))
            named = ", ".join(f"{id} {amount.grouped()}" for id, amount in paid.items())
            yield Problem(
                "invoice.over-paid",
                f"{invoice.id} comes to {invoice.total.grouped()}, paid is {sums.grouped()}: {named}",
                last.origin.at("applied"),
                f"if one is a double, {_void_it(last)}; what is too much may also stay unapplied, as credit",
                subjects=(invoice.id, *paid),
            )


def something_is_due(book: Book) -> Iterator[Problem]:
    """No money comes in on an invoice of zero or less, nor on one that was void before."""
    invoices = {invoice.id: invoice for invoice in book.project.invoices}
    for payment in _live(book):
        for part in payment.applied:
            invoice = invoices.get(part.invoice)
            if invoice is None or not part.amount.positive:
                continue
            origin, subjects = part.origin.at("invoice"), (payment.id, invoice.id)
            keep = f", then ressio payment new {payment.amount}" if payment.moves_money else ""
            hint = f"{_void_it(payment)}{keep}"
            if invoice.void and invoice.void.on < payment.received:
                message = f"{payment.id} pays {invoice.id}, which was void since {invoice.void.on}"
                yield Problem("payment.void-invoice", message, origin, hint, subjects=subjects)
            elif invoice.live and not invoice.total.positive:
                message = f"{payment.id} pays {invoice.id}, which comes to {invoice.total.grouped()}: nothing is due"
                yield Problem("payment.nothing-due", message, origin, hint, subjects=subjects)


def references_once(book: Book) -> Iterator[Problem]:
    """A reference is unique per method; money sent back may repeat that of the money received."""
    seen: dict[tuple[str, str, bool], Payment] = {}
    for payment in _live(book):
        if not payment.reference:
            continue
        key = (payment.method, payment.reference, payment.amount.negative)
        first = seen.setdefault(key, payment)
        if first is not payment:
            yield Problem(
                "payment.reference-twice",
                f"{payment.id} and {first.id} are both {payment.method} {payment.reference}",
                payment.origin.at("reference"),
                f"if they are the same money, {_void_it(payment)}; else correct the reference",
                subjects=(payment.id, first.id),
            )


def voided_unpaid(book: Book) -> Iterator[Problem]:
    """Money that came in on the day its invoice became void, and of which the void says nothing.

    Two branches, or two people, did that: whoever made it void did not know of the money.
    """
    for invoice in book.project.invoices:
        known = invoice.void.paid if invoice.void and invoice.void.paid else invoice.total.zero
        if invoice.void is None or money_on(book, invoice) <= known:
            continue
        for payment in book.payments.get(invoice.id, ()):
            if payment.live and payment.on(invoice.id).positive and payment.received == invoice.void.on:
                yield Problem(
                    "payment.same-day-void",
                    f"{payment.id} pays {invoice.id}, which became void on the same day",
                    payment.origin.at("received"),
                    "it counts as paid first: the money is the client's credit; ressio credit shows it",
                    "note",
                    (payment.id, invoice.id),
                )


def credit_is_there(book: Book) -> Iterator[Problem]:
    """The client's credit is not below zero."""
    owed = credit(book)
    if owed.negative:
        out = [payment for payment in _live(book) if payment.method == CREDIT or payment.amount.negative]
        origin = out[-1].origin if out else book.project.settings.origin
        message = f"the client's credit is {owed.grouped()}: more was drawn or sent back than there is"
        hint = "ressio credit shows how it came about; record the money that is missing with ressio payment new"
        yield Problem("credit.negative", message, origin, hint, "note", tuple(payment.id for payment in out[-1:]))
