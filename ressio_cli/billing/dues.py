"""What may be paid on an invoice now, and how an amount is shared over several.

Room: billing.  Problems: pay.draft, pay.void, pay.credit, pay.paid, pay.pending, pay.too-much.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ressio_cli.model.figures import EarlyPayment, Standing
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import Applied
from ressio_cli.model.problem import Problem, Refused, refused
from ressio_cli.model.record import dataclass
from ressio_cli.rules import discounts
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import credit
from ressio_cli.rules.standing import standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What may still be paid on an invoice: `full`, or what is left of it after a discount that can be taken today.

    `named`: a discount that a payment on it names already, which counts again once its money is all there.
    """

    invoice: str
    full: Money
    named: Money
    early: EarlyPayment | None = None

    @property
    def discount(self) -> Money:
        """What comes off for paying today."""
        return self.early.discount if self.early else self.full.zero

    @property
    def reduced(self) -> Money:
        """What pays it in full today."""
        return self.full - self.discount

    def less(self, amount: Money) -> Due:
        """Return what is due after an amount; nothing after all that was due."""
        rest = replace(self, full=self.full - amount)
        return rest if rest.reduced.positive else replace(self, full=self.full.zero, early=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The part of a payment that goes to one invoice. `beyond`: what is more than was due."""

    due: Due
    amount: Money
    discount: Money
    beyond: Money

    @property
    def applied(self) -> Applied:
        """The part as the payment's file holds it; a discount that another payment names is not named again."""
        discount = max(self.discount - self.due.named, self.discount.zero)
        return Applied(invoice=self.due.invoice, amount=self.amount, discount=discount or None)

    @property
    def declined(self) -> bool:
        """It was paid in full while a discount could have been taken."""
        return bool(self.due.discount) and not self.discount and self.amount == self.due.full


def share(due: Due, part: Money | None, keep: bool) -> Share:
    """Apply a part to an invoice; None: what pays it in full today. `keep`: what is beyond becomes credit.

    The whole balance, said as an amount, is paid without the discount, unless what is beyond is to be kept.
    """
    amount = due.reduced if part is None else part
    in_full = part == due.full and not keep
    if in_full or amount < due.reduced:
        return Share(due=due, amount=amount, discount=amount.zero, beyond=amount.zero)
    return Share(due=due, amount=due.reduced, discount=due.discount, beyond=amount - due.reduced)


def fill(dues: Sequence[Due], whole: Money, keep: bool) -> list[Share]:
    """Apply one sum to the invoices in the order given, each to what pays it in full; the last has what is beyond."""
    if whole.minor == sum(due.full.minor for due in dues):
        return [share(due, due.full, keep) for due in dues]
    left, shares = whole, []
    for due in dues:
        shares.append(share(due, min(due.reduced, left), keep))
        left -= shares[-1].amount
    shares[-1] = replace(shares[-1], beyond=shares[-1].beyond + left)
    return shares


def amount_of(shares: Iterable[Share], like: Money) -> Money:
    """Return what is paid with the shares, and beyond them."""
    return Money(sum(each.amount.minor + each.beyond.minor for each in shares), like.digits)


def total(amounts: Iterable[Money], like: Money) -> Money:
    """Return the sum of amounts of one currency."""
    return Money(sum(amount.minor for amount in amounts), like.digits)


def due_on(book: Book, invoice: Draft | Released, day: date, said: Money | None, keep: bool) -> Due:
    """Return what may be paid on an invoice on a day. Refused where nothing is, unless what is said is to be kept."""
    released = payable(book, invoice, said)
    stands = standing(book, released, day)
    if not stands.still_due.positive and not (keep and said):
        raise Refused([_nothing_due(book, released, stands, said)])
    return due_of(book, released, stands, day)


def due_of(book: Book, invoice: Released, stands: Standing, day: date) -> Due:
    """Return what may be paid on a released invoice that stands so."""
    payments = book.payments.get(invoice.id, [])
    early = discounts.still_offered(invoice, payments, stands)
    named = total((amount for _, amount in discounts.stored(invoice.id, payments)), invoice.total)
    in_time = early if early and early.by and day <= early.by else None
    return Due(invoice=invoice.id, full=stands.still_due, named=named, early=in_time)


def payable(book: Book, invoice: Draft | Released, said: Money | None = None) -> Released:
    """Return the invoice; refused where no money can be received on it: it is a draft, void, or a credit."""
    if isinstance(invoice, Draft):
        message = f"{invoice.id} is a draft, the client owes nothing yet"
        raise refused("pay.draft", message, f"ressio release {invoice.id}", invoice.origin)
    if not invoice.live:
        raise refused("pay.void", f"{invoice.id} is void", _kept(said), invoice.origin)
    if invoice.total.negative:
        message = f"{invoice.id} is a credit of {(-invoice.total).grouped()}: nothing is due on it"
        raise refused("pay.credit", message, use_of_credit(book), invoice.origin)
    return invoice


def use_of_credit(book: Book) -> str:
    """Return the command that uses the client's credit: on what is due first, else sent back; or that shows it."""
    left = credit(book)
    if not left.positive:
        return "ressio credit"
    owed = first_due(book)
    return f"ressio pay {owed.id} --from-credit" if owed else f"ressio credit refund {left}"


def first_due(book: Book) -> Released | None:
    """Return the invoice that is due first of those on which something may be paid."""
    owed = [each for each in book.project.live if standing(book, each, each.released).still_due.positive]
    return min(owed, key=lambda invoice: invoice.due or invoice.released, default=None)


def _kept(said: Money | None) -> str:
    """What to do with money for an invoice that takes none."""
    return f"ressio payment new {said} keeps it as credit" if said else "ressio invoice list shows what is owed"


def _nothing_due(book: Book, invoice: Released, stands: Standing, said: Money | None) -> Problem:
    if stands.status == "paid":
        return Problem("pay.paid", f"{invoice.id} is paid", invoice.origin, _kept(said))
    pending = [payment.id for payment in book.payments.get(invoice.id, ()) if payment.status == "pending"]
    hint = f"ressio payment settle {pending[0]} when it clears"
    return Problem("pay.pending", f"{invoice.id}: its whole balance is pending already", invoice.origin, hint)


def too_much(dues: Mapping[str, Due], amount: Money) -> Refused:
    """Return the refusal of an amount beyond what is due."""
    owed = total((due.reduced for due in dues.values()), amount)
    early = [due.early for due in dues.values() if due.early]
    until = f" with the discount until {early[0].by}" if early else ""
    return refused(
        "pay.too-much",
        f"{amount.grouped()} is more than the {owed.grouped()} still due on {', '.join(dues)}{until}",
        "--keep-credit keeps the rest as the client's credit",
    )
