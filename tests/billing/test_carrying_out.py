"""Cost plus bills a cost once: a change as agreed or at cost, and what decides which."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from build import a_bill, a_change, a_cost, a_job, a_part, an_item, settings
from story import Story, claims, refused

from ressio_cli.model.settings import BillingSettings
from ressio_cli.rules import checks
from ressio_cli.rules.agreements import carry_out
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.bill_life import approve_bills
from ressio_cli.rules.book import Book
from ressio_cli.rules.unbilled import unbilled

TILE = {"code": "09-30-00"}


def bath(*bills: object, parts: tuple[object, ...] = (), setting: str = "", **change: object) -> Story:
    """An allowance of 2,500 for tile; the client chose tile for 3,180.55, and a selection says so. Markup 20 %."""
    facts = settings(
        contract="cost-plus", budget="cost-codes", markup={"overhead": "20%"}, billing=BillingSettings(changes=setting)
    )
    selection = a_change("SEL-001", *(parts or (a_part("680.55", **TILE),)), on="2026-03-05", **change)
    return Story(a_job(items=[an_item("tile", 2500, **TILE)], changes=[selection], bills=bills, settings=facts))


def tile(*, change: str = "", on: str = "2026-03-20", id: str = "tile-house", **more: object) -> object:
    """The vendor's bill for all of the tile; `change`: the change it says that it carries out."""
    return a_bill(id, a_cost("3180.55", **{**TILE, **more}, change=change), on=on)


def listed(story: Story) -> dict[str, str]:
    found = unbilled(story.book, story.today)
    return {row.source: "undecided" if row.undecided else str(row.left) for row in found.rows}


def left_to_bill(story: Story) -> tuple[str, str]:
    billing = story.summary().billing
    total = unbilled(story.book, story.today).total
    assert billing.left_to_bill == total
    return str(billing.left_to_bill), str(billing.undecided)


# What decides


def test_a_change_that_no_bill_looks_like_is_billed_as_on_fixed_price() -> None:
    story = bath()
    assert listed(story) == {"SEL-001/1": "816.66"}
    assert claims(story.new("changes")) == {"SEL-001/1": "816.66"}


@pytest.mark.parametrize("linked", ["SEL-001/1", "SEL-001", ""])
def test_a_change_that_a_bill_carries_out_or_looks_like_is_undecided(linked: str) -> None:
    story = bath(tile(change=linked))
    assert listed(story) == {"SEL-001/1": "undecided", "tile-house/1": "3816.66"}
    assert left_to_bill(story) == ("3816.66", "816.66")
    assert story.findings == []


@pytest.mark.parametrize("linked", ["SEL-001/1", "SEL-001"])
def test_a_claim_on_the_change_decides_that_it_is_billed_as_agreed(linked: str) -> None:
    story = bath(tile(change=linked))
    story.bill(changes=("SEL-001",))
    assert (listed(story), left_to_bill(story), story.findings) == ({}, ("0.00", "0.00"), [])
    with refused("bill.as-agreed"):
        story.new(bills=("tile-house",))
    with refused("bill.as-agreed"):
        story.new(amount={"tile-house/1": 5})
    with refused("bill.nothing-left"):
        story.new("actuals")


@pytest.mark.parametrize("linked", ["SEL-001/1", "SEL-001"])
def test_a_claim_on_the_bill_decides_that_it_is_billed_at_cost(linked: str) -> None:
    story = bath(tile(change=linked))
    story.bill(amount={"tile-house/1": "816.66"})
    assert listed(story) == {"tile-house/1": "3000.00"}
    assert left_to_bill(story) == ("3000.00", "0.00")
    for asked in ({"changes": ("SEL-001",)}, {"percent": {"SEL-001/1": "50"}}, {"amount": {"SEL-001": 1}}):
        with refused("change.at-cost"):
            story.new(**asked)
    story.bill("actuals")
    assert (listed(story), left_to_bill(story), story.findings) == ({}, ("0.00", "0.00"), [])
    with refused("bill.nothing-left"):
        story.new("changes", "actuals", everything=True)


def test_a_draft_decides_as_a_released_invoice_does_and_a_void_opens_the_question_again() -> None:
    story = bath(tile(change="SEL-001/1"))
    draft = story.new(changes=("SEL-001",))
    with refused("bill.as-agreed"):
        story.new(bills=("tile-house",))
    story.job = story.job.without(draft)
    invoice = story.bill(bills=("tile-house",))
    with refused("change.at-cost"):
        story.new(changes=("SEL-001",))
    story.void(invoice.id)
    assert listed(story) == {"SEL-001/1": "undecided", "tile-house/1": "3816.66"}


