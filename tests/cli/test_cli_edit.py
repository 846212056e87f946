"""Editing: what a draft and an open invoice allow, and what is locked from the first payment on."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, Object, amounts, fixed

SLAB = "id: A1, name: Slab, cost: 10000.00"
WALLS = "id: A2, name: Walls, cost: 5000.00"


def job_of_two(tmp_path: Path, more: str = "") -> House:
    job = fixed(tmp_path, SLAB, WALLS, more=more)
    job.ok("invoice", "new", "--percent", "all=10", "--item", "Fee=100", "--id", "march")
    return job


def edit(job: House, *words: str) -> Object:
    return job.ok("invoice", "edit", "march" if (job.root / "drafts/march.yaml").exists() else "1", *words)


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        (("--title", "March and April"), "title", "March and April"),
        (("--description", "Slab"), "description", "Slab"),
        (("--notes", "Thank you: yes # no"), "notes", "Thank you: yes # no"),
        (("--terms", "Net 10"), "terms", "Net 10"),
    ],
)
def test_the_fields_of_a_draft(tmp_path: Path, words: tuple[str, ...], key: str, value: str) -> None:
    job = job_of_two(tmp_path)
    assert edit(job, *words)[key] == value
    assert job.ok("invoice", "show", "march")[key] == value


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--percent", "A1=60"), {"A1": "6000.00", "A2": "500.00", "Fee": "100.00"}),
        (("--amount", "A2=700"), {"A1": "1000.00", "A2": "700.00", "Fee": "100.00"}),
        (("--drop", "A1"), {"A2": "500.00", "Fee": "100.00"}),
        (("--drop", "1.2"), {"A1": "1000.00", "Fee": "100.00"}),
        (("--drop", "A1", "--drop", "2.1"), {"A2": "500.00"}),
        (("--item", "Fee=75+20%"), {"A1": "1000.00", "A2": "500.00", "Fee": "90.00"}),
        (("--percent", "A1=20", "--amount", "A2=1", "--item", "Fee=2"), {"A1": "2000.00", "A2": "1.00", "Fee": "2.00"}),
    ],
)
def test_lines_that_are_there_are_changed(tmp_path: Path, words: tuple[str, ...], found: dict[str, str]) -> None:
    job = job_of_two(tmp_path)
    assert amounts(edit(job, *words)) == found
    assert amounts(job.ok("release", "march")) == found
    assert job.found() == []


@pytest.mark.parametrize("words", [("--percent", "A9=1"), ("--drop", "A9"), ("--drop", "3.1"), ("--drop", "1.9"),
                                   ("--item", "Feee=5"), ("--amount", "A1=x"), ("--due", "x")])  # fmt: skip
def test_what_is_not_there_is_a_wrong_command_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    job_of_two(tmp_path).no(2, "invoice", "edit", "march", *words)


def test_beyond_the_worth_is_refused_in_an_edit_too(tmp_path: Path) -> None:
    job = job_of_two(tmp_path)
    job.no(3, "invoice", "edit", "march", "--amount", "A1=10000.01")
    line = edit(job, "--amount", "A1=10000.01", "--over", "Rock")["sections"][0]["lines"][0]
    assert line["over"] == "Rock"


def test_the_last_section_stays(tmp_path: Path) -> None:
    job = job_of_two(tmp_path)
    job.ok("invoice", "remove", "march", "2")
    job.no(3, "invoice", "remove", "march", "1")
    job.no(3, "invoice", "edit", "march", "--drop", "A1", "--drop", "A2")


def test_an_edit_of_an_open_invoice_is_a_revision(tmp_path: Path) -> None:
    job = job_of_two(tmp_path)
    job.ok("release", "march")
    sealed = job.text("invoices/INV-0001.yaml")
    paper = edit(job, "--percent", "A1=20")
    assert (paper["number"], paper["revision"], paper["total"]) == ("INV-0001", 2, "2600.00")
    assert job.text("invoices/superseded/INV-0001.r1.yaml") == sealed
    job.ok("invoice", "add", "1", "--item", "Sign=5")
    paper = job.ok("invoice", "remove", "1", "2")
    assert (paper["revision"], paper["total"], len(paper["sections"])) == (4, "2505.00", 2)
    names = sorted(file.name for file in (job.root / "invoices/superseded").iterdir())
    assert names == ["INV-0001.r1.yaml", "INV-0001.r2.yaml", "INV-0001.r3.yaml"]
    assert job.ok("summary")["billing"]["invoiced"] == "2505.00"
    assert job.found() == []


def test_from_the_first_payment_on_an_invoice_is_locked(tmp_path: Path) -> None:
    job = job_of_two(tmp_path)
    job.ok("release", "march")
    job.ok("pay", "1", "10")
    for words in (("edit", "1", "--percent", "A1=20"), ("edit", "1", "--title", "New"), ("edit", "1", "--refresh"),
                  ("add", "1", "--item", "Sign=5"), ("remove", "1", "2")):  # fmt: skip
        job.no(3, "invoice", *words)
    job.ok("invoice", "edit", "1", "--internal", "Called Dana")
    assert "Called Dana" in job.text("invoices/INV-0001.yaml")
    assert job.ok("invoice", "show", "1")["revision"] == 1
    assert job.found() == []


def test_pending_money_locks_as_well_and_a_failed_payment_unlocks(tmp_path: Path) -> None:
    job = job_of_two(tmp_path)
    job.ok("release", "march")
    paid = job.ok("pay", "1", "10", "--pending")
    job.no(3, "invoice", "edit", "1", "--percent", "A1=20")
    job.ok("payment", "void", paid["payment"]["id"], "--reason", "Typing error")
    assert edit(job, "--percent", "A1=20")["revision"] == 2


def test_a_void_invoice_is_locked(tmp_path: Path) -> None:
    job = job_of_two(tmp_path)
    job.ok("release", "march")
    job.ok("void", "1", "--reason", "Wrong")
    for words in (("edit", "1", "--percent", "A1=20"), ("add", "1", "--item", "Sign=5"), ("remove", "1", "2")):
        job.no(3, "invoice", *words)
    job.ok("invoice", "edit", "1", "--internal", "Called Dana")


def test_strict_a_released_invoice_can_only_be_voided(tmp_path: Path) -> None:
    job = job_of_two(tmp_path, more="[billing]\nstrict = true")
    edit(job, "--percent", "A1=20")
    job.ok("release", "march")
    for words in (("edit", "1", "--percent", "A1=30"), ("add", "1", "--item", "Sign=5"), ("remove", "1", "2")):
        job.no(3, "invoice", *words)
    job.ok("invoice", "edit", "1", "--internal", "Called Dana")
    job.ok("void", "1", "--reason", "Wrong", "--reissue")


def test_an_edit_keeps_law_2_over_later_invoices(tmp_path: Path) -> None:
    job = job_of_two(tmp_path)
    job.ok("release", "march")
    job.ok("invoice", "new", "--percent", "A1=100", "--id", "rest")
    job.no(3, "invoice", "edit", "1", "--amount", "A1=1000.01")
    paper = edit(job, "--amount", "A1=999.99")
    assert paper["total"] == "1599.99"


def test_delete_and_void_discard_a_draft(tmp_path: Path) -> None:
    job = job_of_two(tmp_path)
    assert job.ok("invoice", "delete", "march") == {"id": "march", "status": "discarded", "file": None}
    job.ok("invoice", "new", "--percent", "all=10", "--id", "april")
    assert job.ok("void", "april") == {"id": "april", "status": "discarded", "file": None}
    assert job.ok("invoice", "list")["invoices"] == []


def test_a_released_invoice_is_not_deleted(tmp_path: Path) -> None:
    job = job_of_two(tmp_path)
    job.ok("release", "march")
    job.no(3, "invoice", "delete", "1")
    job.no(2, "void", "1")


def test_show_and_hide(tmp_path: Path) -> None:
    job = job_of_two(tmp_path)
    edit(job, "--show", "cost", "--hide", "percent")
    assert "cost: true" in job.text("drafts/march.yaml") and "percent: false" in job.text("drafts/march.yaml")
    job.no(2, "invoice", "edit", "march", "--show", "everything")
    job.no(2, "invoice", "edit", "march", "--hide", "")


def test_without_a_terminal_nothing_to_change_is_refused(tmp_path: Path) -> None:
    job_of_two(tmp_path).no(2, "invoice", "edit", "march")
