"""Changes: agreed or proposed alterations of the price.

Room: model.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date

from ressio_cli.model.budget import Priced
from ressio_cli.model.problem import NOWHERE, Origin
from ressio_cli.model.record import dataclass

KINDS = ("change-order", "selection")
STATUSES = ("draft", "pending", "approved", "declined")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeItem(Priced):
    """One item of a change, a source of its own (`CO-001/1`). `item` names the budget item it belongs to."""

    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who answered and when; the seal is over title, kind and items. A hand-written one may have no seal."""

    on: date
    by: str = ""
    entered: date | None = None  # the day it was written down, where that is another
    seal: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change order or a selection. `decided` is None until the client has answered."""

    id: str
    title: str
    kind: str
    status: str
    items: tuple[ChangeItem, ...]
    proposed: date | None = None
    decided: Decision | None = None
    reason: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)
