"""Seals over what was agreed: the locked budget and the answered changes.

Room: rules.  Problems: budget.changed-after-lock, change.changed-after-approval, seal.unknown-form, and those of the
items a lock keeps in words.  Notes: change.seal-missing.

A seal of the first form is SHA-256 over canonical JSON (sorted keys, no spaces, UTF-8) of the items of a budget, or of
title, kind and items of a change. One of the second form covers the day of the lock too, and for a change all that the
client signs, who answered what and when, and the id. Without a seal, what a hand-written lock does say is checked: its
items, its price, its cost.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ressio_cli.model import seal as seals
from ressio_cli.model.budget import Budget, Item, Lock
from ressio_cli.model.change import Change, ChangeItem, Decision
from ressio_cli.model.money import Money, plain_number
from ressio_cli.model.problem import Origin, Problem
from ressio_cli.model.project import Project
from ressio_cli.model.settings import Settings
from ressio_cli.rules import pricing
from ressio_cli.rules.lock_items import Items, LockedItems, spelled

_CHANGED = "budget.changed-after-lock"
_RESTORE = "restore it, or agree a change: ressio change new"
_ANSWERED = ("approved", "declined")


def lock_of(budget: Budget, settings: Settings, day: date) -> Lock:
    """The lock as `budget lock` writes it on `day`: price and cost in all, each item in words, and the seal."""
    facts = _facts(budget, settings)
    total = settings.currency.total
    markup, builder_tax = pricing.priced_with(settings)
    return Lock(
        on=day,
        price=total(price for _, price, _ in facts.values()),
        cost=total(cost for cost, _, _ in facts.values()),
        markup=markup,
        builder_tax=builder_tax,
        seal=_lock_seal(facts, day, seals.SECOND),
        items={id: _words(*fact) for id, fact in facts.items()},
    )


def decided(change: Change, settings: Settings) -> Change:
    """Return an answered change as a command records it, with the markup and the builder's tax it is priced with."""
    assert change.decided is not None
    markup, builder_tax = pricing.priced_with(settings)
    decision = replace(change.decided, sealed=True, markup=markup, builder_tax=builder_tax)
    seal = decision_seal(replace(change, decided=decision), settings)
    return replace(change, decided=replace(decision, seal=seal))


def decision_seal(change: Change, settings: Settings, form: int = seals.SECOND) -> str:
    """Return the seal over what a client answered."""
    if form == seals.SECOND:
        return seals.seal("change", decision_facts(change, settings))
    return content_seal(change, settings)


def content_seal(change: Change, settings: Settings) -> str:
    """Return the hash of what a change alters: its title, its kind, its items. The first form of seal is this alone."""
    settings = pricing.as_agreed(change.decided, settings)
    items = [_change_item(item, settings) for item in change.items]
    return _sealed({"title": change.title, "kind": change.kind, "items": items})


def decision_facts(change: Change, settings: Settings) -> dict[str, object]:
    """Return everything the seal of a decision covers. A fact that may be left out is added only where it is there."""
    decision = change.decided
    assert decision is not None
    settings = pricing.as_agreed(decision, settings)
    facts: dict[str, object] = {
        "id": change.id,
        "title": change.title,
        "kind": change.kind,
        "reason": change.reason,
        "items": [_signed_item(item, settings) for item in change.items],
        "status": change.status,
        "on": str(decision.on),
        "by": decision.by,
        "sealed": decision.sealed,
    }
    if decision.entered:
        facts["entered"] = str(decision.entered)
    if decision.signed:  # by its hash: its path may change, as those of attachments may
        facts["signed"] = decision.signed.sha256
    return facts


def lock_problems(project: Project) -> list[Problem]:
    """What in the budget differs from its lock, one problem per item; whole sums where nothing nearer is known."""
    lock = project.budget.locked
    if lock is None:
        return []
    facts = _facts(project.budget, pricing.as_agreed(lock, project.settings))
    form = seals.form(lock.seal)
    if lock.seal and form == seals.UNKNOWN:
        return [unknown_form("the lock", lock.origin.at("seal"), subjects=tuple(facts))]
    fits = bool(lock.seal) and lock.seal == _lock_seal(facts, lock.on, form)
    kept = LockedItems(lock, fits, lambda items: _lock_seal(items, lock.on, form))
    found = list(kept.problems({id: _words(*fact) for id, fact in facts.items()})) if lock.items else []
    return [*found, *(_sum_problems(project, lock, facts) if fits else _differences(project, lock, facts))]


def _differences(project: Project, lock: Lock, facts: dict[str, _Fact]) -> list[Problem]:
    """What differs where the seal does not fit, or is not there."""
    problems = list(_item_problems(project, lock, facts)) if lock.items else []
    problems = problems or _sum_problems(project, lock, facts)
    if lock.seal and not problems:
        message = "the budget is not what the lock's seal was put on"
        problems = [Problem(_CHANGED, message, lock.origin.at("seal"), _RESTORE, subjects=tuple(facts))]
    return problems


