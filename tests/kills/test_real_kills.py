"""Real processes: killed at random moments, with readers beside them all the while.

A few in every run of the suite, five hundred under RESSIO_SOAK (`make soak`), which then prints how many kills fell
into the time in which the command wrote.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.house import quiet_run
from files.faults import contents
from kills.every_command import DAY, DEEDS, SOMEWHERE, copy, run

from ressio_cli.files.folder import read_folder

KILLS = 500 if os.environ.get("RESSIO_SOAK") else 6
LINES = (
    "release march", "void 1", "pay 1 1000", "invoice edit 1", "invoice new",
    "payment refund 2026-03-31-INV-0003-2 2",
)  # fmt: skip
OF_THE_FOLDER = ("project.unfinished", "pdf.outdated", "portal.outdated")
SEED = 20260331


def started(root: Path, words: list[str]) -> subprocess.Popen[bytes]:
    filled = [word.replace(SOMEWHERE, str(root.parent / "elsewhere")) for word in words]
    return subprocess.Popen(
        [sys.executable, "-m", "ressio_cli", "-C", str(root), *filled],
        env={**os.environ, "RESSIO_TODAY": DAY}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def facts(root: Path) -> dict[str, bytes]:
    return dict(read_folder(root).texts)


def is_writing(root: Path) -> bool:
    """The first sign of it."""
    return any(entry.name.startswith(".ressio-") for entry in os.scandir(root))


def checked(root: Path) -> list[str]:
    answer = quiet_run(["-C", str(root), "check", "--json"], DAY)
    assert answer.code == 0, answer
    return [problem["code"] for problem in answer.json["problems"] if problem["code"] in OF_THE_FOLDER]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[dict[str, bytes], dict[str, bytes], float]]:
    """The state before and after each command, and how long it takes."""
    found = {}
    for line in LINES:
        root = copy("job", True, tmp_path_factory.mktemp("whole") / "x")
        old = facts(root)
        began = time.monotonic()
        assert started(root, DEEDS[line].words).wait(120) == 0
        found[line] = (old, facts(root), time.monotonic() - began)
    return found


def test_whoever_is_killed_at_random_leaves_old_or_new_for_every_reader_at_once(
    tmp_path: Path, outcomes: dict[str, tuple[dict[str, bytes], dict[str, bytes], float]]
) -> None:
    draw = random.Random(SEED)
    inside = happened = reads = 0
    for number in range(KILLS):
        line = LINES[number % len(LINES)]
        old, new, seconds = outcomes[line]
        root = copy("job", True, tmp_path / str(number))
        process = started(root, DEEDS[line].words)
        wait = draw.uniform(0, seconds) if number % 3 == 0 else draw.uniform(0, 0.06)
        until = time.monotonic() + wait
        begun = number % 3 == 0
        while process.poll() is None:
            assert facts(root) in (old, new), (number, line, "a reader beside it")
            reads += 1
            if not begun and is_writing(root):
                begun, until = True, time.monotonic() + wait
            if begun and time.monotonic() > until:
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        inside += is_writing(root)
        assert facts(root) in (old, new), (number, line)
        happened += facts(root) == new
        assert checked(root) in ([], ["project.unfinished"]), (number, line)
        answer = run(root, ["payment", "new", "3", "--ref", "3"])
        assert answer.code == 0, (number, line, answer)
        assert checked(root) == [], (number, line)
        left = [path for path in contents(root) if "/.ressio-" in f"/{path}" and not path.startswith("portal/")]
        assert left == [], (number, line)
        shutil.rmtree(tmp_path / str(number))
    print(f"{KILLS} kills, seed {SEED}: {inside} while it wrote, {happened} had happened; {reads} readings beside them")
    assert inside >= KILLS // 5, "most kills came too early or too late to prove anything"


STORY = (
    "change approve CO-002 --by Dana", "invoice new --change CO-002 --title Lamp", "release lamp", "pay 4 10 --ref 4",
    "invoice edit march --percent A1=70", "void 4 --reason Wrong --reissue", "release march", "payment new 5 --ref 55",
)  # fmt: skip


def states(root: Path) -> Iterator[dict[str, bytes]]:
    yield facts(root)
    for line in STORY:
        answer = run(root, line.split())
        assert answer.code == 0, (line, answer)
        yield facts(root)


def test_readers_beside_writers_see_one_state_after_the_other(tmp_path: Path) -> None:
    passed = list(states(copy("job", True, tmp_path / "whole")))
    root = copy("job", True, tmp_path / "beside")
    seen = [0]
    for line in STORY:
        process = started(root, line.split())
        while process.poll() is None:
            now = facts(root)
            assert now in passed, line
            seen.append(passed.index(now))
        assert process.returncode == 0, line
    assert seen == sorted(seen), "nobody sees an older state after a newer one"
    assert facts(root) == passed[-1]
    assert len(seen) > len(STORY)


def test_check_beside_a_writer_finds_nothing(tmp_path: Path) -> None:
    """A watcher, a prompt, a job of a build server."""
    root = copy("job", True, tmp_path / "beside")
    for line in STORY:
        process = started(root, line.split())
        while process.poll() is None:
            answer = quiet_run(["-C", str(root), "check", "--json"], DAY)
            assert answer.code == 0, (line, answer)
            assert [one for one in answer.json["problems"] if one["severity"] == "problem"] == []
        assert process.returncode == 0, line


def test_many_releases_at_once_take_a_number_each_and_leave_nothing_behind(tmp_path: Path) -> None:
    root = copy("job", True, tmp_path / "job")
    names = [f"d{number}" for number in range(8)]
    for name in names:
        assert run(root, ["invoice", "new", "--item", "Fee=5", "--id", name]).code == 0
    running = [started(root, ["release", name]) for name in names]
    assert [process.wait(120) for process in running] == [0] * 8
    numbers = sorted(path.stem for path in (root / "invoices").glob("*.yaml"))
    assert numbers == [f"INV-{number:04}" for number in range(1, 12)]
    assert checked(root) == []
    assert {f"pdf/{number}.pdf" for number in numbers} <= contents(root).keys()
    assert not is_writing(root)


STRACE = shutil.which("strace")


@pytest.mark.skipif(STRACE is None, reason="needs strace")
@pytest.mark.parametrize("call", ["link,linkat", "rename,renameat,renameat2", "unlink,unlinkat", "fsync"])
@pytest.mark.parametrize("nth", [1, 3])
def test_killed_by_the_system_at_a_call(tmp_path: Path, call: str, nth: int) -> None:
    """The calls that the tests of kills count are those that the system sees."""
    root = copy("job", True, tmp_path / "job")
    old = facts(root)
    whole = copy("job", True, tmp_path / "whole")
    run(whole, DEEDS["release march"].words)
    assert STRACE
    line = [STRACE, "-f", "-qq", "-o", os.devnull, "-e", f"inject={call}:signal=KILL:when={nth}", sys.executable, "-m",
            "ressio_cli", "-C", str(root), *DEEDS["release march"].words]  # fmt: skip
    subprocess.run(line, env={**os.environ, "RESSIO_TODAY": DAY}, capture_output=True, check=False)
    assert facts(root) in (old, facts(whole))
    assert checked(root) in ([], ["project.unfinished"])
    assert run(root, ["payment", "new", "3", "--ref", "3"]).code == 0
    assert checked(root) == []
