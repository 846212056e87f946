"""Money: what a payment applies to, and what is refused.

Room: billing.  Problems: pay.*, payment.*, credit.*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ressio_cli.billing.credit_drawn import no_credit, released_by_then, too_little
from ressio_cli.billing.dating import pay_in_order
from ressio_cli.model.deed import On
from ressio_cli.model.figures import Standing
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import Applied, Payment
from ressio_cli.model.problem import Misused, Problem, Refused, misused, refused
from ressio_cli.model.record import dataclass
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit_days import spendable
from ressio_cli.rules.standing import standing

CREDIT = "credit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paying:
    """How money came in. `today` is the day it is written down; None: the same."""

    day: date
    today: date | None = None
    method: str = "check"
    reference: str = ""
    note: str = ""
    pending: bool = False
    keep_credit: bool = False
    from_credit: bool = False

    @property
    def on(self) -> On:
        """Its day, and the day it is written down."""
        return On(self.day, self.today or self.day)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A payment, and whether it was recorded before."""

    payment: Payment
    already: bool = False


def pay(
    book: Book,
    invoices: Sequence[Draft | Released],
    parts: Mapping[str, Money | None],
    whole: Money | None,
    how: Paying,
) -> Recorded:
    """One payment over the invoices. `parts`: what goes to each (None: its whole balance); `whole` fills them instead.

    Refused when more is paid than is due, unless the rest is kept as credit. The same reference with the same
    facts is one payment.
    """
    received([*parts.values(), whole])
    amount_said = _stated_sum(parts, whole) or _whole_rest(book, invoices, parts, how)
    told = told_before(book, how, [invoice.id for invoice in invoices], amount_said)
    if told:
        return told
    due = {invoice.id: _due(book, invoice, how, whole or parts.get(invoice.id)) for invoice in invoices}
    applied, amount = _filled(due, whole) if whole is not None else _stated(due, parts)
    if how.from_credit:
        released_by_then(book, invoices, how.on)
        stated = whole is not None or any(parts.values())
        applied, amount = _from_credit(book, applied, amount, how.on, stated)
    elif amount > _sum(applied, amount) and not how.keep_credit:
        raise _too_much(due, amount)
    for invoice in invoices:
        if isinstance(invoice, Released) and applied.get(invoice.id):
            pay_in_order(book, invoice, applied[invoice.id], how.on)
    return Recorded(new_payment(book, applied, amount, how))


def received(amounts: Sequence[Money | None]) -> None:
    """Refuse an amount of zero or below where money is received."""
    for amount in amounts:
        if amount is not None and not amount.positive:
            raise misused(
                "pay.amount",
                f"{amount.grouped()} is not money received",
                "money sent back: ressio payment refund, or ressio credit refund",
            )


def _stated_sum(parts: Mapping[str, Money | None], whole: Money | None) -> Money | None:
    if whole is not None:
        return whole
    stated = [part for part in parts.values() if part is not None]
    if len(stated) < len(parts) or not stated:
        return None
    return Money(sum(part.minor for part in stated), stated[0].digits)


def _whole_rest(
    book: Book, invoices: Sequence[Draft | Released], parts: Mapping[str, Money | None], how: Paying
) -> Money | None:
    """What a payment without an amount comes to; None where nothing is due any more, or a part was said."""
    if how.from_credit or any(parts.values()):
        return None
    stands = [standing(book, invoice, how.day) for invoice in invoices]
    rest = book.project.currency.total(max(each.balance - each.pending, each.balance.zero) for each in stands)
    return rest or None


def told_before(book: Book, how: Paying, invoices: Sequence[str], amount: Money | None) -> Recorded | None:
    """The payment with the same method and reference: once more with the same facts it is the same payment."""
    if not how.reference:
        return None
    method = CREDIT if how.from_credit else how.method
    for other in book.project.payments:
        gone = other.status in ("void", "failed")
        if gone or (other.method, other.reference) != (method, how.reference):
            continue
        paid = {part.invoice for part in other.applied}
        same_invoices = bool(paid) == bool(invoices) and paid <= set(invoices)
        if other.received == how.day and same_invoices and amount in (None, other.amount):
            return Recorded(other, already=True)
        raise refused(
            "payment.reference-taken",
            f"{method} {how.reference} is recorded already: {other.id}, {other.amount.grouped()} on {other.received}",
            f"ressio payment void {other.id} --reason … corrects it; another payment has another reference",
            other.origin,
        )
    return None


def _due(book: Book, invoice: Draft | Released, how: Paying, said: Money | None) -> Money:
    """What may still be paid on an invoice: its balance less what is pending; nothing where all is to be credit."""
    stands = standing(book, invoice, how.day)
    due = stands.balance - stands.pending
    reason = _not_payable(invoice)
    if reason is None and not due.positive and not (how.keep_credit and said):
        reason = _nothing_due(invoice, stands)
    if reason:
        raise Refused([reason])
    return max(due, due.zero)


