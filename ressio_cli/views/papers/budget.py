"""The budget in short: price, billed and left by category, with what was received as bars.

Room: views.  Pure.  Prices only: no cost and no profit.
"""

from __future__ import annotations

from ressio_cli.model.job_figures import BudgetRow, BudgetTable, Summary
from ressio_cli.model.settings import Settings
from ressio_cli.views.paper import Bar, Grid, Paper, Part
from ressio_cli.views.papers.letterhead import currency, head
from ressio_cli.views.sheet import Column, Row

_COLUMNS = (
    Column("Category"), Column("Original price", "money"), Column("Approved changes", "money"),
    Column("Approved price", "money"), Column("Billed", "money"), Column("Left to bill", "money"),
    Column("Percent", "percent"),
)  # fmt: skip


def budget(table: BudgetTable, totals: Summary, settings: Settings) -> Paper:
    """The paper of the budget as of a day; the table is that by category."""
    billing = totals.billing
    bars = (
        Bar(
            title="The contract",
            parts=(
                Part(label="Billed", amount=billing.billed),
                Part(label="Left to bill", amount=billing.left_to_bill),
            ),
        ),
        Bar(
            title="Received and outstanding, tax included",
            parts=(
                Part(label="Received", amount=billing.received),
                Part(label="Outstanding", amount=billing.outstanding),
            ),
        ),
    )
    grid = Grid(columns=_COLUMNS, rows=tuple(map(_row, table.rows)), total=("Total", *_row(table.total)[1:]))
    return Paper(
        **head(settings),
        kind="Budget summary",
        facts=(("As of", totals.as_of), currency(settings)),
        blocks=(*bars, grid),
    )


def _row(row: BudgetRow) -> Row:
    return (
        row.name or row.id,
        row.original_price,
        row.approved_changes,
        row.approved_price,
        row.billed,
        row.left_to_bill,
        row.percent_billed,
    )
