"""A released invoice prints what it was released with: names, addresses, logo; on paper, in the portal and in JSON."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from cli.house import Answer, House, fixed, of_version_0_1, quiet_run
from PIL import Image
from pypdf import PdfReader

from ressio_cli.commands import session

COMPANY = """[company]
name = "Tern Building Co"
address = ["1 Mill Lane", "Rockport"]
email = "office@tern.example"
how_to_pay = "Check to Tern"
logo = "attachments/logo.png"
"""


def picture(color: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 20), color).save(made, "PNG")
    return made.getvalue()


def released(tmp_path: Path, company: str = COMPANY) -> House:
    house = House(tmp_path / "job")
    house.put("attachments/logo.png", picture("red"))
    house = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00", more=company)
    house.swap("ressio.toml", 'name = "Dana Reyes"', 'name = "Pat Marsh"\naddress = ["4 Elm Row", "Rockport"]')
    house.put("../slab.txt", "Slab")
    house.ok("invoice", "new", "--percent", "A1=50", "--id", "one", "--attach", str(tmp_path / "slab.txt"))
    house.ok("release", "one")
    return house


def moved(house: House) -> None:
    house.swap("ressio.toml", "Pat Marsh", "Elm Row Holdings LLC")
    house.swap("ressio.toml", "4 Elm Row", "PO Box 9")
    house.swap("ressio.toml", "Tern Building Co", "Tern & Daughters")
    house.swap("ressio.toml", "Check to Tern", "Card")
    house.swap("ressio.toml", "Harbor House", "Elm House")


def printed(house: House, *words: str) -> tuple[bytes, str]:
    """The paper, and what is said beside it."""
    file = house.root.parent / "printed.pdf"
    answer = house.run("pdf", *words, "-o", str(file))
    assert answer.code == 0, answer
    return file.read_bytes(), answer.err


def pdf(house: House, *words: str) -> bytes:
    return printed(house, *words)[0]


def words_of(data: bytes) -> str:
    return PdfReader(io.BytesIO(data)).pages[0].extract_text()


def test_the_paper_is_the_same_to_the_byte_whatever_the_settings_say_later(tmp_path: Path) -> None:
    house = released(tmp_path)
    before = pdf(house, "1")
    assert "Pat Marsh" in words_of(before)
    moved(house)
    assert pdf(house, "1") == before
    assert house.found() == house.found("note") == []


def test_the_portal_page_and_the_json_of_an_invoice_say_what_its_paper_says(tmp_path: Path) -> None:
    house = released(tmp_path)
    moved(house)
    assert quiet_run(["-C", str(house.root), "portal"], house.today).code == 0
    page = house.text("portal/invoices/INV-0001.html")
    assert "Check to Tern" in page and "Card" not in page
    (copy,) = (house.root / "portal").rglob("INV-0001.pdf")
    assert copy.read_bytes() == pdf(house, "1")
    issued = house.ok("invoice", "show", "1")["issued"]
    assert (issued["client"], issued["project"]["name"]) == (
        {"name": "Pat Marsh", "address": ["4 Elm Row", "Rockport"]}, "Harbor House",
    )  # fmt: skip
    assert issued["company"]["logo"]["file"] == "attachments/logo.png"


def edited(house: House, monkeypatch: pytest.MonkeyPatch, command: str) -> Answer:
    """The invoice in a person's editor, which is this command."""
    monkeypatch.setattr(session, "_at_terminal", lambda: True)
    monkeypatch.setenv("EDITOR", command)
    return quiet_run(["-C", str(house.root), "invoice", "edit", "1", "--no-notify"], house.today, stdin="n\n")


def test_a_wrong_name_on_an_open_invoice_is_set_right_in_the_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = released(tmp_path)
    assert edited(house, monkeypatch, "sed -i 's/Pat Marsh/Pat March/'").code == 0
    assert "Pat March" in words_of(pdf(house, "1"))
    assert house.ok("invoice", "show", "1")["revision"] == 2
    assert house.found() == []


def test_an_editor_takes_neither_number_nor_letterhead_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = released(tmp_path)
    before = house.text("invoices/INV-0001.yaml")
    answer = edited(house, monkeypatch, "sed -i 's/^number: .*/number: INV-0009/'")
    assert "[edit.number]" in answer.err
    assert house.text("invoices/INV-0001.yaml") == before
    assert (
        edited(house, monkeypatch, "sed -i '/^issued:/,/^  series/d; /^number/d; s/^title: .*/title: Slab/'").code == 0
    )
    after = house.ok("invoice", "show", "1")
    assert (after["title"], after["issued"]["client"]["name"]) == ("Slab", "Pat Marsh")
    assert "number: INV-0001\n" in house.text("invoices/INV-0001.yaml")
    assert house.found() == []


