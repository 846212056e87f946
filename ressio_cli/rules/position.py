"""Where the job stands: the totals of price, cost, profit and billing as of a day.

Room: rules.  Problems: none.  The book is that of the project as of the day (`asof`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ressio_cli.model.figures import (
    BillingFigures,
    BudgetRow,
    ContractFigures,
    CostFigures,
    Margins,
    Profits,
    Standing,
    Summary,
)
from ressio_cli.model.invoice import Invoice
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Money, half_up, percent_of
from ressio_cli.model.project import Project
from ressio_cli.rules.book import Book
from ressio_cli.rules.budget_rows import budget_table
from ressio_cli.rules.groups import changes_worth
from ressio_cli.rules.receipts import receipts, totals_of
from ressio_cli.rules.retainage_bounds import still_held
from ressio_cli.rules.standing import standing


def summary(book: Book, day: date) -> Summary:
    """The totals of the job. `day` decides what is overdue."""
    total = budget_table(book, "item").total
    contract = _contract(book, total)
    profit, margin = _profits(total, contract)
    return Summary(
        as_of=day,
        locked=book.project.budget.locked,
        contract=contract,
        cost=CostFigures(
            original=total.original_cost,
            revised=total.revised_cost,
            actual=total.actual_cost,
            remaining=total.remaining_cost,
            projected=total.projected_cost,
        ),
        profit=profit,
        margin=margin,
        price_per_square_foot=_per_square_foot(contract.approved_price, book.project.settings.square_feet),
        billing=_billing(book, day, total.left_to_bill),
    )


def _contract(book: Book, total: BudgetRow) -> ContractFigures:
    pending = changes_worth(book, "pending")
    adjustments = total.projected_profit - total.profit
    return ContractFigures(
        original_price=total.original_price,
        approved_changes=total.approved_changes,
        approved_price=total.approved_price,
        pending_changes=pending,
        actual_adjustments=adjustments,
        projected_price=total.approved_price + pending + adjustments,
    )


def _profits(total: BudgetRow, contract: ContractFigures) -> tuple[Profits, Margins]:
    """Profits, and each divided by the price it was reckoned from; pending changes are in neither."""
    expected = contract.approved_price + contract.actual_adjustments
    profits = Profits(
        original=total.original_price - total.original_cost,
        revised=total.approved_price - total.revised_cost,
        projected=total.projected_profit,
    )
    return profits, Margins(
        original=percent_of(profits.original, total.original_price),
        revised=percent_of(profits.revised, total.approved_price),
        projected=percent_of(profits.projected, expected),
    )


def _per_square_foot(price: Money, square_feet: int | None) -> Money | None:
    return Money(half_up(price.minor, square_feet), price.digits) if square_feet else None


def _billing(book: Book, day: date, left: Money) -> BillingFigures:
    project, total = book.project, book.project.currency.total
    stands: list[Standing] = [standing(book, invoice, day) for invoice in project.live]
    bands = work_by_band(project, project.live)
    return BillingFigures(
        **totals_of(receipts(book)),
        billed=total(bands.values()),
        contract=bands["contract"],
        changes=bands["changes"],
        actuals=bands["actuals"],
        additional=bands["additional"],
        tax=total(charge.amount for invoice in project.live for charge in invoice.taxes),
        retainage_held=still_held(project, project.live),
        pending=total(payment.amount for payment in project.payments if payment.status == "pending"),
        overdue=total(each.balance for each in stands if each.overdue),
        drafted=total(work_by_band(project, project.drafts).values()),
        left_to_bill=left,
        undecided=total(book.left(source) for source in book.sources.values() if source.undecided),
    )


def work_by_band(project: Project, invoices: Iterable[Invoice]) -> dict[str, Money]:
    """Billed work before tax in its four parts: contract, changes, actuals, additional."""
    units = {method.band: 0 for method in METHODS.values() if method.band}
    for invoice in invoices:
        for section in invoice.sections:
            band = METHODS[section.method].band
            if band:
                units[band] += sum(line.amount.minor for line in section.lines)
    return {band: Money(amount, project.currency.digits) for band, amount in units.items()}
