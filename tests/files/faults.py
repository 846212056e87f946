"""Disks that fail on purpose, put in the place of `disk.calls`; and folders as values, to compare.

Nothing is really flushed here, so that thousands of runs take seconds.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from ressio_cli.files.calls import Calls

LOOKS = ("status", "status_of", "real", "entries", "open_old", "open_folder", "read", "close_old", "lock")
CHANGES = (
    "open_new", "write", "flush", "close", "link", "rename", "exchange", "remove", "make_folder", "remove_folder",
    "remove_tree", "change_mode",
)  # fmt: skip
Before = Callable[[int, str, tuple[Any, ...]], None]


class Killed(BaseException):
    """The process is no more: whatever would clean up does not get to it either."""


class Watched(Calls):
    """Every call of these names is counted, and `before` is asked before it is made. Nothing is really flushed."""

    names: tuple[str, ...] = CHANGES

    def __init__(self, before: Before | None = None, names: tuple[str, ...] = CHANGES) -> None:
        self.log: list[tuple[str, tuple[Any, ...]]] = []
        self.before = before
        self.names = names
        self.handles: set[int] = set()

    def _seen(self, name: str, *words: Any) -> None:
        if name in self.names:
            self.log.append((name, words))
            if self.before:
                self.before(len(self.log), name, words)

    def flush(self, handle: int) -> None:
        self._seen("flush", handle)

    def close(self, handle: int) -> None:
        try:
            self._seen("close", handle)
        finally:
            self.handles.discard(handle)
            super().close(handle)

    def close_old(self, handle: int) -> None:
        try:
            self._seen("close_old", handle)
        finally:
            self.handles.discard(handle)
            super().close_old(handle)

    def bury(self) -> None:
        """Close what a process that was killed had open; its locks end with that."""
        while self.handles:
            os.close(self.handles.pop())


def _watch(name: str) -> None:
    real = getattr(Calls, name)

    def call(self: Watched, *words: Any, **more: Any) -> Any:
        self._seen(name, *words)
        found = real(self, *words, **more)
        if name.startswith("open_"):
            self.handles.add(found)
        return found

    setattr(Watched, name, call)


for _name in (*LOOKS, *CHANGES):
    if _name not in Watched.__dict__:
        _watch(_name)


def failing(at: Collection[int], number: int, names: tuple[str, ...] = CHANGES) -> Watched:
    """The calls of these names at these places fail, each once."""

    def before(place: int, name: str, words: tuple[Any, ...]) -> None:
        if place in at:
            raise OSError(number, os.strerror(number))

    return Watched(before, names)


def failing_from(first: int, number: int) -> Watched:
    """This call and all that follow fail."""

    def before(place: int, name: str, words: tuple[Any, ...]) -> None:
        if place >= first:
            raise OSError(number, os.strerror(number))

    return Watched(before)


def dying(at: int) -> Watched:
    """The process ends before this call; of a write the first half is done."""

    def before(place: int, name: str, words: tuple[Any, ...]) -> None:
        if place < at:
            return
        if place == at and name == "write":
            os.write(words[0], words[1][: len(words[1]) // 2])
        raise Killed

    return Watched(before)


def contents(root: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes; empty folders do not count."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def read_by_people(root: Path) -> dict[str, bytes]:
    """The same without passing files."""
    return {path: data for path, data in contents(root).items() if "/.ressio" not in f"/{path}"}


def planted(tmp_path: Path) -> tuple[Path, Path]:
    """A project in which a folder and a file are links out of it."""
    root, outside = tmp_path / "project", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / "x.yaml").write_bytes(b"private\n")
    (root / "changes").symlink_to(outside)
    (root / "budget.yaml").symlink_to(outside / "x.yaml")
    return root, outside
