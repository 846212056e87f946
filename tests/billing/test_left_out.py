"""What an invoice leaves out is said in one line, by reason."""

from __future__ import annotations

from build import a_bill, a_change, a_cost, a_job, an_item
from story import Story, claims, refused


def march(*more: object, **said: object) -> Story:
    """Costs of March: three billed in full, two drafts of 4,307.37, one new."""
    bills = [a_bill(f"old-{n}", 100, 50) for n in (1, 2, 3)]
    bills += [a_bill("a-1", "4000.37", status="draft"), a_bill("a-2", 300, 7, status="draft"), a_bill("new", 80)]
    facts = {"contract": "cost-plus", "budget": "cost-codes", "markup": {"overhead": "20%"}}
    story = Story(a_job(bills=[*bills, *more], **{**facts, **said}))
    story.bill(bills=("old-1", "old-2", "old-3"))
    return story


def test_bills_that_wait_are_counted_with_their_cost_and_those_that_are_billed_are_counted() -> None:
    story = march()
    assert claims(story.new("actuals")) == {"new/1": "96.00"}
    assert story.left_out == "2 bills of 4,307.37 await approval; 3 are billed in full"


def test_through_a_day_tells_of_what_came_until_then() -> None:
    later = [a_bill("b-1", 5, status="draft", on="2026-04-01"), a_bill("b-2", 9, on="2026-04-01")]
    story = march(*later)
    story.new("actuals", through="2026-03-31")
    assert story.left_out == "2 bills of 4,307.37 await approval; 3 are billed in full"


def test_what_is_alone_is_named() -> None:
    story = Story(a_job(bills=[a_bill("a-1", 5, 7, status="draft"), a_bill("new", 80)], **PLUS))
    story.new("actuals")
    assert story.left_out == "a-1 of 12.00 awaits approval"
    story.job = story.job.without(story.job.drafts[0])
    story.bill(bills=("new",))
    story.job = story.job.having(a_bill("more", 1))
    story.new("actuals")
    assert story.left_out == "a-1 of 12.00 awaits approval; new/1 is billed in full"


PLUS = {"contract": "cost-plus", "budget": "cost-codes"}


def test_of_a_bill_that_is_billed_here_in_part_the_billed_lines_are_told_only_where_it_was_named() -> None:
    story = Story(a_job(bills=[a_bill("b", 100, 50)], **PLUS))
    story.bill(bills=("b/1",))
    story.new("actuals", id="rest")
    assert story.left_out == ""
    story.job = story.job.without(story.paper("rest"))
    story.new(bills=("b",))
    assert story.left_out == "b/1 is billed in full"


def test_changes_that_wait_are_told_beside_bills_and_declined_ones_are_not() -> None:
    changes = [a_change(f"CO-00{n}", 70, status=status) for n, status in enumerate(("pending", "draft", "declined"), 1)]
    story = march(changes=[*changes, a_change("CO-004", 10)])
    assert claims(story.new("changes", "actuals", everything=True)) == {"new/1": "96.00", "CO-004/1": "10.00"}
    assert story.left_out == (
        "2 changes of 140.00 await approval; 2 bills of 4,307.37 await approval; 3 are billed in full"
    )


def test_items_of_a_group_that_stand_higher_and_items_with_nothing_new_are_counted() -> None:
    story = Story(a_job(items=[an_item(id, price=100) for id in "ABCDE"]))
    story.bill(percent={"A": "80", "B": "70", "C": "40", "D": "100"})
    assert claims(story.new(percent={"all": "40"})) == {"E": "40.00"}
    assert story.left_out == (
        "D is billed in full; 2 items stand higher already, and a group never lowers an item; C has nothing new to bill"
    )


def test_a_refusal_says_all_of_it_at_once() -> None:
    story = march()
    story.bill("actuals")
    with refused("bill.nothing-left") as found:
        story.new("actuals")
    assert found.value.problems[0].message == "2 bills of 4,307.37 await approval; 4 are billed in full"


def test_costs_and_changes_of_the_other_side_are_told() -> None:
    changes = [a_change("CO-001", 10, carried_out="as-agreed"), a_change("CO-002", 20, carried_out="at-cost")]
    bills = [a_bill("b-1", a_cost(12, change="CO-001")), a_bill("b-2", a_cost(23, change="CO-002"), a_cost(4))]
    story = Story(a_job(bills=bills, changes=changes, **PLUS))
    assert claims(story.new("changes", "actuals", everything=True)) == {
        "CO-001/1": "10.00", "b-2/1": "23.00", "b-2/2": "4.00",
    }  # fmt: skip
    assert story.left_out == (
        "b-1 of 12.00 carries out a change that is billed as agreed; CO-002 of 20.00 is carried out at cost"
    )
