"""Progress billing: a percent is complete to date, and claims what was not claimed before."""

from __future__ import annotations

import pytest
from build import a_job, an_item, percent
from story import Story, amounts, claims, misused, refused, the_line

from ressio_cli.model.budget import Category


def one(price: object = 10_000, **said: object) -> Story:
    return Story(a_job(items=[an_item("03-100", price=price)], **said))


def house(**said: object) -> Story:
    """Foundations of 1,000 and 2,000, and a roof of 5,000."""
    foundations = Category(name="Foundations", items=(an_item("A", price=1000), an_item("B", price=2000)))
    return Story(a_job(items=[foundations, Category(name="Roof", items=(an_item("C", price=5000),))], **said))


def test_a_percent_claims_what_was_not_claimed_before() -> None:
    story = one("145.05")
    first, last = story.bill(percent={"03-100": "30"}), story.bill(percent={"03-100": "100"})
    assert (amounts(first), amounts(last)) == (["43.52"], ["101.53"])


def test_a_line_says_percent_worth_and_what_was_billed_before() -> None:
    story = one("24864.00")
    story.bill(percent={"03-100": "30"})
    line = the_line(story.new(percent={"03-100": "60"}), "03-100")
    assert (line.percent, str(line.worth), str(line.previous), str(line.amount)) == (
        percent("60%"), "24864.00", "7459.20", "7459.20",
    )  # fmt: skip


def test_a_void_in_the_middle_is_made_good_by_the_next_percent() -> None:
    story = one()
    story.bill(percent={"03-100": "20"})
    story.bill(percent={"03-100": "50"})
    story.void("INV-0001")
    assert amounts(story.bill(percent={"03-100": "60"})) == ["3000.00"]


def test_progress_may_come_down_but_not_below_zero() -> None:
    story = one()
    story.bill(percent={"03-100": "60"})
    assert amounts(story.bill(percent={"03-100": "50"})) == ["-1000.00"]
    assert amounts(story.bill(percent={"03-100": "0"})) == ["-5000.00"]
    with misused("percent.range"):
        story.new(percent={"03-100": "-1"})


def test_a_draft_reserves_what_it_claims() -> None:
    story = one()
    story.new(percent={"03-100": "40"})
    assert amounts(story.new(percent={"03-100": "60"})) == ["2000.00"]


def test_the_same_percent_again_has_nothing_to_bill() -> None:
    story = one()
    story.bill(percent={"03-100": "60"})
    with refused("bill.nothing-left"):
        story.new(percent={"03-100": "60"})


def test_half_a_cent_goes_away_from_zero_on_credits_too() -> None:
    story = Story(a_job(items=[an_item("up", price="0.01"), an_item("down", price="-0.01")]))
    assert claims(story.bill(percent={"all": "50"})) == {"up": "0.01", "down": "-0.01"}


def test_a_percent_of_a_group_is_a_percent_of_each_member() -> None:
    story = house()
    assert claims(story.bill(percent={"Foundations": "50"})) == {"A": "500.00", "B": "1000.00"}
    assert claims(story.bill(percent={"all": "60"})) == {"A": "100.00", "B": "200.00", "C": "3000.00"}


def test_the_most_particular_name_is_heard() -> None:
    story = house()
    asked = {"all": "10", "Foundations": "20", "B": "30"}
    assert claims(story.bill(percent=asked)) == {"A": "200.00", "B": "600.00", "C": "500.00"}


def test_a_group_never_lowers_an_item_and_names_it() -> None:
    story = house()
    story.bill(percent={"A": "80"})
    assert claims(story.new(percent={"all": "40"})) == {"B": "800.00", "C": "2000.00"}
    assert story.left_out == "A stands at 800.00 of 1,000.00 already, and a group never lowers it"


def test_a_group_never_lowers_a_credit_either() -> None:
    story = Story(a_job(items=[an_item("A", price=100), an_item("B", price=-300)]))
    story.bill(percent={"B": "80"})
    assert claims(story.new(percent={"all": "40"})) == {"A": "40.00"}


def test_where_a_group_has_nothing_but_further_items_it_is_refused() -> None:
    story = house()
    story.bill(percent={"all": "80"})
    with refused("bill.nothing-left"):
        story.new(percent={"all": "40"})


def test_items_with_nothing_to_bill_stay_when_they_are_asked_to() -> None:
    story = house()
    story.bill(percent={"A": "80", "B": "100"})
    draft = story.new(percent={"A": "80", "Foundations": "50", "C": "10"}, keep_empty=True)
    assert claims(draft) == {"A": "0.00", "B": "0.00", "C": "500.00"}
    assert story.release(draft.id)
    assert story.findings == []


def test_all_that_is_left_is_a_hundred_percent() -> None:
    story = house()
    story.bill(percent={"A": "33.333333", "B": "100"})
    line = the_line(story.new("percentage", everything=True), "A")
    assert (str(line.amount), line.percent) == ("666.67", percent("100%"))
    assert story.left_out == "B is billed in full"


def test_a_stated_amount_is_this_invoices_claim_and_the_next_percent_counts_it() -> None:
    story = one()
    line = the_line(story.bill(amount={"03-100": "1234.56"}), "03-100")
    assert (str(line.amount), line.percent) == ("1234.56", None)
    assert amounts(story.bill(percent={"03-100": "50"})) == ["3765.44"]


def test_a_zero_item_bills_nothing_and_harms_nothing() -> None:
    story = Story(a_job(items=[an_item("A", price=0), an_item("B", price=100)]))
    assert claims(story.bill(percent={"all": "100"})) == {"B": "100.00"}
    assert story.left_out == "A has nothing new to bill"


@pytest.mark.parametrize(("to_date", "ends"), [("105", "10500.00"), ("100", "10000.00")])
def test_a_percent_may_reach_into_the_tolerance(to_date: str, ends: str) -> None:
    assert amounts(one(over="5%").bill(percent={"03-100": to_date})) == [ends]


def test_a_percent_beyond_the_tolerance_is_a_wrong_command_line() -> None:
    with misused("percent.range"):
        one(over="5%").new(percent={"03-100": "105.000001"})
    with misused("percent.range"):
        one().new(percent={"03-100": "100.01"})
