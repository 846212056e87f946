"""A source is never claimed beyond its worth unless someone says why, and the reason stays with the line."""

from __future__ import annotations

from build import a_job, an_item
from story import Story, amounts, claims, misused, refused, the_line


def two(**said: object) -> Story:
    return Story(a_job(items=[an_item("A", price=1000), an_item("B", price=-400)], **said))


def test_beyond_the_worth_is_refused_with_the_figures() -> None:
    story = two()
    story.bill(amount={"A": 900})
    with refused("source.beyond-worth") as found:
        story.new(amount={"A": "100.01"})
    (problem,) = found.value.problems
    assert problem.message == "A is worth 1,000.00, 900.00 is claimed, 100.01 more would be 1,000.01"
    assert problem.hint.startswith("100.00 is left")


def test_every_source_that_is_exceeded_is_a_reason() -> None:
    with refused("source.beyond-worth", "source.beyond-worth"):
        two().new(amount={"A": 1001, "B": -401})


def test_the_tolerance_widens_the_far_end_only() -> None:
    story = two(over="5%")
    assert claims(story.bill(amount={"A": 1050, "B": -420})) == {"A": "1050.00", "B": "-420.00"}
    with refused("source.beyond-worth"):
        story.new(amount={"A": "0.01"})
    with refused("source.below-zero"):
        story.new(amount={"A": "-1050.01"})


def test_a_reason_lets_it_go_beyond_and_stays_on_that_line_alone() -> None:
    story = two()
    invoice = story.bill(percent={"A": "110"}, amount={"B": -100}, over="Rock in the pit")
    assert claims(invoice) == {"A": "1100.00", "B": "-100.00"}
    assert (the_line(invoice, "A").over, the_line(invoice, "B").over) == ("Rock in the pit", "")
    assert story.findings == []


def test_the_next_line_that_goes_further_needs_its_own_reason() -> None:
    story = two()
    story.bill(percent={"A": "110"}, over="Rock in the pit")
    with refused("source.beyond-worth"):
        story.new(amount={"A": 50})
    with misused("percent.range"):
        story.new(percent={"A": "115"})
    assert amounts(story.bill(percent={"A": "115"}, over="More rock")) == ["50.00"]


def test_what_goes_back_towards_the_worth_needs_no_reason() -> None:
    story = two()
    story.bill(percent={"A": "110"}, over="Rock in the pit")
    assert amounts(story.bill(amount={"A": -30})) == ["-30.00"]
    assert amounts(story.bill(percent={"A": "100"})) == ["-70.00"]
    assert story.findings == []


def test_no_reason_lets_it_fall_below_zero() -> None:
    story = two()
    story.bill(amount={"A": 100})
    with refused("source.below-zero"):
        story.new(amount={"A": "-100.01"}, over="Because")
    with refused("source.below-zero"):
        story.new(amount={"B": 1}, over="Because")


def test_a_source_worth_nothing_may_be_claimed_with_a_reason() -> None:
    story = Story(a_job(items=[an_item("A", price=0)]))
    with refused("source.beyond-worth"):
        story.new(amount={"A": 5})
    with refused("source.below-zero"):
        story.new(amount={"A": -5})
    assert amounts(story.bill(amount={"A": -5}, over="Goodwill")) == ["-5.00"]
    assert story.findings == []


def test_nothing_is_left_of_what_was_billed_beyond_its_worth() -> None:
    story = two()
    story.bill(percent={"A": "110"}, over="Rock in the pit")
    assert claims(story.new("percentage", everything=True)) == {"B": "-400.00"}


def test_a_draft_under_another_drafts_reason_can_be_released() -> None:
    story = two()
    story.new(amount={"A": 500}, id="first")
    story.new(amount={"A": 700}, id="second", over="Rock in the pit")
    assert amounts(story.release("first")) == ["500.00"]
    assert amounts(story.release("second")) == ["700.00"]
    assert story.findings == []
