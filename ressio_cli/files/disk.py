"""The disk: the only module that reads and changes files; it changes them through the handful of `calls` alone.

Room: files.  Problems: disk.failed, file.exists, file.outside, file.not-there, file.not-regular, file.too-large.

A new text is written beside its place, flushed, and put there in one step, so that a reader sees the old file or the
new one as a whole. Nothing is reported done before the folder itself was flushed.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from ressio_cli.files.bytes import LARGEST
from ressio_cli.files.calls import Calls
from ressio_cli.files.troubles import told, trouble
from ressio_cli.model.problem import Trouble, misused

STRAY = ".ressio-tmp-"  # how the names of unfinished files begin; readers pass over them

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
_NO_FLUSH = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)
JUST_NOW = "somebody else wrote it just now: look at it, then give the command again"

calls = Calls()  # a test puts others in their place


def read(root: Path, path: str, most: int = LARGEST + 1) -> bytes | None:
    """The bytes of a regular file of the project, no more than `most`; None where it is something else.

    Raises Trouble where the world does not let it be read. A pipe is not waited for.
    """
    with told(path, "read"):
        handle = os.open(root / path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return None
            return _all_of(handle, most)
        finally:
            os.close(handle)


def read_any(path: Path, largest: int) -> bytes:
    """The bytes of a regular file anywhere, as a person named it; more than `largest` bytes are refused."""
    if not os.path.lexists(path):
        hint = "look at the name, and at the folder you are in"
        raise misused("file.not-there", f"there is no file {str(path)!r}", hint)
    with told(str(path), "read"):
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise misused("file.not-regular", f"{str(path)!r} is not a regular file")
            data = _all_of(handle, largest + 1)
        finally:
            os.close(handle)
    if len(data) > largest:
        raise misused("file.too-large", f"{str(path)!r} is larger than {largest // 1024 // 1024} MiB")
    return data


def names(root: Path, folder: str) -> list[tuple[str, bool]]:
    """What lies in a folder of the project, by name, and whether it is a folder itself."""
    with told(folder or ".", "read"), os.scandir(root / folder) as entries:
        return sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)


def lies_inside(root: Path, path: str) -> bool:
    """The path, or what it is a link to, lies in the project."""
    try:
        real, inside = os.path.realpath(root / path), os.path.realpath(root)
        return os.path.commonpath([inside, real]) == inside
    except ValueError:
        return False


def _all_of(handle: int, most: int) -> bytes:
    parts, left = [], most
    while left and (part := os.read(handle, min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def stage(root: Path, path: str, data: bytes) -> str:
    """Write the bytes under a passing name beside `path`, flushed; answers that name relative to the project."""
    from secrets import token_hex

    real_path(root, path)
    folder = path.rpartition("/")[0]
    _ensure_folder(root, folder)
    name = f"{STRAY}{token_hex(6)}"
    staged = f"{folder}/{name}" if folder else name
    with told(path, "written"):
        try:
            write_new(real_path(root, staged), data)
        except BaseException:
            discard(root, staged)
            raise
    return staged


def write_new(path: str, data: bytes) -> None:
    """Write a new file at a real path, flushed."""
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
    """Put a staged file where none may be yet. The new name is the moment of truth; the passing one may stay behind."""
    source, target = real_path(root, staged), real_path(root, path)
    with told(path, "written"):
        try:
            calls.link(source, target)
        except FileExistsError:
            raise _exists(path) from None
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            _create_without_links(source, target, path)
        flush_names(target)
    if os.path.lexists(source):
        discard(root, staged)


def _create_without_links(source: str, target: str, path: str) -> None:
    """Where a disk knows no second names: whoever holds the claim may look whether the place is free, and take it."""
    folder, name = os.path.split(target)
    claim = os.path.join(folder, STRAY + sha256(os.fsencode(name)).hexdigest()[:12])
    try:
        calls.close(calls.open_new(claim))
    except FileExistsError:
        raise _exists(path) from None
    try:
        if os.path.lexists(target):
            raise _exists(path)
        calls.rename(source, target)
    finally:
        with suppress(OSError):
            calls.remove(claim)


def _exists(path: str) -> Trouble:
    return trouble("file.exists", path, "this file exists already", JUST_NOW)


def replace(root: Path, staged: str, path: str) -> None:
    """Put a staged file in the place of one that is there; it keeps that one's permissions."""
    source, target = real_path(root, staged), real_path(root, path, follow=True)
    with told(path, "written"):
        with suppress(OSError):
            os.chmod(source, stat.S_IMODE(os.stat(target).st_mode))
        calls.rename(source, target)
        flush_names(target)


