"""Every figure on paper is the figure of `--json`, read back from the PDFs of the sample projects."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from cli.house import House
from pdf_pages import read_back

SAMPLES = Path(__file__).parent.parent.parent / "sample-projects"
LATER = "2026-06-15"


@pytest.fixture(scope="module", params=["average-home", "lakeside-remodel"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> House:
    """A sample job."""
    root = tmp_path_factory.mktemp("figures") / "job"
    shutil.copytree(SAMPLES / request.param, root)
    return House(root, LATER)


def paper(house: House, *words: str) -> list[str]:
    """The lines of one paper, read back from its PDF."""
    file = house.root.parent / "paper.pdf"
    assert house.run("pdf", *words, "-o", str(file)).code == 0
    return read_back(file.read_bytes()).split("\n")


def printed(amount: str) -> str:
    """`-1250.00` as paper has it: `-1,250.00`."""
    sign, whole, cents = amount[: amount.startswith("-")], *amount.removeprefix("-").split(".")
    return f"{sign}{int(whole):,}.{cents}"


def turned(amount: str) -> str:
    """What is taken off."""
    return printed(amount.removeprefix("-") if amount.startswith("-") else f"-{amount}")


def wanted(invoice: dict[str, Any], costs: bool) -> Counter[str]:
    """Every figure of the object of an invoice that its paper has, as often as it has it."""
    found: Counter[str] = Counter()
    for section in invoice["sections"]:
        tells = any(line["percent"] or line["previous"] not in (None, "0.00") for line in section["lines"])
        for line in section["lines"]:
            found[printed(line["amount"])] += 1
            found.update(printed(line[key]) for key in ("worth", "previous") if tells and line[key])
            found.update([printed(line["cost"])] if costs and line["cost"] else [])
            found.update(line[key] for key in ("percent", *(["markup"] if costs else [])) if line[key])
        found[printed(section["subtotal"])] += 1
    found[printed(invoice["subtotal"])] += 1
    found[printed(invoice["total"])] += 1
    for tax in invoice["taxes"]:
        found.update([printed(tax["base"]), printed(tax["amount"]), tax["rate"]])
    if invoice["retainage_held"] != "0.00":
        found[turned(invoice["retainage_held"])] += 1
    if invoice["status"] not in ("draft", "void") and not invoice["total"].startswith("-"):
        found[printed(invoice["balance"])] += 1
    if invoice["recap"]:
        found.update(contract(invoice["recap"]))
    return found


def contract(recap: dict[str, Any]) -> list[str]:
    """Where the contract stands: against a price with what is left of it, or against an estimate."""
    if recap["left"] is None:
        return [printed(recap["approved_price"]), printed(recap["billed_to_date"])]
    return [printed(amount) for amount in recap.values()]


def figures(lines: list[str]) -> Counter[str]:
    return Counter(word.rstrip(":,") for line in lines for word in line.split())


def test_every_figure_of_every_invoice(house: House) -> None:
    ids = [row["id"] for row in house.ok("invoice", "list")["invoices"]]
    assert len(ids) >= 4
    for id in ids:
        shown = house.ok("invoice", "show", id)
        there = figures(paper(house, id))
        costs = "cost: true" in house.text(f"invoices/{id}.yaml" if shown["number"] else f"drafts/{id}.yaml")
        assert {word: count for word, count in wanted(shown, costs).items() if there[word] < count} == {}, id
        for payment in shown["payments"]:
            part = next(part for part in payment["applied"] if part["invoice"] == id)
            if payment["status"] in ("cleared", "pending"):
                assert there[turned(part["amount"])] or there[printed(part["amount"])], (id, payment)


def test_amounts_of_lines_stand_behind_their_descriptions(house: House) -> None:
    for row in house.ok("invoice", "list")["invoices"]:
        lines = paper(house, row["id"])
        for section in house.ok("invoice", "show", row["id"])["sections"]:
            for line in section["lines"]:
                name = line["description"].split("\n")[0]
                amount = printed(line["amount"])
                assert any(name in each and each.endswith(amount) for each in lines), (row["id"], name, lines)


def test_the_statement_and_its_aging(house: House) -> None:
    told, aged = house.ok("statement"), house.ok("aging")
    lines = paper(house, "statement")
    for entry in told["entries"]:
        words = [printed(entry[key]) for key in ("debit", "credit") if entry[key] != "0.00"]
        wanted_end = " ".join([*words, printed(entry["balance"])])
        assert any(each.startswith(entry["on"]) and each.endswith(wanted_end) for each in lines), (entry, lines)
    assert any(each.endswith(printed(told["closing"].removeprefix("-"))) for each in lines)
    there = figures(lines)
    assert all(there[printed(amount)] for amount in (aged["totals"][name] for name in aged["buckets"]))


def test_receipts(house: House) -> None:
    for payment in house.ok("payment", "list")["payments"]:
        there = figures(paper(house, payment["id"]))
        for amount in (payment["amount"], *(part["amount"] for part in payment["applied"])):
            assert there[printed(amount.removeprefix("-"))], payment


def test_changes_and_what_they_do_to_the_contract(house: House) -> None:
    for change in house.ok("change", "list")["changes"]:
        there = figures(paper(house, change["id"]))
        assert there[printed(change["worth"])] >= 2, change


def test_the_budget_in_short(house: House) -> None:
    table, totals = house.ok("budget", "--by", "category"), house.ok("summary")
    lines = paper(house, "budget")
    keys = ("original_price", "approved_changes", "approved_price", "billed", "left_to_bill")
    for row in (*table["rows"], table["total"]):
        words = " ".join(printed(row[key]) for key in keys)
        assert any(words in each for each in lines), (row, lines)
        assert not row["percent_billed"] or any(each.endswith(row["percent_billed"]) for each in lines), row
    there = figures(lines)
    for key in ("billed", "left_to_bill", "received", "outstanding"):
        assert there[printed(totals["billing"][key])], key
