"""The outbox: messages as files. The folder a message lies in is its state, and is all that is known of it.

Room: files.  Problems: message.unknown, disk.failed, file.changed, file.exists.

What waits is a few words (`message_file`); what was handed to a mail server is the message itself. Version 0.1 queued
messages ready made: such a file waits as what its name tells.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from ressio_cli.files import disk, message_file, records
from ressio_cli.files.edits import Edit, NewFile, Remove, Rewrite
from ressio_cli.files.records import Paper
from ressio_cli.files.snapshot import Snapshot, Strange, outbox_taken
from ressio_cli.model.money import Currency
from ressio_cli.model.notice import FAILED, QUEUED, SENT, UNKNOWN, WAITING, Message, Notice, named
from ressio_cli.model.numbering import is_id
from ressio_cli.model.problem import Origin, Problem, Trouble, misused, trouble

FOLDERS: Mapping[str, str] = {
    QUEUED: "outbox", FAILED: "outbox/failed", UNKNOWN: "outbox/unknown", SENT: "outbox/sent",
}  # fmt: skip
NOTICE, MAIL = ".yaml", ".eml"  # how the file of a message ends: what it is to say, or the message itself
MESSAGE = Paper(
    kind="message", folder=FOLDERS[QUEUED], read=lambda fields, id: message_file.read(fields), value=message_file.value
)

_LARGEST = 32 * 1024 * 1024


def messages(root: Path, states: Iterable[str] = tuple(FOLDERS)) -> list[Message]:
    """Every message in these states as it lies now, as they came about."""
    return messages_in(outbox_taken(root), states)


def messages_in(snapshot: Snapshot, states: Iterable[str] = tuple(FOLDERS)) -> list[Message]:
    """The messages that lay in the outbox when a project was read; one that is being moved is where it will be."""
    found = [message for state in states for message in _in(snapshot, FOLDERS[state], state)]
    return sorted(found, key=lambda message: message.place)


def _in(snapshot: Snapshot, folder: str, state: str) -> list[Message]:
    listing = snapshot.names(folder)
    if isinstance(listing, Strange):
        if listing.problems:
            raise Trouble(listing.problems)
        return []
    endings = (NOTICE, MAIL) if state in WAITING else (MAIL,)
    names = [name for name, _ in listing or () if name.endswith(endings) and is_id(name)]
    found = [_read(snapshot, f"{folder}/{name}", state) for name in names]
    return [message for message in found if message]


def _read(snapshot: Snapshot, file: str, state: str) -> Message | None:
    """A message as its file tells it, or where that is the message itself, as its name does; None for no file."""
    name, ending = os.path.splitext(file.rpartition("/")[2])
    message = Message(name=name, state=state, file=file)
    if disk.is_there(snapshot.root, file) and not disk.is_file(snapshot.root, file):
        return None
    if ending == MAIL:
        return replace(message, notice=named(name))
    data = snapshot.content(file)
    if isinstance(data, Strange):
        return replace(message, problems=data.problems or (_no_file(file),))
    notice, problems = records.read_record(MESSAGE, data or b"", name, file, Currency())
    return replace(message, notice=notice, problems=tuple(problems))


def find(found: Sequence[Message], word: str) -> Message:
    """A message by its name, its file, or an unambiguous beginning of its name."""
    exact = [message for message in found if word in (message.name, message.file, message.file.rpartition("/")[2])]
    near = exact or [message for message in found if message.name.startswith(word)]
    if len({message.name for message in near}) == 1:
        return near[0]
    if near:
        names = ", ".join(message.name for message in near[:6])
        raise misused("message.unknown", f"{word} is the beginning of several: {names}", "write more of it")
    close = get_close_matches(word, [message.name for message in found], n=2)
    hint = f"did you mean {' or '.join(close)}? " if close else ""
    raise misused("message.unknown", f"there is no message {word}", f"{hint}ressio outbox list shows them")


def data(root: Path, message: Message, most: int = _LARGEST) -> bytes:
    """The bytes of a message's file, or its first ones."""
    found = None if disk.is_there(root, message.file) else outbox_taken(root).pending.get(message.file)
    found = _bytes(root, message.file, most) if found is None else found[:most]
    if found is None:
        problem = _no_file(message.file)
        raise trouble(problem.code, f"{message.file} is no file of the project", problem.hint)
    return found


def is_there(root: Path, message: Message) -> bool:
    """The file of a message is still where it was found."""
    return disk.is_there(root, message.file)


def _bytes(root: Path, file: str, most: int) -> bytes | None:
    return disk.read(root, file, most) if disk.lies_inside(root, file) else None


def _no_file(file: str) -> Problem:
    return Problem("disk.failed", "this is no file of the project", Origin(file), "replace it by a file, or remove it")


def queued(notice: Notice, taken: Iterable[str]) -> Message:
    """A message with this notice under a name that is not taken; nothing is written yet."""
    name = notice.name(frozenset(taken))
    return Message(name=name, state=QUEUED, file=f"{FOLDERS[QUEUED]}/{name}{NOTICE}", notice=notice)


def queue(message: Message) -> NewFile:
    """The edit that queues a message."""
    return NewFile(message.file, records.written(MESSAGE, message.notice, Currency()))


def sent_file(message: Message) -> str:
    """Where a message lies once it was sent."""
    return f"{FOLDERS[SENT]}/{message.name}{MAIL}"


def moved(message: Message, state: str, old: bytes, new: bytes, ending: str = "") -> tuple[Message, list[Edit]]:
    """The message in another state, and the edits that bring it there; the new place comes first.

    `old` are the bytes it has, `new` those it gets; `ending` is that of its file there, the same where it is left out.
    """
    file = f"{FOLDERS[state]}/{message.name}{ending or os.path.splitext(message.file)[1]}"
    after = replace(message, state=state, file=file)
    if file == message.file:
        return after, [Rewrite(file, old, new)] if old != new else []
    return after, [NewFile(file, new), Remove(message.file, old)]
