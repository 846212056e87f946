"""The picture of a letterhead: found again by its hash, so that no other one is printed in its place.

Room: files.  Notes: logo.changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from ressio_cli.files import attachments, disk
from ressio_cli.model.issued import StoredFile
from ressio_cli.model.problem import Problem
from ressio_cli.model.project import Project

LARGEST = 16 * 1024 * 1024

_LISTED = 3  # how many invoices a message names


def picture(root: Path, path: str) -> bytes | None:
    """Return the bytes of a picture in the project; None where there is no such file, or an empty one."""
    return (disk.read(root, path, LARGEST) or None) if attachments.is_sound(root, path) else None


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
