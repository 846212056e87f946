"""Sheets of the client's account: aging and statement.

Room: views.  Pure.
"""

from __future__ import annotations

from ressio_cli.model.account import Aging, Statement, StatementEntry
from ressio_cli.views.sheet import Column, Row, Sheet, Table, facts

_AGING = (
    Column("Invoice", "id"), Column("Due", "date", 2), Column("Days", "count", 1), Column("Bucket", "id", 3),
    Column("Balance", "money"), Column("Retainage held", "money", 4),
)  # fmt: skip
_STATEMENT = (
    Column("On", "date", 1), Column("What"), Column("Debit", "money", 2), Column("Credit", "money", 2),
    Column("Balance", "money"),
)  # fmt: skip


def aging(found: Aging) -> Sheet:
    """What is owed, invoice by invoice, and by how long it is late."""
    rows: tuple[Row, ...] = tuple(
        (row.invoice, row.due, row.days, row.bucket, row.balance, row.retainage) for row in found.rows
    )
    total: Row = ("Total", None, None, None, found.balance, found.retainage)
    table = Table(columns=_AGING, rows=rows, total=total if rows else None, empty="nothing is owed")
    return (table, facts("", *found.buckets.items())) if rows else (table,)


def statement(found: Statement) -> Sheet:
    """The account: the opening balance, its entries, and where it closes."""
    opening: Row = (found.since, "Opening balance", None, None, found.opening)
    rows = tuple(map(entry, found.entries))
    closing: Row = (found.until, "Closing balance", None, None, found.closing)
    return (Table(columns=_STATEMENT, rows=(opening, *rows) if found.since else rows, total=closing, empty=_EMPTY),)


_EMPTY = "nothing has happened on this account yet"


def entry(one: StatementEntry) -> Row:
    """One entry; a side without an amount is left empty."""
    return (one.on, one.what, one.debit or None, one.credit or None, one.balance)
