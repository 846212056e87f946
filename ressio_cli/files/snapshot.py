"""One state of the project's files, as it was at one moment, without waiting for whoever writes.

Room: files.  Problems: disk.failed, project.changing.

Every file is read, then every folder is listed and every file looked at again. Where nothing differs, all that was
read stood there together in between; what differs is read anew until that is so. A command that is still writing, or
was cut off, has left a journal: what it says is left to do is done here in memory, so that a reader sees the state
before the command or the one after it, and nothing is written.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from ressio_cli.files import disk, journal
from ressio_cli.files.bytes import LARGEST
from ressio_cli.files.journal import digest
from ressio_cli.files.troubles import failed, trouble
from ressio_cli.model.problem import Problem, Trouble
from ressio_cli.model.record import dataclass

PATIENCE = 10.0  # seconds for the files to stand still
ROOT_FILES = ("ressio.toml", "budget.yaml", journal.NAME)
FOLDERS = ("changes", "bills", "drafts", "invoices", "invoices/superseded", "payments")
OUTBOX = ("outbox", "outbox/failed", "outbox/unknown", "outbox/sent")
ENDING = ".yaml"

_STAGED = 128 * 1024 * 1024  # more than any file a command writes
_NOFOLLOW = hasattr(os, "O_NOFOLLOW")

Stamp = tuple[int, int, int]  # inode, size, time of the last change; all three stay where nothing was written
Names = tuple[tuple[str, bool], ...]  # of a folder, each with whether it is a folder itself


@dataclass(frozen=True, slots=True)
class Strange:
    """Something that stands where a file or folder of the project should be, and why it is none.

    `problems`: of what could not be read; only the outbox, which holds no facts, may be so.
    """

    why: str
    problems: tuple[Problem, ...] = ()


OUTSIDE, IRREGULAR = Strange("a link out of the project"), Strange("not a regular file")
NO_FOLDER = Strange("not a folder of the project")
Content = bytes | Strange | None
Listing = Names | Strange | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of one moment by their path; None stands for a file or folder that is not there.

    `pending` is what an unfinished journal still has to do: new bytes by path, None for a file that goes. The other
    fields tell of the disk as it is, with the journal's work undone.
    """

    root: Path
    contents: Mapping[str, Content]
    listings: Mapping[str, Listing]
    stamps: Mapping[str, Stamp | None]
    pending: Mapping[str, bytes | None] = field(default_factory=dict)

    def content(self, path: str) -> Content:
        """What stands at a path."""
        return self.pending[path] if path in self.pending else self.contents.get(path)

    def names(self, folder: str) -> Listing:
        """What lies in a folder, sorted; hidden files are left out."""
        listing = self.listings.get(folder)
        changes = {path: new for path, new in self.pending.items() if path.rpartition("/")[0] == folder}
        if isinstance(listing, Strange) or not changes:
            return listing
        names = dict(listing or ())
        for path, new in changes.items():
            names.pop(path.rpartition("/")[2], None)
            if new is not None:
                names[path.rpartition("/")[2]] = False
        return tuple(sorted(names.items()))

    def with_edits(self, edits: Iterable[tuple[str, bytes | None]]) -> Snapshot:
        """The state after edits that were just made under the lock; None for a file that was taken away."""
        contents, stamps, listings = dict(self.contents), dict(self.stamps), dict(self.listings)
        base = _base(self.root)
        for path, new in edits:
            folder, _, name = path.rpartition("/")
            if path in ROOT_FILES or (folder in FOLDERS and name.endswith(ENDING)):
                contents[path], stamps[path] = new, _stamp(base, path)
                if new is None:
                    del contents[path], stamps[path]
            if folder in FOLDERS:
                if listings.get(folder) is None:
                    above, _, inner = folder.rpartition("/")
                    listings |= {above: _with_name(listings.get(above), inner, True, True)} if above else {}
                listings[folder] = _with_name(listings.get(folder), name, new is not None)
        return replace(self, contents=contents, stamps=stamps, listings=listings)

    def is_current(self) -> bool:
        """The facts still lie on the disk as they were read; messages are none."""
        base = _base(self.root)
        return (
            not self.pending
            and all(_list(self.root, folder) == self.listings.get(folder) for folder in FOLDERS)
            and all(_stamp(base, path) == stamp for path, stamp in self.stamps.items() if _is_fact(path))
        )


def taken(root: Path) -> Snapshot:
    """The project's files as they stand at one moment."""
    return _settled(_Gathering(root))


def outbox_taken(root: Path) -> Snapshot:
    """The outbox alone, as it stands at one moment."""
    return _settled(_Gathering(root, folders=OUTBOX, root_files=(journal.NAME,)))


def _settled(gathering: _Gathering) -> Snapshot:
    began = time.monotonic()
    while not gathering.is_settled():
        if time.monotonic() - began > PATIENCE:
            message = f"the files of the project did not stand still for {PATIENCE:g} seconds"
            raise trouble("project.changing", "", message, "let the other program finish, then give the command again")
    return gathering.snapshot()


