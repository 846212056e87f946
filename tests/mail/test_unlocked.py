"""While the network is waited for, nobody else is: other commands work, and what they change is in the message."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from cli.house import House
from mail.post_office import RELEASED, Office, a_house, body, paper, process, released, ressio, states


class Meanwhile(Office):
    """A server that does something at a step before it answers; `at` is RCPT or DATA."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at
        self.deed: Callable[[], object] = lambda: None
        self.done: list[Any] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.at == "RCPT":
            self.done.append(self.deed())
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.at == "DATA":
            self.done.append(self.deed())
        return await super().handle_DATA(server, session, envelope)


def in_its_own_process(house: House, *words: str) -> int:
    """The exit of a command that cannot wait long for the lock."""
    child: subprocess.Popen[bytes] = process(house, *words)
    child.communicate(timeout=20)
    return int(child.returncode)


@pytest.mark.parametrize("at", ["RCPT", "DATA"])
def test_other_commands_write_while_a_server_takes_its_time(tmp_path: Path, at: str) -> None:
    with Meanwhile(at) as office:
        house = a_house(tmp_path, office.port)
        released(house)
        fees = iter(range(9))
        office.deed = lambda: in_its_own_process(
            house, "invoice", "new", "--item", "Fee=10", "--id", f"fee{next(fees)}"
        )
        answer = ressio(house, "outbox", "send")
        assert (answer.code, office.done) == (0, [0])
        assert (states(house), len(office.taken)) == ({RELEASED: "sent"}, 1)
        assert (house.root / "drafts/fee0.yaml").exists()
        assert house.found() == []


def once(deed: Callable[[], object]) -> Callable[[], object]:
    """The deed, the first time only."""
    left = [deed]
    return lambda: left.pop()() if left else None


def test_a_payment_that_comes_in_while_the_server_is_called_stands_in_the_message(tmp_path: Path) -> None:
    with Meanwhile("RCPT") as office:
        house = a_house(tmp_path, office.port)
        released(house)
        office.deed = once(lambda: in_its_own_process(house, "pay", "1", "1000"))
        assert ressio(house, "outbox", "send").code == 0
        [message] = office.messages
        for words in (body(message), paper(message)):
            assert "-1,000.00" in words and "4,000.00" in words
        assert states(house) == {RELEASED: "sent"}


def test_a_void_that_comes_while_the_server_is_called_keeps_the_message_back(tmp_path: Path) -> None:
    with Meanwhile("RCPT") as office:
        house = a_house(tmp_path, office.port)
        released(house)
        office.deed = once(lambda: in_its_own_process(house, "void", "1", "--reason", "Wrong"))
        answer = ressio(house, "outbox", "send")
        assert (answer.code, office.taken, states(house)) == (0, [], {})
        assert f"{RELEASED}: another command took it" in answer.err


def test_an_address_that_changes_while_the_server_is_called_is_the_new_one(tmp_path: Path) -> None:
    with Meanwhile("RCPT") as office:
        house = a_house(tmp_path, office.port)
        released(house)
        office.deed = once(lambda: house.swap("ressio.toml", '["dana@example.com"]', '["robin@example.com"]'))
        assert ressio(house, "outbox", "send").code == 0
        assert [envelope.rcpt_tos for envelope in office.taken] == [["robin@example.com"]]


def test_a_payment_that_comes_in_after_the_message_was_handed_over_stays_beside_the_day_it_was_sent(
    tmp_path: Path,
) -> None:
    with Meanwhile("DATA") as office:
        house = a_house(tmp_path, office.port)
        released(house)
        office.deed = once(lambda: in_its_own_process(house, "invoice", "edit", "1", "--title", "April"))
        assert ressio(house, "outbox", "send").code == 0
        text = house.text("invoices/INV-0001.yaml")
        assert "title: April\n" in text and "notified: 2026-03-31\n" in text
        assert states(house) == {RELEASED: "sent", "2026-03-31-INV-0001-revised": "queued"}, (
            "revision 1 may have arrived"
        )
        assert house.found() == []


def test_a_project_that_never_stands_still_is_said(tmp_path: Path) -> None:
    with Meanwhile("RCPT") as office:
        house = a_house(tmp_path, office.port)
        released(house)
        amounts = iter(range(10, 99))
        office.deed = lambda: in_its_own_process(house, "pay", "1", str(next(amounts)))
        answer = ressio(house, "outbox", "send")
        assert (answer.code, "[message.busy]" in answer.err) == (4, True)
        assert (office.taken, states(house)) == ([], {RELEASED: "queued"})


def test_a_release_that_is_sent_at_once_lets_go_of_the_lock_too(tmp_path: Path) -> None:
    with Meanwhile("DATA") as office:
        house = a_house(tmp_path, office.port)
        office.deed = lambda: in_its_own_process(house, "invoice", "new", "--item", "Fee=10")
        released(house, "--send")
        assert office.done == [0]
        assert states(house) == {RELEASED: "sent"}
