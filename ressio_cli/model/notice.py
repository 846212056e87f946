"""Notices: what the client is sent about an invoice, what such a message is called, and where it stands.

Room: model.

A message that waits holds only its notice: what it says is decided when it is sent. Its state is the folder it lies
in, and is written nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from itertools import count

from ressio_cli.model.problem import Problem
from ressio_cli.model.record import dataclass

QUEUED, FAILED, UNKNOWN, SENT = "queued", "failed", "unknown", "sent"
WAITING = (QUEUED, FAILED)
DROPPED = "dropped"  # what is said of a message that was just taken away

RELEASED, REVISED, COPY, VOID, REMINDER = "released", "revised", "copy", "void", "reminder"
KINDS = (RELEASED, REVISED, COPY, VOID, REMINDER)  # of several on one day, in the order the client should read them

_NAME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})-(.+)-(released|revised|copy|void|r[0-9]+|reminder-([0-9]+))(?:-[0-9]+)?", re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing the client is sent about an invoice. `days`: of a reminder, the step it stands for; `by`: who asked."""

    invoice: str
    kind: str
    queued: date
    days: int = 0
    by: str = ""

    @property
    def what(self) -> str:
        """The kind in the name of its message; of a reminder with its step."""
        return f"{REMINDER}-{self.days}" if self.kind == REMINDER else self.kind

    def name(self, taken: Collection[str]) -> str:
        """The name of its message: day, invoice and kind, and a number where that name is taken."""
        usual = f"{self.queued}-{self.invoice}-{self.what}"
        names = (usual if number == 1 else f"{usual}-{number}" for number in count(1))
        return next(name for name in names if name not in taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message of the outbox; `file` is its path in the project.

    `notice` is None where neither the file nor its name tells it; `problems` say what is wrong with the file.
    """

    name: str
    state: str
    file: str
    notice: Notice | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def waits(self) -> bool:
        """It is still to be sent."""
        return self.state in WAITING

    @property
    def ready_made(self) -> bool:
        """It waits as version 0.1 queued it: with its text, which is made anew when it is sent."""
        return self.waits and self.file.endswith(".eml")

    @property
    def place(self) -> tuple[str, int, int, str]:
        """What messages are sorted by: as they came about."""
        if self.notice is None:
            return (self.name[:10], len(KINDS), 0, self.name)
        return (str(self.notice.queued), KINDS.index(self.notice.kind), self.notice.days, self.name)


def named(name: str) -> Notice | None:
    """The notice that the name of a message tells; None where it tells none. Version 0.1 called revisions r2, r3."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        queued = date.fromisoformat(found[1])
    except ValueError:
        return None
    word = found[3]
    kind = REMINDER if found[4] else word if word in KINDS else REVISED
    days = int(found[4]) if found[4] and len(found[4]) < 6 else 0
    return Notice(invoice=found[2], kind=kind, queued=queued, days=days)


def about(messages: Iterable[Message], invoice: str) -> list[Message]:
    """The messages about one invoice, whatever became of them."""
    return [message for message in messages if message.notice and message.notice.invoice == invoice]
