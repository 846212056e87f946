"""Taxes and markups: what a price is made of, and what is charged on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, Object, bill, change, cost_plus, fixed

SALES = '[tax]\nrates = {"Sales tax" = "8.25%"}\ndefault = ["Sales tax"]\n'
TWO = '[tax]\nrates = {GST = "5%", PST = "7%"}\ndefault = ["GST", "PST"]\n'
DOLLARS = [f"id: A{n}, name: Part {n}, cost: 1.00, taxed: true" for n in (1, 2, 3)]


def taxes(paper: Object) -> list[tuple[str, str, str, str]]:
    return [(tax["name"], tax["rate"], tax["base"], tax["amount"]) for tax in paper["taxes"]]


def test_tax_is_rounded_once_per_rate_over_the_invoice(tmp_path: Path) -> None:
    job = fixed(tmp_path, *DOLLARS, more=SALES)
    paper = job.ok("invoice", "new", "--percent", "all=100")
    assert taxes(paper) == [("Sales tax", "8.25%", "3.00", "0.25")]
    assert (paper["subtotal"], paper["tax"], paper["total"]) == ("3.00", "0.25", "3.25")


def test_or_per_line_where_the_settings_say_so(tmp_path: Path) -> None:
    job = fixed(tmp_path, *DOLLARS, more=SALES + 'rounding = "line"\n')
    paper = job.ok("invoice", "new", "--percent", "all=100")
    assert taxes(paper) == [("Sales tax", "8.25%", "3.00", "0.24")]
    assert paper["total"] == "3.24"


def test_several_taxes_stand_side_by_side_and_never_on_one_another(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 100.00, taxed: true", more=TWO)
    words = ("--percent", "A1=100", "--item", "Books=50,taxed=GST", "--item", "Both=10,taxed=GST+PST", "--item", "No=7")
    paper = job.ok("invoice", "new", *words)
    assert taxes(paper) == [("GST", "5%", "160.00", "8.00"), ("PST", "7%", "110.00", "7.70")]
    assert (paper["subtotal"], paper["tax"], paper["total"]) == ("167.00", "15.70", "182.70")
    named = [line["taxed"] for section in paper["sections"] for line in section["lines"]]
    assert named == [["GST", "PST"], ["GST"], ["GST", "PST"], []]


def test_a_rate_that_comes_to_nothing_has_its_entry(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 100.00", more=TWO)
    paper = job.ok("invoice", "new", "--item", "Warranty=0,taxed=GST")
    assert taxes(paper) == [("GST", "5%", "0.00", "0.00")]


def test_tax_on_a_credit_is_negative(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 100.00", more=SALES)
    paper = job.ok("invoice", "new", "--item", "Discount=-10.06,taxed")
    assert taxes(paper) == [("Sales tax", "8.25%", "-10.06", "-0.83")]
    assert paper["total"] == "-10.89"


def test_a_list_of_names_in_the_budget(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 100.00, taxed: [PST]", more=TWO)
    assert taxes(job.ok("invoice", "new", "--percent", "A1=50")) == [("PST", "7%", "50.00", "3.50")]


def test_changes_and_bills_carry_their_own_taxes(tmp_path: Path) -> None:
    job = cost_plus(tmp_path, more=TWO)
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 100.00, taxed: true", "name: Tile, cost: 50.00"))
    job.put("bills/c-1.yaml", bill("amount: 200.00, taxed: [GST]", "amount: 10.00"))
    paper = job.ok("invoice", "new", "--change", "CO-001", "--bill", "c-1")
    assert taxes(paper) == [("GST", "5%", "300.00", "15.00"), ("PST", "7%", "100.00", "7.00")]
    assert paper["total"] == "382.00"


def test_the_rate_is_that_of_the_day_of_release(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 100.00, taxed: true", more=SALES)
    job.ok("invoice", "new", "--percent", "A1=50", "--id", "first")
    job.swap("ressio.toml", "8.25%", "10%")
    assert taxes(job.ok("release", "first")) == [("Sales tax", "10%", "50.00", "5.00")]
    job.swap("ressio.toml", '"10%"', '"12%"')
    assert taxes(job.ok("invoice", "show", "1")) == [("Sales tax", "10%", "50.00", "5.00")]
    assert job.found() == []


def priced(tmp_path: Path, item: str, more: str) -> tuple[str, str]:
    job = fixed(tmp_path, f"id: A1, name: Slab, {item}", more=more)
    summary = job.ok("summary")
    return summary["cost"]["original"], summary["contract"]["original_price"]


MARKUP = '[markup]\nrates = {overhead = "10%", profit = "8%"}\n'


@pytest.mark.parametrize(
    ("item", "more", "found"),
    [
        ("cost: 100.00", "", ("100.00", "100.00")),
        ("cost: 100.00", MARKUP, ("100.00", "118.00")),
        ("cost: 100.00", MARKUP + 'mode = "compound"\n', ("100.00", "118.80")),
        ("cost: 100.00, markup: 12%", MARKUP, ("100.00", "112.00")),
        ("cost: 100.00, markup: 0%", MARKUP, ("100.00", "100.00")),
        ("cost: 100.00, markup: -10%", MARKUP, ("100.00", "90.00")),
        ("cost: 100.00, price: 130.00", MARKUP, ("100.00", "130.00")),
        ("cost: 100.00, builder_taxed: true", MARKUP + '[tax]\nbuilder = "5%"\n', ("105.00", "123.90")),
        ("cost: 100.00", MARKUP + '[tax]\nbuilder = "5%"\n', ("100.00", "118.00")),
        ("cost: 0.10, builder_taxed: true, markup: 50%", '[tax]\nbuilder = "5%"\n', ("0.11", "0.16")),
        ("quantity: 120, unit: cy, unit_cost: 185.00, markup: 12%", "", ("22200.00", "24864.00")),
        ("quantity: 0.333333, unit_cost: 0.045, markup: 100%", "", ("0.01", "0.03")),
        ("cost: -300.00", MARKUP, ("-300.00", "-354.00")),
    ],
)
def test_price_is_reckoned_from_the_unrounded_cost(
    tmp_path: Path, item: str, more: str, found: tuple[str, str]
) -> None:
    assert priced(tmp_path, item, more) == found


def costs(job: House, *words: str) -> Object:
    return dict(job.ok("invoice", "new", "--bill", "c-1", *words))


def test_a_tax_override_on_actual_costs(tmp_path: Path) -> None:
    job = cost_plus(tmp_path, more=TWO)
    job.put("bills/c-1.yaml", bill("amount: 200.00, taxed: true", "amount: 100.00, taxed: true", "amount: 10.00"))
    words = ("--tax", "c-1/1=none", "--tax", "c-1/2=PST", "--tax", "c-1/3=GST+PST")
    assert taxes(costs(job, *words)) == [("GST", "5%", "10.00", "0.50"), ("PST", "7%", "110.00", "7.70")]


@pytest.mark.parametrize("words", [("c-1/1=VAT",), ("c-1/1",), ("c-1/9=GST",), ("c-1/1=GST+",), ("=GST",)])
def test_a_tax_that_is_not_there_is_a_wrong_command_line(tmp_path: Path, words: tuple[str]) -> None:
    job = cost_plus(tmp_path, more=TWO)
    job.put("bills/c-1.yaml", bill("amount: 200.00"))
    job.no(2, "invoice", "new", "--bill", "c-1", "--tax", *words)


RISE = '[tax]\nrates = {VAT = [{rate = "20%"}, {rate = "22%", from = 2026-07-01}]}\n'
JUNE, JULY = "2026-06-15", "2026-07-15"


def test_a_rate_that_changes_is_charged_by_the_day_of_release_and_taken_back_as_it_was(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00, taxed: true", more=RISE)
    job.ok("invoice", "new", "--percent", "A1=40", "--id", "one", today=JUNE)
    assert taxes(job.ok("release", "one", today=JUNE)) == [("VAT", "20%", "4000.00", "800.00")]
    job.ok("invoice", "new", "--percent", "A1=50", "--id", "two", today=JUNE)
    assert taxes(job.ok("release", "two", today=JULY)) == [("VAT", "22%", "1000.00", "220.00")]
    said = job.run("invoice", "new", "--percent", "A1=30", "--id", "back", today=JULY)
    assert said.err == (
        "note: VAT is 20% on -1,000.00, which takes back what was billed at that rate; on 2026-07-15 it is 22%\n"
    )
    assert "VAT 22%\n" in said.out and "VAT 20% of -1,000.00" in said.out
    credit = job.ok("release", "back", today=JULY)
    assert taxes(credit) == [("VAT", "22%", "-1000.00", "-220.00"), ("VAT", "20%", "-1000.00", "-200.00")]
    assert [line["tax_rates"] for line in credit["sections"][0]["lines"]] == [{"VAT": "22%"}, {"VAT": "20%"}]
    reissue = job.run("void", "1", "--reason", "Wrong", "--reissue", today=JULY)
    assert "note: VAT is 20% on 4,000.00, as on INV-0001; on 2026-07-15 it is 22%\n" in reissue.err
    assert taxes(job.ok("release", "progress-billing", today=JULY)) == [("VAT", "20%", "4000.00", "800.00")]
    assert job.found() == []


def test_credits_one_by_one_leave_no_cent_of_tax(tmp_path: Path) -> None:
    prices = ("68.33", "68.33", "57.50", "85.00")
    items = [f"id: A{n}, name: Part {n}, cost: {price}, taxed: true" for n, price in enumerate(prices)]
    job = fixed(tmp_path, *items, more='[tax]\nrates = {VAT = "20%"}\n')
    job.ok("invoice", "new", "--percent", "all=100", "--id", "one")
    job.ok("release", "one")
    for number in range(4):
        job.ok("invoice", "new", "--percent", f"A{number}=0", "--id", f"c{number}")
        last = job.ok("release", f"c{number}")
    assert last["taxes"] == [
        {
            "name": "VAT", "rate": "20%", "base": "-85.00", "amount": "-16.99", "base_before": "85.00",
            "amount_before": "16.99",
        }
    ]  # fmt: skip
    billing = job.ok("summary")["billing"]
    assert (billing["billed"], billing["tax"], billing["invoiced"]) == ("0.00", "0.00", "0.00")
    assert job.ok("statement")["closing"] == "0.00"
    assert job.found() == []


def test_tax_may_be_rounded_over_all_to_date(tmp_path: Path) -> None:
    job = fixed(tmp_path, *DOLLARS, more='[tax]\nrates = {VAT = "5.5%"}\nrounding = "to-date"\n')
    amounts = []
    for number in (1, 2, 3):
        job.ok("invoice", "new", "--percent", f"A{number}=100", "--id", "x")
        amounts.append(job.ok("release", "x")["tax"])
    assert amounts == ["0.06", "0.05", "0.06"]
    assert "VAT 5.5% of 1.00, rounded to date" in job.run("invoice", "show", "2").out
    assert job.found() == []


def test_one_source_under_two_taxes_on_one_invoice(tmp_path: Path) -> None:
    more = '[tax]\nrates = {GST = "5%", HST = "14%"}\ndefault = ["GST"]\n'
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 50000.00, taxed: true", more=more)
    job.ok("invoice", "new", "--amount", "A1=6000", "--id", "one")
    assert job.ok("invoice", "add", "one", "--amount", "A1=9000", "--tax", "A1=HST")["total"] == "16560.00"
    assert job.no(2, "invoice", "edit", "one", "--amount", "A1=100") == {"line.ambiguous"}
    assert job.ok("invoice", "edit", "one", "--amount", "2.1=8000")["total"] == "15420.00"
    assert taxes(job.ok("release", "one")) == [("GST", "5%", "6000.00", "300.00"), ("HST", "14%", "8000.00", "1120.00")]
    assert job.found() == []
