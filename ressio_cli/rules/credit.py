"""The client's credit: money that came in and pays for nothing yet, and how it came about.

Room: rules.  Problems: none.

credit = received + paid deposits − Σ paid of live invoices out of money or credit; a negative invoice adds its amount
(SPEC section 6). The entries tell the same as dated movements; their running balance ends at the credit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ressio_cli.model.figures import CreditEntry, CreditFigures
from ressio_cli.model.invoice import Released
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Money
from ressio_cli.model.payment import Payment
from ressio_cli.model.record import dataclass
from ressio_cli.rules.book import Book
from ressio_cli.rules.standing import standing

DRAWN = "credit"  # the payment method that draws on credit and brings no cash


@dataclass(frozen=True, slots=True)
class _Move:
    """One movement of credit, in smallest units; `deposit`: how it changes the deposits among it.

    `undone`: the part of it that was drawn for an invoice now void, so that no deposit was drawn after all.
    """

    on: date
    amount: int
    what: str
    deposit: int = 0
    undone: int = 0


def received(book: Book) -> Money:
    """The cash: cleared payments less refunds; what was drawn from credit brings none."""
    return book.project.currency.total(payment.amount for payment in _cash(book))


def credit(book: Book) -> Money:
    """The client's credit; below zero when money was taken back after it had been drawn."""
    total = book.project.currency.total
    deposits, paid = [], []
    for invoice in book.project.live:
        stands = standing(book, invoice, date.min)
        paid.append(stands.paid)
        if not stands.balance.positive:
            deposits.append(deposit_of(invoice))
    return received(book) + total(deposits) - total(paid)


def deposits_held(book: Book) -> Money:
    """Paid deposits not yet drawn: drawn after other credit, at most the credit, never below zero."""
    return credit_figures(book).deposits_held


def deposit_of(invoice: Released) -> Money:
    """What an invoice asks as a deposit: its lines that become credit once it is paid in full."""
    asked = (section for section in invoice.sections if METHODS[section.method].becomes_credit)
    return Money(sum(line.amount.minor for section in asked for line in section.lines), invoice.total.digits)


def unapplied(payment: Payment) -> Money:
    """What of a payment pays no invoice; nothing of what was drawn from credit."""
    if payment.method == DRAWN:
        return payment.amount.zero
    return Money(payment.amount.minor - sum(part.amount.minor for part in payment.applied), payment.amount.digits)


def credit_figures(book: Book) -> CreditFigures:
    """Credit, the deposits in it, the cash received, and every movement by its day; on one day what comes in first."""
    digits = book.project.currency.digits
    moves = [*_from_payments(book), *_from_invoices(book)]
    balance = deposits = undone = 0
    entries = []
    for move in sorted(moves, key=lambda move: (move.on, move.amount < 0 or move.deposit < 0, move.what)):
        balance += move.amount
        undone += move.undone
        deposits = max(0, min(deposits + move.deposit, balance - undone))
        if move.amount:
            entries.append(
                CreditEntry(
                    on=move.on, what=move.what, amount=Money(move.amount, digits), balance=Money(balance, digits)
                )
            )
    return CreditFigures(
        credit=Money(balance, digits),
        deposits_held=Money(deposits, digits),
        received=received(book),
        entries=tuple(entries),
    )


def _cash(book: Book) -> Iterator[Payment]:
    for payment in book.project.payments:
        if payment.status == "cleared" and payment.method != DRAWN:
            yield payment


def cleared_on(payment: Payment) -> date:
    """The day a cleared payment became money: `settled`, or the day it was received."""
    return payment.settled or payment.received


def _from_payments(book: Book) -> Iterator[_Move]:
    """Money not applied, money sent back, credit drawn."""
    takes = {invoice.id: invoice for invoice in book.project.invoices if invoice.total.positive}
    for payment in book.project.payments:
        if payment.status != "cleared":
            continue
        on, drawn = cleared_on(payment), payment.method == DRAWN
        used = [part for part in payment.applied if _takes(book, takes.get(part.invoice), on)]
        soon = [part for part in used if takes[part.invoice].released > on]
        free = (0 if drawn else payment.amount.minor) - sum(part.amount.minor for part in used if part not in soon)
        gone = sum(part.amount.minor for part in used if drawn and not takes[part.invoice].live)
        if free:
            yield _Move(on, free, _named(payment, free), undone=-gone)
        for part in soon:
            yield _Move(takes[part.invoice].released, -part.amount.minor, f"{payment.id} applied to {part.invoice}")


def _takes(book: Book, invoice: Released | None, on: date) -> bool:
    """An invoice that was not yet void on that day takes the money; any other leaves it to the client."""
    void = book.void_since(invoice) if invoice else None
    return invoice is not None and (void is None or on <= void)


def _named(payment: Payment, free: int) -> str:
    if payment.method == DRAWN:
        invoices = ", ".join(part.invoice for part in payment.applied)
        return f"{payment.id} drawn for {invoices}" if free < 0 else f"{payment.id} given back by {invoices}"
    return f"{payment.id} received, not applied" if free > 0 else f"{payment.id} sent back"


def _from_invoices(book: Book) -> Iterator[_Move]:
    """Paid deposits, credit invoices, and what voids set free."""
    for invoice in book.project.invoices:
        if not invoice.total.positive:
            yield from _credit_invoice(book, invoice)
        elif invoice.void or deposit_of(invoice):
            yield from _deposit_and_void(book, invoice)


def _credit_invoice(book: Book, invoice: Released) -> Iterator[_Move]:
    """What it gives, from the day on which a revision first gave that; an earlier revision may have asked for money."""
    amount = deposit = 0
    void = book.void_since(invoice)
    for since, revision in book.revisions(invoice):
        if void and since > void:
            continue
        gives = not revision.total.positive
        of_it = deposit_of(revision).minor if gives else 0
        now = of_it - revision.total.minor if gives else 0
        if (now, of_it) != (amount, deposit):
            yield _Move(since, now - amount, f"{invoice.id} is a credit", of_it - deposit)
        amount, deposit = now, of_it
    if void and amount:
        yield _Move(void, -amount, f"{invoice.id} void", -deposit)


def _deposit_and_void(book: Book, invoice: Released) -> Iterator[_Move]:
    paid, crossed = _paid_while_live(book, invoice)
    void = book.void_since(invoice)
    deposit = deposit_of(invoice).minor if crossed else 0
    if crossed and deposit:
        yield _Move(crossed, deposit, f"deposit on {invoice.id} paid", deposit)
    if void and (paid or deposit):
        drawn = sum(amount for _, amount, from_credit in _applied_while_live(book, invoice) if from_credit)
        what = f"{invoice.id} void, what was paid is free"
        yield _Move(void, paid - deposit, what, -deposit, undone=drawn)


def _paid_while_live(book: Book, invoice: Released) -> tuple[int, date | None]:
    """What was cleared on it until it was void, and the day from which it stayed paid in full."""
    paid, crossed = 0, None
    for on, amount, _ in _applied_while_live(book, invoice):
        paid += amount
        crossed = (crossed or on) if paid >= invoice.total.minor else None
    return paid, crossed


def _applied_while_live(book: Book, invoice: Released) -> list[tuple[date, int, bool]]:
    """Day, amount, and whether it came from credit, of what was cleared on it until it was void; by day."""
    return sorted(
        (max(cleared_on(payment), invoice.released), part.amount.minor, payment.method == DRAWN)
        for payment in book.payments.get(invoice.id, [])
        if payment.status == "cleared" and _takes(book, invoice, cleared_on(payment))
        for part in payment.applied
        if part.invoice == invoice.id
    )
