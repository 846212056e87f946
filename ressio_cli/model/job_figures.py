"""Figures of the whole job: the totals of the summary and the rows of the budget.

Room: model.  All amounts are before tax unless they say otherwise.
"""

from __future__ import annotations

from datetime import date

from ressio_cli.model.budget import Lock
from ressio_cli.model.figures import Receipts
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFigures:
    """The price of the job (SPEC section 6)."""

    original_price: Money
    approved_changes: Money
    approved_price: Money
    pending_changes: Money
    actual_adjustments: Money
    projected_price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CostFigures:
    """The cost of the job."""

    original: Money
    revised: Money
    actual: Money
    remaining: Money
    projected: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Profits:
    """Profit or margin on the original, revised and projected price."""

    original: Money
    revised: Money
    projected: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Profit ÷ price, None where the price is zero."""

    original: Percent | None
    revised: Percent | None
    projected: Percent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingFigures(Receipts):
    """What was billed before tax, and what was asked and received. `pending` is money that has not cleared yet."""

    billed: Money
    contract: Money
    changes: Money
    actuals: Money
    additional: Money
    tax: Money
    retainage_held: Money
    pending: Money
    overdue: Money
    drafted: Money
    left_to_bill: Money
    undecided: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The totals of the job as of a day."""

    as_of: date
    locked: Lock | None
    contract: ContractFigures
    cost: CostFigures
    profit: Profits
    margin: Margins
    price_per_square_foot: Money | None
    billing: BillingFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """One row of the budget. `percent_billed` is None at price 0.

    `profit` = approved price − projected cost; `projected_profit` = approved price + actual adjustments − projected
    cost, so that its total is the projected profit of the summary.
    """

    id: str
    name: str
    code: str
    original_cost: Money
    revised_cost: Money
    actual_cost: Money
    remaining_cost: Money
    projected_cost: Money
    profit: Money
    projected_profit: Money
    original_price: Money
    approved_changes: Money
    approved_price: Money
    billed: Money
    left_to_bill: Money
    percent_billed: Percent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTable:
    """The budget by item, category or code; the rows add up to `total`, and `total` to the summary."""

    by: str
    rows: tuple[BudgetRow, ...]
    total: BudgetRow