def change_problems(project: Project) -> Iterator[Problem]:
    """Yield a problem for each answered change that is not what the client answered."""
    originals: dict[str, str] = {}
    for change in project.changes:
        decision = change.decided
        if decision is None:
            continue
        origin = decision.origin
        subjects = (change.id, *(f"{change.id}/{place}" for place in range(1, len(change.items) + 1)))
        if decision.sealed and not decision.seal:
            message = f"{change.id} was {change.status} by a command, but the seal of the decision is gone"
            hint = f"restore `decided` in changes/{change.id}.yaml; to keep your edit, delete `sealed`"
            yield Problem("change.seal-missing", message, origin.at("sealed"), hint, "note", subjects)
        elif decision.seal and seals.form(decision.seal) == seals.UNKNOWN:
            yield unknown_form(change.id, origin.at("seal"), subjects=subjects)
        elif decision.seal and not _decision_fits(change, decision, project.settings):
            message = f"{change.id} is not what was {_answer(change)} on {decision.on}"
            hint = "restore it, or agree the difference: ressio change new"
            if decision.seal in originals:
                message = f"{change.id} carries the seal of {originals[decision.seal]}: it is a copy"
                hint = f"remove changes/{change.id}.yaml, or write it anew: ressio change new"
            yield Problem("change.changed-after-approval", message, origin.at("seal"), hint, subjects=subjects)
        elif decision.seal:
            originals.setdefault(decision.seal, change.id)


def _decision_fits(change: Change, decision: Decision, settings: Settings) -> bool:
    form = seals.form(decision.seal)
    if form == seals.FIRST and change.status not in _ANSWERED:
        return True
    return decision.seal == decision_seal(change, settings, form)


def _answer(change: Change) -> str:
    return change.status if change.status in _ANSWERED else "answered"


def unknown_form(what: str, origin: Origin, severity: str = "problem", subjects: tuple[str, ...] = ()) -> Problem:
    """Return the problem of a seal that a later version wrote."""
    message = f"the seal of {what} has a form that this version of ressio does not know"
    return Problem("seal.unknown-form", message, origin, "use the version of ressio that wrote it", severity, subjects)


_Fact = tuple[Money, Money, tuple[str, ...]]  # cost, price, taxes


def _facts(budget: Budget, settings: Settings) -> dict[str, _Fact]:
    return {item.id: _fact(item, settings) for item in budget.items}


def _fact(item: Item | ChangeItem, settings: Settings) -> _Fact:
    return (pricing.cost(item, settings), pricing.price(item, settings), pricing.taxes(item.taxed, settings.tax))


def _words(cost: Money, price: Money, taxes: tuple[str, ...]) -> str:
    return f"{cost} {price}" + (f" {', '.join(taxes)}" if taxes else "")


def _change_item(item: ChangeItem, settings: Settings) -> list[object]:
    cost, price, taxes = _fact(item, settings)
    return [item.name, item.code, item.item, str(cost), str(price), list(taxes)]


def _signed_item(item: ChangeItem, settings: Settings) -> list[object]:
    """What the paper that the client signs says of an item, and the code and item it is booked under."""
    quantity = "" if item.quantity is None else plain_number(item.quantity)
    return [*_change_item(item, settings), item.description, quantity, item.unit]


def _lock_seal(items: Items, day: date, form: int) -> str:
    rows = [[id, str(cost), str(price), list(taxes)] for id, (cost, price, taxes) in sorted(items.items())]
    return seals.seal("budget", {"on": str(day), "items": rows}) if form == seals.SECOND else _sealed(rows)


def _sealed(content: object) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _item_problems(project: Project, lock: Lock, facts: dict[str, _Fact]) -> Iterator[Problem]:
    """Items that differ, are new, or are gone; a locked item is told as cost and price."""
    origins = {item.id: item.origin for item in project.budget.items}
    for id, fact in facts.items():
        then, now = lock.items.get(id), _words(*fact)
        if then is None:
            yield _changed(id, f"{id} was added to the locked budget ({spelled(now)})", origins[id].at("id"))
        elif then != now:
            yield _changed(id, f"{id} was locked at {spelled(then)}, now it is {spelled(now)}", origins[id])
    for id, then in lock.items.items():
        if id not in facts:
            yield _changed(id, f"{id} was locked at {spelled(then)}, now it is gone", lock.origin.at("items"))


def _changed(id: str, message: str, origin: Origin) -> Problem:
    return Problem(_CHANGED, message, origin, _RESTORE, subjects=(id,))


def _sum_problems(project: Project, lock: Lock, facts: dict[str, _Fact]) -> list[Problem]:
    total = project.currency.total
    cost = total(cost for cost, _, _ in facts.values())
    price = total(price for _, price, _ in facts.values())
    sums = (("price", lock.price, price), ("cost", lock.cost, cost))
    return [
        Problem(
            _CHANGED,
            f"the budget's {name} was locked at {then}, now it is {now}",
            lock.origin.at(name),
            _RESTORE,
            subjects=tuple(facts),
        )
        for name, then, now in sums
        if then is not None and then != now
    ]
