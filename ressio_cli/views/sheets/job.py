"""Sheets of where the job stands: summary, budget, unbilled.

Room: views.  Pure.
"""

from __future__ import annotations

from dataclasses import replace

from ressio_cli.model.figures import BillingFigures, BudgetRow, BudgetTable, Summary, Unbilled, UnbilledList
from ressio_cli.views.sheet import Block, Column, Facts, Row, Sheet, Table, facts, without_empty

_BUDGET = (
    Column("Id", "id"), Column("Name", "name", 1), Column("Code", "id", 12),
    Column("Original cost", "money", 11), Column("Revised cost", "money", 8), Column("Actual cost", "money", 5),
    Column("Remaining cost", "money", 13), Column("Projected cost", "money", 7), Column("Profit", "money", 6),
    Column("Original price", "money", 10), Column("Approved changes", "money", 9), Column("Approved price", "money"),
    Column("Billed", "money", 2), Column("Left to bill", "money", 3), Column("Percent billed", "percent", 4),
)  # fmt: skip
_UNBILLED = (
    Column("Source", "id"), Column("From", "id", 3), Column("Description", "name", 1), Column("Since", "date", 2),
    Column("Worth", "money", 4), Column("Billed", "money", 6), Column("Drafted", "money", 5), Column("Left", "money"),
)  # fmt: skip
_PROFIT = (Column("Profit"), Column("Amount", "money"), Column("Margin", "percent"))


def summary(figures: Summary) -> Sheet:
    """The totals of the job: contract, cost, profit, billing."""
    contract, cost = figures.contract, figures.cost
    return (
        facts("", ("As of", figures.as_of), ("Budget", _lock(figures))),
        facts(
            "Contract",
            ("Original price", contract.original_price),
            ("Approved changes", contract.approved_changes),
            ("Approved price", contract.approved_price),
            ("Pending changes", contract.pending_changes),
            ("Actual adjustments", contract.actual_adjustments),
            ("Projected price", contract.projected_price),
            ("Per square foot", figures.price_per_square_foot),
        ),
        facts(
            "Cost",
            ("Original", cost.original),
            ("Revised", cost.revised),
            ("Actual", cost.actual),
            ("Remaining", cost.remaining),
            ("Projected", cost.projected),
        ),
        _profit(figures),
        _billing(figures.billing),
    )


def budget(table: BudgetTable) -> Sheet:
    """Return the budget: costs, profit, prices, billing. A name or code that is the id stands once."""
    rows = [_budget_row(_known_by_name(row) if table.by == "category" else row) for row in table.rows]
    total: Row = ("Total", None, None, *_budget_row(table.total)[3:])
    columns, cells, foot = without_empty(_BUDGET, rows, total)
    return (Table(columns=columns, rows=cells, total=foot, empty="no items yet"),)


def unbilled(found: UnbilledList) -> Sheet:
    """What could be billed in full today, oldest first; what is undecided says so and is not in the total."""
    rows = tuple(
        (row.source, _from(row), row.description, row.since, row.worth, row.billed, row.drafted, row.left)
        for row in found.rows
    )
    total: Row = ("Total", *(None,) * 6, found.total)
    return (Table(columns=_UNBILLED, rows=rows, total=total if rows else None, empty="nothing is left to bill"),)


def _from(row: Unbilled) -> str:
    return f"{row.method}, undecided" if row.undecided else row.method


def _lock(figures: Summary) -> str:
    return f"locked on {figures.locked.on}" if figures.locked else "an estimate, not locked yet"


def _profit(figures: Summary) -> Block:
    profit, margin = figures.profit, figures.margin
    rows: tuple[Row, ...] = (
        ("Original", profit.original, margin.original),
        ("Revised", profit.revised, margin.revised),
        ("Projected", profit.projected, margin.projected),
    )
    return Table(columns=_PROFIT, rows=rows)


def _billing(billing: BillingFigures) -> Facts:
    return facts(
        "Billing",
        ("Billed", billing.billed),
        ("of it contract", billing.contract),
        ("of it changes", billing.changes),
        ("of it actual costs", billing.actuals),
        ("of it additional", billing.additional),
        ("Tax", billing.tax),
        ("Retainage held", billing.retainage_held),
        ("Invoiced", billing.invoiced),
        ("Received", billing.received),
        ("Deposits drawn", billing.deposits_drawn or None),
        ("Deposits sent back", billing.deposits_returned or None),
        ("Written off", billing.written_off or None),
        ("Discounts", billing.discounts or None),
        ("Pending", billing.pending),
        ("Outstanding", billing.outstanding),
        ("Overdue", billing.overdue),
        ("Credit", billing.credit),
        ("Deposits held", billing.deposits_held),
        ("Drafted", billing.drafted),
        ("Left to bill", billing.left_to_bill),
        ("Undecided changes", billing.undecided or None),
    )


def _known_by_name(row: BudgetRow) -> BudgetRow:
    return replace(row, id=row.name or row.id)


def _budget_row(row: BudgetRow) -> Row:
    return (
        row.id,
        row.name if row.name != row.id else "",
        row.code if row.code != row.id else "",
        row.original_cost,
        row.revised_cost,
        row.actual_cost,
        row.remaining_cost,
        row.projected_cost,
        row.projected_profit,
        row.original_price,
        row.approved_changes,
        row.approved_price,
        row.billed,
        row.left_to_bill,
        row.percent_billed,
    )
