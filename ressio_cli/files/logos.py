"""The picture of a letterhead: found again by its hash, so that no other one is printed in its place.

Room: files.  Problems: logo.missing.  Notes: logo.changed.

Whether today's can be printed is told cheaply by every command, from its first bytes; `check` and `release` open it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from ressio_cli.files import attachments, disk
from ressio_cli.model.issued import StoredFile
from ressio_cli.model.problem import Problem, Trouble
from ressio_cli.model.project import Project
from ressio_cli.model.settings import Settings

LARGEST = 16 * 1024 * 1024
NO_PICTURE = "is no PNG or JPEG file in the project"

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_HEAD = 24  # of a PNG: its signature, and how wide and high it is
_MOST_DOTS = 89_478_485  # of a quarter of a gigabyte, which is where the library for pictures begins to warn

_LISTED = 3  # how many invoices a message names


def picture(root: Path, path: str) -> bytes | None:
    """Return the bytes of a picture in the project; None where there is no such file, or an empty one."""
    return (disk.read(root, path, LARGEST) or None) if attachments.is_sound(root, path) else None


def unprintable(root: Path, settings: Settings) -> list[Problem]:
    """What is wrong with the logo that the settings name, as far as that can be told at once."""
    path = settings.company.logo
    why = _why_not(root, path) if path else ""
    return [unfit(settings, why)] if why else []


def unfit(settings: Settings, why: str) -> Problem:
    """The problem of a logo that cannot be printed; `why` completes "the logo FILE …"."""
    message = f"the logo {settings.company.logo} {why}"
    hint = "name a PNG or JPEG file of the project, or take `logo` out"
    return Problem("logo.missing", message, settings.origin.at("company.logo"), hint)


def _why_not(root: Path, path: str) -> str:
    try:
        head = (disk.read(root, path, _HEAD) or b"") if attachments.is_sound(root, path) else b""
        found = disk.status(root / path, path)
    except Trouble as trouble:
        return str(trouble).removeprefix("this ")
    if not head.startswith((_PNG, _JPEG)):
        return NO_PICTURE
    if found and found.st_size > LARGEST:
        return f"is larger than {LARGEST // 1024 // 1024} MiB"
    if head.startswith(_PNG) and (len(head) < _HEAD or not 0 < _dots(head) <= _MOST_DOTS):
        return "has too many dots, or none"
    return ""


def _dots(head: bytes) -> int:
    wide, high = struct.unpack(">II", head[16:24])
    return int(wide) * int(high)


def stored(path: str, data: bytes) -> StoredFile:
    """Return how a released invoice names a picture."""
    return StoredFile(file=path, sha256=sha256(data).hexdigest())


def matching(root: Path, logo: StoredFile, present: str) -> bytes | None:
    """Return the picture an invoice was issued with, from its path or from where today's logo lies; None if gone."""
    for path in dict.fromkeys((logo.file, present)):
        data = picture(root, path)
        if data is not None and sha256(data).hexdigest() == logo.sha256:
            return data
    return None


def problems(root: Path, project: Project) -> Iterator[Problem]:
    """Yield a note for each picture that invoices were issued with and that is not there any more."""
    issued: dict[StoredFile, list[str]] = {}
    for invoice in project.invoices:
        if invoice.issued and invoice.issued.logo:
            issued.setdefault(invoice.issued.logo, []).append(invoice.id)
    for logo, ids in issued.items():
        if matching(root, logo, project.settings.company.logo) is None:
            more = f" and {len(ids) - _LISTED} more" if len(ids) > _LISTED else ""
            names = f"{', '.join(ids[:_LISTED])}{more}"
            first = next(invoice for invoice in project.invoices if invoice.id == ids[0])
            yield Problem(
                "logo.changed",
                f"{logo.file} is not the logo that {names} {'were' if len(ids) > 1 else 'was'} issued with:"
                " printed again, the paper has none",
                first.origin.at("issued"),
                f"restore {logo.file}; a new logo is a new file, named as company.logo in ressio.toml",
                "note",
                subjects=tuple(ids),
            )
