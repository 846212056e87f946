"""ressio.toml: the settings of a project.

Room: files.  Problems: settings.currency, settings.number, settings.smtp, settings.portal-url.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypedDict

from ressio_cli.files import kinds
from ressio_cli.files.fields import Fields
from ressio_cli.files.invoice_file import shown_parts
from ressio_cli.files.kinds import Kind
from ressio_cli.files.nodes import Mapping
from ressio_cli.files.tax_settings import taxes
from ressio_cli.model.change import CARRIED_OUT
from ressio_cli.model.money import NO_PERCENT, Currency
from ressio_cli.model.numbering import is_pattern
from ressio_cli.model.problem import Mark, Origin
from ressio_cli.model.settings import (
    SHOWN_BY_DEFAULT,
    BillingSettings,
    MailSettings,
    Markup,
    Party,
    Settings,
    Tax,
)

FILE = "ressio.toml"
CONTRACTS = ("fixed-price", "cost-plus")
BUDGETS = ("cost-items", "cost-codes")
SEES = ("basic", "projections", "budget")
SENDS = ("by-hand", "on-release")

CURRENCY = Kind(
    "currency", "settings.currency", "a code of three capital letters such as USD",
    lambda word: Currency(word) if re.fullmatch("[A-Z]{3}", word) else None,
    "write the currency's ISO 4217 code", "^[A-Z]{3}$",
)  # fmt: skip
_NUMBER = Kind(
    "number pattern", "settings.number", "a pattern such as INV-{n:04}",
    lambda word: word if is_pattern(word) else None,
    "let `{n}` or `{n:04}` stand exactly once, among letters, digits, `.`, `_` and `-`",
)  # fmt: skip
_SMTP = Kind(
    "mail server", "settings.smtp", "a mail server such as smtp://localhost:1025",
    lambda word: word if word.startswith(("smtp://", "smtps://")) else None,
    "start with `smtp://` or `smtps://`",
)  # fmt: skip

_PORTAL = Kind(
    "address of the portal", "settings.portal-url", "the address of the portal's folder on the web",
    lambda word: word if re.fullmatch(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(/[!-~]*)?", word)
    and not re.search(r"""[?#<>"'\\]""", word) else None,
    "write such as `https://example.com/harbor-house`, without `?` and `#`",
)  # fmt: skip


class _Job(TypedDict):
    name: str
    number: str
    address: tuple[str, ...]
    fixed_price: bool
    by_codes: bool
    currency: Currency
    square_feet: int | None


def read(fields: Fields) -> Settings:
    """The settings."""
    job = fields.nested("project", "The job.", _job, True)
    company = fields.nested("company", "The letterhead.", _company)
    client = fields.nested("client", "Who is billed.", _client, True)
    show = fields.nested("show", "What the client's invoice shows; an invoice may differ.", shown_parts)
    markup = fields.nested("markup", "The project's markups; left out: none.", _markup)
    return Settings(
        **(job or _NO_JOB),
        company=company or Party(),
        client=client[0] if client else Party(),
        client_sees=client[1] if client else SEES[0],
        markup=markup or Markup(),
        tax=fields.nested("tax", "The client's taxes; left out: none.", taxes) or Tax(),
        billing=fields.nested("billing", "How invoices are made.", _billing) or BillingSettings(),
        show=SHOWN_BY_DEFAULT | (show or {}),
        mail=fields.nested("mail", "How e-mail is sent; left out: none is.", _mail) or MailSettings(),
        git_commit=bool(fields.nested("git", "The project's git repository.", _git)),
        origin=_origin(fields),
    )


def dump_settings(*, name: str, contract: str, budget: str, client: str, currency: str = "USD") -> str:
    """The text of a fresh ressio.toml."""
    import tomli_w

    project = {"name": name, "contract": contract, "budget": budget, "currency": currency}
    return tomli_w.dumps({"project": project, "client": {"name": client}})


def _job(fields: Fields) -> _Job:
    return _Job(
        name=fields.text("name", "What the job is called.", True),
        number=fields.text("number", "Your number of it."),
        address=fields.words("address", "Where it is, line by line."),
        fixed_price=fields.choice("contract", "The kind of contract.", CONTRACTS, True) == "fixed-price",
        by_codes=fields.choice("budget", "What costs are compared by.", BUDGETS, True) == "cost-codes",
        currency=fields.word("currency", CURRENCY, "May not change once an invoice is released.", False, "USD")
        or Currency(),
        square_feet=fields.whole("square_feet", "The size of the house."),
    )


