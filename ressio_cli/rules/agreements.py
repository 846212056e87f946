"""What builder and client agree: the locked budget and changes.

Room: rules.  Problems: budget.locked, budget.not-locked, budget.in-use, budget.empty, budget.not-empty,
change.status, change.by, change.date, change.carried-out, change.unknown, item.unknown, tax.unknown.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ressio_cli.model.budget import Budget, Category
from ressio_cli.model.change import AS_AGREED, AT_COST, Change, Decision
from ressio_cli.model.deed import On
from ressio_cli.model.invoice import Attachment
from ressio_cli.model.problem import Misused, Problem, Refused, misused, refused
from ressio_cli.model.project import Project
from ressio_cli.rules.book import Book, way_out
from ressio_cli.rules.carrying_out import item_ids, refuse_unbilled
from ressio_cli.rules.pricing import taxes
from ressio_cli.rules.seals import decided, lock_of

_STAYS = "an approved change stays: from here on agree changes, ressio change new"
_FREED = "void it, or delete the draft, first"
_NEXT = {"draft": "propose {}", "declined": "propose {}", "pending": "approve {} --by NAME"}


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
        raise not_now(change, "proposed")
    return replace(change, status="pending", proposed=day, decided=None)


def approve(project: Project, change: Change, by: str, on: On, signed: Attachment | None = None) -> Change:
    """A pending change that the client agreed to, sealed. On fixed price the budget is locked first."""
    if not by.strip():
        hint = f'ressio change approve {change.id} --by "Dana Reyes"'
        raise misused("change.by", f"name the person who approved {change.id}", hint)
    if change.status != "pending":
        raise not_now(change, "approved")
    if project.settings.fixed_price and project.budget.locked is None:
        raise refused(
            "budget.not-locked", "a change alters a contract, and the budget is not locked yet", "ressio budget lock",
            project.budget.origin,
        )  # fmt: skip
    return _decided(project, change, "approved", on, Decision(on=on.day, by=by, signed=signed))


def decline(project: Project, change: Change, by: str, on: On) -> Change:
    """A pending change that the client refused, sealed."""
    if change.status != "pending":
        raise not_now(change, "declined")
    return _decided(project, change, "declined", on, Decision(on=on.day, by=by))


def carry_out(book: Book, change: Change, way: str) -> Change:
    """The change, carried out as agreed or at cost. Refused where nothing of it would be: live claims go first."""
    refuse_unbilled(book.project, change.id)
    out, items = book.carrying_out, item_ids(change)
    if change.status == "declined":
        raise _not_carried(change, f"{change.id} is declined", f"ressio change propose {change.id}")
    if change.carried_out == way:
        raise _not_carried(change, f"{change.id} is carried out {way} already", f"ressio change show {change.id}")
    if way == AT_COST and all(out.claimed_as_agreed(item) for item in items):
        invoice = out.claimed_as_agreed(items[0])[0]
        message = f"{change.id} is billed as agreed on {invoice}"
        raise _not_carried(change, message, way_out(book.invoices[invoice], items[0]))
    if way == AS_AGREED and all(out.claimed_at_cost(item) for item in items):
        line, invoice = out.claimed_at_cost(items[0])[0]
        message = f"{change.id} is billed at cost: {line}, which carries it out, is on {invoice}"
        raise _not_carried(change, message, way_out(book.invoices[invoice], line))
    return replace(change, carried_out=way)


def _not_carried(change: Change, message: str, hint: str) -> Refused:
    return refused("change.carried-out", message, hint, change.origin.at("carried_out"))


def _decided(project: Project, change: Change, status: str, on: On, decision: Decision) -> Change:
    if change.proposed and on.day < change.proposed:
        verb = "approve" if status == "approved" else "decline"
        raise refused(
            "change.date",
            f"{change.id} was proposed on {change.proposed}; it cannot have been {status} on {on.day}",
            f'ressio change {verb} {change.id} --by "{decision.by or "NAME"}" {on.option(change.proposed)}',
            change.origin.at("proposed"),
        )
    decision = replace(decision, entered=on.entered)
    return decided(replace(change, status=status, decided=decision), project.settings)


def not_now(change: Change, wanted: str) -> Refused:
    """The refusal of a deed that the change's status does not allow."""
    if change.status == "approved":
        hint = "an approved change stays; a new change takes it back: ressio change new"
    else:
        hint = f"ressio change {_NEXT[change.status].format(change.id)}"
    return refused(
        "change.status", f"{change.id} is {change.status} and cannot be {wanted}", hint, change.origin.at("status")
    )


def known_references(project: Project, wanted: tuple[tuple[str, str], ...]) -> list[Problem]:
    """Problems for items, changes (`for=…`) and taxes that new lines name and the project does not know."""
    items = {item.id for item in project.budget.items}
    changes = {name for change in project.changes for name in (change.id, *item_ids(change))}
    problems = []
    for kind, name in wanted:
        if kind == "item" and name not in items:
            problems.append(Problem("item.unknown", f"there is no budget item {name}", hint="ressio budget shows them"))
        if kind == "change" and name not in changes:
            message = f"there is no change, and no item of one, named {name}"
            problems.append(Problem("change.unknown", message, hint="ressio change list shows them"))
        if kind == "tax" and name not in project.settings.tax.rates:
            known = ", ".join(project.settings.tax.rates) or "ressio.toml has no [tax] rates"
            problems.append(Problem("tax.unknown", f"there is no tax named {name}", hint=f"taxes: {known}"))
    return problems
