"""Money: what a payment applies to, and what is refused.

Room: billing.  Problems: pay.*, payment.*, credit.*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ressio_cli.billing.credit_drawn import no_credit, released_by_then, shares_from_credit
from ressio_cli.billing.dating import pay_in_order
from ressio_cli.billing.dues import Due, Share, amount_of, due_of, due_on, fill, payable, share, too_much, total
from ressio_cli.model.deed import On
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.money import Money
from ressio_cli.model.numbering import free_name
from ressio_cli.model.payment import CREDIT, Applied, Payment
from ressio_cli.model.problem import Misused, Problem, Refused, misused, refused
from ressio_cli.model.record import dataclass
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import credit
from ressio_cli.rules.credit_days import spendable
from ressio_cli.rules.standing import standing

_Said = tuple[Mapping[str, Money | None], Money | None]  # what is said for each invoice, and for all of them


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
    """A payment, and whether it was recorded before.

    `drawn`: what credits that were named with it pay; `shares`: what went to each invoice.
    """

    payment: Payment
    already: bool = False
    drawn: Payment | None = None
    shares: tuple[Share, ...] = ()


def pay(
    book: Book,
    invoices: Sequence[Draft | Released],
    parts: Mapping[str, Money | None],
    whole: Money | None,
    how: Paying,
) -> Recorded:
    """One payment over the invoices. `parts`: what goes to each (None: all that is due); `whole` fills them instead.

    Refused when more is paid than is due, unless the rest is kept as credit. The same reference with the same
    facts is one payment. Credits among the invoices pay the others first, out of the client's credit.
    """
    received([*parts.values(), whole])
    amount_said = _stated_sum(parts, whole) or _whole_rest(book, invoices, parts, how)
    told = told_before(book, how, [invoice.id for invoice in invoices], amount_said)
    if told:
        return told
    credits, payers = _credits_apart(book, invoices, parts)
    if credits or how.from_credit:
        released_by_then(book, payers, how.on)
    dues = [_due(book, invoice, how, whole or parts.get(invoice.id)) for invoice in payers]
    if credits and not how.from_credit:
        return _with_credits(book, credits, dues, (parts, whole), how)
    return _paid(book, dues, (parts, whole), how)


def _due(book: Book, invoice: Draft | Released, how: Paying, said: Money | None) -> Due:
    return due_on(book, invoice, how.day, said, how.keep_credit)


def _paid(book: Book, dues: Sequence[Due], said: _Said, how: Paying) -> Recorded:
    """The payment of what is due."""
    shares = _shared(dues, said, how.keep_credit)
    if how.from_credit:
        stated = said[1] is not None or any(said[0].values())
        shares = shares_from_credit(book, dues, shares, how.on, stated)
    amount = amount_of(shares, dues[0].full)
    if any(each.beyond for each in shares) and not how.keep_credit:
        raise too_much({due.invoice: due for due in dues}, amount)
    _in_order(book, shares, how.on)
    payment = new_payment(book, [each.applied for each in shares], amount, how)
    return Recorded(payment, shares=tuple(shares))


def _in_order(book: Book, shares: Iterable[Share], on: On) -> None:
    """Refuse what is paid on a day on which it is more than was due then."""
    for part in shares:
        invoice = book.invoices[part.due.invoice]
        if isinstance(invoice, Released) and part.amount:
            pay_in_order(book, invoice, part.amount + part.discount, on)


def _shared(dues: Sequence[Due], said: _Said, keep: bool) -> list[Share]:
    parts, whole = said
    if whole is not None:
        return fill(dues, whole, keep)
    return [share(due, parts.get(due.invoice), keep) for due in dues]


def _credits_apart(
    book: Book, invoices: Sequence[Draft | Released], parts: Mapping[str, Money | None]
) -> tuple[list[Released], list[Draft | Released]]:
    """The credits among the invoices, and the invoices that they and the money pay."""
    credits = [
        invoice
        for invoice in invoices
        if isinstance(invoice, Released) and invoice.live and invoice.total.negative and parts.get(invoice.id) is None
    ]
    payers = [invoice for invoice in invoices if invoice not in credits]
    if not payers:
        payable(book, credits[0])
    return credits, payers


def _with_credits(book: Book, credits: Sequence[Released], dues: Sequence[Due], said: _Said, how: Paying) -> Recorded:
    """The payment, and what the credits pay beside it: what is left, out of the client's credit."""
    there = min(credit(book), total((-each.total for each in credits), dues[0].full))
    if not there.positive:
        names = " and ".join(each.id for each in credits)
        raise refused("credit.none", f"the credit of {names} is used already", "ressio credit", credits[0].origin)
    there = min(there, spendable(book, how.day))
    if not there.positive:
        raise no_credit(book, how.on)
    drawn = _draws(dues, said, there)
    _in_order(book, drawn, how.on)
    used = {each.due.invoice: each.amount for each in drawn}
    rest = [due.less(used.get(due.invoice, there.zero)) for due in dues]
    draw = replace(how, from_credit=True, pending=False)
    parts = [each.applied for each in drawn]
    if said[1] is None and not any((*said[0].values(), *(due.full for due in rest))):
        return Recorded(new_payment(book, parts, amount_of(drawn, there), draw), shares=tuple(drawn))
    found = _paid(book, rest, said, how)
    if not drawn:
        return found
    drawing = new_payment(book, parts, amount_of(drawn, there), replace(draw, reference=""), found.payment)
    return replace(found, drawn=drawing, shares=(*drawn, *found.shares))


