"""A refusal leaves the folder as it was, empty folders included, and names files by their place in the project."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from cli.house import House, fixed, quiet_run

from ressio_cli.files import disk
from ressio_cli.files.calls import Calls

MAIL = 'emails = ["dana@example.com"]\n\n[mail]\nfrom = "billing@example.com"\nsmtp = "smtp://localhost:1"\n'


class ReadOnly(Calls):
    """A disk on which one folder can only be read."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def _refuse(self, path: str) -> None:
        if os.path.basename(os.path.dirname(path)) == self.folder:
            raise OSError(errno.EROFS, "")

    def open_new(self, path: str) -> int:
        self._refuse(path)
        return super().open_new(path)

    def remove(self, path: str) -> None:
        self._refuse(path)
        super().remove(path)

    def rename(self, source: str, target: str) -> None:
        self._refuse(target)
        super().rename(source, target)


def everything(house: House) -> list[str]:
    """Every file and folder."""
    return sorted(path.relative_to(house.root).as_posix() for path in house.root.rglob("*"))


@pytest.fixture
def house(tmp_path: Path) -> House:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1000.00")
    job.swap("ressio.toml", 'name = "Dana Reyes"\n', f'name = "Dana Reyes"\n{MAIL}')
    job.ok("invoice", "new", "--percent", "A1=50", "--id", "march")
    return job


@pytest.mark.parametrize(("folder", "line"), [("drafts", "release march"), ("payments", "payment new 5")])
def test_a_disk_that_cannot_be_written_leaves_no_empty_folder(
    house: House, folder: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(house)
    monkeypatch.setattr(disk, "calls", ReadOnly(folder))
    answer = quiet_run(["-C", str(house.root), *line.split()], house.today)
    assert (answer.code, "nothing was changed" in answer.err) == (4, True)
    assert everything(house) == before


def test_a_notice_that_cannot_be_queued_leaves_no_empty_outbox(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "calls", ReadOnly("outbox"))
    answer = quiet_run(["-C", str(house.root), "release", "march"], house.today)
    assert (answer.code, "nobody was told: this could not be written" in answer.err) == (0, True)
    assert "outbox" not in everything(house)


def test_folders_that_were_made_for_attachments_go_with_them(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    (house.root.parent / "slab.txt").write_text("slab")
    before = everything(house)
    monkeypatch.setattr(disk, "calls", ReadOnly("drafts"))
    words = ["invoice", "new", "--item", "Fee=5", "--id", "fee", "--attach", str(house.root.parent / "slab.txt")]
    answer = quiet_run(["-C", str(house.root), *words], house.today)
    assert (answer.code, "nothing was changed" in answer.err) == (4, True)
    assert everything(house) == before


class Unreadable(Calls):
    """A disk that cannot read attachments."""

    def open_old(self, path: str, follow: bool = True) -> int:
        if "/attachments/" in path:
            raise OSError(errno.EACCES, "")
        return super().open_old(path, follow)


@pytest.mark.parametrize("line", ["check", "release march", "pdf march --package"])
def test_an_attachment_that_cannot_be_read_is_named_by_its_place_in_the_project(
    house: House, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (house.root.parent / "slab.txt").write_text("slab")
    house.ok("invoice", "edit", "march", "--attach", str(house.root.parent / "slab.txt"))
    monkeypatch.setattr(disk, "calls", Unreadable())
    answer = quiet_run(["-C", str(house.root), *line.split()], house.today)
    assert answer.code == 4
    assert answer.err.startswith("attachments/march/slab.txt: this could not be read: permission is denied")


def test_a_project_that_was_begun_and_cut_off_can_be_begun_again(tmp_path: Path) -> None:
    words = ["init", str(tmp_path / "job"), "--name", "N", "--contract", "fixed-price", "--budget", "cost-items"]
    words += ["--client", "C"]
    assert quiet_run(words, "2026-03-01").code == 0
    (tmp_path / "job" / "ressio.toml").unlink()
    assert quiet_run(words, "2026-03-01").code == 0
    assert quiet_run(words, "2026-03-01").code == 3
    (tmp_path / "job" / "ressio.toml").unlink()
    (tmp_path / "job" / "budget.yaml").write_text("categories: []  # mine\n")
    answer = quiet_run(words, "2026-03-01")
    assert (answer.code, "has budget.yaml already [project.taken]" in answer.err) == (3, True)
