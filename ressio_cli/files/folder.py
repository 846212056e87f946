"""The project folder: found, and read as it stands at one moment, every file of it.

Room: files.  Problems: project.not-found, file.name, file.not-regular, file.unexpected (a note).
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import Any

from ressio_cli.files import disk, records, settings_file
from ressio_cli.files.bytes import decode
from ressio_cli.files.fields import Fields
from ressio_cli.files.findings import Findings
from ressio_cli.files.records import Paper
from ressio_cli.files.snapshot import Snapshot, Strange, taken
from ressio_cli.files.toml_tree import read_toml
from ressio_cli.files.troubles import told, trouble
from ressio_cli.model.budget import Budget
from ressio_cli.model.money import Currency
from ressio_cli.model.numbering import is_id, number_of
from ressio_cli.model.problem import Origin, Problem, Unreadable, misused
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Settings

ENDING = ".yaml"
SETTINGS = settings_file.FILE
_KEPT = frozenset({"superseded"})  # earlier revisions of invoices lie there
_NAME_HINT = "use letters, digits, `.`, `_` and `-`, and start with a letter or digit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A project as it was read: its facts, the bytes of its files by path, and what is worth a note.

    `records` are the facts of each file by path, `snapshot` tells where the files stood.
    """

    root: Path
    project: Project
    texts: Mapping[str, bytes]
    notes: tuple[Problem, ...] = ()
    records: Mapping[str, Any] = field(default_factory=dict)
    snapshot: Snapshot

    @property
    def is_cut_off(self) -> bool:
        """A command left its work undone; what was read shows it as done."""
        return bool(self.snapshot.pending)


@dataclass(slots=True)
class _Gathering:
    """What was read until now. `known`: records that need not be read again."""

    snapshot: Snapshot
    texts: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    known: Mapping[str, Any] = field(default_factory=dict)
    records: dict[str, Any] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.snapshot.root


def find_root(start: Path) -> Path:
    """The nearest folder with a ressio.toml, from `start` upwards."""
    with told(str(start), "looked at"):  # the folder we are in may be gone
        here = Path(os.path.abspath(start))
    for folder in (here, *here.parents):
        if disk.is_there(folder, SETTINGS):
            return folder
    raise misused("project.not-found", f"no {SETTINGS} in this folder or above it", "ressio init DIR makes a project")


def read_folder(root: Path) -> Reading:
    """The whole project as it stands at one moment, or every problem of all its files at once."""
    return _read_all(_Gathering(taken(root)))


def reread(before: Reading, edits: Iterable[tuple[str, bytes | None]]) -> Reading:
    """The project after edits that were just made; only what they touched is read. None for a file that is gone."""
    edits = list(edits)
    touched = {path for path, _ in edits}
    known = {path: record for path, record in before.records.items() if path not in touched}
    return _read_all(_Gathering(before.snapshot.with_edits(edits), known=known))


def _read_all(gathering: _Gathering) -> Reading:
    with _collector_paused():
        settings = _settings(gathering)
        currency = settings.currency if settings else Currency()
        papers = {kind: _papers(gathering, paper, currency) for kind, paper in records.PAPERS.items()}
    problems = sorted(gathering.problems, key=lambda problem: problem.place)
    if settings is None or any(problem.severity == "problem" for problem in problems):
        raise Unreadable(problems)
    return Reading(
        root=gathering.root,
        project=_project(settings, papers),
        texts=gathering.texts,
        notes=tuple(problems),
        records=gathering.records,
        snapshot=gathering.snapshot,
    )


def _project(settings: Settings, papers: Mapping[str, list[Any]]) -> Project:
    return Project(
        settings=settings,
        budget=papers["budget"][0] if papers["budget"] else Budget(),
        changes=tuple(papers["change"]),
        bills=tuple(papers["bill"]),
        drafts=tuple(papers["draft"]),
        invoices=tuple(sorted(papers["invoice"], key=lambda invoice: by_number(invoice.id, settings.billing.number))),
        payments=tuple(papers["payment"]),
    )


