"""Sources: anything that can be billed.

Room: model.
"""

from __future__ import annotations

from datetime import date

from ressio_cli.model.money import Money, Percent
from ressio_cli.model.problem import NOWHERE, Origin, Problem
from ressio_cli.model.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A budget item, one item of a change, one line of a bill, or held retainage.

    `worth` is negative for a credit. `groups` are the names it answers to besides its id. `blocked` says why it
    cannot be billed yet; None when it can. `undecided`: an item of a change that bills may carry out at cost; it is
    billed only when it is named.
    """

    id: str
    method: str
    title: str
    worth: Money
    cost: Money
    code: str = ""
    markup: Percent | None = None  # on its cost, where its worth was reckoned so
    taxes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    since: date | None = None
    blocked: Problem | None = None
    undecided: bool = False
    origin: Origin = NOWHERE
