"""Lines that are there are changed by the name of their source, their group, or their own name."""

from __future__ import annotations

from dataclasses import replace

from build import a_bill, a_change, a_cost, a_job, a_part, an_item, money, percent
from story import Story, amounts, an_extra, claims, misused, refused, the_line

from ressio_cli.model.ask import Wording
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
        {"amount": {"CO-001": 5}},
        {"drops": ("B",)},
        {"drops": ("3.1",)},
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


# an edit changes what it names, and nothing else


def test_another_tax_leaves_a_percent_line_its_amount_though_later_drafts_claim_the_rest() -> None:
    story = house()
    story.new(percent={"A": "30"}, id="first")
    story.new(percent={"A": "60"}, id="second")
    before = the_line(story.paper("first"), "A")
    assert the_line(story.edit("first", taxes={"A": ("GST",)}), "A") == replace(before, taxed=("GST",))
    assert (str(before.amount), before.percent) == ("300.00", percent("30%"))
    line = the_line(story.edit("first", percent={"A": "90"}), "A")
    assert str(line.amount) == "600.00"


def test_another_word_drop_or_item_leaves_stale_lines_as_they_are() -> None:
    story = house()
    story.new(percent={"A": "30", "B": "10"}, items=[an_extra("Fee", 5)], id="first")
    story.bill(amount={"A": 100})
    for change in ({"drops": ("B",)}, {"items": (an_extra("Fee", 6),)}, {"wording": Wording(title="March")}):
        assert str(the_line(story.edit("first", **change), "A").amount) == "300.00"
    assert str(the_line(story.edit("first", refresh=True), "A").amount) == "200.00"


def test_another_markup_keeps_the_part_of_the_cost_that_was_claimed() -> None:
    story = plus()
    story.new(amount={"b/1": 55}, id="half")
    line = the_line(story.edit("half", markup={"b/1": "20"}), "b/1")
    assert (str(line.amount), str(line.cost), str(line.worth)) == ("60.00", "50.00", "120.00")
    line = the_line(story.edit("half", taxes={"b/1": ()}), "b/1")
    assert (str(line.amount), line.taxed) == ("60.00", ())


def test_refresh_computes_a_stated_line_from_what_it_says() -> None:
    story = house()
    draft = story.new(items=[an_extra("Fee", cost=100, markup="10%")], id="d")
    (section,) = draft.sections
    wrong = replace(section, lines=(replace(section.lines[0], amount=money(5)),))
    story.job = story.job.having(replace(draft, sections=(wrong,)))
    assert story.findings == ["draft.arithmetic"]
    assert amounts(story.edit("d", refresh=True)) == ["110.00"]
    assert story.findings == []


# lines that are not there yet


def test_a_source_that_is_not_there_goes_to_the_section_of_its_kind() -> None:
    story = house()
    story.new(percent={"A": "10"}, changes=("CO-001/1",), id="d")
    paper = story.edit("d", percent={"C": "20", "A": "30"}, amount={"CO-001/2": 12})
    assert [(section.method, [line.source for line in section.lines]) for section in paper.sections] == [
        ("percentage", ["A", "C"]),
        ("changes", ["CO-001/1", "CO-001/2"]),
    ]
    assert claims(paper) == {"A": "300.00", "C": "200.00", "CO-001/1": "70.00", "CO-001/2": "12.00"}


def test_where_there_is_no_section_of_its_kind_it_gets_one() -> None:
    story = house()
    story.new(percent={"A": "10"}, id="d")
    paper = story.edit("d", percent={"CO-001/1": "50"}, taxes={"CO-001/1": ("GST",)})
    assert [section.title for section in paper.sections] == ["Progress billing", "Approved changes"]
    assert (claims(paper)["CO-001/1"], the_line(paper, "CO-001/1").taxed) == ("35.00", ("GST",))


def test_a_section_is_named_where_a_line_goes() -> None:
    story = house()
    story.new(percent={"A": "10"}, id="d")
    story.add("d", percent={"B": "10"}, titles=("Second floor",))
    paper = story.edit("d", percent={"C": "5"}, into="1")
    assert [[line.source for line in section.lines] for section in paper.sections] == [["A", "C"], ["B"]]
    paper = story.edit("d", percent={"C": "5"}, drops=("C",))
    assert [[line.source for line in section.lines] for section in paper.sections] == [["A"], ["B", "C"]]
    fee = an_extra("Fee", 5)
    with misused("section.kind"):
        story.edit("d", items=(fee,), into="Second floor")
    with misused("section.unknown"):
        story.edit("d", percent={"CO-001/1": "5"}, into="Third floor")
    with misused("section.unknown"):
        story.edit("d", percent={"A": "20"}, into="1")
    story.add("d", items=[fee])
    assert amounts(story.edit("d", items=(an_extra("Permit", 7),), into="3"))[-2:] == ["5.00", "7.00"]


def test_a_stated_line_is_added_only_where_that_is_said_since_a_name_may_be_a_typing_error() -> None:
    story = house()
    story.new(percent={"A": "10"}, items=[an_extra("Fee", 5)], id="d")
    with misused("line.unknown") as caught:
        story.edit("d", items=(an_extra("Feee", 5),))
    (problem,) = caught.value.problems
    assert (problem.message, problem.hint) == ("there is no stated line named Feee", "to add it: --into 2")


def test_what_is_added_obeys_the_law_and_what_can_be_billed_today() -> None:
    story = house()
    story.bill(percent={"B": "80"})
    story.new(percent={"A": "10"}, id="d")
    with refused("source.beyond-worth"):
        story.edit("d", amount={"B": 201})
    with refused("bill.nothing-left"):
        story.edit("d", percent={"B": "80"})
    with misused("line.unknown"):
        story.edit("d", percent={"CO-001": "10"})


def test_a_line_added_to_an_open_invoice_starts_from_those_before_it() -> None:
    story = house()
    story.bill(percent={"B": "20"})
    story.bill(percent={"A": "10"})
    line = the_line(story.edit("INV-0002", percent={"B": "50"}), "B")
    assert (str(line.previous), str(line.amount), line.percent) == ("200.00", "300.00", percent("50%"))
    assert story.findings == []
