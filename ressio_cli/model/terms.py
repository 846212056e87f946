"""Terms of payment: when an invoice is due, and what paying early is worth.

Room: model.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ressio_cli.model.money import WHOLE, Percent, read_percent
from ressio_cli.model.record import dataclass

FORMS = "Due on receipt, Net N (as Net 30), or D/P net N (as 2/10 net 30)"

_NET = re.compile(r"net ([0-9]{1,4})", re.ASCII | re.IGNORECASE)
_EARLY = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,6})?)%?/([0-9]{1,4}),? net ([0-9]{1,4})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Due `days` after release; `discount` off when paid within `discount_days` of it."""

    days: int
    discount: Percent | None = None
    discount_days: int | None = None


def read_terms(word: str) -> Terms | None:
    """Terms from their words, upper or lower case; None where they have none of the three forms."""
    if word.lower() == "due on receipt":
        return Terms(days=0)
    net = _NET.fullmatch(word)
    if net:
        return Terms(days=int(net[1]))
    early = _EARLY.fullmatch(word)
    if early is None or int(early[2]) > int(early[3]):
        return None
    discount = read_percent(f"{early[1]}%")
    return Terms(days=int(early[3]), discount=discount, discount_days=int(early[2])) if discount != WHOLE else None


def due_date(released: date, terms: Terms) -> date:
    """The day an invoice released on `released` is due; the last day there is, should it lie beyond."""
    return released + timedelta(days=min(terms.days, (date.max - released).days))
