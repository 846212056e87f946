"""The project's lock: one writer at a time. It belongs to the kernel and ends with its process.

Room: files.  Problems: lock.held, disk.failed, file.outside.

Where the system can, the folder itself is locked, so that waiting writes nothing; elsewhere, as on Windows and on
network disks that lock no folders, a file that git ignores. Whoever waits for the folder stands in the kernel's own
queue: it is woken when the lock is free, and does not have to look in at the right moment.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import field
from pathlib import Path

from ressio_cli.files import disk
from ressio_cli.files.troubles import failed, told
from ressio_cli.model.problem import Trouble, trouble
from ressio_cli.model.record import dataclass

PATIENCE = 10.0  # seconds
FILE = ".ressio-lock"

_PAUSE = 0.02
_NOTE_AFTER = 0.5
_TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)

Tell = Callable[[str], None]


class _NoFolderLocks(Exception):
    """This system, or this disk, cannot lock a folder."""


@dataclass(slots=True)
class Hold:
    """The lock in our hands. `early`: it may be given back before the work that follows is done.

    Where a file is the lock there is no telling whether the owner of an unfinished file lives: there it is kept.
    """

    give_back: Callable[[], None]
    early: bool
    given: bool = field(default=False)

    def release(self) -> None:
        """Give the lock back, once."""
        if not self.given:
            self.given = True
            self.give_back()

    def release_early(self) -> None:
        """Give the lock back before the end, where that may be."""
        if self.early:
            self.release()


@contextmanager
def locked(root: Path, tell: Tell, patience: float | None = None) -> Iterator[Hold]:
    """Hold the lock; waits up to `patience` seconds, with a word once it takes long, then gives up with Trouble."""
    patience = PATIENCE if patience is None else patience
    try:
        hold = _folder(root, tell, patience)
    except _NoFolderLocks:
        hold = _file(root, tell, patience)
    try:
        yield hold
    finally:
        hold.release()


def is_free(root: Path) -> bool:
    """Nobody holds the lock now; where that cannot be told, nobody is assumed to."""
    with suppress(OSError, ImportError):
        import fcntl

        handle = disk.calls.open_folder(str(root))
        try:
            disk.calls.lock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            disk.calls.close_old(handle)
    return True


def _folder(root: Path, tell: Tell, patience: float) -> Hold:
    """The lock on the folder itself."""
    if os.name == "nt":
        raise _NoFolderLocks
    with told(".", "locked"):
        handle = disk.calls.open_folder(str(root))
    queue = _Queue(handle)
    try:
        if not queue.enter():
            _wait(queue.is_served, lambda: _holder(handle), tell, patience)
    except BaseException:
        queue.leave()
        raise
    return Hold(lambda: disk.calls.close_old(handle), early=True)


class _Queue:
    """A place in the kernel's queue for a lock, kept by a thread: a call that waits cannot be called off."""

    def __init__(self, handle: int) -> None:
        self.handle = handle
        self.error: OSError | None = None
        self.served = threading.Event()
        self.waits = self.left = False
        self.guard = threading.Lock()

    def enter(self) -> bool:
        """Take the lock where it is free, else begin to wait for it; whether it is ours already."""
        try:
            import fcntl

            disk.calls.lock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            raise _NoFolderLocks from None
        except OSError as error:
            if error.errno not in _TAKEN:
                raise _NoFolderLocks from None
            self.waits = True
            threading.Thread(target=self._stand, daemon=True).start()
            return False
        return True

    def _stand(self) -> None:
        import fcntl

        try:
            disk.calls.lock(self.handle, fcntl.LOCK_EX)
        except OSError as error:
            self.error = error
        with self.guard:
            self.served.set()
            if self.left:
                disk.calls.close_old(self.handle)

    def is_served(self, seconds: float) -> bool:
        """Whether the lock is ours; looks for so long at most."""
        if not self.served.wait(seconds):
            return False
        if self.error:
            raise failed(self.error, ".", "locked") from self.error
        return True

    def leave(self) -> None:
        """Do without the lock. Where the thread still waits for it, it is given back as soon as it comes."""
        with self.guard:
            self.left = True
            if self.served.is_set() or not self.waits:
                disk.calls.close_old(self.handle)


def _wait(taken: Callable[[float], bool], holder: Callable[[], str], tell: Tell, patience: float) -> None:
    """Wait until `taken` says so, which itself may wait for the seconds it is given."""
    began, noted = time.monotonic(), False
    while not taken(_PAUSE):
        waited = time.monotonic() - began
        if waited > patience:
            raise _held(patience, holder())
        if waited > _NOTE_AFTER and not noted:
            noted = True
            tell(f"waiting for {_named(holder())} to finish")


def _holder(handle: int) -> str:
    """The number of the process that holds the lock, where the system tells."""
    with suppress(OSError, ValueError, IndexError):
        inode = str(disk.calls.status_of(handle).st_ino)
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            words = line.split()
            if words[1] == "FLOCK" and words[5].rpartition(":")[2] == inode:
                return words[4]
    return ""


def _named(process: str) -> str:
    return f"another ressio command (process {process})" if process else "another ressio command"


def _held(patience: float, process: str) -> Trouble:
    message = f"the project's lock was not free for {patience:g} seconds; {_named(process)} holds it now"
    return trouble("lock.held", message, "wait until it has finished, then give the command again")


def _file(root: Path, tell: Tell, patience: float) -> Hold:
    """A file as the lock."""
    from filelock import FileLock, Timeout

    if disk.is_link(root, FILE):
        raise trouble("file.outside", f"{FILE} is a link", "remove it")
    lock = FileLock(root / FILE)

    def taken(seconds: float) -> bool:
        try:
            lock.acquire(timeout=0)
        except (Timeout, PermissionError):  # Windows answers so for a moment after a file was released
            if not os.access(root, os.W_OK):
                raise trouble("disk.failed", f"{FILE} could not be written: permission is denied") from None
            time.sleep(seconds)
            return False
        except OSError as error:
            raise failed(error, FILE, "written") from error
        return True

    _wait(taken, lambda: "", tell, patience)
    return Hold(lock.release, early=False)
