"""Costs, prices and profits of a change that is carried out as agreed, at cost, or nobody knows how yet."""

from __future__ import annotations

from build import a_bill, a_change, a_cost, a_job, a_part, an_item
from story import Story

from ressio_cli.rules.book import Book
from ressio_cli.rules.budget_rows import budget_table


def kitchen(way: str, *costs: object, part: object = None, **said: object) -> Story:
    """One item of 1,000 and a change of 500 for 700, both under code 06; 20 % markup."""
    change = a_change("CO-001", part or a_part(500, price=700, code="06"), on="2026-03-01", carried_out=way)
    facts = {
        "items": [an_item("A", 1000, code="06")],
        "changes": [change],
        "bills": [a_bill("b", *costs, on="2026-03-20")],
        "contract": "cost-plus",
        "budget": "cost-codes",
        "markup": {"overhead": "20%"},
    }
    return Story(a_job(**{**facts, **said}))


def linked(amount: int, **more: object) -> object:
    return a_cost(amount, **{"code": "06", "change": "CO-001/1", **more})


def main(amount: int) -> object:
    return a_cost(amount, code="06")


def figures(story: Story) -> dict[str, str]:
    found = story.summary()
    return {
        "actual": str(found.cost.actual),
        "projected cost": str(found.cost.projected),
        "price": str(found.contract.projected_price),
        "profit": str(found.profit.projected),
        "left": str(found.billing.left_to_bill),
    }


def test_as_agreed_what_the_change_costs_beyond_its_cost_is_the_builders() -> None:
    # item 1,000 for 1,200; change 700, costs 600 instead of 500
    assert figures(kitchen("as-agreed", main(900), linked(600))) == {
        "actual": "1500.00", "projected cost": "1600.00", "price": "1900.00", "profit": "300.00", "left": "1780.00",
    }  # fmt: skip


def test_as_agreed_what_the_rest_costs_beyond_its_budget_is_the_clients() -> None:
    # the item costs 1,300 instead of 1,000: 360 more; the change costs what it should
    assert figures(kitchen("as-agreed", main(1300), linked(500))) == {
        "actual": "1800.00", "projected cost": "1800.00", "price": "2260.00", "profit": "460.00", "left": "2260.00",
    }  # fmt: skip


def test_at_cost_both_are_one_budget_and_the_client_bears_what_goes_beyond_it() -> None:
    # 1,500 were planned, 1,900 are spent: 480 more than 1,200 and 700
    assert figures(kitchen("at-cost", main(1300), linked(600))) == {
        "actual": "1900.00", "projected cost": "1900.00", "price": "2380.00", "profit": "480.00", "left": "2280.00",
    }  # fmt: skip


def test_undecided_the_estimate_moves_and_the_change_is_not_left_to_bill() -> None:
    assert figures(kitchen("", main(1300), linked(600))) == {
        "actual": "1900.00", "projected cost": "1900.00", "price": "2380.00", "profit": "480.00", "left": "2280.00",
    }  # fmt: skip


def test_at_the_end_the_projected_price_is_what_was_billed() -> None:
    for way in ("as-agreed", "at-cost"):
        part = a_part(500, code="06")  # for 600, the cost with the project's markup
        story = kitchen(way, main(1300), linked(600), part=part)
        story.bill("changes", "actuals", everything=True)
        found = story.summary()
        assert str(found.billing.left_to_bill) == "0.00"
        assert found.contract.projected_price == found.billing.billed, way
        assert found.profit.projected == found.billing.billed - found.cost.actual, way


def test_a_closed_item_closes_the_change_that_belongs_to_it() -> None:
    closed = [an_item("A", 1000, code="06", closed=True)]
    # the item costs 900 instead of 1,000: 120 less; the change costs 450 instead of 500, which the builder keeps
    assert figures(kitchen("as-agreed", main(900), linked(450), items=closed)) == {
        "actual": "1350.00", "projected cost": "1350.00", "price": "1780.00", "profit": "430.00", "left": "1780.00",
    }  # fmt: skip


def test_a_bill_for_a_change_without_a_code_is_compared_with_the_change() -> None:
    loose = a_part(500, price=700)
    for way, price in (("at-cost", "1900.00"), ("as-agreed", "1900.00")):
        bare = a_cost(480, change="CO-001/1")
        assert figures(kitchen(way, bare, part=loose))["price"] == price
        assert figures(kitchen(way, bare, part=loose))["projected cost"] == "1500.00"
        assert figures(kitchen(way, linked(480, code="99"), part=loose))["projected cost"] == "1500.00"
        whole = a_cost(480, change="CO-001")
        assert figures(kitchen(way, whole, part=loose))["projected cost"] == "1500.00"


def test_a_bill_for_a_change_stands_in_the_row_of_the_change() -> None:
    job = kitchen("at-cost", a_cost(480, change="CO-001/1"), part=a_part(500, price=700)).job
    rows = {row.id: (str(row.actual_cost), str(row.left_to_bill)) for row in budget_table(Book(job), "item").rows}
    assert rows == {"A": ("0.00", "0.00"), "CO-001": ("480.00", "576.00")}


def test_projected_profit_is_one_figure_in_every_row_and_view() -> None:
    story = kitchen("as-agreed", main(1300), linked(600), a_cost(77, code="99"), a_cost("-3.33"))
    for by in ("item", "category", "code"):
        table = budget_table(story.book, by)
        assert table.total.projected_profit == story.summary().profit.projected, by
        assert sum(row.projected_profit.minor for row in table.rows) == table.total.projected_profit.minor, by
    by_code = {row.id: row for row in budget_table(story.book, "code").rows}
    # a cost without a budget earns its markup, and the row says so
    assert (str(by_code["99"].profit), str(by_code["99"].projected_profit)) == ("-77.00", "15.40")


def test_on_fixed_price_profit_and_projected_profit_are_the_same() -> None:
    story = kitchen("", main(1300), contract="fixed-price")
    for row in budget_table(story.book, "item").rows:
        assert row.profit == row.projected_profit
