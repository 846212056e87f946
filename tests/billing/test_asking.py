"""What is named is what is billed: names, groups, `all`, methods, and what is closed or blocked."""

from __future__ import annotations

import pytest
from build import a_bill, a_change, a_cost, a_job, a_part, an_item
from story import Story, an_extra, claims, misused, refused

from ressio_cli.model.budget import Category


def fixed(**said: object) -> Story:
    facts = {
        "items": [an_item("A", price=1000, code="03"), an_item("B", price=500, code="06")],
        "changes": [a_change("CO-001", 200, a_part(-50, markup="0%")), a_change("CO-002", 70, status="pending")],
    }
    return Story(a_job(**{**facts, **said}))


def plus(today: str = "2026-03-31", **said: object) -> Story:
    facts = {
        "bills": [a_bill("b-1", a_cost(100, code="03"), a_cost(40, code="06")), a_bill("b-2", 60, status="draft")],
        "items": [an_item("A", price=1000, code="03")],
        "contract": "cost-plus",
        "budget": "cost-codes",
    }
    return Story(a_job(**{**facts, **said}), today)


def test_changes_bill_all_that_is_left_of_the_approved_ones() -> None:
    assert claims(fixed().bill("changes")) == {"CO-001/1": "200.00", "CO-001/2": "-50.00"}


def test_a_change_or_one_item_of_it_may_be_named() -> None:
    assert claims(fixed().bill(changes=("CO-001",))) == {"CO-001/1": "200.00", "CO-001/2": "-50.00"}
    assert claims(fixed().bill(changes=("CO-001/2",))) == {"CO-001/2": "-50.00"}


def test_a_change_takes_a_percent_to_date() -> None:
    story = fixed()
    story.bill(percent={"CO-001": "50"})
    assert claims(story.bill(percent={"CO-001/1": "75"})) == {"CO-001/1": "50.00"}
    assert claims(story.bill(changes=("CO-001",))) == {"CO-001/1": "50.00", "CO-001/2": "-25.00"}
    with refused("bill.nothing-left"):
        story.new(changes=("CO-001",))


def test_a_change_is_billed_once_and_a_void_frees_it() -> None:
    story = fixed()
    story.bill("changes")
    with refused("bill.nothing-left"):
        story.new("changes")
    story.void("INV-0001")
    assert claims(story.bill("changes")) == {"CO-001/1": "200.00", "CO-001/2": "-50.00"}


def test_a_change_that_is_not_approved_is_named_with_the_next_step() -> None:
    with refused("change.not-approved") as found:
        fixed().new(changes=("CO-002",))
    assert found.value.problems[0].hint == "ressio change approve CO-002 --by NAME"


def test_every_waiting_change_is_told_once() -> None:
    waiting = a_change("CO-003", 1, 2, status="draft")
    with refused("change.not-approved", "change.not-approved"):
        fixed(changes=[a_change("CO-002", 70, 5, status="pending"), waiting]).new(changes=("CO-002", "CO-003"))


def test_a_method_that_is_named_beside_a_source_of_another_kind_bills_all_that_is_left() -> None:
    whole = {"CO-001/1": "200.00", "CO-001/2": "-50.00"}
    assert claims(fixed().bill("changes", "percentage", percent={"A": "10"})) == whole | {"A": "100.00"}
    assert claims(fixed().bill("changes", percent={"A": "10"})) == whole | {"A": "100.00"}
    assert claims(fixed().bill("changes", percent={"A": "10"}, items=[an_extra("Fee", 5)])) == whole | {"A": "100.00"}


def test_a_method_with_a_source_of_its_own_bills_that_one() -> None:
    asked = fixed().bill("changes", "percentage", percent={"A": "10"}, changes=("CO-001/2",))
    assert claims(asked) == {"A": "100.00", "CO-001/2": "-50.00"}
    assert claims(fixed().bill("changes", amount={"CO-001": 15})) == {"CO-001/1": "20.00", "CO-001/2": "-5.00"}