def _not_payable(invoice: Draft | Released) -> Problem | None:
    if isinstance(invoice, Draft):
        hint = f"ressio release {invoice.id}"
        return Problem("pay.draft", f"{invoice.id} is a draft, the client owes nothing yet", invoice.origin, hint)
    if not invoice.live:
        return Problem(
            "pay.void", f"{invoice.id} is void", invoice.origin, "ressio payment new AMOUNT keeps it as credit"
        )
    return None


def _nothing_due(invoice: Draft | Released, stands: Standing) -> Problem:
    if stands.status == "paid":
        hint = "ressio payment new AMOUNT keeps it as credit"
        return Problem("pay.paid", f"{invoice.id} is paid", invoice.origin, hint)
    hint = "ressio payment settle ID when it clears"
    return Problem("pay.pending", f"{invoice.id}: its whole balance is pending already", invoice.origin, hint)


def _filled(due: Mapping[str, Money], whole: Money) -> tuple[dict[str, Money], Money]:
    """The whole over the invoices in the order given, each to its balance."""
    left, applied = whole, {}
    for invoice, amount in due.items():
        part = min(amount, left)
        if part:
            applied[invoice] = part
        left -= part
    return applied, whole


def _stated(due: Mapping[str, Money], parts: Mapping[str, Money | None]) -> tuple[dict[str, Money], Money]:
    """What was said for each invoice; what goes beyond its balance is not applied."""
    applied, units = {}, 0
    for invoice, amount in due.items():
        part = parts.get(invoice)
        applied[invoice] = min(amount, part) if part is not None else amount
        units += (amount if part is None else part).minor
    digits = next(iter(due.values())).digits
    return applied, Money(units, digits)


def _sum(applied: Mapping[str, Money], like: Money) -> Money:
    return Money(sum(part.minor for part in applied.values()), like.digits)


def _too_much(due: Mapping[str, Money], amount: Money) -> Refused:
    owed = _sum(due, amount)
    return refused(
        "pay.too-much",
        f"{amount.grouped()} is more than the {owed.grouped()} still due on {', '.join(due)}",
        "--keep-credit keeps the rest as the client's credit",
    )


def _from_credit(
    book: Book, applied: dict[str, Money], amount: Money, on: On, stated: bool
) -> tuple[dict[str, Money], Money]:
    there = spendable(book, on.day)
    if not there.positive:
        raise no_credit(book, on)
    if stated:
        if amount > _sum(applied, amount):
            raise _too_much(applied, amount)
        if amount > there:
            raise too_little(book, amount, on)
        return applied, amount
    return _filled(applied, min(there, amount))[0], min(there, amount)


def new_payment(book: Book, applied: Mapping[str, Money], amount: Money, how: Paying) -> Payment:
    """The record of a payment, under a free name."""
    return Payment(
        id=free_id(book, f"{how.day}-{next((invoice for invoice, part in applied.items() if part), CREDIT)}"),
        received=how.day,
        entered=how.on.entered,
        amount=amount,
        method=CREDIT if how.from_credit else how.method,
        reference=how.reference,
        status="pending" if how.pending else "cleared",
        applied=tuple(Applied(invoice=invoice, amount=part) for invoice, part in applied.items() if part),
        note=how.note,
    )


def free_id(book: Book, id: str) -> str:
    """The id, or the id with `-2`, `-3`, …"""
    taken = {payment.id for payment in book.project.payments}
    place, name = 1, id
    while name in taken:
        place += 1
        name = f"{id}-{place}"
    return name


def advance(book: Book, amount: Money, how: Paying) -> Recorded:
    """Money before any invoice: all of it is credit."""
    received([amount])
    told = told_before(book, how, [], amount)
    return told or Recorded(new_payment(book, {}, amount, how))


def draw(book: Book, invoice: Released, on: On) -> Payment | None:
    """Credit drawn on an invoice: the lesser of credit and total; None when there is none to draw."""
    amount = min(spendable(book, on.day), invoice.total)
    if not amount.positive:
        return None
    return new_payment(book, {invoice.id: amount}, amount, Paying(day=on.day, today=on.today, from_credit=True))


def ordered_by_due(invoices: Sequence[Released], order: Sequence[str]) -> list[Released]:
    """The oldest due first, then the one released earlier (`order` is that of the releases)."""
    return sorted(invoices, key=lambda invoice: (invoice.due or invoice.released, order.index(invoice.id)))


def one_payment(book: Book, word: str) -> Payment:
    """A payment by its id or an unambiguous beginning."""
    found = [payment for payment in book.project.payments if payment.id == word] or [
        payment for payment in book.project.payments if payment.id.startswith(word)
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise misused("payment.unknown", f"there is no payment {word}", "ressio payment list")
    names = ", ".join(payment.id for payment in found[:5])
    raise Misused(
        [Problem("payment.ambiguous", f"{word} is the beginning of several payments: {names}", hint="write more of it")]
    )
