"""Seals over what was agreed: the locked budget and the answered changes.

Room: rules.  Problems: budget.changed-after-lock, change.changed-after-approval.

A seal is SHA-256 over canonical JSON (sorted keys, no spaces, UTF-8). Without a seal, what a hand-written lock does
say is checked: its items, its price, its cost.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date

from ressio_cli.model.budget import Budget, Item, Lock
from ressio_cli.model.change import Change, ChangeItem, Decision
from ressio_cli.model.money import Money
from ressio_cli.model.problem import Origin, Problem
from ressio_cli.model.project import Project
from ressio_cli.model.settings import Settings
from ressio_cli.rules import pricing

_CHANGED = "budget.changed-after-lock"
_RESTORE = "restore it, or agree a change: ressio change new"


def lock_of(budget: Budget, settings: Settings, day: date) -> Lock:
    """The lock as `budget lock` writes it on `day`: price and cost in all, each item in words, and the seal."""
    facts = _facts(budget, settings)
    total = settings.currency.total
    return Lock(
        on=day,
        price=total(price for _, price, _ in facts.values()),
        cost=total(cost for cost, _, _ in facts.values()),
        seal=_lock_seal(facts),
        items={id: _words(*fact) for id, fact in facts.items()},
    )


def decision_seal(change: Change, settings: Settings) -> str:
    """The seal over a change's title, kind and items (name, code, item, cost, price, taxes of each), and over what its
    decision adds."""
    items = [_change_item(item, settings) for item in change.items]
    return _sealed({"title": change.title, "kind": change.kind, "items": items, **_decision_facts(change.decided)})


def _decision_facts(decision: Decision | None) -> dict[str, str]:
    """The sealed facts of a decision: the hash of what was signed. Its path may change, as those of attachments may."""
    return {"signed": decision.signed.sha256} if decision and decision.signed else {}


def lock_problems(project: Project) -> list[Problem]:
    """What in the budget differs from its lock, one problem per item; whole sums where nothing nearer is known."""
    lock = project.budget.locked
    if lock is None:
        return []
    facts = _facts(project.budget, project.settings)
    if lock.seal and lock.seal == _lock_seal(facts):
        return _sum_problems(project, lock, facts)
    problems = list(_item_problems(project, lock, facts)) if lock.items else []
    problems = problems or _sum_problems(project, lock, facts)
    if lock.seal and not problems:
        message = "the budget is not what the lock's seal was put on"
        problems = [Problem(_CHANGED, message, lock.origin.at("seal"), _RESTORE, subjects=tuple(facts))]
    return problems


def change_problems(project: Project) -> list[Problem]:
    """Answered changes that are not what their client answered."""
    return [
        Problem(
            "change.changed-after-approval",
            f"{change.id} is not what was {change.status} on {change.decided.on}",
            change.decided.origin.at("seal"),
            "restore it, or agree the difference: ressio change new",
            subjects=(change.id, *(f"{change.id}/{place}" for place in range(1, len(change.items) + 1))),
        )
        for change in project.changes
        if change.decided
        and change.decided.seal
        and change.status in ("approved", "declined")
        and change.decided.seal != decision_seal(change, project.settings)
    ]


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


def _lock_seal(facts: dict[str, _Fact]) -> str:
    return _sealed([[id, str(cost), str(price), list(taxes)] for id, (cost, price, taxes) in sorted(facts.items())])


def _sealed(content: object) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _item_problems(project: Project, lock: Lock, facts: dict[str, _Fact]) -> Iterator[Problem]:
    """Items that differ, are new, or are gone; a locked item is told as cost and price."""
    origins = {item.id: item.origin for item in project.budget.items}
    for id, fact in facts.items():
        then, now = lock.items.get(id), _words(*fact)
        if then is None:
            yield _changed(id, f"{id} was added to the locked budget ({_told(now)})", origins[id].at("id"))
        elif then != now:
            yield _changed(id, f"{id} was locked at {_told(then)}, now it is {_told(now)}", origins[id])
    for id, then in lock.items.items():
        if id not in facts:
            yield _changed(id, f"{id} was locked at {_told(then)}, now it is gone", lock.origin.at("items"))


def _told(words: str) -> str:
    cost, _, rest = words.partition(" ")
    price, _, taxes = rest.partition(" ")
    return f"cost {cost}, price {price}" + (f", taxed {taxes}" if taxes else "")


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