def test_costs_named_by_their_method_beside_a_change_are_all_billed() -> None:
    story = plus(changes=[a_change("CO-001", 200)])
    assert claims(story.new("actuals", changes=("CO-001",))) == {
        "b-1/1": "100.00", "b-1/2": "40.00", "CO-001/1": "200.00",
    }  # fmt: skip


def test_retainage_named_by_its_method_beside_a_change_is_all_billed() -> None:
    story = fixed(retainage="10%")
    story.bill(percent={"A": "50"})
    assert claims(story.new("retainage", changes=("CO-001/1",))) == {"CO-001/1": "200.00", "retainage": "50.00"}


def test_a_cost_code_speaks_for_every_method_that_is_named() -> None:
    story = plus(changes=[a_change("CO-001", a_part(200, markup="0%", code="09"))])
    assert claims(story.new("actuals", "changes", codes=("06",))) == {"b-1/2": "40.00"}


@pytest.mark.parametrize("beside", [{"changes": ("CO-001",)}, {"items": [an_extra("Fee", 5)]}, {"deposit": 9}])
def test_percentage_has_no_natural_whole_beside_anything(beside: dict[str, object]) -> None:
    with misused("percent.missing"):
        fixed().new("percentage", **beside)


@pytest.mark.parametrize("method", ["amount", "deposit"])
def test_what_is_stated_needs_its_statement_beside_anything(method: str) -> None:
    with misused("ask.incomplete"):
        fixed().new(method, changes=("CO-001",))


def test_all_is_every_source_of_the_named_methods() -> None:
    asked = fixed().new("percentage", "changes", percent={"all": "50"})
    assert claims(asked) == {"A": "500.00", "B": "250.00", "CO-001/1": "100.00", "CO-001/2": "-25.00"}
    assert claims(fixed().new(percent={"all": "50"})) == {"A": "500.00", "B": "250.00"}
    assert claims(plus().new(amount={"all": 14})) == {"b-1/1": "10.00", "b-1/2": "4.00"}


def test_all_changes_are_changes_alone() -> None:
    assert claims(fixed().new(changes=("all",))) == {"CO-001/1": "200.00", "CO-001/2": "-50.00"}
    assert claims(plus().new(bills=("all",))) == {"b-1/1": "100.00", "b-1/2": "40.00"}


def test_sections_stand_as_from_names_them_then_in_their_usual_order() -> None:
    def titles(*methods: str) -> list[str]:
        asked = {"percent": {"A": "10"}, "changes": ("CO-001",), "items": [an_extra("Fee", 5)], "deposit": 9}
        return [section.title for section in fixed().new(*methods, **asked).sections]

    assert titles() == ["Progress billing", "Approved changes", "Additional items", "Deposit"]
    assert titles("amount", "changes") == ["Additional items", "Approved changes", "Progress billing", "Deposit"]


def test_the_title_of_an_invoice_says_what_its_sections_are() -> None:
    draft = fixed().new(percent={"A": "10"}, changes=("CO-001",), deposit=9)
    assert draft.title == "Progress billing, approved changes and deposit"


def test_a_cost_code_is_billed_in_full() -> None:
    assert claims(fixed().new(codes=("03",))) == {"A": "1000.00"}
    assert claims(plus().new(codes=("06",))) == {"b-1/2": "40.00"}
    with misused("code.unknown"):
        fixed().new(codes=("99",))


def test_a_cost_code_names_whatever_carries_it_and_waits_for_what_does_not() -> None:
    coded = [a_change("CO-001", a_part(5, code="03")), a_change("CO-002", a_part(7, code="03"), status="pending")]
    assert claims(fixed(changes=coded).new(codes=("03",))) == {"A": "1000.00", "CO-001/1": "5.00"}
    assert claims(fixed(changes=coded).new("changes", codes=("03",))) == {"CO-001/1": "5.00"}
    with refused("change.not-approved"):
        fixed(changes=[a_change("CO-002", a_part(7, code="08"), status="pending")]).new(codes=("08",))
    with refused("method.closed"):
        plus(budget="cost-items").new(codes=("06",))


