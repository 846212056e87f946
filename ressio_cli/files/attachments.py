"""Attachments: files copied into the project, with their hashes.

Room: files.  Problems: attachment.missing, attachment.changed, file.too-large, file.not-regular, disk.failed.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ressio_cli.files import disk
from ressio_cli.files.edits import NewFile
from ressio_cli.model.invoice import Attachment, Draft, Released
from ressio_cli.model.problem import Problem, Refused
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass

FOLDER = "attachments"
LARGEST = 64 * 1024 * 1024

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Copies:
    """Attachments as an invoice names them, and the edits that bring their files in."""

    attachments: tuple[Attachment, ...]
    edits: tuple[NewFile, ...]


def copies(root: Path, words: Iterable[str], paper: str) -> Copies:
    """`FILE[=CAPTION]` each, to be copied to `attachments/PAPER/`. What lies there already is not copied again."""
    found: list[Attachment] = []
    edits: dict[str, bytes] = {}
    for word in words:
        path, title = _parts(word)
        data = disk.read_any(Path(path), LARGEST)
        target = _target(root, Path(path), data, paper, edits)
        found.append(Attachment(file=target, title=title, sha256=_hash(data)))
        if _there(root, target) != data:
            edits[target] = data
    return Copies(tuple(found), tuple(NewFile(path, data) for path, data in edits.items()))


def _parts(word: str) -> tuple[str, str]:
    """A file may have `=` in its name: the longest beginning that is a file is the file."""
    places = [len(word), *(place for place in range(len(word) - 1, 0, -1) if word[place] == "=")]
    for place in places:
        if os.path.lexists(word[:place]):
            return word[:place], word[place + 1 :].strip()
    path, _, title = word.partition("=")
    return path, title.strip()


def _target(root: Path, source: Path, data: bytes, paper: str, edits: dict[str, bytes]) -> str:
    inside = _inside(root, source)
    if inside:
        return inside
    stem, ending = os.path.splitext(_safe_name(source.name))
    number, target = 1, f"{FOLDER}/{paper}/{stem}{ending}"
    while (there := edits.get(target, _there(root, target))) is not None and there != data:
        number += 1
        target = f"{FOLDER}/{paper}/{stem}-{number}{ending}"
    return target


def _inside(root: Path, source: Path) -> str:
    """The path within the project's attachments; empty where the file lies elsewhere."""
    real, folder = Path(os.path.realpath(source)), Path(os.path.realpath(root)) / FOLDER
    return f"{FOLDER}/{real.relative_to(folder).as_posix()}" if real.is_relative_to(folder) else ""


def _safe_name(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem, ending = os.path.splitext("-".join(re.findall(r"[A-Za-z0-9._]+", plain)).strip("._-") or "file")
    return f"{stem[:_LONGEST]}{ending[:12]}"


def _there(root: Path, path: str) -> bytes | None:
    return disk.read_any(root / path, LARGEST) if (root / path).is_file() else None


def hashed(root: Path, draft: Draft) -> tuple[Attachment, ...]:
    """The attachments of a draft with the hashes of their files, as release writes them; every missing one refused."""
    problems = list(_missing(root, draft.id, draft.attachments))
    if problems:
        raise Refused(problems)
    return tuple(replace(each, sha256=_hash(disk.read_any(root / each.file, LARGEST))) for each in draft.attachments)


def problems(root: Path, project: Project) -> list[Problem]:
    """Attachments that are not there, or are not what a released invoice was sealed with."""
    papers: Sequence[Draft | Released] = (*project.invoices, *project.drafts)
    found: list[Problem] = []
    for paper in papers:
        found += _missing(root, paper.id, paper.attachments)
        found += (_changed(paper.id, each) for each in paper.attachments if _differs(root, each))
    return found


def _missing(root: Path, paper: str, attachments: Iterable[Attachment]) -> Iterable[Problem]:
    for each in attachments:
        if not is_sound(root, each.file):
            message = f"{paper}: there is no file {each.file} in the project"
            hint = f"restore it, or bring it in again: ressio invoice edit {paper} --attach FILE"
            yield Problem("attachment.missing", message, each.origin.at("file"), hint, subjects=(paper,))


def _differs(root: Path, each: Attachment) -> bool:
    if not each.sha256 or not is_sound(root, each.file):
        return False
    return _hash(disk.read_any(root / each.file, LARGEST)) != each.sha256


def _changed(paper: str, each: Attachment) -> Problem:
    message = f"{paper}: {each.file} is not the file that went with it"
    return Problem("attachment.changed", message, each.origin.at("file"), "restore the file", subjects=(paper,))


def is_sound(root: Path, path: str) -> bool:
    """A regular file that lies in the project, not behind a link out of it."""
    return bool(path) and disk.lies_inside(root, path) and os.path.isfile(root / path)


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def place(paper: Draft | Released) -> str:
    """The folder below `attachments/` for a paper: that of the draft it was."""
    return (paper.draft or paper.id) if isinstance(paper, Released) else paper.id
