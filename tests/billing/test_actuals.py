"""Actual costs with markup; amount, markup and tax may be changed line by line when they are billed."""

from __future__ import annotations

from build import a_bill, a_cost, a_job, percent
from story import Story, amounts, an_extra, claims, misused, refused, the_line

from ressio_cli.rules.unbilled import unbilled

TAX = {"GST": "5%", "PST": "7%"}


def plus(*lines: object, markup: str = "15%", **said: object) -> Story:
    bill = a_bill("b", *(lines or (a_cost(1000),)))
    facts = {"contract": "cost-plus", "budget": "cost-codes", "markup": {"fee": markup}, "tax": TAX, "default": ["GST"]}
    return Story(a_job(bills=[bill], **{**facts, **said}))


def left(story: Story) -> dict[str, str]:
    return {row.source: str(row.left) for row in unbilled(story.book, story.today).rows}


def test_a_cost_is_billed_with_the_markup_of_its_line_or_of_the_project() -> None:
    story = plus(a_cost("8200.00", markup="15%"), a_cost(100), markup="10%")
    invoice = story.bill("actuals")
    assert claims(invoice) == {"b/1": "9430.00", "b/2": "110.00"}
    assert (str(the_line(invoice, "b/1").cost), the_line(invoice, "b/1").markup) == ("8200.00", None)


def test_a_part_may_be_billed_and_then_the_rest() -> None:
    story = plus()
    line = the_line(story.bill(amount={"b/1": 575}), "b/1")
    assert (str(line.amount), str(line.cost)) == ("575.00", "500.00")
    assert claims(story.bill("actuals")) == {"b/1": "575.00"}
    with refused("bill.nothing-left"):
        story.new("actuals")


def test_a_markup_of_its_own_gives_the_line_its_own_worth() -> None:
    story = plus()
    line = the_line(story.bill("actuals", markup={"b/1": "20%"}), "b/1")
    assert (str(line.worth), str(line.amount), line.markup) == ("1200.00", "1200.00", percent("20%"))
    assert left(story) == {}
    assert story.findings == []


def test_a_line_with_its_own_markup_counts_by_the_part_of_the_cost_it_is() -> None:
    story = plus()
    story.bill(amount={"b/1": 600}, markup={"b/1": "20%"})
    assert left(story) == {"b/1": "575.00"}
    assert claims(story.bill("actuals")) == {"b/1": "575.00"}


def test_what_it_counts_is_rounded_once_over_the_source() -> None:
    story = plus()
    story.bill(amount={"b/1": 500}, markup={"b/1": "20%"})
    assert left(story) == {"b/1": "670.83"}
    assert claims(story.bill("actuals", markup={"b/1": "25%"})) == {"b/1": "729.17"}
    assert left(story) == {}


def test_with_an_amount_the_amount_stands_without_the_rest_of_the_cost_is_claimed() -> None:
    story = plus()
    story.bill(amount={"b/1": 575})
    line = the_line(story.bill(amount={"b/1": 100}, markup={"b/1": "0%"}), "b/1")
    assert (str(line.amount), str(line.cost), str(line.previous)) == ("100.00", "100.00", "575.00")
    assert claims(story.new("actuals", markup={"b/1": "0%"})) == {"b/1": "400.00"}


def test_billed_stays_the_amounts_as_billed() -> None:
    story = plus()
    story.bill(amount={"b/1": 600}, markup={"b/1": "20%"})
    billing = story.summary().billing
    assert (str(billing.billed), str(billing.actuals), str(billing.left_to_bill)) == ("600.00", "600.00", "575.00")


def test_a_markup_of_its_own_obeys_law_two() -> None:
    with refused("source.beyond-worth"):
        plus().new(amount={"b/1": "1200.01"}, markup={"b/1": "20%"})


def test_rounding_of_an_own_markup_never_blocks_the_rest_of_the_cost() -> None:
    for cents in range(1, 60):
        story = plus(markup="150%")
        story.bill(amount={"b/1": f"100.{cents:02}"})
        story.bill("actuals", markup={"b/1": "-40%"})
        assert left(story) == {}
        assert story.findings == []


def test_a_group_may_be_given_a_markup_and_a_tax() -> None:
    story = plus(a_cost(100), a_cost(200, taxed=True))
    invoice = story.new(bills=("b",), markup={"b": "0%", "b/2": "50%"}, taxes={"b": ("PST",)})
    assert claims(invoice) == {"b/1": "100.00", "b/2": "300.00"}
    assert [line.taxed for line in invoice.lines] == [("PST",), ("PST",)]


def test_a_tax_may_be_taken_off_or_changed_without_making_the_draft_stale() -> None:
    story = plus(a_cost(100, taxed=True), a_cost(100), a_cost(100, taxed=True))
    draft = story.new("actuals", taxes={"b/1": (), "b/2": ("GST", "PST")})
    assert [line.taxed for line in draft.lines] == [(), ("GST", "PST"), True]
    invoice = story.release(draft.id)
    assert [(charge.name, str(charge.base)) for charge in invoice.taxes] == [("GST", "230.00"), ("PST", "115.00")]


def test_a_markup_or_tax_alone_names_its_line() -> None:
    assert claims(plus(a_cost(100), a_cost(200)).new(markup={"b/2": "10%"})) == {"b/2": "220.00"}


def test_markups_and_taxes_name_what_is_billed_here() -> None:
    with misused("source.unknown"):
        plus(a_cost(1), a_cost(2)).new(bills=("b/1",), markup={"b/2": "10%"})
    with misused("tax.unknown"):
        plus().new("actuals", taxes={"b/1": ("VAT",)})


def test_a_markup_of_its_own_is_for_costs_and_stated_lines() -> None:
    story = plus(retainage="10%")
    story.bill("actuals")
    with misused("markup.not-here"):
        story.new("retainage", markup={"retainage": "5%"})
    with misused("tax.not-here"):
        story.new("retainage", taxes={"retainage": ("GST",)})


def test_a_stated_line_may_be_given_its_markup_by_name() -> None:
    assert amounts(plus().new(items=[an_extra("Fee", 100)], markup={"Fee": "10%"})) == ["110.00"]


def test_a_negative_cost_is_billed_as_a_credit() -> None:
    story = plus(a_cost("-10.01"))
    assert claims(story.bill("actuals")) == {"b/1": "-11.51"}
    assert left(story) == {}


def test_a_cost_worth_nothing_is_left_out() -> None:
    with refused("bill.nothing-left"):
        plus(a_cost(0)).new("actuals")
