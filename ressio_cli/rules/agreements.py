"""What builder and client agree: the locked budget, changes, and approved bills.

Room: rules.  Problems: budget.locked, budget.not-locked, budget.in-use, budget.empty, budget.not-empty,
change.decided, change.status, change.date, bill.approved, change.unknown, bill.unknown, item.unknown.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ressio_cli.model.bill import Bill
from ressio_cli.model.budget import Budget, Category
from ressio_cli.model.change import Change, Decision
from ressio_cli.model.deed import On
from ressio_cli.model.problem import Misused, Problem, Refused, refused
from ressio_cli.model.project import Project
from ressio_cli.rules.pricing import taxes
from ressio_cli.rules.seals import decision_seal, lock_of

_STAYS = "an approved change stays: from here on agree changes, ressio change new"
_FREED = "void it, or delete the draft, first"
_NEXT = {"draft": "propose", "declined": "propose", "pending": "approve"}


def lock(project: Project, on: On) -> Budget:
    """The budget, locked as the contract on that day."""
    budget = project.budget
    if budget.locked is not None:
        raise refused(
            "budget.locked", f"the budget is locked since {budget.locked.on}", "agree a change: ressio change new",
            budget.locked.origin,
        )  # fmt: skip
    if not budget.items:
        raise refused("budget.empty", "the budget has no items to lock", "ressio budget import FILE.csv, or write them")
    return replace(budget, locked=replace(lock_of(budget, project.settings, on.day), entered=on.entered))


def unlock(project: Project) -> Budget:
    """The budget as an estimate again; allowed while nothing was built on the lock."""
    budget = project.budget
    if budget.locked is None:
        raise refused("budget.not-locked", "the budget is not locked", "ressio budget lock", budget.origin)
    reasons = [
        Problem("budget.in-use", f"{change.id} is approved on this budget", change.origin.at("status"), _STAYS)
        for change in project.changes
        if change.status == "approved"
    ]
    items = {item.id for item in budget.items}
    reasons += [
        Problem("budget.in-use", f"{invoice.id} bills items of this budget", invoice.origin, _FREED)
        for invoice in (*project.live, *project.drafts)
        if any(line.source in items for line in invoice.lines)
    ]
    if reasons:
        raise Refused(reasons)
    return replace(budget, locked=None)


def loaded(project: Project, categories: tuple[Category, ...], replacing: bool) -> Budget:
    """The budget with other categories. Refused once it is locked, and where it has items, unless they are replaced."""
    budget = project.budget
    if budget.locked is not None:
        hint = "agree a change: ressio change new; or ressio budget unlock"
        raise refused("budget.locked", f"the budget is locked since {budget.locked.on}", hint, budget.locked.origin)
    if budget.items and not replacing:
        message = f"the budget has {len(budget.items)} items already"
        raise refused("budget.not-empty", message, "--replace takes their place", budget.origin)
    named = {
        name for category in categories for item in category.items for name in taxes(item.taxed, project.settings.tax)
    }
    problems = known_references(project, tuple(("tax", name) for name in sorted(named)))
    if problems:
        raise Misused(problems)
    return replace(budget, categories=categories)


def propose(change: Change, day: date) -> Change:
    """A draft or declined change put to the client."""
    if change.status not in ("draft", "declined"):
        raise _not_now(change, "proposed")
    return replace(change, status="pending", proposed=day, decided=None)


def approve(project: Project, change: Change, by: str, on: On) -> Change:
    """A pending change that the client agreed to, sealed. On fixed price the budget is locked first."""
    if change.status != "pending":
        raise _not_now(change, "approved")
    if project.settings.fixed_price and project.budget.locked is None:
        raise refused(
            "budget.not-locked", "a change alters a contract, and the budget is not locked yet", "ressio budget lock",
            project.budget.origin,
        )  # fmt: skip
    return _decided(project, change, "approved", by, on)


def decline(project: Project, change: Change, by: str, on: On) -> Change:
    """A pending change that the client refused, sealed."""
    if change.status != "pending":
        raise _not_now(change, "declined")
    return _decided(project, change, "declined", by, on)


def _decided(project: Project, change: Change, status: str, by: str, on: On) -> Change:
    if change.proposed and on.day < change.proposed:
        verb = "approve" if status == "approved" else "decline"
        raise refused(
            "change.date",
            f"{change.id} was proposed on {change.proposed}; it cannot have been {status} on {on.day}",
            f'ressio change {verb} {change.id} --by "{by or "NAME"}" {on.option(change.proposed)}',
            change.origin.at("proposed"),
        )
    decision = Decision(on=on.day, by=by, entered=on.entered, seal=decision_seal(change, project.settings))
    return replace(change, status=status, decided=decision)


def _not_now(change: Change, wanted: str) -> Refused:
    if change.status == "approved":
        hint = "an approved change stays; a new change takes it back: ressio change new"
    else:
        hint = f"ressio change {_NEXT[change.status]} {change.id}"
    return refused(
        "change.status", f"{change.id} is {change.status} and cannot be {wanted}", hint, change.origin.at("status")
    )


def approve_bill(bill: Bill, day: date) -> Bill:
    """A bill as an actual cost."""
    if bill.status != "draft":
        raise refused(
            "bill.approved",
            f"{bill.id} is {bill.status} already",
            f"ressio bill show {bill.id}",
            bill.origin.at("status"),
        )
    return replace(bill, status="approved", approved=day)


def known_references(project: Project, wanted: tuple[tuple[str, str], ...]) -> list[Problem]:
    """Problems for budget items (`for=ITEM`) and taxes that new lines name and the project does not know."""
    items = {item.id for item in project.budget.items}
    problems = []
    for kind, name in wanted:
        if kind == "item" and name not in items:
            problems.append(Problem("item.unknown", f"there is no budget item {name}", hint="ressio budget shows them"))
        if kind == "tax" and name not in project.settings.tax.rates:
            known = ", ".join(project.settings.tax.rates) or "ressio.toml has no [tax] rates"
            problems.append(Problem("tax.unknown", f"there is no tax named {name}", hint=f"taxes: {known}"))
    return problems
