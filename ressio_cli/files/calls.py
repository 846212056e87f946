"""The calls that change the disk, one by one, so that a test can log them, fail the Nth, or stop there.

Room: files.
"""

from __future__ import annotations

import errno
import os
import sys

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of renameat2(2)


class Calls:
    """What `disk` does to files."""

    def open_new(self, path: str) -> int:
        """Create a file that must not exist."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)

    def write(self, handle: int, data: bytes) -> int:
        """Write; answers how much was taken."""
        return os.write(handle, data)

    def flush(self, handle: int) -> None:
        """Bring a file, or the names in a folder, to the disk itself."""
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """Close; a late error is an error."""
        os.close(handle)

    def link(self, source: str, target: str) -> None:
        """Give a file a second name that must not exist."""
        os.link(source, target)

    def rename(self, source: str, target: str) -> None:
        """Put a file in another's place in one step."""
        os.replace(source, target)

    def exchange(self, one: str, other: str) -> bool:
        """Put two files or folders each in the other's place in one step; False where the system cannot do that."""
        if not sys.platform.startswith("linux"):
            return False
        import ctypes

        names = os.fsencode(one), os.fsencode(other)
        try:
            done = ctypes.CDLL(None, use_errno=True).renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE)
        except (AttributeError, OSError):
            return False  # a C library without it
        number = ctypes.get_errno() if done else 0
        if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP):
            return False
        if number:
            raise OSError(number, os.strerror(number), one)
        return True

    def remove(self, path: str) -> None:
        """Take a name away."""
        os.unlink(path)

    def make_folder(self, path: str) -> None:
        """Create a folder."""
        os.mkdir(path)
