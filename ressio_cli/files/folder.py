"""The project folder: found, listed, and read once, every file of it.

Room: files.  Problems: project.not-found, file.name, file.not-regular, file.unexpected (a note).
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import Any

from ressio_cli.files import disk, records, settings_file
from ressio_cli.files.bytes import decode
from ressio_cli.files.excerpt import Excerpts
from ressio_cli.files.fields import Fields
from ressio_cli.files.records import Paper
from ressio_cli.files.toml_tree import read_toml
from ressio_cli.model.budget import Budget
from ressio_cli.model.invoice import Released
from ressio_cli.model.money import Currency
from ressio_cli.model.numbering import is_id, number_of
from ressio_cli.model.problem import Origin, Problem, Unreadable, misused
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Settings

ENDING = ".yaml"
SETTINGS = settings_file.FILE
SUPERSEDED = "superseded"  # the folder inside `invoices` where earlier revisions lie
_REVISION = re.compile(r"(.+)\.r([1-9][0-9]{0,5})\.yaml", re.ASCII)
_NAME_HINT = "use letters, digits, `.`, `_` and `-`, and start with a letter or digit"


class UnreadableFolder(Unreadable):
    """The files of a project have problems; `excerpts` shows the line of each."""

    def __init__(self, problems: list[Problem], excerpts: Excerpts) -> None:
        super().__init__(problems)
        self.excerpts = excerpts


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A project as it was read: its facts, the bytes of its files by path, and what is worth a note."""

    root: Path
    project: Project
    texts: Mapping[str, bytes]
    notes: tuple[Problem, ...] = ()

    def excerpt(self, problem: Problem) -> str:
        """The line a problem speaks of, and a caret."""
        return Excerpts(self.texts)(problem)


@dataclass(slots=True)
class _Gathering:
    """What was read until now."""

    root: Path
    texts: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def find_root(start: Path) -> Path:
    """The nearest folder with a ressio.toml, from `start` upwards."""
    here = Path(os.path.abspath(start))
    for folder in (here, *here.parents):
        if os.path.lexists(folder / SETTINGS):
            return folder
    raise misused("project.not-found", f"no {SETTINGS} in this folder or above it", "ressio init DIR makes a project")


def read_folder(root: Path) -> Reading:
    """The whole project, or every problem of all its files at once."""
    gathering = _Gathering(root)
    with _collector_paused():
        settings = _settings(gathering)
        currency = settings.currency if settings else Currency()
        papers = {kind: _papers(gathering, paper, currency) for kind, paper in records.PAPERS.items()}
        papers[SUPERSEDED] = _superseded(gathering, papers["invoice"], currency)
    problems = sorted(gathering.problems, key=lambda problem: problem.place)
    if settings is None or any(problem.severity == "problem" for problem in problems):
        raise UnreadableFolder(problems, Excerpts(gathering.texts))
    project = _project(settings, papers)
    return Reading(root=root, project=project, texts=gathering.texts, notes=tuple(problems))


def _project(settings: Settings, papers: Mapping[str, list[Any]]) -> Project:
    return Project(
        settings=settings,
        budget=papers["budget"][0] if papers["budget"] else Budget(),
        changes=tuple(papers["change"]),
        bills=tuple(papers["bill"]),
        drafts=tuple(papers["draft"]),
        invoices=tuple(sorted(papers["invoice"], key=lambda invoice: by_number(invoice.id, settings.billing.number))),
        payments=tuple(papers["payment"]),
        superseded=tuple(papers[SUPERSEDED]),
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
    gathering.problems += problems
    if tree is None:
        return None
    fields = Fields(tree, SETTINGS, gathering.problems, Currency())
    settings = settings_file.read(fields)
    fields.finish(settings_file.read)
    return settings


def _papers(gathering: _Gathering, paper: Paper, currency: Currency) -> list[Any]:
    """Every record of one kind, sorted by id."""
    found = []
    for id, path in _listed(gathering, paper):
        data = _read(gathering, path)
        if data is None:
            continue
        record, problems = records.read_record(paper, data, id, path, currency)
        gathering.problems += problems
        if record is not None:
            found.append(record)
    return found


def _superseded(gathering: _Gathering, invoices: list[Released], currency: Currency) -> list[Released]:
    """The earlier revisions of invoices that were edited after release, each sealed as it then was, oldest first.

    Other files in that folder are nobody's business.
    """
    folder, latest = f"{records.INVOICE.folder}/{SUPERSEDED}", {one.id: one.revision for one in invoices}
    if max(latest.values(), default=1) == 1 or not os.path.isdir(gathering.root / folder):
        return []
    if not disk.lies_inside(gathering.root, folder):
        return []
    found: list[Released] = []
    for name, _ in disk.names(gathering.root, folder):
        parts = _REVISION.fullmatch(name)
        if not parts or int(parts[2]) >= latest.get(parts[1], 1):
            continue
        path = f"{folder}/{name}"
        data = _read(gathering, path)
        if data is None:
            continue
        record, problems = records.read_record(records.INVOICE, data, parts[1], path, currency)
        gathering.problems += problems
        if record is not None:
            found.append(record)
    return sorted(found, key=lambda one: (one.id, one.revision))


def _listed(gathering: _Gathering, paper: Paper) -> list[tuple[str, str]]:
    """Ids and paths of the papers of one kind, sorted by id."""
    if not paper.folder:
        return [("budget", "budget.yaml")] if _budget_is_there(gathering) else []
    folder = gathering.root / paper.folder
    if not os.path.lexists(folder):
        return []
    if not os.path.isdir(folder) or not disk.lies_inside(gathering.root, paper.folder):
        message, hint = "this is not a folder of the project", "replace it by a folder, or remove it"
        gathering.problems.append(Problem("file.not-regular", message, Origin(paper.folder), hint))
        return []
    names = disk.names(gathering.root, paper.folder)
    ids = (_id(gathering, f"{paper.folder}/{name}", name, is_folder) for name, is_folder in names)
    return sorted((id, f"{paper.folder}/{id}{ENDING}") for id in ids if id)


def _id(gathering: _Gathering, path: str, name: str, is_folder: bool) -> str:
    """The id of a file by its name; empty, with a note or a problem, where it has none."""
    if name.startswith(".") or name.endswith(("~", ".swp")) or (name.startswith("#") and name.endswith("#")):
        return ""
    path = path.encode("utf-8", "backslashreplace").decode()
    if not name.endswith(ENDING):
        if not (is_folder and name == SUPERSEDED):
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
    if os.path.lexists(gathering.root / "budget.yaml"):
        return True
    for name in ("budget.yml", "Budget.yaml", "Budget.yml"):
        if os.path.lexists(gathering.root / name):
            message = "this is not read: the budget stands in budget.yaml"
            gathering.problems.append(Problem("file.unexpected", message, Origin(name), "rename it", "note"))
    return False


def _read(gathering: _Gathering, path: str) -> bytes | None:
    """The bytes of a file of the project, kept for excerpts and for writing; None where it is no regular file."""
    file = gathering.root / path
    if os.path.islink(file) and not disk.lies_inside(gathering.root, path):
        data, what = None, "a link out of the project"
    else:
        data, what = disk.read(gathering.root, path), "not a regular file"
    if data is None:
        problem = Problem("file.not-regular", f"this is {what}", Origin(path), "replace it by a file, or remove it")
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
