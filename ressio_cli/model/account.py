"""Figures of the client's account and of papers: aging, statement, application for payment, effect of a change.

Room: model.  All amounts are before tax unless they say otherwise; balances include it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ressio_cli.model.money import Money, Percent
from ressio_cli.model.record import dataclass

BUCKETS = ("current", "1-30", "31-60", "61-90", "91-120", "over-120")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """One invoice that is owed. `days` past due; zero or less: current. `retainage`: what it still holds, apart.

    `written_off`: what was let go of it already; the balance is without it.
    """

    invoice: str
    due: date
    days: int
    balance: Money
    bucket: str
    retainage: Money
    written_off: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Aging:
    """What is owed as of a day. `buckets`: the sum of each of `BUCKETS`.

    `credit`: the client's money that pays for nothing yet; no balance is lowered by it.
    """

    as_of: date
    rows: tuple[Aged, ...]
    buckets: Mapping[str, Money]
    balance: Money
    retainage: Money
    written_off: Money
    credit: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementEntry:
    """One change of what the client owes: up (`debit`) or down (`credit`), and the balance after it."""

    on: date
    what: str
    debit: Money
    credit: Money
    balance: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The account from `since` (None: from the beginning) to `until`, both included. A closing below zero is credit.

    The totals are those of the period, each as `Receipts` names it:
    closing = opening + invoiced − received − written_off − discounts − deposits that became credit.
    """

    since: date | None
    until: date
    opening: Money
    entries: tuple[StatementEntry, ...]
    closing: Money
    invoiced: Money
    received: Money
    deposits_drawn: Money
    written_off: Money
    discounts: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEffect:
    """What a change does to the contract price: before it, by it, after it."""

    before: Money
    worth: Money
    after: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationRow:
    """One row of an application. to_date = previous + this_period + stored; to_finish = scheduled − to_date."""

    id: str
    name: str
    scheduled: Money
    previous: Money
    this_period: Money
    stored: Money
    to_date: Money
    percent: Percent | None
    to_finish: Money
    retainage: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application for payment: its rows and the lines of its certificate. All before tax.

    contract = original + changes; earned = completed_and_stored − retainage; due = earned − certified_before;
    to_finish = contract − earned, retainage included. retainage = retainage_on_work + retainage_on_stored.
    """

    number: int
    rows: tuple[ApplicationRow, ...]
    total: ApplicationRow
    original: Money
    changes: Money
    contract: Money
    completed_and_stored: Money
    retainage_on_work: Money
    retainage_on_stored: Money
    retainage: Money
    earned: Money
    certified_before: Money
    due: Money
    to_finish: Money
