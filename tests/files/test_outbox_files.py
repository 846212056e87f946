"""The outbox as files: what waits is a few words, and what cannot be read is said where it stands."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from ressio_cli.files import edits, outbox, records
from ressio_cli.model.money import Currency
from ressio_cli.model.notice import KINDS, Message, Notice
from ressio_cli.model.problem import Misused

DAY = date(2026, 3, 31)


def put(root: Path, path: str, text: str = "") -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def names(root: Path) -> list[tuple[str, str]]:
    return [(message.state, message.name) for message in outbox.messages(root)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_that_is_queued_reads_back(tmp_path: Path, kind: str) -> None:
    notice = Notice(invoice="INV-0001", kind=kind, queued=DAY, days=7 if kind == "reminder" else 0, by="Zoë: #1")
    message = outbox.queued(notice, ())
    edits.apply(tmp_path, [outbox.queue(message)])
    assert outbox.messages(tmp_path) == [message]
    assert message.notice == notice


def test_it_is_a_few_plain_words() -> None:
    notice = Notice(invoice="INV-0001", kind="reminder", queued=DAY, days=7, by="Pat Alder")
    edit = outbox.queue(outbox.queued(notice, ()))
    assert (edit.path, edit.new.decode()) == (
        "outbox/2026-03-31-INV-0001-reminder-7.yaml",
        "invoice: INV-0001\nkind: reminder\ndays: 7\nqueued: 2026-03-31\nby: Pat Alder\n",
    )


def test_no_two_messages_have_one_name() -> None:
    notice = Notice(invoice="INV-0001", kind="copy", queued=DAY)
    message = outbox.queued(notice, ["2026-03-31-INV-0001-copy"])
    assert (message.name, message.file) == ("2026-03-31-INV-0001-copy-2", "outbox/2026-03-31-INV-0001-copy-2.yaml")


def test_the_folder_is_the_state_and_messages_come_as_they_came_about(tmp_path: Path) -> None:
    put(tmp_path, "outbox/2026-04-02-INV-0001-void.yaml", "invoice: INV-0001\nkind: void\nqueued: 2026-04-02\n")
    put(tmp_path, "outbox/failed/2026-04-02-INV-0001-revised.yaml",
        "invoice: INV-0001\nkind: revised\nqueued: 2026-04-02\n")  # fmt: skip
    put(tmp_path, "outbox/unknown/2026-04-02-INV-0001-released.eml")
    put(tmp_path, "outbox/sent/2026-03-31-INV-0001-released.eml")
    put(tmp_path, "outbox/2026-04-01-INV-0002-r2.eml")
    assert names(tmp_path) == [
        ("sent", "2026-03-31-INV-0001-released"), ("queued", "2026-04-01-INV-0002-r2"),
        ("unknown", "2026-04-02-INV-0001-released"), ("failed", "2026-04-02-INV-0001-revised"),
        ("queued", "2026-04-02-INV-0001-void"),
    ]  # fmt: skip


def test_what_is_no_message_is_passed_over(tmp_path: Path) -> None:
    for path in ("outbox/note.txt", "outbox/.x.yaml", "outbox/sent/x.yaml", "outbox/unknown/x.yaml", "outbox/a b.eml"):
        put(tmp_path, path)
    (tmp_path / "outbox" / "folder.yaml").mkdir()
    assert outbox.messages(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("yaml.empty", 1)]),
        ("invoice: INV-0001\nkind: released\n", [("field.missing", 1)]),
        ("invoice: INV-0001\nkind: hello\nqueued: 2026-03-31\n", [("field.choice", 2)]),
        ("invoice: ../x\nkind: void\nqueued: 2026-03-31\n", [("field.id", 1)]),
        (
            "invoice: INV-0001\nkind: void\nqueued: today\nto: evil@example.com\n",
            [("field.date", 3), ("field.unknown", 4)],
        ),
        ("<<<<<<< ours\nkind: void\n", [("file.merge-marker", 1)]),
    ],
)
def test_a_message_that_cannot_be_read_says_why_and_where(
    tmp_path: Path, text: str, problems: list[tuple[str, int]]
) -> None:
    put(tmp_path, "outbox/x.yaml", text)
    [message] = outbox.messages(tmp_path)
    assert message.notice is None
    assert [(problem.code, problem.origin.line) for problem in message.problems] == problems
    assert {problem.origin.file for problem in message.problems} == {"outbox/x.yaml"}


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_link_out_of_the_project_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere.yaml", "invoice: INV-0001\nkind: void\nqueued: 2026-03-31\n")
    root = tmp_path / "job"
    (root / "outbox").mkdir(parents=True)
    (root / "outbox" / "x.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    [message] = outbox.messages(root)
    assert (message.notice, [problem.code for problem in message.problems]) == (None, ["disk.failed"])


def test_a_message_is_found_by_its_name_its_file_or_a_beginning(tmp_path: Path) -> None:
    for name in ("2026-03-31-INV-0001-copy", "2026-03-31-INV-0001-copy-2"):
        put(tmp_path, f"outbox/{name}.eml")
    found = outbox.messages(tmp_path)
    for word in ("2026-03-31-INV-0001-copy", "2026-03-31-INV-0001-copy.eml", "outbox/2026-03-31-INV-0001-copy.eml"):
        assert outbox.find(found, word).name == "2026-03-31-INV-0001-copy"
    for word in ("2026", "2027"):
        with pytest.raises(Misused):
            outbox.find(found, word)


def test_moving_gives_the_new_place_first_and_takes_the_old_one_away() -> None:
    message = Message(name="x", state="queued", file="outbox/x.yaml")
    sent, steps = outbox.moved(message, "sent", b"words", b"mail", outbox.MAIL)
    assert (sent.state, sent.file) == ("sent", "outbox/sent/x.eml")
    assert steps == [edits.NewFile("outbox/sent/x.eml", b"mail"), edits.Remove("outbox/x.yaml", b"words")]
    unknown = Message(name="x", state="unknown", file="outbox/unknown/x.eml")
    assert outbox.moved(unknown, "unknown", b"a", b"b", outbox.MAIL)[1] == [edits.Rewrite(unknown.file, b"a", b"b")]
    assert outbox.moved(unknown, "unknown", b"a", b"a", outbox.MAIL)[1] == []


def test_the_day_the_client_was_notified_stands_outside_the_seal() -> None:
    text = (
        "title: March\nreleased: 2026-03-31\ndue: 2026-04-30\n{}sections:\n  - title: Fee\n    from: amount\n"
        "    lines:\n      - {{description: Fee, amount: 10.00}}\nretainage: {{held: 0.00}}\ntotal: 10.00\n"
    )
    plain, _ = records.read_record(records.INVOICE, text.format("").encode(), "INV-0001", "", Currency())
    marked, problems = records.read_record(
        records.INVOICE, text.format("notified: 2026-04-01\n").encode(), "INV-0001", "", Currency()
    )
    assert (problems, marked.notified, marked.content) == ([], date(2026, 4, 1), plain.content)
