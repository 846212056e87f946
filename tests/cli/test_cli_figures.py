"""Where the job stands: summary, budget, unbilled and the lists, on one worked job of each kind of contract."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from cli.house import House, Object, bill, change, cost_plus, fixed

MONEY = (
    "original_cost", "revised_cost", "actual_cost", "remaining_cost", "projected_cost", "profit", "original_price",
    "approved_changes", "approved_price", "billed", "left_to_bill",
)  # fmt: skip


def worked(tmp_path: Path) -> House:
    """Fixed price: A1 1,000 at 20%, A2 2,000 at 10%, B1 500 closed; a change of each standing; bills over and under."""
    job = fixed(
        tmp_path,
        Foundations=["id: A1, name: Slab, code: '03', cost: 1000.00, markup: 20%",
                     "id: A2, name: Drain, code: '04', cost: 2000.00, markup: 10%"],
        Framing=["id: B1, name: Walls, code: '06', cost: 500.00, closed: true"],
        more='[tax]\nrates = {T = "10%"}\n',
    )  # fmt: skip
    job.swap("ressio.toml", 'name = "Harbor House"', 'name = "Harbor House"\nsquare_feet = 100')
    job.put("changes/CO-001.yaml", change("name: Mat, item: A1, cost: 100.00, markup: 50%", "name: Omit, cost: -40.00"))
    job.put("changes/CO-002.yaml", change("name: Deck, cost: 300.00", status="pending", title="Deck"))
    job.put("changes/CO-003.yaml", change("name: No, cost: 900.00", status="declined", title="No"))
    lines = ("item: A1, amount: 1300.00", "code: '04', amount: 150.00", "code: '99', amount: 30.00", "amount: 7.00")
    job.put("bills/c-1.yaml", bill(*lines))
    job.put("bills/c-2.yaml", bill("item: B1, amount: 450.00", status="paid"))
    job.put("bills/c-3.yaml", bill("item: B1, amount: 5000.00", status="draft"))
    return job


def rows(job: House, by: str) -> dict[str, Object]:
    table = job.ok("budget", "--by", by)
    for key in MONEY:
        assert sum(Decimal(row[key]) for row in table["rows"]) == Decimal(table["total"][key]), (by, key)
    return {row["id"]: row for row in table["rows"]} | {"total": table["total"]}


def test_the_summary_of_a_fixed_price_job(tmp_path: Path) -> None:
    job = worked(tmp_path)
    found = job.ok("summary")
    assert found["contract"] == {
        "original_price": "3900.00", "approved_changes": "110.00", "approved_price": "4010.00",
        "pending_changes": "300.00", "actual_adjustments": "0.00", "projected_price": "4310.00",
    }  # fmt: skip
    # revised: A1 1,100, A2 2,000, B1 500, the change's own row -40. Actual: A1 1,300, A2 150, B1 450, other 37.
    # projected: A1 1,300, A2 2,000, B1 450 (closed), change -40 + 0, other 37.
    assert found["cost"] == {
        "original": "3500.00", "revised": "3560.00", "actual": "1937.00", "remaining": "1810.00",
        "projected": "3747.00",
    }  # fmt: skip
    assert found["profit"] == {"original": "400.00", "revised": "450.00", "projected": "263.00"}
    assert found["margin"] == {"original": "10.26%", "revised": "11.22%", "projected": "6.56%"}
    assert found["price_per_square_foot"] == "40.10"
    assert found["locked"] == {"on": "2026-01-01", "price": "3900.00", "cost": "3500.00"}
    assert found["as_of"] == "2026-03-01"


def test_the_budget_by_item(tmp_path: Path) -> None:
    job = worked(tmp_path)
    found = rows(job, "item")
    slab = found["A1"]
    assert [slab[key] for key in MONEY] == [
        "1000.00", "1100.00", "1300.00", "0.00", "1300.00", "-100.00", "1200.00", "0.00", "1200.00", "0.00", "1200.00",
    ]  # fmt: skip
    assert (found["CO-001"]["approved_changes"], found["CO-001"]["approved_price"]) == ("110.00", "110.00")
    assert found["CO-001"]["revised_cost"] == "-40.00"
    total, summary = found["total"], job.ok("summary")
    assert (total["original_price"], total["approved_changes"], total["approved_price"]) == (
        "3900.00",
        "110.00",
        "4010.00",
    )
    for key, name in (("original", "original_cost"), ("revised", "revised_cost"), ("actual", "actual_cost"),
                      ("remaining", "remaining_cost"), ("projected", "projected_cost")):  # fmt: skip
        assert total[name] == summary["cost"][key]
    assert total["profit"] == summary["profit"]["projected"]


@pytest.mark.parametrize(("by", "names"), [("code", {"03", "04", "06", "uncoded"}), ("category", {"Changes"})])
def test_the_other_groupings_have_the_same_total(tmp_path: Path, by: str, names: set[str]) -> None:
    job = worked(tmp_path)
    found = rows(job, by)
    total = rows(job, "item")["total"]
    assert [found["total"][key] for key in MONEY] == [total[key] for key in MONEY]
    shown = set(found) | {row["name"] for row in found.values()} | {row["code"] for row in found.values()}
    assert names <= shown


def test_changes_stand_under_their_codes(tmp_path: Path) -> None:
    job = worked(tmp_path)
    job.put("changes/CO-004.yaml", change("name: More, code: '04', cost: 60.00", "name: New, code: '09', cost: 8.00"))
    by_code = {row["code"] or row["id"]: row for row in job.ok("budget", "--by", "code")["rows"]}
    assert by_code["04"]["approved_changes"] == "60.00"
    assert by_code["09"]["approved_changes"] == "8.00"


def test_the_billing_figures(tmp_path: Path) -> None:
    job = worked(tmp_path)
    billed = ("--percent", "A1=50", "--change", "CO-001", "--item", "Fee=20,taxed", "--due", "2026-02-20")
    job.ok("invoice", "new", *billed, "--id", "a")
    job.ok("release", "a", "--on", "2026-02-11")
    job.ok("pay", "1", "500", "--on", "2026-02-20")
    job.ok("pay", "1", "30", "--pending")
    job.ok("invoice", "new", "--percent", "A2=10", "--id", "b")
    assert job.ok("summary")["billing"] == {
        "billed": "730.00", "contract": "600.00", "changes": "110.00", "actuals": "0.00", "additional": "20.00",
        "tax": "2.00", "retainage_held": "0.00", "invoiced": "732.00", "collected": "500.00", "received": "500.00",
        "pending": "30.00", "outstanding": "232.00", "overdue": "232.00", "credit": "0.00", "deposits_held": "0.00",
        "drafted": "220.00", "left_to_bill": "3300.00", "undecided": "0.00", "deposits_drawn": "0.00",
        "deposits_returned": "0.00", "written_off": "0.00", "discounts": "0.00",
    }  # fmt: skip
    by_item = rows(job, "item")
    assert (by_item["A1"]["billed"], by_item["A1"]["left_to_bill"]) == ("600.00", "600.00")
    assert (by_item["A1"]["percent_billed"], by_item["CO-001"]["percent_billed"]) == ("50%", "100%")
    assert (by_item["total"]["left_to_bill"], by_item["total"]["percent_billed"]) == ("3300.00", "18.2%")
    totals = job.ok("invoice", "list")["totals"]
    assert totals == {
        "invoiced": "732.00", "collected": "500.00", "outstanding": "232.00", "overdue": "232.00",
        "received": "500.00", "deposits_drawn": "0.00", "deposits_returned": "0.00", "deposits_held": "0.00",
        "credit": "0.00", "written_off": "0.00", "discounts": "0.00",
        "drafts": {"count": 1, "total": "220.00"},
    }  # fmt: skip
    listed = job.ok("change", "list")
    first = listed["changes"][0]
    assert (first["id"], first["worth"], first["billed"], first["left"]) == ("CO-001", "110.00", "110.00", "0.00")


def test_unbilled_lists_what_could_be_billed_today(tmp_path: Path) -> None:
    job = worked(tmp_path)
    assert job.ok("budget", "--by", "item")["total"]["billed"] == "0.00"
    found = job.ok("unbilled")
    assert [(row["source"], row["from"], row["worth"], row["billed"], row["drafted"], row["left"]) for row in
            found["sources"]] == [
        ("CO-001/1", "changes", "150.00", "0.00", "0.00", "150.00"),
        ("CO-001/2", "changes", "-40.00", "0.00", "0.00", "-40.00"),
    ]  # fmt: skip
    assert found["total"] == "110.00"
    assert job.run("unbilled", "--fail").code == 1
    failed = job.run("unbilled", "--fail", "--json")
    assert failed.code == 1 and "problems" in failed.json
    contract = {row["source"]: row["left"] for row in job.ok("unbilled", "--contract")["sources"]}
    assert contract == {"CO-001/1": "150.00", "CO-001/2": "-40.00", "A1": "1200.00", "A2": "2200.00", "B1": "500.00"}
    job.ok("invoice", "new", "--amount", "CO-001/1=100", "--id", "a")
    row = job.ok("unbilled")["sources"][0]
    assert (row["billed"], row["drafted"], row["left"]) == ("0.00", "100.00", "50.00")
    job.ok("invoice", "new", "--change", "CO-001", "--id", "b")
    assert job.ok("unbilled")["sources"] == []
    assert job.run("unbilled", "--fail").code == 0
    late = job.ok("unbilled", today="2026-03-16")
    assert [(row["from"], row["source"]) for row in late["sources"]] == [("draft", "a"), ("draft", "b")]
    assert late["total"] == "0.00"
    assert job.ok("unbilled", today="2026-03-15")["sources"] == []


PLUS = '[markup]\nrates = {overhead = "10%", profit = "8%"}\nmode = "compound"\n'


def plus(tmp_path: Path) -> House:
    job = cost_plus(
        tmp_path, "id: A1, name: Slab, code: '03', cost: 1000.00", "id: A2, name: More slab, code: '03', cost: 500.00",
        "id: B1, name: Walls, code: '06', cost: 800.00", more=PLUS,
    )  # fmt: skip
    job.put("bills/c-1.yaml", bill("code: '03', amount: 1600.00", "code: '06', amount: 100.00, markup: 0%"))
    job.put("bills/c-2.yaml", bill("code: '77', amount: 50.00", "amount: 25.00"))
    job.put("changes/CO-001.yaml", change("name: Mat, code: '06', cost: 200.00, markup: 10%"))
    return job


def test_the_summary_of_a_cost_plus_job(tmp_path: Path) -> None:
    job = plus(tmp_path)
    found = job.ok("summary")
    # code 03: revised 1,500, actual 1,600; 06: revised 1,000, actual 100; 77 and no code: 75 beyond the budget
    assert found["cost"] == {
        "original": "2300.00", "revised": "2500.00", "actual": "1775.00", "remaining": "900.00", "projected": "2675.00",
    }  # fmt: skip
    assert found["contract"] == {
        "original_price": "2732.40", "approved_changes": "220.00", "approved_price": "2952.40",
        "pending_changes": "0.00", "actual_adjustments": "207.90", "projected_price": "3160.30",
    }  # fmt: skip
    assert found["profit"] == {"original": "432.40", "revised": "452.40", "projected": "485.30"}
    # worth: 1,900.80 + 100.00 + 59.40 + 29.70; a bill of code 06 may carry out the change of 220.00
    assert (found["billing"]["left_to_bill"], found["billing"]["undecided"]) == ("2089.90", "220.00")
    assert rows(job, "item")["total"]["projected_profit"] == found["profit"]["projected"]
    assert found["locked"] is None


def test_a_cost_plus_job_compares_costs_by_code(tmp_path: Path) -> None:
    job = plus(tmp_path)
    found = rows(job, "code")
    by_code = {row["code"]: row for row in found.values() if row["code"]}
    assert (by_code["03"]["revised_cost"], by_code["03"]["projected_cost"]) == ("1500.00", "1600.00")
    assert (by_code["06"]["revised_cost"], by_code["06"]["actual_cost"]) == ("1000.00", "100.00")
    for by in ("item", "category"):
        assert [rows(job, by)["total"][key] for key in MONEY] == [found["total"][key] for key in MONEY]


def test_cost_plus_billing_by_code(tmp_path: Path) -> None:
    job = plus(tmp_path)
    job.ok("invoice", "new", "--bill", "c-1", "--amount", "c-2/1=9.40", "--item", "Fee=5", "--id", "a")
    job.ok("release", "a")
    billing = job.ok("summary")["billing"]
    assert (billing["actuals"], billing["additional"], billing["billed"]) == ("2010.20", "5.00", "2015.20")
    assert (billing["left_to_bill"], billing["undecided"]) == ("79.70", "220.00")
    listed = {row["id"]: (row["worth"], row["billed"], row["left"]) for row in job.ok("bill", "list")["bills"]}
    assert listed == {"c-1": ("2000.80", "2000.80", "0.00"), "c-2": ("89.10", "9.40", "79.70")}
    assert rows(job, "code")["total"]["left_to_bill"] == "79.70"


def test_an_estimate_is_marked_as_not_locked(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 0.00")
    job.ok("budget", "unlock")
    found = job.ok("summary")
    assert found["locked"] is None
    assert found["margin"] == {"original": None, "revised": None, "projected": None}
    assert found["price_per_square_foot"] is None
    assert rows(job, "item")["total"]["percent_billed"] is None
