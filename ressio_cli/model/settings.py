"""What `ressio.toml` says: the project, its people, and how it is billed.

Room: model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """The client's taxes by name, what `taxed: true` means, and the builder's own tax before markup."""

    rates: Mapping[str, Percent] = field(default_factory=dict)
    default: tuple[str, ...] = ()
    builder: Percent = NO_PERCENT
    per_line: bool = False  # round tax on every line instead of once per rate over the invoice


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingSettings:
    """Numbers, terms, retainage and tolerances of the project's invoices."""

    number: str = "INV-{n:04}"
    terms: str = "Net 30"
    conditions: str = ""
    retainage: Percent = NO_PERCENT
    retainage_per_invoice: bool = False
    retainage_stored: Percent | None = None  # on stored material; None: the same rate
    over: Percent = NO_PERCENT
    strict: bool = False


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
