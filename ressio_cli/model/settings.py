"""What `ressio.toml` says: the project, its people, and how it is billed.

Room: model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from ressio_cli.model.money import NO_PERCENT, Currency, Percent
from ressio_cli.model.problem import NOWHERE, Origin
from ressio_cli.model.record import dataclass

SHOWABLE = (
    "lines", "descriptions", "codes", "quantities", "cost", "markup",
    "percent", "previous", "tax", "recap", "attachments",
)  # fmt: skip
SHOWN_BY_DEFAULT = {name: name not in ("codes", "quantities", "cost", "markup") for name in SHOWABLE}

# What `taxed` may say: true or false, or the names of the taxes. Kept as written until the rules give it names.
Taxed = bool | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The builder or the client, as paper names them."""

    name: str = ""
    address: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phone: str = ""
    license: str = ""
    logo: str = ""
    how_to_pay: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """The project's markups on cost: added up, or one on top of the other (`compound`)."""

    rates: Mapping[str, Percent] = field(default_factory=dict)
    compound: bool = False


# How a tax is rounded: once per rate over the invoice, on every line, or over all that was billed to date.
PER_INVOICE, PER_LINE, TO_DATE = "invoice", "line", "to-date"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRate:
    """The rate of a tax from a day on, until the next one begins; `start` None: from the beginning."""

    rate: Percent
    start: date | None = None
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """The client's taxes by name, what `taxed: true` means, and the builder's own tax before markup.

    The rates of a tax stand in the order of their days; the first has none.
    """

    rates: Mapping[str, tuple[DatedRate, ...]] = field(default_factory=dict)
    default: tuple[str, ...] = ()
    builder: Percent = NO_PERCENT
    rounding: str = PER_INVOICE

    def rate_on(self, name: str, day: date) -> Percent | None:
        """The rate of a tax on a day; None where there is no tax of that name."""
        rates = [dated.rate for dated in self.rates.get(name, ()) if dated.start is None or dated.start <= day]
        return rates[-1] if rates else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingSettings:
    """Numbers, terms, retainage and tolerances of the project's invoices.

    `earlier_numbers`: the patterns of number series that were given up. `changes`: how changes are carried out on cost
    plus where nothing nearer decides; empty: it is asked each time.
    """

    number: str = "INV-{n:04}"
    earlier_numbers: tuple[str, ...] = ()
    terms: str = "Net 30"
    conditions: str = ""
    retainage: Percent = NO_PERCENT
    retainage_per_invoice: bool = False
    retainage_stored: Percent | None = None  # on stored material; None: the same rate
    over: Percent = NO_PERCENT
    strict: bool = False
    changes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """Where the client's e-mail comes from and goes through; empty: none is sent.

    `portal_url`: where the portal can be read. `plain`: a server that may be spoken to without TLS. `remind`: days
    past due. `send_on_release`: what the client is sent about an invoice goes out at once.
    """

    sender: str = ""
    smtp: str = ""
    portal_url: str = ""
    plain: str = ""
    remind: tuple[int, ...] = (7, 21)
    send_on_release: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything `ressio.toml` says. `square_feet` is zero or more; None when it is not said."""

    name: str
    fixed_price: bool  # False: cost plus
    by_codes: bool  # False: the budget is kept by cost items
    client: Party
    number: str = ""
    address: tuple[str, ...] = ()
    currency: Currency = Currency()
    square_feet: int | None = None
    company: Party = Party()
    client_sees: str = "basic"
    markup: Markup = Markup()
    tax: Tax = Tax()
    billing: BillingSettings = BillingSettings()
    show: Mapping[str, bool] = field(default_factory=lambda: SHOWN_BY_DEFAULT)
    mail: MailSettings = MailSettings()
    git_commit: bool = False
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)
