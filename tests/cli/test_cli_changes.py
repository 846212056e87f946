"""Approved changes: billed in full, in part, up and down; and the life of a change itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, amounts, change, cost_plus, fixed

MAT = "name: Heat mat, code: 09-30-00, cost: 1450.00, markup: 18%, taxed: true"
OMIT = 'name: Omit tile border, code: 09-30-00, item: "A1", cost: -300.00, markup: 0%'


def heated(tmp_path: Path, *items: str, status: str = "approved") -> House:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00", more='[tax]\nrates = {"Sales tax" = "8.25%"}')
    job.put("changes/CO-001.yaml", change(*(items or (MAT, OMIT)), status=status))
    return job


def billed(job: House, *words: str) -> dict[str, str]:
    return amounts(job.ok("invoice", "new", *words))


def test_a_change_is_billed_whole(tmp_path: Path) -> None:
    job = heated(tmp_path)
    paper = job.ok("invoice", "new", "--change", "CO-001")
    assert paper["sections"][0]["title"] == "Approved changes"
    assert paper["sections"][0]["from"] == "changes"
    assert amounts(paper) == {"CO-001/1": "1711.00", "CO-001/2": "-300.00"}
    assert (paper["subtotal"], paper["tax"], paper["total"]) == ("1411.00", "141.16", "1552.16")
    assert paper["sections"][0]["lines"][0]["taxed"] == ["Sales tax"]
    assert job.no(3, "invoice", "new", "--change", "CO-001") == {"bill.nothing-left"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--change", "CO-001/1"), {"CO-001/1": "1711.00"}),
        (("--percent", "CO-001=50"), {"CO-001/1": "855.50", "CO-001/2": "-150.00"}),
        (("--percent", "CO-001/2=10"), {"CO-001/2": "-30.00"}),
        (("--amount", "CO-001/2=-100"), {"CO-001/2": "-100.00"}),
        (("--from", "changes", "--all"), {"CO-001/1": "1711.00", "CO-001/2": "-300.00"}),
        (("--from", "changes", "--percent", "all=10"), {"CO-001/1": "171.10", "CO-001/2": "-30.00"}),
        (("--code", "09-30-00"), {"CO-001/1": "1711.00", "CO-001/2": "-300.00"}),
    ],
)
def test_parts_of_a_change(tmp_path: Path, words: tuple[str, ...], found: dict[str, str]) -> None:
    assert billed(heated(tmp_path), *words) == found


def test_the_rest_of_a_change_after_a_part(tmp_path: Path) -> None:
    job = heated(tmp_path)
    billed(job, "--percent", "CO-001=33.3333")
    assert billed(job, "--change", "CO-001") == {"CO-001/1": "1140.67", "CO-001/2": "-200.00"}


@pytest.mark.parametrize("pair", ["CO-001/2=1", "CO-001/2=-300.01", "CO-001/1=-1", "CO-001/1=1711.01"])
def test_a_credit_counts_the_other_way(tmp_path: Path, pair: str) -> None:
    heated(tmp_path).no(3, "invoice", "new", "--amount", pair)


@pytest.mark.parametrize("status", ["draft", "pending", "declined"])
def test_a_change_that_is_not_approved_is_refused(tmp_path: Path, status: str) -> None:
    job = heated(tmp_path, status=status)
    job.no(3, "invoice", "new", "--change", "CO-001")
    job.no(3, "invoice", "new", "--percent", "CO-001=50")
    job.no(3, "invoice", "new", "--from", "changes", "--all")


@pytest.mark.parametrize("pair", ["CO-009", "CO-001/3", "CO-001/0", "CO-001/one", ""])
def test_a_change_that_does_not_exist_is_a_wrong_command_line(tmp_path: Path, pair: str) -> None:
    heated(tmp_path).no(2, "invoice", "new", "--change", pair)


def test_changes_are_open_to_cost_plus(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 100.00"))
    assert billed(job, "--change", "CO-001") == {"CO-001/1": "100.00"}


def new_change(job: House, *more: str) -> str:
    words = (
        "--title",
        "Heated floor",
        "--kind",
        "change-order",
        "--item",
        "Heat mat=1450+18%,taxed,code=09-30-00,for=A1",
    )
    job.ok("change", "new", *words, *more)
    return "CO-001"


def test_the_life_of_a_change(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00", more='[tax]\nrates = {"Sales tax" = "8.25%"}')
    name = new_change(job)
    row = job.ok("change", "list")["changes"][0]
    assert (row["id"], row["kind"], row["status"]) == (name, "change-order", "draft")
    assert (row["worth"], row["cost"], row["billed"]) == ("1711.00", "1450.00", "0.00")
    job.no(3, "change", "approve", name, "--by", "Dana")
    job.no(3, "change", "decline", name, "--by", "Dana")
    job.ok("change", "propose", name, "--on", "2026-02-15")
    assert job.ok("summary")["contract"]["pending_changes"] == "1711.00"
    job.no(3, "change", "propose", name)
    job.ok("change", "decline", name, "--by", "Dana", "--on", "2026-02-20")
    job.no(3, "change", "approve", name, "--by", "Dana")
    job.ok("change", "propose", name, "--on", "2026-02-21")
    assert job.no(3, "change", "approve", name, "--by", "Dana", "--on", "2026-02-20") == {"change.date"}
    assert job.no(3, "change", "approve", name, "--by", "Dana", "--on", "2026-03-02") == {"date.future"}
    job.ok("change", "approve", name, "--by", "Dana", "--on", "2026-02-25")
    assert "entered: 2026-03-01" in job.text(f"changes/{name}.yaml")
    row = job.ok("change", "list")["changes"][0]
    assert (row["status"], row["decided"]) == ("approved", "2026-02-25")
    assert job.ok("summary")["contract"]["approved_price"] == "11711.00"
    for verb in ("propose", "decline", "approve"):
        by = () if verb == "propose" else ("--by", "Dana")
        job.no(3, "change", verb, name, *by)
    assert "seal: v2:sha256:" in job.text(f"changes/{name}.yaml")
    assert job.found() == []


def test_a_change_is_altered_after_approval(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00", more='[tax]\nrates = {"Sales tax" = "8.25%"}')
    name = new_change(job)
    job.ok("change", "propose", name)
    job.ok("change", "approve", name, "--by", "Dana")
    job.ok("invoice", "new", "--change", name, "--id", "heated")
    job.swap(f"changes/{name}.yaml", "1450.00" if "1450.00" in job.text(f"changes/{name}.yaml") else "1450", "1500.00")
    assert job.found() == ["change.changed-after-approval"]
    assert "change.changed-after-approval" in job.run("summary").err
    assert "change.changed-after-approval" in job.no(3, "release", "heated")


def test_approving_needs_the_locked_budget_on_fixed_price(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00")
    job.ok("budget", "unlock")
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 1.00", status="pending"))
    job.no(3, "change", "approve", "CO-001", "--by", "Dana")
    assert "ressio budget lock" in job.run("change", "approve", "CO-001", "--by", "Dana").err
    job.ok("budget", "lock")
    job.ok("change", "approve", "CO-001", "--by", "Dana")
    job.no(3, "budget", "unlock")


def test_approving_needs_no_lock_on_cost_plus(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 1.00", status="pending"))
    job.ok("change", "approve", "CO-001", "--by", "Dana")


def test_approval_without_a_decision_date_is_a_problem(tmp_path: Path) -> None:
    job = heated(tmp_path)
    job.put(
        "changes/CO-004.yaml", "title: Deck\nkind: selection\nstatus: approved\nitems:\n  - {name: A, cost: 1.00}\n"
    )
    found = job.run("check", "--json").json["problems"]
    assert [
        (one["code"], one["file"], one["line"], one["column"]) for one in found if one["severity"] == "problem"
    ] == [("change.no-decision", "changes/CO-004.yaml", 3, 9)]
