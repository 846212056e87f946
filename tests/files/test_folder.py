"""The project folder: found, listed, read whole; what does not belong there is told and never read."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ressio_cli.files.folder import Reading, find_root, read_folder
from ressio_cli.model.problem import Misused, Stop, Trouble, Unreadable

TOML = """\
[project]
name = "Harbor House"
contract = "fixed-price"
budget = "cost-items"

[client]
name = "Dana and Robin Reyes"
"""
CHANGE = "title: Deck\nkind: change-order\nstatus: draft\nitems:\n  - {name: Boards, cost: 450.00}\n"
CREDIT = "received: 2026-04-12\namount: 50.00\nmethod: check\nstatus: cleared\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "ressio.toml").write_text(TOML)
    for folder in ("changes", "bills", "drafts", "invoices", "payments"):
        (tmp_path / folder).mkdir()
    return tmp_path


def told(deed: Callable[[], Reading]) -> list[tuple[str, str, str]]:
    """Severity, code and file of what is wrong with a folder, or worth a note."""
    try:
        problems = deed().notes
    except Unreadable as stop:
        problems = stop.problems
    return [(problem.severity, problem.code, problem.origin.file) for problem in problems]


def test_the_nearest_project_above_is_found(root: Path) -> None:
    (root / "changes" / "deep").mkdir()
    assert find_root(root / "changes" / "deep") == root
    (root / "changes" / "ressio.toml").write_text(TOML)
    assert find_root(root / "changes" / "deep") == root / "changes"


def test_no_project_is_found_in_an_ordinary_folder() -> None:
    with pytest.raises(Misused) as misused:
        find_root(Path("/"))
    (problem,) = misused.value.problems
    assert (problem.code, problem.hint) == ("project.not-found", "ressio init DIR makes a project")


def test_a_project_of_settings_alone_is_one(root: Path) -> None:
    reading = read_folder(root)
    assert (reading.project.settings.name, reading.project.changes, dict(reading.texts), reading.notes) == (
        "Harbor House", (), {"ressio.toml": TOML.encode()}, (),
    )  # fmt: skip


def test_papers_are_sorted_by_id_and_invoices_by_number(root: Path) -> None:
    section = "  - title: B\n    from: amount\n    lines:\n      - {description: Fee, amount: 5.00}\n"
    invoice = f"title: A\nreleased: 2026-03-01\ndue: 2026-03-31\nsections:\n{section}total: 5.00\n"
    for id in ("INV-0010", "INV-0009", "INV-9", "OLD-1", "A-7"):
        (root / "invoices" / f"{id}.yaml").write_text(invoice)
    for id in ("CO-010", "CO-002", "a", "Z"):
        (root / "changes" / f"{id}.yaml").write_text(CHANGE)
    project = read_folder(root).project
    assert [one.id for one in project.invoices] == ["INV-0009", "INV-9", "INV-0010", "A-7", "OLD-1"]
    assert [one.id for one in project.changes] == ["CO-002", "CO-010", "Z", "a"]


def test_every_problem_of_every_file_is_told_at_once_and_sorted(root: Path) -> None:
    (root / "ressio.toml").write_text(TOML.replace("fixed-price", "fixed"))
    (root / "budget.yaml").write_text("categories: 7\n")
    (root / "changes" / "CO-001.yaml").write_text(CHANGE.replace("draft", "drft").replace("450.00", "x"))
    (root / "payments" / "p.yaml").write_bytes(b"\xff")
    with pytest.raises(Unreadable) as stop:
        read_folder(root)
    assert [(one.origin.file, one.origin.line, one.origin.column, one.code) for one in stop.value.problems] == [
        ("budget.yaml", 1, 13, "field.kind"),
        ("changes/CO-001.yaml", 3, 9, "field.choice"),
        ("changes/CO-001.yaml", 5, 26, "field.money"),
        ("payments/p.yaml", 1, 1, "file.encoding"),
        ("ressio.toml", 3, 12, "field.choice"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "INV-0007 (1).yaml", "-rf.yaml", " CO-001.yaml", "CO 1.yaml", "a\\b.yaml", "$(x).yaml", "０００７.yaml",
        "Übung.yaml", "a\u0301.yaml", "a\nb.yaml", "\u202eb.yaml", "a:b.yaml", "'.yaml",
    ],
)  # fmt: skip
def test_a_name_that_is_no_id_is_a_problem(root: Path, name: str) -> None:
    (root / "changes" / name).write_text(CHANGE)
    assert told(lambda: read_folder(root)) == [("problem", "file.name", f"changes/{name}")]


def test_a_name_that_is_no_text_is_a_problem_and_no_crash(root: Path) -> None:
    Path(os.fsdecode(os.fsencode(root / "changes") + b"/\xff.yaml")).write_text(CHANGE)
    assert told(lambda: read_folder(root)) == [("problem", "file.name", "changes/\\udcff.yaml")]


def test_stray_files_are_notes_and_those_of_editors_are_passed_over(root: Path) -> None:
    for name in ("a.yml", "notes.txt", "INV-0007.yaml.orig", "B.YAML", "README"):
        (root / "changes" / name).write_text("anything")
    for name in (".a.yaml.swp", "a.yaml~", "#a.yaml#", ".hidden.yaml", "a.swp", ".ressio-tmp-0123456789ab"):
        (root / "changes" / name).write_text("anything")
    (root / "changes" / "old").mkdir()
    (root / "invoices" / "superseded").mkdir()
    reading = read_folder(root)
    assert [(note.code, note.origin.file, note.hint) for note in reading.notes] == [
        ("file.unexpected", "changes/B.YAML", "rename it to end in .yaml"),
        ("file.unexpected", "changes/INV-0007.yaml.orig", "move it elsewhere"),
        ("file.unexpected", "changes/README", "move it elsewhere"),
        ("file.unexpected", "changes/a.yml", "rename it to end in .yaml"),
        ("file.unexpected", "changes/notes.txt", "move it elsewhere"),
        ("file.unexpected", "changes/old", "move it elsewhere"),
    ]
    assert reading.project.changes == ()


@pytest.mark.parametrize("name", ["budget.yml", "Budget.yaml", "Budget.yml"])
def test_a_budget_under_another_name_is_a_note(root: Path, name: str) -> None:
    (root / name).write_text("categories: []\n")
    assert told(lambda: read_folder(root)) == [("note", "file.unexpected", name)]


def test_what_is_no_regular_file_is_a_problem_and_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "changes" / "pipe.yaml")
    (root / "bills" / "folder.yaml").mkdir()
    (root / "payments" / "device.yaml").symlink_to("/dev/zero")
    os.mkfifo(root / "budget.yaml")
    began = time.monotonic()
    assert told(lambda: read_folder(root)) == [
        ("problem", "file.not-regular", "bills/folder.yaml"),
        ("problem", "file.not-regular", "budget.yaml"),
        ("problem", "file.not-regular", "changes/pipe.yaml"),
        ("problem", "file.not-regular", "payments/device.yaml"),
    ]
    assert time.monotonic() - began < 5


def test_links_out_of_the_project_are_problems_and_not_read(root: Path) -> None:
    outside = root.parent / f"{root.name}-outside"
    outside.mkdir()
    (outside / "CO-001.yaml").write_text(CHANGE)
    (outside / "credit.yaml").write_text(CREDIT)
    (root / "changes").rmdir()
    (root / "changes").symlink_to(outside)
    (root / "payments" / "credit.yaml").symlink_to(outside / "credit.yaml")
    (root / "bills").rmdir()
    (root / "bills").write_text("a file where a folder is looked for")
    assert told(lambda: read_folder(root)) == [
        ("problem", "file.not-regular", "bills"),
        ("problem", "file.not-regular", "changes"),
        ("problem", "file.not-regular", "payments/credit.yaml"),
    ]


def test_links_within_the_project_are_followed(root: Path) -> None:
    (root / "shared").mkdir()
    (root / "shared" / "credit.yaml").write_text(CREDIT)
    (root / "payments" / "credit.yaml").symlink_to("../shared/credit.yaml")
    assert [payment.id for payment in read_folder(root).project.payments] == ["credit"]


@pytest.mark.parametrize("target", ["nowhere.yaml", "a.yaml"])
def test_a_link_that_leads_nowhere_is_told_with_its_name(root: Path, target: str) -> None:
    (root / "payments" / "a.yaml").symlink_to(target)
    with pytest.raises(Trouble) as trouble:
        read_folder(root)
    (problem,) = trouble.value.problems
    assert (problem.code, problem.origin.file) == ("disk.failed", "payments/a.yaml")
    assert problem.message in (
        "this could not be read: it is not there", "this could not be read: its links lead in a circle",
    )  # fmt: skip


def test_a_settings_file_that_is_a_folder(root: Path) -> None:
    (root / "ressio.toml").unlink()
    (root / "ressio.toml").mkdir()
    assert find_root(root) == root
    assert told(lambda: read_folder(root)) == [("problem", "file.not-regular", "ressio.toml")]


@pytest.mark.parametrize("locked", ["changes", "changes/CO-001.yaml", "ressio.toml"])
def test_what_may_not_be_read_is_told_as_such(root: Path, locked: str) -> None:
    """As a plain user: for the superuser no file is closed."""
    (root / "changes" / "CO-001.yaml").write_text(CHANGE)
    (root / locked).chmod(0)
    for folder in (root, *root.parents[:3]):
        folder.chmod(0o755)
    assert as_plain_user(lambda: read_folder(root)) == (
        f"exit 4: disk.failed {locked}: this could not be read: permission is denied"
    )


def as_plain_user(deed: Callable[[], object]) -> str:
    """What a deed ends in when a user without rights does it, in a process of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            deed()
            said = "done"
        except Stop as stop:
            one = stop.problems[0]
            said = f"exit {stop.exit_code}: {one.code} {one.origin.file}: {one.message}"
        except BaseException as error:
            said = repr(error)
        os.write(writer, said.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said
