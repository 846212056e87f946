"""A write-off: an amount of an invoice that the client will not pay and the builder lets go.

Room: billing.  Problems: write-off.not-owed, write-off.too-much, pay.amount, pay.date.
"""

from __future__ import annotations

from datetime import date

from ressio_cli.billing.collect import free_id
from ressio_cli.billing.dating import write_off_in_order
from ressio_cli.billing.dues import use_of_credit
from ressio_cli.model.deed import On
from ressio_cli.model.figures import Standing
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import WRITE_OFF, Applied, Payment
from ressio_cli.model.problem import misused, refused
from ressio_cli.model.record import dataclass
from ressio_cli.rules.book import Book
from ressio_cli.rules.standing import standing


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingOff:
    """How much is let go (None: all that is due), when, and why."""

    amount: Money | None
    on: On
    reason: str
    note: str = ""


def write_off(book: Book, invoice: Draft | Released, how: WritingOff) -> Payment:
    """Return the record of a write-off: neither received nor collected, and never credit.

    Refused on a draft, a void invoice, a credit, one on which nothing is due, and beyond what is due.
    """
    if how.amount is not None and not how.amount.positive:
        raise misused(
            "pay.amount",
            f"{how.amount.grouped()} is nothing to write off",
            f'ressio write-off {invoice.id} --reason "…" writes off all that is due',
        )
    due = _owed(book, invoice, how.on.day).still_due
    amount = due if how.amount is None else how.amount
    if amount > due:
        raise refused(
            "write-off.too-much",
            f"{amount.grouped()} is more than the {due.grouped()} still due on {invoice.id}",
            f'ressio write-off {invoice.id} {due} --reason "…"',
            invoice.origin,
        )
    assert isinstance(invoice, Released)
    write_off_in_order(book, invoice, amount, how.on)
    return Payment(
        id=free_id(book, f"{how.on.day}-{invoice.id}"),
        received=how.on.day,
        entered=how.on.entered,
        amount=amount,
        method=WRITE_OFF,
        status="cleared",
        applied=(Applied(invoice=invoice.id, amount=amount),),
        reason=how.reason,
        note=how.note,
    )


def _owed(book: Book, invoice: Draft | Released, day: date) -> Standing:
    """Where the invoice stands; refused where nothing can be written off."""
    stands = standing(book, invoice, day)
    reason, hint = _not_owed(book, invoice, stands)
    if reason:
        raise refused("write-off.not-owed", f"{invoice.id} {reason}", hint, invoice.origin)
    return stands


def _not_owed(book: Book, invoice: Draft | Released, stands: Standing) -> tuple[str, str]:
    """Why nothing can be written off, and what to do instead; empty where something can."""
    if isinstance(invoice, Draft):
        return "is a draft: the client owes nothing yet", f"ressio invoice edit {invoice.id}"
    if not invoice.live:
        return "is void: nothing is owed on it", f"ressio invoice show {invoice.id}"
    if invoice.total.negative:
        return f"is a credit of {(-invoice.total).grouped()}: nothing is owed on it", use_of_credit(book)
    if stands.still_due.positive:
        return "", ""
    if stands.balance.positive:
        return "has its whole balance pending", "wait until it clears or fails: ressio payment list"
    return "is paid: nothing is owed on it", f"ressio invoice show {invoice.id}"
