"""Notices: what the client is told by e-mail, what such a message is called, and where it stands.

Room: model.

The name of a message says its day, its invoice and what it tells: `2026-03-31-INV-0003-released`. Its state is the
folder it lies in, and is written nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from ressio_cli.model.record import dataclass

QUEUED, FAILED, UNKNOWN, SENT = "queued", "failed", "unknown", "sent"
RELEASED, VOID = "released", "void"

_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-(.+)-(released|void|r[0-9]+|reminder-[0-9]+)", re.ASCII)
_ORDER = ("released", "r", "void", "reminder")  # of several on one day, which the client should read first


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing the client is told of an invoice. `what`: released, r2, void, reminder-7; `link`: the page of it."""

    invoice: str
    what: str
    day: date
    link: str = ""

    @property
    def name(self) -> str:
        """What its message is called."""
        return f"{self.day}-{self.invoice}-{self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message of the outbox; `file` is its path in the project."""

    name: str
    state: str
    file: str

    @property
    def tells(self) -> tuple[str, str]:
        """Its invoice and what it says of it; two empty words where the name does not say."""
        found = _NAME.fullmatch(self.name)
        return (found[2], found[3]) if found else ("", "")

    @property
    def place(self) -> tuple[str, int, int, str]:
        """What messages are sorted by: as they came about."""
        what = self.tells[1]
        kind = what.rstrip("0123456789").rstrip("-")
        rank = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
        return (self.name[:10], rank, step(what), self.name)


def step(what: str) -> int:
    """The number at the end of what a notice is: the revision, or the days past due."""
    digits = what.removeprefix("reminder-").removeprefix("r")
    return int(digits) if digits.isdecimal() else 0


def revised(revision: int) -> str:
    """What the notice of a revision is called."""
    return f"r{revision}" if revision > 1 else RELEASED


def reminder(days: int) -> str:
    """What the reminder so many days past due is called."""
    return f"reminder-{days}"


def told_of(messages: Iterable[Message], invoice: str) -> dict[str, Message]:
    """What the messages say of one invoice, whatever became of them."""
    return {message.tells[1]: message for message in messages if message.tells[0] == invoice}
