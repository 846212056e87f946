"""Sheets of bills: the list and one bill.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ressio_cli.model.bill import Bill
from ressio_cli.model.figures import GroupFigures, GroupPage
from ressio_cli.model.source import Source
from ressio_cli.views.sheet import Block, Column, Row, Sheet, Table, facts, without_empty
from ressio_cli.views.sheets.agreed import waiting

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


_CORRECTIONS = (
    Column("Date", "date"), Column("Line", "count"), Column("Cost before", "money"), Column("Reason"),
)  # fmt: skip
_PRICES = ("Worth", "Billed", "Left", "Markup", "Tax")  # a bill is not billed by itself on fixed price


def bills(rows: Iterable[Bill], page: GroupPage, fixed_price: bool, foot: str = "Approved") -> Sheet:
    """Every bill with its cost and, where costs are billed, its worth to the client and what is billed of it.

    The foot adds up what is approved, or under the label `Total` all of them.
    """
    cells: list[Row] = [
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
        for bill, figures in zip(rows, page.figures, strict=True)
    ]
    total = page.total if foot == "Total" else page.approved
    last: Row = (foot, *(None,) * 5, total.cost, total.worth, total.billed, total.left)
    columns, shown, last = _priced(_LIST, cells, last, fixed_price)
    notes = () if foot == "Total" else tuple(waiting(page, "bill", "cost"))
    return (Table(columns=columns, rows=shown, total=last if shown else None, notes=notes, empty="no bills yet"),)


def _priced(
    columns: Sequence[Column], rows: Sequence[Row], last: Row, fixed_price: bool
) -> tuple[tuple[Column, ...], tuple[Row, ...], Row]:
    """The table, on fixed price without the columns of prices."""
    kept = [at for at, column in enumerate(columns) if not (fixed_price and column.label in _PRICES)]
    every = [tuple(row[at] for at in kept) for row in (*rows, last)]
    return tuple(columns[at] for at in kept), tuple(every[:-1]), every[-1]


def bill(bill: Bill, figures: GroupFigures, sources: Sequence[Source], fixed_price: bool) -> Sheet:
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
        ("Paid", bill.paid),
        ("Files", ", ".join(scan.file for scan in bill.files)),
    )
    rows: list[Row] = [
        (
            source.id,
            line.description,
            line.code,
            line.item or line.change,
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
    columns, cells, foot = without_empty(*_priced(_LINES, rows, total, fixed_price))
    lines = Table(title="Lines", columns=columns, rows=cells, total=foot, empty="no lines")
    blocks: list[Block] = [head, lines]
    if not fixed_price:
        blocks.append(facts("", ("Billed", figures.billed), ("Left", figures.left)))
    if bill.corrections:
        changes = tuple((entry.on, entry.line, entry.was, entry.reason) for entry in bill.corrections)
        blocks.append(Table(title="Corrections", columns=_CORRECTIONS, rows=changes))
    return tuple(blocks)
