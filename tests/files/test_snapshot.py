"""A reader sees the state before a command or the one after it: while it writes, after it was killed, whatever it does.

The states that a command leads through are recorded one by one; a reader is then put beside it, and between any two
of its looks the folder changes as the command changed it.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faults import LOOKS, Killed, Watched, contents, dying
from test_edits_faults import BEFORE, RELEASE, STORIES, after

from ressio_cli.files import disk, edits, snapshot
from ressio_cli.files.edits import Edit, NewFile
from ressio_cli.files.snapshot import Snapshot, taken
from ressio_cli.model.problem import Trouble

ATTACHED: list[Edit] = [
    NewFile("drafts/april.yaml", b"title: April\n"),
    NewFile("attachments/april/slab.jpg", b"\xff\xd8slab"),
    NewFile("attachments/april/wall.jpg", b"\xff\xd8wall"),
]
ALL = {**STORIES, "attached": ATTACHED}


@pytest.fixture(autouse=True)
def _real_calls_afterwards() -> Iterator[None]:
    kept = disk.calls
    yield
    disk.calls = kept


def laid_out(root: Path, files: dict[str, bytes]) -> Path:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def facts(files: dict[str, bytes]) -> dict[str, bytes]:
    """What of a folder a reader takes for facts."""
    return {path: data for path, data in files.items() if not path.startswith((".", "attachments/"))}


def seen(read: Snapshot) -> dict[str, bytes]:
    """What a reader saw."""
    paths = set(snapshot.ROOT_FILES)
    for folder in snapshot.FOLDERS:
        names = read.names(folder)
        assert not isinstance(names, snapshot.Strange)
        paths |= {f"{folder}/{name}" for name, is_folder in names or () if not is_folder}
    found = {path: read.content(path) for path in paths if not path.startswith(".")}
    assert all(data is None or isinstance(data, bytes) for data in found.values())
    return {path: data for path, data in found.items() if isinstance(data, bytes)}


def states(root: Path, story: list[Edit], spoil: Callable[[str], bool] = lambda path: False) -> list[dict[str, bytes]]:
    """The folder before each call that changes it, and at the end. Names are not given where `spoil` says so."""
    found: list[dict[str, bytes]] = []

    def before(place: int, name: str, words: tuple[object, ...]) -> None:
        found.append(contents(root))
        if name in ("link", "rename", "remove") and ".ressio" not in str(words[-1]) and spoil(str(words[-1])):
            raise OSError(28, "")

    disk.calls = Watched(before)
    try:
        edits.apply(root, story)
    except Trouble:
        pass
    finally:
        disk.calls = Watched()
    return [*found, contents(root)]


def becomes(root: Path, files: dict[str, bytes]) -> None:
    """Change the folder as a writer would: a new text is a new file, put in its place in one step."""
    there = contents(root)
    for path in there.keys() - files.keys():
        (root / path).unlink()
    for path, data in files.items():
        if there.get(path) != data:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            aside = root / path.replace("/", "-").join((".new-", ""))
            aside.write_bytes(data)
            os.replace(aside, root / path)


@pytest.mark.parametrize("story", ALL.values(), ids=ALL)
def test_whoever_reads_between_two_steps_sees_old_or_new(tmp_path: Path, story: list[Edit]) -> None:
    told = []
    for state in states(laid_out(tmp_path / "job", BEFORE), story):
        root = laid_out(tmp_path / "look", state)
        told.append(seen(taken(root)))
        assert contents(root) == state, "a reader writes nothing"
        shutil.rmtree(root)
    old, new = facts(BEFORE), facts(after(story))
    assert [state for state in told if state not in (old, new)] == []
    assert told == [old] * told.count(old) + [new] * told.count(new), "once new, it stays new"
    assert told[0] == old and told[-1] == new


@pytest.mark.parametrize("story", ALL.values(), ids=ALL)
def test_whoever_reads_after_a_kill_sees_what_the_next_writer_will_make_of_it(
    tmp_path: Path, story: list[Edit]
) -> None:
    for place in itertools.count(1):
        root = laid_out(tmp_path / str(place), BEFORE)
        disk.calls = dying(place)
        try:
            edits.apply(root, story)
            break
        except Killed:
            disk.calls = Watched()
        before = seen(taken(root))
        edits.sweep(root)
        assert seen(taken(root)) == before == facts(contents(root)), place
    disk.calls = Watched()


@pytest.mark.parametrize("story", ALL.values(), ids=ALL)
def test_a_folder_that_changes_under_a_readers_eyes_is_read_as_old_or_new(tmp_path: Path, story: list[Edit]) -> None:
    """Between two looks a writer goes from any step to any later one; drawn from all the ways that can be."""
    passed = states(laid_out(tmp_path / "job", BEFORE), story)
    root = laid_out(tmp_path / "look", BEFORE)
    looks = Watched(names=LOOKS)
    disk.calls = looks
    taken(root)
    ways = [(first, last, look) for first in range(len(passed)) for last in range(first + 1, len(passed))
            for look in range(1, len(looks.log) + 1)]  # fmt: skip
    expected = (facts(BEFORE), facts(after(story)))
    for first, last, look in random.Random(len(ways)).sample(ways, min(300, len(ways))):
        disk.calls = Watched()
        becomes(root, passed[first])

        def writes(place: int, name: str, words: tuple[object, ...], look: int = look, last: int = last) -> None:
            if place == look:
                becomes(root, passed[last])

        disk.calls = Watched(writes, names=LOOKS)
        assert seen(taken(root)) in expected, (first, last, look)


def test_two_whole_commands_under_a_readers_eyes(tmp_path: Path) -> None:
    """Each file may be read between others: what is seen is one of three states, and never of two of them."""
    release, pay = after(RELEASE), after(RELEASE) | {"payments/p.yaml": b"amount: 1.00\n"}
    root = laid_out(tmp_path, BEFORE)
    looks = Watched(names=LOOKS)
    disk.calls = looks
    taken(root)
    for one, other in itertools.combinations(range(1, len(looks.log) + 1), 2):
        disk.calls = Watched()
        becomes(root, BEFORE)

        def writes(place: int, name: str, words: tuple[object, ...], one: int = one, other: int = other) -> None:
            if place in (one, other):
                becomes(root, release if place == one else pay)

        disk.calls = Watched(writes, names=LOOKS)
        assert seen(taken(root)) in (facts(BEFORE), facts(release), facts(pay)), (one, other)


@pytest.mark.parametrize("fails", ["march.yaml", "INV-0001.yaml", "2026-03-31-credit.yaml"])
def test_a_command_that_is_taken_back_is_seen_as_done_or_undone(tmp_path: Path, fails: str) -> None:
    """An edit fails; those before it are undone. Nobody sees a part of them."""
    spoiled = states(laid_out(tmp_path / "job", BEFORE), RELEASE, lambda path: path.endswith(fails))
    assert facts(spoiled[-1]) == facts(BEFORE)
    told = []
    for state in spoiled:
        root = laid_out(tmp_path / "look", state)
        told.append(seen(taken(root)))
        shutil.rmtree(root)
    assert [state for state in told if state not in (facts(BEFORE), facts(after(RELEASE)))] == []
    assert told[-1] == facts(BEFORE)


def test_attachments_are_there_before_the_draft_that_names_them(tmp_path: Path) -> None:
    for state in states(laid_out(tmp_path / "job", BEFORE), ATTACHED):
        root = laid_out(tmp_path / "look", state)
        if "drafts/april.yaml" in seen(taken(root)):
            assert {"attachments/april/slab.jpg", "attachments/april/wall.jpg"} <= contents(root).keys()
        shutil.rmtree(root)


def test_attachments_of_a_command_that_never_happened_are_taken_back(tmp_path: Path) -> None:
    for place in itertools.count(1):
        root = laid_out(tmp_path / str(place), BEFORE)
        disk.calls = dying(place)
        try:
            edits.apply(root, ATTACHED)
            break
        except Killed:
            disk.calls = Watched()
        edits.sweep(root)
        assert contents(root) in (BEFORE, after(ATTACHED)), place


def test_a_journal_of_a_stranger_changes_nothing_a_reader_sees(tmp_path: Path) -> None:
    """It is believed only as far as its digests fit what lies there."""
    root = laid_out(tmp_path, BEFORE)
    staged = ".ressio-tmp-0123456789ab"
    (root / staged).write_bytes(b"title: Evil\n")
    step = {"action": "replace", "path": "drafts/march.yaml", "staged": staged, "old": "0" * 64, "new": "1" * 64}
    for text in (b"{", b"[]", b'{"begun": true, "decides": 7, "steps": []}',
                 str({"begun": True, "steps": [step]}).replace("'", '"').replace("True", "true").encode()):  # fmt: skip
        (root / ".ressio-journal").write_bytes(text)
        assert seen(taken(root)) == BEFORE


def test_a_reader_gives_up_on_files_that_never_stand_still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = laid_out(tmp_path, BEFORE)
    monkeypatch.setattr(snapshot, "PATIENCE", 0.0)
    times = itertools.count(1)

    def touches(place: int, name: str, words: tuple[object, ...]) -> None:
        if name == "status":
            os.utime(root / "ressio.toml", ns=(0, next(times)))

    disk.calls = Watched(touches, names=LOOKS)
    with pytest.raises(Trouble) as trouble:
        taken(root)
    assert [problem.code for problem in trouble.value.problems] == ["project.changing"]


def test_a_snapshot_knows_whether_the_facts_still_stand(tmp_path: Path) -> None:
    root = laid_out(tmp_path, BEFORE)
    read = taken(root)
    assert read.is_current()
    (root / "pdf").mkdir()
    (root / "pdf/INV-0001.pdf").write_bytes(b"%PDF-")
    (root / "drafts/.ressio-tmp-0123456789ab").write_bytes(b"half")
    assert read.is_current(), "what is derived or unfinished is no fact"
    for path, data in (("drafts/march.yaml", b"title: Marsh\n"), ("bills/new.yaml", b"x\n"), ("budget.yaml", b"")):
        becomes(root, contents(root) | {path: data})
        assert not read.is_current(), path
        read = taken(root)


@pytest.mark.parametrize("story", ALL.values(), ids=ALL)
def test_a_writer_knows_the_state_that_it_made_without_reading_it(tmp_path: Path, story: list[Edit]) -> None:
    root = laid_out(tmp_path, BEFORE)
    before = taken(root)
    edits.apply(root, story)
    now = before.with_edits((edit.path, edit.new) for edit in story)
    assert seen(now) == seen(taken(root))
    assert now.is_current()


def test_the_first_earlier_revision_makes_a_folder_and_the_state_is_still_known(tmp_path: Path) -> None:
    root = laid_out(tmp_path, BEFORE)
    before = taken(root)
    story: list[Edit] = [NewFile("invoices/superseded/INV-0001.r1.yaml", b"title: February\n")]
    edits.apply(root, story)
    assert before.with_edits((edit.path, edit.new) for edit in story).is_current()
