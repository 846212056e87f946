"""The disk: files are read and changed here, through `calls` alone, and every failure becomes Trouble.

Room: files.  Problems: disk.failed, file.exists, file.outside, file.not-there, file.not-regular, file.too-large.

A new text is written beside its place, flushed, and put there in one step, so that a reader sees the old file or the
new one as a whole. Nothing is reported done before the folder itself was flushed.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from ressio_cli.files.bytes import LARGEST
from ressio_cli.files.calls import Calls
from ressio_cli.files.troubles import told, trouble
from ressio_cli.model.problem import Trouble, misused

STRAY = ".ressio-tmp-"  # how the names of unfinished files begin, twelve hex digits follow; readers pass over them

_CANNOT = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
_NO_FLUSH = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)
JUST_NOW = "somebody else wrote it just now: look at it, then give the command again"

calls = Calls()  # a test puts others in their place


def read(root: Path, path: str, most: int = LARGEST + 1) -> bytes | None:
    """The bytes of a regular file of the project, no more than `most`; None where it is something else.

    Raises Trouble where the world does not let it be read. A pipe is not waited for.
    """
    with told(path, "read"):
        return _regular(str(root / path), most)


def read_any(path: Path, largest: int) -> bytes:
    """The bytes of a regular file anywhere, as a person named it; more than `largest` bytes are refused."""
    if status(path, follow=False) is None:
        hint = "look at the name, and at the folder you are in"
        raise misused("file.not-there", f"there is no file {str(path)!r}", hint)
    with told(str(path), "read"):
        data = _regular(str(path), largest + 1)
    if data is None:
        raise misused("file.not-regular", f"{str(path)!r} is not a regular file")
    if len(data) > largest:
        raise misused("file.too-large", f"{str(path)!r} is larger than {largest // 1024 // 1024} MiB")
    return data


def _regular(path: str, most: int) -> bytes | None:
    handle = calls.open_old(path)
    try:
        return all_of(handle, most) if stat.S_ISREG(calls.status_of(handle).st_mode) else None
    finally:
        calls.close_old(handle)


def all_of(handle: int, most: int) -> bytes:
    """What an open file holds, no more than `most` bytes."""
    parts, left = [], most
    while left and (part := calls.read(handle, min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def status(path: Path | str, name: str = "", follow: bool = True) -> os.stat_result | None:
    """The status of a file or folder anywhere; None where there is surely none.

    Raises Trouble where that cannot be known: what is only out of reach must never be taken for nothing.
    """
    with told(name or str(path), "looked at"):
        try:
            return calls.status(str(path), follow)
        except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL, which no name has
            return None


def is_there(root: Path, path: str) -> bool:
    """Something of the project has this name, be it a link to nothing."""
    return status(root / path, path, follow=False) is not None


def is_file(root: Path, path: str) -> bool:
    """A regular file of the project, or a link to one."""
    found = status(root / path, path)
    return found is not None and stat.S_ISREG(found.st_mode)


def is_folder(root: Path, path: str) -> bool:
    """A folder of the project, or a link to one."""
    found = status(root / path, path or ".")
    return found is not None and stat.S_ISDIR(found.st_mode)


def is_link(root: Path, path: str) -> bool:
    """A link in the project, wherever it leads."""
    found = status(root / path, path, follow=False)
    return found is not None and stat.S_ISLNK(found.st_mode)


def names(root: Path, folder: str) -> list[tuple[str, bool]]:
    """What lies in a folder of the project, by name, and whether it is a folder itself."""
    with told(folder or ".", "read"):
        return sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in calls.entries(str(root / folder)))


def lies_inside(root: Path, path: str) -> bool:
    """The path, or what it is a link to, lies in the project."""
    with told(path, "looked at"):
        try:
            real, inside = calls.real(str(root / path)), calls.real(str(root))
            return os.path.commonpath([inside, real]) == inside
        except ValueError:
            return False


def stage(root: Path, path: str, data: bytes) -> str:
    """Write the bytes under a passing name beside `path`, flushed; answers that name relative to the project."""
    from secrets import token_hex

    real_path(root, path)
    folder = path.rpartition("/")[0]
    ensure_folder(root, folder)
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
            if error.errno not in _CANNOT:
                raise
            _create_without_links(source, target, path)
        flush_names(target)
    if is_there(root, staged):
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
        if status(target, path, follow=False):
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
        _keep_mode(source, target)
        calls.rename(source, target)
        flush_names(target)


def _keep_mode(source: str, target: str) -> None:
    try:
        mode = stat.S_IMODE(calls.status(target).st_mode)
        if mode != stat.S_IMODE(calls.status(source).st_mode):
            calls.change_mode(source, mode)
    except FileNotFoundError:
        pass  # nothing is there yet
    except OSError as error:
        if error.errno not in _CANNOT:  # a disk without permissions
            raise


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
        if stat.S_ISDIR(calls.status(real, follow=False).st_mode):
            calls.remove_tree(real)
        else:
            calls.remove(real)
        return True
    return False


def flush_folder(root: Path, folder: str) -> None:
    """Bring the names of a folder of the project to the disk."""
    with told(folder or ".", "written"):
        flush_names(real_path(root, f"{folder}/{STRAY}" if folder else STRAY))


def ensure_folder(root: Path, folder: str, made: list[str] | None = None) -> None:
    """Create a folder of the project with those above it; the new ones are added to `made`, the topmost first."""
    parts = [part for part in folder.split("/") if part]
    for place in range(1, len(parts) + 1):
        path = "/".join(parts[:place])
        if is_folder(root, path):
            continue
        with told(path, "made"):
            target = real_path(root, path)
            with suppress(FileExistsError):
                calls.make_folder(target)
                if made is not None:
                    made.append(path)
            flush_names(target)


def drop_folders(root: Path, folders: Iterable[str]) -> None:
    """Take these folders away again as far as they are empty, the last one first."""
    for folder in reversed(list(folders)):
        with suppress(OSError, Trouble):
            calls.remove_folder(real_path(root, folder))


def flush_names(path: str) -> None:
    """Bring the names of the folder to the disk, where the system can flush folders."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = calls.open_folder(os.path.dirname(path))
    try:
        calls.flush(handle)
    except OSError as error:
        if error.errno not in _NO_FLUSH:
            raise
    finally:
        calls.close_old(handle)


def real_path(root: Path, path: str, follow: bool = False) -> str:
    """Where a path of the project really lies; refused outside the project, as through a planted link.

    `follow`: a link in the place of the file is followed too, as a link is replaced by writing what it leads to.
    """
    folder, _, name = path.rpartition("/")
    with told(path, "looked at"):
        inside = calls.real(str(root))
        real = calls.real(os.path.join(inside, folder))
        if name in ("", ".", "..") or os.path.commonpath([inside, real]) != inside:
            raise trouble("file.outside", path, "this lies outside the project", "replace the link by a folder")
        target = os.path.join(real, name)
        if follow:
            target = calls.real(target)
            if os.path.commonpath([inside, target]) != inside:
                raise trouble("file.outside", path, "this is a link out of the project", "replace the link by a file")
    return target
