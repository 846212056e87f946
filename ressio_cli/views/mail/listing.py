"""The outbox as people and scripts read it.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ressio_cli.model.notice import Message
from ressio_cli.views.mail.message import Envelope
from ressio_cli.views.sheet import Column, Sheet, Table, facts

_LIST = (Column("State"), Column("To"), Column("Subject"), Column("Message", "id"))


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


def head_sheet(item: Item) -> Sheet:
    """The head of one message."""
    head = item.head
    own = (("From", str(head.sender)), ("To", ", ".join(map(str, head.to))), ("Subject", head.subject)) if head else ()
    sent = (("Date", head.date), ("Message-ID", head.id)) if head else ()
    return (facts("", ("State", item.message.state), *own, *sent, ("File", item.message.file)),)


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
