"""The calls that touch the disk, one by one, so that a test can log them, fail the Nth, or stop there.

Room: files.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of renameat2(2)
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Calls:
    """What is asked of the system. The first group looks, the second locks, the third changes."""

    def status(self, path: str, follow: bool = True) -> os.stat_result:
        """Describe a file or folder; of a link, what it leads to where `follow` is set."""
        return os.stat(path, follow_symlinks=follow)

    def status_of(self, handle: int) -> os.stat_result:
        """Describe an open file."""
        return os.fstat(handle)

    def real(self, path: str) -> str:
        """Follow every link of a path."""
        return os.path.realpath(path)

    def entries(self, path: str) -> list[os.DirEntry[str]]:
        """List a folder."""
        with os.scandir(path) as found:
            return list(found)

    def open_old(self, path: str, follow: bool = True) -> int:
        """Open a file to read it; a pipe is not waited for. Without `follow` a link is an error."""
        return os.open(path, _READ | (0 if follow else getattr(os, "O_NOFOLLOW", 0)))

    def open_folder(self, path: str) -> int:
        """Open a folder, to lock it or to flush its names."""
        return os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))

    def read(self, handle: int, most: int) -> bytes:
        """Read at most so many bytes; none at the end."""
        return os.read(handle, most)

    def close_old(self, handle: int) -> None:
        """Close what was only read, listed or locked."""
        os.close(handle)

    def lock(self, handle: int, operation: int) -> None:
        """Lock an open file or folder with flock(2). Raises ImportError on systems without it."""
        import fcntl

        fcntl.flock(handle, operation)

    def open_new(self, path: str) -> int:
        """Create a file that must not exist."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)

    def write(self, handle: int, data: bytes) -> int:
        """Write; returns how much was taken."""
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

    def remove_folder(self, path: str) -> None:
        """Take an empty folder away."""
        os.rmdir(path)

    def remove_tree(self, path: str) -> None:
        """Take a folder away with all that lies in it."""
        shutil.rmtree(path)

    def change_mode(self, path: str, mode: int) -> None:
        """Set the permissions of a file."""
        os.chmod(path, mode)
