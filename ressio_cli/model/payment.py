"""Payments: money received, sent back, or drawn from the client's credit.

Room: model.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date

from ressio_cli.model.money import Money
from ressio_cli.model.problem import NOWHERE, Origin
from ressio_cli.model.record import dataclass

METHODS = ("check", "ach", "card", "cash", "wire", "credit", "other")
STATUSES = ("pending", "cleared", "failed", "void")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The part of a payment that goes to one invoice; negative when money was sent back."""

    invoice: str
    amount: Money
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """When and why a payment failed or was void; `entered` on which day that was written down, where it is another."""

    on: date
    reason: str = ""
    entered: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money that came in (`amount` above zero) or went back (below). Method `credit` draws on the client's credit.

    `settled` is the day it cleared; None on a cleared payment: the day it was received.
    `refunds` is the id of the payment whose money went back. `entered` is the day it was written down, where that is
    another than `received`.
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
    entered: date | None = None
    note: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)
