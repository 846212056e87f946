"""The note of what is still to be done: carried out when it is ours, thrown away when it comes from a stranger."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from faults import Killed, Watched, contents, planted

from ressio_cli.files import disk, edits, journal
from ressio_cli.files.edits import NewFile
from ressio_cli.files.journal import Step, digest
from ressio_cli.model.problem import Trouble


def hostile(root: Path, text: str | bytes) -> dict[str, bytes]:
    (root / "keep.yaml").write_bytes(b"keep\n")
    (root / ".ressio-tmp-0123456789ab").write_bytes(b"evil\n")
    (root / journal.NAME).write_bytes(text if isinstance(text, bytes) else text.encode())
    edits.sweep(root)
    return contents(root)


KEPT = {"keep.yaml": b"keep\n"}
DONE = {"action": "replace", "path": "keep.yaml", "staged": "", "old": "x", "new": digest(b"keep\n")}


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "{}", "7", '"steps"', '{"steps": 7, "begun": true}', '{"steps": [7], "begun": true}',
        '{"steps": [{}], "begun": true}', '{"begun": "yes", "steps": []}', "[" * 200_000, b"\xff\xfe\x00", b"\0" * 99,
        "9" * 5000,
    ],
    ids=range(14),
)  # fmt: skip
def test_a_note_that_is_none_of_ours_is_thrown_away(tmp_path: Path, text: str | bytes) -> None:
    assert hostile(tmp_path, text) == KEPT


@pytest.mark.parametrize(
    "change",
    [
        {"path": "../keep.yaml"}, {"path": "/etc/passwd"}, {"path": ".git/config"}, {"path": "a/../keep.yaml"},
        {"path": "keep.yaml\n"}, {"path": 7}, {"action": "run"}, {"action": None}, {"old": ""}, {"new": None},
        {"staged": "keep.yaml"}, {"staged": "../.ressio-tmp-0123456789ab"}, {"staged": ""}, {"extra": "x"},
    ],
    ids=str,
)  # fmt: skip
def test_a_note_with_one_unsound_step_is_not_believed_at_all(tmp_path: Path, change: dict[str, object]) -> None:
    sound = {"action": "replace", "path": "keep.yaml", "staged": ".ressio-tmp-0123456789ab",
             "old": digest(b"keep\n"), "new": digest(b"evil\n")}  # fmt: skip
    text = json.dumps({"begun": True, "steps": [sound, sound | change]})
    assert hostile(tmp_path, text) == KEPT


def test_a_note_is_believed_only_as_far_as_its_digests_fit(tmp_path: Path) -> None:
    staged = ".ressio-tmp-0123456789ab"
    for old, new in ((digest(b"other\n"), digest(b"evil\n")), (digest(b"keep\n"), digest(b"other\n"))):
        steps = [{"action": "replace", "path": "keep.yaml", "staged": staged, "old": old, "new": new}]
        assert hostile(tmp_path, json.dumps({"begun": True, "steps": steps})) == KEPT


def test_a_note_does_not_reach_out_of_the_project(tmp_path: Path) -> None:
    root, outside = planted(tmp_path)
    steps = [
        {"action": "remove", "path": "changes/x.yaml", "staged": "", "old": digest(b"private\n"), "new": ""},
        {"action": "remove", "path": "budget.yaml", "staged": "", "old": digest(b"private\n"), "new": ""},
        {"action": "create", "path": "changes/y.yaml", "staged": ".ressio-tmp-0123456789ab", "old": "",
         "new": digest(b"evil\n")},
    ]  # fmt: skip
    (root / journal.NAME).write_text(json.dumps({"begun": True, "steps": steps}))
    (root / ".ressio-tmp-0123456789ab").write_bytes(b"evil\n")
    (outside / ".ressio-tmp-0123456789ab").write_bytes(b"theirs\n")
    assert edits.sweep(root) == ["cleaned up 1 unfinished file"]
    assert contents(outside) == {"x.yaml": b"private\n", ".ressio-tmp-0123456789ab": b"theirs\n"}


def test_a_sound_note_is_carried_out(tmp_path: Path) -> None:
    """The guards above do not refuse everything."""
    (tmp_path / "new.yaml").write_bytes(b"new\n")
    (tmp_path / "old.yaml").write_bytes(b"old\n")
    steps = [
        Step("create", "new.yaml", ".ressio-tmp-0123456789ab", "", digest(b"new\n")),
        Step("remove", "old.yaml", "", digest(b"old\n"), ""),
    ]
    journal.write(tmp_path, steps)
    assert edits.sweep(tmp_path) == ["finished what was cut off: old.yaml"]
    assert contents(tmp_path) == {"new.yaml": b"new\n"}


def test_a_large_attachment_is_finished_and_taken_back_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Larger than any file that is read as text."""
    large = b"\xff\xd8" + b"x" * 5_000_000
    story = [NewFile("drafts/a.yaml", b"a\n"), NewFile("attachments/a/slab.jpg", large), NewFile("b.yaml", b"b\n")]

    def fails(at: int, error: BaseException) -> Callable[[int, str, tuple[object, ...]], None]:
        links = iter(range(99))

        def before(place: int, name: str, words: tuple[object, ...]) -> None:
            if name == "link" and next(links) == at:
                raise error

        return before

    monkeypatch.setattr(disk, "calls", Watched(fails(2, OSError(errno.ENOSPC, ""))))
    with pytest.raises(Trouble):
        edits.apply(tmp_path, story)
    assert contents(tmp_path) == {}
    monkeypatch.setattr(disk, "calls", Watched())
    links = iter(range(99))

    def dies(place: int, name: str, words: tuple[object, ...]) -> None:
        if (name == "link" and next(links) == 2) or dead:
            dead.append(place)
            raise Killed

    dead: list[int] = []
    monkeypatch.setattr(disk, "calls", Watched(dies))
    with pytest.raises(Killed):
        edits.apply(tmp_path, story)
    monkeypatch.setattr(disk, "calls", Watched())
    assert edits.sweep(tmp_path)[:1] == ["finished what was cut off: b.yaml"]
    assert contents(tmp_path) == {edit.path: edit.new for edit in story}
