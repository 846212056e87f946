"""What builder and client agree: the lock, changes, bills."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import LOCKED_ON, a_change, a_job, a_part, an_item, day, deed_on, money
from story import Story, refused

from ressio_cli.model.budget import Category
from ressio_cli.model.deed import On
from ressio_cli.model.project import Project
from ressio_cli.rules import agreements, checks
from ressio_cli.rules.seals import lock_of


def estimate(**said: object) -> Project:
    return a_job(items=[an_item("A", 100, price=120), an_item("B", 50)], **{"locked": False, **said})


def findings(job: Project) -> list[str]:
    return [problem.message for problem in checks.check(job)]


def test_a_lock_says_day_price_cost_and_seal_and_is_put_on_once() -> None:
    locked = agreements.lock(estimate(), deed_on(LOCKED_ON)).locked
    assert locked is not None
    assert (locked.on, str(locked.price), str(locked.cost), locked.seal[:10]) == (
        LOCKED_ON, "170.00", "150.00", "v2:sha256:",
    )  # fmt: skip
    with refused("budget.locked"):
        agreements.lock(estimate(locked=True), deed_on(LOCKED_ON))
    with refused("budget.empty"):
        agreements.lock(a_job(locked=False), deed_on(LOCKED_ON))


def test_unlocking_is_refused_while_something_was_built_on_the_lock() -> None:
    story = Story(estimate(locked=True, changes=[a_change("CO-001", 5)]))
    story.bill(percent={"A": "10"})
    with refused("budget.in-use", "budget.in-use"):
        agreements.unlock(story.job)
    story.void("INV-0001")
    story.job = replace(story.job, changes=())
    assert agreements.unlock(story.job).locked is None
    with refused("budget.not-locked"):
        agreements.unlock(estimate())


def test_a_change_is_proposed_then_answered() -> None:
    job = estimate(locked=True, changes=[a_change("CO-001", 5, status="draft")])
    draft = job.changes[0]
    with refused("change.status"):
        agreements.approve(job, draft, "Dana", deed_on("2026-03-05"))
    pending = agreements.propose(draft, day("2026-03-02"))
    assert (pending.status, pending.proposed) == ("pending", day("2026-03-02"))
    approved = agreements.approve(job, pending, "Dana", deed_on("2026-03-05"))
    assert (approved.status, approved.decided.by, approved.decided.on) == ("approved", "Dana", day("2026-03-05"))
    assert approved.decided.entered is None
    late = agreements.approve(job, pending, "Dana", On(day("2026-03-05"), day("2026-03-09")))
    assert late.decided.entered == day("2026-03-09")
    with refused("change.date"):
        agreements.approve(job, pending, "Dana", deed_on("2026-03-01"))
    with refused("change.date"):
        agreements.decline(job, pending, "Dana", deed_on("2026-03-01"))
    declined = agreements.decline(job, pending, "Dana", deed_on("2026-03-05"))
    assert agreements.propose(declined, day("2026-03-09")).decided is None


@pytest.mark.parametrize("status", ["approved", "declined"])
def test_an_answered_change_is_not_answered_again(status: str) -> None:
    job = estimate(locked=True, changes=[a_change("CO-001", 5, status=status)])
    for answer in (agreements.approve, agreements.decline):
        with refused("change.status"):
            answer(job, job.changes[0], "Dana", day("2026-03-09"))


def test_an_approved_change_is_not_taken_back() -> None:
    with refused("change.status"):
        agreements.propose(a_change("CO-001", 5), day("2026-03-09"))


def test_approving_needs_the_lock_on_fixed_price_only() -> None:
    pending = a_change("CO-001", 5, status="pending")
    with refused("budget.not-locked"):
        agreements.approve(estimate(), pending, "Dana", deed_on("2026-03-05"))
    plus = estimate(contract="cost-plus")
    assert agreements.approve(plus, pending, "Dana", deed_on("2026-03-05")).status == "approved"


def changed(job: Project, *items: object) -> Project:
    return replace(job, budget=replace(job.budget, categories=(Category(name="Work", items=items),)))


def test_what_differs_from_the_lock_is_named_item_by_item() -> None:
    job = estimate(locked=True, tax={"GST": "5%"})
    assert findings(changed(job, an_item("A", 100, price=121), an_item("C", 1))) == [
        "A was locked at cost 100.00, price 120.00, now it is cost 100.00, price 121.00",
        "C was added to the locked budget (cost 1.00, price 1.00)",
        "B was locked at cost 50.00, price 50.00, now it is gone",
    ]
    assert findings(changed(job, an_item("A", 100, price=120, taxed=True), an_item("B", 50))) == [
        "A was locked at cost 100.00, price 120.00, now it is cost 100.00, price 120.00, taxed GST"
    ]


def test_a_markup_in_the_settings_breaks_the_lock_too() -> None:
    job = estimate(locked=True)
    dearer = replace(job, settings=a_job(markup={"fee": "10%"}).settings)
    assert [message.split(" was")[0] for message in findings(dearer)] == ["B"]


def test_names_and_descriptions_are_no_part_of_the_lock() -> None:
    job = estimate(locked=True)
    assert findings(changed(job, an_item("B", 50, name="Bath"), an_item("A", 100, price=120, description="x"))) == []


def test_a_hand_written_lock_is_checked_as_far_as_it_goes() -> None:
    job = estimate()
    lock = replace(lock_of(job.budget, job.settings, LOCKED_ON), seal="", items={}, cost=None)
    job = replace(job, budget=replace(job.budget, locked=lock))
    assert findings(job) == []
    off = replace(job, budget=replace(job.budget, locked=replace(lock, price=money(171))))
    (problem,) = checks.check(off)
    assert problem.message == "the budget's price was locked at 171.00, now it is 170.00"
    assert problem.subjects == ("A", "B")


def test_an_answered_change_that_was_edited_is_found_and_its_items_with_it() -> None:
    job = a_job(changes=[a_change("CO-001", 5, 6), a_change("CO-002", 5, status="declined")])
    assert findings(job) == []
    one, two = job.changes
    edited = replace(job, changes=(replace(one, items=(a_part(7), *one.items[1:])), replace(two, title="Other")))
    assert [(problem.code, problem.subjects) for problem in checks.check(edited)] == [
        ("change.changed-after-approval", ("CO-001", "CO-001/1", "CO-001/2")),
        ("change.changed-after-approval", ("CO-002", "CO-002/1")),
    ]
    unsealed = replace(one, decided=replace(one.decided, sealed=False, seal=""), title="Other")
    assert findings(replace(job, changes=(unsealed, two))) == []
