"""Release: the number, the dates, the seal; which drafts are refused; and how an invoice is found again."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, Object, amounts, change, fixed

SLAB = "id: A1, name: Slab, cost: 10000.00"


def slab(tmp_path: Path, more: str = "") -> House:
    return fixed(tmp_path, SLAB, more=more)


def draft(job: House, name: str, percent: int, *words: str) -> str:
    job.ok("invoice", "new", "--percent", f"A1={percent}", "--id", name, *words)
    return name


def release(job: House, percent: int, *words: str) -> Object:
    return job.ok("release", draft(job, f"to-{percent}", percent), *words)


def test_release_gives_number_dates_and_seal(tmp_path: Path) -> None:
    job = slab(tmp_path)
    paper = release(job, 10, "--on", "2026-02-15")
    assert (paper["id"], paper["number"], paper["status"]) == ("INV-0001", "INV-0001", "open")
    assert (paper["released"], paper["due"], paper["revision"]) == ("2026-02-15", "2026-03-17", 1)
    assert paper["file"] == "invoices/INV-0001.yaml"
    text = job.text("invoices/INV-0001.yaml")
    for line in ("draft: to-10\n", "released: 2026-02-15\n", "due: 2026-03-17\n", "revision: 1\n", "seal: v2:sha256:"):
        assert line in text
    assert not (job.root / "drafts/to-10.yaml").exists()
    assert paper["recap"] == {
        "approved_price": "10000.00", "billed_before": "0.00", "this_invoice": "1000.00",
        "billed_to_date": "1000.00", "left": "9000.00",
    }  # fmt: skip
    assert job.found() == []


@pytest.mark.parametrize(
    ("terms", "due"),
    [("Net 30", "2026-03-31"), ("Due on receipt", "2026-03-01"), ("Net 0", "2026-03-01"), ("2/10 net 30", "2026-03-31"),
     ("Net 45", "2026-04-15"), ("1.5/15 net 60", "2026-04-30")],
)  # fmt: skip
def test_the_due_date_comes_from_the_terms(tmp_path: Path, terms: str, due: str) -> None:
    job = slab(tmp_path)
    assert job.ok("release", draft(job, "a", 10, "--terms", terms))["due"] == due


def test_the_due_date_on_the_draft_stands(tmp_path: Path) -> None:
    job = slab(tmp_path, '[billing]\nterms = "Net 15"')
    assert job.ok("release", draft(job, "a", 10, "--due", "2026-06-30"))["due"] == "2026-06-30"
    assert job.ok("release", draft(job, "b", 20))["due"] == "2026-03-16"


@pytest.mark.parametrize("terms", ["Net thirty", "Due on the 15th", "Net -1", "2/10"])
def test_other_terms_are_refused_with_the_list(tmp_path: Path, terms: str) -> None:
    job = slab(tmp_path)
    job.no(2, "invoice", "new", "--percent", "A1=10", "--terms", terms)
    assert "Due on receipt" in job.run("invoice", "new", "--percent", "A1=10", "--terms", terms).err


def test_numbers_go_on_from_the_highest(tmp_path: Path) -> None:
    job = slab(tmp_path)
    assert release(job, 10)["number"] == "INV-0001"
    assert release(job, 20, "--number", "7")["number"] == "INV-0007"
    assert release(job, 30)["number"] == "INV-0008"
    job.no(3, "release", draft(job, "low", 40), "--number", "INV-0003")
    assert job.ok("release", "low", "--number", "INV-9")["number"] == "INV-0009"
    assert job.found() == []
    assert job.found("note") != []  # the gaps


def test_a_void_number_is_never_reused(tmp_path: Path) -> None:
    job = slab(tmp_path)
    release(job, 10)
    job.ok("void", "1", "--reason", "Wrong")
    job.no(3, "release", draft(job, "again", 10), "--number", "1")
    assert job.ok("release", "again")["number"] == "INV-0002"


def test_the_number_set_on_the_draft(tmp_path: Path) -> None:
    job = slab(tmp_path)
    draft(job, "a", 10, "--number", "5")
    draft(job, "b", 20, "--number", "9")
    assert job.ok("release", "a")["number"] == "INV-0005"
    assert job.ok("release", "b", "--number", "6")["number"] == "INV-0006"


@pytest.mark.parametrize("number", ["-3", "..", "x/y", "a b", ""])
def test_a_number_that_is_no_number_is_a_wrong_command_line(tmp_path: Path, number: str) -> None:
    job = slab(tmp_path)
    job.no(2, "release", draft(job, "a", 10), "--number", number)


def test_an_invoice_is_found_by_id_digits_or_beginning(tmp_path: Path) -> None:
    job = slab(tmp_path)
    release(job, 10)
    release(job, 20, "--number", "12")
    draft(job, "march-progress", 30)
    draft(job, "march-extras", 40)
    for word, name in [("1", "INV-0001"), ("0001", "INV-0001"), ("INV-0012", "INV-0012"), ("12", "INV-0012"),
                       ("INV-001", "INV-0012"), ("march-p", "march-progress")]:  # fmt: skip
        assert job.ok("invoice", "show", word)["id"] == name
    for word in ("INV", "march", "INV-00", "2", "april", ""):
        job.no(2, "invoice", "show", word)
    assert "march-progress" in job.run("invoice", "show", "march").err


@pytest.mark.parametrize("name", ["INV-0007", "7", "007", "a b", "../x", "-x", ".x", "é", ""])
def test_an_id_that_is_no_id_is_refused(tmp_path: Path, name: str) -> None:
    slab(tmp_path).no(2, "invoice", "new", "--percent", "A1=10", f"--id={name}")


@pytest.mark.parametrize(
    ("title", "name"),
    [("March Progress!", "march-progress"), ("日本", "draft-2026-03-01"),
     ("A" * 60, "a" * 40), ("7", None), ("INV-0007", None)],
)  # fmt: skip
def test_a_drafts_id_is_made_from_its_title(tmp_path: Path, title: str, name: str | None) -> None:
    job = slab(tmp_path)
    if name is None:
        answer = job.run("invoice", "new", "--percent", "A1=10", "--title", title, "--json")
        assert answer.code == 2 or answer.json["id"] not in ("7", "inv-0007")
        return
    assert job.ok("invoice", "new", "--percent", "A1=10", "--title", title)["id"] == name
    second = job.ok("invoice", "new", "--percent", "A1=20", "--title", title)["id"]
    assert second.endswith("-2") and len(second) <= 42


def test_an_id_that_is_taken_is_refused(tmp_path: Path) -> None:
    job = slab(tmp_path)
    draft(job, "march", 10)
    job.no(3, "invoice", "new", "--percent", "A1=20", "--id", "march")


def test_a_released_invoice_is_not_released_again(tmp_path: Path) -> None:
    job = slab(tmp_path)
    release(job, 10)
    job.no(3, "release", "INV-0001")
    job.no(2, "release", "to-10")


def test_previous_is_what_live_invoices_claim_and_after_release_what_is_billed(tmp_path: Path) -> None:
    job = slab(tmp_path)
    draft(job, "first", 20)
    draft(job, "second", 50)
    line = job.ok("invoice", "show", "second")["sections"][0]["lines"][0]
    assert (line["previous"], line["amount"]) == ("2000.00", "3000.00")
    job.ok("release", "first")
    line = job.ok("release", "second")["sections"][0]["lines"][0]
    assert (line["previous"], line["amount"]) == ("2000.00", "3000.00")


def test_a_stale_draft_is_refused_with_both_figures(tmp_path: Path) -> None:
    job = slab(tmp_path)
    draft(job, "first", 20)
    draft(job, "second", 50)
    assert "line.stale" in job.no(3, "release", "second")
    said = job.run("release", "second").err
    assert "3,000.00" in said and "5,000.00" in said
    job.ok("void", "first")
    shown = job.run("invoice", "edit", "second", "--refresh", "-n")
    assert shown.code == 0 and "5000.00" in shown.out
    assert amounts(job.ok("invoice", "edit", "second", "--refresh")) == {"A1": "5000.00"}
    assert job.ok("release", "second")["total"] == "5000.00"


def test_a_draft_whose_taxes_changed_by_name_is_stale(tmp_path: Path) -> None:
    job = slab(tmp_path, '[tax]\nrates = {GST = "5%", PST = "7%"}\ndefault = ["GST"]')
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 100.00, taxed: true"))
    job.ok("invoice", "new", "--change", "CO-001", "--id", "mat")
    job.swap("changes/CO-001.yaml", "taxed: true", "taxed: [PST]")
    assert "line.stale" in job.no(3, "release", "mat")
    job.swap("changes/CO-001.yaml", "taxed: [PST]", "taxed: [GST]")
    assert job.ok("release", "mat")["tax"] == "5.00"


def test_a_draft_whose_worth_changed_is_stale(tmp_path: Path) -> None:
    job = slab(tmp_path)
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 100.00"))
    job.ok("invoice", "new", "--amount", "CO-001/1=40", "--id", "mat")
    job.swap("changes/CO-001.yaml", "cost: 100.00", "cost: 120.00")
    assert "line.stale" in job.no(3, "release", "mat")
    paper = job.ok("invoice", "edit", "mat", "--refresh")
    line = paper["sections"][0]["lines"][0]
    assert (line["worth"], line["amount"]) == ("120.00", "40.00")
    job.ok("release", "mat")


def test_the_number_pattern(tmp_path: Path) -> None:
    job = slab(tmp_path, '[billing]\nnumber = "HH-{n}"')
    assert release(job, 10)["number"] == "HH-1"
    assert release(job, 20, "--number", "30")["number"] == "HH-30"
    assert job.ok("invoice", "show", "30")["id"] == "HH-30"


def test_quiet_prints_only_the_number(tmp_path: Path) -> None:
    job = slab(tmp_path)
    draft(job, "a", 10)
    assert job.run("release", "a", "-q").out == "INV-0001\n"
    assert job.run("invoice", "new", "--percent", "A1=20", "--id", "b", "--quiet").out == "b\n"
    assert job.run("void", "1", "--reason", "x", "-q").out == "INV-0001\n"


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "26-01-01", ""])
def test_a_day_that_is_no_day_is_a_wrong_command_line(tmp_path: Path, day: str) -> None:
    job = slab(tmp_path)
    job.no(2, "release", draft(job, "a", 10), "--on", day)
