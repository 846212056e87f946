"""What the client knows of an invoice, and what becomes of messages that wait."""

from __future__ import annotations

from typing import Any

import pytest
from build import a_job, a_line, a_payment, an_invoice, an_item, day, progress

from ressio_cli.model.invoice import Event, Released
from ressio_cli.model.notice import Message, Notice, named
from ressio_cli.model.project import Project
from ressio_cli.rules import notices
from ressio_cli.rules.book import Book
from ressio_cli.rules.notices import Facts

TODAY = day("2026-06-30")


def an_event(note: str, did: str = "released", by: str = "") -> Event:
    return Event(on=day("2026-03-31"), did=did, note=note, by=by)


def a_message(kind: str = "released", state: str = "queued", invoice: str = "INV-0001", *, queued: str = "2026-03-31",
              days: int = 0, ready_made: bool = False) -> Message:  # fmt: skip
    notice = Notice(invoice=invoice, kind=kind, days=days, queued=day(queued))
    name = notice.name(())
    ending = "eml" if ready_made or state in ("unknown", "sent") else "yaml"
    folder = "outbox" if state == "queued" else f"outbox/{state}"
    return Message(name=name, state=state, file=f"{folder}/{name}.{ending}", notice=notice)


def invoiced(number: int = 1, **more: Any) -> Released:
    return an_invoice(number, progress(a_line("A1", 100, worth=1000)), due="2026-04-30", **more)


def a_project(*invoices: Released, paid: int = 0) -> Project:
    payments = [a_payment("p", paid, "INV-0001")] if paid else ()
    return a_job(items=[an_item("A1", 1000, price=1000)], invoices=list(invoices), payments=payments)


def outcome(project: Project, *messages: Message) -> list[tuple[str, str]]:
    """Of each message that waits: its name, and the kind it tells or why it is dropped."""
    ordered = sorted(messages, key=lambda message: message.place)
    facts = Facts(project=project, book=Book(project), messages=ordered, day=TODAY)
    return [
        (prospect.message.name[11:], prospect.notice.kind if prospect.notice else prospect.drop or "lost")
        for prospect in notices.prospects(facts)
    ]


# What the client knows.


@pytest.mark.parametrize(
    ("messages", "known"),
    [
        ([], False),
        ([a_message(state="queued")], False), ([a_message(state="failed")], False),
        ([a_message(state="unknown")], True), ([a_message(state="sent")], True),
        ([a_message("reminder", "sent", days=7)], True),
        ([a_message(state="sent", invoice="INV-0002")], False),
    ],
)  # fmt: skip
def test_who_was_sent_a_message_or_perhaps_knows(messages: list[Message], known: bool) -> None:
    assert notices.knows(invoiced(), messages) is known


def test_the_invoice_says_that_the_client_knows() -> None:
    assert notices.knows(invoiced(notified=day("2026-03-31")), [])


@pytest.mark.parametrize(
    ("event", "noted"),
    [
        (an_event("client notified"), True),
        (an_event("agreed; client notified"), True),
        (an_event("client notified", "notified"), True),
        (an_event("client notified", by="Pat"), False),
        (an_event("agreed; client notified", by="Pat"), False),
        (an_event("client notified", "created"), False),
        (an_event("client notified; agreed"), False),
        (an_event("the client notified"), False),
        (an_event("client notified "), False),
        (an_event(""), False),
    ],
)
def test_a_note_is_read_only_in_the_form_of_version_0_1(event: Event, noted: bool) -> None:
    assert notices.noted(event) is noted
    assert notices.knows(invoiced(history=(event,)), []) is noted


def test_a_note_of_version_0_1_does_not_count_while_its_message_waits() -> None:
    told = an_event("client notified")
    waits = [a_message(ready_made=True), a_message("revised", ready_made=True)]
    assert notices.knows(invoiced(history=(told,)), waits[:1]) is False
    assert notices.knows(invoiced(history=(told, told)), waits[1:]) is True, "the first was sent"
    assert notices.knows(invoiced(history=(told, told)), waits) is False
    assert notices.knows(invoiced(history=(told,)), [a_message("reminder", days=7, ready_made=True)]) is True


def test_the_last_note_is_taken_back() -> None:
    history = (an_event("client notified"), an_event("agreed; client notified", "edited"), an_event("", "edited"))
    once = notices.not_noted(invoiced(history=history))
    assert [event.note for event in once.history] == ["client notified", "agreed", ""]
    assert [event.note for event in notices.not_noted(once).history] == ["", "agreed", ""]
    assert notices.not_noted(invoiced()) == invoiced()


# What becomes of messages.


