"""A change on cost plus from its approval to the end of the job, carried out as agreed or at cost."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, amounts, bill, change, cost_plus, fixed

TILE = "code: 09-30-00"
MARKUP = '[markup]\nrates = {overhead = "20%"}\n'


def bath(tmp_path: Path, *, more: str = MARKUP) -> House:
    """An allowance of 2,500; the client chose tile for 3,180.55, and a selection of 680.55 was approved on 02-10."""
    job = cost_plus(tmp_path, f"id: tile, name: Tile, {TILE}, cost: 2500.00", more=more)
    job.put("changes/SEL-001.yaml", change(f"name: Tile, {TILE}, cost: 680.55", kind="selection"))
    return job


def entered(job: House, *, line: str = "Tile=3180.55,code=09-30-00,for=SEL-001/1") -> None:
    """The vendor's bill, approved at once."""
    words = ("--vendor", "Tile House", "--number", "9", "--date", "2026-02-20", "--line", line)
    job.ok("bill", "new", *words, "--approve")


def listed(job: House) -> dict[str, tuple[str, bool]]:
    return {row["source"]: (row["left"], row["undecided"]) for row in job.ok("unbilled")["sources"]}


def test_a_cost_is_not_billed_twice_and_the_job_ends(tmp_path: Path) -> None:
    job = bath(tmp_path)
    entered(job, line="Tile=3180.55,code=09-30-00")
    assert listed(job) == {"SEL-001/1": ("816.66", True), "tile-house-9/1": ("3816.66", False)}
    found = job.ok("unbilled")
    assert (found["total"], found["undecided"]) == ("3816.66", "816.66")
    paper = job.ok("invoice", "new", "--from", "actuals", "--from", "changes", "--all")
    assert amounts(paper) == {"tile-house-9/1": "3816.66"}
    job.ok("release", paper["id"])
    assert listed(job) == {"SEL-001/1": ("816.66", True)}
    failed = job.run("unbilled", "--fail", "--json")
    (problem,) = failed.json["problems"]
    assert (failed.code, problem["message"]) == (1, "816.66 of undecided changes is not billed")
    job.ok("change", "carry-out", "SEL-001", "--at-cost")
    assert (listed(job), job.run("unbilled", "--fail").code, job.found()) == ({}, 0, [])
    assert job.ok("summary")["billing"]["left_to_bill"] == "0.00"


def test_both_commands_that_decide_are_said_with_the_amount(tmp_path: Path) -> None:
    job = bath(tmp_path)
    entered(job)
    said = (
        "note: SEL-001 of 816.66 is undecided: ressio change carry-out SEL-001 --as-agreed bills it,"
        " ressio change carry-out SEL-001 --at-cost bills its bills\n"
    )
    assert said in job.run("unbilled").err
    assert said in job.run("invoice", "new").err  # the picker, without a terminal
    assert "SEL-001" not in job.run("invoice", "new").out
    assert said in job.run("invoice", "new", "--from", "changes", "--from", "actuals", "--all").err


def test_as_agreed_the_bill_is_a_cost_without_a_claim(tmp_path: Path) -> None:
    job = bath(tmp_path)
    entered(job)
    answer = job.ok("change", "carry-out", "SEL-001", "--as-agreed")
    assert (answer["carried_out"], answer["left"]) == ("as-agreed", "816.66")
    assert "carried_out: as-agreed\n" in job.text("changes/SEL-001.yaml")
    assert listed(job) == {"SEL-001/1": ("816.66", False)}
    assert job.no(3, "invoice", "new", "--bill", "tile-house-9") == {"bill.as-agreed"}
    job.ok("release", job.ok("invoice", "new", "--change", "SEL-001")["id"])
    assert (listed(job), job.found(), job.found("note")) == ({}, [], [])
    row = job.ok("bill", "list")["bills"][0]
    assert (row["cost"], row["billed"], row["left"]) == ("3180.55", "0.00", "0.00")


def test_a_change_is_written_with_the_way_it_is_carried_out(tmp_path: Path) -> None:
    job = bath(tmp_path)
    words = ("change", "new", "--title", "Porch", "--item", "Porch=500,code=06", "--carried-out")
    assert job.ok(*words, "at-cost")["carried_out"] == "at-cost"
    assert job.no(2, *words, "somehow") == {"option.kind"}
    assert job.no(3, "invoice", "new", "--change", "CO-001") == {"change.not-approved"}
    job.ok("change", "propose", "CO-001")
    job.ok("change", "approve", "CO-001", "--by", "Dana")
    assert job.no(3, "invoice", "new", "--change", "CO-001") == {"change.at-cost"}


