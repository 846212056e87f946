"""Amounts stated by the person: on one source, shared over a group, or on no source at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, amounts, categories, change, fixed

HUNDREDS = [f"id: A{n}, name: Part {n}, cost: 100.00" for n in (1, 2, 3)]


def hundreds(tmp_path: Path) -> House:
    return fixed(tmp_path, *HUNDREDS)


def bill_amount(job: House, *pairs: str) -> dict[str, str]:
    return amounts(job.ok("invoice", "new", *(word for pair in pairs for word in ("--amount", pair))))


def test_a_stated_amount_is_this_invoices_claim(tmp_path: Path) -> None:
    job = hundreds(tmp_path)
    assert bill_amount(job, "A1=60") == {"A1": "60.00"}
    assert bill_amount(job, "A1=40.00") == {"A1": "40.00"}


def test_beyond_the_worth_is_refused_with_the_figures(tmp_path: Path) -> None:
    job = hundreds(tmp_path)
    bill_amount(job, "A1=60")
    job.no(3, "invoice", "new", "--amount", "A1=40.01")
    said = job.run("invoice", "new", "--amount", "A1=40.01").err
    assert "100.00" in said and ("40.00" in said or "60.00" in said)


def test_below_zero_is_refused(tmp_path: Path) -> None:
    job = hundreds(tmp_path)
    bill_amount(job, "A1=60")
    job.no(3, "invoice", "new", "--amount", "A1=-60.01")
    assert bill_amount(job, "A1=-60") == {"A1": "-60.00"}


def test_over_keeps_its_reason_on_the_line(tmp_path: Path) -> None:
    job = hundreds(tmp_path)
    paper = job.ok("invoice", "new", "--amount", "A1=120", "--over", "Rock under the slab")
    line = paper["sections"][0]["lines"][0]
    assert (line["amount"], line["over"]) == ("120.00", "Rock under the slab")
    assert job.found() == []


def test_the_tolerance_widens_the_far_end_only(tmp_path: Path) -> None:
    job = fixed(tmp_path, *HUNDREDS, more='[billing]\nover = "10%"')
    job.no(3, "invoice", "new", "--amount", "A1=110.01")
    job.no(3, "invoice", "new", "--amount", "A1=-0.01")
    assert bill_amount(job, "A1=110") == {"A1": "110.00"}


def test_a_group_amount_loses_no_cent(tmp_path: Path) -> None:
    assert bill_amount(hundreds(tmp_path), "all=100") == {"A1": "33.34", "A2": "33.33", "A3": "33.33"}


def test_a_group_amount_is_shared_over_what_is_left(tmp_path: Path) -> None:
    job = hundreds(tmp_path)
    bill_amount(job, "A1=50")
    bill_amount(job, "A3=100")
    assert bill_amount(job, "all=100") == {"A1": "33.33", "A2": "66.67"}


def test_a_group_amount_beyond_what_is_left_is_refused(tmp_path: Path) -> None:
    job = hundreds(tmp_path)
    job.no(3, "invoice", "new", "--amount", "all=300.01")
    assert bill_amount(job, "all=300") == {"A1": "100.00", "A2": "100.00", "A3": "100.00"}


def test_a_negative_group_amount_is_shared_over_what_is_claimed(tmp_path: Path) -> None:
    job = hundreds(tmp_path)
    bill_amount(job, "A1=50", "A2=25")
    assert bill_amount(job, "all=-10") == {"A1": "-6.67", "A2": "-3.33"}


def test_members_of_both_signs_share_by_sign(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 200.00", "id: A2, name: Discount, cost: -50.00")
    assert bill_amount(job, "all=75") == {"A1": "100.00", "A2": "-25.00"}


@pytest.mark.parametrize(("cost", "amount"), [("-200.00", "10"), ("-300.00", "10")])
def test_a_sum_of_zero_or_of_the_other_sign_is_refused(tmp_path: Path, cost: str, amount: str) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 200.00", f"id: A2, name: Credit, cost: {cost}")
    job.no(3, "invoice", "new", "--amount", f"all={amount}")


def test_a_change_is_a_group_for_an_amount(tmp_path: Path) -> None:
    job = hundreds(tmp_path)
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 200.00", "name: Omit, cost: -50.00"))
    assert bill_amount(job, "CO-001=75") == {"CO-001/1": "100.00", "CO-001/2": "-25.00"}


def test_stated_lines_take_their_amount_from_cost_and_markup(tmp_path: Path) -> None:
    job = hundreds(tmp_path)
    paper = job.ok("invoice", "new", "--item", "Permit fee=250+10%,code=01-40-00")
    section = paper["sections"][0]
    line = section["lines"][0]
    assert (section["from"], section["title"]) == ("amount", "Additional items")
    assert (line["source"], line["description"], line["code"]) == (None, "Permit fee", "01-40-00")
    assert (line["cost"], line["markup"], line["amount"]) == ("250.00", "10%", "275.00")


def test_stated_quantities_are_rounded_once(tmp_path: Path) -> None:
    job = hundreds(tmp_path)
    paper = job.ok("invoice", "new", "--item", "Siding=12.5*48.75", "--item", "Sand=3.333333*1.234567+10%")
    assert amounts(paper) == {"Siding": "609.38", "Sand": "4.53"}
    line = paper["sections"][0]["lines"][0]
    assert (line["quantity"], line["unit_cost"]) == ("12.5", "48.75")


@pytest.mark.parametrize(
    ("item", "name", "amount"),
    [
        ("Discount=-50", "Discount", "-50.00"),
        ("Warranty=0", "Warranty", "0.00"),
        ("Ratio a=b=100", "Ratio a=b", "100.00"),
        ("Sand, washed=10", "Sand, washed", "10.00"),
        ("Return=-2*10.25", "Return", "-20.50"),
        ("Loss leader=100+-10%", "Loss leader", "90.00"),
        ("Half cents=0.5*0.01", "Half cents", "0.01"),
        ("Permit=250,code=1000", "Permit", "250.00"),
        ("Credit=-0.5*0.01", "Credit", "-0.01"),
        ("Big=1,250.00", "Big", "1250.00"),
    ],
)
def test_stated_lines_on_the_command_line(tmp_path: Path, item: str, name: str, amount: str) -> None:
    assert amounts(hundreds(tmp_path).ok("invoice", "new", "--item", item)) == {name: amount}


YAML_ITEMS = """\
- description: Permit
  amount: 250.00