_NO_JOB = _Job(
    name="", number="", address=(), fixed_price=True, by_codes=False, currency=Currency(), square_feet=None
)  # fmt: skip


def _company(fields: Fields) -> Party:
    name = fields.text("name", "Your company.")
    address = fields.words("address", "Its address, line by line.")
    email = fields.text("email", "Its e-mail address.")
    return Party(
        name=name,
        address=address,
        emails=(email,) if email else (),
        phone=fields.text("phone", "Its telephone number."),
        license=fields.text("license", "Its license."),
        logo=fields.text("logo", "A picture, as a path in the project."),
        how_to_pay=fields.long_text("how_to_pay", "How invoices are paid, as they say it: an account, a link."),
    )


def _client(fields: Fields) -> tuple[Party, str]:
    party = Party(
        name=fields.text("name", "The client.", True),
        address=fields.words("address", "The client's address, line by line."),
        emails=fields.words("emails", "Where invoices are sent."),
    )
    return party, fields.choice("sees", "How much of the budget the portal shows.", SEES, False, SEES[0])


def _markup(fields: Fields) -> Markup:
    rates = fields.pairs("rates", "Each a percent of cost; may be negative.", kinds.MARKUP)
    modes = ("add", "compound")
    mode = fields.choice("mode", "Several markups are added up, or one goes on top of the other.", modes, False, "add")
    return Markup(rates=rates, compound=mode == "compound")


def _billing(fields: Fields) -> BillingSettings:
    usual = BillingSettings()
    roundings = ("to-date", "invoice")
    return BillingSettings(
        number=fields.word("number", _NUMBER, "How invoices are numbered.", False, usual.number) or usual.number,
        earlier_numbers=fields.each_word("earlier_numbers", "The patterns of earlier number series.", _NUMBER),
        terms=fields.word("terms", kinds.TERMS, "When invoices are to be paid.", False, usual.terms) or usual.terms,
        conditions=fields.long_text("conditions", "The small print."),
        retainage=fields.percent("retainage", "Held back from billed work.", default="0%") or NO_PERCENT,
        retainage_per_invoice=fields.choice(
            "retainage_rounding", "Over all work to date, or each invoice by itself.", roundings, False, "to-date"
        )
        == "invoice",
        retainage_stored=fields.percent("retainage_stored", "Held back of stored material; left out: the same rate."),
        over=fields.percent("over", "Tolerance above a source's worth.", default="0%") or NO_PERCENT,
        strict=fields.truth("strict", "A released invoice can only be voided and reissued."),
        changes=fields.word(
            "changes", kinds.one_of(CARRIED_OUT), "On cost plus: how changes are carried out where nothing else says."
        )
        or "",
    )


def _mail(fields: Fields) -> MailSettings:
    found = MailSettings(
        sender=fields.text("from", "Who it comes from."),
        smtp=fields.word("smtp", _SMTP, "The server; user and password come from the environment.") or "",
        portal_url=fields.word("portal_url", _PORTAL, "Where the client reads the portal.") or "",
        plain=fields.text("plain", "A server that may be spoken to without TLS, by its name."),
        send_on_release=fields.choice(
            "send", "When the client's messages go out: by `outbox send`, or at once.", SENDS, False, SENDS[0]
        )
        == SENDS[1],
    )
    days = fields.each_word("remind", "Days past due on which the client is reminded; 7 and 21.", kinds.WHOLE_NUMBER)
    return replace(found, remind=days) if fields.has("remind") else found


def _git(fields: Fields) -> bool:
    return fields.truth("commit", "Every writing command makes one commit of just its files.")


def _origin(fields: Fields) -> Origin:
    """The places of all settings, by such names as `billing.number`."""
    marks: dict[str, Mark] = {}
    for section, entry in fields.entries.items():
        marks[section] = (entry.node.line, entry.node.column)
        inner = entry.node.entries if isinstance(entry.node, Mapping) else {}
        marks |= {f"{section}.{key}": (place.node.line, place.node.column) for key, place in inner.items()}
    return Origin(fields.file, 1, 1, marks)
