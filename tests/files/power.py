"""A disk that loses power: every state it may be found in, from the log of what was done to it.

What was not flushed may be there or not, each change of a folder and each write by itself. A file's bytes are sure
once the file was flushed; a name, a rename, a removal once its folder was. A folder that is not sure to be there takes
all that lies in it along.
"""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from faults import Watched

STATES = 1024  # at most so many of one moment; drawn at random where there are more


@dataclass
class Change:
    """One change of one folder, or one write."""

    folder: str
    deed: Callable[[dict[str, Any]], None]
    sure: bool = False


@dataclass
class Body:
    """The bytes of a file."""

    parts: list[bytes] = field(default_factory=list)
    sure: int = 0  # parts that were flushed


class Disk(Watched):
    """Does everything for real, and remembers in which order."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root
        self.start = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*")
                      if path.is_file()}  # fmt: skip
        self.now: dict[str, Body] = {}
        self.open: dict[int, Body] = {}
        self.changes: list[Change] = []
        self.moments: list[tuple[list[tuple[Change, bool]], list[tuple[Body, int, int]]]] = []
        self.remember()

    def open_new(self, path: str) -> int:
        handle = super().open_new(path)
        body = self.open[handle] = Body()
        self.bind(path, body)
        return handle

    def write(self, handle: int, data: bytes) -> int:
        done = super().write(handle, data)
        self.open[handle].parts.append(data[:done])
        self.remember()
        return done

    def flush(self, handle: int) -> None:
        if handle in self.open:
            self.open[handle].sure = len(self.open[handle].parts)
        else:
            real = os.fstat(handle)
            for change in self.changes:
                change.sure |= os.path.samestat(real, os.stat(self.root / change.folder))
        self.remember()

    def close(self, handle: int) -> None:
        self.open.pop(handle, None)
        super().close(handle)

    def link(self, source: str, target: str) -> None:
        super().link(source, target)
        self.bind(target, self.body(source))

    def rename(self, source: str, target: str) -> None:
        super().rename(source, target)
        body, old = self.body(source), self.inside(source)
        self.bind(target, body, gone=old)
        self.now.pop(old, None)

    def remove(self, path: str) -> None:
        super().remove(path)
        name = self.inside(path)
        self.now.pop(name, None)
        self.changed(name, lambda names: names.pop(name, None))

    def make_folder(self, path: str) -> None:
        super().make_folder(path)
        name = self.inside(path)
        self.changed(name, lambda names: names.update({f"{name}/": None}))

    def inside(self, path: str) -> str:
        return Path(path).relative_to(os.path.realpath(self.root)).as_posix()

    def body(self, path: str) -> Body:
        name = self.inside(path)
        return self.now.setdefault(name, Body([self.start.get(name, b"")], 1))

    def bind(self, path: str, body: Body, gone: str = "") -> None:
        name = self.inside(path)
        self.now[name] = body

        def deed(names: dict[str, Any]) -> None:
            names.pop(gone, None)
            names[name] = body

        self.changed(name, deed)

    def changed(self, name: str, deed: Callable[[dict[str, Any]], None]) -> None:
        self.changes.append(Change(name.rpartition("/")[0], deed))
        self.remember()

    def remember(self) -> None:
        bodies = {id(body): body for body in [*self.now.values(), *self.open.values()]}.values()
        self.moments.append((
            [(change, change.sure) for change in self.changes],
            [(body, body.sure, len(body.parts)) for body in bodies],
        ))  # fmt: skip


def states(disk: Disk) -> Iterator[dict[str, bytes]]:
    """Each state the disk may be in when the power fails at any moment, as names with bytes."""
    old = {f"{name.rpartition('/')[0]}/" for name in disk.start} | {"/"}
    for changes, bodies in disk.moments:
        open_changes = [place for place, (_, sure) in enumerate(changes) if not sure]
        open_parts = [(number, part) for number, (_, sure, made) in enumerate(bodies) for part in range(sure, made)]
        for lost in subsets(len(open_changes) + len(open_parts)):
            lost_changes = {place for place, gone in zip(open_changes, lost, strict=False) if gone}
            lost_parts = {part for part, gone in zip(open_parts, lost[len(open_changes) :], strict=True) if gone}
            names: dict[str, Any] = dict(disk.start)
            for place, (change, _) in enumerate(changes):
                if place not in lost_changes:
                    change.deed(names)
            texts = {}
            for number, (body, _, made) in enumerate(bodies):
                kept = (part for at, part in enumerate(body.parts[:made]) if (number, at) not in lost_parts)
                texts[id(body)] = b"".join(kept)
            folders = old | {name for name in names if name.endswith("/")}
            yield {
                name: body if isinstance(body, bytes) else texts.get(id(body), b"")
                for name, body in names.items()
                if body is not None and f"{name.rpartition('/')[0]}/" in folders
            }


def subsets(size: int) -> Iterator[tuple[bool, ...]]:
    """Every choice of what is lost; where there are too many, the extremes and a fair draw."""
    if 2**size <= STATES:
        yield from itertools.product((False, True), repeat=size)
        return
    draw = random.Random(size)
    yield from ((False,) * size, (True,) * size)
    for _ in range(STATES - 2):
        yield tuple(draw.random() < 0.5 for _ in range(size))
