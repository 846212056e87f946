"""Lines that a person changed in the file: what was changed counts, its amount follows, the rest stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import a_bill, a_cost, a_job, an_item, money, percent
from story import Paper, Story, an_extra, refused, the_line

from ressio_cli.billing.hand_edited import computed
from ressio_cli.model.invoice import Line, Section


def job() -> Story:
    """A draft with 20 % of A, a fee of 100 + 10 %, and siding by the square."""
    story = Story(a_job(items=[an_item("A", price=1000), an_item("B", price=500)]))
    siding = an_extra("Siding", quantity="12.5", unit_cost="8")
    story.new(percent={"A": "20"}, items=[an_extra("Fee", cost=100, markup="10%"), siding], id="d")
    return story


def plus() -> Story:
    """A draft with a cost of 100 at 15 %, 46.00 of it with a cost of 40.00."""
    facts = {"contract": "cost-plus", "budget": "cost-codes", "items": []}
    story = Story(a_job(bills=[a_bill("b", a_cost(100, markup="15%"))], **facts))
    story.new(amount={"b/1": 46}, id="d")
    return story


def by_hand(paper: Paper, name: str, **changes: object) -> Paper:
    """The paper with a line changed in its file, by its source or its name."""

    def line_now(line: Line) -> Line:
        return replace(line, **changes) if name in (line.source, line.description) else line

    def section_now(section: Section) -> Section:
        return replace(section, lines=tuple(map(line_now, section.lines)))

    return replace(paper, sections=tuple(map(section_now, paper.sections)))


def after(story: Story, name: str, **changes: object) -> Line:
    paper = story.paper("d")
    done = computed(story.book, paper, by_hand(paper, name, **changes))
    (line,) = (line for line in done.lines if name in (line.source, line.description))
    return line


def test_what_was_not_touched_stays_even_where_it_is_stale() -> None:
    story = job()
    story.bill(amount={"A": 100})
    paper = story.paper("d")
    assert computed(story.book, paper, replace(paper, title="Other")) == replace(paper, title="Other")
    line = after(story, "Fee", markup=percent("20%"))
    assert str(line.amount) == "120.00"
    assert the_line(computed(story.book, paper, by_hand(paper, "Fee", cost=money(1))), "A") == the_line(paper, "A")


def test_a_new_percent_makes_the_amount_from_what_was_billed_before() -> None:
    story = job()
    line = after(story, "A", percent=percent("35%"))
    assert (str(line.amount), str(line.previous), line.percent) == ("350.00", "0.00", percent("35%"))
    both = after(story, "A", percent=percent("35%"), amount=money(7))
    assert str(both.amount) == "350.00"


def test_a_new_amount_takes_away_the_percent_that_no_longer_makes_it() -> None:
    line = after(job(), "A", amount=money(250))
    assert (str(line.amount), line.percent) == ("250.00", None)


def test_a_percent_that_was_taken_away_leaves_the_amount() -> None:
    line = after(job(), "A", percent=None)
    assert (str(line.amount), line.percent) == ("200.00", None)


@pytest.mark.parametrize("changes", [{"worth": money(5)}, {"previous": money(99)}])
def test_worth_and_what_was_billed_before_are_not_a_persons_to_say(changes: dict[str, object]) -> None:
    story = job()
    assert after(story, "A", **changes) == the_line(story.paper("d"), "A")


@pytest.mark.parametrize(
    ("name", "changes", "amount"),
    [
        ("Fee", {"cost": money(200)}, "220.00"),
        ("Fee", {"markup": percent("15%")}, "115.00"),
        ("Fee", {"markup": None}, "100.00"),
        ("Siding", {"quantity": 20}, "160.00"),
        ("Siding", {"unit_cost": 9, "amount": money(1)}, "112.50"),
    ],
)
def test_a_stated_line_follows_its_cost_quantity_or_markup(name: str, changes: dict[str, object], amount: str) -> None:
    assert str(after(job(), name, **changes).amount) == amount


def test_a_stated_amount_takes_away_what_no_longer_makes_it() -> None:
    line = after(job(), "Fee", amount=money(90))
    assert (str(line.amount), line.cost, line.markup) == ("90.00", None, None)


@pytest.mark.parametrize(
    ("changes", "amount", "cost"),
    [
        ({"markup": percent("25%")}, "50.00", "40.00"),
        ({"cost": money(60)}, "69.00", "60.00"),
        ({"amount": money(23)}, "23.00", "20.00"),
    ],
)
def test_a_cost_follows_its_markup_its_part_or_its_amount(changes: dict[str, object], amount: str, cost: str) -> None:
    line = after(plus(), "b/1", **changes)
    assert (str(line.amount), str(line.cost)) == (amount, cost)


def test_all_of_a_cost_stays_all_of_it_at_another_markup() -> None:
    facts = {"contract": "cost-plus", "budget": "cost-codes", "items": []}
    story = Story(a_job(bills=[a_bill("b", a_cost("33.33", markup="15%"))], **facts))
    story.new(bills=("b",), id="d")
    line = after(story, "b/1", markup=percent("33.333%"))
    assert (str(line.amount), str(line.worth), str(line.cost)) == ("44.44", "44.44", "33.33")


def test_a_new_line_on_a_source_is_computed_like_any_other() -> None:
    story = job()
    paper = story.paper("d")
    new = Line(source="B", percent=percent("10%"), amount=money(1))
    first, *others = paper.sections
    more = replace(paper, sections=(replace(first, lines=(*first.lines, new)), *others))
    line = the_line(computed(story.book, paper, more), "B")
    assert (str(line.amount), str(line.worth), line.description) == ("50.00", "500.00", "Item B")


def test_law_two_holds_in_the_editor_too() -> None:
    with refused("source.beyond-worth"):
        after(job(), "A", amount=money(1001))


def test_what_a_release_wrote_down_is_not_edited() -> None:
    story = job()
    released = story.release("d")
    paper = story.paper(released.id)
    other = replace(paper, released=story.today.replace(day=1), total=money(1), draft="", after="INV-0009", history=())
    assert computed(story.book, paper, other) == paper
