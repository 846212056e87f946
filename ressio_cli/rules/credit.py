"""The client's credit: money that came in and pays for nothing yet, and how it came about.

Room: rules.  Problems: none.

credit = received + paid deposits − Σ paid of live invoices out of money or credit; a negative invoice adds its amount.
A deposit is paid once nothing is owed on its invoice any more, by what was paid on it: what was written off or taken
off for paying early goes off the other lines first, and makes no credit. The entries tell the same as dated movements;
their running balance ends at the credit. Money that came before its invoice was released is credit until then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ressio_cli.model.figures import CreditEntry, CreditFigures
from ressio_cli.model.invoice import Released
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Money
from ressio_cli.model.payment import CREDIT, WRITE_OFF, Applied, Payment
from ressio_cli.model.record import dataclass
from ressio_cli.rules import discounts
from ressio_cli.rules.book import Book
from ressio_cli.rules.standing import standing


@dataclass(frozen=True, slots=True)
class _Move:
    """One movement of credit, in smallest units; `deposit`: how it changes the deposits among it.

    `undone`: the part of it that was drawn for an invoice now void, so that no deposit was drawn after all.
    `sent_back`: money that went back to the client.
    """

    on: date
    amount: int
    what: str
    deposit: int = 0
    undone: int = 0
    sent_back: bool = False


@dataclass(frozen=True, slots=True)
class _Deposits:
    """Where the paid deposits are, in smallest units."""

    held: int = 0
    drawn: int = 0
    returned: int = 0


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
            deposits.append(paid_deposit(invoice, stands.written_off + stands.discount))
    return received(book) + total(deposits) - total(paid)


def deposits_held(book: Book) -> Money:
    """Paid deposits not yet drawn: drawn after other credit, at most the credit, never below zero."""
    return credit_figures(book).deposits_held


def paid_deposit(invoice: Released, let_go: Money) -> Money:
    """What of a deposit was paid on an invoice that owes nothing any more; `let_go` goes off its other lines first."""
    deposit = deposit_of(invoice)
    zero = deposit.zero
    unpaid = max(let_go - max(invoice.total - deposit, zero), zero)
    return deposit - min(unpaid, max(deposit, zero))


def deposit_of(invoice: Released) -> Money:
    """What an invoice asks as a deposit: its lines that become credit once it is paid in full."""
    asked = (section for section in invoice.sections if METHODS[section.method].becomes_credit)
    return Money(sum(line.amount.minor for section in asked for line in section.lines), invoice.total.digits)


def unapplied(payment: Payment) -> Money:
    """What of a payment pays no invoice; nothing of what was drawn from credit or written off."""
    if not payment.moves_money:
        return payment.amount.zero
    return Money(payment.amount.minor - sum(part.amount.minor for part in payment.applied), payment.amount.digits)


def credit_figures(book: Book) -> CreditFigures:
    """Credit, the deposits in it, the cash received, and every movement by its day; on one day what comes in first."""
    digits = book.project.currency.digits
    moves = [*_from_payments(book), *_from_invoices(book)]
    balance = undone = 0
    deposits = _Deposits()
    entries = []
    for move in sorted(moves, key=lambda move: (move.on, move.amount < 0 or move.deposit < 0, move.what)):
        balance += move.amount
        undone += move.undone
        deposits = _moved(deposits, move, balance - undone)
        if move.amount:
            entries.append(
                CreditEntry(
                    on=move.on, what=move.what, amount=Money(move.amount, digits), balance=Money(balance, digits)
                )
            )
    return CreditFigures(
        credit=Money(balance, digits),
        deposits_held=Money(deposits.held, digits),
        deposits_drawn=Money(deposits.drawn, digits),
        deposits_returned=Money(deposits.returned, digits),
        received=received(book),
        entries=tuple(entries),
    )


def _moved(deposits: _Deposits, move: _Move, balance: int) -> _Deposits:
    """The deposits after a movement. They are drawn after other credit: at most the balance is still held.

    What is held no more was drawn, or sent back. A deposit whose invoice became void is no deposit, drawn or not.
    """
    held = max(0, min(deposits.held + move.deposit, balance))
    gone = deposits.held + move.deposit - held
    if move.sent_back and gone > 0:
        return _Deposits(held, deposits.drawn, deposits.returned + gone)
    drawn = max(deposits.drawn + gone, 0)
    return _Deposits(held, drawn, deposits.returned + deposits.drawn + gone - drawn)


def _cash(book: Book) -> Iterator[Payment]:
    for payment in book.project.payments:
        if payment.status == "cleared" and payment.moves_money:
            yield payment


def cleared_on(payment: Payment) -> date:
    """The day a cleared payment became money: `settled`, or the day it was received."""
    return payment.settled or payment.received


def _from_payments(book: Book) -> Iterator[_Move]:
    """Money not applied, money sent back, credit drawn."""
    takes = {invoice.id: invoice for invoice in book.project.invoices if invoice.total.positive}
    for payment in book.project.payments:
        if payment.status == "cleared" and payment.method != WRITE_OFF:
            yield from _of_payment(book, payment, takes)


def _of_payment(book: Book, payment: Payment, takes: Mapping[str, Released]) -> Iterator[_Move]:
    """What a payment leaves to the client on the day it cleared; what an invoice takes of it that is released later."""
    on, drawn = cleared_on(payment), payment.method == CREDIT
    used: dict[date, list[Applied]] = {on: []}
    for part in payment.applied:
        invoice = takes.get(part.invoice)
        since = max(on, invoice.released) if invoice else on
        if _takes(book, invoice, since):
            used.setdefault(since, []).append(part)
    for since, parts in used.items():
        came = payment.amount.minor if since == on and not drawn else 0
        free = came - sum(part.amount.minor for part in parts)
        gone = sum(part.amount.minor for part in parts if drawn and not takes[part.invoice].live)
        if free:
            what = _named(payment, free, parts if since > on else ())
            yield _Move(since, free, what, undone=-gone, sent_back=not drawn and free < 0 and since == on)


def _takes(book: Book, invoice: Released | None, on: date) -> bool:
    """An invoice that was not yet void on that day takes the money; any other leaves it to the client."""
    void = book.void_since(invoice) if invoice else None
    return invoice is not None and (void is None or on <= void)


def _named(payment: Payment, free: int, later: Sequence[Applied]) -> str:
    """What happened. `later`: the parts that invoices take which were released after the money came."""
    if payment.method == CREDIT:
        invoices = ", ".join(part.invoice for part in later or payment.applied)
        return f"{payment.id} drawn for {invoices}" if free < 0 else f"{payment.id} given back by {invoices}"
    if later:
        return f"{payment.id} pays {', '.join(part.invoice for part in later)}"
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
    settled = _settled_while_live(book, invoice)
    crossed = _paid_since(invoice, settled)
    let_go = sum(each.let_go for each in settled)
    deposit = paid_deposit(invoice, Money(let_go, invoice.total.digits)).minor if crossed else 0
    if crossed and deposit:
        yield _Move(crossed, deposit, f"deposit on {invoice.id} paid", deposit)
    paid = sum(each.money for each in settled)
    void = book.void_since(invoice)
    if void and (paid or deposit):
        drawn = sum(each.money for each in settled if each.from_credit)
        what = f"{invoice.id} void, what was paid is free"
        yield _Move(void, paid - deposit, what, -deposit, undone=drawn)


def _paid_since(invoice: Released, settled: list[_Settled]) -> date | None:
    """The day from which nothing was owed on it any more, to the end; None where something is."""
    done, crossed = 0, None
    for each in settled:
        done += each.money + each.let_go
        crossed = (crossed or each.on) if done >= invoice.total.minor else None
    return crossed


@dataclass(frozen=True, slots=True)
class _Settled:
    """What one cleared payment settles of an invoice, in smallest units: with money or credit, or by letting it go."""

    on: date
    money: int
    let_go: int
    from_credit: bool


def _settled_while_live(book: Book, invoice: Released) -> list[_Settled]:
    """What was cleared on an invoice from its release until it was void, by day."""
    payments = book.payments.get(invoice.id, [])
    early = {payment.id: amount.minor for payment, amount in discounts.taken(invoice, payments)}
    settled = []
    for payment in payments:
        on = max(cleared_on(payment), invoice.released)
        if payment.status != "cleared" or not _takes(book, invoice, on):
            continue
        amount, written_off = payment.on(invoice.id).minor, payment.method == WRITE_OFF
        money, let_go = (0, amount) if written_off else (amount, early.get(payment.id, 0))
        settled.append(_Settled(on, money, let_go, payment.method == CREDIT))
    return sorted(settled, key=lambda each: (each.on, each.money))
