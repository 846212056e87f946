"""Strays: unfinished files that a writer left behind when it was cut off, found wherever we write and taken away.

Room: files.  Problems: disk.failed.

Called under the project's lock, so a stray file has no owner any more. A folder that is being built aside is built
without the lock; its builder holds a lock on the folder itself, and it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ressio_cli.files import disk
from ressio_cli.model.problem import Trouble

_OURS = re.compile(r"\.ressio-tmp-[0-9a-f]{12}", re.ASCII)
_FOLDERS = (
    "", "changes", "bills", "drafts", "invoices", "invoices/superseded", "payments", "outbox", "outbox/failed",
    "outbox/unknown", "outbox/sent", "pdf",
)  # fmt: skip
_ATTACHMENTS, _DEEPEST = "attachments", 4


def sweep(root: Path) -> int:
    """Take every stray away; returns how many there were."""
    return sum(disk.discard(root, path) for path in found(root) if not in_use(root, path))


def found(root: Path) -> list[str]:
    """Every unfinished file and folder, by its path in the project."""
    paths = []
    for folder in (*_FOLDERS, *_below(root, _ATTACHMENTS, _DEEPEST)):
        if disk.is_folder(root, folder) and disk.lies_inside(root, folder):
            names = (name for name, _ in disk.names(root, folder) if _OURS.fullmatch(name))
            paths += [f"{folder}/{name}" if folder else name for name in names]
    return paths


def sweep_beside(folder: Path, age: int) -> None:
    """Take away stray files in a folder outside the project, where nobody has a lock: those older than `age` seconds.

    How old they are is told by the folder, into which a file was just put.
    """
    with suppress(Trouble, OSError):
        now = disk.calls.status(str(folder)).st_mtime
        for name, is_folder in disk.names(folder, ""):
            ours = _OURS.fullmatch(name) and not is_folder
            if ours and now - disk.calls.status(str(folder / name), follow=False).st_mtime > age:
                disk.discard(folder, name)


def _below(root: Path, folder: str, levels: int) -> Iterator[str]:
    """A folder with those below it, each paper's attachments have one of their own."""
    if not levels or not disk.is_folder(root, folder) or not disk.lies_inside(root, folder):
        return
    yield folder
    for name, is_folder in disk.names(root, folder):
        if is_folder and not name.startswith("."):
            yield from _below(root, f"{folder}/{name}", levels - 1)


def hold(handle: int) -> None:
    """Lock an open file or folder that is ours, so that no other command takes it for a stray."""
    with suppress(ImportError, OSError):  # without such locks the project's lock is held all the while
        disk.calls.lock(handle, _exclusive())


def in_use(root: Path, path: str) -> bool:
    """Somebody builds this folder, or holds this file, right now."""
    with suppress(ImportError, OSError, Trouble):
        handle = disk.calls.open_old(disk.real_path(root, path), follow=False)
        try:
            disk.calls.lock(handle, _exclusive())
        except BlockingIOError:
            return True
        finally:
            disk.calls.close_old(handle)
    return False


def _exclusive() -> int:
    import fcntl

    return fcntl.LOCK_EX | fcntl.LOCK_NB
