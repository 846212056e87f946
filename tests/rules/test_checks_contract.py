"""A contract that changed its kind under released invoices, and bill lines that carry out what is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import a_bill, a_change, a_cost, a_job, an_item, settings
from story import Story, refused

from ressio_cli.rules import checks


def switched(story: Story, contract: str, budget: str = "cost-codes") -> Story:
    """The same job under another kind of contract."""
    story.job = replace(story.job, settings=settings(contract=contract, budget=budget))
    return story


def test_a_fixed_price_job_with_released_progress_does_not_become_cost_plus() -> None:
    story = Story(a_job(items=[an_item("A", price=1000)], changes=[a_change("CO-001", 50)]))
    story.bill(percent={"A": "40"})
    story.bill(percent={"A": "60"})
    switched(story, "cost-plus")
    (problem,) = checks.check(story.job)
    assert (problem.code, problem.severity) == ("method.closed", "problem")
    assert problem.message == "INV-0001, INV-0002 bill percentage, which is for fixed price"
    assert problem.hint == (
        'write contract = "fixed-price" again, or ressio void INV-0002 --reason "billed under another contract"'
    )


@pytest.mark.parametrize(
    ("contract", "budget", "wanted"),
    [("fixed-price", "cost-codes", "cost plus"), ("cost-plus", "cost-items", "a budget by cost codes")],
)
def test_a_job_with_released_costs_stays_cost_plus_by_codes(contract: str, budget: str, wanted: str) -> None:
    story = Story(a_job(bills=[a_bill("b", 100)], contract="cost-plus", budget="cost-codes"))
    story.bill("actuals")
    switched(story, contract, budget)
    (problem,) = checks.check(story.job)
    assert problem.message == f"INV-0001 bills actuals, which is for {wanted}"


def test_nothing_is_released_on_top_of_it_until_it_is_void() -> None:
    story = Story(a_job(items=[an_item("A", price=1000)], changes=[a_change("CO-001", 50)]))
    story.bill(percent={"A": "40"})
    switched(story, "cost-plus")
    draft = story.new(changes=("CO-001",))
    with refused("method.closed"):
        story.release(draft.id)
    story.void("INV-0001")
    assert story.findings == []
    story.release(draft.id)


def test_a_draft_of_a_closed_method_is_no_problem_until_it_is_to_be_released() -> None:
    story = Story(a_job(items=[an_item("A", price=1000)]))
    draft = story.new(percent={"A": "40"})
    switched(story, "cost-plus")
    assert story.findings == []
    with refused("method.closed"):
        story.release(draft.id)


@pytest.mark.parametrize("change", ["CO-002", "CO-001/2", "CO-001/1/1", "CO-001/"])
def test_a_bill_line_carries_out_a_change_that_is_there(change: str) -> None:
    bills = [a_bill("b", a_cost(5, change=change))]
    job = a_job(changes=[a_change("CO-001", 50)], bills=bills)
    assert [problem.code for problem in checks.check(job)] == ["change.unknown"]


def test_notes_of_a_changed_cost_say_what_to_do_next() -> None:
    story = Story(a_job(bills=[a_bill("b", 100)], contract="cost-plus", budget="cost-codes"))
    story.bill("actuals")
    found = {}
    for cost in (120, 90):
        story.job = replace(story.job, bills=(a_bill("b", cost),))
        (note,) = checks.check(story.job)
        found[cost] = (note.severity, note.message, note.hint)
    assert found == {
        120: (
            "note",
            "b/1 was billed at a cost of 100.00 with INV-0001, now it is 120.00",
            "ressio invoice new --bill b/1",
        ),
        90: (
            "note",
            "b/1 was billed at a cost of 100.00 with INV-0001, now it is 90.00",
            "ressio invoice new --amount b/1=-10.00",
        ),
    }