@pytest.mark.parametrize(("setting", "key"), [("as-agreed", ""), ("", "as-agreed"), ("at-cost", "as-agreed")])
def test_the_key_of_a_change_goes_before_the_setting_as_agreed(setting: str, key: str) -> None:
    story = bath(tile(change="SEL-001/1"), setting=setting, carried_out=key)
    assert listed(story) == {"SEL-001/1": "816.66"}
    assert claims(story.new("changes", "actuals", everything=True)) == {"SEL-001/1": "816.66"}


@pytest.mark.parametrize(("setting", "key"), [("at-cost", ""), ("", "at-cost"), ("as-agreed", "at-cost")])
def test_the_key_of_a_change_goes_before_the_setting_at_cost(setting: str, key: str) -> None:
    story = bath(tile(change="SEL-001/1"), setting=setting, carried_out=key)
    assert listed(story) == {"tile-house/1": "3816.66"}
    with refused("change.at-cost") as found:
        story.new(changes=("SEL-001",))
    assert found.value.problems[0].hint == "ressio change carry-out SEL-001 --as-agreed"
    assert claims(story.new("changes", "actuals", everything=True)) == {"tile-house/1": "3816.66"}


def test_a_claim_goes_before_the_key_and_the_setting() -> None:
    story = bath(tile(change="SEL-001/1"))
    story.bill(changes=("SEL-001",))
    (selection,) = story.job.changes
    story.job = replace(story.job, changes=(replace(selection, carried_out="at-cost"),))
    assert listed(story) == {}
    assert story.findings == ["change.carried-out"]


def test_what_an_unlinked_bill_is_stays_a_cost_of_its_own_once_the_change_is_decided() -> None:
    story = bath(tile(), carried_out="as-agreed")
    assert listed(story) == {"SEL-001/1": "816.66", "tile-house/1": "3816.66"}
    story.bill("changes", "actuals")
    assert story.findings == []


def test_a_change_of_several_items_is_undecided_as_a_whole() -> None:
    parts = (a_part("680.55", **TILE), a_part(-100, code="06-10-00"), a_part(0, price=50))
    story = bath(tile(), parts=parts)
    assert listed(story) == dict.fromkeys(("SEL-001/1", "SEL-001/2", "SEL-001/3"), "undecided") | {
        "tile-house/1": "3816.66"
    }


def test_items_of_one_change_may_be_carried_out_each_in_its_own_way() -> None:
    parts = (a_part(500, code="06-10-00"), a_part("680.55", **TILE))
    story = bath(tile(change="SEL-001/2"), parts=parts)
    story.bill(changes=("SEL-001/1",))
    assert listed(story) == {"SEL-001/2": "816.66"}  # as the rest of the change
    story.job = story.job.having(carry_out(story.book, story.job.changes[0], "at-cost"))
    assert listed(story) == {"tile-house/1": "3816.66"}
    story.bill("changes", "actuals", everything=True)
    assert (listed(story), story.findings) == ({}, [])


# What looks like it


@pytest.mark.parametrize(
    ("bill", "alike"),
    [
        ({}, True),
        ({"on": "2026-03-05"}, True),
        ({"on": "2026-03-04"}, False),
        ({"code": "06-10-00"}, False),
        ({"code": ""}, False),
        ({"code": "", "item": "tile"}, True),
        ({"item": "tile", "code": "99"}, True),
    ],
)
def test_a_bill_looks_like_a_change_of_its_item_or_code_from_the_day_of_the_decision_on(
    bill: dict[str, str], alike: bool
) -> None:
    assert listed(bath(tile(**bill)))["SEL-001/1"] == ("undecided" if alike else "816.66")


def test_a_bill_of_another_item_with_the_same_code_does_not_look_like_it() -> None:
    items = [an_item("tile", 2500, **TILE), an_item("grout", 100, **TILE)]
    story = bath(tile(item="grout"), parts=(a_part("680.55", item="tile", **TILE),))
    story.job = replace(story.job, budget=a_job(items=items, settings=story.job.settings).budget)
    assert listed(story)["SEL-001/1"] == "816.66"


def test_a_vendors_credit_looks_like_no_addition_but_any_bill_like_something_left_out() -> None:
    credit = a_bill("back", a_cost(-20, **TILE), on="2026-03-20")
    assert listed(bath(credit))["SEL-001/1"] == "816.66"
    assert listed(bath(credit, parts=(a_part(-300, **TILE),)))["SEL-001/1"] == "undecided"


def test_a_change_without_a_cost_is_carried_out_by_no_bill() -> None:
    assert listed(bath(tile(), parts=(a_part(0, price=99, **TILE),)))["SEL-001/1"] == "99.00"