@dataclass(slots=True)
class _Gathering:
    """What was read until now, each with the stamp it had."""

    root: Path
    folders: Sequence[str] = (*FOLDERS, *OUTBOX)
    root_files: Sequence[str] = ROOT_FILES
    contents: dict[str, Content] = field(default_factory=dict)
    stamps: dict[str, Stamp | None] = field(default_factory=dict)
    listings: dict[str, Listing] = field(default_factory=dict)

    def is_settled(self) -> bool:
        """Read what is new or has changed; whether nothing was."""
        before, self.listings = self.listings, {folder: self._listed(folder) for folder in self.folders}
        same = self.listings == before
        base = _base(self.root)
        for path in (*self.root_files, *self._files()):
            same &= self._is_read(base, path, LARGEST + 1)
        for path in self._named():
            same &= self._is_read(base, path, _STAGED)
        return same

    def _listed(self, folder: str) -> Listing:
        try:
            return _list(self.root, folder)
        except Trouble as trouble:
            return _unreadable(folder, trouble)

    def _is_read(self, base: str, path: str, most: int) -> bool:
        """Whether this file was read already as it is now; it is read where not."""
        try:
            if path in self.stamps and _stamp(base, path) == self.stamps[path]:
                return True
            self.stamps[path], self.contents[path] = _read(self.root, base, path, most)
        except Trouble as trouble:
            again = path in self.stamps and isinstance(self.contents[path], Strange)
            self.stamps[path], self.contents[path] = None, _unreadable(path.rpartition("/")[0], trouble)
            return again
        return False

    def _named(self) -> list[str]:
        """What a journal speaks of beside the facts: without it nobody knows how far its command has come."""
        data = self.contents.get(journal.NAME)
        book = journal.parsed(data) if isinstance(data, bytes) else None
        paths = (path for step in (book.steps if book else ()) for path in (step.path, step.staged) if path)
        return list(dict.fromkeys(paths).keys() - self._files() - {*self.root_files})

    def _files(self) -> dict[str, None]:
        found: dict[str, None] = {}
        for folder, names in self.listings.items():
            if names and not isinstance(names, Strange):
                found |= {f"{folder}/{name}": None for name, _ in names if name.endswith(ENDING)}
        return found

    def snapshot(self) -> Snapshot:
        """What was gathered, with what the journal has left to do."""
        kept = {*self.root_files, *self._files(), *self._named()}
        contents = {path: content for path, content in self.contents.items() if path in kept}
        stamps = {path: stamp for path, stamp in self.stamps.items() if path in kept}
        return Snapshot(self.root, contents, self.listings, stamps, _pending(contents))


def _pending(contents: Mapping[str, Content]) -> dict[str, bytes | None]:
    """What an unfinished journal still has to do."""
    digests: dict[str, str] = {}

    def digest_of(path: str) -> str:
        if path not in digests:
            data = contents.get(path)
            digests[path] = digest(data) if isinstance(data, bytes) else ""
        return digests[path]

    data = contents.get(journal.NAME)
    steps = journal.remaining(journal.parsed(data), digest_of) if isinstance(data, bytes) else []
    found = {step.path: contents.get(step.staged) if step.staged else None for step in steps}
    return {path: new if isinstance(new, bytes) else None for path, new in found.items()}


def _is_fact(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return path in ROOT_FILES or (folder in FOLDERS and name.endswith(ENDING) and not name.startswith("."))


def _unreadable(folder: str, trouble: Trouble) -> Strange:
    """What cannot be read of the outbox, which holds no facts; anything else stops the reader."""
    if folder not in OUTBOX:
        raise trouble
    return Strange("unreadable", trouble.problems)


def _with_name(listing: Listing, name: str, there: bool, is_folder: bool = False) -> Listing:
    if isinstance(listing, Strange):
        return listing
    others = [pair for pair in listing or () if pair[0] != name]
    return tuple(sorted([*others, (name, is_folder)] if there else others))


def _base(root: Path) -> str:
    return f"{root}{os.sep}"


def _list(root: Path, folder: str) -> Listing:
    """What lies in a folder, without hidden files: what is being written is none of a reader's business."""
    if not disk.is_there(root, folder):
        return None
    if not disk.is_folder(root, folder) or not disk.lies_inside(root, folder):
        return NO_FOLDER
    try:
        return tuple(pair for pair in disk.names(root, folder) if not pair[0].startswith("."))
    except Trouble as trouble:
        if isinstance(trouble.__cause__, FileNotFoundError):
            return None  # it went this very moment
        raise


def _stamp(base: str, path: str) -> Stamp | None:
    try:
        found = disk.calls.status(base + path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise failed(error, path, "read") from error
    return (found.st_ino, found.st_size, found.st_mtime_ns)


def _read(root: Path, base: str, path: str, most: int) -> tuple[Stamp | None, Content]:
    """A file with its stamp; a link is followed within the project alone."""
    try:
        handle = _opened(root, base, path)
        if isinstance(handle, Strange):
            return _stamp(base, path), handle
        try:
            found = disk.calls.status_of(handle)
            stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
            return stamp, disk.all_of(handle, most) if stat.S_ISREG(found.st_mode) else IRREGULAR
        finally:
            disk.calls.close_old(handle)
    except (FileNotFoundError, NotADirectoryError) as error:
        if disk.is_link(root, path):
            raise failed(error, path, "read") from error
        return None, None
    except OSError as error:
        if error.errno == errno.ENXIO:  # a socket
            return _stamp(base, path), IRREGULAR
        raise failed(error, path, "read") from error


def _opened(root: Path, base: str, path: str) -> int | Strange:
    if _NOFOLLOW or not disk.is_link(root, path):
        try:
            return disk.calls.open_old(base + path, follow=False)
        except OSError as error:
            if error.errno not in (errno.ELOOP, errno.EMLINK):
                raise
    return disk.calls.open_old(base + path) if disk.lies_inside(root, path) else OUTSIDE