def remove(root: Path, path: str) -> None:
    """Take a file away."""
    target = real_path(root, path)
    with told(path, "removed"):
        calls.remove(target)
        flush_names(target)


def discard(root: Path, path: str) -> bool:
    """Take a passing file or folder away; where that is not possible, the next writer does it."""
    with suppress(OSError, Trouble):
        real = real_path(root, path)
        if os.path.isdir(real) and not os.path.islink(real):
            shutil.rmtree(real)
        else:
            calls.remove(real)
        return True
    return False


def flush_folder(root: Path, folder: str) -> None:
    """Bring the names of a folder of the project to the disk."""
    with told(folder or ".", "written"):
        flush_names(real_path(root, f"{folder}/{STRAY}" if folder else STRAY))


def strays(root: Path, folders: Iterable[str]) -> list[str]:
    """Passing files and folders that a writer left behind when it was cut off, in these folders of the project."""
    found = []
    for folder in folders:
        if os.path.isdir(root / folder) and lies_inside(root, folder):
            inner = [name for name, _ in names(root, folder) if name.startswith(STRAY)]
            found += [f"{folder}/{name}" if folder else name for name in inner]
    return found


def _ensure_folder(root: Path, folder: str) -> None:
    parts = [part for part in folder.split("/") if part]
    for place in range(1, len(parts) + 1):
        path = "/".join(parts[:place])
        if os.path.isdir(root / path):
            continue
        with told(path, "made"):
            target = real_path(root, path)
            with suppress(FileExistsError):
                calls.make_folder(target)
            flush_names(target)


def flush_names(path: str) -> None:
    """Bring the names of the folder to the disk, where the system can flush folders."""
    flags = getattr(os, "O_DIRECTORY", None)
    if flags is None:
        return
    handle = os.open(os.path.dirname(path), os.O_RDONLY | flags)
    try:
        calls.flush(handle)
    except OSError as error:
        if error.errno not in _NO_FLUSH:
            raise
    finally:
        os.close(handle)


def real_path(root: Path, path: str, follow: bool = False) -> str:
    """Where a path of the project really lies; refused outside the project, as through a planted link.

    `follow`: a link in the place of the file is followed too, as a link is replaced by writing what it leads to.
    """
    folder, _, name = path.rpartition("/")
    inside = os.path.realpath(root)
    real = os.path.realpath(os.path.join(inside, folder))
    if name in ("", ".", "..") or os.path.commonpath([inside, real]) != inside:
        raise trouble("file.outside", path, "this lies outside the project", "replace the link by a folder")
    target = os.path.join(real, name)
    if follow and os.path.islink(target):
        target = os.path.realpath(target)
        if os.path.commonpath([inside, target]) != inside:
            raise trouble("file.outside", path, "this is a link out of the project", "replace the link by a file")
    return target


def make_folder(folder: Path) -> None:
    """Create a folder anywhere, with those above it."""
    with told(str(folder), "made"):
        os.makedirs(folder, exist_ok=True)


def remove_tree(folder: Path) -> None:
    """Take away a folder that this program made a moment ago, as far as that is possible."""
    shutil.rmtree(folder, ignore_errors=True)


def put(root: Path, path: str, data: bytes) -> None:
    """Write a file that is derived from others, whatever was there before."""
    staged = stage(root, path, data)
    try:
        replace(root, staged, path)
    except BaseException:
        discard(root, staged)
        raise
