"""The journal: what still has to be done once the first of several edits is made.

Room: files.  Problems: none.

It lies in the project only while a command works on several files. Whoever finds one later, under the lock, looks at
the first step: where that was done, the command had happened, and the rest is done now; where not, nothing had.
A project may come from a stranger, so a journal is believed only as far as its digests fit what lies in the folder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from ressio_cli.files import disk
from ressio_cli.model.problem import Trouble

NAME = ".ressio-journal"
FOLDERS = ("", "changes", "bills", "drafts", "invoices", "invoices/superseded", "payments", "attachments")
CREATE, REPLACE, REMOVE = "create", "replace", "remove"

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


def write(root: Path, steps: Sequence[Step]) -> None:
    """Write down what is about to be done."""
    text = json.dumps([asdict(step) for step in steps], indent=1)
    disk.replace(root, disk.stage(root, NAME, text.encode()), NAME)


def clear(root: Path) -> None:
    """Nothing is left to be done."""
    disk.discard(root, NAME)


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
    if not (root / NAME).is_file():
        return []
    steps, told = _read(root), []
    if steps and _now(root, steps[0].path) == steps[0].new:
        for step in steps[1:]:
            if _is_due(root, step):
                perform(root, step)
                told.append(f"finished what was cut off: {step.path}")
    clear(root)
    return told


def _is_due(root: Path, step: Step) -> bool:
    """The file is as it was before, and the staged text is the one that was meant."""
    if _now(root, step.path) != step.old or step.old == step.new:
        return False
    return step.action == REMOVE or _now(root, step.staged) == step.new


def _now(root: Path, path: str) -> str:
    return digest(disk.read(root, path)) if (root / path).is_file() else ""


def _read(root: Path) -> list[Step]:
    with suppress(Trouble, ValueError, TypeError, KeyError):
        found = json.loads(disk.read(root, NAME) or b"[]")
        steps = [Step(**step) for step in found]
        if all(_is_sound(step) for step in steps):
            return steps
    return []


def _is_sound(step: Step) -> bool:
    words = (step.action, step.path, step.staged, step.old, step.new)
    if not all(isinstance(word, str) for word in words) or step.action not in (CREATE, REPLACE, REMOVE):
        return False
    return _PATH.fullmatch(step.path) is not None and (not step.staged or _STAGED.fullmatch(step.staged) is not None)
