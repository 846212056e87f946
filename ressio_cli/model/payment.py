"""Payments: money received, sent back, or drawn from the client's credit; and amounts written off.

Room: model.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date

from ressio_cli.model.money import Money
from ressio_cli.model.problem import NOWHERE, Origin
from ressio_cli.model.record import dataclass

CREDIT = "credit"  # draws on the client's credit: no money moves
WRITE_OFF = "write-off"  # lets an amount go: no money moves, and none becomes credit
METHODS = (
    "check", "ach", "card", "cash", "wire", "transfer", "e-transfer", "zelle", "venmo", "paypal", "money-order",
    CREDIT, WRITE_OFF, "other",
)  # fmt: skip
# What people call a method on the command line; files and JSON hold the name it stands for, so that one method has one
# name: a reference is unique per method.
SPELLINGS = {
    "cheque": "check", "checks": "check", "cheques": "check", "eft": "transfer", "bank-transfer": "transfer",
    "bacs": "transfer", "sepa": "transfer", "giro": "transfer", "etransfer": "e-transfer", "interac": "e-transfer",
    "credit-card": "card", "debit-card": "card", "wire-transfer": "wire", "moneyorder": "money-order",
}  # fmt: skip
LIVE = ("pending", "cleared")  # the statuses in which a payment counts
STATUSES = ("pending", "cleared", "failed", "void")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The part of a payment that goes to one invoice; negative when money was sent back.

    `discount`: what the invoice's terms take off for paying early, beside the amount. It counts while it is earned
    (`rules.discounts`).
    """

    invoice: str
    amount: Money
    discount: Money | None = None
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """When and why a payment failed or was void; `entered` on which day that was written down, where it is another.

    `by`: who entered that; empty in files of version 0.1.
    """

    on: date
    reason: str = ""
    entered: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money that came in (`amount` above zero) or went back (below).

    Method `credit` draws on the client's credit; `write-off` lets an amount go, for a `reason`.

    `settled` is the day it cleared; None on a cleared payment: the day it was received.
    `refunds` is the id of the payment whose money went back. `by`: who entered it; empty in files of version 0.1.
    `entered` is the day it was written down, where that is another than `received`.
    A command writes `sealed` and the seal; a payment written by hand has neither.
    """

    id: str
    received: date
    amount: Money
    method: str
    status: str
    reference: str = ""
    settled: date | None = None
    failed: Undone | None = None
    void: Undone | None = None
    applied: tuple[Applied, ...] = ()
    refunds: str = ""
    reason: str = ""
    entered: date | None = None
    note: str = ""
    by: str = ""
    sealed: bool = False
    seal: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)

    @property
    def live(self) -> bool:
        """Pending or cleared: neither failed nor void."""
        return self.status in LIVE

    @property
    def moves_money(self) -> bool:
        """Cash that came in or went back: neither drawn from credit nor written off."""
        return self.method not in (CREDIT, WRITE_OFF)

    def on(self, invoice: str) -> Money:
        """Return what of it is applied to an invoice, without a discount."""
        parts = [part.amount.minor for part in self.applied if part.invoice == invoice]
        return Money(sum(parts), self.amount.digits)
