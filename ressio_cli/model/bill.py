"""Bills: actual costs. A vendor's bill, an expense or labor.

Room: model.
"""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import field
from decimal import Decimal
from functools import lru_cache

from ressio_cli.model.invoice import Attachment
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.problem import NOWHERE, Origin
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Taxed

Identity = tuple[object, ...]

KINDS = ("bill", "expense", "labor")
STATUSES = ("draft", "approved", "paid")


@dataclass(frozen=True, slots=True, kw_only=True)
class BillLine:
    """One line of a bill. `amount` is the cost to the cent (hours × rate where those were given); may be negative.

    `change` names the change that this cost carries out, or one item of it: `CO-001` or `CO-001/1`.
    """

    amount: Money
    description: str = ""
    code: str = ""
    item: str = ""
    change: str = ""
    markup: Percent | None = None  # None: the project's
    taxed: Taxed = False
    hours: Decimal | None = None
    rate: Decimal | None = None
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)

    @property
    def identity(self) -> Identity:
        """What the same line of the same paper has in common, however it was typed."""
        return (as_written(self.description), self.code, self.item, self.amount, self.markup, self.taxed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Why a bill was changed after its entry. `line`, counted from 1, is the line whose cost `was` another before."""

    on: datetime.date
    reason: str
    line: int | None = None
    was: Money | None = None
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
    paid: datetime.date | None = None
    files: tuple[Attachment, ...] = ()
    corrections: tuple[Correction, ...] = ()
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)

    @property
    def identity(self) -> Identity:
        """What two entries of one paper have in common: vendor and number as written; without a number, vendor, date
        and lines. Punctuation counts: `7/8` and `7-8` are two papers."""
        number = as_written(self.number)
        if number:
            return (as_written(self.vendor), number)
        return (as_written(self.vendor), self.date, tuple(line.identity for line in self.lines))


@lru_cache(8192)
def as_written(text: str) -> str:
    """The text without regard to case, to runs of spaces, and to how its accents are encoded."""
    return unicodedata.normalize("NFC", " ".join(unicodedata.normalize("NFC", text).casefold().split()))
