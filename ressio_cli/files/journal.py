"""The journal: what still has to be done once the deciding one of several edits is made.

Room: files.  Problems: none.

It lies in the project only while a command works on several files. One step decides: where that is done, the command
has happened, and whoever finds the journal later, under the lock, does the rest; where it is not, nothing has
happened, and the steps before it, which only bring new files that nobody speaks of yet, are taken back. A journal that
says `begun` is of a command that is being taken back: all of it is done.
Readers do not wait for that: they take the steps as done in memory (`snapshot`).
A project may come from a stranger, so a journal is believed only as far as its digests fit what lies in the folder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
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


@dataclass(frozen=True, slots=True)
class Journal:
    """The steps of one command in their order. `decides`: the place of the one that decides."""

    steps: tuple[Step, ...]
    decides: int = 0
    begun: bool = False


def digest(data: bytes | None) -> str:
    """SHA-256 of a file's bytes; "" where there is no file."""
    return "" if data is None else sha256(data).hexdigest()


def write(root: Path, steps: Sequence[Step], decides: int = 0, begun: bool = False) -> None:
    """Write down what is about to be done. The staged files it speaks of are brought to the disk before it is."""
    for folder in dict.fromkeys(step.staged.rpartition("/")[0] for step in steps if step.staged):
        disk.flush_folder(root, folder)
    text = json.dumps({"begun": begun, "decides": decides, "steps": [asdict(step) for step in steps]}, indent=1)
    staged = disk.stage(root, NAME, text.encode())
    try:
        disk.replace(root, staged, NAME)
    except BaseException:
        disk.discard(root, staged)
        raise


def clear(root: Path) -> None:
    """Nothing is left to be done."""
    with suppress(Trouble):
        if disk.is_there(root, NAME):
            disk.remove(root, NAME)


def perform(root: Path, step: Step) -> None:
    """Do one step."""
    if step.action == CREATE:
        disk.create(root, step.staged, step.path)
    elif step.action == REPLACE:
        disk.replace(root, step.staged, step.path)
    else:
        disk.remove(root, step.path)


def finish(root: Path) -> list[str]:
    """Do the rest of what a command began, or take back what it prepared; returns what was done, in sentences."""
    if not disk.is_file(root, NAME):
        return []
    done = []
    for step in remaining(parsed(_bytes(root, NAME)), lambda path: digest(_bytes(root, path))):
        if disk.lies_inside(root, step.path):
            perform(root, step)
            done.append(f"finished what was cut off: {step.path}")
    clear(root)
    return done


def parsed(data: bytes | None) -> Journal | None:
    """The journal in a file's bytes; None where it is not wholly one of ours."""
    with suppress(ValueError, TypeError, KeyError, RecursionError):
        found = json.loads(data or b"")
        steps = tuple(Step(**step) for step in found["steps"])
        decides, begun = found.get("decides", 0), found["begun"]
        sound = isinstance(begun, bool) and type(decides) is int and 0 <= decides < max(1, len(steps))
        if sound and all(map(_is_sound, steps)) and all(step.action == CREATE for step in steps[:decides]):
            return Journal(steps, decides, begun)
    return None


def has_happened(journal: Journal, digest_of: Callable[[str], str]) -> bool:
    """The command of a journal counts as done; `digest_of` tells the digest of a file as it lies there now."""
    if not journal.steps:
        return False
    step = journal.steps[journal.decides]
    return journal.begun or digest_of(step.path) == step.new


def remaining(journal: Journal | None, digest_of: Callable[[str], str]) -> list[Step]:
    """The steps that make a cut-off command whole: those that are left of it, or those that take it back."""
    if journal is None:
        return []
    if has_happened(journal, digest_of):
        return [step for step in journal.steps if _is_due(step, digest_of)]
    early = journal.steps[: journal.decides]
    return [Step(REMOVE, step.path, "", step.new, "") for step in early if digest_of(step.path) == step.new]


def _is_due(step: Step, digest_of: Callable[[str], str]) -> bool:
    """The file is as it was before, and the staged text is the one that was meant."""
    if step.old == step.new or digest_of(step.path) != step.old:
        return False
    return step.action == REMOVE or digest_of(step.staged) == step.new


def _bytes(root: Path, path: str) -> bytes | None:
    if not disk.is_file(root, path) or not disk.lies_inside(root, path):
        return None
    return disk.read(root, path, _LARGEST)


def _is_sound(step: Step) -> bool:
    words = (step.action, step.path, step.staged, step.old, step.new)
    if not all(isinstance(word, str) for word in words) or step.action not in _ACTIONS:
        return False
    has_text = step.action != REMOVE
    fits = bool(step.old) == (step.action != CREATE) and bool(step.new) == has_text == bool(step.staged)
    return fits and _PATH.fullmatch(step.path) is not None and (not has_text or _is_staged(step.staged))


def _is_staged(name: str) -> bool:
    return _STAGED.fullmatch(name) is not None
