"""A markup that changes counts for what is not billed yet: what was billed stays billed as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import a_bill, a_change, a_cost, a_draft, a_job, a_line, a_part, an_item, money, percent, section
from story import Story, claims, refused, the_line

from ressio_cli.model.settings import Markup
from ressio_cli.rules.seals import decision_seal
from ressio_cli.rules.unbilled import unbilled


def plus(*lines: object, markup: str = "20%", **said: object) -> Story:
    facts = {"contract": "cost-plus", "budget": "cost-codes", "markup": {"overhead": markup}}
    return Story(a_job(bills=[a_bill("b", *(lines or (a_cost(1000),)))], **{**facts, **said}))


def now(story: Story, compound: bool = False, **rates: str) -> Story:
    """The job with other markups in ressio.toml."""
    markup = Markup(rates={name: percent(rate) for name, rate in rates.items()}, compound=compound)
    story.job = replace(story.job, settings=replace(story.job.settings, markup=markup))
    return story


def left(story: Story) -> dict[str, str]:
    return {row.source: str(row.left) for row in unbilled(story.book, story.today).rows}


def left_to_bill(story: Story) -> str:
    return str(story.summary().billing.left_to_bill)


@pytest.mark.parametrize("rate", ["5%", "12.5%", "20%", "35%", "0%", "-10%", "-100%"])
def test_what_was_billed_in_full_stays_billed_in_full(rate: str) -> None:
    story = plus(a_cost(1000), a_cost("-386.40"), a_cost("333.33"))
    story.bill("actuals")
    now(story, overhead=rate)
    assert (left(story), left_to_bill(story), story.findings) == ({}, "0.00", [])
    with refused("bill.nothing-left"):
        story.new("actuals")


@pytest.mark.parametrize(
    ("rate", "rest"), [("20%", "600.00"), ("30%", "650.00"), ("10%", "550.00"), ("0%", "500.00"), ("17.77%", "588.85")]
)
def test_what_is_left_is_the_rest_of_the_cost_with_todays_markup(rate: str, rest: str) -> None:
    story = plus()
    story.bill(amount={"b/1": 600})
    now(story, overhead=rate)
    assert (left(story), left_to_bill(story)) == ({"b/1": rest}, rest)
    line = the_line(story.bill("actuals"), "b/1")
    assert (str(line.amount), str(line.cost), str(line.previous)) == (rest, "500.00", "600.00")
    assert (left(story), left_to_bill(story), story.findings) == ({}, "0.00", [])


def test_another_rate_and_another_mode_are_other_markups() -> None:
    story = plus()
    story.bill(amount={"b/1": 600})
    now(story, overhead="20%", profit="10%")
    assert left(story) == {"b/1": "650.00"}
    now(story, compound=True, overhead="20%", profit="10%")
    assert left(story) == {"b/1": "660.00"}


def test_a_markup_written_on_the_bill_line_is_one_too() -> None:
    story = plus()
    story.bill(amount={"b/1": 300})
    story.job = replace(story.job, bills=(a_bill("b", a_cost(1000, markup="50%")),))
    assert left(story) == {"b/1": "1125.00"}
    story.bill("actuals")
    assert (left(story), story.findings) == ({}, [])


def test_parts_at_three_markups_use_the_cost_up() -> None:
    story = plus()
    story.bill(amount={"b/1": 300})  # a quarter
    now(story, overhead="40%")
    story.bill(amount={"b/1": 700})  # a half
    now(story, overhead="8%")
    assert left(story) == {"b/1": "270.00"}
    story.bill("actuals", markup={"b/1": "4%"})
    now(story, overhead="77%")
    assert (left(story), story.findings, str(story.summary().billing.billed)) == ({}, [], "1260.00")


def test_a_part_may_not_go_beyond_the_rest_of_the_cost() -> None:
    story = plus()
    story.bill(amount={"b/1": 600})
    now(story, overhead="30%")
    with refused("source.beyond-worth"):
        story.new(amount={"b/1": "650.01"})
    assert claims(story.new(amount={"b/1": "649.99"})) == {"b/1": "649.99"}
    assert left(story) == {"b/1": "0.01"}


def test_rounding_leaves_no_cent_of_a_cost_behind_at_any_markups() -> None:
    for cents in range(40):
        story = plus(a_cost(f"101.{cents:02}"), markup="18.8%")
        story.bill(amount={"b/1": f"37.{cents:02}"})
        now(story, overhead="7.25%")
        story.bill(amount={"b/1": f"11.{cents:02}"}, markup={"b/1": "33%"})
        now(story, overhead="41.3%")
        story.bill("actuals")
        now(story, overhead="3%")
        assert (left(story), left_to_bill(story), story.findings) == ({}, "0.00", []), cents


def test_a_cent_that_was_not_billed_is_still_there() -> None:
    story = plus()
    story.bill(amount={"b/1": "1199.99"})
    assert left(story) == {"b/1": "0.01"}
    now(story, overhead="30%")
    assert left(story) == {"b/1": "0.01"}


@pytest.mark.parametrize("rate", ["5%", "20%", "35%"])
def test_all_that_was_billed_can_be_taken_back_and_billed_anew(rate: str) -> None:
    story = plus()
    story.bill("actuals")
    now(story, overhead=rate)
    credit = the_line(story.bill(amount={"b/1": -1200}), "b/1")
    assert (str(credit.amount), str(credit.cost)) == ("-1200.00", "-1000.00")
    worth = {"5%": "1050.00", "20%": "1200.00", "35%": "1350.00"}[rate]
    assert (left(story), story.findings) == ({"b/1": worth}, [])
    with refused("source.below-zero"):
        story.new(amount={"b/1": "-0.01"})
    story.bill("actuals")
    assert (left(story), story.findings) == ({}, [])


def test_what_is_taken_back_frees_the_latest_claims_first() -> None:
    story = plus()
    story.bill(amount={"b/1": 600})
    now(story, overhead="30%")
    story.bill("actuals")  # 650.00 for the other half
    story.bill(amount={"b/1": -890})  # 650.00 of the second half, 240.00 of the first: 700.00 of the cost
    assert left(story) == {"b/1": "910.00"}
    assert story.findings == []


def test_a_group_gives_back_what_was_billed_of_it_to_the_cent() -> None:
    story = plus(a_cost(1000), a_cost("77.77"))
    story.bill("actuals")
    now(story, overhead="5%")
    assert claims(story.bill(amount={"b": "-1293.32"})) == {"b/1": "-1200.00", "b/2": "-93.32"}
    assert (left(story), story.findings) == ({"b/1": "1050.00", "b/2": "81.66"}, [])


def test_a_void_frees_the_part_of_the_cost_it_claimed() -> None:
    story = plus()
    story.bill(amount={"b/1": 600})
    now(story, overhead="30%")
    second = story.bill("actuals")
    story.void("INV-0001")
    assert left(story) == {"b/1": "650.00"}
    story.void(second.id)
    assert (left(story), story.findings) == ({"b/1": "1300.00"}, [])


def test_a_draft_from_before_the_change_is_stale_and_is_brought_up_to_date() -> None:
    story = plus(a_cost(1000), a_cost(100))
    story.bill(amount={"b/1": 600})
    rest, part = story.new(bills=("b/1",), id="rest"), story.new(amount={"b/2": 60}, id="part")
    now(story, overhead="30%")
    assert story.findings == []
    for draft in (rest, part):
        with refused("line.stale"):
            story.release(draft.id)
    assert claims(story.edit("rest", refresh=True)) == {"b/1": "650.00"}
    assert claims(story.edit("part", refresh=True)) == {"b/2": "60.00"}
    story.release("rest")
    story.release("part")
    assert left(story) == {"b/2": "70.00"}  # 60.00 of 130.00 is 46.15 of the cost of 100.00
    assert story.findings == []


def test_a_draft_made_after_one_change_is_brought_up_to_the_next() -> None:
    story = plus()
    story.bill(amount={"b/1": 600})
    now(story, overhead="30%")
    story.new("actuals", id="rest")
    now(story, overhead="40%")
    assert claims(story.edit("rest", refresh=True)) == {"b/1": "700.00"}


def test_a_reissue_is_made_of_what_is_worth_today() -> None:
    story = plus()
    story.bill("actuals")
    now(story, overhead="30%")
    story.void("INV-0001", reissue="again")
    with refused("line.stale"):
        story.release("again")
    assert claims(story.edit("again", refresh=True)) == {"b/1": "1300.00"}


def test_a_cost_given_away_is_billed() -> None:
    story = plus(markup="-100%")
    story.job = story.job.having(a_draft("gift", section("actuals", a_line("b/1", 0, worth=0, cost=money(1000)))))
    story.release("gift")
    now(story, overhead="20%")
    assert (left(story), story.findings) == ({}, [])


def test_a_cost_worth_nothing_today_is_not_billed_twice_at_a_markup_of_its_own() -> None:
    story = plus()
    story.bill(amount={"b/1": 600})
    now(story, overhead="-100%")
    assert left(story) == {}
    with refused("source.beyond-worth"):
        story.new(amount={"b/1": "550.01"}, markup={"b/1": "10%"})
    story.bill(amount={"b/1": 550}, markup={"b/1": "10%"})
    assert story.findings == []
    now(story, overhead="20%")
    assert left(story) == {}


# What was agreed keeps its price.


def approved(story: Story, *parts: object) -> Story:
    """The job with an approved change, priced with the markups it has now."""
    change = a_job(changes=[a_change("CO-001", *parts)], settings=story.job.settings).changes[0]
    story.job = replace(story.job, changes=(change,))
    return story


def test_the_price_of_an_approved_change_stays_as_it_was_agreed() -> None:
    story = approved(plus(), a_part(500))
    now(story, overhead="35%")
    assert (str(story.summary().contract.approved_changes), story.findings) == ("600.00", [])
    assert claims(story.bill(percent={"CO-001": "50"})) == {"CO-001/1": "300.00"}
    now(story, overhead="2%")
    assert claims(story.bill("changes")) == {"CO-001/1": "300.00"}
    assert story.findings == []


def test_the_builders_tax_of_an_approved_change_stays_too() -> None:
    story = plus()
    tax = replace(story.job.settings.tax, builder=percent("10%"))
    story.job = replace(story.job, settings=replace(story.job.settings, tax=tax))
    approved(story, a_part(500, builder_taxed=True))
    story.job = replace(story.job, settings=replace(story.job.settings, tax=replace(tax, builder=percent("4%"))))
    assert (str(story.summary().contract.approved_changes), story.findings) == ("660.00", [])


def test_a_locked_estimate_stays_as_it_was_locked() -> None:
    story = plus(items=[an_item("A", 1000), an_item("B", 500, builder_taxed=True)])
    now(story, compound=True, overhead="20%", profit="12.345678%")
    assert (str(story.summary().contract.original_price), story.findings) == ("1800.00", [])


def test_a_change_approved_before_markups_were_kept_is_found_as_ever() -> None:
    story = plus()
    (change,) = approved(story, a_part(500)).job.changes
    assert change.decided is not None
    old = replace(change, decided=replace(change.decided, markup=None, builder_tax=None))
    assert old.decided is not None and old.decided.seal == decision_seal(old, story.job.settings)
    story.job = replace(story.job, changes=(old,))
    assert story.findings == []
    now(story, overhead="35%")
    assert story.findings == ["change.changed-after-approval"]


def test_on_fixed_price_another_markup_is_another_price() -> None:
    story = Story(a_job(items=[an_item("A", 1000)], markup={"overhead": "20%"}))
    now(story, overhead="35%")
    assert story.findings == ["budget.changed-after-lock"]


# A bill that was changed after it was billed.


def costs(story: Story, amount: str) -> Story:
    story.job = replace(story.job, bills=(a_bill("b", a_cost(amount)),))
    return story


@pytest.mark.parametrize(("amount", "rest"), [("1200", "240.00"), ("1000.01", "0.01"), ("800", "-240.00")])
def test_a_bill_changed_after_it_was_billed_stays_billed_and_its_difference_is_told(amount: str, rest: str) -> None:
    story = plus()
    story.bill("actuals")
    costs(story, amount)
    assert (left_to_bill(story), story.findings) == (rest, ["bill.drift"])


def test_what_a_bill_costs_more_can_be_billed_and_what_it_costs_less_be_credited() -> None:
    story = plus()
    story.bill("actuals")
    assert claims(costs(story, "1200").bill("actuals")) == {"b/1": "240.00"}
    assert (left(story), left_to_bill(story), story.findings) == ({}, "0.00", [])
    assert costs(story, "800").findings == ["bill.drift"]
    assert claims(story.bill(amount={"b/1": -480})) == {"b/1": "-480.00"}
    assert (left(story), left_to_bill(story), story.findings) == ({}, "0.00", [])
    with refused("bill.nothing-left"):
        story.new("actuals")


def test_a_bill_and_a_markup_may_both_have_changed() -> None:
    story = plus()
    story.bill(amount={"b/1": 600})
    now(costs(story, "1300"), overhead="10%")
    assert (left(story), story.findings) == ({"b/1": "880.00"}, ["bill.drift"])  # 800.00 of the cost
    story.bill("actuals")
    assert (left(story), left_to_bill(story)) == ({}, "0.00")


def test_a_bill_that_came_to_nothing_after_it_was_billed_is_a_note() -> None:
    story = plus()
    story.bill("actuals")
    assert costs(story, "0").findings == ["bill.drift"]
    assert left_to_bill(story) == "-1200.00"
