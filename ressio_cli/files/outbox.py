"""The outbox: messages as files. The folder a message lies in is its state, and is all that is known of it.

Room: files.  Problems: message.unknown, disk.failed, file.changed, file.exists.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from ressio_cli.files import disk
from ressio_cli.files.edits import Edit, NewFile, Remove
from ressio_cli.model.notice import FAILED, QUEUED, SENT, UNKNOWN, Message
from ressio_cli.model.numbering import is_id
from ressio_cli.model.problem import misused, trouble

FOLDERS: Mapping[str, str] = {
    QUEUED: "outbox", FAILED: "outbox/failed", UNKNOWN: "outbox/unknown", SENT: "outbox/sent",
}  # fmt: skip
ENDING = ".eml"

_LARGEST = 32 * 1024 * 1024


def path(name: str, state: str) -> str:
    """Where a message of that name lies in that state."""
    return f"{FOLDERS[state]}/{name}{ENDING}"


def messages(root: Path) -> list[Message]:
    """Every message, as they came about."""
    found = [message for state, folder in FOLDERS.items() for message in _in(root, folder, state)]
    return sorted(found, key=lambda message: message.place)


def _in(root: Path, folder: str, state: str) -> list[Message]:
    if not os.path.isdir(root / folder) or not disk.lies_inside(root, folder):
        return []
    names = [name.removesuffix(ENDING) for name, _ in disk.names(root, folder) if name.endswith(ENDING)]
    return [
        Message(name=name, state=state, file=path(name, state))
        for name in names
        if is_id(name) and os.path.isfile(root / path(name, state))
    ]


def find(found: Sequence[Message], word: str) -> Message:
    """A message by its name, its file, or an unambiguous beginning of its name."""
    exact = [message for message in found if word in (message.name, message.name + ENDING, message.file)]
    near = exact or [message for message in found if message.name.startswith(word)]
    if len({message.name for message in near}) == 1:
        return near[0]
    if near:
        names = ", ".join(message.name for message in near[:6])
        raise misused("message.unknown", f"{word} is the beginning of several: {names}", "write more of it")
    close = get_close_matches(word, [message.name for message in found], n=2)
    hint = f"did you mean {' or '.join(close)}? " if close else ""
    raise misused("message.unknown", f"there is no message {word}", f"{hint}ressio outbox list shows them")


def data(root: Path, message: Message) -> bytes:
    """The bytes of a message."""
    found = disk.read(root, message.file, _LARGEST) if disk.lies_inside(root, message.file) else None
    if found is None:
        raise trouble("disk.failed", f"{message.file} is no file of the project", "replace it by a file, or remove it")
    return found


def queue(name: str, text: bytes) -> NewFile:
    """The edit that queues a message."""
    return NewFile(path(name, QUEUED), text)


def move(message: Message, state: str, text: bytes) -> tuple[Message, list[Edit]]:
    """The message in another state, and the edits that bring it there; the new place comes first."""
    moved = Message(name=message.name, state=state, file=path(message.name, state))
    if moved.file == message.file:
        return moved, []
    return moved, [NewFile(moved.file, text), Remove(message.file, text)]
