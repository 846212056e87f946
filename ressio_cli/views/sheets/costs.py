"""Sheets of bills: the list and one bill.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from ressio_cli.model.bill import Bill
from ressio_cli.model.figures import GroupFigures
from ressio_cli.model.source import Source
from ressio_cli.views.sheet import Column, Row, Sheet, Table, facts, without_empty

_LIST = (
    Column("Bill", "id"), Column("Vendor", "name", 2), Column("Number", "name", 6), Column("Date", "date", 3),
    Column("Due", "date", 5), Column("Status", "id", 1), Column("Cost", "money"), Column("Worth", "money", 7),
    Column("Billed", "money", 8), Column("Left", "money", 4),
)  # fmt: skip
_LINES = (
    Column("Source", "id"), Column("Description"), Column("Code", "id"), Column("For", "id"), Column("Hours", "count"),
    Column("Rate", "count"), Column("Cost", "money"), Column("Markup", "percent"), Column("Worth", "money"),
    Column("Tax"),
)  # fmt: skip


def bills(rows: Sequence[tuple[Bill, GroupFigures]], total: GroupFigures) -> Sheet:
    """Every bill with its cost, its worth to the client and what is billed of it."""
    cells = tuple(
        (
            bill.id,
            bill.vendor,
            bill.number,
            bill.date,
            bill.due,
            bill.status,
            figures.cost,
            figures.worth,
            figures.billed,
            figures.left,
        )
        for bill, figures in rows
    )
    foot: Row = ("Total", *(None,) * 5, total.cost, total.worth, total.billed, total.left)
    return (Table(columns=_LIST, rows=cells, total=foot if cells else None, empty="no bills yet"),)


def bill(bill: Bill, figures: GroupFigures, sources: Sequence[Source]) -> Sheet:
    """One bill and its lines; `sources` runs parallel to them."""
    head = facts(
        "",
        ("Bill", bill.id),
        ("Vendor", bill.vendor),
        ("Number", bill.number),
        ("Kind", bill.kind),
        ("Date", bill.date),
        ("Due", bill.due),
        ("Status", bill.status),
        ("Approved", bill.approved),
        ("Files", ", ".join(bill.files)),
    )
    rows: list[Row] = [
        (
            source.id,
            line.description,
            line.code,
            line.item,
            line.hours,
            line.rate,
            line.amount,
            line.markup,
            source.worth,
            ", ".join(source.taxes),
        )
        for line, source in zip(bill.lines, sources, strict=True)
    ]
    total: Row = ("Total", *(None,) * 5, figures.cost, None, figures.worth, None)
    columns, cells, foot = without_empty(_LINES, rows, total)
    billed = facts("", ("Billed", figures.billed), ("Left", figures.left))
    return (head, Table(title="Lines", columns=columns, rows=cells, total=foot, empty="no lines"), billed)