@pytest.mark.parametrize(("way", "source"), [("as-agreed", "SEL-001/1"), ("at-cost", "tile-house-9/1")])
def test_the_project_says_how_changes_are_carried_out(tmp_path: Path, way: str, source: str) -> None:
    job = bath(tmp_path, more=f'{MARKUP}[billing]\nchanges = "{way}"\n')
    entered(job)
    assert set(listed(job)) == {source}
    job.swap("ressio.toml", f'changes = "{way}"', 'changes = "never"')
    assert job.no(1, "unbilled") == {"field.choice"}


@pytest.mark.parametrize("name", ["SEL-001/1", "SEL-001"])
def test_a_line_for_a_change_says_so_in_its_file(tmp_path: Path, name: str) -> None:
    job = bath(tmp_path)
    entered(job, line=f"Tile=3180.55,for={name}")
    assert f"change: {name}" in job.text("bills/tile-house-9.yaml")
    assert job.found() == []


def test_a_line_for_an_item_of_the_budget_stays_one(tmp_path: Path) -> None:
    job = bath(tmp_path)
    entered(job, line="Tile=3180.55,for=tile")
    assert "item: tile" in job.text("bills/tile-house-9.yaml")


@pytest.mark.parametrize(("name", "code"), [("SEL-001/2", "change.unknown"), ("SEL-002/1", "item.unknown")])
def test_a_line_for_what_is_not_there_is_a_wrong_command_line(tmp_path: Path, name: str, code: str) -> None:
    job = bath(tmp_path)
    assert job.no(2, "bill", "new", "--vendor", "V", "--line", f"Tile=5,for={name}") == {code}


def test_a_bill_is_edited_to_carry_out_a_change_and_no_more(tmp_path: Path) -> None:
    job = bath(tmp_path)
    entered(job, line="Tile=3180.55,code=09-30-00,for=tile")
    for word, lines in (
        ("SEL-001/1", ("change: SEL-001/1", "")), ("tile", ("item: tile", "change:")), ("none", ("", "item:")),
    ):  # fmt: skip
        job.ok("bill", "edit", "tile-house-9", "--for", f"1={word}")
        text = job.text("bills/tile-house-9.yaml")
        assert lines[0] in text and (not lines[1] or lines[1] not in text), word
    assert job.no(2, "bill", "edit", "tile-house-9", "--for", "1=SEL-001/2") == {"change.unknown"}
    job.ok("bill", "edit", "tile-house-9", "--line", "Grout=20,for=SEL-001")
    assert "change: SEL-001" in job.text("bills/tile-house-9.yaml")


def test_a_bill_that_is_billed_is_not_linked_with_a_change_that_is_billed_on_any_day(tmp_path: Path) -> None:
    job = bath(tmp_path)
    entered(job, line="Tile=3180.55,code=09-30-00")
    job.ok("invoice", "new", "--change", "SEL-001", "--id", "change")
    job.ok("release", "change", "--on", "2026-02-21")
    job.ok("invoice", "new", "--bill", "tile-house-9", "--id", "bill")
    job.ok("release", "bill", "--on", "2026-02-25")
    edit = ("bill", "edit", "tile-house-9", "--for", "1=SEL-001/1")
    assert job.no(3, *edit) == {"change.billed-twice"}
    job.ok("void", "1", "--reason", "At cost", "--on", "2026-02-26")
    assert job.no(3, *edit) == {"change.billed-twice"}  # on February 25 both are billed
    job.ok("void", "2", "--reason", "Once more", "--on", "2026-02-28")
    job.ok("invoice", "new", "--bill", "tile-house-9", "--id", "bill")
    job.ok("release", "bill")
    assert job.found() == []


