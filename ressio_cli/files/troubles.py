"""Failures of the system in words: what could not be done, why, and what to do.

Room: files.  Problems: disk.failed.
"""

from __future__ import annotations

import errno
import os
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
    errno.ENFILE: "too many files are open on this machine",
    errno.EIO: "the disk reports a fault",
    errno.ENOENT: "it is not there",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "what should be its folder is a file",
    errno.ENOTEMPTY: "it is not empty",
    errno.ELOOP: "its links lead in a circle",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EBUSY: "another program uses it",
    errno.ENOLCK: "the disk cannot lock files",
    errno.ENOMEM: "there is not enough memory",
    errno.EAGAIN: "the system has no room for another process",
    errno.ESTALE: "the network disk lost it",
}
_ROOM, _RIGHTS = "make room on the disk, then give the command again", "look at the rights of the file and its folder"
_AGAIN = "close other programs, then give the command again"
_HINTS = {
    errno.ENOSPC: _ROOM, errno.EDQUOT: _ROOM, errno.EACCES: _RIGHTS, errno.EPERM: _RIGHTS, errno.EROFS: _RIGHTS,
    errno.EIO: "look after the disk, and after your copies", errno.EMFILE: _AGAIN, errno.ENFILE: _AGAIN,
    errno.ENOMEM: _AGAIN, errno.EAGAIN: _AGAIN, errno.EBUSY: _AGAIN,
    errno.ESTALE: "connect the disk, then give the command again",
}  # fmt: skip


@contextmanager
def told(path: str, done: str) -> Iterator[None]:
    """Turn a failure with a file into Trouble. `done` completes "this could not be …"."""
    try:
        yield
    except OSError as error:
        raise failed(error, path, done) from error


def failed(error: OSError, path: str, done: str) -> Trouble:
    """The trouble that a failure with a file is."""
    hint = _HINTS.get(error.errno or 0, "")
    return trouble("disk.failed", path, f"this could not be {done}: {reason(error)}", hint)


def reason(error: OSError) -> str:
    """Why a call failed, in words."""
    return _REASONS.get(error.errno or 0) or (error.strerror or type(error).__name__).lower()


def unforeseen(error: OSError) -> Trouble:
    """The trouble that a failure is which no step expected."""
    name = error.filename if isinstance(error.filename, (str, bytes)) else ""
    return failed(error, os.fsdecode(name), "done")


def trouble(code: str, path: str, message: str, hint: str = "") -> Trouble:
    """A trouble with one file."""
    return Trouble([Problem(code, message, Origin(path), hint)])