def test_a_bill_that_carries_out_another_change_does_not_look_like_this_one() -> None:
    story = bath(tile(change="CO-002"))
    story.job = story.job.having(a_change("CO-002", a_part(3000, markup="0%"), on="2026-03-01"))
    assert listed(story)["SEL-001/1"] == "816.66"


def test_a_bill_that_waits_for_approval_looks_like_it_already() -> None:
    story = bath(replace(tile(), status="draft"))
    assert listed(story) == {"SEL-001/1": "undecided"}
    story.job = story.job.having(*approve_bills(story.job.bills, story.today))
    assert listed(story) == {"SEL-001/1": "undecided", "tile-house/1": "3816.66"}


# Days


@pytest.mark.parametrize("linked", ["SEL-001/1", "SEL-001"])
def test_on_no_day_is_a_cost_billed_on_both_sides(linked: str) -> None:
    story = bath(tile(change=linked))
    invoice = story.bill(changes=("SEL-001",), on="2026-03-21")
    story.void(invoice.id, on="2026-03-28")
    draft = story.new("actuals")
    with refused("change.billed-twice") as found:
        story.release(draft.id, on="2026-03-27")
    assert found.value.problems[0].hint == "ressio release costs --on 2026-03-28"
    story.release(draft.id, on="2026-03-28")
    for day in range(15, 32):
        assert checks.check(as_of(story.job, date(2026, 3, day))) == [], day


def test_on_a_day_before_a_change_was_proposed_a_bill_for_it_is_a_cost_like_any_other() -> None:
    story = bath(tile(change="SEL-001/1", on="2026-03-01"), proposed=date(2026, 3, 4))
    before = as_of(story.job, date(2026, 3, 2))
    assert (before.changes, checks.check(before)) == ((), [])
    assert list(Book(before).sources) == ["tile", "tile-house/1"]
    assert as_of(story.job, date(2026, 3, 31)) is story.job


# What is asked for


@pytest.mark.parametrize("linked", ["SEL-001/1", ""])
def test_all_leaves_an_undecided_change_out_and_says_its_amount_and_both_commands(linked: str) -> None:
    story = bath(tile(change=linked))
    for methods, asked in ((("changes", "actuals"), {"everything": True}), (("actuals",), {"changes": ("all",)})):
        assert claims(story.new(*methods, **asked)) == {"tile-house/1": "3816.66"}
        assert story.left_out == (
            "SEL-001 of 816.66 is undecided: ressio change carry-out SEL-001 --as-agreed bills it,"
            " ressio change carry-out SEL-001 --at-cost bills its bills"
        )
        story.job = story.job.without(story.job.drafts[0])
    for asked in ({"methods": ("changes",)}, {"changes": ("all",)}, {"codes": ("09-30-00",), "methods": ("changes",)}):
        with refused("bill.nothing-left") as found:
            story.new(*asked.pop("methods", ()), **asked)
        assert "SEL-001 of 816.66 is undecided" in found.value.problems[0].message


def test_an_undecided_change_is_billed_when_it_is_named() -> None:
    assert claims(bath(tile()).new(changes=("SEL-001",))) == {"SEL-001/1": "816.66"}
    assert claims(bath(tile()).new(percent={"SEL-001/1": "50"})) == {"SEL-001/1": "408.33"}


def test_both_sides_of_a_link_in_one_command_are_refused() -> None:
    story = bath(tile(change="SEL-001/1"))
    for bill in ({"bills": ("tile-house",)}, {"amount": {"tile-house/1": 5}}):
        with refused("change.billed-twice"):
            story.new(changes=("SEL-001",), **bill)


def test_a_change_that_is_named_leaves_the_bill_that_carries_it_out_to_it() -> None:
    other = a_bill("lumber", a_cost(100, code="06-10-00"))
    story = bath(tile(change="SEL-001/1"), other)
    assert claims(story.bill("actuals", changes=("SEL-001",))) == {"SEL-001/1": "816.66", "lumber/1": "120.00"}
    assert story.left_out == "tile-house of 3,180.55 carries out a change that is billed as agreed"
    assert (listed(story), story.findings) == ({}, [])


def test_of_a_bill_the_line_that_carries_out_a_billed_change_is_left_out_and_told() -> None:
    both = a_bill("tile-house", a_cost("3180.55", change="SEL-001/1", **TILE), a_cost(50), on="2026-03-20")
    story = bath(both, carried_out="as-agreed")
    assert claims(story.new(bills=("tile-house",))) == {"tile-house/2": "60.00"}
    assert story.left_out == "tile-house of 3,180.55 carries out a change that is billed as agreed"


