"""What a writer that was cut off leaves behind is taken away wherever we write; what is somebody's own never is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from faults import contents

from ressio_cli.files import derived, edits, strays

NAME = ".ressio-tmp-0123456789ab"
FOLDERS = (
    "", "changes", "bills", "drafts", "invoices", "invoices/superseded", "payments", "outbox", "outbox/failed",
    "outbox/unknown", "outbox/sent", "pdf", "attachments", "attachments/march-progress", "attachments/bills/pine-7",
)  # fmt: skip


def test_unfinished_files_are_found_wherever_a_command_writes(tmp_path: Path) -> None:
    for folder in FOLDERS:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / NAME).write_bytes(b"half")
    (tmp_path / ".ressio-tmp-ba9876543210" / "deep").mkdir(parents=True)
    (tmp_path / ".ressio-tmp-ba9876543210" / "deep" / "index.html").write_bytes(b"half a portal")
    assert edits.sweep(tmp_path) == [f"cleaned up {len(FOLDERS) + 1} unfinished files"]
    assert contents(tmp_path) == {}


@pytest.mark.parametrize(
    "path",
    [
        ".ressio-tmp-notes", ".ressio-tmp-0123456789AB", ".ressio-tmp-0123456789abc", "drafts/.ressio-tmp-mine.yaml",
        f"mine/{NAME}", f".git/{NAME}", f"portal/{NAME}", f"attachments/.mine/{NAME}",
    ],
)  # fmt: skip
def test_a_persons_own_file_stays(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_bytes(b"mine")
    assert edits.sweep(tmp_path) == []
    assert contents(tmp_path) == {path: b"mine"}


def test_nothing_is_swept_behind_a_link_out_of_the_project(tmp_path: Path) -> None:
    root, outside = tmp_path / "job", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / NAME).write_bytes(b"theirs")
    for folder in ("pdf", "outbox", "attachments"):
        (root / folder).symlink_to(outside)
    (root / NAME).symlink_to(outside / NAME)
    assert edits.sweep(root) == ["cleaned up 1 unfinished file"]
    assert contents(outside) == {NAME: b"theirs"}


def test_a_folder_that_somebody_is_building_is_left_alone(tmp_path: Path) -> None:
    aside = derived.built_aside(tmp_path, "portal", {"index.html": b"new"})
    assert edits.sweep(tmp_path) == []
    aside.put()
    assert contents(tmp_path / "portal") == {"index.html": b"new", derived.DERIVED: b""}
    assert edits.sweep(tmp_path) == [] and sorted(path.name for path in tmp_path.iterdir()) == ["portal"]


def test_a_folder_whose_builder_is_gone_is_swept(tmp_path: Path) -> None:
    aside = derived.built_aside(tmp_path, "portal", {"index.html": b"new"})
    os.close(aside.handle)
    assert edits.sweep(tmp_path) == ["cleaned up 1 unfinished file"]
    assert contents(tmp_path) == {}


def test_beside_a_file_outside_the_project_only_old_strays_are_swept(tmp_path: Path) -> None:
    """Another command may write there right now, and nobody can tell."""
    for name, age in (("0123456789ab", 7200), ("0123456789ac", 60), ("notes", 7200)):
        file = tmp_path / f".ressio-tmp-{name}"
        file.write_bytes(b"half")
        now = tmp_path.stat().st_mtime
        os.utime(file, (now - age, now - age))
    strays.sweep_beside(tmp_path, 3600)
    assert sorted(contents(tmp_path)) == [".ressio-tmp-0123456789ac", ".ressio-tmp-notes"]
