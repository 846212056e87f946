"""The project's lock: one writer at a time. It belongs to the kernel and ends with its process.

Room: files.  Problems: lock.held, disk.failed, file.outside.

Where the system can, the folder itself is locked, so that waiting writes nothing; elsewhere, as on Windows and on
network disks that lock no folders, a file that git ignores.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ressio_cli.model.problem import Trouble, trouble

PATIENCE = 10.0  # seconds
FILE = ".ressio-lock"

_PAUSE = 0.02
_NOTE_AFTER = 0.5
_TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)


class _NoFolderLocks(Exception):
    """This system, or this disk, cannot lock a folder."""


@contextmanager
def locked(root: Path, tell: Callable[[str], None], patience: float | None = None) -> Iterator[None]:
    """Hold the lock; waits up to `patience` seconds, with a word once it takes long, then gives up with Trouble."""
    patience = PATIENCE if patience is None else patience
    try:
        handle = os.open(root, os.O_RDONLY)
    except OSError:
        handle = -1  # Windows opens no folders; where we may not, the lock file says so
    try:
        try:
            _wait(lambda: _taken(handle), lambda: _holder(handle), tell, patience)
        except _NoFolderLocks:
            with _locked_file(root, tell, patience):
                yield
            return
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def _wait(taken: Callable[[], bool], holder: Callable[[], str], tell: Callable[[str], None], patience: float) -> None:
    began, told = time.monotonic(), False
    while not taken():
        waited = time.monotonic() - began
        if waited > patience:
            raise _held(patience, holder())
        if waited > _NOTE_AFTER and not told:
            told = True
            tell(f"waiting for another ressio command{holder()} to finish")
        time.sleep(_PAUSE)


def _taken(handle: int) -> bool:
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        raise _NoFolderLocks from None
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise _NoFolderLocks from None
    return True


def _holder(handle: int) -> str:
    """` (process 123)`, where the system tells."""
    found = os.fstat(handle)
    with suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            words = line.split()
            inode = words[5].rpartition(":")[2] if words[1] == "FLOCK" else ""
            if inode == str(found.st_ino):
                return f" (process {words[4]})"
    return ""


@contextmanager
def _locked_file(root: Path, tell: Callable[[str], None], patience: float) -> Iterator[None]:
    from filelock import FileLock, Timeout

    if os.path.islink(root / FILE):
        raise trouble("file.outside", f"{FILE} is a link", "remove it")
    lock = FileLock(root / FILE)

    def taken() -> bool:
        try:
            lock.acquire(timeout=0)
        except (Timeout, PermissionError):  # Windows answers so for a moment after a file was released
            if not os.access(root, os.W_OK):
                raise trouble("disk.failed", f"{FILE} could not be written: permission is denied") from None
            return False
        except OSError as error:
            raise trouble("disk.failed", f"{FILE} could not be written: {error.strerror}") from None
        return True

    _wait(taken, lambda: "", tell, patience)
    try:
        yield
    finally:
        lock.release()


def _held(patience: float, holder: str) -> Trouble:
    message = f"another ressio command{holder} has held the project's lock for {patience:g} seconds"
    return trouble("lock.held", message, "wait until it has finished, then give the command again")
