"""The project that is measured is sound."""

from __future__ import annotations

from pathlib import Path

from bench.project import Size, made, write

from ressio_cli.files.folder import read_folder
from ressio_cli.rules.checks import check

SMALL = Size(invoices=30, changes=20, items=40, bills=3)


def test_the_files_read_back_as_they_were_meant_and_no_rule_finds_anything(tmp_path: Path) -> None:
    project = made(SMALL)
    write(project, tmp_path / "job")
    read = read_folder(tmp_path / "job")
    assert (read.project.invoices, read.project.payments) == (project.invoices, project.payments)
    assert (read.project.budget, read.project.changes) == (project.budget, project.changes)
    assert read.notes == ()
    assert check(read.project) == []


def test_the_same_sizes_give_the_same_project() -> None:
    assert made(SMALL) == made(SMALL)
