"""Void: what it frees, where the money goes, and the invoice that takes its place; and the client's credit."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, amounts, fixed


def slab(tmp_path: Path, *percents: int) -> House:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00")
    for percent in percents:
        job.ok("invoice", "new", "--percent", f"A1={percent}", "--id", f"to-{percent}")
        job.ok("release", f"to-{percent}")
    return job


def credit(job: House) -> str:
    return str(job.ok("credit")["credit"])


def test_void_keeps_file_number_and_total(tmp_path: Path) -> None:
    job = slab(tmp_path, 20)
    job.today = "2026-03-02"
    paper = job.ok("void", "1", "--reason", "Wrong slab percentage", "--on", "2026-03-02")
    assert (paper["status"], paper["total"]) == ("void", "2000.00")
    assert (paper["paid"], paper["pending"], paper["balance"], paper["overdue"]) == ("0.00", "0.00", "0.00", False)
    assert paper["void"] == {"on": "2026-03-02", "reason": "Wrong slab percentage", "replaced_by": None}
    billing = job.ok("summary")["billing"]
    assert (billing["billed"], billing["invoiced"], billing["left_to_bill"]) == ("0.00", "0.00", "10000.00")
    job.no(3, "void", "1", "--reason", "Again")
    assert job.found() == []


@pytest.mark.parametrize("words", [(), ("--reason", ""), ("--reason", "  ")])
def test_void_needs_a_reason(tmp_path: Path, words: tuple[str, ...]) -> None:
    slab(tmp_path, 20).no(2, "void", "1", *words)


def test_applied_money_becomes_credit(tmp_path: Path) -> None:
    job = slab(tmp_path, 20)
    job.ok("pay", "1", "500")
    said = job.run("void", "1", "--reason", "Wrong", "-n")
    assert "500.00" in said.out + said.err and "credit" in said.out + said.err
    paper = job.ok("void", "1", "--reason", "Wrong")
    assert (paper["paid"], paper["balance"]) == ("0.00", "0.00")
    assert credit(job) == "500.00"
    billing = job.ok("summary")["billing"]
    assert (billing["received"], billing["collected"], billing["credit"]) == ("500.00", "0.00", "500.00")
    assert job.found() == []


def test_void_with_refund_sends_the_cleared_money_back(tmp_path: Path) -> None:
    job = slab(tmp_path, 20)
    job.ok("payment", "new", "300")
    job.ok("pay", "1", "--from-credit")
    job.ok("pay", "1", "500")
    job.ok("void", "1", "--reason", "Cancelled", "--refund")
    assert credit(job) == "300.00"  # what came from credit is credit again; the check was sent back
    assert job.ok("summary")["billing"]["received"] == "300.00"
    assert job.found() == []


def test_pending_money_becomes_credit_when_it_settles(tmp_path: Path) -> None:
    job = slab(tmp_path, 20)
    name = job.ok("pay", "1", "500", "--pending")["payment"]["id"]
    job.ok("void", "1", "--reason", "Wrong")
    assert credit(job) == "0.00"
    job.ok("payment", "settle", name)
    assert credit(job) == "500.00"


def test_what_a_void_leaves_outside_is_noted_with_the_way_out(tmp_path: Path) -> None:
    job = slab(tmp_path, 50, 40)
    job.ok("void", "1", "--reason", "Wrong")
    assert job.found() == []
    assert "source.outside" in job.found("note")
    assert job.ok("summary")["billing"]["billed"] == "-1000.00"
    job.ok("invoice", "new", "--percent", "A1=30", "--id", "again")
    assert job.ok("release", "again")["total"] == "4000.00"
    assert "source.outside" not in job.found("note")


def test_reissue_makes_a_linked_draft_with_the_same_lines(tmp_path: Path) -> None:
    job = slab(tmp_path, 20)
    voided = job.ok("void", "1", "--reason", "Wrong", "--reissue")
    draft = job.ok("invoice", "show", voided["reissued_as"])
    assert amounts(draft) == {"A1": "2000.00"}
    assert draft["replaces"] == "INV-0001"
    job.ok("invoice", "edit", voided["reissued_as"], "--percent", "A1=30")
    paper = job.ok("release", voided["reissued_as"])
    assert (paper["number"], paper["replaces"], paper["total"]) == ("INV-0002", "INV-0001", "3000.00")
    assert job.ok("invoice", "show", "1")["void"]["replaced_by"] == "INV-0002"
    assert job.found() == []


def test_void_adds_only_a_few_lines(tmp_path: Path) -> None:
    job = slab(tmp_path, 20)
    before = job.text("invoices/INV-0001.yaml").splitlines()
    job.ok("void", "1", "--reason", "Wrong: slab # 2")
    after = job.text("invoices/INV-0001.yaml").splitlines()
    rest = iter(after)
    assert all(line in rest for line in before)
    assert len(after) - len(before) <= 3


def test_money_before_any_invoice_is_credit(tmp_path: Path) -> None:
    job = slab(tmp_path, 20)
    paid = job.ok("payment", "new", "2500", "--method", "wire")
    assert (paid["payment"]["id"], paid["payment"]["applied"]) == ("2026-03-01-credit", [])
    assert (paid["invoice"], paid["invoices"], paid["credit"]) == (None, [], "2500.00")
    drawn = job.ok("pay", "1", "--from-credit")
    assert (drawn["payment"]["amount"], drawn["payment"]["method"], drawn["credit"]) == ("2000.00", "credit", "500.00")
    assert (drawn["invoice"]["status"], drawn["invoice"]["deposit_applied"]) == ("paid", "2000.00")
    back = job.ok("credit", "refund", "200")
    assert (back["payment"]["id"], back["payment"]["amount"], back["credit"]) == (
        "2026-03-01-refund", "-200.00", "300.00",
    )  # fmt: skip
    job.no(3, "credit", "refund", "300.01")
    entries = job.ok("credit")["entries"]
    assert [(row["amount"], row["balance"]) for row in entries] == [
        ("2500.00", "2500.00"), ("-2000.00", "500.00"), ("-200.00", "300.00"),
    ]  # fmt: skip
    assert job.found() == []


def test_credit_can_be_drawn_in_part_and_not_beyond(tmp_path: Path) -> None:
    job = slab(tmp_path, 20)
    job.ok("payment", "new", "700")
    job.ok("pay", "1", "200", "--from-credit")
    job.no(3, "pay", "1", "500.01", "--from-credit")
    assert job.ok("pay", "1", "--from-credit")["payment"]["amount"] == "500.00"
    job.no(3, "pay", "1", "--from-credit")
    paper = job.ok("invoice", "show", "1")
    assert (paper["paid"], paper["deposit_applied"], paper["balance"]) == ("700.00", "700.00", "1300.00")


def test_drawn_credit_that_is_taken_back_is_noted(tmp_path: Path) -> None:
    job = slab(tmp_path, 20)
    name = job.ok("payment", "new", "700")["payment"]["id"]
    job.ok("pay", "1", "--from-credit")
    job.ok("payment", "fail", name, "--reason", "Bounced")
    assert credit(job) == "-700.00"
    assert job.found() == []
    assert "credit.negative" in job.found("note")


@pytest.mark.parametrize("word", ["0", "-1", "x", "1.999", ""])
def test_a_mistake_in_refunding_credit(tmp_path: Path, word: str) -> None:
    job = slab(tmp_path, 20)
    job.ok("payment", "new", "700")
    job.no(2, "credit", "refund", word)


def test_pending_credit_is_no_credit(tmp_path: Path) -> None:
    job = slab(tmp_path, 20)
    name = job.ok("payment", "new", "700", "--pending")["payment"]["id"]
    assert credit(job) == "0.00"
    job.no(3, "pay", "1", "--from-credit")
    job.ok("payment", "settle", name)
    assert credit(job) == "700.00"


def test_apply_credit_at_release_takes_the_lesser(tmp_path: Path) -> None:
    job = slab(tmp_path)
    job.ok("payment", "new", "5000")
    job.ok("invoice", "new", "--percent", "A1=20", "--id", "a")
    paper = job.ok("release", "a", "--apply-credit")
    assert (paper["status"], paper["deposit_applied"], paper["balance"]) == ("paid", "2000.00", "0.00")
    assert credit(job) == "3000.00"


def test_a_void_is_not_dated_before_what_it_voids(tmp_path: Path) -> None:
    job = slab(tmp_path, 20)
    assert job.no(3, "void", "1", "--reason", "Wrong", "--on", "2026-02-28") == {"void.date"}


def test_a_void_dated_before_money_received_is_refused(tmp_path: Path) -> None:
    job = slab(tmp_path, 20)
    job.today = "2026-03-10"
    job.ok("pay", "1", "500", "--on", "2026-03-05")
    job.no(3, "void", "1", "--reason", "Wrong", "--on", "2026-03-02")
    assert job.found() == []
