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
_UNREADABLE = "(unreadable)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A message as it is listed. `subject` is empty where it cannot be told; `said`: what becomes or became of it."""

    message: Message
    to: tuple[str, ...] = ()
    subject: str = ""
    said: str = ""


def sheet(items: Iterable[Item]) -> Sheet:
    """Every message by its state, with what becomes of those that are not sent as they stand."""
    rows = tuple(
        (item.message.state, ", ".join(item.to), item.subject or item.said or _UNREADABLE, item.message.name)
        for item in items
    )
    return (Table(columns=_LIST, rows=rows, empty="the outbox is empty"),)


def shown(item: Item, head: Envelope | None, text: str) -> tuple[str, ...]:
    """One message in lines: its head, then its words."""
    lines = [("State", item.message.state), ("File", item.message.file), ("Note", item.said)]
    if head:
        lines += [
            ("From", str(head.sender)), ("To", ", ".join(map(str, head.to))), ("Subject", head.subject),
            ("Date", head.date), ("Message-ID", head.id),
        ]  # fmt: skip
    listed = tuple(f"{label}: {value}" for label, value in lines if value)
    if head is None:
        return (*listed, *(() if item.said else ("It is no message that ressio writes.",)))
    return (*listed, "", *text.splitlines())


def found(item: Item) -> dict[str, object]:
    """One message as an object."""
    notice = item.message.notice
    return {
        "name": item.message.name,
        "state": item.message.state,
        "to": list(item.to),
        "subject": item.subject,
        "file": item.message.file,
        "invoice": notice.invoice if notice else None,
        "kind": notice.kind if notice else None,
    }


def all_found(items: Iterable[Item]) -> Mapping[str, object]:
    """Every message as an object."""
    return {"messages": [found(item) for item in items]}


def all_said(items: Iterable[Item]) -> Mapping[str, object]:
    """Every message with what becomes or became of it."""
    return {"messages": [{**found(item), "said": item.said} for item in items]}
