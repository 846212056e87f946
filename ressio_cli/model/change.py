"""Changes: agreed or proposed alterations of the price.

Room: model.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date

from ressio_cli.model.budget import Priced
from ressio_cli.model.invoice import Attachment
from ressio_cli.model.money import Percent
from ressio_cli.model.problem import NOWHERE, Origin
from ressio_cli.model.record import dataclass

KINDS = ("change-order", "selection")
STATUSES = ("draft", "pending", "approved", "declined")
AS_AGREED, AT_COST = "as-agreed", "at-cost"
CARRIED_OUT = (AS_AGREED, AT_COST)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeItem(Priced):
    """One item of a change, a source of its own (`CO-001/1`). `item` names the budget item it belongs to."""

    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who answered and when, and what they signed.

    A command writes `sealed` and the seal; a decision written by hand has neither. `markup` and `builder_tax`: the
    project's on that day, from which prices without a markup of their own were agreed; None: the project's today.
    """

    on: date
    by: str = ""
    entered: date | None = None  # the day it was written down, where that is another
    markup: Percent | None = None
    builder_tax: Percent | None = None
    sealed: bool = False
    seal: str = ""
    signed: Attachment | None = None
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change order or a selection. `decided` is None until the client has answered.

    `carried_out`: as-agreed (the change is billed) or at-cost (its bills are); empty: nobody has decided.
    """

    id: str
    title: str
    kind: str
    status: str
    items: tuple[ChangeItem, ...]
    proposed: date | None = None
    decided: Decision | None = None
    carried_out: str = ""
    reason: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)
