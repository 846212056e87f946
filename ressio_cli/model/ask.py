"""What a person asks an invoice to bill, in typed values.

Room: model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from ressio_cli.model.money import Money, Percent
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Taxed


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A line that claims no source. Exactly one of `amount`, `cost`, or `quantity` with `unit_cost` is there.

    Without `markup` nothing is added to a cost. `section`: the title of the section it belongs to, if it names one.
    """

    description: str
    amount: Money | None = None
    cost: Money | None = None
    quantity: Decimal | None = None
    unit: str = ""
    unit_cost: Decimal | None = None
    markup: Percent | None = None
    code: str = ""
    taxed: Taxed = False
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What to bill. Targets are ids of sources or names of groups (a category, a change, a bill, `all`).

    `percents` are to date, `amounts` are this invoice's claims, `changes` and `bills`
    are claimed as far as anything is left of them.
    `stored`: what of a source's billing to date is material not yet built in.
    `everything`: all that is left of `methods`. `keep_empty`: keep lines with nothing to bill. `only`: the sources
    that may be touched, where not all of them may.
    """

    methods: tuple[str, ...] = ()
    percents: Mapping[str, Percent] = field(default_factory=dict)
    amounts: Mapping[str, Money] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    bills: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    through: date | None = None
    everything: bool = False
    keep_empty: bool = False
    markups: Mapping[str, Percent] = field(default_factory=dict)
    taxes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stored: Mapping[str, Money] = field(default_factory=dict)
    items: tuple[Stated, ...] = ()
    deposit: Money | None = None
    over: str = ""
    titles: tuple[str, ...] = ()
    only: frozenset[str] | None = None
    day: date | None = None  # what is agreed or dated later cannot be billed yet; None: nobody asks

    @property
    def names_sources(self) -> bool:
        """Whether any source or group is named."""
        return bool(self.percents or self.amounts or self.changes or self.bills or self.codes)

    @property
    def empty(self) -> bool:
        """Whether nothing at all was chosen."""
        chosen = (self.methods, self.names_sources, self.markups, self.taxes, self.items, self.deposit, self.through)
        return not (any(chosen) or self.everything)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a person says about the document itself. None: not said, leave it as it is."""

    title: str | None = None
    number: str | None = None
    terms: str | None = None
    due: date | None = None
    description: str | None = None
    notes: str | None = None
    internal: str | None = None
    conditions: str | None = None
    show: Mapping[str, bool] = field(default_factory=dict)
    retainage: Percent | Money | None = None

    @property
    def says_only_internal(self) -> bool:
        """Nothing that the client sees."""
        return not (
            self.show
            or any(
                word is not None
                for word in (
                    self.title,
                    self.number,
                    self.terms,
                    self.due,
                    self.description,
                    self.notes,
                    self.conditions,
                    self.retainage,
                )
            )
        )
