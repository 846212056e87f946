"""Folders that are made of the files of a project and may be thrown away: built aside, and put in place whole.

Room: files.  Problems: folder.foreign, disk.failed.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from ressio_cli.files import disk
from ressio_cli.files.troubles import told, trouble

DERIVED = ".ressio-derived"  # stands in a folder that may be thrown away and made again


def build_folder(root: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Build a derived folder aside and put it in the place of the one that is there, in one step where that can be.

    A file that says what the one that is there says gets that one as a second name: nothing is written or flushed
    twice. Refused where the folder is not one this program made. The files are asked for one at a time.
    """
    target = disk.real_path(root, name)
    if os.path.lexists(root / name) and not os.path.isfile(os.path.join(target, DERIVED)):
        hint = f"move {name} elsewhere, or remove it"
        raise trouble("folder.foreign", name, f"{name} is not a folder that ressio made", hint)
    fresh, old = (os.path.join(os.path.dirname(target), f"{disk.STRAY}{token_hex(6)}") for _ in range(2))
    with told(name, "written"):
        try:
            _fill(fresh, target, files)
            _swap(fresh, target, old)
            disk.flush_names(target)
        finally:
            for left in (fresh, old):
                shutil.rmtree(left, ignore_errors=True)


def _fill(fresh: str, there: str, files: Mapping[str, bytes]) -> None:
    folders, marked = {fresh}, DERIVED in tuple(files)
    for path in files if marked else (DERIVED, *files):
        data = files[path] if marked or path != DERIVED else b""
        place = os.path.join(fresh, path)
        folders.add(os.path.dirname(place))
        os.makedirs(os.path.dirname(place), exist_ok=True)
        if not _named_again(os.path.join(there, path), place, data):
            disk.write_new(place, data)
    for folder in sorted(folders, reverse=True):
        disk.flush_names(os.path.join(folder, disk.STRAY))


def _named_again(there: str, place: str, data: bytes) -> bool:
    """Give a file that has these bytes already a second name; answers whether that could be done."""
    with suppress(OSError):
        found = os.lstat(there)
        if stat.S_ISREG(found.st_mode) and found.st_size == len(data) and Path(there).read_bytes() == data:
            disk.calls.link(there, place)
            return True
    return False


def _swap(fresh: str, target: str, old: str) -> None:
    """Put a folder in the place of another: in one step, or where the system has none, in two."""
    if os.path.lexists(target) and not disk.calls.exchange(fresh, target):
        disk.calls.rename(target, old)
    if os.path.lexists(fresh) and not os.path.lexists(target):
        disk.calls.rename(fresh, target)
