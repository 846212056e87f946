"""Invoices: drafts, which a person may change, and released ones, which are sealed.

Room: model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from ressio_cli.model.issued import Issued
from ressio_cli.model.money import Money, Percent, percent_of
from ressio_cli.model.problem import NOWHERE, Origin
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Settings, Taxed

EDITS = ("edited", "section added", "section removed")  # what a history says of each revision after the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An amount claimed on one source, or on none (a stated line: `source` is empty).

    `percent` is to date; `previous` is what was billed before; `over` is the reason why the source may be exceeded.
    `tax_rates`: the rates of its taxes, by name, that are not those of the day of release.
    `stored`: what of all that is billed to date is material delivered and not yet built in; None: not said.
    On an actuals line `markup` is there only when it is the line's own, and `worth` is then the cost with it.
    `source_markup` is that of the source on the day of release, for the paper alone: no figure is computed from it.
    """

    amount: Money
    source: str = ""
    code: str = ""
    description: str = ""
    cost: Money | None = None
    quantity: Decimal | None = None
    unit: str = ""
    unit_cost: Decimal | None = None
    markup: Percent | None = None
    source_markup: Percent | None = None
    worth: Money | None = None
    percent: Percent | None = None
    previous: Money | None = None
    stored: Money | None = None
    taxed: Taxed = False
    tax_rates: Mapping[str, Percent] = field(default_factory=dict)
    over: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The lines of one billing method. `method` is its name, as `--from` takes it."""

    title: str
    method: str
    lines: tuple[Line, ...]
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with an invoice, by its path in the project and its hash."""

    file: str
    title: str = ""
    sha256: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxCharge:
    """One tax at one rate over the invoice: rate × base, rounded as the project rounds.

    Where it is rounded over all that is billed to date, and that makes a difference, it is rate × (`base_before` +
    base) − `amount_before`: what earlier invoices charged of it.
    """

    name: str
    rate: Percent
    base: Money
    amount: Money
    base_before: Money | None = None
    amount_before: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retainage:
    """What an invoice holds back. On a draft: a rate, or a stated amount in `held`, or neither (the project's rate).

    On a released invoice `held` is always there; a `rate` of None then means a stated amount (under no rate).
    """

    rate: Percent | None = None
    held: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """Where the contract stood at release, this invoice included. All before tax.

    `original_price`: before changes; None where the file does not say it. `left`: of the approved price; None on cost
    plus, where that price is an estimate.
    """

    approved_price: Money
    billed_before: Money
    this_invoice: Money
    billed_to_date: Money
    left: Money | None = None
    original_price: Money | None = None

    @property
    def approved_changes(self) -> Money | None:
        """What changes made of the original price."""
        return None if self.original_price is None else self.approved_price - self.original_price

    @property
    def percent_billed(self) -> Percent | None:
        """Billed to date ÷ approved price; None at price 0."""
        return percent_of(self.billed_to_date, self.approved_price)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of an invoice's history. `entered` is the day it was written down, where that is another than `on`.

    `by`: who gave the command; empty in files of version 0.1.
    """

    on: date
    did: str
    entered: date | None = None
    note: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidMark:
    """Why and when an invoice was made void, and the number of its reissue once that is released.

    `paid`: the money and credit on it that whoever made it void knew of, pending money too; None where there was none.
    `after` is the invoice that had been released last when this was decided: it and those before it counted on the
    void invoice, later ones did not. Empty where version 0.1 or a person wrote the void.
    """

    on: date
    reason: str
    paid: Money | None = None
    after: str = ""
    replaced_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """What drafts and released invoices share: all that a person chooses. Empty or None: the project's setting."""

    id: str
    title: str
    sections: tuple[Section, ...]
    terms: str = ""
    due: date | None = None
    description: str = ""
    notes: str = ""
    internal: str = ""
    conditions: str = ""
    show: Mapping[str, bool] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    retainage: Retainage = Retainage()
    replaces: str = ""
    history: tuple[Event, ...] = ()
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, in order."""
        return tuple(line for section in self.sections for line in section.lines)

    def letterhead(self, settings: Settings) -> Settings:
        """Return the settings as the paper prints them."""
        return settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Invoice):
    """Not yet released: it has a name, and perhaps a wished number."""

    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Invoice):
    """Ready for the client: its id is its number, its figures are stored and sealed. `due` is always there.

    `number` and `issued` stand in files since version 0.2; in older ones they are empty and None. `notified` is the day
    the client was last sent a message about it; None: never, as far as this file says. `after` is the invoice released
    last before it, whatever its series: the order of invoices (`rules/order.py`).
    """

    released: date
    total: Money
    number: str = ""
    issued: Issued | None = None
    taxes: tuple[TaxCharge, ...] = ()
    recap: Recap | None = None
    draft: str = ""  # the name it had before release
    currency: str = "USD"  # the project's on the day of release
    revision: int = 1
    seal: str = ""
    after: str = ""
    void: VoidMark | None = None
    notified: date | None = None
    content: str = field(default="", compare=False, repr=False)  # the seal its present words would have

    @property
    def live(self) -> bool:
        """Not void."""
        return self.void is None

    @property
    def held(self) -> Money:
        """What it holds back; nothing where the file names none."""
        return self.retainage.held or self.total.zero

    def letterhead(self, settings: Settings) -> Settings:
        """Return the settings of the day of release; today's for a file that does not hold them."""
        return self.issued.letterhead(settings, self.currency) if self.issued else settings
