"""The calls that change the disk, one by one, so that a test can log them, fail the Nth, or stop there.

Room: files.
"""

from __future__ import annotations

import os


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

    def remove(self, path: str) -> None:
        """Take a name away."""
        os.unlink(path)

    def make_folder(self, path: str) -> None:
        """Create a folder."""
        os.mkdir(path)
