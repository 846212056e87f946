"""Actual costs of a cost-plus job: what is open, what it is worth, and how it can be changed line by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, amounts, bill, cost_plus, fixed

FOOTINGS = "code: 03-30-00, description: Footings, amount: 8200.00, markup: 15%"


def coastal(tmp_path: Path, *lines: str) -> House:
    job = cost_plus(tmp_path)
    job.put("bills/c-1.yaml", bill(*(lines or [FOOTINGS])))
    return job


def left(job: House) -> tuple[str, str, str]:
    row = job.ok("bill", "list")["bills"][0]
    return row["worth"], row["billed"], row["left"]


def test_a_bill_line_is_worth_its_amount_with_markup(tmp_path: Path) -> None:
    job = coastal(tmp_path)
    paper = job.ok("invoice", "new", "--from", "actuals", "--all")
    line = paper["sections"][0]["lines"][0]
    assert paper["sections"][0]["title"] == "Costs"
    assert (line["source"], line["cost"]) == ("c-1/1", "8200.00")
    assert (line["worth"], line["previous"], line["amount"]) == ("9430.00", "0.00", "9430.00")


def test_the_projects_markup_where_the_line_has_none(tmp_path: Path) -> None:
    job = cost_plus(tmp_path, more='[markup]\nrates = {overhead = "10%", profit = "8%"}\nmode = "compound"')
    job.put("bills/c-1.yaml", bill("amount: 100.00", "hours: 3.5, rate: 41.25", kind="labor"))
    assert amounts(job.ok("invoice", "new", "--bill", "c-1")) == {"c-1/1": "118.80", "c-1/2": "171.52"}


def test_labor_is_hours_times_rate(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    job.put("bills/c-1.yaml", bill("hours: 3.5, rate: 41.25, description: Framing", kind="labor"))
    assert amounts(job.ok("invoice", "new", "--bill", "c-1/1")) == {"c-1/1": "144.38"}
    assert job.ok("bill", "list")["bills"][0]["cost"] == "144.38"


def three_bills(tmp_path: Path) -> House:
    job = cost_plus(tmp_path)
    job.put("bills/a-1.yaml", bill("code: 01, amount: 10.00", "code: 02, amount: 20.00", date="2026-01-31"))
    job.put("bills/b-2.yaml", bill("code: 02, amount: 40.00", date="2026-02-28"))
    job.put("bills/c-3.yaml", bill("code: 01, amount: 80.00", date="2026-03-05", status="draft"))
    return job


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--from", "actuals", "--all"), {"a-1/1", "a-1/2", "b-2/1"}),
        (("--from", "actuals", "--through", "2026-01-31"), {"a-1/1", "a-1/2"}),
        (("--through", "2026-01-31"), {"a-1/1", "a-1/2"}),
        (("--code", "02"), {"a-1/2", "b-2/1"}),
        (("--bill", "a-1/2"), {"a-1/2"}),
        (("--bill", "a-1", "--bill", "b-2"), {"a-1/1", "a-1/2", "b-2/1"}),
        (("--from", "actuals", "--bill", "b-2"), {"b-2/1"}),
    ],
)
def test_what_is_billed_can_be_chosen(tmp_path: Path, words: tuple[str, ...], found: set[str]) -> None:
    assert set(amounts(three_bills(tmp_path).ok("invoice", "new", *words))) == found


def test_a_bill_that_is_not_approved_is_refused(tmp_path: Path) -> None:
    three_bills(tmp_path).no(3, "invoice", "new", "--bill", "c-3")


def test_nothing_is_billed_twice(tmp_path: Path) -> None:
    job = coastal(tmp_path)
    job.ok("invoice", "new", "--bill", "c-1")
    assert job.no(3, "invoice", "new", "--bill", "c-1") == {"bill.nothing-left"}
    job.ok("void", "costs")
    assert amounts(job.ok("invoice", "new", "--bill", "c-1")) == {"c-1/1": "9430.00"}


def test_a_stated_amount_of_a_cost(tmp_path: Path) -> None:
    job = coastal(tmp_path)
    assert amounts(job.ok("invoice", "new", "--amount", "c-1/1=1000")) == {"c-1/1": "1000.00"}
    job.no(3, "invoice", "new", "--amount", "c-1/1=8430.01")
    assert amounts(job.ok("invoice", "new", "--bill", "c-1")) == {"c-1/1": "8430.00"}


def test_another_markup_claims_the_rest_of_the_cost_at_that_markup(tmp_path: Path) -> None:
    job = coastal(tmp_path)
    job.ok("invoice", "new", "--amount", "c-1/1=1000", "--id", "first")
    paper = job.ok("invoice", "new", "--bill", "c-1", "--markup", "c-1/1=20%", "--id", "second")
    line = paper["sections"][0]["lines"][0]
    assert (line["markup"], line["worth"], line["amount"]) == ("20%", "9840.00", "8796.52")
    job.ok("release", "first")
    job.ok("release", "second")
    assert left(job) == ("9430.00", "9796.52", "0.00")
    assert job.found() == []


def test_an_amount_with_a_markup_bills_that_part_of_the_cost(tmp_path: Path) -> None:
    job = coastal(tmp_path)
    job.ok("invoice", "new", "--amount", "c-1/1=4920", "--markup", "c-1/1=20%")
    job.ok("release", "costs")
    assert left(job) == ("9430.00", "4920.00", "4715.00")
    assert amounts(job.ok("invoice", "new", "--bill", "c-1")) == {"c-1/1": "4715.00"}


def test_a_markup_of_nothing_bills_at_cost(tmp_path: Path) -> None:
    job = coastal(tmp_path)
    assert amounts(job.ok("invoice", "new", "--bill", "c-1", "--markup", "c-1/1=0%")) == {"c-1/1": "8200.00"}
    job.no(3, "invoice", "new", "--bill", "c-1")


def test_negative_lines_count_the_other_way(tmp_path: Path) -> None:
    job = coastal(tmp_path, "description: Sand, amount: 100.00", "description: Return, amount: -40.00")
    assert amounts(job.ok("invoice", "new", "--amount", "c-1/2=-10")) == {"c-1/2": "-10.00"}
    job.no(3, "invoice", "new", "--amount", "c-1/2=-30.01")
    job.no(3, "invoice", "new", "--amount", "c-1/2=10.01")
    assert amounts(job.ok("invoice", "new", "--from", "actuals", "--all")) == {"c-1/1": "100.00", "c-1/2": "-30.00"}


def test_an_amount_over_all_costs_is_shared(tmp_path: Path) -> None:
    job = three_bills(tmp_path)
    assert amounts(job.ok("invoice", "new", "--amount", "all=35")) == {
        "a-1/1": "5.00",
        "a-1/2": "10.00",
        "b-2/1": "20.00",
    }
    assert amounts(job.ok("invoice", "new", "--amount", "a-1=3")) == {"a-1/1": "1.00", "a-1/2": "2.00"}


def test_actuals_are_closed_on_fixed_price(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 100.00")
    job.put("bills/c-1.yaml", bill(FOOTINGS))
    job.no(3, "invoice", "new", "--bill", "c-1")
    job.no(3, "invoice", "new", "--from", "actuals", "--all")


def test_actuals_are_closed_where_the_budget_is_by_items(tmp_path: Path) -> None:
    job = cost_plus(tmp_path, budget="cost-items")
    job.put("bills/c-1.yaml", bill(FOOTINGS))
    job.no(3, "invoice", "new", "--from", "actuals", "--all")
    assert "cost-codes" in job.run("invoice", "new", "--bill", "c-1").err


def test_percentage_is_closed_on_cost_plus(tmp_path: Path) -> None:
    job = coastal(tmp_path)
    job.ok("budget", "lock")
    job.no(3, "invoice", "new", "--percent", "A1=10")


@pytest.mark.parametrize(
    "words",
    [
        ("--bill", "c-9"), ("--bill", "c-1/2"), ("--bill", "c-1/0"), ("--bill", "c-1/x"), ("--code", "99"),
        ("--through", "2026-02-30"), ("--through", "soon"), ("--bill", "c-1", "--markup", "c-1/1"),
        ("--bill", "c-1", "--markup", "c-1/1=lots"), ("--bill", "c-1", "--markup", "c-9/1=5%"), ("--from", "actual"),
        ("--from", "nothing", "--all"), ("--bill", ""), ("--percent", "c-1/1=50"),
    ],
)  # fmt: skip
def test_a_mistake_in_what_to_bill_is_a_wrong_command_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    coastal(tmp_path).no(2, "invoice", "new", *words)


def test_a_bill_is_approved_and_then_billed(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    words = ("--vendor", "Coastal Concrete", "--number", "88121", "--date", "2026-02-20", "--due", "2026-03-20")
    job.ok("bill", "new", *words, "--line", "Footings pour=8200+15%,taxed,code=03-30-00")
    assert (job.root / "bills/coastal-concrete-88121.yaml").is_file()
    job.no(3, "invoice", "new", "--bill", "coastal-concrete-88121")
    job.ok("bill", "approve", "coastal-concrete-88121", "--on", "2026-02-22")
    paper = job.ok("invoice", "new", "--bill", "coastal-concrete-88121")
    assert amounts(paper) == {"coastal-concrete-88121/1": "9430.00"}


def test_the_same_bill_cannot_be_entered_twice(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    words = ("bill", "new", "--vendor", "Coastal", "--number", "1", "--date", "2026-02-20", "--line", "Sand=10")
    job.ok(*words)
    job.no(3, *words)
    job.ok(*words[:4], "--date", "2026-02-21", "--line", "Sand=10")
    assert (job.root / "bills/coastal-2026-02-21.yaml").is_file()


def test_own_markups_are_counted_exactly_and_rounded_once_over_the_source(tmp_path: Path) -> None:
    job = coastal(tmp_path)
    job.ok("invoice", "new", "--amount", "c-1/1=1000", "--markup", "c-1/1=50%", "--id", "a")  # counts 766.666...
    rest = job.ok("invoice", "new", "--bill", "c-1", "--markup", "c-1/1=20%", "--id", "b")  # 8663.333...
    assert amounts(rest) == {"c-1/1": "9040.00"}
    job.no(3, "invoice", "edit", "a", "--amount", "c-1/1=1000.01")  # 766.674... and 8663.333... are 9430.01
