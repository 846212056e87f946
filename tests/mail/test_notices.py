"""What a command writes queues a message to the client, or does not; one that waits says what is true when sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House
from mail.post_office import (
    MAIL,
    RELEASED,
    Office,
    a_house,
    body,
    free_port,
    paper,
    preview,
    released,
    ressio,
    states,
)

from ressio_cli.commands import session


def history(house: House, invoice: str = "INV-0001") -> list[str]:
    """What the history of an invoice says beside each deed."""
    found = ressio(house, "invoice", "show", invoice, "--json").json
    return [event["note"] for event in found["history"]]


def notified(house: House, invoice: str = "INV-0001") -> str | None:
    """The day the client was last sent a message about an invoice."""
    found = ressio(house, "invoice", "show", invoice, "--json", today="2027-01-01").json["notified"]
    return None if found is None else str(found)


def ok(house: House, *words: str, today: str = "") -> str:
    """What is said by a command that succeeds."""
    answer = ressio(house, *words, today=today)
    assert answer.code == 0, answer
    return answer.out + answer.err


# What a release queues.


def test_a_release_queues_one_message_that_holds_no_text(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    answer = released(house)
    assert house.text(f"outbox/{RELEASED}.yaml") == (
        "invoice: INV-0001\nkind: released\nqueued: 2026-03-31\nby: Pat Alder\n"
    )
    assert states(house) == {RELEASED: "queued"}
    assert "a message to dana@example.com waits in the outbox\n" in answer.out
    assert answer.out.endswith("next: ressio outbox send\n")
    assert (history(house), notified(house)) == (["", ""], None), "nobody was sent anything yet"
    assert house.found() == []


def test_the_object_of_a_release_names_its_message(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    assert released(house, "--json").json["message"] == {
        "name": RELEASED, "state": "queued", "to": ["dana@example.com"], "file": f"outbox/{RELEASED}.yaml",
        "subject": "Invoice INV-0001: March progress", "invoice": "INV-0001", "kind": "released",
    }  # fmt: skip
    other = a_house(tmp_path / "silent")
    assert released(other, "--no-notify", "--json").json["message"] is None


def test_without_a_mail_server_the_next_step_is_one_that_works(tmp_path: Path) -> None:
    house = a_house(tmp_path, mail='[mail]\nfrom = "billing@example.com"\n')
    answer = released(house)
    assert "waits in the outbox; to send it, name a mail server (ressio help mail)\n" in answer.out
    assert answer.out.endswith("next: ressio pay INV-0001\n")
    assert ok(house, "invoice", "list").endswith("next: ressio outbox list\n")


def test_a_release_without_a_message_is_a_word_away(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    answer = released(house, "--no-notify")
    assert (states(house), notified(house), answer.err) == ({}, None, "")
    assert answer.out.endswith("next: ressio pay INV-0001\n")


@pytest.mark.parametrize("note", ["client notified", "as agreed; client notified"])
def test_a_persons_note_is_never_read(tmp_path: Path, note: str) -> None:
    house = a_house(tmp_path)
    released(house, "--no-notify", "--note", note)
    assert history(house)[-1] == note
    said = ok(house, "void", "1", "--reason", "typo", "--note", note)
    assert (states(house), "outbox" in said) == ({}, False)


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
    assert answer.err == f"note: nobody was notified: {why}\n"
    assert (states(house), notified(house)) == ({}, None)


def test_a_message_that_cannot_be_queued_undoes_no_release(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    house.put("outbox", "a file where the folder should be\n")
    answer = released(house)
    assert "note: nobody was notified, the outbox is as it was: " in answer.err
    assert house.found() == []
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
    assert found["changes"][-1] == {"file": f"outbox/{RELEASED}.yaml", "action": "create"}
    assert found["message"]["name"] == RELEASED
    assert "+kind: released" in released(house, "-n").out
    assert released(house, "-n", "--send").code == 0
    assert house.files() == before


@pytest.mark.parametrize(("answered", "queued"), [("\n", True), ("y\n", True), ("n\n", False)])
def test_a_person_is_asked_and_yes_is_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answered: str, queued: bool
) -> None:
    house = a_house(tmp_path)
    monkeypatch.setattr(session, "_at_terminal", lambda: True)
    answer = ressio(house, "release", "march-progress", stdin=answered)
    assert answer.code == 0
    assert "notify dana@example.com? [Y/n]" in answer.err
    assert states(house) == ({RELEASED: "queued"} if queued else {})


@pytest.mark.parametrize("words", [("-y",), ("--json",), ("-q",), ("--no-notify",)])
def test_nobody_is_asked_who_said_yes_or_no_or_reads_by_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    house = a_house(tmp_path)
    monkeypatch.setattr(session, "_at_terminal", lambda: True)
    assert "[Y/n]" not in released(house, *words).err
    assert states(house) == ({} if words == ("--no-notify",) else {RELEASED: "queued"})


# What happens to an invoice before its first message is sent.


def test_three_edits_before_the_first_message_change_only_what_it_will_say(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    released(house)
    said = ok(house, "invoice", "edit", "1", "--title", "March and April")
    assert "the message that waits in the outbox will tell of revision 2\n" in said
    assert said.endswith("next: ressio outbox send\n")
    ok(house, "invoice", "add", "1", "--item", "Permit fee=250")
    ok(house, "invoice", "edit", "1", "--notes", "By Friday, please", "--no-notify")
    assert states(house) == {RELEASED: "queued"}
    message = preview(house, RELEASED)
    assert str(message["Subject"]) == "Invoice INV-0001: March and April"
    assert "Attached is invoice INV-0001 for Harbor House." in body(message), "there was no earlier one for the client"
    for words in (body(message), paper(message)):
        assert "5,250.00" in words and "By Friday, please" in words
    assert house.found() == []


def test_a_message_that_failed_is_still_the_first_one(tmp_path: Path) -> None:
    house = a_house(tmp_path, free_port())
    released(house, "--send")
    ok(house, "invoice", "edit", "1", "--title", "April")
    assert states(house) == {RELEASED: "failed"}
    assert str(preview(house, RELEASED)["Subject"]) == "Invoice INV-0001: April"


def test_an_edit_in_the_editor_changes_what_the_message_will_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = a_house(tmp_path)
    released(house)
    monkeypatch.setattr(session, "_at_terminal", lambda: True)
    monkeypatch.setenv("EDITOR", "sed -i 's/^title: .*/title: March and April/'")
    ok(house, "invoice", "edit", "1", "-y")
    assert states(house) == {RELEASED: "queued"}
    assert str(preview(house, RELEASED)["Subject"]) == "Invoice INV-0001: March and April"
    assert ressio(house, "invoice", "edit", "1", "--no-notify", "-y").code == 2, "the editor leaves it as it is"


def test_a_part_payment_before_the_message_is_sent_stands_in_mail_and_paper(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    ok(house, "pay", "1", "1000", "--ref", "1042", today="2026-05-10")
    ok(house, "outbox", "send", today="2026-05-10")
    [message] = office.messages
    for words in (body(message), paper(message)):
        assert "Paid 2026-05-10, check 1042" in words and "-1,000.00" in words
        assert "Balance due" in words and "4,000.00" in words
    assert "Sun, 10 May 2026" in str(message["Date"]), "the day it was sent"


@pytest.mark.parametrize("more", [(), ("--no-notify",)])
def test_a_void_drops_the_message_of_an_invoice_the_client_never_saw(
    tmp_path: Path, office: Office, more: tuple[str, ...]
) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    for title in ("April", "May", "June"):
        ok(house, "invoice", "edit", "1", "--title", title)
    said = ok(house, "void", "1", "--reason", "Wrong slab percentage", *more)
    assert f"dropped the message {RELEASED}: the client was never notified of INV-0001\n" in said
    assert states(house) == {}
    assert ok(house, "outbox", "send") == "there is nothing to send\n"
    assert office.taken == []


def test_a_reissue_is_told_by_itself_and_the_void_invoice_never(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    ok(house, "void", "1", "--reason", "Wrong", "--reissue")
    ok(house, "release", "march-progress")
    ok(house, "outbox", "send")
    assert [str(message["Subject"]) for message in office.messages] == ["Invoice INV-0002: March progress"]


# What happens to an invoice after the client got it.


def a_sent_house(tmp_path: Path, office: Office, mail: str = MAIL) -> House:
    house = a_house(tmp_path, office.port, mail=mail)
    released(house)
    ok(house, "outbox", "send")
    assert states(house) == {RELEASED: "sent"}
    return house


def test_sending_writes_the_day_into_the_invoice_and_nothing_else(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    before = house.text("invoices/INV-0001.yaml")
    ok(house, "outbox", "send", today="2026-04-02")
    assert notified(house) == "2026-04-02"
    assert house.text("invoices/INV-0001.yaml").replace("notified: 2026-04-02\n", "") == before
    assert house.found() == [], "the seal holds"
    assert "Notified  2026-04-02" in ok(house, "invoice", "show", "1", today="2026-04-02")
    assert ressio(house, "invoice", "show", "1", "--json", "--as-of", "2026-04-01").json["notified"] is None


def test_an_edit_of_an_invoice_the_client_has_queues_one_message_of_the_latest_revision(
    tmp_path: Path, office: Office
) -> None:
    house = a_sent_house(tmp_path, office)
    ok(house, "invoice", "edit", "1", "--title", "April")
    ok(house, "invoice", "edit", "1", "--title", "May")
    revised = "2026-03-31-INV-0001-revised"
    assert states(house) == {RELEASED: "sent", revised: "queued"}
    ok(house, "outbox", "send")
    message = office.messages[-1]
    assert str(message["Subject"]) == "Invoice INV-0001, revision 3: May"
    assert "has changed: attached is revision 3, in place of the earlier one" in body(message)
    ok(house, "invoice", "edit", "1", "--title", "June")
    assert states(house) == {RELEASED: "sent", revised: "sent", f"{revised}-2": "queued"}
    ok(house, "outbox", "send")
    assert len(office.taken) == 3
    assert house.found() == []


def test_an_edit_sends_nothing_about_a_note_that_never_leaves_or_to_who_was_never_notified(
    tmp_path: Path, office: Office
) -> None:
    house = a_sent_house(tmp_path / "sent", office)
    ok(house, "invoice", "edit", "1", "--internal", "call her")
    ok(house, "invoice", "edit", "1", "--title", "April", "--no-notify")
    assert states(house) == {RELEASED: "sent"}
    silent = a_house(tmp_path / "silent")
    released(silent, "--no-notify")
    ok(silent, "invoice", "edit", "1", "--title", "April")
    assert states(silent) == {}


def test_a_void_is_told_to_a_client_who_has_the_invoice(tmp_path: Path, office: Office) -> None:
    house = a_sent_house(tmp_path, office)
    ok(house, "invoice", "edit", "1", "--title", "April")
    said = ok(house, "void", "1", "--reason", "Wrong slab percentage")
    assert "dropped the message 2026-03-31-INV-0001-revised: INV-0001 is void\n" in said
    assert "a message to dana@example.com waits in the outbox\n" in said
    assert states(house) == {RELEASED: "sent", "2026-03-31-INV-0001-void": "queued"}
    message = preview(house, "2026-03-31-INV-0001-void")
    assert str(message["Subject"]).startswith("VOID: Invoice INV-0001")
    assert "is void: please pay nothing on it" in body(message)
    assert "Wrong slab percentage" in body(message) and "VOID" in paper(message)


def test_a_void_is_silent_where_a_person_says_so(tmp_path: Path, office: Office) -> None:
    house = a_sent_house(tmp_path, office)
    ok(house, "void", "1", "--reason", "Wrong", "--no-notify")
    assert states(house) == {RELEASED: "sent"}


def test_a_message_that_may_have_arrived_counts_as_one_that_did(tmp_path: Path) -> None:
    with Office({"drop": "yes"}) as office:
        house = a_house(tmp_path, office.port)
        released(house)
        assert ressio(house, "outbox", "send").code == 4
        assert (states(house), notified(house)) == ({RELEASED: "unknown"}, None)
        ok(house, "void", "1", "--reason", "Wrong")
        assert states(house) == {RELEASED: "unknown", "2026-03-31-INV-0001-void": "queued"}


# Messages that are asked for by themselves.


def test_a_copy_says_what_is_paid_and_what_is_due_and_is_always_a_message_of_its_own(
    tmp_path: Path, office: Office
) -> None:
    house = a_sent_house(tmp_path, office)
    ok(house, "pay", "1", "1000", today="2026-05-10")
    said = ok(house, "outbox", "new", "1", today="2026-05-10")
    assert said.endswith("next: ressio outbox send\n")
    ok(house, "outbox", "send", today="2026-05-10")
    ok(house, "outbox", "new", "1", today="2026-05-10")
    ok(house, "outbox", "send", today="2026-05-10")
    copy = "2026-05-10-INV-0001-copy"
    assert states(house) == {RELEASED: "sent", copy: "sent", f"{copy}-2": "sent"}
    first, second, third = office.messages
    assert "Attached is invoice INV-0001 for Harbor House once more, as it stands today." in body(second)
    for words in (body(second), paper(second)):
        assert "Paid 2026-05-10" in words and "-1,000.00" in words and "4,000.00" in words
    assert "Balance due  5,000.00" in body(first)
    assert len({message["Message-ID"] for message in (first, second, third)}) == 3
    assert notified(house) == "2026-05-10"


def test_who_was_never_notified_gets_the_invoice_and_the_one_that_waits_is_not_doubled(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    released(house, "--no-notify")
    found = ressio(house, "outbox", "new", "1", "--json").json
    assert found["messages"] == [
        {
            "name": RELEASED, "state": "queued", "to": ["dana@example.com"], "file": f"outbox/{RELEASED}.yaml",
            "subject": "Invoice INV-0001: March progress", "invoice": "INV-0001", "kind": "released",
        }
    ]  # fmt: skip
    ok(house, "pay", "1", "1000")
    assert ressio(house, "outbox", "new", "1", "-q", today="2026-05-10").out == f"{RELEASED}\n"
    assert states(house) == {RELEASED: "queued"}
    assert "4,000.00" in body(preview(house, RELEASED))


def test_a_message_about_a_void_invoice_says_that_it_is_void(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    released(house, "--no-notify")
    ok(house, "void", "1", "--reason", "Wrong")
    ok(house, "outbox", "new", "1")
    assert states(house) == {"2026-03-31-INV-0001-void": "queued"}
    assert "is void: please pay nothing on it" in body(preview(house, "2026-03-31-INV-0001-void"))


# Sent at once.

AT_ONCE = f'{MAIL}send = "on-release"\n'


@pytest.mark.parametrize(("mail", "more"), [(MAIL, ("--send",)), (AT_ONCE, ()), (AT_ONCE, ("--send",))])
def test_a_release_is_sent_at_once_where_that_is_wanted(
    tmp_path: Path, office: Office, mail: str, more: tuple[str, ...]
) -> None:
    house = a_house(tmp_path, office.port, mail=mail)
    answer = released(house, *more)
    assert "sent to dana@example.com\n" in answer.out
    assert answer.out.endswith("next: ressio pay INV-0001\n")
    assert (states(house), len(office.taken), notified(house)) == ({RELEASED: "sent"}, 1, "2026-03-31")
    assert house.found() == [] == house.found("note")


def test_the_object_of_a_release_that_was_sent_says_so(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    found = released(house, "--send", "--json").json
    assert (found["message"]["state"], found["message"]["file"]) == ("sent", f"outbox/sent/{RELEASED}.eml")
    assert found["notified"] == "2026-03-31"


def test_edits_voids_copies_and_reminders_are_sent_at_once_too(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house, "--send")
    ok(house, "invoice", "edit", "1", "--title", "April", "--send")
    ok(house, "invoice", "add", "1", "--item", "Fee=10", "--send")
    ok(house, "invoice", "remove", "1", "2", "--send")
    ok(house, "outbox", "new", "1", "--send")
    said = ok(house, "remind", "--send", today="2026-06-30")
    assert "2026-06-30-INV-0001-reminder-21: sent to dana@example.com\n" in said
    ok(house, "void", "1", "--reason", "Wrong", "--send")
    assert set(states(house).values()) == {"sent"}
    assert [str(message["Subject"]).partition(" INV")[0] for message in office.messages] == [
        "Invoice", "Invoice", "Invoice", "Invoice", "Invoice", "Reminder: Invoice", "VOID: Invoice",
    ]  # fmt: skip


def test_a_project_that_sends_on_release_sends_revisions_and_voids_too_but_not_against_a_persons_word(
    tmp_path: Path, office: Office
) -> None:
    house = a_house(tmp_path, office.port, mail=AT_ONCE)
    released(house)
    ok(house, "invoice", "edit", "1", "--title", "April", "--no-notify")
    assert len(office.taken) == 1
    ok(house, "invoice", "edit", "1", "--title", "May")
    ok(house, "void", "1", "--reason", "Wrong")
    assert ["VOID" in str(message["Subject"]) for message in office.messages] == [False, False, True]


def test_a_message_that_a_person_holds_back_is_not_sent_by_the_setting(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    house.put("ressio.toml", house.text("ressio.toml") + 'send = "on-release"\n')
    said = ok(house, "invoice", "edit", "1", "--title", "April", "--no-notify")
    assert "the message that waits in the outbox will tell of revision 2\n" in said
    assert (office.taken, states(house)) == ([], {RELEASED: "queued"})


def test_a_mail_server_that_fails_undoes_no_release_and_the_message_waits(tmp_path: Path) -> None:
    nobody = free_port()
    house = a_house(tmp_path, nobody)
    answer = released(house, "--send")
    assert "note: this message is not sent: connect: localhost:" in answer.err
    assert answer.out.endswith("next: ressio outbox send\n")
    assert (states(house), notified(house)) == ({RELEASED: "failed"}, None)
    with Office() as office:
        house.swap("ressio.toml", f"localhost:{nobody}", f"localhost:{office.port}")
        ok(house, "outbox", "send")
        assert states(house) == {RELEASED: "sent"}


@pytest.mark.parametrize(
    ("mail", "why"),
    [
        ('[mail]\nfrom = "billing@example.com"\n', "the message was not sent: no mail server is named"),
        ('[mail]\nfrom = "b@example.com"\nsmtp = "smtp://x y"\n', "the message was not sent: mail.smtp is no server"),
    ],
)
def test_a_release_that_cannot_be_sent_at_all_stands(tmp_path: Path, mail: str, why: str) -> None:
    house = a_house(tmp_path, mail=mail)
    assert f"note: {why}" in released(house, "--send").err
    assert states(house) == {RELEASED: "queued"}


def test_nothing_to_send_is_said(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    said = ok(house, "invoice", "edit", "march-progress", "--title", "April", "--send")
    assert "note: nothing was sent: march-progress has no revision to tell of\n" in said
    released(house, "--no-notify")
    said = ok(house, "invoice", "edit", "1", "--title", "May", "--send")
    assert "note: nothing was sent: the client was never notified of INV-0001\n" in said
    assert ressio(house, "void", "1", "--reason", "x", "--send", "--no-notify").code == 2
    assert office.taken == []


# The outbox itself.


def test_the_outbox_is_listed_shown_and_cleared(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    assert ressio(house, "outbox").out == "the outbox is empty\n"
    released(house)
    (house.root / "outbox" / "note.txt").write_text("not a message")
    [row] = ressio(house, "outbox", "--json").json["messages"]
    assert (row["name"], row["state"], row["to"]) == (RELEASED, "queued", ["dana@example.com"])
    assert row["subject"] == "Invoice INV-0001: March progress"
    shown = ressio(house, "outbox", "show", "2026-03").out
    assert "From: billing@example.com\n" in shown and "Attached is invoice INV-0001 for Harbor House." in shown
    assert "Balance due  5,000.00" in ressio(house, "outbox", "show", RELEASED, "--json").json["text"]
    before = house.files()
    ok(house, "outbox", "drop", RELEASED, "-n")
    assert house.files() == before
    ok(house, "outbox", "drop", RELEASED)
    assert states(house) == {}
    assert ressio(house, "outbox", "drop", RELEASED).code == 2
    ok(house, "invoice", "edit", "1", "--title", "April")
    ok(house, "void", "1", "--reason", "Wrong")
    assert states(house) == {}, "what was dropped was never sent, so nobody is told of a change or a void"


def test_looking_at_messages_writes_nothing(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    released(house)
    before = house.files()
    for words in (("outbox",), ("outbox", "show", RELEASED), ("check",), ("invoice", "list"), ("outbox", "send", "-n")):
        ok(house, *words)
        assert house.files() == before, words


def test_what_was_sent_is_shown_as_it_was(tmp_path: Path, office: Office) -> None:
    house = a_sent_house(tmp_path, office)
    ok(house, "pay", "1", "1000")
    assert "Balance due  5,000.00" in ressio(house, "outbox", "show", RELEASED).out
    assert preview(house, RELEASED).items() == office.messages[0].items()


def test_a_person_who_sent_a_message_by_other_means_says_so(tmp_path: Path) -> None:
    house = a_house(tmp_path, mail='[mail]\nfrom = "billing@example.com"\n')
    released(house)
    before = house.files()
    ok(house, "outbox", "mark-sent", RELEASED, "-n")
    assert house.files() == before
    said = ok(house, "outbox", "mark-sent", RELEASED, "--on", "2026-03-30")
    assert f"{RELEASED} is marked as sent\n" in said
    assert (states(house), notified(house)) == ({RELEASED: "sent"}, "2026-03-30")
    assert f"{RELEASED} was sent already" in ok(house, "outbox", "mark-sent", RELEASED)
    assert house.found() == []
    ok(house, "void", "1", "--reason", "Wrong")
    assert states(house) == {RELEASED: "sent", "2026-03-31-INV-0001-void": "queued"}


def test_a_message_of_unknown_fate_that_arrived_is_marked_as_it_was_handed_over(tmp_path: Path) -> None:
    with Office({"drop": "yes"}) as office:
        house = a_house(tmp_path, office.port)
        released(house)
        assert ressio(house, "outbox", "send").code == 4
        given = (house.root / f"outbox/unknown/{RELEASED}.eml").read_bytes()
        ok(house, "pay", "1", "1000")
        ok(house, "outbox", "mark-sent", RELEASED)
        assert (house.root / f"outbox/sent/{RELEASED}.eml").read_bytes() == given
        assert (states(house), notified(house)) == ({RELEASED: "sent"}, "2026-03-31")


# What nags.


def test_what_waits_is_mentioned_by_the_list_and_by_check(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    assert ressio(house, "invoice", "list", "--json").json["messages_waiting"] == 0
    assert "Outbox" not in ok(house, "invoice", "list")
    released(house)
    ok(house, "invoice", "new", "--item", "Fee=10", "--id", "fee")
    ok(house, "release", "fee")
    listed = ok(house, "invoice", "list")
    assert "Outbox  2 messages wait to be sent\n" in listed and listed.endswith("next: ressio outbox send\n")
    assert ressio(house, "invoice", "list", "--json").json["messages_waiting"] == 2
    past = ("--as-of", "2026-03-31")
    assert ressio(house, "invoice", "list", "--json", *past).json["messages_waiting"] == 0, "it says how things stood"
    assert "[message.waits]" not in ok(house, "check", *past)
    assert "outbox: note: 2 messages wait to be sent [message.waits]\n  try: ressio outbox send\n" in ok(house, "check")
    ok(house, "outbox", "send")
    assert ressio(house, "invoice", "list", "--json").json["messages_waiting"] == 0
    assert house.found("note") == []


def test_what_will_be_dropped_does_not_nag(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    released(house, "--no-notify")
    ok(house, "remind", today="2026-06-01")
    ok(house, "pay", "1", today="2026-06-02")
    assert ressio(house, "invoice", "list", "--json", today="2026-06-02").json["messages_waiting"] == 0
    assert "[message.waits]" not in ok(house, "check", today="2026-06-02")
