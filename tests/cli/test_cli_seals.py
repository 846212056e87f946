"""What was sealed and then touched by hand: found by check, told by every command, and not built upon."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, fixed

SLAB = "id: A1, name: Slab, cost: 10000.00"


def released(tmp_path: Path, more: str = "") -> House:
    job = fixed(tmp_path, SLAB, "id: A2, name: Walls, cost: 500.00, taxed: true", more=more)
    job.ok("invoice", "new", "--percent", "A1=20", "--notes", "Thank you", "--id", "a")
    job.ok("release", "a")
    return job


NAME = "invoices/INV-0001.yaml"


@pytest.mark.parametrize(
    ("old", "new"),
    [("amount: 2000.00", "amount: 2100.00"), ("total: 2000.00", "total: 200.00"), ("notes: Thank you", "notes: Thanks"),
     ("due: 2026-03-31", "due: 2026-04-30"), ("released: 2026-03-01", "released: 2026-03-02")],
)  # fmt: skip
def test_a_hand_edit_is_found_told_and_not_built_upon(tmp_path: Path, old: str, new: str) -> None:
    job = released(tmp_path)
    text = job.text(NAME)
    assert old in text
    job.put(NAME, text.replace(old, new, 1))
    found = job.run("check", "--json")
    assert found.code == 1
    assert NAME in {one["file"] for one in found.json["problems"]}
    for words in (("summary",), ("invoice", "list"), ("unbilled",), ("payment", "list")):
        answer = job.run(*words)
        assert answer.code == 0 and "INV-0001" in answer.err, words


def test_a_note_is_told_by_check_alone(tmp_path: Path) -> None:
    job = released(tmp_path)
    job.ok("invoice", "new", "--percent", "A2=20", "--id", "b")
    job.ok("release", "b", "--number", "3")
    assert job.found("note") == ["invoice.gap"]
    assert job.run("summary").err == ""


def test_a_claim_on_a_source_with_a_broken_seal_is_refused(tmp_path: Path) -> None:
    job = released(tmp_path)
    job.ok("invoice", "new", "--percent", "A1=50", "--id", "b")
    job.ok("invoice", "new", "--percent", "A2=50", "--id", "c")
    job.put(NAME, job.text(NAME).replace("amount: 2000.00", "amount: 2100.00", 1))
    job.no(3, "release", "b")
    job.no(3, "pay", "1")


@pytest.mark.parametrize(
    "how",
    [lambda text: "# a comment\n" + text, lambda text: text.replace("\n", "\r\n"),
     lambda text: text.replace("notes: Thank you", 'notes:   "Thank you"   # polite'),
     lambda text: text + "internal: called Dana\n"],
)  # fmt: skip
def test_comments_spacing_line_ends_and_internal_do_not_count(tmp_path: Path, how: object) -> None:
    job = released(tmp_path)
    job.put(NAME, how(job.text(NAME)))  # type: ignore[operator]
    assert job.found() == []


def test_key_order_does_not_count(tmp_path: Path) -> None:
    job = released(tmp_path)
    lines = job.text(NAME).splitlines(keepends=True)
    total = next(line for line in lines if line.startswith("total:"))
    job.put(NAME, total + "".join(line for line in lines if line != total))
    assert job.found() == []


def test_a_renamed_or_missing_invoice_file(tmp_path: Path) -> None:
    job = released(tmp_path)
    text = job.text(NAME)
    (job.root / NAME).rename(job.root / "invoices/INV-0002.yaml")
    job.ok("invoice", "list")
    assert job.found() == ["invoice.renamed"]
    job.put(NAME, text)
    assert job.found() == ["invoice.renamed", "line.previous"]  # and twenty percent billed twice, from the same start


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [("budget.yaml", "cost: 10000.00", "cost: 10000.01"), ("budget.yaml", "taxed: true", "taxed: false"),
     ("ressio.toml", 'overhead = "10%"', 'overhead = "11%"'), ("budget.yaml", "id: A2", "id: A3")],
)  # fmt: skip
def test_a_budget_changed_after_the_lock_names_the_items(tmp_path: Path, file: str, old: str, new: str) -> None:
    more = '[markup]\nrates = {overhead = "10%"}\n\n[tax]\nrates = {T = "5%"}\n'
    job = fixed(tmp_path, SLAB, "id: A2, name: Walls, cost: 500.00, taxed: true", more=more)
    job.swap(file, old, new)
    assert set(job.found()) == {"budget.changed-after-lock"}
    said = job.run("check")
    assert any(name in said.out + said.err for name in ("A1", "A2"))
    assert "budget.changed-after-lock" in job.run("summary").err
    job.swap(file, new, old)
    assert job.found() == []


def test_a_release_on_a_changed_budget_is_refused(tmp_path: Path) -> None:
    job = released(tmp_path)
    job.ok("invoice", "new", "--percent", "A1=50", "--id", "b")
    job.swap("budget.yaml", "cost: 10000.00", "cost: 10000.01")
    job.no(3, "release", "b")


def test_words_of_the_budget_that_carry_no_price_may_change(tmp_path: Path) -> None:
    job = released(tmp_path)
    job.swap("budget.yaml", "name: Slab", "name: Slab and footings, closed: true")
    assert job.found() == []


@pytest.mark.parametrize(
    "lock", ["{on: 2026-01-01, price: 10000.00}", "{on: 2026-01-01, price: 10000.00, cost: 10000.00}"]
)
def test_a_hand_written_lock_is_accepted(tmp_path: Path, lock: str) -> None:
    job = fixed(tmp_path, SLAB)
    job.put("budget.yaml", f"locked: {lock}\ncategories:\n  - name: Work\n    items:\n      - {{{SLAB}}}\n")
    assert job.found() == []
    assert job.ok("invoice", "new", "--percent", "A1=10")["total"] == "1000.00"
    job.swap("budget.yaml", "price: 10000.00", "price: 9999.00")
    assert job.found() == ["budget.changed-after-lock"]


def test_unlock_is_refused_while_something_builds_on_the_lock(tmp_path: Path) -> None:
    job = released(tmp_path)
    job.no(3, "budget", "unlock")
    job.ok("void", "1", "--reason", "Wrong")
    job.ok("budget", "unlock")
    job.no(3, "budget", "unlock")
    job.ok("budget", "lock")
    job.no(3, "budget", "lock")


def payment(invoice: str, amount: str) -> str:
    head = f"received: 2026-03-01\namount: {amount}\nmethod: check\nstatus: cleared\n"
    return head + f"applied:\n  - {{invoice: {invoice}, amount: {amount}}}\n"


def test_paid_too_much_is_a_finding(tmp_path: Path) -> None:
    job = released(tmp_path)
    job.put("payments/2026-03-01-INV-0001.yaml", payment("INV-0001", "2100.00"))
    assert job.found() == ["invoice.over-paid"]
    assert job.run("summary").code == 0 and "INV-0001" in job.run("summary").err


def test_a_payment_of_an_invoice_that_is_not_there_is_told(tmp_path: Path) -> None:
    job = released(tmp_path)
    job.ok("void", "1", "--reason", "Wrong")
    job.put("payments/2026-03-01-INV-0009.yaml", payment("INV-0009", "5.00"))
    assert job.found() == ["payment.unknown-invoice"]


@pytest.mark.parametrize("how", ["changed", "gone"])
def test_a_file_that_went_with_an_invoice_is_sealed_too(tmp_path: Path, how: str) -> None:
    job = fixed(tmp_path, SLAB)
    (tmp_path / "slab.pdf").write_bytes(b"%PDF-1.4")
    job.ok("invoice", "new", "--percent", "A1=20", "--id", "a", "--attach", f"{tmp_path / 'slab.pdf'}=The slab")
    job.ok("release", "a")
    assert job.found() == []
    name = next(name for name in job.files() if name.startswith("attachments/"))
    if how == "gone":
        (job.root / name).unlink()
    else:
        job.put(name, b"%PDF-1.5")
    found = job.run("check", "--json").json["problems"]
    assert any(name in one["message"] for one in found), found


PAYMENTS = [
    [("pay", "1", "100", "--ref", "7")],
    [("pay", "1", "100", "--pending"), ("payment", "settle", "2026-03-01-INV-0001")],
    [("pay", "1", "100"), ("payment", "fail", "2026-03-01-INV-0001", "--reason", "Bounced")],
    [("pay", "1", "100"), ("payment", "void", "2026-03-01-INV-0001", "--reason", "Typed twice")],
    [("pay", "1", "100"), ("payment", "refund", "2026-03-01-INV-0001", "40", "--reason", "Too much")],
    [("payment", "new", "100"), ("pay", "1", "50", "--from-credit"), ("credit", "refund", "50")],
    [("write-off", "1", "0.05", "--reason", "A cent short")],
    [("pay", "1", "100"), ("void", "1", "--reason", "Wrong", "--refund")],
    [("payment", "new", "100"), ("invoice", "new", "--item", "Fee=5", "--id", "b"), ("release", "b", "--apply-credit")],
]


@pytest.mark.parametrize("deeds", PAYMENTS, ids=lambda deeds: " ".join(deeds[-1][:2]))
def test_every_command_that_records_or_changes_a_payment_leaves_it_sealed(
    tmp_path: Path, deeds: list[tuple[str, ...]]
) -> None:
    job = released(tmp_path)
    for words in deeds:
        job.ok(*words)
    payments = [name for name in job.files() if name.startswith("payments/")]
    assert payments
    for name in payments:
        assert "sealed: true\nseal: v2:sha256:" in job.text(name), name
    assert job.found() == job.found("note") == []


def test_a_payment_edited_by_hand_is_a_note_until_the_edit_is_owned(tmp_path: Path) -> None:
    job = released(tmp_path)
    job.ok("pay", "1", "100")
    name = "payments/2026-03-01-INV-0001.yaml"
    job.put(name, job.text(name).replace("100.00", "90.00"))
    assert (job.found(), job.found("note")) == ([], ["payment.changed"])
    job.ok("payment", "fail", "2026-03-01-INV-0001", "--reason", "Bounced")
    assert job.found("note") == ["payment.changed"], "a command does not put its seal under what it did not record"
    job.put(name, "".join(line for line in job.text(name).splitlines(keepends=True) if not line.startswith("seal")))
    assert job.found("note") == []


def test_a_copied_payment_is_a_note(tmp_path: Path) -> None:
    job = released(tmp_path)
    job.ok("pay", "1", "100")
    text = job.text("payments/2026-03-01-INV-0001.yaml")
    job.put("payments/2026-03-01-INV-0001-2.yaml", text)
    assert (job.found(), job.found("note")) == ([], ["payment.changed"])
    by_hand = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("seal"))
    job.put("payments/2026-03-01-INV-0001-2.yaml", by_hand)
    assert (job.found(), job.found("note")) == ([], ["payment.alike"])


@pytest.mark.parametrize(("old", "new"), [("by: Dana", "by: Robin"), ("on: 2026-03-01", "on: 2026-02-01")])
def test_who_decided_and_when_is_under_the_seal_of_a_change(tmp_path: Path, old: str, new: str) -> None:
    job = fixed(tmp_path, SLAB)
    job.ok("change", "new", "--title", "Door", "--item", "Door=500", "--propose")
    job.ok("change", "approve", "CO-001", "--by", "Dana")
    assert job.found() == job.found("note") == []
    job.swap("changes/CO-001.yaml", old, new)
    assert job.found() == ["change.changed-after-approval"]
    assert job.run("invoice", "new", "--change", "CO-001", "--id", "door").code == 0
    assert job.no(3, "release", "door") == {"change.changed-after-approval"}
