"""What two people write apart and then put together: every contradiction is found, told, and not built upon."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, bill, change, cost_plus, fixed

SLAB = "id: A1, name: Slab, cost: 10000.00"


def apart(job: House, *deeds: tuple[tuple[str, ...], ...]) -> None:
    """Do each row of deeds from the same start, as on branches of its own, and put the new files together."""
    start = job.files()
    found: dict[str, bytes] = {}
    for row in deeds:
        for words in row:
            assert job.run(*words).code == 0, words
        found |= {name: data for name, data in job.files().items() if start.get(name) != data}
        for name in job.files().keys() - start.keys():
            (job.root / name).unlink()
        for name, data in start.items():
            job.put(name, data)
    for name, data in found.items():
        job.put(name, data)
    drafts = {name for name in start if name.startswith("drafts/")}
    for name in drafts:
        (job.root / name).unlink()


def test_a_change_billed_on_two_branches(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 100.00"))
    ways = [
        (("invoice", "new", "--change", "CO-001", "--id", "a"), ("release", "a", "--number", n)) for n in ("1", "2")
    ]
    apart(job, *ways)
    found = job.run("check", "--json")
    assert found.code == 1
    said = " ".join(one["message"] for one in found.json["problems"])
    assert "INV-0001" in said and "INV-0002" in said and "CO-001/1" in said
    assert job.run("summary").code == 0 and "INV-0002" in job.run("summary").err


def test_an_actual_cost_billed_on_two_branches(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    job.put("bills/c-1.yaml", bill("amount: 100.00"))
    apart(
        job, *[(("invoice", "new", "--bill", "c-1", "--id", "a"), ("release", "a", "--number", n)) for n in ("1", "2")]
    )
    assert job.found() == ["draft.released-twice", "line.previous", "source.beyond-worth"]
    job.ok("void", "2", "--reason", "Billed twice")
    assert job.found() == []


def test_two_percents_from_the_same_start(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    apart(
        job,
        (("invoice", "new", "--percent", "A1=30", "--id", "a"), ("release", "a", "--number", "1")),
        (("invoice", "new", "--percent", "A1=50", "--id", "b"), ("release", "b", "--number", "2")),
    )
    assert job.found() == ["line.previous"]
    assert job.ok("invoice", "new", "--percent", "A1=60", "--id", "c")["total"] == "-2000.00"
    job.no(3, "release", "c")


def test_both_pay_the_rest(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    job.ok("invoice", "new", "--percent", "A1=30", "--id", "a")
    job.ok("release", "a")
    apart(job, (("pay", "1", "--on", "2026-03-01"),), (("pay", "1", "--on", "2026-03-02", "--future"),))
    found = job.run("check", "--json")
    assert found.code == 1
    said = str(found.json["problems"])
    assert "2026-03-01-INV-0001" in said and "2026-03-02-INV-0001" in said


def test_one_pays_and_one_voids(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    job.ok("invoice", "new", "--percent", "A1=30", "--id", "a")
    job.ok("release", "a")
    job.today = "2026-03-04"
    apart(job, (("pay", "1", "--on", "2026-03-03"),), (("void", "1", "--reason", "Wrong", "--on", "2026-03-02"),))
    assert job.ok("credit")["credit"] == "3000.00"


def hand(job: House, line: str, method: str = "percentage") -> None:
    job.put("drafts/h.yaml", f"title: H\nsections:\n  - title: W\n    from: {method}\n    lines:\n      - {{{line}}}\n")


@pytest.mark.parametrize(
    ("line", "method"),
    [
        ("source: A1, worth: 10000.00, amount: 10000.01", "percentage"),
        ("source: A1, worth: 10000.00, amount: -0.01", "percentage"),
        ("source: A9, worth: 10000.00, amount: 5.00", "percentage"),
        ("source: CO-001/1, worth: 100.00, amount: 100.00", "changes"),
        ("source: A1, worth: 10000.00, amount: 5.00", "changes"),
    ],
)
def test_a_draft_written_by_hand_is_held_to_the_law(tmp_path: Path, line: str, method: str) -> None:
    job = fixed(tmp_path, SLAB)
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 100.00", status="pending"))
    hand(job, line, method)
    job.no(3, "release", "h")


def test_a_draft_written_by_hand_with_another_worth_is_stale(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    hand(job, "source: A1, worth: 9000.00, percent: 10%, previous: 0.00, amount: 900.00")
    assert "line.stale" in job.no(3, "release", "h")
    job.ok("invoice", "edit", "h", "--refresh")
    assert job.ok("release", "h")["total"] == "1000.00"


def test_a_reason_written_by_hand_lets_a_claim_go_beyond(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    hand(job, "source: A1, worth: 10000.00, amount: 10000.01, over: Rock")
    assert job.found() == []
    assert job.ok("release", "h")["total"] == "10000.01"
    assert job.found() == []


def test_a_missing_source_is_never_zero(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 100.00"))
    job.ok("invoice", "new", "--change", "CO-001", "--id", "a")
    job.ok("release", "a")
    (job.root / "changes/CO-001.yaml").unlink()
    found = job.run("check", "--json")
    assert found.code == 1 and "CO-001/1" in str(found.json["problems"])


def test_numbers_that_others_left_open_are_noted(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    job.ok("invoice", "new", "--percent", "A1=30", "--id", "a")
    job.ok("release", "a")
    job.ok("invoice", "new", "--percent", "A1=40", "--id", "b")
    job.ok("release", "b", "--number", "4")
    assert job.found() == []
    notes = [one for one in job.ok("check")["problems"] if one["severity"] == "note"]
    assert any("INV-0002" in one["message"] and "INV-0003" in one["message"] for one in notes)
