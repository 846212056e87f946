"""An amount said of a group is shared by what is left, losing no cent."""

from __future__ import annotations

from build import a_change, a_job, a_part, an_item
from story import Story, claims, refused

from ressio_cli.model.budget import Category


def thirds(**said: object) -> Story:
    items = tuple(an_item(id, price=100) for id in ("A", "B", "C"))
    return Story(a_job(items=[Category(name="Walls", items=items)], **said))


def test_the_missing_cents_go_to_the_earlier_of_equal_remainders() -> None:
    assert claims(thirds().bill(amount={"Walls": 100})) == {"A": "33.34", "B": "33.33", "C": "33.33"}
    assert claims(thirds().bill(amount={"Walls": "0.02"})) == {"A": "0.01", "B": "0.01"}


def test_the_missing_cents_go_to_the_largest_remainders() -> None:
    story = Story(a_job(items=[an_item("A", price=10), an_item("B", price=20), an_item("C", price=70)]))
    assert claims(story.bill(amount={"all": "0.05"})) == {"A": "0.01", "B": "0.01", "C": "0.03"}


def test_members_share_by_what_is_left_and_a_full_one_gets_nothing() -> None:
    story = thirds()
    story.bill(percent={"A": "100", "B": "50"})
    assert claims(story.bill(amount={"Walls": 30})) == {"B": "10.00", "C": "20.00"}
    assert story.left_out == "A is billed in full"


def test_an_item_named_by_itself_is_no_part_of_the_share() -> None:
    assert claims(thirds().bill(amount={"A": 60, "Walls": 30})) == {"A": "60.00", "B": "15.00", "C": "15.00"}


def test_an_amount_of_a_change_is_shared_over_its_credit_too() -> None:
    change = a_change("CO-001", a_part(1450, price=1711), a_part(-300, price=-300))
    story = Story(a_job(changes=[change]))
    assert claims(story.bill(amount={"CO-001": 500})) == {"CO-001/1": "606.31", "CO-001/2": "-106.31"}
    assert claims(story.bill("changes")) == {"CO-001/1": "1104.69", "CO-001/2": "-193.69"}


def test_a_negative_amount_takes_back_in_proportion_to_what_is_claimed() -> None:
    story = thirds()
    story.bill(percent={"A": "100", "B": "50"})
    assert claims(story.bill(amount={"Walls": "-0.10"})) == {"A": "-0.07", "B": "-0.03"}


def test_negative_shares_are_floored_towards_minus_infinity() -> None:
    story = thirds()
    story.bill(percent={"all": "100"})
    assert claims(story.bill(amount={"all": "-0.01"})) == {"C": "-0.01"}
    assert claims(story.bill(amount={"all": "-100"})) == {"A": "-33.33", "B": "-33.34", "C": "-33.33"}


def test_a_credit_is_shared_by_what_is_left_of_credits() -> None:
    story = Story(a_job(changes=[a_change("CO-001", a_part(-100), a_part(-200))], markup={}))
    assert claims(story.bill(amount={"CO-001": -30})) == {"CO-001/1": "-10.00", "CO-001/2": "-20.00"}
    assert claims(story.bill(amount={"CO-001": 3})) == {"CO-001/1": "1.00", "CO-001/2": "2.00"}


def test_what_cannot_be_shared_is_refused() -> None:
    story = thirds()
    with refused("share.impossible"):
        story.new(amount={"Walls": -1})
    story.bill(percent={"all": "100"})
    with refused("share.impossible"):
        story.new(amount={"Walls": 1})


def test_members_that_cancel_out_cannot_share() -> None:
    story = Story(a_job(changes=[a_change("CO-001", a_part(100), a_part(-100))]))
    with refused("share.impossible"):
        story.new(amount={"CO-001": 1})


def test_every_share_stays_within_its_members_worth() -> None:
    with refused("source.beyond-worth", "source.beyond-worth", "source.beyond-worth"):
        thirds().new(amount={"Walls": "300.03"})


def test_a_member_claimed_beyond_its_worth_has_nothing_left_to_share_by() -> None:
    story = thirds()
    story.bill(percent={"A": "110"}, over="Rock")
    assert claims(story.bill(amount={"Walls": 20})) == {"B": "10.00", "C": "10.00"}
