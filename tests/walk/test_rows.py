"""Costs and prices of random jobs: each grouping adds up to the same total, and the total is what a plain sum says."""

from __future__ import annotations

import os
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from cli.house import House, bill, categories, change
from cli.house import settings as toml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from walk.plain_model import cents, text

EXAMPLES = 2000 if os.environ.get("RESSIO_SOAK") else 25
MONEY = st.integers(-50_000, 200_000).map(lambda whole: Fraction(whole, 100))
POSITIVE = st.integers(1, 200_000).map(lambda whole: Fraction(whole, 100))
CODES = ["01", "02", "03", "77"]
MARKUP = Fraction("0.188")  # 10% and 8%, compound

Part = dict[str, Any]


@st.composite
def jobs(draw: st.DrawFn, by_items: bool) -> Part:
    """Items, changes and bills that belong to items and codes in every way the specification is plain about."""
    items = {}
    for n in range(draw(st.integers(1, 4))):
        closed = by_items and draw(st.booleans())
        items[f"A{n}"] = {"code": draw(st.sampled_from(CODES[:3])), "cost": draw(MONEY), "closed": closed}
    homes = [*items, ""] if by_items else [""]
    part = st.fixed_dictionaries({"code": st.sampled_from(CODES), "item": st.sampled_from(homes), "cost": MONEY})
    spent = st.fixed_dictionaries({"code": st.sampled_from(CODES), "item": st.sampled_from(homes), "cost": POSITIVE})
    status = st.sampled_from(["approved", "approved", "pending", "declined", "draft"])
    changes = draw(st.lists(st.tuples(status, st.lists(part, min_size=1, max_size=3)), max_size=3))
    bills = draw(st.lists(st.lists(spent, min_size=1, max_size=3), max_size=3))
    return {"items": items, "changes": changes, "bills": bills}


def written(job: House, found: Part, contract: str, by_items: bool) -> None:
    more = '[markup]\nrates = {overhead = "10%", profit = "8%"}\nmode = "compound"\n'
    job.put("ressio.toml", toml(contract, "cost-items" if by_items else "cost-codes", more))
    lines = []
    for name, one in found["items"].items():
        closed = str(one["closed"]).lower()
        lines.append(f"id: {name}, name: {name}, code: '{one['code']}', cost: {text(one['cost'])}, closed: {closed}")
    job.put("budget.yaml", categories(One=lines[:2], Two=lines[2:]) if lines[2:] else categories(One=lines))
    assert job.run("budget", "lock", "--on", "2026-01-01").code == 0

    def part(one: Part) -> str:
        return f"code: '{one['code']}'" + (f", item: {one['item']}" if one["item"] else "")

    for n, (status, parts) in enumerate(found["changes"], 1):
        words = [f"name: P, {part(one)}, cost: {text(one['cost'])}, markup: 20%" for one in parts]
        job.put(f"changes/CO-{n:03}.yaml", change(*words, status=status))
    for n, parts in enumerate(found["bills"], 1):
        job.put(f"bills/v-{n}.yaml", bill(*[f"{part(one)}, amount: {text(one['cost'])}" for one in parts]))


def home(found: Part, one: Part, by_items: bool, own: str) -> str:
    """The row a part belongs to."""
    if not by_items:
        return str(one["code"])
    fitting = [name for name, item in found["items"].items() if item["code"] == one["code"]]
    return str(one["item"] or (fitting[0] if len(fitting) == 1 else own))


def reckoned(found: Part, by_items: bool) -> dict[str, Fraction]:
    """Cost and price of the whole job, row by row and then summed."""
    items = found["items"]
    rows: dict[str, list[Fraction]] = {}  # original, revised, actual
    for name, item in items.items():
        row = rows.setdefault(name if by_items else item["code"], [Fraction(0)] * 3)
        row[0] += item["cost"]
        row[1] += item["cost"]
    price = Fraction(0)
    for n, (status, parts) in enumerate(found["changes"], 1):
        for one in parts if status == "approved" else []:
            rows.setdefault(home(found, one, by_items, f"CO-{n:03}"), [Fraction(0)] * 3)[1] += one["cost"]
            price += cents(one["cost"] * Fraction("1.2"))
    for parts in found["bills"]:
        for one in parts:
            rows.setdefault(home(found, one, by_items, "unassigned"), [Fraction(0)] * 3)[2] += one["cost"]
    projected = Fraction(0)
    for name, (_, revised, actual) in rows.items():
        if by_items and name in items and items[name]["closed"]:
            projected += actual
        else:
            projected += revised + actual if revised < 0 else max(revised, actual)
    original, revised, actual = (sum((row[n] for row in rows.values()), Fraction(0)) for n in range(3))
    first = sum((cents(item["cost"] * (1 + MARKUP)) for item in items.values()), Fraction(0))
    pending = [one for status, parts in found["changes"] for one in parts if status == "pending"]
    return {
        "original": original, "revised": revised, "actual": actual, "projected": projected,
        "remaining": projected - actual, "original_price": first, "approved_changes": price,
        "approved_price": first + price, "adjustments": cents((projected - revised) * (1 + MARKUP)),
        "pending_changes": sum((cents(one["cost"] * Fraction("1.2")) for one in pending), Fraction(0)),
    }  # fmt: skip


@pytest.mark.parametrize("contract", ["fixed-price", "cost-plus"])
@pytest.mark.parametrize("by_items", [True, False])
def test_rows_add_up_to_the_total_and_the_total_to_the_summary(contract: str, by_items: bool) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(jobs(by_items))
    def holds(found: Part) -> None:
        with tempfile.TemporaryDirectory() as folder:
            job = House(Path(folder) / "job")
            written(job, found, contract, by_items)
            mine = {key: text(amount) for key, amount in reckoned(found, by_items).items()}
            said = job.ok("summary")
            assert said["cost"] == {key: mine[key] for key in said["cost"]}, found
            adjustments = mine["adjustments"] if contract == "cost-plus" else "0.00"
            assert said["contract"]["actual_adjustments"] == adjustments
            for key in ("original_price", "approved_changes", "approved_price", "pending_changes"):
                assert said["contract"][key] == mine[key], (key, found)
            for by in ("item", "category", "code"):
                table = job.ok("budget", "--by", by)
                total = table["total"]
                for key in (key for key in total if key not in ("id", "name", "code", "percent_billed")):
                    summed = sum((Fraction(row[key]) for row in table["rows"]), Fraction(0))
                    assert text(summed) == total[key], (by, key, found)
                costs = ("original", "revised", "actual", "remaining", "projected")
                assert [total[f"{key}_cost"] for key in costs] == [mine[key] for key in costs], (by, found)
                assert total["approved_price"] == mine["approved_price"], (by, found)
                assert total["left_to_bill"] == said["billing"]["left_to_bill"], (by, found)

    holds()
