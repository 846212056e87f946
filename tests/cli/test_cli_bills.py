"""Bills on the command line: entered once, moved on together, edited, with their scans."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cli.house import House, bill, change, cost_plus, fixed, settings

SCAN = b"%PDF-1.7 a scan"
PUMP = "code: 03-30-00, description: Pump, amount: 100.00, markup: 10%"


def new(job: House, vendor: str, number: str, *more: str) -> str:
    return str(job.ok("bill", "new", "--vendor", vendor, "--number", number, "--line", "Pump=100+10%", *more)["id"])


def test_vendors_in_any_script_are_told_apart(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00")
    assert [new(job, vendor, "12") for vendor in ("木材店", "石材店", "Bær", "Br", "!", "?")] == [
        "mucaidian-12", "shicaidian-12", "baer-12", "br-12", "bill-12", "bill-12-2",
    ]  # fmt: skip
    assert job.ok("bill", "list")["totals"]["cost"] == "600.00"
    assert job.no(3, "bill", "new", "--vendor", "石材店", "--number", "12", "--line", "x=1") == {"bill.recorded"}


def test_a_look_alike_is_entered_with_a_note_that_check_repeats(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00")
    new(job, "Ohm", "7/8")
    answer = job.run("bill", "new", "--vendor", "Ohm LLC", "--number", "7-8", "--line", "Switch=3", "--id", "switch")
    assert answer.code == 0
    assert answer.err == "note: switch may be the same bill as ohm-7-8: numbers 7/8 and 7-8 of Ohm and Ohm LLC\n"
    assert (job.found(), job.found("note")) == ([], ["bill.alike"])


def test_a_bill_in_two_files_is_found_and_told_by_every_command(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00")
    for name in ("coastal-1", "coastal-one"):
        job.put(f"bills/{name}.yaml", bill(PUMP, more='number: "1"\n'))
    assert job.found() == ["bill.twice"]
    assert "[bill.twice]" in job.run("summary").err


def test_several_are_approved_at_once_or_none(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    ids = [new(job, vendor, "1") for vendor in ("A", "B", "C")]
    assert job.ok("bill", "approve", ids[0])["status"] == "approved"
    assert job.no(3, "bill", "approve", *ids) == {"bill.approved"}
    listed = job.ok("bill", "approve", "b", "c-1", "--on", "2026-02-25")
    assert [(row["id"], row["approved"]) for row in listed["bills"]] == [("b-1", "2026-02-25"), ("c-1", "2026-02-25")]
    assert listed["approved_totals"]["cost"] == "200.00"
    assert job.ok("bill", "approve", "--all")["bills"] == []


def test_all_approves_what_is_a_draft(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    ids = [new(job, vendor, "1") for vendor in ("A", "B")]
    assert job.run("bill", "approve", "--all", "-q", "-n").out == "a-1\nb-1\n"
    assert [row["status"] for row in job.ok("bill", "approve", "--all")["bills"]] == ["approved", "approved"]
    assert job.no(2, "bill", "approve") == job.no(2, "bill", "approve", "--all", *ids) == {"bill.none-named"}
    assert job.run("bill", "approve", "--all").out == "0 bills approved, 0.00 of cost.\nnext: ressio summary\n"


def test_bills_are_paid_and_the_mark_is_taken_back(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    ids = [new(job, vendor, "1", "--approve", "--date", "2026-02-20") for vendor in ("A", "B")]
    rows = job.ok("bill", "pay", *ids, "--on", "2026-02-25")["bills"]
    assert [(row["status"], row["paid"]) for row in rows] == [("paid", "2026-02-25")] * 2
    assert "paid: 2026-02-25" in job.text("bills/a-1.yaml")
    assert job.no(3, "bill", "pay", "a") == {"bill.paid"}
    before = job.ok("bill", "pay", "a", "--undo")
    assert (before["status"], before["paid"]) == ("approved", None)
    assert job.no(2, "bill", "pay", "a", "--undo", "--on", "2026-02-25") == {"bill.undo-date"}
    assert job.ok("bill", "list", "--as-of", "2026-02-27")["bills"][1]["status"] == "draft"
    assert job.found() == []


def test_an_edit_changes_only_the_words_it_must(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    job.put("bills/c-1.yaml", "# from the office\n" + bill(PUMP, 'amount: "1,250.00"'))
    job.ok("bill", "edit", "c-1", "--amount", "1=120", "--due", "2026-03-20", "--number", "88121")
    assert job.text("bills/c-1.yaml") == (
        '# from the office\nvendor: Coastal\nnumber: "88121"\nkind: bill\ndate: 2026-02-20\ndue: 2026-03-20\n'
        "status: approved\napproved: 2026-02-20\nlines:\n"
        "  - {code: 03-30-00, description: Pump, amount: 120.00, markup: 10%}\n"
        '  - {amount: "1,250.00"}\n'
    )


def test_every_option_of_an_edit(tmp_path: Path) -> None:
    job = cost_plus(tmp_path, more='[tax]\nrates = {GST = "5%", PST = "7%"}\ndefault = ["GST"]')
    job.put("bills/c-1.yaml", bill(PUMP, "code: 02, item: A1, description: Two, amount: 1.00, taxed: true"))
    found = job.ok(
        "bill", "edit", "c-1", "--vendor", "Coastal Concrete", "--number", "9", "--date", "2026-02-21", "--due",
        "2026-03-21", "--kind", "labor", "--amount", "1=8.5*62", "--markup", "1=none", "--tax", "1=GST+PST", "--tax",
        "c-1/2=none", "--code", "2=none", "--for", "1=A1", "--for", "2=none", "--text", "2=a=b", "--line", "Sand=5+0%",
    )  # fmt: skip
    facts = ("vendor", "number", "date", "due", "kind")
    assert [found[key] for key in facts] == ["Coastal Concrete", "9", "2026-02-21", "2026-03-21", "labor"]
    lines = [(one["description"], one["code"], one["item"], one["cost"], one["hours"], one["markup"], one["taxed"])
             for one in found["lines"]]  # fmt: skip
    assert lines == [
        ("Pump", "03-30-00", "A1", "527.00", "8.5", None, ["GST", "PST"]),
        ("a=b", "", "", "1.00", None, None, []),
        ("Sand", "", "", "5.00", None, "0%", []),
    ]
    again = job.ok("bill", "edit", "c-1", "--drop", "3", "--number", "none", "--due", "none", "--tax", "1=true")
    assert (len(again["lines"]), again["number"], again["due"]) == (2, "", None)
    assert again["lines"][0]["taxed"] == ["GST"]
    assert job.no(2, "bill", "edit", "c-1") == {"edit.nothing"}
    for wrong in ("1", "1=", "=5", "1=x", "1=5*x"):
        assert job.run("bill", "edit", "c-1", "--amount", wrong).code == 2
    assert job.run("bill", "edit", "c-1", "--amount", "1=527.00").out.startswith("c-1: ")


def test_a_billed_bill_is_edited_with_a_reason_and_the_next_step_settles_it(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    job.put("bills/c-1.yaml", bill(PUMP))
    job.ok("invoice", "new", "--bill", "c-1", "--id", "costs")
    job.ok("release", "costs", "--no-notify")
    assert job.no(3, "bill", "edit", "c-1", "--amount", "1=80") == {"bill.billed"}
    answer = job.run("bill", "edit", "c-1", "--amount", "1=80", "--reason", "Vendor's mistake")
    assert answer.err == (
        "note: c-1/1 was billed at a cost of 100.00 with INV-0001, now it is 80.00 (Vendor's mistake)\n"
    )
    next_step = answer.out.splitlines()[-1].removeprefix("next: ressio ")
    assert next_step == "invoice new --amount c-1/1=-22.00"
    assert job.text("bills/c-1.yaml").endswith(
        "corrections:\n  - {on: 2026-03-01, line: 1, was: 100.00, reason: Vendor's mistake}\n"
    )
    assert (job.found(), job.found("note")) == ([], ["bill.drift"])
    job.ok(*next_step.split(), "--id", "back")
    job.ok("release", "back", "--no-notify")
    assert (job.found(), job.found("note")) == ([], [])


def test_scans_are_copied_in_with_their_hash_and_watched(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    (tmp_path / "88121 größe.pdf").write_bytes(SCAN)
    name = new(job, "Coastal", "88121", "--attach", f"{tmp_path}/88121 größe.pdf=Signed")
    (file,) = job.ok("bill", "show", name)["files"]
    path = f"attachments/bills/{name}/88121-grosse.pdf"
    assert file == {"file": path, "title": "Signed", "sha256": hashlib.sha256(SCAN).hexdigest()}
    assert (job.root / path).read_bytes() == SCAN
    assert job.found() == []
    job.put(path, b"another")
    assert job.found() == ["attachment.changed"]
    (job.root / path).unlink()
    assert job.found() == ["attachment.missing"]
    (job.root / path).symlink_to(tmp_path / "88121 größe.pdf")
    assert job.found() == ["attachment.outside"]
    (job.root / path).unlink()
    (job.root / path).mkdir()
    assert job.found() == ["attachment.missing"]
    (job.root / path).rmdir()
    job.ok("bill", "edit", name, "--detach", path, "--attach", f"{tmp_path}/88121 größe.pdf")
    assert job.found() == []


def test_scans_listed_by_hand_are_watched_as_far_as_they_can_be(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    job.put("attachments/a.pdf", SCAN)
    job.put("bills/c-1.yaml", bill(PUMP, more="files: [attachments/a.pdf]\n"))
    assert job.found() == []
    job.ok("bill", "edit", "c-1", "--attach", str(job.root / "attachments/a.pdf"))
    assert "files: [attachments/a.pdf]" in job.text("bills/c-1.yaml")
    for wrong in ("../a.pdf", "attachments", "attachments/b.pdf", "/etc/hosts"):
        job.put("bills/c-1.yaml", bill(PUMP, more=f"files: [{wrong}]\n"))
        assert len(job.found()) == 1, wrong


def test_totals_add_up_what_is_approved(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    for name, status in (("a", "approved"), ("b", "draft"), ("c", "paid"), ("d", "draft")):
        job.put(f"bills/{name}.yaml", bill(PUMP, status=status, vendor=name))
        job.put(f"changes/CO-{name}.yaml", change("name: Mat, cost: 10.00", status=status.replace("paid", "declined")))
    bills, changes = job.ok("bill", "list"), job.ok("change", "list")
    assert (bills["totals"]["cost"], bills["approved_totals"]["cost"]) == ("400.00", "200.00")
    assert bills["approved_totals"] == {"cost": "200.00", "worth": "220.00", "billed": "0.00", "left": "220.00"}
    assert (changes["totals"]["worth"], changes["approved_totals"]["worth"]) == ("40.00", "10.00")
    assert job.run("bill", "list").out.endswith(
        "Approved                                             200.00  220.00    0.00  220.00\n"
        "not added in: 2 draft bills, 200.00\n"
    )
    assert job.run("change", "list").out.endswith(
        "not added in: 2 draft changes, 20.00\nnot added in: 1 declined change, 10.00\n"
    )


def test_on_fixed_price_a_bill_has_a_cost_and_no_price(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00")
    job.put("bills/a.yaml", bill(PUMP))
    for words in (("bill", "list"), ("bill", "show", "a"), ("bill", "approve", "--all")):
        out = job.run(*words).out
        assert not any(word in out for word in ("Worth", "Billed", "Left")), out
    assert job.ok("bill", "list")["bills"][0]["worth"] == "110.00", "the object keeps its keys"


def test_a_signed_change_is_filed_and_sealed(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00")
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 1.00", status="pending"))
    (tmp_path / "signed.pdf").write_bytes(SCAN)
    assert job.no(2, "change", "approve", "CO-001") == {"change.by"}
    signed = job.ok("change", "approve", "CO-001", "--by", "Dana", "--signed", str(tmp_path / "signed.pdf"))["signed"]
    path, digest = "attachments/changes/CO-001/signed.pdf", hashlib.sha256(SCAN).hexdigest()
    assert signed == {"file": path, "title": "", "sha256": digest}
    assert "Signed    attachments/changes/CO-001/signed.pdf" in job.run("change", "show", "CO-001").out
    assert job.found() == []
    job.put(path, b"another")
    assert job.found() == ["attachment.changed"]
    job.swap("changes/CO-001.yaml", digest, hashlib.sha256(b"another").hexdigest())
    assert job.found() == ["change.changed-after-approval"]
    job.swap("changes/CO-001.yaml", hashlib.sha256(b"another").hexdigest(), digest)
    (job.root / path).unlink()
    assert job.found() == ["attachment.missing"]


def test_a_pending_change_is_edited_and_the_client_is_thought_of(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00")
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 1.00, markup: 10%", status="pending"))
    answer = job.run("change", "edit", "CO-001", "--cost", "1=2*4.50", "--item", "Grout=5", "--price", "1=20")
    assert answer.err == (
        "note: the client was asked to approve CO-001 as it was; send the new one: ressio pdf CO-001\n"
    )
    assert job.text("changes/CO-001.yaml").endswith(
        "items:\n  - {name: Mat, quantity: 2, unit_cost: 4.5, price: 20.00}\n  - {name: Grout, cost: 5.00}\n"
    )
    found = job.ok("change", "edit", "CO-001", "--markup", "1=5", "--name", "1=Mats", "--title", "Floor", "--kind",
                   "selection", "--reason", "Asked", "--drop", "2")  # fmt: skip
    assert [found[key] for key in ("title", "kind", "reason", "worth")] == ["Floor", "selection", "Asked", "9.45"]
    assert job.run("change", "edit", "CO-001", "--title", "Floor").out.startswith("CO-001 Floor: nothing changed")
    assert job.no(2, "change", "edit", "CO-001") == {"edit.nothing"}
    job.ok("change", "approve", "CO-001", "--by", "Dana")
    assert job.no(3, "change", "edit", "CO-001", "--title", "x") == {"change.status"}


def test_bills_are_loaded_from_standard_input(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00")
    rows = "vendor,number,date,amount\nOhm,7/8,2026-02-20,5\n"
    assert job.run("bill", "import", "-", stdin=rows).out.startswith(
        "1 bill loaded from standard input, 5.00 of cost.\n"
    )
    listed = "- {vendor: Ohm, number: 7-8, date: 2026-02-20, amount: 6}\n"
    assert job.ok("bill", "import", "-", "--approve", stdin=listed)["bills"][0]["id"] == "ohm-7-8-2"
    assert job.no(3, "bill", "import", "-", stdin=rows) == {"bill.recorded"}


def test_stated_lines_are_read_from_standard_input_as_either(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00")
    for name, text in (("a", "description,amount\nPermit,250\n"), ("b", "- {description: Permit, amount: 250}\n")):
        paper = job.ok("invoice", "new", "--items", "-", "--id", name, stdin=text)
        assert paper["total"] == "250.00"


def test_an_estimate_is_read_from_standard_input(tmp_path: Path) -> None:
    job = House(tmp_path / "job")
    job.put("ressio.toml", settings())
    found = job.ok("budget", "import", "-", stdin="category;id;name;cost\nRoof;1;Felt;5.00\n")
    assert [row["id"] for row in found["rows"]] == ["1"]


def test_of_many_look_alikes_the_first_ones_are_named(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00")
    rows = "".join(f"Ohm,{'/' * n}7,2026-02-20,5\n" for n in range(10))
    notes = job.run("bill", "import", "-", stdin=f"vendor,number,date,amount\n{rows}").err.splitlines()
    assert len(notes) == 7
    assert notes[-1] == "note: 3 more look alike: ressio check"


def test_the_next_step_after_an_approval_works_when_typed(tmp_path: Path) -> None:
    for name, budget in (("codes", "cost-codes"), ("items", "cost-items")):
        job = cost_plus(tmp_path / name, budget=budget)
        entry = ("bill", "new", "--line", "Wire=5", "--vendor")
        said = [job.run(*entry, "A", "--approve").out, *(job.run(*entry, vendor).out for vendor in "BCD")]
        said += [job.run("bill", "approve", words).out for words in ("b", "--all")]
        for out in (said[0], *said[4:]):
            assert job.run(*out.splitlines()[-1].removeprefix("next: ressio ").split()).code == 0, out
