"""Percent complete, to date: what a percent claims, for items, categories and the whole job."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, amounts, fixed

SLAB = "id: A1, name: Slab, cost: 10000.00"


def progress(job: House, percent: str, *more: str, source: str = "A1") -> dict[str, str]:
    return amounts(job.ok("invoice", "new", "--percent", f"{source}={percent}", *more))


def test_a_percent_is_to_date(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    assert progress(job, "20") == {"A1": "2000.00"}
    assert progress(job, "50%") == {"A1": "3000.00"}
    assert progress(job, "100") == {"A1": "5000.00"}


def test_145_05_at_30_then_100_loses_no_cent(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 145.05")
    assert progress(job, "30") == {"A1": "43.52"}
    assert progress(job, "100") == {"A1": "101.53"}


def test_thirds_close_to_the_cent(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 100.00")
    found = [progress(job, percent)["A1"] for percent in ("33.333333", "66.666667", "100")]
    assert found == ["33.33", "33.34", "33.33"]


def test_half_a_cent_goes_away_from_zero(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 0.01", "id: A2, name: Credit, cost: -0.01")
    assert progress(job, "50") == {"A1": "0.01"}
    assert progress(job, "50", source="A2") == {"A2": "-0.01"}


def test_progress_comes_down_with_a_negative_line(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    progress(job, "60")
    assert progress(job, "50") == {"A1": "-1000.00"}
    assert progress(job, "0") == {"A1": "-5000.00"}


def test_a_void_in_the_middle_frees_what_it_billed(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    for percent in ("20", "50"):
        job.ok("invoice", "new", "--percent", f"A1={percent}", "--id", f"to-{percent}")
        job.ok("release", f"to-{percent}")
    job.ok("void", "1", "--reason", "Wrong percentage")
    paper = job.ok("invoice", "new", "--percent", "A1=60")
    line = paper["sections"][0]["lines"][0]
    assert (line["percent"], line["previous"], line["amount"]) == ("60%", "3000.00", "3000.00")


def test_a_group_percent_never_lowers_an_item(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB, "id: A2, name: Walls, cost: 5000.00")
    progress(job, "60")
    answer = job.run("invoice", "new", "--percent", "all=40")
    assert "A1" in answer.out + answer.err
    shown = job.ok("invoice", "show", "progress-billing-2")
    assert amounts(shown) == {"A2": "2000.00"}


def test_a_category_is_a_group(tmp_path: Path) -> None:
    job = fixed(tmp_path, Foundations=[SLAB], Framing=["id: B1, name: Walls, cost: 5000.00"])
    assert progress(job, "100", source="Foundations") == {"A1": "10000.00"}


def test_an_item_named_beside_its_group_has_its_own_percent(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB, "id: A2, name: Walls, cost: 5000.00")
    paper = job.ok("invoice", "new", "--percent", "A2=10", "--percent", "A1=25")
    assert sorted(amounts(paper).items()) == [("A1", "2500.00"), ("A2", "500.00")]


def test_a_percent_beyond_100_is_a_wrong_command_line(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    job.no(2, "invoice", "new", "--percent", "A1=100.000001")
    job.no(2, "invoice", "new", "--percent", "A1=-1")


def test_billing_over_widens_the_percent(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB, more='[billing]\nover = "5%"')
    job.no(2, "invoice", "new", "--percent", "A1=105.1")
    assert progress(job, "105") == {"A1": "10500.00"}


def test_an_item_with_nothing_left_is_left_out_and_named(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB, "id: A2, name: Walls, cost: 5000.00")
    progress(job, "100")
    answer = job.run("invoice", "new", "--percent", "all=100", "--id", "rest")
    assert answer.code == 0 and "A1" in answer.out + answer.err
    assert amounts(job.ok("invoice", "show", "rest")) == {"A2": "5000.00"}


def test_all_items_keeps_those_with_nothing_left(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB, "id: A2, name: Walls, cost: 5000.00")
    progress(job, "100")
    assert progress(job, "100", "--all-items", source="all") == {"A1": "0.00", "A2": "5000.00"}


def test_nothing_left_at_all_is_refused(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    progress(job, "100")
    assert job.no(3, "invoice", "new", "--percent", "A1=100") == {"bill.nothing-left"}


def test_the_line_says_what_it_was_reckoned_from(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, code: 03-30-00, cost: 10000.00, markup: 12%, taxed: false")
    paper = job.ok("invoice", "new", "--percent", "A1=60")
    line = paper["sections"][0]["lines"][0]
    assert (line["code"], line["description"], line["worth"]) == ("03-30-00", "Slab", "11200.00")
    assert (line["previous"], line["percent"], line["amount"]) == ("0.00", "60%", "6720.00")
    assert line["basis"]
    assert paper["sections"][0]["title"] == paper["title"] == "Progress billing"


@pytest.mark.parametrize(("budget", "contract"), [("cost-items", "fixed-price"), ("cost-codes", "fixed-price")])
def test_percentage_goes_with_either_budget(tmp_path: Path, budget: str, contract: str) -> None:
    job = fixed(tmp_path, SLAB)
    job.swap("ressio.toml", 'budget = "cost-items"', f'budget = "{budget}"')
    job.swap("ressio.toml", 'contract = "fixed-price"', f'contract = "{contract}"')
    assert progress(job, "10") == {"A1": "1000.00"}


def test_percentage_is_closed_before_the_lock_and_says_which_command_opens_it(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    job.ok("budget", "unlock")
    assert job.no(3, "invoice", "new", "--percent", "A1=10")
    assert "ressio budget lock" in job.run("invoice", "new", "--percent", "A1=10").err


def test_a_negative_item_is_billed_downwards(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB, "id: A2, name: Discount, cost: -1000.00")
    assert progress(job, "50", source="all") == {"A1": "5000.00", "A2": "-500.00"}
    assert progress(job, "100", source="A2") == {"A2": "-500.00"}


def test_an_item_of_no_worth_has_nothing_to_bill(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB, "id: A2, name: Included, cost: 0.00")
    assert progress(job, "50", source="all") == {"A1": "5000.00"}


def test_quantity_times_unit_cost_keeps_six_decimals(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, quantity: 3.333333, unit: cy, unit_cost: 1.234567, markup: 10%")
    assert progress(job, "100") == {"A1": "4.53"}  # 4.11522292 x 1.1 = 4.526745...
    assert job.ok("summary")["cost"]["original"] == "4.12"