def test_both_sides_on_one_invoice_one_after_the_other_are_refused() -> None:
    story = bath(tile(change="SEL-001/1"))
    story.new(changes=("SEL-001",), id="march")
    with refused("bill.as-agreed"):
        story.add("march", bills=("tile-house",))


def test_claims_on_both_sides_are_a_problem_and_nothing_is_released_on_them() -> None:
    story = bath(tile(change="SEL-001/1"))
    story.bill(changes=("SEL-001",))
    unlinked = bath(tile())
    draft = unlinked.new(bills=("tile-house",), id="tile")
    story.job = story.job.having(draft)  # as a merge of two branches leaves it
    assert story.findings == ["change.billed-twice"]
    with refused("change.billed-twice", "bill.as-agreed"):
        story.release("tile")


def test_claims_on_what_only_looks_alike_are_a_note_until_somebody_says_that_they_are_two_costs() -> None:
    story = bath(tile())
    story.bill(changes=("SEL-001",))
    story.bill("actuals")
    assert story.findings == ["change.bill-alike"]
    story.job = story.job.having(carry_out(story.book, story.job.changes[0], "as-agreed"))
    assert story.findings == []


def test_a_setting_leaves_the_note_standing() -> None:
    story = bath(tile(), setting="as-agreed")
    story.bill("changes", "actuals", everything=True)
    assert story.findings == ["change.bill-alike"]


# A bill for a change that is not agreed yet


@pytest.mark.parametrize("status", ["draft", "pending"])
def test_a_bill_for_a_change_that_waits_can_be_billed_at_cost(status: str) -> None:
    story = bath(tile(change="SEL-001/1"), status=status)
    assert listed(story) == {"tile-house/1": "3816.66"}
    story.bill("actuals")
    approved = a_job(changes=[a_change("SEL-001", a_part("680.55", **TILE))], settings=story.job.settings).changes[0]
    story.job = story.job.having(approved)
    assert (listed(story), story.findings) == ({}, [])


def test_a_bill_for_a_change_that_is_to_be_billed_as_agreed_waits_with_it() -> None:
    assert listed(bath(tile(change="SEL-001/1"), status="pending", carried_out="as-agreed")) == {}


def test_a_bill_for_a_declined_change_is_a_cost_like_any_other() -> None:
    story = bath(tile(change="SEL-001/1"), status="declined", carried_out="as-agreed")
    assert listed(story) == {"tile-house/1": "3816.66"}


# Where bills are not billed


@pytest.mark.parametrize(("contract", "budget"), [("fixed-price", "cost-codes"), ("cost-plus", "cost-items")])
def test_where_bills_are_not_billed_every_change_is_billed_as_agreed(contract: str, budget: str) -> None:
    story = bath(tile(change="SEL-001/1"), carried_out="at-cost")
    facts = settings(contract=contract, budget=budget, markup={"overhead": "20%"})
    story.job = replace(story.job, settings=facts)
    assert claims(story.bill("changes")) == {"SEL-001/1": "816.66"}
    assert story.findings == ["change.carried-out"]
    with refused("change.carried-out"):
        carry_out(story.book, story.job.changes[0], "as-agreed")


# change carry-out


def test_how_a_change_is_carried_out_is_outside_its_seal() -> None:
    story = bath(tile(change="SEL-001/1"))
    story.job = story.job.having(carry_out(story.book, story.job.changes[0], "at-cost"))
    assert (story.job.changes[0].carried_out, story.findings) == ("at-cost", [])


def test_what_is_billed_on_one_side_is_not_said_to_be_carried_out_on_the_other() -> None:
    story = bath(tile(change="SEL-001/1"))
    draft = story.new(changes=("SEL-001",), id="march")
    with refused("change.carried-out") as found:
        carry_out(story.book, story.job.changes[0], "at-cost")
    assert found.value.problems[0].hint == "ressio invoice delete march"
    story.job = story.job.without(draft)
    story.bill("actuals")
    with refused("change.carried-out") as found:
        carry_out(story.book, story.job.changes[0], "as-agreed")
    assert found.value.problems[0].hint == 'ressio void INV-0001 --reason "tile-house/1 is wrong" --reissue'


def test_a_declined_change_and_one_that_is_decided_so_already_are_refused() -> None:
    story = bath(tile(), status="declined")
    with refused("change.carried-out"):
        carry_out(story.book, story.job.changes[0], "at-cost")
    story = bath(tile(), carried_out="at-cost")
    with refused("change.carried-out"):
        carry_out(story.book, story.job.changes[0], "at-cost")
