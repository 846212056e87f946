"""The project's lock: one writer at a time. It belongs to the kernel and ends with its process.

Room: files.  Problems: lock.held.

Where the system can, the folder itself is locked, so that waiting writes nothing; elsewhere a file that git ignores.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ressio_cli.model.problem import trouble

PATIENCE = 10.0  # seconds
_PAUSE = 0.02
_NOTE_AFTER = 0.5
FILE = ".ressio-lock"


@contextmanager
def locked(root: Path, tell: Callable[[str], None], patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock; waits up to `patience` seconds, with a word once it takes long, then gives up with Trouble."""
    try:
        import fcntl
    except ImportError:
        with _locked_file(root, patience):
            yield
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        began, told = time.monotonic(), False
        while not _taken(fcntl, handle):
            waited = time.monotonic() - began
            if waited > patience:
                raise _held(patience, _holder(handle))
            if waited > _NOTE_AFTER and not told:
                told = True
                tell(f"waiting for another ressio command{_holder(handle)} to finish")
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


def _taken(fcntl: object, handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # type: ignore[attr-defined]
    except BlockingIOError:
        return False
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
def _locked_file(root: Path, patience: float) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        with FileLock(root / FILE, timeout=patience):
            yield
    except Timeout:
        raise _held(patience, "") from None


def _held(patience: float, holder: str) -> Exception:
    message = f"another ressio command{holder} has held the project's lock for {patience:g} seconds"
    return trouble("lock.held", message, "wait until it has finished, then give the command again")
