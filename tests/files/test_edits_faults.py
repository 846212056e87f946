"""Edits on a disk that fails: at every call, in every way, once, twice or for good; and on a process that is killed.

What is found afterwards is the old state or the new one, never anything between.
"""

from __future__ import annotations

import errno
import itertools
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from faults import Killed, Watched, contents, dying, failing, failing_from, read_by_people

from ressio_cli.files import disk, edits
from ressio_cli.files.edits import Edit, NewFile, Remove, Rewrite
from ressio_cli.model.problem import Trouble

FAULTS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your quota of the disk is used up",
    errno.EIO: "the disk reports a fault",
    errno.EACCES: "permission is denied",
    errno.EROFS: "the disk can only be read",
    errno.EMFILE: "too many files are open",
}
BEFORE: dict[str, bytes] = {
    "ressio.toml": b"[project]\n",
    "drafts/march.yaml": b"title: March\n",
    "invoices/INV-0001.yaml": b"title: February\n",
}
RELEASE: list[Edit] = [
    NewFile("invoices/INV-0002.yaml", b"title: March\nnumber: 2\n"),
    Remove("drafts/march.yaml", b"title: March\n"),
    Rewrite("invoices/INV-0001.yaml", b"title: February\n", b"title: February\nvoid: true\n"),
    NewFile("payments/2026-03-31-credit.yaml", b"amount: 5.00\n"),
]
STORIES: dict[str, list[Edit]] = {
    "create": [NewFile("changes/CO-001.yaml", b"title: Deck\n")],
    "replace": [Rewrite("invoices/INV-0001.yaml", b"title: February\n", b"title: Feb\n")],
    "remove": [Remove("drafts/march.yaml", b"title: March\n")],
    "release": RELEASE,
    "redo": [RELEASE[1], RELEASE[2], Rewrite("ressio.toml", b"[project]\n", b"[project]\nname = 1\n")],
}
Place = Callable[[], Path]


def after(story: list[Edit]) -> dict[str, bytes]:
    found = dict(BEFORE)
    for edit in story:
        found.pop(edit.path, None)
        if edit.new is not None:
            found[edit.path] = edit.new
    return found


@pytest.fixture
def fresh(tmp_path: Path) -> Place:
    """A new copy of the project, as often as one is wanted."""
    numbers = itertools.count()

    def made() -> Path:
        root = tmp_path / str(next(numbers))
        for path, data in BEFORE.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        return root

    return made


@pytest.fixture(autouse=True)
def _real_calls_afterwards() -> Iterator[None]:
    kept = disk.calls
    yield
    disk.calls = kept


def through(calls: Watched, root: Path, story: list[Edit]) -> str:
    """How applying the edits ends on this disk."""
    disk.calls = calls
    try:
        edits.apply(root, story)
    except Trouble as trouble:
        assert trouble.exit_code == 4
        return trouble.problems[0].message
    except Killed:
        return "killed"
    finally:
        disk.calls = Watched()
    return "done"


def calls_of(fresh: Place, story: list[Edit]) -> int:
    calls = Watched()
    assert through(calls, fresh(), story) == "done"
    return len(calls.log)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
@pytest.mark.parametrize("number", FAULTS, ids=[errno.errorcode[number] for number in FAULTS])
def test_a_call_that_fails_once_changes_not_one_byte(fresh: Place, story: list[Edit], number: int) -> None:
    done_all_the_same = []
    for place in range(1, calls_of(fresh, story) + 1):
        root, calls = fresh(), failing([place], number)
        said = through(calls, root, story)
        if said == "done":
            done_all_the_same.append(calls.log[place - 1][0])
            assert read_by_people(root) == after(story)
            edits.sweep(root)
            assert read_by_people(root) == contents(root) == after(story)
            continue
        told = [f"this could not be {what}: {FAULTS[number]}" for what in ("written", "removed", "made")]
        assert said in [f"{sentence}; nothing was changed" for sentence in told]
        assert contents(root) == BEFORE
    assert set(done_all_the_same) <= {"remove", "flush"}, "only the cleaning up afterwards may fail"
    assert done_all_the_same.count("flush") <= 1, "the flush after the note was taken away"


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_disk_that_fails_for_good_leaves_old_or_new(fresh: Place, story: list[Edit]) -> None:
    for place in range(1, calls_of(fresh, story) + 1):
        root = fresh()
        said = through(failing_from(place, errno.EROFS), root, story)
        at_once = contents(root)
        edits.sweep(root)
        assert contents(root) in (BEFORE, after(story))
        if said.endswith("nothing was changed"):
            assert read_by_people(root) == {path: at_once[path] for path in BEFORE} == BEFORE
        else:
            assert said == "done" or said.endswith("the next ressio command that writes makes it whole")


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_disk_that_fails_twice_leaves_old_or_new(fresh: Place, story: list[Edit]) -> None:
    """The second fault strikes while the first is being made good."""
    last = calls_of(fresh, story)
    for first in range(1, last + 1):
        root, calls = fresh(), failing([first], errno.ENOSPC)
        through(calls, root, story)
        for second in range(first + 1, len(calls.log) + 1):
            root = fresh()
            through(failing([first, second], errno.ENOSPC), root, story)
            edits.sweep(root)
            assert contents(root) in (BEFORE, after(story)), (first, second)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_process_killed_at_any_call_leaves_old_or_new(fresh: Place, story: list[Edit]) -> None:
    seen = []
    for place in range(1, calls_of(fresh, story) + 1):
        root = fresh()
        assert through(dying(place), root, story) == "killed"
        edits.sweep(root)
        found = contents(root)
        assert found in (BEFORE, after(story)), place
        seen.append(found == after(story))
        assert edits.sweep(root) == [], "nothing is left to be swept"
    assert seen == sorted(seen), "from the moment of truth on it is the new state"
    assert seen[0] is False


