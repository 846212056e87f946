"""What all papers have in common: the builder, the client, the project, the size of the sheet.

Room: views.  Pure.
"""

from __future__ import annotations

from typing import TypedDict

from ressio_cli.model.settings import Party, Settings
from ressio_cli.views.paper import Address
from ressio_cli.views.sheet import Cell

_LETTER = frozenset({"USD", "CAD", "MXN", "CLP", "COP", "PHP"})  # where US letter is the paper people print on


class Head(TypedDict):
    """The fields of a paper that come from the settings."""

    builder: Address
    client: Address
    project: Address
    logo: str
    letter: bool


def head(settings: Settings) -> Head:
    """The letterhead of this project."""
    return Head(
        builder=_builder(settings.company),
        client=Address(name=settings.client.name, lines=settings.client.address),
        project=Address(name=settings.name, lines=_project_lines(settings)),
        logo=settings.company.logo,
        letter=settings.currency.code in _LETTER,
    )


def currency(settings: Settings) -> tuple[str, Cell]:
    """What the amounts are in."""
    return "Currency", settings.currency.code


def method(word: str) -> str:
    """How money was sent, as it is printed."""
    names = {"ach": "ACH", "paypal": "PayPal", "money-order": "Money order"}
    return names.get(word, word.capitalize())


def _builder(company: Party) -> Address:
    reach = [word for word in (company.phone, *company.emails) if word]
    own = [f"License {company.license}"] if company.license else []
    return Address(name=company.name, lines=(*company.address, *([" · ".join(reach)] if reach else []), *own))


def _project_lines(settings: Settings) -> tuple[str, ...]:
    number = (f"Job {settings.number}",) if settings.number else ()
    return (*settings.address, *number)
