"""Attachments: files copied into the project, with their hashes.

Room: files.  Problems: attachment.missing, attachment.outside, attachment.changed, file.too-large, file.not-regular,
disk.failed.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ressio_cli.files import disk, names
from ressio_cli.files.edits import NewFile
from ressio_cli.files.troubles import told, trouble
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
        if disk.status(word[:place], follow=False):
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
    with told(str(source), "looked at"):
        real, folder = Path(disk.calls.real(str(source))), Path(disk.calls.real(str(root))) / FOLDER
    return f"{FOLDER}/{real.relative_to(folder).as_posix()}" if real.is_relative_to(folder) else ""


def _safe_name(name: str) -> str:
    words = re.findall(r"[A-Za-z0-9._]+", names.latin(name))
    stem, ending = os.path.splitext("-".join(words).strip("._-") or "file")
    return f"{stem[:_LONGEST]}{ending[:12]}"


def read(root: Path, path: str) -> bytes:
    """The bytes of an attachment, which is named by its path in the project should it be unreadable."""
    data = disk.read(root, path, LARGEST + 1)
    if data is None:
        raise trouble("file.not-regular", path, "this is not a regular file", "replace it by a file")
    if len(data) > LARGEST:
        raise trouble("file.too-large", path, f"this is larger than {LARGEST // 1024 // 1024} MiB", "make it smaller")
    return data


def _there(root: Path, path: str) -> bytes | None:
    return read(root, path) if disk.is_file(root, path) else None


def hashed(root: Path, draft: Draft) -> tuple[Attachment, ...]:
    """The attachments of a draft with the hashes of their files, as release writes them; every missing one refused."""
    problems = list(_missing(root, _owner(draft)))
    if problems:
        raise Refused(problems)
    return tuple(replace(each, sha256=_hash(read(root, each.file))) for each in draft.attachments)


def problems(root: Path, project: Project) -> list[Problem]:
    """Files of invoices, bills and changes that are not there, or are not those that were filed."""
    found: list[Problem] = []
    for owner in _owners(project):
        found += _missing(root, owner)
        found += (_changed(owner, each) for each in owner.files if _differs(root, each))
    return found


@dataclass(frozen=True, slots=True)
class _Owner:
    """A record with files. `edit` is the command that changes them, `takes_off` whether it can take one off."""

    id: str
    files: tuple[Attachment, ...]
    edit: str = ""
    takes_off: bool = False

    def replacing(self, file: str) -> str:
        """What brings a file in again where it is lost or another; nothing else is said of what is sealed for good."""
        if not self.edit:
            return "restore the file"
        off = f" --detach {shlex.quote(file)}" if self.takes_off else ""
        return f"restore the file, or file another: {self.edit}{off} --attach FILE"


def _owners(project: Project) -> Iterator[_Owner]:
    papers: Sequence[Draft | Released] = (*project.invoices, *project.drafts)
    for paper in papers:
        yield _owner(paper)
    for bill in project.bills:
        yield _Owner(bill.id, bill.files, f"ressio bill edit {bill.id}", takes_off=True)
    for change in project.changes:
        if change.decided and change.decided.signed:
            yield _Owner(change.id, (change.decided.signed,))


def _owner(paper: Draft | Released) -> _Owner:
    return _Owner(paper.id, paper.attachments, f"ressio invoice edit {paper.id}")


def _missing(root: Path, owner: _Owner) -> Iterable[Problem]:
    for each in owner.files:
        if not is_sound(root, each.file):
            code, what = _lack(root, each.file)
            hint = owner.replacing(each.file)
            yield Problem(code, f"{owner.id}: {what}", each.origin.at("file"), hint, subjects=(owner.id,))


def _lack(root: Path, path: str) -> tuple[str, str]:
    if not disk.lies_inside(root, path):
        return "attachment.outside", f"{path} lies outside the project"
    if os.path.lexists(root / path):
        return "attachment.missing", f"{path} is not a file"
    return "attachment.missing", f"there is no file {path} in the project"


def _differs(root: Path, each: Attachment) -> bool:
    if not each.sha256 or not is_sound(root, each.file):
        return False
    return _hash(read(root, each.file)) != each.sha256


def _changed(owner: _Owner, each: Attachment) -> Problem:
    message = f"{owner.id}: {each.file} is not the file that went with it"
    hint = owner.replacing(each.file) if owner.takes_off else "restore the file"
    return Problem("attachment.changed", message, each.origin.at("file"), hint, subjects=(owner.id,))


def is_sound(root: Path, path: str) -> bool:
    """A regular file that lies in the project, not behind a link out of it."""
    return bool(path) and disk.lies_inside(root, path) and disk.is_file(root, path)


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def place(paper: Draft | Released) -> str:
    """The folder below `attachments/` for a paper: that of the draft it was."""
    return (paper.draft or paper.id) if isinstance(paper, Released) else paper.id
