"""The journal: what still has to be done once the first of several edits is made.

Room: files.  Problems: none.

It lies in the project only while a command works on several files. Whoever finds one later, under the lock, looks at
the first step: where that was done, the command had happened, and the rest is done now; where not, nothing had. A
journal that says `begun` is of a command that is being taken back: all of it is done.
A project may come from a stranger, so a journal is believed only as far as its digests fit what lies in the folder.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from ressio_cli.files import disk
from ressio_cli.model.problem import Trouble
from ressio_cli.model.record import dataclass

NAME = ".ressio-journal"
CREATE, REPLACE, REMOVE = "create", "replace", "remove"

_ACTIONS = (CREATE, REPLACE, REMOVE)
_ATTACHMENTS = "attachments"
_FOLDERS = (
    "", "changes", "bills", "drafts", "invoices", "invoices/superseded", "payments", "outbox", "outbox/failed",
    "outbox/unknown", "outbox/sent", _ATTACHMENTS,
)  # fmt: skip
_LARGEST = 128 * 1024 * 1024  # more than any file a command writes

_PATH = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*/){0,4}[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_STAGED = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*/){0,4}\.ressio-tmp-[0-9a-f]{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Step:
    """One edit. `staged` holds the new text until it is put in its place; `old` and `new` are digests, "" for none."""

    action: str
    path: str
    staged: str
    old: str
    new: str


def digest(data: bytes | None) -> str:
    """SHA-256 of a file's bytes; "" where there is no file."""
    return "" if data is None else sha256(data).hexdigest()


def write(root: Path, steps: Sequence[Step], begun: bool = False) -> None:
    """Write down what is about to be done. The staged files it speaks of are brought to the disk before it is."""
    for folder in dict.fromkeys(step.staged.rpartition("/")[0] for step in steps if step.staged):
        disk.flush_folder(root, folder)
    text = json.dumps({"begun": begun, "steps": [asdict(step) for step in steps]}, indent=1)
    staged = disk.stage(root, NAME, text.encode())
    try:
        disk.replace(root, staged, NAME)
    except BaseException:
        disk.discard(root, staged)
        raise


def clear(root: Path) -> None:
    """Nothing is left to be done."""
    if os.path.lexists(root / NAME):
        with suppress(Trouble):
            disk.remove(root, NAME)


def folders(root: Path) -> list[str]:
    """Where staged files may lie: each paper's attachments have a folder of their own."""
    inner = [name for name, is_folder in disk.names(root, _ATTACHMENTS) if is_folder] if _has(root) else []
    return [*_FOLDERS, *(f"{_ATTACHMENTS}/{name}" for name in inner)]


def _has(root: Path) -> bool:
    return os.path.isdir(root / _ATTACHMENTS) and disk.lies_inside(root, _ATTACHMENTS)


def perform(root: Path, step: Step) -> None:
    """Do one step."""
    if step.action == CREATE:
        disk.create(root, step.staged, step.path)
    elif step.action == REPLACE:
        disk.replace(root, step.staged, step.path)
    else:
        disk.remove(root, step.path)


def finish(root: Path) -> list[str]:
    """Do the rest of what a command began; answers what was done, in sentences."""
    if not os.path.isfile(root / NAME):
        return []
    begun, steps = _read(root)
    told = []
    if steps and (begun or _now(root, steps[0].path) == steps[0].new):
        for step in steps:
            if _is_due(root, step):
                perform(root, step)
                told.append(f"finished what was cut off: {step.path}")
    clear(root)
    return told


def _is_due(root: Path, step: Step) -> bool:
    """The file is as it was before, and the staged text is the one that was meant."""
    if not disk.lies_inside(root, step.path) or _now(root, step.path) != step.old or step.old == step.new:
        return False
    return step.action == REMOVE or _now(root, step.staged) == step.new


def _now(root: Path, path: str) -> str:
    return digest(disk.read(root, path, _LARGEST)) if os.path.isfile(root / path) else ""


def _read(root: Path) -> tuple[bool, list[Step]]:
    """What a journal says; nothing where it is not wholly one of ours."""
    with suppress(Trouble, ValueError, TypeError, KeyError, RecursionError):
        found = json.loads(disk.read(root, NAME) or b"")
        begun, steps = found["begun"], [Step(**step) for step in found["steps"]]
        if isinstance(begun, bool) and all(_is_sound(step) for step in steps):
            return begun, steps
    return False, []


def _is_sound(step: Step) -> bool:
    words = (step.action, step.path, step.staged, step.old, step.new)
    if not all(isinstance(word, str) for word in words) or step.action not in _ACTIONS:
        return False
    has_text = step.action != REMOVE
    fits = bool(step.old) == (step.action != CREATE) and bool(step.new) == has_text == bool(step.staged)
    return fits and _PATH.fullmatch(step.path) is not None and (not has_text or _is_staged(step.staged))


def _is_staged(name: str) -> bool:
    return _STAGED.fullmatch(name) is not None
