"""Edits: what a command decided, as files to make, to revise and to take away; applied whole or not at all.

Room: files.  Problems: file.changed, file.exists, disk.failed.

All new texts are written aside first. Then the first edit is made: it is the moment of truth. Before it nothing has
happened; what follows it is written down in a note (`journal`), and should the program be cut off in between, the
next writing command makes it good. Where an edit fails, those before it are taken back; where even that fails, the
note stays.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ressio_cli.files import disk, journal
from ressio_cli.files.journal import CREATE, REMOVE, REPLACE, Step, digest
from ressio_cli.model.problem import Origin, Problem, Trouble
from ressio_cli.model.record import dataclass


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
_NOTHING = "nothing was changed"
_HALF = "it may be half done: the next ressio command that writes makes it whole"
_ALIKE = 0.5
_SHOWN = {CREATE: "create", REPLACE: "change", REMOVE: "remove"}


def actions(edits: Iterable[Edit]) -> list[tuple[str, str]]:
    """Each file and what would happen to it: create, change or remove."""
    return [(edit.path, _SHOWN[_ACTIONS[type(edit)]]) for edit in effective(edits)]


def effective(edits: Iterable[Edit]) -> list[Edit]:
    """The edits that change anything."""
    return [edit for edit in edits if edit.old != edit.new]


def diff(edits: Iterable[Edit]) -> str:
    """The difference the edits make, as a unified diff with the names that git gives the two sides."""
    left = effective(edits)
    shown: list[str] = []
    for edit in list(left):
        if edit not in left:
            continue
        source = next((gone for gone in left if _became(gone, edit)), None)
        if source:
            left.remove(source)
            shown += [f"rename from {source.path}\n", f"rename to {edit.path}\n"]
            shown += _diff(source.path, source.old, edit.path, edit.new)
        else:
            shown += _diff(edit.path, edit.old, edit.path, edit.new)
    return "".join(shown)


def _became(gone: Edit, edit: Edit) -> bool:
    """Whether a file that goes is for the most part the one that comes: a draft and its invoice."""
    import difflib

    if not isinstance(gone, Remove) or not isinstance(edit, NewFile):
        return False
    was, is_now = gone.old.splitlines(), edit.new.splitlines()
    return difflib.SequenceMatcher(None, was, is_now, autojunk=False).quick_ratio() > _ALIKE


def _diff(before: str, old: bytes | None, after: str, new: bytes | None) -> list[str]:
    import difflib

    names = ("/dev/null" if old is None else f"a/{before}", "/dev/null" if new is None else f"b/{after}")
    if any(side is not None and b"\0" in side[:8000] for side in (old, new)):
        return [f"Binary files {names[0]} and {names[1]} differ\n"]
    was, is_now = ((side or b"").decode("utf-8", "backslashreplace").splitlines(keepends=True) for side in (old, new))
    lines = list(difflib.unified_diff(was, is_now, *names))
    return [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]


def apply(root: Path, edits: Sequence[Edit]) -> None:
    """Make the edits; refused where a file is no longer what was read. When one fails, those before it are undone."""
    edits = effective(edits)
    try:
        _compare(root, edits)
        steps = _prepared(root, edits)
    except Trouble as trouble:
        raise _with(trouble, _NOTHING) from trouble
    try:
        _compare(root, edits)
        for step in steps:
            journal.perform(root, step)
    except Trouble as trouble:
        raise _with(trouble, _NOTHING if _taken_back(root, edits, steps) else _HALF) from trouble
    except BaseException:
        _taken_back(root, edits, steps)
        raise
    _forget(root, steps)


def _with(trouble: Trouble, outcome: str) -> Trouble:
    """The same trouble, saying what became of the edits."""
    return Trouble([replace(problem, message=f"{problem.message}; {outcome}") for problem in trouble.problems])


def _prepared(root: Path, edits: Sequence[Edit], begun: bool = False) -> list[Step]:
    """Every new text written aside, and where there are several the note of what is about to be done."""
    steps: list[Step] = []
    try:
        for edit in edits:
            steps.append(_staged(root, edit))  # noqa: PERF401  what is staged must be known when the next one fails
        if len(steps) > 1:
            journal.write(root, steps, begun)
    except BaseException:
        _forget(root, [] if begun else steps)
        raise
    return steps


def _forget(root: Path, steps: Sequence[Step]) -> None:
    """Take away what was only needed on the way. The note goes first: it speaks of the staged files."""
    if len(steps) > 1:
        journal.clear(root)
    for step in steps:
        if step.staged and os.path.lexists(root / step.staged):
            disk.discard(root, step.staged)


def _compare(root: Path, edits: Sequence[Edit]) -> None:
    problems = []
    for edit in edits:
        if _found(root, edit) == edit.old:
            continue
        code, what = (
            ("file.exists", "exists already") if edit.old is None else ("file.changed", "was changed meanwhile")
        )
        problems.append(Problem(code, f"this file {what}", Origin(edit.path), disk.JUST_NOW))
    if problems:
        raise Trouble(problems)


def _found(root: Path, edit: Edit) -> bytes | None:
    """What lies there now, as far as it could be what was or what is to be."""
    most = max(len(side or b"") for side in (edit.old, edit.new))
    return disk.read(root, edit.path, most + 1) if os.path.isfile(root / edit.path) else None


def _staged(root: Path, edit: Edit) -> Step:
    staged = "" if edit.new is None else disk.stage(root, edit.path, edit.new)
    return Step(_ACTIONS[type(edit)], edit.path, staged, old=digest(edit.old), new=digest(edit.new))


def _taken_back(root: Path, edits: Sequence[Edit], steps: Sequence[Step]) -> bool:
    done = _undone(root, edits)
    if done:
        _forget(root, steps)
    return done


def _undone(root: Path, edits: Sequence[Edit]) -> bool:
    """Put back what was there before; answers whether that could be done. What others wrote meanwhile stays."""
    try:
        back = [_reverse(edit) for edit in reversed(edits) if _found(root, edit) == edit.new]
        steps = _prepared(root, back, begun=True)
        for step in steps:
            journal.perform(root, step)
    except Trouble:
        return False  # the trouble that is on its way says more; the note says how to go on
    _forget(root, steps)
    return True


def _reverse(edit: Edit) -> Edit:
    if isinstance(edit, NewFile):
        return Remove(edit.path, edit.new)
    return NewFile(edit.path, edit.old) if isinstance(edit, Remove) else Rewrite(edit.path, edit.new, edit.old)


def sweep(root: Path) -> list[str]:
    """Make good what a writer that was cut off left behind. Called under the lock; answers what was done."""
    told = journal.finish(root)
    gone = sum(disk.discard(root, stray) for stray in disk.strays(root, journal.folders(root)))
    if gone:
        told.append(f"cleaned up {gone} unfinished file{'s' if gone != 1 else ''}")
    return told
