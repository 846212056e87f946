"""The objects of `--json` about the whole job: summary, budget, credit, what is unbilled or owed, the account.

Room: views.  Pure.  The words of a value are those of `json_out`.
"""

from __future__ import annotations

from ressio_cli.model import figures as reckoned
from ressio_cli.model.account import BUCKETS, Aging, Statement
from ressio_cli.model.budget import Lock
from ressio_cli.views.json_out import Object, fields, value

_BUDGET_MONEY = (
    "original_cost", "revised_cost", "actual_cost", "remaining_cost", "projected_cost", "profit", "original_price",
    "approved_changes", "approved_price", "billed", "left_to_bill", "projected_profit",
)  # fmt: skip
_CONTRACT = (
    "original_price", "approved_changes", "approved_price", "pending_changes", "actual_adjustments", "projected_price",
)  # fmt: skip
_COST = ("original", "revised", "actual", "remaining", "projected")
_THREE = ("original", "revised", "projected")
_BILLING = (
    "billed", "contract", "changes", "actuals", "additional", "tax", "retainage_held", "invoiced", "collected",
    "received", "deposits_drawn", "deposits_returned", "written_off", "discounts", "pending", "outstanding", "overdue",
    "credit", "deposits_held", "drafted", "left_to_bill", "undecided",
)  # fmt: skip


def credit(figures: reckoned.CreditFigures) -> Object:
    """The object of `credit`."""
    entries = [fields(entry, ("on", "what", "amount", "balance")) for entry in figures.entries]
    names = ("credit", "deposits_held", "deposits_drawn", "deposits_returned")
    return {**fields(figures, names), "entries": entries}


def summary(figures: reckoned.Summary) -> Object:
    """The object of `summary`."""
    return {
        "as_of": str(figures.as_of),
        "locked": fields(figures.locked, ("on", "price", "cost")) if figures.locked else None,
        "contract": fields(figures.contract, _CONTRACT),
        "cost": fields(figures.cost, _COST),
        "profit": fields(figures.profit, _THREE),
        "margin": fields(figures.margin, _THREE),
        "price_per_square_foot": value(figures.price_per_square_foot),
        "billing": fields(figures.billing, _BILLING),
    }


def lock(locked: Lock | None) -> Object:
    """The object of `budget lock` and `budget unlock`."""
    return {"locked": fields(locked, ("on", "price", "cost")) if locked else None}


def budget(table: reckoned.BudgetTable) -> Object:
    """The object of `budget --by …`."""
    return {"by": table.by, "rows": [_budget_row(row) for row in table.rows], "total": _budget_row(table.total)}


def unbilled(found: reckoned.UnbilledList) -> Object:
    """The object of `unbilled`."""
    sources = [
        {
            "source": row.source,
            "from": row.method,
            **fields(row, ("description", "since", "worth", "billed", "drafted", "left", "undecided")),
        }
        for row in found.rows
    ]
    return {"sources": sources, "total": str(found.total), "undecided": str(found.undecided)}


def aging(found: Aging) -> Object:
    """The object of `aging`."""
    rows = [
        fields(row, ("invoice", "due", "days", "balance", "bucket", "retainage", "written_off")) for row in found.rows
    ]
    names = ("balance", "retainage", "written_off")
    totals = {**fields(found, names), **{name: str(sums) for name, sums in found.buckets.items()}}
    credit = str(found.credit)
    return {"as_of": str(found.as_of), "buckets": list(BUCKETS), "rows": rows, "totals": totals, "credit": credit}


def statement(found: Statement) -> Object:
    """The object of `statement`; `totals` are those of the period."""
    entries = [fields(entry, ("on", "what", "debit", "credit", "balance")) for entry in found.entries]
    totals = fields(found, ("invoiced", "received", "deposits_drawn", "written_off", "discounts"))
    return {"opening": str(found.opening), "entries": entries, "closing": str(found.closing), "totals": totals}


def _budget_row(row: reckoned.BudgetRow) -> Object:
    return {**fields(row, ("id", "name", "code", *_BUDGET_MONEY)), "percent_billed": value(row.percent_billed)}
