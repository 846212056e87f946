"""Edits: what a command decided, as files to make, to revise and to take away; applied whole or not at all.

Room: files.  Problems: file.changed, file.exists, disk.failed.

All new texts are written aside first. Then the first edit is made: it is the moment of truth. Before it nothing has
happened; what follows it is written down in a note (`journal`), and should the program be cut off in between, the
next writing command makes it good.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ressio_cli.files import disk, journal
from ressio_cli.files.journal import CREATE, REMOVE, REPLACE, Step, digest
from ressio_cli.model.problem import Origin, Problem, Trouble


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that is not there yet."""

    path: str
    new: bytes
    old: None = None


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A file in other words; `old` is what was read."""

    path: str
    old: bytes
    new: bytes


@dataclass(frozen=True, slots=True)
class Remove:
    """A file that goes; `old` is what was read."""

    path: str
    old: bytes
    new: None = None


Edit = NewFile | Rewrite | Remove
_ACTIONS = {NewFile: CREATE, Rewrite: REPLACE, Remove: REMOVE}
_SHOWN = {CREATE: "create", REPLACE: "change", REMOVE: "remove"}


def actions(edits: Iterable[Edit]) -> list[tuple[str, str]]:
    """Each file and what would happen to it: create, change or remove."""
    return [(edit.path, _SHOWN[_ACTIONS[type(edit)]]) for edit in effective(edits)]


def effective(edits: Iterable[Edit]) -> list[Edit]:
    """The edits that change anything."""
    return [edit for edit in edits if edit.old != edit.new]


def diff(edits: Iterable[Edit]) -> str:
    """The difference the edits make, as a unified diff with the names that git gives the two sides."""
    return "".join(line for edit in effective(edits) for line in _diff(edit))


def _diff(edit: Edit) -> list[str]:
    old, new = edit.old, edit.new
    names = ("/dev/null" if old is None else f"a/{edit.path}", "/dev/null" if new is None else f"b/{edit.path}")
    if any(side is not None and b"\0" in side[:8000] for side in (old, new)):
        return [f"Binary files {names[0]} and {names[1]} differ\n"]
    was, is_now = ((side or b"").decode("utf-8", "backslashreplace").splitlines(keepends=True) for side in (old, new))
    lines = list(difflib.unified_diff(was, is_now, *names))
    return [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]


def apply(root: Path, edits: Sequence[Edit]) -> None:
    """Make the edits; refused where a file is no longer what was read. When one fails, those before it are undone."""
    edits = effective(edits)
    _compare(root, edits)
    steps: list[Step] = []
    try:
        for edit in edits:
            steps.append(_staged(root, edit))  # noqa: PERF401  what is staged must be known when the next one fails
        if len(steps) > 1:
            journal.write(root, steps)
        _perform(root, edits, steps)
    finally:
        for step in steps:
            if step.staged:
                disk.discard(root, step.staged)
        if len(steps) > 1:
            journal.clear(root)


def _compare(root: Path, edits: Sequence[Edit]) -> None:
    problems = []
    for edit in edits:
        found = _found(root, edit.path)
        if found == edit.old:
            continue
        code, what = (
            ("file.exists", "exists already") if edit.old is None else ("file.changed", "was changed meanwhile")
        )
        hint = "somebody else wrote it just now: look at it, then give the command again"
        problems.append(Problem(code, f"{edit.path} {what}", Origin(edit.path), hint))
    if problems:
        raise Trouble(problems)


def _found(root: Path, path: str) -> bytes | None:
    return disk.read(root, path) if (root / path).is_file() else None


def _staged(root: Path, edit: Edit) -> Step:
    staged = "" if edit.new is None else disk.stage(root, edit.path, edit.new)
    return Step(_ACTIONS[type(edit)], edit.path, staged, old=digest(edit.old), new=digest(edit.new))


def _perform(root: Path, edits: Sequence[Edit], steps: Sequence[Step]) -> None:
    done: list[Edit] = []
    try:
        for edit, step in zip(edits, steps, strict=True):
            done.append(edit)
            journal.perform(root, step)
    except BaseException:
        for edit in reversed(done):
            _undo(root, edit)
        raise


def _undo(root: Path, edit: Edit) -> None:
    """Put back what was there before, as far as the disk lets us."""
    try:
        found = _found(root, edit.path)
        if found == edit.old:
            return
        if edit.old is None:
            disk.remove(root, edit.path)
            return
        staged = disk.stage(root, edit.path, edit.old)
        (disk.replace if found is not None else disk.create)(root, staged, edit.path)
    except Trouble:
        return  # the trouble that is on its way says more


def sweep(root: Path) -> list[str]:
    """Make good what a writer that was cut off left behind. Called under the lock; answers what was done."""
    told = journal.finish(root)
    strays = disk.strays(root, journal.FOLDERS)
    for stray in strays:
        disk.discard(root, stray)
    if strays:
        told.append(f"cleaned up {len(strays)} unfinished file{'s' if len(strays) != 1 else ''}")
    return told