- {description: Dumpster, cost: 400, markup: 15%, code: 01-74-00}
- {description: Siding, quantity: 12.5, unit: sf, unit_cost: 48.75, taxed: false}
- {description: Sign, amount: -10, section: Fees}
"""
CSV_ITEMS = """\
description,amount,cost,markup,quantity,unit,unit_cost,code,taxed,section
Permit,250.00,,,,,,,,
Dumpster,,400,15%,,,,01-74-00,,
Siding,,,,12.5,sf,48.75,,false,
Sign,-10,,,,,,,,Fees
"""
ITEMS = {"Permit": "250.00", "Dumpster": "460.00", "Siding": "609.38", "Sign": "-10.00"}


@pytest.mark.parametrize(("name", "text"), [("more.yaml", YAML_ITEMS), ("more.csv", CSV_ITEMS), ("-", YAML_ITEMS)])
def test_items_come_from_yaml_csv_or_standard_input(tmp_path: Path, name: str, text: str) -> None:
    job = hundreds(tmp_path)
    if name != "-":
        (tmp_path / name).write_text(text)
        name = str(tmp_path / name)
    paper = job.ok("invoice", "new", "--items", name, stdin=text)
    assert amounts(paper) == ITEMS
    assert [section["title"] for section in paper["sections"]] == ["Additional items", "Fees"]
    assert paper["sections"][0]["lines"][2]["unit"] == "sf"


@pytest.mark.parametrize(
    "text",
    ["- {description: Permit}\n", "- {amount: 5}\n", "- {description: P, amount: 5, cost: 4}\n", "description: P\n",
     "- {description: P, quantity: 5}\n", "- {description: P, amount: 5.001}\n", "- {description: P, amuont: 5}\n"],
)  # fmt: skip
def test_items_that_are_wrong_are_told(tmp_path: Path, text: str) -> None:
    job = hundreds(tmp_path)
    answer = job.run("invoice", "new", "--items", "-", stdin=text)
    assert answer.code == 2 and answer.err.startswith("-:1:"), answer


@pytest.mark.parametrize(
    "words",
    [
        ("--item", "Permit"), ("--item", "Permit="), ("--item", "=250"), ("--item", "Permit=abc"),
        ("--item", "Permit=250,cod=x"), ("--item", "Permit=250,taxed=No"),
        ("--item", "Permit=250,taxed="), ("--amount", "A1"),
        ("--amount", "A1="), ("--amount", "A9=1"), ("--amount", "A1=1.001"), ("--amount", "A1=$5"),
        ("--items", "nowhere.yaml"), ("--amount", "A1=+5"), ("--amount", "A1=1e3"),
    ],
)  # fmt: skip
def test_a_mistake_in_what_is_stated_is_a_wrong_command_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    hundreds(tmp_path).no(2, "invoice", "new", *words)


def test_a_figure_beyond_twelve_digits_is_refused_where_it_would_arise(tmp_path: Path) -> None:
    job = hundreds(tmp_path)
    assert job.no(3, "invoice", "new", "--item", "Fee=999999*999999999") == {"money.too-large"}
    job.ok("invoice", "new", "--item", "A=999999999999.99", "--item", "B=1", "--id", "big")
    assert job.no(3, "release", "big") == {"money.too-large"}


def test_a_contract_beyond_twelve_digits_is_not_locked(tmp_path: Path) -> None:
    job = fixed(tmp_path, *HUNDREDS)
    job.ok("budget", "unlock")
    job.put("budget.yaml", categories(Work=[f"id: A{n}, name: N, cost: 999999999999.99" for n in (1, 2)]))
    assert job.no(3, "budget", "lock") == {"money.too-large"}
