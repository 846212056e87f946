"""Everything that can be billed, with its worth, and what blocks it.

Room: rules.  Problems: budget.not-locked, change.not-approved, bill.not-approved.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.bill import Bill
from ressio_cli.model.change import Change
from ressio_cli.model.invoice import Released
from ressio_cli.model.method import METHODS
from ressio_cli.model.problem import Problem
from ressio_cli.model.project import Project
from ressio_cli.model.source import Source
from ressio_cli.rules import pricing

RETAINAGE = "retainage"
ALL = "all"


def budget_items(project: Project) -> Iterator[Source]:
    """The items of the budget; blocked until it is locked."""
    budget = project.budget
    settings = pricing.as_agreed(budget.locked, project.settings)
    blocked = None
    if budget.locked is None:
        blocked = Problem("budget.not-locked", "the budget is not locked", budget.origin, "ressio budget lock")
    for category in budget.categories:
        for item in category.items:
            yield Source(
                id=item.id,
                method="percentage",
                title=item.name,
                worth=pricing.price(item, settings),
                cost=pricing.cost(item, settings),
                code=item.code,
                taxes=pricing.taxes(item.taxed, settings.tax),
                groups=(category.name, ALL),
                since=budget.locked.on if budget.locked else None,
                blocked=blocked,
                origin=item.origin,
            )


def change_items(project: Project) -> Iterator[Source]:
    """The items of every change; blocked until the change is approved."""
    for change in project.changes:
        blocked = _not_approved(change)
        settings = pricing.as_agreed(change.decided, project.settings)
        for place, item in enumerate(change.items, 1):
            yield Source(
                id=f"{change.id}/{place}",
                method="changes",
                title=item.name,
                worth=pricing.price(item, settings),
                cost=pricing.cost(item, settings),
                code=item.code,
                taxes=pricing.taxes(item.taxed, settings.tax),
                groups=(change.id, ALL),
                since=change.decided.on if change.decided else change.proposed,
                blocked=blocked,
                origin=item.origin,
            )


def _not_approved(change: Change) -> Problem | None:
    if change.status == "approved":
        return None
    step = {"draft": "propose", "declined": "propose"}.get(change.status)
    hint = f"ressio change {step} {change.id}" if step else f"ressio change approve {change.id} --by NAME"
    return Problem(
        "change.not-approved", f"{change.id} is not approved, it is {change.status}", change.origin.at("status"), hint
    )


def bill_lines(project: Project) -> Iterator[Source]:
    """The lines of every bill; blocked until the bill is approved."""
    for bill in project.bills:
        blocked = _bill_not_approved(bill)
        for place, line in enumerate(bill.lines, 1):
            yield Source(
                id=f"{bill.id}/{place}",
                method="actuals",
                title=line.description or bill.vendor,
                worth=pricing.worth_of_cost(line, project.settings),
                cost=line.amount,
                markup=pricing.markup_of(line.markup, project.settings.markup),
                code=line.code,
                taxes=pricing.taxes(line.taxed, project.settings.tax),
                groups=(bill.id, ALL),
                since=bill.date,
                blocked=blocked,
                origin=line.origin,
            )


def _bill_not_approved(bill: Bill) -> Problem | None:
    if bill.status in ("approved", "paid"):
        return None
    return Problem(
        "bill.not-approved",
        f"{bill.id} is not approved, it is {bill.status}",
        bill.origin.at("status"),
        f"ressio bill approve {bill.id}",
    )


def held_retainage(project: Project) -> Iterator[Source]:
    """One source: what live released invoices hold. None where nothing is held and none of it was billed."""
    holding = [invoice for invoice in project.live if invoice.held or _bills_retainage(invoice)]
    if holding:
        yield Source(
            id=RETAINAGE,
            method="retainage",
            title="Retainage held",
            worth=project.currency.total(invoice.held for invoice in holding),
            cost=project.zero,
            groups=(ALL,),
            since=min(invoice.released for invoice in holding),
        )


def _bills_retainage(invoice: Released) -> bool:
    return any(METHODS[section.method].gives_back for section in invoice.sections)


def every_source(project: Project) -> Iterator[Source]:
    """All sources of all methods, in the order of the files."""
    yield from budget_items(project)
    yield from change_items(project)
    yield from bill_lines(project)
    yield from held_retainage(project)