def test_costs_through_a_day_are_those_of_bills_until_then() -> None:
    bills = [a_bill("b-1", 100, on="2026-03-31"), a_bill("b-2", 60, on="2026-04-01")]
    job = plus(today="2026-04-01", bills=bills)
    assert claims(job.new("actuals", through="2026-03-31")) == {"b-1/1": "100.00"}
    assert claims(job.new(through="2026-04-01")) == {"b-2/1": "60.00"}


def test_what_is_agreed_or_dated_later_cannot_be_billed_today() -> None:
    soon = [a_change("CO-001", 5, on="2026-04-01"), a_change("CO-002", 7, on="2026-03-31")]
    with refused("source.not-yet") as caught:
        fixed(changes=soon).new(changes=("CO-001",))
    message = caught.value.problems[0].message
    assert message == "CO-001/1 can be billed from 2026-04-01 on, which is still to come"
    assert claims(fixed(changes=soon).new("changes", everything=True)) == {"CO-002/1": "7.00"}
    with refused("source.not-yet"):
        plus(bills=[a_bill("b-1", 100, on="2026-04-01")]).new(bills=("b-1",))


def test_a_source_is_said_once() -> None:
    with misused("source.twice"):
        fixed().new(percent={"A": "10"}, amount={"A": 5})
    with misused("source.twice"):
        fixed().new(changes=("CO-001", "CO-001"))


def test_an_unknown_name_is_asked_back() -> None:
    with misused("source.unknown") as found:
        fixed(items=[Category(name="Foundations", items=(an_item("A"),))]).new(percent={"Fondations": "5"})
    assert found.value.problems[0].hint == "did you mean Foundations?"
    with misused("source.unknown"):
        fixed().new(bills=("CO-001",))


def test_a_percent_is_for_items_and_changes() -> None:
    with misused("percent.not-here"):
        plus().new(percent={"b-1": "50"})


def test_percentage_alone_needs_its_percent() -> None:
    with misused("percent.missing"):
        fixed().new("percentage")


@pytest.mark.parametrize(
    "asked",
    [
        {"methods": ("percentage",)}, {"percent": {"A": "10"}}, {"percent": {"all": "10"}}, {"everything": True},
        {"codes": ("03",)}, {"amount": {"all": 5}}, {"percent": {"Work": "10"}}, {"through": "2026-03-31"},
    ],
)  # fmt: skip
def test_percentage_waits_for_the_lock_and_says_so(asked: dict[str, object]) -> None:
    with refused("budget.not-locked") as found:
        fixed(locked=False).new(*asked.pop("methods", ()), **asked)
    assert found.value.problems[0].hint == "ressio budget lock"


@pytest.mark.parametrize("asked", [{"methods": ("percentage",)}, {"percent": {"A": "10"}}])
def test_percentage_is_closed_on_cost_plus(asked: dict[str, object]) -> None:
    with refused("method.closed") as found:
        plus().new(*asked.pop("methods", ()), **asked)
    assert found.value.problems[0].hint == "bill the actual costs: ressio invoice new --from actuals"


@pytest.mark.parametrize("asked", [{"methods": ("actuals",)}, {"bills": ("b-1",)}, {"amount": {"b-1/1": 5}}])
def test_actuals_are_closed_on_fixed_price_and_by_cost_items(asked: dict[str, object]) -> None:
    methods = asked.pop("methods", ())
    with refused("method.closed"):
        plus(contract="fixed-price").new(*methods, **asked)
    with refused("method.closed") as found:
        plus(budget="cost-items").new(*methods, **asked)
    assert found.value.problems[0].hint == 'set budget = "cost-codes" in ressio.toml'


def test_retainage_is_closed_until_some_is_held() -> None:
    with refused("method.closed"):
        fixed().new("retainage")
    with refused("method.closed"):
        fixed().new(amount={"retainage": 5})


def test_a_percent_of_all_is_closed_on_cost_plus_and_says_why() -> None:
    for story in (plus(), plus(bills=[]), plus(budget="cost-items")):
        with refused("method.closed") as found:
            story.new(percent={"all": "90"})
        assert found.value.problems[0].message == "percentage is for fixed price; this project is cost plus"
    with misused("percent.not-here"):
        plus().new("actuals", percent={"all": "90"})
