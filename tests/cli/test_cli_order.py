"""Order and dates at the command line: what a command accepts is sound on every day, and says when it was entered."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from cli.house import House, fixed

SLAB, ROOF = "id: A1, name: Slab, cost: 10000.00", "id: A2, name: Roof, cost: 5000.00"


def release(job: House, *said: str, id: str, on: str = "", number: str = "") -> str:
    job.ok("invoice", "new", *said, "--id", id)
    dated = ("--on", on) if on else ()
    numbered = ("--number", number) if number else ()
    return str(job.ok("release", id, *dated, *numbered)["number"])


def sound(job: House, since: str = "2026-01-01", until: str = "2027-02-01") -> None:
    """No problem today, nor on any day."""
    assert job.found() == []
    day, end = date.fromisoformat(since), date.fromisoformat(until)
    while day <= end:
        assert job.run("check", "--as-of", str(day)).code == 0, day
        day += timedelta(days=7)


def test_a_reissue_at_the_original_date(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    job.today = "2026-05-10"
    release(job, "--percent", "A1=40", id="one")
    job.today = "2026-06-20"
    job.ok("void", "1", "--reason", "wrong address", "--reissue")
    draft = job.ok("invoice", "list")["invoices"][1]["id"]
    job.ok("release", draft, "--on", "2026-05-10")
    sound(job)
    assert job.ok("summary", "--as-of", "2026-05-20")["billing"]["billed"] == "4000.00"
    release(job, "--percent", "A1=50", id="two")
    sound(job)
    assert job.ok("summary")["billing"]["billed"] == "5000.00"


def test_the_last_invoice_of_december_is_written_in_january(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB, more='[billing]\nnumber = "2026-{n:03}"\n')
    job.today = "2026-12-10"
    release(job, "--percent", "A1=10", id="dec")
    job.today = "2027-01-05"
    job.swap("ressio.toml", "2026-{n:03}", "2027-{n:03}")
    release(job, "--percent", "A1=20", id="jan")
    assert release(job, "--percent", "A1=30", id="late", on="2026-12-31", number="2026-002") == "2026-002"
    sound(job)
    release(job, "--percent", "A1=40", id="next")
    sound(job)
    shown = job.ok("invoice", "show", "2026-002")
    assert (shown["after"], shown["sections"][0]["lines"][0]["previous"]) == ("2027-001", "2000.00")
    assert shown["history"][-1] == {
        "on": "2026-12-31", "did": "released", "note": "", "entered": "2027-01-05",
    }  # fmt: skip
    assert "  - {on: 2026-12-31, did: released, entered: 2027-01-05}\n" in job.text("invoices/2026-002.yaml")
    assert "Entered" in job.run("invoice", "show", "2026-002").out
    assert "Entered" not in job.run("invoice", "show", "2027-001").out


def test_dates_in_the_wrong_order(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    job.today = "2026-05-10"
    job.ok("invoice", "new", "--percent", "A1=50", "--id", "one")
    assert job.no(3, "release", "one", "--on", "2025-12-31") == {"release.date"}
    job.ok("release", "one", "--on", "2026-01-01")
    payment = job.ok("pay", "1", "1000", "--pending", "--on", "2026-05-09", "--ref", "p")["payment"]["id"]
    assert job.no(3, "payment", "settle", payment, "--on", "2025-01-01") == {"payment.date"}
    job.ok("change", "new", "--title", "Door", "--item", "Door=1.00", "--propose")
    assert job.no(3, "change", "approve", "CO-001", "--by", "Pat", "--on", "2020-01-01") == {"change.date"}
    assert job.no(3, "payment", "void", payment, "--reason", "typed twice", "--on", "2024-01-01") == {"payment.date"}
    assert job.no(3, "payment", "fail", payment, "--reason", "bounced", "--on", "2024-01-01") == {"payment.date"}
    assert job.no(3, "void", "1", "--reason", "wrong", "--on", "2025-12-31") == {"void.date"}
    sound(job)


def test_credit_is_not_drawn_before_it_was_there(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    job.today = "2026-05-10"
    release(job, "--percent", "A1=50", id="one")
    job.ok("pay", "1", "6000", "--keep-credit")
    release(job, "--percent", "A1=60", id="two")
    assert job.no(3, "pay", "2", "--from-credit", "--on", "2026-01-01") == {"pay.date"}
    assert job.no(3, "credit", "refund", "500", "--on", "2026-05-09") == {"credit.too-little"}
    job.ok("pay", "2", "500", "--on", "2026-01-01")
    sound(job)
    assert job.ok("credit", "--as-of", "2026-02-01")["credit"] == "500.00"
    assert job.ok("credit")["credit"] == "1000.00"


@pytest.mark.parametrize(
    "words",
    [
        ("release", "draft"),
        ("void", "1", "--reason", "x"),
        ("pay", "1", "5"),
        ("payment", "new", "5"),
        ("payment", "settle", "PENDING"),
        ("payment", "fail", "PENDING", "--reason", "x"),
        ("payment", "void", "PENDING", "--reason", "x"),
        ("payment", "refund", "CLEARED", "--reason", "x"),
        ("credit", "refund", "5"),
        ("change", "propose", "CO-001"),
        ("change", "approve", "CO-002", "--by", "Dana"),
        ("change", "decline", "CO-002", "--by", "Dana"),
        ("bill", "approve", "BILL"),
    ],
)
def test_a_day_to_come_is_refused_unless_it_is_meant(tmp_path: Path, words: tuple[str, ...]) -> None:
    job = fixed(tmp_path, SLAB)
    release(job, "--percent", "A1=10", id="one")
    job.ok("invoice", "new", "--percent", "A1=20", "--id", "draft")
    names = {
        "PENDING": job.ok("pay", "1", "100", "--pending")["payment"]["id"],
        "CLEARED": job.ok("payment", "new", "50")["payment"]["id"],
        "BILL": job.ok("bill", "new", "--vendor", "V", "--line", "Sand=5")["id"],
    }
    job.ok("change", "new", "--title", "Door", "--item", "Door=1.00")
    job.ok("change", "new", "--title", "Door", "--item", "Door=1.00", "--propose")
    line = [names.get(word, word) for word in words]
    assert job.no(3, *line, "--on", "2026-03-02") == {"date.future"}
    assert job.no(2, *line, "--on", "soon") == {"option.date"}
    job.ok(*line, "--on", "2026-03-02", "--future")
    assert job.found() == []
    if words[0] not in ("bill",) and words[1] not in ("settle", "fail", "propose") and words[:2] != ("payment", "void"):
        assert "date.future" in job.found("note")


def test_a_lock_to_come_is_refused_unless_it_is_meant(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    job.ok("budget", "unlock")
    assert job.no(3, "budget", "lock", "--on", "2026-03-02") == {"date.future"}
    job.ok("budget", "lock", "--on", "2026-03-02", "--future")
    assert "entered: 2026-03-01" in job.text("budget.yaml")
    assert job.found("note") == ["date.future"]
    assert job.no(3, "invoice", "new", "--percent", "A1=10") == {"source.not-yet"}


def test_what_is_decided_in_the_future_cannot_be_billed_today(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    job.ok("change", "new", "--title", "Door", "--item", "Door=500", "--propose")
    job.ok("change", "approve", "CO-001", "--by", "Dana", "--on", "2026-04-01", "--future")
    for words in (("--change", "CO-001"), ("--percent", "CO-001=50"), ("--amount", "CO-001/1=5")):
        assert job.no(3, "invoice", "new", *words) == {"source.not-yet"}
    assert job.no(3, "invoice", "new", "--from", "changes", "--all") == {"bill.nothing-left"}
    assert job.ok("unbilled")["total"] == "0.00"
    job.today = "2026-04-01"
    release(job, "--change", "CO-001", id="door")
    sound(job)


def test_what_is_entered_on_another_day_than_its_own_says_so(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    assert "entered: 2026-03-01" in job.text("budget.yaml")
    release(job, "--percent", "A1=10", id="one", on="2026-02-01")
    paid = job.ok("pay", "1", "100", "--on", "2026-02-10")["payment"]
    assert (paid["received"], paid["entered"]) == ("2026-02-10", "2026-03-01")
    assert "entered: 2026-03-01\n" in job.text("payments/2026-02-10-INV-0001.yaml")
    failed = job.ok("payment", "fail", paid["id"], "--reason", "bounced", "--on", "2026-02-12")["payment"]
    assert failed["failed"] == {"on": "2026-02-12", "reason": "bounced", "entered": "2026-03-01"}
    job.ok("void", "1", "--reason", "Wrong", "--on", "2026-02-20")
    text = job.text("invoices/INV-0001.yaml")
    assert "  - {on: 2026-02-20, did: void, entered: 2026-03-01}" in text
    assert "after: INV-0001" in text.partition("void:")[2]
    today = job.ok("payment", "new", "5")["payment"]
    assert today["entered"] is None
    assert "entered" not in job.text(f"payments/{today['id']}.yaml")
    sound(job)


def reports(job: House, on: str) -> list[object]:
    """What is printed for a day."""
    lines = [("summary",), ("invoice", "list"), ("aging",), ("statement",), ("budget", "--by", "item"),
             ("invoice", "show", "1"), ("credit",)]  # fmt: skip
    return [job.ok(*line, "--as-of", on) for line in lines]


def test_what_was_printed_for_a_day_is_printed_again_after_an_edit(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB, ROOF, more='[billing]\nretainage = "10%"\n')
    release(job, "--percent", "A1=30", id="one")
    job.today = "2026-03-05"
    before = reports(job, "2026-03-05")
    assert job.ok("summary")["billing"]["billed"] == "3000.00"
    job.today = "2026-03-10"
    job.ok("invoice", "edit", "1", "--percent", "A1=50", "--title", "March")
    assert reports(job, "2026-03-05") == before
    between = reports(job, "2026-03-10")
    job.today = "2026-03-20"
    job.ok("invoice", "add", "1", "--percent", "A2=10")
    assert (reports(job, "2026-03-05"), reports(job, "2026-03-10")) == (before, between)
    assert job.ok("summary")["billing"]["billed"] == "5500.00"
    sound(job)


def test_earlier_revisions_are_read_strictly_and_nothing_else_in_their_folder(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    release(job, "--percent", "A1=30", id="one")
    job.ok("invoice", "edit", "1", "--percent", "A1=50")
    folder = "invoices/superseded/"
    for name in ("INV-0001.r2.yaml", "INV-0009.r1.yaml", "INV-0001.r1.yaml.bak", "notes.txt", "INV-0001.rx.yaml"):
        job.put(folder + name, "not: [yaml")
    assert (job.found(), job.found("note")) == ([], [])
    first = job.text(folder + "INV-0001.r1.yaml")
    job.put(folder + "INV-0001.r1.yaml", first.replace("amount: 3000.00", "amount: 3001.00"))
    assert job.found() == ["invoice.seal-broken"]
    job.put(folder + "INV-0001.r1.yaml", first + "title: again\n")
    assert job.no(1, "summary") == {"yaml.duplicate-key"}
    (job.root / folder / "INV-0001.r1.yaml").unlink()
    assert (job.found(), job.found("note")) == ([], ["invoice.revision-lost"])


def test_an_edit_of_nothing_says_so_and_writes_nothing(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    release(job, "--percent", "A1=30", id="one")
    job.ok("invoice", "new", "--percent", "A1=50", "--id", "next")
    before = job.files()
    for id, word in (("1", "INV-0001"), ("next", "next")):
        answer = job.run("invoice", "edit", id, "--title", "Progress billing")
        assert answer.out.startswith(f"no changes were made; {word} comes to ")
    assert {name: text for name, text in job.files().items() if not name.startswith("pdf/")} == {
        name: text for name, text in before.items() if not name.startswith("pdf/")
    }


def test_the_claims_of_an_older_invoice_stay_and_its_words_do_not(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    release(job, "--percent", "A1=70", id="one")
    release(job, "--percent", "A1=0", id="two")
    for words in (("--amount", "A1=1.00"), ("--percent", "A1=10"), ("--retainage", "5%")):
        assert job.no(3, "invoice", "edit", "1", *words) == {"edit.not-newest"}
    job.ok("invoice", "add", "1", "--item", "Fee=5")
    assert job.no(3, "invoice", "remove", "1", "1") == {"edit.not-newest"}
    job.ok("invoice", "edit", "1", "--notes", "Thanks", "--terms", "Net 10", "--hide", "recap")
    sound(job)


def test_a_line_is_added_where_it_belongs(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB, ROOF)
    job.ok("invoice", "new", "--percent", "A1=10", "--item", "Fee=5", "--id", "d")
    job.ok("invoice", "edit", "d", "--percent", "A2=10")
    assert job.no(2, "invoice", "edit", "d", "--item", "Permit=7") == {"line.unknown"}
    paper = job.ok("invoice", "edit", "d", "--item", "Permit=7", "--into", "2")
    assert [[line["source"] or line["description"] for line in one["lines"]] for one in paper["sections"]] == [
        ["A1", "A2"], ["Fee", "Permit"],
    ]  # fmt: skip
    assert job.no(2, "invoice", "edit", "d", "--title", "x", "--into", "2") == {"section.unknown"}


def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    """An editor that replaces words."""
    file = tmp_path / "editor.py"
    file.write_text(
        "import sys, pathlib\n"
        "file = pathlib.Path(sys.argv[1])\n"
        f"file.write_text(file.read_text().replace({old!r}, {new!r}))\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {file}")
    monkeypatch.delenv("VISUAL", raising=False)


def test_what_is_changed_in_the_editor_is_computed_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = fixed(tmp_path, SLAB)
    job.ok("invoice", "new", "--percent", "A1=60", "--id", "april")
    script(tmp_path, monkeypatch, "60%", "75%")
    before = job.text("drafts/april.yaml")
    assert job.no(2, "invoice", "edit", "april") == {"edit.nothing"}
    answer = job.run("invoice", "edit", "april", "-y")
    assert (answer.code, answer.out.splitlines()[0]) == (0, "april is changed; it comes to 7,500.00")
    assert "note: these lines are computed from what you changed:\n" in answer.err
    assert "-        amount: 6000.00\n+        amount: 7500.00\n" in answer.err
    assert job.text("drafts/april.yaml") == before.replace("60%", "75%").replace("6000.00", "7500.00")
    assert job.found() == []


def test_the_editor_changes_an_open_invoice_and_nothing_that_its_release_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = fixed(tmp_path, SLAB)
    release(job, "--percent", "A1=60", id="april")
    script(tmp_path, monkeypatch, "released: 2026-03-01", "released: 2020-01-01")
    assert job.run("invoice", "edit", "1", "-y").code == 0
    assert (job.ok("invoice", "show", "1")["released"], job.found()) == ("2026-03-01", [])
    script(tmp_path, monkeypatch, "percent: 60%", "percent: 75%")
    assert job.run("invoice", "edit", "1", "-y").code == 0
    shown = job.ok("invoice", "show", "1")
    assert (shown["total"], shown["revision"]) == ("7500.00", 2)
    job.ok("pay", "1", "5")
    assert job.run("invoice", "edit", "1", "-y").code == 2, "nothing is left to replace"
    script(tmp_path, monkeypatch, "terms: Net 30", "terms: Net 30\ninternal: call first")
    answer = job.run("invoice", "edit", "1", "-y")
    assert answer.code == 0 and "only its internal note and attachments can be changed" in answer.err
    assert job.text("invoices/INV-0001.yaml").count("internal: call first") == 1
    script(tmp_path, monkeypatch, "title: Progress billing\ndraft", "title: Other\ndraft")
    assert job.run("invoice", "edit", "1", "-y").code == 3
    assert job.found() == []


def test_a_hand_edited_draft_that_contradicts_itself_is_found_by_check(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    job.ok("invoice", "new", "--percent", "A1=60", "--id", "april")
    job.swap("drafts/april.yaml", "percent: 60%", "percent: 75%")
    assert job.found() == ["draft.arithmetic"]
    assert job.no(3, "release", "april") == {"draft.arithmetic", "line.stale"}
    job.ok("invoice", "edit", "april", "--refresh")
    assert job.found() == []
    assert job.ok("release", "april")["total"] == "7500.00"