def _draws(dues: Sequence[Due], said: _Said, there: Money) -> list[Share]:
    """What credit pays of each invoice: what the stated money leaves."""
    parts, whole = said
    left = min(there, total((due.reduced for due in dues), there) - (whole or there.zero))
    shares = []
    for due in dues:
        amount = min(left, due.reduced - (parts.get(due.invoice) or there.zero))
        if amount.positive:
            shares.append(share(due, amount, True))
            left -= amount
    return shares


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
    live = [invoice for invoice in invoices if isinstance(invoice, Released) and invoice.live]
    reduced = (due_of(book, each, standing(book, each, how.day), how.day).reduced for each in live)
    there = min(credit(book), total((-each.total for each in live if each.total.negative), book.project.zero))
    rest = book.project.currency.total(reduced) - max(there, there.zero)
    return rest if rest.positive else None


def told_before(book: Book, how: Paying, invoices: Sequence[str], amount: Money | None) -> Recorded | None:
    """The payment with the same method and reference: once more with the same facts it is the same payment."""
    other = same_reference(book, how)
    if other is None:
        return None
    paid = {part.invoice for part in other.applied}
    same_invoices = bool(paid) == bool(invoices) and paid <= set(invoices)
    if other.received == how.day and same_invoices and amount in (None, other.amount):
        return Recorded(other, already=True)
    raise reference_taken(other)


def same_reference(book: Book, how: Paying) -> Payment | None:
    """Return the payment that has the method and reference already; a payment without a reference is like no other."""
    wanted = (CREDIT if how.from_credit else how.method, how.reference)
    live = (payment for payment in book.project.payments if payment.live)
    return next((payment for payment in live if how.reference and (payment.method, payment.reference) == wanted), None)


def reference_taken(other: Payment) -> Refused:
    """Return the refusal of a reference that another payment has."""
    found = f"{other.id}, {other.amount.grouped()} on {other.received}"
    return refused(
        "payment.reference-taken",
        f"{other.method} {other.reference} is recorded already: {found}",
        f"ressio payment void {other.id} --reason … corrects it; another payment has another reference",
        other.origin,
    )


def new_payment(
    book: Book, applied: Sequence[Applied], amount: Money, how: Paying, beside: Payment | None = None
) -> Payment:
    """The record of a payment, under a free name; `beside`: a payment that is written with it."""
    parts = tuple(part for part in applied if part.amount)
    return Payment(
        id=free_id(book, f"{how.day}-{parts[0].invoice if parts else CREDIT}", beside),
        received=how.day,
        entered=how.on.entered,
        amount=amount,
        method=CREDIT if how.from_credit else how.method,
        reference=how.reference,
        status="pending" if how.pending else "cleared",
        applied=parts,
        note=how.note,
    )


def free_id(book: Book, id: str, beside: Payment | None = None) -> str:
    """The id, or the id with `-2`, `-3`, …"""
    return free_name(id, [payment.id for payment in book.project.payments] + ([beside.id] if beside else []))


def advance(book: Book, amount: Money, how: Paying) -> Recorded:
    """Money before any invoice: all of it is credit."""
    received([amount])
    told = told_before(book, how, [], amount)
    return told or Recorded(new_payment(book, [], amount, how))


def draw(book: Book, invoice: Released, on: On) -> Payment | None:
    """Credit drawn on an invoice at its release, the discount for paying early taken; None when there is none."""
    due = due_of(book, invoice, standing(book, invoice, on.day), on.day)
    amount = min(spendable(book, on.day), due.reduced)
    if not amount.positive:
        return None
    how = Paying(day=on.day, today=on.today, from_credit=True)
    return new_payment(book, [share(due, amount, True).applied], amount, how)


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