def test_an_edit_and_a_void_keep_the_letterhead(tmp_path: Path) -> None:
    house = released(tmp_path)
    moved(house)
    house.ok("invoice", "edit", "1", "--title", "Slab")
    assert "Pat Marsh" in words_of(pdf(house, "1"))
    house.ok("void", "1", "--reason", "Wrong", "--reissue")
    assert "Pat Marsh" in words_of(pdf(house, "1"))
    assert house.found() == []
    house.ok("release", "slab")
    assert "Elm Row Holdings LLC" in words_of((house.root / "pdf" / "INV-0002.pdf").read_bytes())


def test_an_invoice_of_version_0_1_prints_the_settings_and_is_sound(tmp_path: Path) -> None:
    house = released(tmp_path)
    house.put("invoices/INV-0001.yaml", of_version_0_1(house.text("invoices/INV-0001.yaml")))
    assert house.found() == []
    moved(house)
    assert "Elm Row Holdings LLC" in words_of(pdf(house, "1"))
    assert house.ok("invoice", "show", "1")["issued"] is None


def test_another_logo_is_never_printed_in_the_place_of_the_one_that_was_sent(tmp_path: Path) -> None:
    house = released(tmp_path)
    before = pdf(house, "1")
    assert len(PdfReader(io.BytesIO(before)).pages[0].images) == 1
    house.put("attachments/logo.png", picture("blue"))
    assert (house.found(), house.found("note")) == ([], ["logo.changed"])
    after, err = printed(house, "1")
    assert err == (
        "note: attachments/logo.png is not the logo that Invoice INV-0001 was issued with: printed without a logo\n"
    )
    assert len(PdfReader(io.BytesIO(after)).pages[0].images) == 0
    house.put("attachments/logo.png", picture("red"))
    assert pdf(house, "1") == before and house.found("note") == []


@pytest.mark.parametrize("to", ["attachments/letterhead/logo.png", "attachments/old.png"])
def test_a_logo_that_was_moved_is_found_where_todays_lies(tmp_path: Path, to: str) -> None:
    house = released(tmp_path)
    before = pdf(house, "1")
    house.put(to, picture("red"))
    (house.root / "attachments/logo.png").unlink()
    house.swap("ressio.toml", "attachments/logo.png", to)
    assert house.found("note") == []
    assert pdf(house, "1") == before


def test_a_new_logo_under_its_own_name_leaves_old_papers_alone(tmp_path: Path) -> None:
    house = released(tmp_path)
    before = pdf(house, "1")
    house.put("attachments/new.png", picture("blue"))
    house.swap("ressio.toml", "attachments/logo.png", "attachments/new.png")
    assert pdf(house, "1") == before
    house.swap("ressio.toml", 'logo = "attachments/new.png"\n', "")
    assert pdf(house, "1") == before
    assert house.found("note") == []


def test_an_invoice_that_had_no_logo_gets_none(tmp_path: Path) -> None:
    house = released(tmp_path, COMPANY.replace('logo = "attachments/logo.png"\n', ""))
    before = pdf(house, "1")
    house.swap("ressio.toml", 'how_to_pay = "Check to Tern"', 'how_to_pay = "Card"\nlogo = "attachments/logo.png"')
    assert pdf(house, "1") == before


@pytest.mark.parametrize("logo", ["attachments/none.png", "budget.yaml"])
def test_a_letterhead_that_cannot_be_printed_stops_a_release(tmp_path: Path, logo: str) -> None:
    house = released(tmp_path)
    house.swap("ressio.toml", "attachments/logo.png", logo)
    house.ok("invoice", "new", "--percent", "A1=60", "--id", "two")
    assert house.no(3, "release", "two") == {"logo.missing"}
    assert pdf(house, "1"), "what was released with its own logo is printed all the same"


@pytest.mark.parametrize(
    ("old", "new"),
    [("Pat Marsh", "Robin Marsh"), ("Tern Building Co", "Tern"), ("number: INV-0001", "number: INV-0002"),
     ("series: INV-{n:04}", "series: OUR-{n}"), ("project: {name: Harbor House}", "project: {name: Barn}")],
)  # fmt: skip
def test_a_letterhead_that_was_edited_by_hand_breaks_the_seal(tmp_path: Path, old: str, new: str) -> None:
    house = released(tmp_path)
    house.swap("invoices/INV-0001.yaml", old, new)
    assert "invoice.seal-broken" in house.found()
    assert house.run("pay", "1").code == 3


def test_the_paper_and_the_application_of_one_invoice_name_the_same_client(tmp_path: Path) -> None:
    house = released(tmp_path)
    moved(house)
    assert "Pat Marsh" in words_of(pdf(house, "1", "--application"))
