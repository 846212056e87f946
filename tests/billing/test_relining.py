"""Lines that are there are changed by the name of their source, their group, or their own name."""

from __future__ import annotations

from build import a_bill, a_change, a_cost, a_job, a_part, an_item, percent
from story import Story, amounts, an_extra, claims, misused, refused, the_line

from ressio_cli.model.budget import Category


def house() -> Story:
    walls = Category(name="Walls", items=(an_item("A", price=1000), an_item("B", price=1000)))
    items, changes = [walls, an_item("C", price=1000)], [a_change("CO-001", 70, 30)]
    return Story(a_job(items=items, changes=changes, tax={"GST": "5%"}))


def plus() -> Story:
    bills = [a_bill("b", a_cost(100, taxed=True), a_cost(200))]
    facts = {"contract": "cost-plus", "budget": "cost-codes", "markup": {"fee": "10%"}, "tax": {"GST": "5%"}}
    return Story(a_job(bills=bills, **facts))


def test_percents_and_amounts_of_lines_that_are_there() -> None:
    story = house()
    draft = story.new(percent={"all": "10"})
    assert claims(story.edit(draft.id, percent={"A": "30"}, amount={"B": "77.77"})) == {
        "A": "300.00", "B": "77.77", "C": "100.00",
    }  # fmt: skip
    assert the_line(story.paper(draft.id), "B").percent is None


def test_a_group_stands_for_its_members_on_the_invoice() -> None:
    story = house()
    draft = story.new(percent={"A": "10", "C": "10"})
    assert claims(story.edit(draft.id, percent={"Walls": "50"})) == {"A": "500.00", "C": "100.00"}
    assert claims(story.edit(draft.id, amount={"all": 100})) == {"A": "50.00", "C": "50.00"}


def test_a_group_leaves_a_line_that_is_billed_further_as_it_is() -> None:
    story = house()
    story.bill(percent={"A": "60"})
    draft = story.new(percent={"A": "70", "B": "70"})
    line = the_line(story.edit(draft.id, percent={"Walls": "40"}), "A")
    assert (line.percent, str(line.amount)) == (percent("70%"), "100.00")
    assert claims(story.paper(draft.id)) == {"A": "100.00", "B": "400.00"}
    assert amounts(story.release(draft.id)) == ["100.00", "400.00"]
    assert story.findings == []


def test_a_group_of_nothing_but_further_items_is_refused_and_an_item_by_itself_comes_down() -> None:
    story = house()
    story.bill(percent={"A": "60"})
    draft = story.new(percent={"A": "70"})
    with refused("bill.nothing-left"):
        story.edit(draft.id, percent={"Walls": "40"})
    assert claims(story.edit(draft.id, percent={"A": "40"})) == {"A": "-200.00"}


def test_what_is_not_on_the_invoice_is_not_edited() -> None:
    story = house()
    draft = story.new(percent={"A": "10"}, items=[an_extra("Fee", 5)])
    for change in (
        {"percent": {"B": "5"}},
        {"amount": {"CO-001": 5}},
        {"drops": ("B",)},
        {"drops": ("3.1",)},
        {"items": (an_extra("Permit", 5),)},
        {"taxes": {"B": ("GST",)}},
    ):
        with misused("line.unknown"):
            story.edit(draft.id, **change)


def test_lines_are_taken_out_by_source_or_place_and_an_empty_section_goes() -> None:
    story = house()
    draft = story.new(percent={"all": "10"}, changes=("CO-001",), items=[an_extra("Fee", 5)])
    paper = story.edit(draft.id, drops=("B", "2.1", "CO-001/2", "3.1"))
    assert (claims(paper), len(paper.sections)) == ({"A": "100.00", "C": "100.00"}, 1)
    with refused("edit.last-section"):
        story.edit(draft.id, drops=("A", "C"))


