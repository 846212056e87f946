"""What a person wrote survives, byte for byte: a command changes only the words it must."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from cli.house import House, fixed, settings

BUDGET = """\
# The estimate, as agreed on the phone.

categories:
  - name:   Foundations      # dug by hand
    items:
      - id: "A1"
        cost: 1,000.00       # was 900
        name: 'Slab'


  - items: [{name: Walls, id: B1, cost: 500, markup: 10%}]   # flow
    name: Framing
# the end
"""
CHANGE = """\
status: pending    # since Monday
kind:   change-order
title: "Heated floor"
items:
- {name: Mat, cost: 100.00}   # from the catalogue
"""
BILL = """\
lines:
    - amount:  10.00     # with tax
      code: 010
vendor:  Coastal
status: draft  # for now
date: 2026-02-20

kind: bill
"""
DRAFT = """\
# by hand
title:   March      # a title
sections:
  -   from: percentage
      title: Work
      lines:
        - {source: A1, percent: 20%, amount: 200.00, worth: 1000.00, previous: 0.00}   # the slab
  - title: Extra
    from: amount
    lines:
    -   description: Fee
        amount:   5.00
notes: |
  Thank you.
  Yours # truly
"""


def kept(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came."""
    lines = list(difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    return [line[2:] for line in lines if line[0] == "-"], [line[2:] for line in lines if line[0] == "+"]


def written(tmp_path: Path, end: str = "\n") -> House:
    job = House(tmp_path / "job")
    job.put("ressio.toml", "# ours\n" + settings(more="[billing]   # how\nterms = 'Net 15'\n").replace("\n", end))
    job.put("budget.yaml", BUDGET.replace("\n", end))
    job.put("changes/CO-001.yaml", CHANGE.replace("\n", end))
    job.put("bills/c-1.yaml", BILL.replace("\n", end))
    return job


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lock_and_unlock_of_the_budget(tmp_path: Path, end: str) -> None:
    job = written(tmp_path, end)
    before = job.text("budget.yaml")
    job.ok("budget", "lock")
    gone, came = kept(before, job.text("budget.yaml"))
    assert gone == [] and all(line.endswith(end) for line in came) and "locked:" in "".join(came)
    job.ok("budget", "unlock")
    assert job.text("budget.yaml") == before


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_decision_on_a_change(tmp_path: Path, end: str) -> None:
    job = written(tmp_path, end)
    job.ok("budget", "lock")
    before = job.text("changes/CO-001.yaml")
    job.ok("change", "approve", "CO-001", "--by", "Dana", "--on", "2026-02-20")
    gone, came = kept(before, job.text("changes/CO-001.yaml"))
    assert gone == [f"status: pending    # since Monday{end}"]
    assert f"status: approved    # since Monday{end}" in came
    assert all(line.endswith(end) for line in came)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_approval_of_a_bill(tmp_path: Path, end: str) -> None:
    job = written(tmp_path, end)
    before = job.text("bills/c-1.yaml")
    job.ok("bill", "approve", "c-1", "--on", "2026-02-22")
    gone, came = kept(before, job.text("bills/c-1.yaml"))
    assert gone == [f"status: draft  # for now{end}"]
    assert sorted(came) == sorted([f"status: approved  # for now{end}", f"approved: 2026-02-22{end}"])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_draft_written_by_hand_keeps_every_line_through_its_life(tmp_path: Path, end: str) -> None:
    job = written(tmp_path, end)
    job.ok("budget", "lock")
    job.put("drafts/march.yaml", DRAFT.replace("\n", end))
    job.ok("invoice", "edit", "march", "--percent", "A1=30", "--title", "April")
    text = job.text("drafts/march.yaml")
    gone, came = kept(DRAFT.replace("\n", end), text)
    assert len(gone) == 2 and f"title:   April      # a title{end}" in came
    assert any("percent: 30%" in line and line.endswith(f"# the slab{end}") for line in came)
    job.ok("release", "march")
    gone, came = kept(text, job.text("invoices/INV-0001.yaml"))
    assert gone == [] and all(line.endswith(end) for line in came)
    text = job.text("invoices/INV-0001.yaml")
    before = job.files()
    job.ok("pay", "1", "5")
    after = job.files()
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"payments/2026-03-01-INV-0001.yaml", "pdf/INV-0001.pdf"}
    job.ok("void", "1", "--reason", "Wrong: # yes")
    gone, came = kept(text, job.text("invoices/INV-0001.yaml"))
    assert gone == [] and len(came) <= 3 and all(line.endswith(end) for line in came)
    assert job.found() == []


def test_settling_failing_and_voiding_a_payment_change_a_word_and_add_a_line(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1000.00")
    name = "payments/2026-02-01-credit.yaml"
    text = "status:  pending   # on its way\namount: 5\nreceived: 2026-02-01\n\nmethod: ach # as ever\n"
    for words, status in (
        (("settle",), "cleared"),
        (("fail", "--reason", "No"), "failed"),
        (("void", "--reason", "No"), "void"),
    ):
        job.put(name, text)
        job.ok("payment", words[0], "2026-02-01-credit", *words[1:])
        gone, came = kept(text, job.text(name))
        assert gone == ["status:  pending   # on its way\n"]
        assert f"status:  {status}   # on its way\n" in came and len(came) == 2


def test_reading_and_check_write_nothing(tmp_path: Path) -> None:
    job = written(tmp_path)
    for words in (("check",), ("summary",), ("budget",), ("unbilled",), ("invoice", "list"), ("change", "list"),
                  ("bill", "list"), ("payment", "list"), ("credit",), ("budget", "--by", "code"), ("help", "json"),
                  ("schema", "invoice"), ("change", "show", "CO-001"), ("bill", "show", "c-1")):  # fmt: skip
        assert job.run(*words).code == 0, words


def test_a_dry_run_shows_the_diff(tmp_path: Path) -> None:
    job = written(tmp_path)
    said = job.run("budget", "lock", "-n").out
    assert "budget.yaml" in said and "+locked:" in said
    said = job.run("bill", "approve", "c-1", "--dry-run").out
    assert "-status: draft  # for now" in said and "+status: approved  # for now" in said


@pytest.mark.parametrize(
    "text",
    ["A: b # c", "- x", "", "'quoted'", '"', "a\nb\n", "no", "1e3", "~", "{x}", "[y]", "日本 é", "trailing ",
     " leading", "*star", "&amp", "!bang", "@at", "% percent", "tab\there",
     "$(x) {0.__class__} %s {{7*7}}", "#", "0x10", "1.10"],
)  # fmt: skip
def test_any_text_is_read_back_as_it_was_given(tmp_path: Path, text: str) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1000.00")
    words = ("--notes", text, "--description", text, "--internal", text)
    paper = job.ok("invoice", "new", "--percent", "A1=10", "--id", "a", *words)
    assert (paper["notes"], paper["description"]) == (text, text)
    paper = job.ok("release", "a")
    assert (paper["notes"], paper["description"]) == (text, text)
    if text.strip():
        assert job.ok("void", "1", "--reason", text)["void"]["reason"].strip() == text.strip()
    assert job.found() == []
