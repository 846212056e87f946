"""Edits: what a command decided, as files to make, to revise and to take away; applied whole or not at all.

Room: files.  Problems: file.changed, file.exists, disk.failed.

All new texts are written aside first. Then one edit decides: it is the moment of truth. Before it nothing has
happened; what follows it is written down (`journal`), and should the program be cut off in between, the next writing
command makes it good. Where an edit fails, those before it are taken back; where even that fails, the journal stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path

from ressio_cli.files import disk, journal, strays
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
_EARLY = "attachments/"
_SHOWN = {CREATE: "create", REPLACE: "change", REMOVE: "remove"}


def actions(edits: Iterable[Edit]) -> list[tuple[str, str]]:
    """Each file and what would happen to it: create, change or remove."""
    return [(edit.path, _SHOWN[_ACTIONS[type(edit)]]) for edit in effective(edits)]


def effective(edits: Iterable[Edit]) -> list[Edit]:
    """The edits that change anything."""
    return [edit for edit in edits if edit.old != edit.new]


@dataclass(slots=True)
class _Work:
    """The edits of one command on their way: in the order they are made, what is staged, and the folders made."""

    root: Path
    edits: Sequence[Edit]
    decides: int = 0
    steps: list[Step] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)

    def prepare(self, begun: bool = False) -> None:
        """Write every new text aside, and where there are several the journal of what is about to be done."""
        try:
            for edit in self.edits:
                self.steps.append(self._staged(edit))
            if len(self.steps) > 1:
                journal.write(self.root, self.steps, self.decides, begun)
        except BaseException:
            if not begun:
                self.forget()
                self.drop_folders()
            raise

    def _staged(self, edit: Edit) -> Step:
        staged = ""
        if edit.new is not None:
            disk.real_path(self.root, edit.path)
            disk.ensure_folder(self.root, edit.path.rpartition("/")[0], self.folders)
            staged = disk.stage(self.root, edit.path, edit.new)
        return Step(_ACTIONS[type(edit)], edit.path, staged, old=digest(edit.old), new=digest(edit.new))

    def perform(self) -> None:
        """Make the edits, one after the other."""
        for step in self.steps:
            journal.perform(self.root, step)

    def forget(self) -> None:
        """Take away what was only needed on the way. The journal goes first: it speaks of the staged files."""
        if len(self.steps) > 1:
            journal.clear(self.root)
        for step in self.steps:
            with suppress(Trouble):
                if step.staged and disk.is_there(self.root, step.staged):
                    disk.discard(self.root, step.staged)

    def drop_folders(self) -> None:
        """Take the folders away that were made for nothing."""
        disk.drop_folders(self.root, self.folders)

    def is_taken_back(self) -> bool:
        """Put back what was there before; whether that could be done. What others wrote meanwhile stays."""
        try:
            back = [_reverse(edit) for edit in reversed(self.edits) if _found(self.root, edit) == edit.new]
            undo = _Work(self.root, back)
            undo.prepare(begun=True)
            undo.perform()
        except Trouble:
            return False  # the trouble that is on its way says more; the journal says how to go on
        undo.forget()
        self.forget()
        self.drop_folders()
        return True


def apply(root: Path, edits: Sequence[Edit]) -> None:
    """Make the edits; refused where a file is no longer what was read. When one fails, those before it are undone.

    New attachments come first: nobody speaks of them before the deciding edit, which is the first of the others.
    """
    early: list[Edit] = []
    others: list[Edit] = []
    for edit in effective(edits):
        (early if isinstance(edit, NewFile) and edit.path.startswith(_EARLY) else others).append(edit)
    work = _Work(root, [*early, *others], decides=len(early) if others else 0)
    try:
        _compare(root, work.edits)
        work.prepare()
    except Trouble as trouble:
        raise _with(trouble, _NOTHING) from trouble
    try:
        _compare(root, work.edits)
        work.perform()
    except Trouble as trouble:
        raise _with(trouble, _NOTHING if work.is_taken_back() else _HALF) from trouble
    except BaseException:
        work.is_taken_back()
        raise
    work.forget()


def _with(trouble: Trouble, outcome: str) -> Trouble:
    """The same trouble, saying what became of the edits."""
    return Trouble([replace(problem, message=f"{problem.message}; {outcome}") for problem in trouble.problems])


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
    return disk.read(root, edit.path, most + 1) if disk.is_file(root, edit.path) else None


def _reverse(edit: Edit) -> Edit:
    if isinstance(edit, NewFile):
        return Remove(edit.path, edit.new)
    return NewFile(edit.path, edit.old) if isinstance(edit, Remove) else Rewrite(edit.path, edit.new, edit.old)


def is_unfinished(root: Path) -> bool:
    """A command was cut off, or could neither go on nor back."""
    return disk.is_there(root, journal.NAME)


def sweep(root: Path) -> list[str]:
    """Make good what a writer that was cut off left behind. Called under the lock; returns what was done."""
    done = journal.finish(root)
    gone = strays.sweep(root)
    if gone:
        done.append(f"cleaned up {gone} unfinished file{'s' if gone != 1 else ''}")
    return done
