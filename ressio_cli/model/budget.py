"""The budget: categories of priced items; once locked, the contract.

Room: model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from ressio_cli.model.money import Money, Percent
from ressio_cli.model.problem import NOWHERE, Origin
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Taxed


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """What a price is reckoned from, as a person stated it. Exactly one of `cost` and `unit_cost` is there.

    `price` states the price outright; `markup` stands instead of the project's; None: the project's.
    """

    name: str
    code: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    unit_cost: Decimal | None = None
    cost: Money | None = None
    markup: Percent | None = None
    price: Money | None = None
    taxed: Taxed = False
    builder_taxed: bool = False
    description: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Priced):
    """One line of the budget. `closed`: finished, so that its projected cost is its actual cost."""

    id: str
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A named group of items."""

    name: str
    items: tuple[Item, ...] = ()
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The budget as it was agreed. `items`: per item id, its cost, price and taxes on that day in words.

    `markup` and `builder_tax`: the project's on that day, from which prices without a markup of their own were agreed;
    None: the project's today. A hand-written lock may leave out everything but day and price.
    """

    on: date
    price: Money
    cost: Money | None = None
    markup: Percent | None = None
    builder_tax: Percent | None = None
    seal: str = ""
    entered: date | None = None  # the day it was written down, where that is another
    items: Mapping[str, str] = field(default_factory=dict)
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """All categories, and the lock if there is one."""

    categories: tuple[Category, ...] = ()
    locked: Lock | None = None
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in the order of the file."""
        return tuple(item for category in self.categories for item in category.items)
