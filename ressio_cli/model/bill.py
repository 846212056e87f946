"""Bills: actual costs. A vendor's bill, an expense or labor.

Room: model.
"""

from __future__ import annotations

import datetime
from dataclasses import field
from decimal import Decimal

from ressio_cli.model.money import Money, Percent
from ressio_cli.model.problem import NOWHERE, Origin
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Taxed

KINDS = ("bill", "expense", "labor")
STATUSES = ("draft", "approved", "paid")


@dataclass(frozen=True, slots=True, kw_only=True)
class BillLine:
    """One line of a bill. `amount` is the cost to the cent (hours × rate where those were given); may be negative."""

    amount: Money
    description: str = ""
    code: str = ""
    item: str = ""
    markup: Percent | None = None  # None: the project's
    taxed: Taxed = False
    hours: Decimal | None = None
    rate: Decimal | None = None
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """An actual cost once it is approved or paid."""

    id: str
    vendor: str
    kind: str
    date: datetime.date
    status: str
    lines: tuple[BillLine, ...]
    number: str = ""
    due: datetime.date | None = None
    approved: datetime.date | None = None
    files: tuple[str, ...] = ()
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)