def test_a_stated_line_is_replaced_by_its_name_or_adjusted() -> None:
    story = house()
    draft = story.new(items=[an_extra("Fee", 5), an_extra("Crane", cost=100)])
    paper = story.edit(draft.id, items=(an_extra("Fee", cost=40, markup="50%"),), markup={"Crane": "10%"})
    assert amounts(paper) == ["60.00", "110.00"]
    paper = story.edit(draft.id, amount={"Crane": 7}, taxes={"Fee": ("GST",)})
    assert (amounts(paper), paper.lines[0].taxed, paper.lines[1].markup) == (["60.00", "7.00"], True, None)


def test_a_deposit_stays_untaxed_money_to_be_received() -> None:
    story = house()
    draft = story.new(deposit=500)
    assert amounts(story.edit(draft.id, amount={"Deposit": 600})) == ["600.00"]
    with misused("tax.not-here"):
        story.edit(draft.id, taxes={"Deposit": ("GST",)})
    with misused("deposit.amount"):
        story.edit(draft.id, items=(an_extra("Deposit", 0),))


def test_a_cost_gets_another_markup_or_tax_where_it_stands() -> None:
    story = plus()
    draft = story.new("actuals")
    line = the_line(story.edit(draft.id, markup={"b/1": "20%"}), "b/1")
    assert (str(line.amount), str(line.worth), line.taxed) == ("120.00", "120.00", True)
    line = the_line(story.edit(draft.id, taxes={"b/1": ()}), "b/1")
    assert (str(line.amount), line.taxed) == ("120.00", ())
    line = the_line(story.edit(draft.id, amount={"b/1": 60}), "b/1")
    assert (str(line.amount), line.markup, line.taxed) == ("60.00", percent("20%"), ())


def test_markup_and_tax_of_a_whole_bill() -> None:
    story = plus()
    draft = story.new("actuals")
    paper = story.edit(draft.id, markup={"b": "0%"}, taxes={"b": ("GST",)})
    assert (amounts(paper), [line.taxed for line in paper.lines]) == (["100.00", "200.00"], [("GST",), ("GST",)])


def test_a_price_that_is_agreed_takes_no_markup() -> None:
    story = house()
    draft = story.new(percent={"A": "10"})
    with misused("markup.not-here"):
        story.edit(draft.id, markup={"A": "5%"})


def test_an_edit_may_go_beyond_the_worth_with_a_reason() -> None:
    story = house()
    draft = story.new(amount={"A": 900})
    with refused("source.beyond-worth"):
        story.edit(draft.id, amount={"A": 1100})
    assert the_line(story.edit(draft.id, amount={"A": 1100}, over="Rock"), "A").over == "Rock"
    assert the_line(story.edit(draft.id, amount={"A": 1000}), "A").over == ""


def test_a_credit_within_a_change_is_edited_by_itself() -> None:
    story = Story(a_job(changes=[a_change("CO-001", a_part(100, markup="0%"), a_part(-40, markup="0%"))]))
    draft = story.new("changes")
    assert claims(story.edit(draft.id, percent={"CO-001/2": "50"})) == {"CO-001/1": "100.00", "CO-001/2": "-20.00"}


def test_what_is_said_of_a_bill_is_said_of_its_lines_that_are_there() -> None:
    story = plus()
    draft = story.new(bills=("b/1",))
    assert claims(story.edit(draft.id, markup={"b": "0%"})) == {"b/1": "100.00"}


def test_another_tax_leaves_percent_and_amount_as_they_are() -> None:
    story = house()
    draft = story.new(percent={"A": "10"}, amount={"B": 70})
    paper = story.edit(draft.id, taxes={"Walls": ("GST",)})
    lines = [(line.percent, str(line.amount), line.taxed) for line in paper.lines]
    assert lines == [(percent("10%"), "100.00", ("GST",)), (None, "70.00", ("GST",))]
    assert amounts(story.release(draft.id)) == ["100.00", "70.00"]


def test_a_tax_without_a_rate_cannot_be_named_for_a_line_that_is_there() -> None:
    story = plus()
    draft = story.new("actuals", items=[an_extra("Fee", 5)])
    with misused("tax.unknown"):
        story.edit(draft.id, taxes={"b/1": ("VAT",)})
    with misused("tax.unknown"):
        story.edit(draft.id, items=(an_extra("Fee", 6, taxed=("VAT",)),))
    assert story.paper(draft.id) == draft
