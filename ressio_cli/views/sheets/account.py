"""Sheets of the client's account: aging and statement.

Room: views.  Pure.
"""

from __future__ import annotations

from ressio_cli.model.account import Aging, Statement, StatementEntry
from ressio_cli.views.sheet import Column, Facts, Row, Sheet, Table, facts, without_empty

_AGING = (
    Column("Invoice", "id"), Column("Due", "date", 2), Column("Days", "count", 1), Column("Bucket", "id", 3),
    Column("Balance", "money"), Column("Written off", "money", 5), Column("Retainage held", "money", 4),
)  # fmt: skip
_STATEMENT = (
    Column("On", "date", 1), Column("What"), Column("Debit", "money", 2), Column("Credit", "money", 2),
    Column("Balance", "money"),
)  # fmt: skip


def aging(found: Aging) -> Sheet:
    """What is owed, invoice by invoice, and by how long it is late; beside it the credit, which lowers no balance."""
    every: tuple[Row, ...] = tuple(
        (row.invoice, row.due, row.days, row.bucket, row.balance, row.written_off or None, row.retainage)
        for row in found.rows
    )
    total: Row = ("Total", None, None, None, found.balance, found.written_off or None, found.retainage)
    columns, rows, foot = without_empty(_AGING, every, total) if every else (_AGING, (), None)
    table = Table(columns=columns, rows=rows, total=foot, empty="nothing is owed")
    credit = (("Credit", found.credit),) if found.credit else ()
    buckets = tuple(found.buckets.items()) if rows else ()
    return (table, facts("", *buckets, *credit)) if buckets or credit else (table,)


def statement(found: Statement) -> Sheet:
    """The account: the opening balance, its entries, and where it closes."""
    opening: Row = (found.since, "Opening balance", None, None, found.opening)
    rows = tuple(map(entry, found.entries))
    closing: Row = (found.until, "Closing balance", None, None, found.closing)
    table = Table(columns=_STATEMENT, rows=(opening, *rows) if found.since else rows, total=closing, empty=_EMPTY)
    return (table, totals(found)) if rows else (table,)


def totals(found: Statement) -> Facts:
    """What was invoiced and received in the time of the statement, and what else settled it."""
    return facts(
        "",
        ("Invoiced", found.invoiced),
        ("Received", found.received),
        ("Deposits drawn", found.deposits_drawn or None),
        ("Written off", found.written_off or None),
        ("Discounts", found.discounts or None),
    )


_EMPTY = "nothing has happened on this account yet"


def entry(one: StatementEntry) -> Row:
    """One entry; a side without an amount is left empty."""
    return (one.on, one.what, one.debit or None, one.credit or None, one.balance)
