"""What goes wrong with the disk, in words.

Room: files.  Problems: disk.failed.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from ressio_cli.model.problem import Origin, Problem, Trouble

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your quota of the disk is used up",
    errno.EFBIG: "the file would be larger than is allowed",
    errno.EACCES: "permission is denied",
    errno.EPERM: "it is not permitted",
    errno.EROFS: "the disk can only be read",
    errno.EMFILE: "too many files are open",
    errno.EIO: "the disk reports a fault",
    errno.ENOENT: "it is not there",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "what should be its folder is a file",
    errno.ELOOP: "its links lead in a circle",
    errno.ENAMETOOLONG: "its name is too long",
}
_ROOM, _RIGHTS = "make room on the disk, then give the command again", "look at the rights of the file and its folder"
_HINTS = {
    errno.ENOSPC: _ROOM, errno.EDQUOT: _ROOM, errno.EACCES: _RIGHTS, errno.EPERM: _RIGHTS, errno.EROFS: _RIGHTS,
    errno.EIO: "look after the disk, and after your copies",
}  # fmt: skip


@contextmanager
def told(path: str, done: str) -> Iterator[None]:
    """What the system reports of a file as a trouble. `done` completes "this could not be …"."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or (error.strerror or type(error).__name__).lower()
        hint = _HINTS.get(error.errno or 0, "")
        raise trouble("disk.failed", path, f"this could not be {done}: {reason}", hint) from error


def trouble(code: str, path: str, message: str, hint: str = "") -> Trouble:
    """A trouble with one file."""
    return Trouble([Problem(code, message, Origin(path), hint)])
