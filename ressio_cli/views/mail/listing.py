"""The outbox as people and scripts read it.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ressio_cli.model.notice import Message
from ressio_cli.model.record import dataclass
from ressio_cli.views.mail.message import Envelope
from ressio_cli.views.sheet import Column, Sheet, Table

_LIST = (Column("State", "id", 1), Column("To", "name", 3), Column("Subject", "name", 2), Column("Message", "id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A message and its head; None where it cannot be read. `said`: what became of it just now."""

    message: Message
    head: Envelope | None = None
    said: str = ""

    @property
    def to(self) -> list[str]:
        """The addresses it goes to."""
        return [box.address for box in self.head.to] if self.head else []


def sheet(items: Iterable[Item]) -> Sheet:
    """Every message by its state."""
    rows = tuple(
        (item.message.state, ", ".join(item.to), item.head.subject if item.head else "(unreadable)", item.message.name)
        for item in items
    )
    return (Table(columns=_LIST, rows=rows, empty="the outbox is empty"),)


def shown(item: Item, words: str) -> tuple[str, ...]:
    """One message in lines: its head, then its words."""
    head = item.head
    if head is None:
        return (f"State: {item.message.state}", f"File: {item.message.file}", "It is no message that ressio writes.")
    lines = (
        ("State", item.message.state), ("File", item.message.file), ("From", str(head.sender)),
        ("To", ", ".join(map(str, head.to))), ("Subject", head.subject), ("Date", head.date), ("Message-ID", head.id),
    )  # fmt: skip
    return (*(f"{label}: {value}" for label, value in lines), "", *words.splitlines())


def found(item: Item) -> dict[str, object]:
    """One message as an object."""
    return {
        "name": item.message.name,
        "state": item.message.state,
        "to": item.to,
        "subject": item.head.subject if item.head else "",
        "file": item.message.file,
    }


def all_found(items: Iterable[Item]) -> Mapping[str, object]:
    """Every message as an object."""
    return {"messages": [found(item) for item in items]}


def all_said(items: Iterable[Item]) -> Mapping[str, object]:
    """Every message with what became of it."""
    return {"messages": [{**found(item), "said": item.said} for item in items]}
