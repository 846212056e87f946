"""Projects of version 0.1: messages that were queued with their text, and notes that the client was notified."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House
from mail.post_office import RELEASED, Office, a_house, body, preview, ressio, states

VOID = "2026-03-31-INV-0001-void"


def ok(house: House, *words: str, today: str = "") -> str:
    """What is said by a command that succeeds."""
    answer = ressio(house, *words, today=today)
    assert answer.code == 0, answer
    return answer.out + answer.err


def an_old_house(root: Path, port: int = 1, *, note: str = "client notified", queued: tuple[str, ...] = ()) -> House:
    """A job as version 0.1 left it: released with that note, and with messages queued as it queued them."""
    house = a_house(root, port)
    ok(house, "release", "march-progress", "--no-notify", *(("--note", note) if note else ()))
    house.put("invoices/INV-0001.yaml", house.text("invoices/INV-0001.yaml").replace(", by: Pat Alder", ""))
    ok(house, "outbox", "new", "1")
    [name] = states(house)
    text = preview(house, name).as_bytes()
    ok(house, "outbox", "drop", name)
    for what in queued:
        house.put(f"outbox/2026-03-31-INV-0001-{what}.eml", text)
    return house


def test_an_old_project_opens_without_problems(tmp_path: Path) -> None:
    house = an_old_house(tmp_path, queued=("released",))
    assert "{on: 2026-03-31, did: released, note: client notified}" in house.text("invoices/INV-0001.yaml")
    assert (house.found(), house.found("note")) == ([], ["message.waits"])


def test_a_message_that_was_queued_with_its_text_is_made_anew_when_it_is_sent(tmp_path: Path, office: Office) -> None:
    house = an_old_house(tmp_path, office.port, queued=("released",))
    old = house.files()[f"outbox/{RELEASED}.eml"]
    ok(house, "pay", "1", "1000")
    assert "4,000.00" in body(preview(house, RELEASED)), "what is shown is what will be sent"
    ok(house, "outbox", "send")
    [message] = office.messages
    assert "4,000.00" in body(message)
    assert states(house) == {RELEASED: "sent"}
    assert house.files()[f"outbox/sent/{RELEASED}.eml"] != old
    assert "notified: 2026-03-31\n" in house.text("invoices/INV-0001.yaml")


def test_one_that_is_not_taken_waits_as_it_lay(tmp_path: Path) -> None:
    for number, step in enumerate(("sender", "data")):
        with Office({step: "550 no"}) as office:
            house = an_old_house(tmp_path / str(number), office.port, queued=("released",))
            old = house.files()[f"outbox/{RELEASED}.eml"]
            assert ressio(house, "outbox", "send").code == 4
            assert house.files()[f"outbox/failed/{RELEASED}.eml"] == old
            ok(house, "void", "1", "--reason", "Wrong")
            assert states(house) == {}, "the client was never notified, whatever the note says"


def test_of_four_that_wait_about_one_invoice_the_client_gets_one(tmp_path: Path, office: Office) -> None:
    house = an_old_house(tmp_path, office.port, queued=("released", "r2", "r3", "r4"))
    said = ok(house, "outbox", "send")
    assert "2026-03-31-INV-0001-r4 is dropped: another message tells of INV-0001" in said
    assert (states(house), len(office.taken)) == ({RELEASED: "sent"}, 1)


def test_a_void_of_what_the_client_never_saw_drops_all_that_wait(tmp_path: Path, office: Office) -> None:
    house = an_old_house(tmp_path, office.port, queued=("released", "r2"))
    ok(house, "void", "1", "--reason", "Wrong")
    assert (states(house), office.taken) == ({}, [])


def test_a_void_that_waits_beside_a_release_that_waits_is_told_to_nobody(tmp_path: Path, office: Office) -> None:
    house = an_old_house(tmp_path, office.port)
    text = preview_of(house)
    ok(house, "void", "1", "--reason", "Wrong", "--no-notify", "--note", "client notified")
    house.put("invoices/INV-0001.yaml", house.text("invoices/INV-0001.yaml").replace(", by: Pat Alder", ""))
    for name in (RELEASED, VOID):
        house.put(f"outbox/{name}.eml", text)
    said = ok(house, "outbox", "send")
    assert f"{VOID} is dropped: the client was never notified of INV-0001" in said
    assert (states(house), office.taken) == ({}, [])


def preview_of(house: House) -> bytes:
    """A message about the invoice as version 0.1 would have queued it."""
    name = ressio(house, "outbox", "new", "1", "-q").out.strip()
    text = preview(house, name).as_bytes()
    ok(house, "outbox", "drop", name)
    return text


@pytest.mark.parametrize("note", ["client notified", "agreed by phone; client notified"])
def test_the_note_means_that_the_client_was_notified(tmp_path: Path, note: str) -> None:
    house = an_old_house(tmp_path, note=note)
    ok(house, "void", "1", "--reason", "Wrong")
    assert states(house) == {VOID: "queued"}


@pytest.mark.parametrize(
    "note", ["", "client notified by phone", "the client notified us", "Client notified", "client notified; agreed"]
)
def test_any_other_note_is_a_persons_own(tmp_path: Path, note: str) -> None:
    house = an_old_house(tmp_path, note=note)
    ok(house, "void", "1", "--reason", "Wrong")
    assert states(house) == {}


def test_a_message_that_was_sent_by_version_0_1_means_it_too(tmp_path: Path) -> None:
    house = an_old_house(tmp_path, note="")
    house.put(f"outbox/sent/{RELEASED}.eml", preview_of(house))
    ok(house, "invoice", "edit", "1", "--title", "April")
    assert states(house) == {RELEASED: "sent", "2026-03-31-INV-0001-revised": "queued"}


def test_a_message_that_is_dropped_takes_its_note_along(tmp_path: Path) -> None:
    house = an_old_house(tmp_path, note="agreed by phone; client notified", queued=("released",))
    ok(house, "outbox", "drop", RELEASED)
    assert "{on: 2026-03-31, did: released, note: agreed by phone}" in house.text("invoices/INV-0001.yaml")
    ok(house, "void", "1", "--reason", "Wrong")
    assert states(house) == {}
    assert house.found() == []


def test_a_dropped_reminder_takes_no_note_along(tmp_path: Path) -> None:
    house = an_old_house(tmp_path, queued=("reminder-7",))
    before = house.text("invoices/INV-0001.yaml")
    ok(house, "outbox", "drop", "2026-03-31-INV-0001-reminder-7")
    assert house.text("invoices/INV-0001.yaml") == before


def test_one_that_a_person_sent_by_hand_is_kept_as_it_was(tmp_path: Path) -> None:
    house = an_old_house(tmp_path, queued=("released",))
    old = house.files()[f"outbox/{RELEASED}.eml"]
    ok(house, "outbox", "mark-sent", RELEASED)
    assert house.files()[f"outbox/sent/{RELEASED}.eml"] == old


@pytest.mark.parametrize("name", ["hello", "2026-13-31-INV-0001-released", "2026-03-31-INV-0009-released"])
def test_a_message_whose_name_tells_no_invoice_is_not_sent(tmp_path: Path, office: Office, name: str) -> None:
    house = an_old_house(tmp_path, office.port)
    house.put(f"outbox/{name}.eml", preview_of(house))
    answer = ressio(house, "outbox", "send")
    assert (answer.code, "[message.lost]" in answer.err) == (3, True)
    assert f"ressio outbox drop {name}" in answer.err
    assert office.taken == []
    ok(house, "outbox", "drop", name)


def test_words_that_somebody_put_into_a_queued_message_are_never_sent(tmp_path: Path, office: Office) -> None:
    house = an_old_house(tmp_path, office.port, queued=("released",))
    text = house.files()[f"outbox/{RELEASED}.eml"]
    evil = text.replace(b"To: Dana Reyes <dana@example.com>", b"To: evil@example.com").replace(
        b"Dear", b"Pay evil, dear"
    )
    assert evil != text
    house.put(f"outbox/{RELEASED}.eml", evil)
    ok(house, "outbox", "send")
    [envelope] = office.taken
    assert envelope.rcpt_tos == ["dana@example.com"]
    assert b"evil" not in (envelope.content if isinstance(envelope.content, bytes) else b"evil")
