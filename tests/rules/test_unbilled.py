"""What could be billed in full today and was not."""

from __future__ import annotations

from build import a_bill, a_change, a_job, a_part, an_item, day
from story import Story

from ressio_cli.rules.unbilled import unbilled


def listed(story: Story, on: str = "2026-03-31", **more: bool) -> list[tuple[str, str, str, str, str]]:
    rows = unbilled(story.book, day(on), **more).rows
    return [(row.source, str(row.worth), str(row.billed), str(row.drafted), str(row.left)) for row in rows]


def total(story: Story, on: str = "2026-03-31", **more: bool) -> str:
    return str(unbilled(story.book, day(on), **more).total)


def plus(**said: object) -> Story:
    facts = {
        "changes": [
            a_change("CO-001", 200, a_part(-50, markup="0%"), on="2026-03-05"),
            a_change("CO-002", 70, status="pending"),
        ],
        "bills": [a_bill("b", 100, 40, on="2026-03-05"), a_bill("a", 5, status="draft"), a_bill("z", 9, status="paid")],
        "contract": "cost-plus",
        "budget": "cost-codes",
    }
    return Story(a_job(**{**facts, **said}))


def test_approved_changes_and_costs_the_oldest_first() -> None:
    assert listed(plus()) == [
        ("z/1", "9.00", "0.00", "0.00", "9.00"),
        ("CO-001/1", "200.00", "0.00", "0.00", "200.00"),
        ("CO-001/2", "-50.00", "0.00", "0.00", "-50.00"),
        ("b/1", "100.00", "0.00", "0.00", "100.00"),
        ("b/2", "40.00", "0.00", "0.00", "40.00"),
    ]
    assert total(plus()) == "299.00"


def test_what_is_billed_or_drafted_is_taken_off() -> None:
    story = plus()
    story.bill(amount={"b/1": 60})
    story.new(amount={"b/1": 30})
    story.new(changes=("CO-001",), bills=("b/2", "z"))
    assert listed(story) == [("b/1", "100.00", "60.00", "30.00", "10.00")]


def test_on_fixed_price_costs_are_not_billed_and_items_only_when_asked_for() -> None:
    story = plus(contract="fixed-price", items=[an_item("A", price=10), an_item("B", price=20)], retainage="10%")
    story.bill(percent={"A": "100"})
    story.bill("changes")
    assert listed(story) == []
    assert listed(story, contract=True) == [("B", "20.00", "0.00", "0.00", "20.00")]
    assert listed(story, retainage=True) == [("retainage", "16.00", "0.00", "0.00", "16.00")]
    assert total(story, contract=True, retainage=True) == "36.00"


def test_what_was_billed_beyond_its_worth_is_not_listed() -> None:
    story = plus()
    story.bill(amount={"CO-001/1": 210}, over="More mat")
    assert "CO-001/1" not in [row[0] for row in listed(story)]


def test_a_draft_of_more_than_fourteen_days_is_forgotten_and_outside_the_total() -> None:
    story = plus(changes=[])
    story.new(bills=("b",), id="old")
    assert listed(story, "2026-04-14")[-1][0] == "z/1"
    (_, row) = unbilled(story.book, day("2026-04-15")).rows
    assert (row.source, row.method, row.since, str(row.worth)) == ("old", "draft", day("2026-03-31"), "140.00")
    assert total(story, "2026-04-15") == "9.00"
