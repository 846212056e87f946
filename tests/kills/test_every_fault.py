"""Every command, reads included, on a system on which each kind of call fails: it says so, or does what it does.

Of each kind two calls fail in every run of the suite; all of them, in several ways, under RESSIO_SOAK.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.house import Answer
from files.faults import CHANGES, LOOKS, Watched, contents
from kills.every_command import DEEDS, READS, Deed, copy, run

from ressio_cli.files import disk
from ressio_cli.files.folder import read_folder

SOAK = bool(os.environ.get("RESSIO_SOAK"))
FAULTS = (errno.EIO, errno.EACCES, errno.EMFILE, errno.ENOSPC) if SOAK else (errno.EIO,)


@pytest.fixture(autouse=True)
def _real_calls_afterwards() -> Iterator[None]:
    kept = disk.calls
    disk.calls = Watched()
    yield
    disk.calls = kept


def counted(root: Path, deed: Deed) -> tuple[dict[str, int], Answer]:
    """How often each kind of call is made, and what the command says."""
    disk.calls = watched = Watched(names=(*LOOKS, *CHANGES))
    answer = run(root, deed.words)
    disk.calls = Watched()
    names = [name for name, _ in watched.log]
    assert answer.code == 0, answer
    return {name: names.count(name) for name in dict.fromkeys(names)}, answer


def places(count: int) -> list[int]:
    return list(range(1, count + 1)) if SOAK else sorted({1, (count + 1) // 2, count})[-2:]


def failed(root: Path, deed: Deed, name: str, place: int, number: int) -> Answer:
    """The command, on a system on which one call fails."""

    def before(at: int, call: str, words: tuple[object, ...]) -> None:
        if at == place:
            raise OSError(number, os.strerror(number))

    disk.calls = watched = Watched(before, names=(name,))
    try:
        return run(root, deed.words)
    finally:
        watched.bury()
        disk.calls = Watched()


def people(files: dict[str, bytes]) -> dict[str, bytes]:
    """Without what is derived or unfinished."""
    return {
        path: data
        for path, data in files.items()
        if not path.startswith(("pdf/", "portal/", ".ressio")) and "/.ressio" not in path
    }


def facts(root: Path) -> dict[str, bytes]:
    return people(contents(root)) if (root / "ressio.toml").exists() else {}


@pytest.mark.parametrize("deed", READS, ids=lambda deed: deed.line)
def test_a_command_that_reads_says_what_it_could_not_read_or_tells_the_same(tmp_path: Path, deed: Deed) -> None:
    """What is out of reach is never taken for nothing: the figures are those of all the files, or there are none."""
    root = copy("job", True, tmp_path / "job")
    before = contents(root)
    calls, whole = counted(root, deed)
    for name, count in calls.items():
        for place in places(count):
            for number in FAULTS:
                answer = failed(root, deed, name, place, number)
                told = (name, place, errno.errorcode[number], answer)
                assert contents(root) == before, told
                if answer.code == 0 and "(unreadable)" in answer.out:
                    assert deed.line == "outbox list", told
                elif answer.code == 0:
                    assert (answer.out, answer.err) == (whole.out, whole.err), told
                else:
                    assert (answer.code, answer.out) == (4, ""), told
                    assert "this could not be " in answer.err and "Traceback" not in answer.err, told


@pytest.mark.parametrize("name", DEEDS)
def test_a_command_that_writes_does_all_of_it_or_nothing(tmp_path: Path, name: str) -> None:
    deed = DEEDS[name]
    root = copy(deed.scene, True, tmp_path / "whole")
    old = facts(root)
    calls, _ = counted(root, deed)
    new = facts(root)
    for call, count in calls.items():
        for place in places(count):
            for number in FAULTS:
                root = copy(deed.scene, True, tmp_path / f"{call}-{place}-{number}")
                answer = failed(root, deed, call, place, number)
                told = (call, place, errno.errorcode[number], answer)
                assert answer.code in (0, 4), told
                assert "Traceback" not in answer.err, told
                if answer.code == 4:
                    assert "this could not be " in answer.err, told
                    assert facts(root) == old or "the files are written" in answer.err, told
                elif deed.scene != "nothing" and "nobody was told" not in answer.err:
                    assert facts(root) == new, told
                if deed.scene != "nothing":
                    assert dict(read_folder(root).texts), told
