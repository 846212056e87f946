"""Files and folders that are made of the facts and may be thrown away: made aside, and put in place whole.

Room: files.  Problems: folder.foreign, disk.failed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from ressio_cli.files import disk, strays
from ressio_cli.files.troubles import told, trouble
from ressio_cli.model.problem import Trouble
from ressio_cli.model.record import dataclass

DERIVED = ".ressio-derived"  # stands in a folder that may be thrown away and made again


@dataclass(slots=True)
class Aside:
    """A folder that is built and waits to be put in its place. `handle` keeps it from being taken for a stray."""

    root: Path
    name: str
    fresh: str
    handle: int

    def put(self) -> None:
        """Put it in the place of the folder that is there, in one step where that can be. Under the project's lock."""
        target = _target(self.root, self.name)
        old = _beside(target)
        with told(self.name, "written"):
            try:
                _swap(self.fresh, target, old)
                disk.flush_names(target)
            finally:
                _clear(old)
                self.drop()

    def drop(self) -> None:
        """Do without it."""
        _clear(self.fresh)
        if self.handle >= 0:
            with suppress(OSError):
                disk.calls.close_old(self.handle)
            self.handle = -1


def put_file(root: Path, path: str, data: bytes) -> None:
    """Write a file that is derived from others, whatever was there before."""
    staged = disk.stage(root, path, data)
    try:
        disk.replace(root, staged, path)
    except BaseException:
        disk.discard(root, staged)
        raise


def build_folder(root: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Build a derived folder and put it in its place at once."""
    built_aside(root, name, files).put()


def built_aside(root: Path, name: str, files: Mapping[str, bytes]) -> Aside:
    """Build a derived folder beside its place.

    A file that says what the one that is there says gets that one as a second name: nothing is written or flushed
    twice. Refused where the folder is not one this program made. The files are asked for one at a time.
    """
    target = _target(root, name)
    aside = Aside(root, name, _beside(target), -1)
    with told(name, "written"):
        try:
            disk.calls.make_folder(aside.fresh)
            if hasattr(os, "O_DIRECTORY"):
                aside.handle = disk.calls.open_folder(aside.fresh)
                strays.hold(aside.handle)
            _fill(aside.fresh, target, files)
        except BaseException:
            aside.drop()
            raise
    return aside


def _target(root: Path, name: str) -> str:
    if disk.is_there(root, name) and not disk.is_file(root, f"{name}/{DERIVED}"):
        hint = f"move {name} elsewhere, or remove it"
        raise trouble("folder.foreign", name, f"{name} is not a folder that ressio made", hint)
    return disk.real_path(root, name)


def _beside(target: str) -> str:
    return os.path.join(os.path.dirname(target), f"{disk.STRAY}{token_hex(6)}")


def _clear(folder: str) -> None:
    with suppress(OSError):
        disk.calls.remove_tree(folder)


def _fill(fresh: str, there: str, files: Mapping[str, bytes]) -> None:
    folders, marked = {fresh}, DERIVED in tuple(files)
    for path in files if marked else (DERIVED, *files):
        data = files[path] if marked or path != DERIVED else b""
        place = os.path.join(fresh, path)
        _make_folders(os.path.dirname(place), folders)
        if not _named_again(os.path.join(there, path), place, data):
            disk.write_new(place, data)
    for folder in sorted(folders, reverse=True):
        disk.flush_names(os.path.join(folder, disk.STRAY))


def _make_folders(folder: str, made: set[str]) -> None:
    if folder not in made:
        _make_folders(os.path.dirname(folder), made)
        disk.calls.make_folder(folder)
        made.add(folder)


def _named_again(there: str, place: str, data: bytes) -> bool:
    """Give a file that has these bytes already a second name; whether that could be done."""
    with suppress(OSError, Trouble):
        found, (folder, name) = disk.calls.status(there, follow=False), os.path.split(there)
        alike = stat.S_ISREG(found.st_mode) and found.st_size == len(data)
        if alike and disk.read(Path(folder), name, len(data) + 1) == data:
            disk.calls.link(there, place)
            return True
    return False


def _swap(fresh: str, target: str, old: str) -> None:
    """Put a folder in the place of another: in one step, or where the system has none, in two."""
    if disk.status(target, follow=False) is None:
        disk.calls.rename(fresh, target)
    elif not disk.calls.exchange(fresh, target):
        disk.calls.rename(target, old)
        disk.calls.rename(fresh, target)
