"""The disk: the only module that reads and changes files, through a handful of calls that a test can log and fail.

Room: files.  Problems: disk.failed, file.changed, file.exists, file.outside.

A new text is written beside its place, flushed, and put there in one step, so that a reader sees the old file or the
new one as a whole. Nothing is reported done before the folder itself was flushed.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from ressio_cli.files.bytes import LARGEST
from ressio_cli.model.problem import Origin, Problem, Trouble

STRAY = ".ressio-tmp-"  # how the names of unfinished files begin; readers pass over them

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your quota of the disk is used up",
    errno.EFBIG: "the file would be larger than is allowed",
    errno.EACCES: "permission is denied",
    errno.EPERM: "it is not permitted",
    errno.EROFS: "the disk can only be read",
    errno.EMFILE: "too many files are open",
    errno.EIO: "the disk reports a fault",
}


class Calls:
    """The calls that touch the disk. A test puts others in their place."""

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


calls = Calls()


def read(root: Path, path: str) -> bytes | None:
    """The bytes of a regular file of the project; None where it is something else. Never more than is read of any file.

    Raises Trouble where the world does not let it be read. A pipe is not waited for.
    """
    with _told(path, "read"):
        handle = os.open(root / path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return None
            return _all_of(handle, LARGEST + 1)
        finally:
            os.close(handle)


def read_any(path: Path, largest: int) -> bytes:
    """The bytes of a regular file anywhere, as a person named it; more than `largest` bytes are refused."""
    with _told(str(path), "read"):
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise _trouble("file.not-regular", str(path), f"{path} is not a regular file")
            data = _all_of(handle, largest + 1)
        finally:
            os.close(handle)
    if len(data) > largest:
        raise _trouble("file.too-large", str(path), f"{path} is larger than {largest // 1024 // 1024} MiB")
    return data


def _all_of(handle: int, most: int) -> bytes:
    parts, left = [], most
    while left and (part := os.read(handle, min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def stage(root: Path, path: str, data: bytes) -> str:
    """Write the bytes under a passing name beside `path`, flushed; answers that name relative to the project."""
    folder = path.rpartition("/")[0]
    _ensure_folder(root, folder)
    name = f"{STRAY}{token_hex(6)}"
    staged = f"{folder}/{name}" if folder else name
    with _told(path, "written"):
        try:
            _write_new(_real(root, staged), data)
        except BaseException:
            discard(root, staged)
            raise
    return staged


def _write_new(path: str, data: bytes) -> None:
    handle = calls.open_new(path)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[calls.write(handle, bytes(rest)) :]
        calls.flush(handle)
    except BaseException:
        with suppress(OSError):
            calls.close(handle)
        raise
    calls.close(handle)


def create(root: Path, staged: str, path: str) -> None:
    """Put a staged file where none may be yet."""
    source, target = _real(root, staged), _real(root, path)
    with _told(path, "written"):
        try:
            calls.link(source, target)
        except FileExistsError:
            hint = "somebody else wrote it just now: look at it, then give the command again"
            raise _trouble("file.exists", path, f"{path} exists already", hint) from None
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            _create_without_links(source, target, path)
        else:
            calls.remove(source)
        _flush_folder(target)


def _create_without_links(source: str, target: str, path: str) -> None:
    """Claim the name with an empty file, then put the staged one in its place."""
    try:
        calls.close(calls.open_new(target))
    except FileExistsError:
        raise _trouble(
            "file.exists", path, f"{path} exists already", "look at it, then give the command again"
        ) from None
    try:
        calls.rename(source, target)
    except BaseException:
        with suppress(OSError):
            calls.remove(target)
        raise


def replace(root: Path, staged: str, path: str) -> None:
    """Put a staged file in the place of one that is there; it keeps that one's permissions."""
    source, target = _real(root, staged), _real(root, path)
    with _told(path, "written"):
        with suppress(OSError):
            os.chmod(source, stat.S_IMODE(os.stat(target).st_mode))
        calls.rename(source, target)
        _flush_folder(target)


def remove(root: Path, path: str) -> None:
    """Take a file away."""
    target = _real(root, path)
    with _told(path, "removed"):
        calls.remove(target)
        _flush_folder(target)


def discard(root: Path, path: str) -> None:
    """Take a passing file away; it does not matter where that is not possible, the next writer does it."""
    with suppress(OSError, Trouble):
        calls.remove(_real(root, path))


def strays(root: Path, folders: Iterator[str] | tuple[str, ...]) -> list[str]:
    """Passing files that a writer left behind when it was cut off."""
    found = []
    for folder in folders:
        with suppress(OSError), os.scandir(root / folder) as entries:
            names = sorted(entry.name for entry in entries if entry.name.startswith(STRAY))
            found += [f"{folder}/{name}" if folder else name for name in names]
    return found


def _ensure_folder(root: Path, folder: str) -> None:
    parts = [part for part in folder.split("/") if part]
    for place in range(1, len(parts) + 1):
        path = "/".join(parts[:place])
        if os.path.isdir(root / path):
            continue
        with _told(path, "made"):
            target = _real(root, path)
            with suppress(FileExistsError):
                calls.make_folder(target)
            _flush_folder(target)


def _flush_folder(path: str) -> None:
    """Bring the names of the folder to the disk, where the system can flush folders."""
    flags = getattr(os, "O_DIRECTORY", None)
    if flags is None:
        return
    handle = os.open(os.path.dirname(path), os.O_RDONLY | flags)
    try:
        calls.flush(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def _real(root: Path, path: str) -> str:
    """Where a path of the project really lies; refused outside the project, as through a planted link."""
    folder, _, name = path.rpartition("/")
    inside = os.path.realpath(root)
    real = os.path.realpath(os.path.join(inside, folder))
    if name in ("", ".", "..") or os.path.commonpath([inside, real]) != inside:
        raise _trouble("file.outside", path, f"{path} does not lie in the project", "replace the link by a folder")
    target = os.path.join(real, name)
    if os.path.islink(target):
        target = os.path.realpath(target)
        if os.path.commonpath([inside, target]) != inside:
            raise _trouble("file.outside", path, f"{path} is a link out of the project", "replace it by a file")
    return target


@contextmanager
def _told(path: str, done: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or (error.strerror or type(error).__name__).lower()
        raise _trouble("disk.failed", path, f"{path} could not be {done}: {reason}") from error


def _trouble(code: str, path: str, message: str, hint: str = "") -> Trouble:
    return Trouble([Problem(code, message, Origin(path), hint)])
