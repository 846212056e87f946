"""The beginning of a job: init, the estimate from a spreadsheet, bills from one, and other currencies."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, amounts, bill, categories, cost_plus, fixed, quiet_run, settings


def test_init_makes_a_project_that_is_sound(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    words = ["init", str(folder), "--name", "Harbor House", "--contract", "fixed-price", "--budget", "cost-items"]
    answer = quiet_run([*words, "--client", "Dana Reyes"], "2026-03-01")
    assert answer.code == 0, answer
    made = {file.name for file in folder.iterdir()}
    assert {"ressio.toml", "budget.yaml", ".gitignore", ".gitattributes"} <= made
    assert "-merge" in (folder / ".gitattributes").read_text()
    job = House(folder)
    assert job.found() == []
    assert job.ok("summary")["contract"]["original_price"] == "0.00"
    assert quiet_run([*words, "--client", "Dana Reyes"], "2026-03-01").code == 3


@pytest.mark.parametrize("left_out", ["--name", "--contract", "--budget", "--client"])
def test_init_without_a_terminal_names_what_is_missing(tmp_path: Path, left_out: str) -> None:
    options = {"--name": "N", "--contract": "cost-plus", "--budget": "cost-codes", "--client": "C"}
    words = [word for option, value in options.items() if option != left_out for word in (option, value)]
    answer = quiet_run(["init", str(tmp_path / "new"), *words], "2026-03-01")
    assert answer.code == 2 and left_out in answer.err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("words", [("--contract", "lump"), ("--budget", "items"), ("--sample", "nothing")])
def test_init_refuses_what_it_does_not_know(tmp_path: Path, words: tuple[str, str]) -> None:
    options = {"--name": "N", "--contract": "cost-plus", "--budget": "cost-codes", "--client": "C"} | {
        words[0]: words[1]
    }
    flat = [word for pair in options.items() for word in pair]
    answer = quiet_run(["init", str(tmp_path / "new"), *flat], "2026-03-01")
    assert answer.code == 2 and not (tmp_path / "new").exists()


ESTIMATE = """\
Name,Category,ID,Cost,Markup,Taxed,Code,Quantity,Unit,Unit cost
Slab,Foundations,A1,"1,000.00",10%,,03-30-00,,,
Walls,Framing,B1,,,false,06,12.5,sf,48.75
Drain,Foundations,A2,-50,,,,,,
"""


def test_the_estimate_comes_from_csv_with_columns_in_any_order(tmp_path: Path) -> None:
    job = House(tmp_path / "job")
    job.put("ressio.toml", settings())
    (tmp_path / "estimate.csv").write_text(ESTIMATE)
    job.ok("budget", "import", str(tmp_path / "estimate.csv"))
    rows = {row["id"]: row for row in job.ok("budget", "--by", "item")["rows"]}
    assert [rows[name]["original_cost"] for name in ("A1", "A2", "B1")] == ["1000.00", "-50.00", "609.38"]
    assert [rows[name]["original_price"] for name in ("A1", "A2", "B1")] == ["1100.00", "-50.00", "609.38"]
    assert (rows["A1"]["name"], rows["A1"]["code"]) == ("Slab", "03-30-00")
    categories_shown = [row["name"] for row in job.ok("budget", "--by", "category")["rows"]]
    assert categories_shown[:2] == ["Foundations", "Framing"]


@pytest.mark.parametrize(
    "text",
    ["", "id,name\nA1,Slab,5\n", "id,name,cost,colour\nA1,Slab,5,red\n", "id,name,cost\nA1,Slab,x\n",
     "id,name,cost\nA1,Slab,5\nA1,Wall,6\n", "name,cost\nSlab,5\n"],
)  # fmt: skip
def test_a_wrong_estimate_is_told_and_changes_nothing(tmp_path: Path, text: str) -> None:
    job = House(tmp_path / "job")
    job.put("ressio.toml", settings())
    (tmp_path / "estimate.csv").write_text(text)
    before = job.files()
    answer = job.run("budget", "import", str(tmp_path / "estimate.csv"), "--json")
    assert answer.code == 2 and answer.json["problems"], answer
    assert job.files() == before


def test_an_estimate_is_not_loaded_over_the_lock(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1.00")
    (tmp_path / "estimate.csv").write_text(ESTIMATE)
    job.no(3, "budget", "import", str(tmp_path / "estimate.csv"))


BILLS = """\
vendor,number,date,due,kind,code,item,description,amount,markup,taxed
Coastal Concrete,88121,2026-02-20,2026-03-20,bill,03-30-00,,Footings,"8,200.00",15%,
Coastal Concrete,88121,2026-02-20,2026-03-20,bill,03-30-00,,Sand,100,,
Mill,7,2026-02-21,,expense,06,,Boards,50,,
"""


def test_bills_come_from_csv_and_an_id_that_exists_is_refused(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    (tmp_path / "bills.csv").write_text(BILLS)
    job.ok("bill", "import", str(tmp_path / "bills.csv"))
    rows = {row["id"]: row for row in job.ok("bill", "list")["bills"]}
    assert {name: (row["cost"], row["worth"], row["due"]) for name, row in rows.items()} == {
        "coastal-concrete-88121": ("8300.00", "9530.00", "2026-03-20"),
        "mill-7": ("50.00", "50.00", None),
    }
    job.no(3, "bill", "import", str(tmp_path / "bills.csv"))


def test_a_currency_without_cents(tmp_path: Path) -> None:
    job = House(tmp_path / "job")
    more = '[tax]\nrates = {T = "8%"}\n'
    job.put("ressio.toml", settings(more=more).replace("[project]\n", '[project]\ncurrency = "JPY"\n'))
    job.put("budget.yaml", categories(Work=["id: A1, name: Slab, cost: 1000, taxed: true"]))
    job.ok("budget", "lock")
    found = [job.ok("invoice", "new", "--percent", f"A1={percent}") for percent in ("33.35", "66.65", "100")]
    assert [paper["subtotal"] for paper in found] == ["334", "333", "333"]
    assert [paper["total"] for paper in found] == ["361", "360", "360"]
    job.no(2, "invoice", "new", "--amount", "A1=5.5")
    job.no(2, "payment", "new", "5.00")
    job.put("budget.yaml", categories(Work=["id: A1, name: Slab, cost: 1000.5"]))
    assert job.run("summary").code == 1


def test_the_currency_may_not_change_once_an_invoice_is_released(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1000")
    job.ok("invoice", "new", "--percent", "A1=10", "--id", "a")
    job.ok("release", "a")
    job.swap("ressio.toml", "[project]\n", '[project]\ncurrency = "EUR"\n')
    assert job.found() == ["invoice.currency"]


def test_taxes_and_markups_of_actual_costs_can_be_edited(tmp_path: Path) -> None:
    job = cost_plus(tmp_path, more='[tax]\nrates = {GST = "5%", PST = "7%"}\ndefault = ["GST"]')
    job.put("bills/c-1.yaml", bill("amount: 100.00, markup: 10%, taxed: true"))
    job.ok("invoice", "new", "--bill", "c-1", "--id", "a")
    assert amounts(job.ok("invoice", "edit", "a", "--markup", "c-1/1=20%")) == {"c-1/1": "120.00"}
    assert job.ok("invoice", "edit", "a", "--tax", "c-1/1=PST")["tax"] == "8.40"
    assert job.ok("invoice", "edit", "a", "--tax", "c-1/1=none")["tax"] == "0.00"
    paper = job.ok("release", "a")
    assert (paper["total"], paper["tax"]) == ("120.00", "0.00")
    assert job.ok("bill", "list")["bills"][0]["left"] == "0.00"
    job.no(2, "invoice", "new", "--change", "CO-001", "--markup", "CO-001/1=5%")


def test_a_markup_is_for_actual_costs_and_stated_lines_only(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1000")
    job.no(2, "invoice", "new", "--percent", "A1=10", "--markup", "A1=5%")