def by_number(id: str, pattern: str) -> tuple[bool, int, str]:
    """What invoices are sorted by: their number; those outside the series come after, by id."""
    number = number_of(id, pattern)
    return (number is None, number or 0, id)


def _settings(gathering: _Gathering) -> Settings | None:
    data = _read(gathering, SETTINGS)
    text, problems = decode(data, SETTINGS) if data is not None else (None, [])
    tree = None
    if text is not None:
        tree, problems = read_toml(text, SETTINGS)
    if tree is None:
        gathering.problems += problems
        return None
    findings = Findings(problems)
    fields = Fields(tree, SETTINGS, findings, Currency())
    settings = settings_file.read(fields)
    fields.finish(settings_file.read)
    gathering.problems += findings.all()
    return settings


def _papers(gathering: _Gathering, paper: Paper, currency: Currency) -> list[Any]:
    """Every record of one kind, sorted by id."""
    found = []
    for id, path in _listed(gathering, paper):
        data = _read(gathering, path)
        if data is None:
            continue
        record = gathering.known.get(path)
        if record is None:
            record, problems = records.read_record(paper, data, id, path, currency)
            gathering.problems += problems
        if record is not None:
            gathering.records[path] = record
            found.append(record)
    return found


def _listed(gathering: _Gathering, paper: Paper) -> list[tuple[str, str]]:
    """Ids and paths of the papers of one kind, sorted by id."""
    if not paper.folder:
        return [("budget", "budget.yaml")] if _budget_is_there(gathering) else []
    names = gathering.snapshot.names(paper.folder)
    if isinstance(names, Strange):
        message, hint = f"this is {names.why}", "replace it by a folder, or remove it"
        gathering.problems.append(Problem("file.not-regular", message, Origin(paper.folder), hint))
        return []
    ids = (_id(gathering, f"{paper.folder}/{name}", name, is_folder) for name, is_folder in names or ())
    return sorted((id, f"{paper.folder}/{id}{ENDING}") for id in ids if id)


def _id(gathering: _Gathering, path: str, name: str, is_folder: bool) -> str:
    """The id of a file by its name; empty, with a note or a problem, where it has none."""
    if name.startswith(".") or name.endswith(("~", ".swp")) or (name.startswith("#") and name.endswith("#")):
        return ""
    path = path.encode("utf-8", "backslashreplace").decode()
    if not name.endswith(ENDING):
        if not (is_folder and name in _KEPT):
            message = f"this is not read: its name does not end in {ENDING}"
            gathering.problems.append(Problem("file.unexpected", message, Origin(path), _rename(name), "note"))
        return ""
    id = name.removesuffix(ENDING)
    if not is_id(id):
        message = "the name of this file is not an id"
        gathering.problems.append(Problem("file.name", message, Origin(path), _NAME_HINT))
        return ""
    return id


def _rename(name: str) -> str:
    return f"rename it to end in {ENDING}" if name.lower().endswith((".yml", ENDING)) else "move it elsewhere"


def _budget_is_there(gathering: _Gathering) -> bool:
    """A project without items may have no budget; one under another name is worth a note."""
    if gathering.snapshot.content("budget.yaml") is not None:
        return True
    for name in ("budget.yml", "Budget.yaml", "Budget.yml"):
        if disk.is_there(gathering.root, name):
            message = "this is not read: the budget stands in budget.yaml"
            gathering.problems.append(Problem("file.unexpected", message, Origin(name), "rename it", "note"))
    return False


def _read(gathering: _Gathering, path: str) -> bytes | None:
    """The bytes of a file of the project, kept for writing; None where it is no regular file."""
    data = gathering.snapshot.content(path)
    if data is None:
        raise trouble("disk.failed", path, "this could not be read: it is not there")
    if isinstance(data, Strange):
        problem = Problem("file.not-regular", f"this is {data.why}", Origin(path), "replace it by a file, or remove it")
        gathering.problems.append(problem)
        return None
    gathering.texts[path] = data
    return data


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Reading makes many objects and no rubbish: looking for it would take half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # nor is there any in what was read
            gc.enable()
