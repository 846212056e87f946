"""The budget by item, category and code: where each amount stands."""

from __future__ import annotations

from build import a_bill, a_change, a_cost, a_job, a_line, a_part, an_invoice, an_item, progress, section, stated

from ressio_cli.model.budget import Category
from ressio_cli.rules.book import Book
from ressio_cli.rules.budget_rows import budget_table


def job(**said: object) -> object:
    foundations = Category(name="Foundations", items=(an_item("A", 1000, price=1200, code="03"),))
    roof = Category(name="Roof", items=(an_item("B", 500, price=600, code="06"), an_item("C", 100, price=100)))
    facts = {
        "items": [foundations, roof],
        "changes": [
            a_change("CO-001", a_part(100, price=150, item="A"), a_part(50, price=60, code="06"), a_part(7, price=9)),
            a_change("CO-002", 70, status="pending"),
        ],
        "bills": [a_bill("b", a_cost(300, item="A"), a_cost(40, code="06"), a_cost(11, code="99"), a_cost(5))],
        "invoices": [
            an_invoice(
                1,
                progress(a_line("A", 600, worth=1200, percent_to_date="50%")),
                section("changes", a_line("CO-001/1", 150, worth=150), a_line("CO-001/3", 9, worth=9)),
                section("amount", stated(20, code="06"), stated(30)),
            )
        ],
    }
    return a_job(**{**facts, **said})


def table(by: str, *columns: str, **said: object) -> list[tuple[str, ...]]:
    return [
        (row.id, *(str(getattr(row, column)) for column in columns)) for row in budget_table(Book(job(**said)), by).rows
    ]


def test_by_item_each_change_has_a_row_of_its_own() -> None:
    assert table("item", "original_price", "approved_changes", "billed", "left_to_bill", "percent_billed") == [
        ("A", "1200.00", "0.00", "600.00", "600.00", "50%"),
        ("B", "600.00", "0.00", "0.00", "600.00", "0%"),
        ("C", "100.00", "0.00", "0.00", "100.00", "0%"),
        ("CO-001", "0.00", "219.00", "159.00", "60.00", "72.6%"),
        ("unassigned", "0.00", "0.00", "0.00", "0.00", "None"),
        ("additional", "0.00", "0.00", "50.00", "0.00", "None"),
    ]


def test_by_item_costs_stand_with_the_item_they_belong_to() -> None:
    assert table("item", "original_cost", "revised_cost", "actual_cost", "projected_cost", "profit") == [
        ("A", "1000.00", "1100.00", "300.00", "1100.00", "100.00"),
        ("B", "500.00", "550.00", "40.00", "550.00", "50.00"),
        ("C", "100.00", "100.00", "0.00", "100.00", "0.00"),
        ("CO-001", "0.00", "7.00", "0.00", "7.00", "212.00"),
        ("unassigned", "0.00", "0.00", "16.00", "16.00", "-16.00"),
        ("additional", "0.00", "0.00", "0.00", "0.00", "0.00"),
    ]


def test_by_code_changes_stand_under_their_items_codes() -> None:
    assert table("code", "code", "original_price", "approved_changes", "billed", "actual_cost") == [
        ("03", "03", "1200.00", "150.00", "750.00", "300.00"),
        ("06", "06", "600.00", "60.00", "20.00", "40.00"),
        ("99", "99", "0.00", "0.00", "0.00", "11.00"),
        ("uncoded", "", "100.00", "9.00", "39.00", "5.00"),
    ]


def test_by_category_all_changes_stand_in_one_row() -> None:
    assert table("category", "approved_price", "billed", "actual_cost") == [
        ("Foundations", "1200.00", "600.00", "300.00"),
        ("Roof", "700.00", "0.00", "40.00"),
        ("Changes", "219.00", "159.00", "0.00"),
        ("unassigned", "0.00", "0.00", "16.00"),
        ("additional", "0.00", "50.00", "0.00"),
    ]


def test_a_code_that_several_items_share_belongs_to_none_of_them() -> None:
    items = [an_item("A", 100, code="03"), an_item("B", 100, code="03")]
    assert table("item", "actual_cost", items=items, bills=[a_bill("b", a_cost(9, code="03"))], changes=[])[-2:] == [
        ("unassigned", "9.00"),
        ("additional", "0.00"),
    ]


def test_a_pending_change_has_no_row() -> None:
    assert "CO-002" not in [row[0] for row in table("item")]


def test_total_is_the_sum_and_says_so() -> None:
    total = budget_table(Book(job()), "item").total
    assert (total.id, str(total.approved_price), str(total.billed), str(total.percent_billed)) == (
        "total", "2119.00", "809.00", "38.18%",
    )  # fmt: skip


def test_on_cost_plus_what_is_left_stands_where_its_cost_stands() -> None:
    said = {"contract": "cost-plus", "budget": "cost-codes", "invoices": []}
    assert table("item", "left_to_bill", **said) == [
        ("A", "300.00"), ("B", "40.00"), ("C", "0.00"), ("CO-001", "219.00"), ("unassigned", "16.00"),
    ]  # fmt: skip