def test_an_item_that_a_bill_carries_out_is_not_moved(tmp_path: Path) -> None:
    job = bath(tmp_path)
    job.ok("change", "new", "--title", "Porch", "--item", "Deck=5", "--item", "Rail=7")
    entered(job, line="Rail=7,for=CO-001/2")
    assert job.no(3, "change", "edit", "CO-001", "--drop", "1") == {"change.carried-out"}
    job.ok("bill", "edit", "tile-house-9", "--for", "1=none")
    job.ok("change", "edit", "CO-001", "--drop", "1")
    assert job.found() == []


def test_imported_bills_say_which_change_they_carry_out(tmp_path: Path) -> None:
    job = bath(tmp_path)
    table = tmp_path / "bills.csv"
    table.write_text("vendor,date,amount,change\nTile House,2026-02-20,3180.55,SEL-001/1\n", encoding="utf-8")
    job.ok("bill", "import", str(table), "--approve")
    assert "change: SEL-001/1" in job.text("bills/tile-house-2026-02-20.yaml")
    table.write_text("vendor,date,amount,change\nTile House,2026-02-21,5,SEL-009\n", encoding="utf-8")
    assert job.no(2, "bill", "import", str(table)) == {"change.unknown"}


def test_carry_out_needs_one_of_two_words_and_a_project_that_bills_its_bills(tmp_path: Path) -> None:
    job = bath(tmp_path)
    assert job.no(2, "change", "carry-out", "SEL-001") == {"option.way"}
    assert job.no(2, "change", "carry-out", "SEL-001", "--as-agreed", "--at-cost") == {"option.way"}
    assert job.no(2, "change", "carry-out", "SEL-009", "--at-cost") == {"change.unknown"}
    other = fixed(tmp_path / "other", "id: A1, name: Slab, cost: 100.00")
    other.put("changes/CO-001.yaml", change("name: Mat, cost: 5.00"))
    assert other.no(3, "change", "carry-out", "CO-001", "--at-cost") == {"change.carried-out"}
    words = ("change", "new", "--title", "Mat", "--item", "Mat=5", "--carried-out", "at-cost")
    assert other.no(3, *words) == {"change.carried-out"}


def test_retainage_and_costs_that_are_named_by_their_method_are_billed_beside_a_change(tmp_path: Path) -> None:
    job = bath(tmp_path)
    job.put("bills/b-1.yaml", bill("code: 06-10-00, amount: 100.00"))
    paper = job.ok("invoice", "new", "--from", "actuals", "--change", "SEL-001", "--retainage", "10%")
    assert amounts(paper) == {"b-1/1": "120.00", "SEL-001/1": "816.66"}
    job.ok("release", paper["id"])
    job.put("changes/CO-002.yaml", change("name: Niche, code: 08, cost: 100.00"))
    paper = job.ok("invoice", "new", "--from", "retainage", "--change", "CO-002")
    assert amounts(paper) == {"CO-002/1": "120.00", "retainage": "93.67"}


def test_a_markup_changed_in_ressio_toml_is_for_what_is_not_billed_yet(tmp_path: Path) -> None:
    job = bath(tmp_path)
    job.ok("budget", "lock", "--on", "2026-01-05")
    job.put("bills/b-1.yaml", bill("code: 06-10-00, amount: 1000.00", "code: 06-10-00, amount: 100.00"))
    job.ok("release", job.ok("invoice", "new", "--amount", "b-1/1=600", "--bill", "b-1/2", "--id", "a")["id"])
    for rate, left in (("30%", "650.00"), ("5%", "525.00")):
        job.put("ressio.toml", job.text("ressio.toml").replace('overhead = "20%"', f'overhead = "{rate}"'))
        assert listed(job)["b-1/1"] == (left, False)
        assert "b-1/2" not in listed(job)
        assert job.found() == []
        job.put("ressio.toml", job.text("ressio.toml").replace(f'overhead = "{rate}"', 'overhead = "20%"'))


def test_the_recap_of_a_deposit_on_day_one_reads_sensibly(tmp_path: Path) -> None:
    job = bath(tmp_path)
    job.ok("invoice", "new", "--deposit", "4000", "--id", "deposit")
    shown = job.run("invoice", "show", "deposit").out
    assert "Contract\nEstimate                 3,816.66\nBilled to date               0.00\n" in shown
    assert "Percent of the estimate        0%\n" in shown
    released = job.ok("release", "deposit")
    assert released["recap"]["left"] is None
    assert "left:" not in job.text("invoices/INV-0001.yaml")
    assert job.found() == []
