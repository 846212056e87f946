"""A page of the portal, as the template gets it: titles, facts and blocks of safe values.

Room: views.  Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ressio_cli.views.paper import Bar, Grid, Pairs, Signatures, Sums, Words
from ressio_cli.views.portal.seen import File
from ressio_cli.views.sheet import Cell

HOME, BUDGET, INVOICES, CHANGES = "index.html", "budget.html", "invoices.html", "changes.html"
MENU = (("Home", HOME), ("Budget", BUDGET), ("Invoices", INVOICES), ("Changes", CHANGES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label with its value, which may lead to a page of the portal."""

    label: str
    value: Cell
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table whose rows may lead somewhere: `hrefs` runs parallel to its rows, empty where a row leads nowhere."""

    grid: Grid
    hrefs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Files or pages to open. `href`s are addresses within the portal."""

    title: str
    files: tuple[File, ...]


Block = Words | Grid | Sums | Pairs | Bar | Signatures | Listing | Files


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page. `path` lies in the portal; `section` is the entry of the menu it belongs to.

    `day`: the figures are those of that day; None where the page only changes when what it speaks of does.
    """

    path: str
    title: str
    section: str
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...] = ()
    stamp: str = ""
    day: date | None = None