def test_a_first_message_is_sent_as_the_invoice_whatever_it_was_queued_as() -> None:
    for kind in ("released", "revised", "copy"):
        assert outcome(a_project(invoiced()), a_message(kind)) == [(f"INV-0001-{kind}", "released")]


def test_a_revision_and_a_copy_are_told_to_who_knows_the_invoice() -> None:
    known = invoiced(notified=day("2026-03-31"))
    assert outcome(a_project(known), a_message("revised")) == [("INV-0001-revised", "revised")]
    assert outcome(a_project(known), a_message("copy")) == [("INV-0001-copy", "copy")]


def test_of_several_about_one_invoice_the_first_is_sent() -> None:
    messages = [
        a_message("copy", queued="2026-04-01"),
        a_message(),
        a_message("revised"),
        a_message("reminder", days=7),
    ]
    assert outcome(a_project(invoiced()), *messages) == [
        ("INV-0001-released", "released"),
        ("INV-0001-revised", "another message tells of INV-0001"),
        ("INV-0001-reminder-7", "reminder"),
        ("INV-0001-copy", "another message tells of INV-0001"),
    ]


def test_messages_about_other_invoices_keep_none_back() -> None:
    project = a_project(invoiced(), invoiced(2))
    assert [kind for _, kind in outcome(project, a_message(), a_message(invoice="INV-0002"))] == ["released"] * 2


def test_of_a_void_invoice_nothing_but_the_void_is_told() -> None:
    void = invoiced(void="2026-05-01")
    messages = [a_message(kind) for kind in ("released", "revised", "copy", "void")]
    assert outcome(a_project(void), *messages, a_message("reminder", days=7)) == [
        ("INV-0001-released", "INV-0001 is void"), ("INV-0001-revised", "INV-0001 is void"),
        ("INV-0001-copy", "INV-0001 is void"), ("INV-0001-void", "void"), ("INV-0001-reminder-7", "INV-0001 is void"),
    ]  # fmt: skip
    assert outcome(a_project(invoiced()), a_message("void")) == [("INV-0001-void", "INV-0001 is not void")]


def test_a_void_that_version_0_1_queued_is_told_only_to_who_knows_the_invoice() -> None:
    void = invoiced(void="2026-05-01")
    waits = a_message("void", ready_made=True)
    assert outcome(a_project(void), waits) == [("INV-0001-void", "the client was never notified of INV-0001")]
    assert outcome(a_project(void), waits, a_message(state="sent")) == [("INV-0001-void", "void")]


@pytest.mark.parametrize(("paid", "what"), [(0, "reminder"), (99, "reminder"), (100, "nothing is overdue on INV-0001")])
def test_a_reminder_is_told_while_anything_is_overdue(paid: int, what: str) -> None:
    project = a_project(invoiced(), paid=paid)
    assert outcome(project, a_message("reminder", days=7)) == [("INV-0001-reminder-7", what)]


def test_a_message_about_an_invoice_that_is_not_there_is_lost() -> None:
    assert outcome(a_project(), a_message()) == [("INV-0001-released", "lost")]


# What messages are called.


@pytest.mark.parametrize(
    ("name", "kind", "days", "invoice"),
    [
        ("2026-03-31-INV-0001-released", "released", 0, "INV-0001"),
        ("2026-03-31-INV-0001-revised-2", "revised", 0, "INV-0001"),
        ("2026-03-31-INV-0001-copy-12", "copy", 0, "INV-0001"),
        ("2026-03-31-INV-0001-r3", "revised", 0, "INV-0001"),
        ("2026-03-31-INV-0001-void", "void", 0, "INV-0001"),
        ("2026-03-31-INV-0001-reminder-7", "reminder", 7, "INV-0001"),
        ("2026-03-31-INV-0001-reminder-7-2", "reminder", 7, "INV-0001"),
        ("2026-03-31-a-void-void", "void", 0, "a-void"),
    ],
)
def test_a_name_tells_the_notice(name: str, kind: str, days: int, invoice: str) -> None:
    assert named(name) == Notice(invoice=invoice, kind=kind, days=days, queued=day("2026-03-31"))


@pytest.mark.parametrize("name", ["", "x", "2026-02-30-INV-0001-void", "2026-03-31-INV-0001", "2026-03-31--void"])
def test_any_other_name_tells_nothing(name: str) -> None:
    assert named(name) is None


def test_a_name_that_is_taken_gets_a_number() -> None:
    notice = Notice(invoice="INV-0001", kind="copy", queued=day("2026-03-31"))
    taken: list[str] = []
    for ending in ("copy", "copy-2", "copy-3"):
        taken.append(notice.name(taken))
        assert taken[-1] == f"2026-03-31-INV-0001-{ending}"
        assert named(taken[-1]) == notice