def test_a_process_killed_while_it_makes_good_leaves_old_or_new(fresh: Place) -> None:
    """Killed, then killed again while sweeping: the third one finds old or new."""
    for first in range(1, calls_of(fresh, RELEASE) + 1):
        for second in itertools.count(1):
            root = fresh()
            through(dying(first), root, RELEASE)
            disk.calls = dying(second)
            try:
                edits.sweep(root)
            except Killed:
                disk.calls = Watched()
                edits.sweep(root)
                assert contents(root) in (BEFORE, after(RELEASE)), (first, second)
                continue
            finally:
                disk.calls = Watched()
            break


def test_a_process_killed_while_it_takes_back_leaves_old_or_new(fresh: Place) -> None:
    """The last edit fails; the process is killed at any call of taking the others back."""
    calls = Watched()
    through(calls, fresh(), RELEASE)
    fault = max(place for place, (name, _) in enumerate(calls.log, 1) if name == "link")
    for death in itertools.count(fault + 1):
        root = fresh()

        def before(place: int, name: str, words: object, death: int = death) -> None:
            if place == fault:
                raise OSError(errno.EIO, "")
            if place >= death:
                raise Killed

        if through(Watched(before), root, RELEASE) != "killed":
            break
        edits.sweep(root)
        assert contents(root) in (BEFORE, after(RELEASE)), death
    assert death > fault + 10


def test_an_interrupt_takes_back_what_was_done(fresh: Place) -> None:
    """Ctrl-C, unlike a kill, leaves time to clean up."""
    for place in range(1, calls_of(fresh, RELEASE) + 1):
        root = fresh()

        def before(at: int, name: str, words: object, place: int = place) -> None:
            if at == place:
                raise KeyboardInterrupt

        disk.calls = Watched(before)
        with suppress(KeyboardInterrupt):
            edits.apply(root, RELEASE)
        disk.calls = Watched()
        edits.sweep(root)
        assert contents(root) in (BEFORE, after(RELEASE)), place


def test_what_is_told_of_a_command_that_was_cut_off(fresh: Place) -> None:
    calls = Watched()
    through(calls, fresh(), RELEASE)
    first_link = next(place for place, (name, _) in enumerate(calls.log, 1) if name == "link")
    early, late = fresh(), fresh()
    through(dying(first_link), early, RELEASE)
    through(dying(first_link + 1), late, RELEASE)
    assert edits.sweep(early) == ["cleaned up 3 unfinished files"]
    assert edits.sweep(late) == [
        "finished what was cut off: drafts/march.yaml",
        "finished what was cut off: invoices/INV-0001.yaml",
        "finished what was cut off: payments/2026-03-31-credit.yaml",
        "cleaned up 1 unfinished file",
    ]


def test_a_writer_that_overwrites_in_place_is_found_out(fresh: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test of these tests: a careless writer does not pass them."""

    def careless(root: Path, staged: str, path: str) -> None:
        (root / path).write_bytes(b"")
        disk.calls.remove(str(root / staged))
        (root / path).write_bytes(b"title: Feb\n")

    monkeypatch.setattr(disk, "replace", careless)
    found = []
    for place in range(1, calls_of(fresh, STORIES["replace"]) + 1):
        root = fresh()
        through(dying(place), root, STORIES["replace"])
        found.append(contents(root) in (BEFORE, after(STORIES["replace"])))
    assert not all(found)
