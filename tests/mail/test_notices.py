"""The client is told by what a command writes, or is not, and the invoice's history says which."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House
from mail.post_office import MAIL, RELEASED, a_house, read, released, ressio, states

from ressio_cli.commands import session


def note(house: House, invoice: str = "INV-0001") -> list[str]:
    """What the history of an invoice says beside each deed."""
    found = ressio(house, "invoice", "show", invoice, "--json").json
    return [event["note"] for event in found["history"]]


def test_a_release_queues_one_notice_and_the_history_says_so(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    answer = released(house)
    assert states(house) == {RELEASED: "queued"}
    assert note(house) == ["", "client notified"]
    assert "{on: 2026-03-31, did: released, note: client notified}" in house.text("invoices/INV-0001.yaml")
    assert "a notice to dana@example.com waits in the outbox: ressio outbox send" in answer.out
    assert ressio(house, "check").code == 0


def test_a_word_for_the_history_stands_beside(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    released(house, "--note", "agreed by phone")
    assert note(house) == ["", "agreed by phone; client notified"]


def test_a_release_without_a_notice_is_a_word_away(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    answer = released(house, "--no-notify")
    assert (states(house), note(house), "told" in answer.err) == ({}, ["", ""], False)


@pytest.mark.parametrize(
    ("emails", "mail", "why"),
    [
        ("[]", MAIL, "the client has no e-mail address"),
        ('["dana@example.com"]', "", "nothing says who e-mail comes from"),
        ('["dana@example.com", "dana at home"]', MAIL, "client.emails holds 'dana at home', which is no address"),
        ('["dana@example.com"]', '[mail]\nfrom = "us"\n', "mail.from is 'us', which is no address"),
    ],
)
def test_whom_nobody_can_write_to_is_said_and_the_release_stands(
    tmp_path: Path, emails: str, mail: str, why: str
) -> None:
    house = a_house(tmp_path, emails=emails, mail=mail)
    answer = released(house)
    assert answer.err == f"note: nobody was told: {why}\n"
    assert (states(house), note(house)) == ({}, ["", ""])


def test_a_notice_that_cannot_be_queued_undoes_no_release(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    house.put("outbox", "a file where the folder should be\n")
    answer = released(house)
    assert "note: nobody was told: " in answer.err
    assert note(house) == ["", ""]
    assert ressio(house, "check").code == 0
    assert not (house.root / "drafts/march-progress.yaml").exists()


def test_an_invoice_whose_letterhead_cannot_be_printed_is_not_released(tmp_path: Path) -> None:
    house = a_house(tmp_path, top='[company]\nlogo = "attachments/logo.png"')
    before = house.files()
    answer = ressio(house, "release", "march-progress", "-y")
    assert (answer.code, house.files() == before) == (3, True)
    assert "the logo attachments/logo.png is no PNG or JPEG file in the project [logo.missing]" in answer.err


def test_a_dry_run_queues_nothing_and_says_what_it_would(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    before = house.files()
    found = released(house, "-n", "--json").json
    assert house.files() == before
    assert found["changes"][-1] == {"file": f"outbox/{RELEASED}.eml", "action": "create"}
    assert found["history"][-1]["note"] == "client notified"
    words = released(house, "-n").out
    assert "client notified" in words and "Content-Transfer-Encoding" not in words


@pytest.mark.parametrize(("answered", "told"), [("\n", True), ("y\n", True), ("n\n", False)])
def test_a_person_is_asked_and_yes_is_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answered: str, told: bool
) -> None:
    house = a_house(tmp_path)
    monkeypatch.setattr(session, "_at_terminal", lambda: True)
    answer = ressio(house, "release", "march-progress", stdin=answered)
    assert answer.code == 0
    assert "tell dana@example.com? [Y/n]" in answer.err
    assert states(house) == ({RELEASED: "queued"} if told else {})


@pytest.mark.parametrize("words", [("-y",), ("--json",), ("-q",), ("--no-notify",)])
def test_nobody_is_asked_who_said_yes_or_no_or_reads_by_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    house = a_house(tmp_path)
    monkeypatch.setattr(session, "_at_terminal", lambda: True)
    assert "[Y/n]" not in released(house, *words).err
    assert states(house) == ({} if words == ("--no-notify",) else {RELEASED: "queued"})


def test_a_void_tells_the_client_if_the_release_did(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    released(house)
    answer = ressio(house, "void", "1", "--reason", "Wrong slab percentage", "--json")
    assert answer.code == 0
    assert states(house) == {RELEASED: "queued", "2026-03-31-INV-0001-void": "queued"}
    assert note(house)[-1] == "client notified" == answer.json["history"][-1]["note"]
    message = read((house.root / "outbox/2026-03-31-INV-0001-void.eml").read_bytes())
    assert str(message["Subject"]).startswith("VOID: Invoice INV-0001")
    body = message.get_body(("plain",))
    assert body and "is void: please pay nothing on it" in body.get_content()
    assert "Wrong slab percentage" in body.get_content()


@pytest.mark.parametrize(("release", "void"), [(("--no-notify",), ()), ((), ("--no-notify",))])
def test_a_void_is_silent_where_the_release_was_or_it_is_said(
    tmp_path: Path, release: tuple[str, ...], void: tuple[str, ...]
) -> None:
    house = a_house(tmp_path)
    released(house, *release)
    before = states(house)
    assert ressio(house, "void", "1", "--reason", "Wrong", *void).err == ""
    assert (states(house), note(house)[-1]) == (before, "")


def test_an_edit_of_an_open_invoice_tells_the_client_again(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    released(house)
    assert ressio(house, "invoice", "edit", "1", "--title", "March and April").code == 0
    assert ressio(house, "invoice", "add", "1", "--item", "Permit fee=250").code == 0
    assert ressio(house, "invoice", "remove", "1", "2", "--no-notify").code == 0
    assert states(house) == {
        RELEASED: "queued", "2026-03-31-INV-0001-r2": "queued", "2026-03-31-INV-0001-r3": "queued",
    }  # fmt: skip
    assert note(house) == ["", "client notified", "client notified", "client notified", ""]
    message = read((house.root / "outbox/2026-03-31-INV-0001-r3.eml").read_bytes())
    assert "revision 3" in str(message["Subject"])
    assert ressio(house, "check").code == 0


def test_an_edit_tells_nobody_of_a_note_that_never_leaves_or_who_was_not_told(tmp_path: Path) -> None:
    house = a_house(tmp_path / "told")
    released(house)
    assert ressio(house, "invoice", "edit", "1", "--internal", "call her").code == 0
    assert states(house) == {RELEASED: "queued"}
    other = a_house(tmp_path / "silent")
    released(other, "--no-notify")
    assert ressio(other, "invoice", "edit", "1", "--title", "April").code == 0
    assert states(other) == {}


def test_an_edit_in_the_editor_tells_the_client_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = a_house(tmp_path)
    released(house)
    monkeypatch.setattr(session, "_at_terminal", lambda: True)
    monkeypatch.setenv("EDITOR", "sed -i 's/^title: .*/title: March and April/'")
    answer = ressio(house, "invoice", "edit", "1", "-y")
    assert answer.code == 0, answer
    assert states(house) == {RELEASED: "queued", "2026-03-31-INV-0001-r2": "queued"}
    assert note(house) == ["", "client notified", "client notified"]
    assert ressio(house, "invoice", "edit", "1", "--no-notify", "-y").code == 2, "the editor leaves it as it is"
    assert ressio(house, "check").code == 0


def test_who_was_not_told_can_be_told_later_once(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    released(house, "--no-notify")
    answer = ressio(house, "outbox", "new", "1", "--json")
    assert answer.json["messages"] == [
        {
            "name": RELEASED, "state": "queued", "to": ["dana@example.com"],
            "subject": "Invoice INV-0001: March progress", "file": f"outbox/{RELEASED}.eml",
        }
    ]  # fmt: skip
    assert ressio(house, "outbox", "new", "1").code == 3
    assert ressio(house, "void", "1", "--reason", "Wrong").code == 0
    assert states(house) == {RELEASED: "queued", "2026-03-31-INV-0001-void": "queued"}
    assert ressio(house, "check").code == 0


def test_the_outbox_is_listed_shown_and_cleared(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    assert ressio(house, "outbox").out == "the outbox is empty\n"
    released(house)
    (house.root / "outbox" / "note.txt").write_text("not a message")
    [row] = ressio(house, "outbox", "--json").json["messages"]
    assert (row["name"], row["state"], row["to"]) == (RELEASED, "queued", ["dana@example.com"])
    shown = ressio(house, "outbox", "show", "2026-03").out
    assert "From: billing@example.com\n" in shown and "Attached is invoice INV-0001 for Harbor House." in shown
    assert "Balance due  5,000.00" in ressio(house, "outbox", "show", RELEASED, "--json").json["text"]
    before = house.files()
    assert ressio(house, "outbox", "drop", RELEASED, "-n").code == 0
    assert house.files() == before
    assert ressio(house, "outbox", "drop", RELEASED).code == 0
    assert states(house) == {}
    assert ressio(house, "outbox", "drop", RELEASED).code == 2
