"""A power cut at any moment, with every legal loss of what was not flushed yet: the old state or the new one."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults import Watched, contents
from power import Disk, states
from test_edits_faults import BEFORE, STORIES, after

from ressio_cli.files import disk, edits, journal
from ressio_cli.files.edits import Edit


def laid_out(root: Path, files: dict[str, bytes]) -> Path:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


Found = list[dict[str, bytes]]


def found_after_power_cuts(tmp_path: Path, story: list[Edit], monkeypatch: pytest.MonkeyPatch) -> Found:
    """What lies there after each distinct power cut and the sweep that follows it."""
    watched = Disk(laid_out(tmp_path / "project", BEFORE))
    monkeypatch.setattr(disk, "calls", watched)
    edits.apply(tmp_path / "project", story)
    monkeypatch.setattr(disk, "calls", Watched())
    distinct = {tuple(sorted(state.items())) for state in states(watched)}
    found = []
    for number, state in enumerate(sorted(distinct)):
        root = laid_out(tmp_path / f"cut-{number}", dict(state))
        edits.sweep(root)
        found.append(contents(root))
    return found


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_power_cut_leaves_old_or_new(tmp_path: Path, story: list[Edit], monkeypatch: pytest.MonkeyPatch) -> None:
    found = found_after_power_cuts(tmp_path, story, monkeypatch)
    assert [state for state in found if state not in (BEFORE, after(story))] == []
    assert BEFORE in found
    assert after(story) in found


def test_without_flushing_files_a_power_cut_is_found_to_tear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test of this test."""
    monkeypatch.setattr(Disk, "flush", lambda self, handle: None)
    found = found_after_power_cuts(tmp_path, STORIES["replace"], monkeypatch)
    assert any(state not in (BEFORE, after(STORIES["replace"])) for state in found)


def test_a_note_that_comes_before_its_staged_files_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test of this test: the names of staged files must be sure before the note that speaks of them."""
    monkeypatch.setattr(disk, "flush_folder", lambda root, folder: None)
    found = found_after_power_cuts(tmp_path, STORIES["release"], monkeypatch)
    assert any(state not in (BEFORE, after(STORIES["release"])) for state in found)


def test_the_order_of_one_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written aside, flushed, closed, named, the folder flushed, the passing name taken away."""
    watched = Watched()
    root = laid_out(tmp_path, BEFORE)
    monkeypatch.setattr(disk, "calls", watched)
    edits.apply(root, STORIES["create"])
    assert [name for name, _ in watched.log] == [
        "make_folder", "flush", "open_new", "write", "flush", "close", "link", "flush", "remove",
    ]  # fmt: skip


def test_the_order_of_a_new_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched()
    root = laid_out(tmp_path, BEFORE)
    monkeypatch.setattr(disk, "calls", watched)
    edits.apply(root, STORIES["replace"])
    assert [name for name, _ in watched.log] == ["open_new", "write", "flush", "close", "rename", "flush"]


def test_the_note_is_there_from_before_the_first_edit_until_after_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = laid_out(tmp_path, BEFORE)
    there: list[tuple[str, bool]] = []

    def before(place: int, name: str, words: tuple[object, ...]) -> None:
        if name in ("link", "rename", "remove"):
            path = Path(str(words[-1]))
            there.append((path.name if ".ressio-tmp" not in path.name else "(staged)", (root / journal.NAME).is_file()))

    monkeypatch.setattr(disk, "calls", Watched(before))
    edits.apply(root, STORIES["release"])
    assert there == [
        (".ressio-journal", False),
        ("INV-0002.yaml", True), ("(staged)", True),
        ("march.yaml", True),
        ("INV-0001.yaml", True),
        ("2026-03-31-credit.yaml", True), ("(staged)", True),
        (".ressio-journal", True),
    ]  # fmt: skip
