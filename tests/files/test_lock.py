"""The lock: one writer at a time, across threads and processes; it ends with its process."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from faults import failing

from ressio_cli.files import disk, edits, lock
from ressio_cli.files.edits import NewFile
from ressio_cli.files.lock import locked
from ressio_cli.model.problem import Trouble

fcntl = pytest.importorskip("fcntl")

HOLDER = """
    import sys, time
    from pathlib import Path
    from ressio_cli.files.lock import locked

    with locked(Path(sys.argv[1]), print):
        print("held", flush=True)
        time.sleep(60)
"""
CREATOR = """
    import sys
    from pathlib import Path
    from ressio_cli.files import edits
    from ressio_cli.files.lock import locked

    root, who = Path(sys.argv[1]), sys.argv[2]
    for _ in range(25):
        with locked(root, lambda sentence: None, patience=60):
            number = len(list(root.iterdir())) + 1
            edits.apply(root, [edits.NewFile(f"{number}.yaml", who.encode())])
"""


def started(program: str, *words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), *map(str, words)], stdout=subprocess.PIPE, text=True
    )


@contextmanager
def holder(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    process = started(HOLDER, root)
    try:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def silent(sentence: str) -> None:
    raise AssertionError(f"nobody waits, yet: {sentence}")


def test_a_free_lock_is_taken_at_once_and_leaves_nothing_behind(tmp_path: Path) -> None:
    for _ in range(3):
        with locked(tmp_path, silent):
            assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_after_the_patience_is_over_the_other_process_is_named(tmp_path: Path) -> None:
    told: list[str] = []
    with holder(tmp_path) as other, pytest.raises(Trouble) as trouble, locked(tmp_path, told.append, patience=0.7):
        pass
    named = f"another ressio command (process {other.pid})"
    assert told == [f"waiting for {named} to finish"]
    assert [(one.code, one.message, one.hint) for one in trouble.value.problems] == [(
        "lock.held", f"the project's lock was not free for 0.7 seconds; {named} holds it now",
        "wait until it has finished, then give the command again",
    )]  # fmt: skip
    assert trouble.value.exit_code == 4


def test_who_waits_a_little_is_told_nothing(tmp_path: Path) -> None:
    with holder(tmp_path), pytest.raises(Trouble), locked(tmp_path, silent, patience=0.1):
        pass


def test_a_killed_process_holds_no_lock(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
        with locked(tmp_path, silent, patience=0):
            pass


def test_who_waits_gets_it_once_it_is_free(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        threading.Timer(0.3, other.kill).start()
        began = time.monotonic()
        with locked(tmp_path, silent, patience=5):
            assert 0.2 < time.monotonic() - began < 3


GREEDY = """
    import sys, time
    from pathlib import Path
    from ressio_cli.files.lock import locked

    for turn in range(1000):
        with locked(Path(sys.argv[1]), lambda sentence: None):
            Path(sys.argv[2]).write_text(f"{turn}")
            time.sleep(0.03)
"""


def test_who_waits_is_not_passed_over_by_one_who_always_comes_back(tmp_path: Path) -> None:
    """Whoever only looks in now and then finds the lock taken again, turn after turn."""
    root, turns = tmp_path / "job", tmp_path / "turns"
    root.mkdir()
    turns.write_text("")
    other = started(GREEDY, root, turns)
    try:
        while not turns.read_text():
            time.sleep(0.01)
        passed = []
        for _ in range(5):
            before = int(turns.read_text() or 0)
            with locked(root, lambda sentence: None, patience=60):
                passed.append(int(turns.read_text()) - before)
    finally:
        other.kill()
        other.wait()
        assert other.stdout is not None
        other.stdout.close()
    assert max(passed) <= 20, passed


def test_who_gives_up_takes_no_lock_later(tmp_path: Path) -> None:
    """Its place in the queue cannot be given back; the lock is, as soon as it comes."""
    with holder(tmp_path) as other:
        for _ in range(3):
            with pytest.raises(Trouble), locked(tmp_path, lambda sentence: None, patience=0.05):
                pass
        other.kill()
        other.wait()
        with locked(tmp_path, lambda sentence: None, patience=5):
            pass
    with locked(tmp_path, lambda sentence: None, patience=5):
        pass


def test_a_lock_that_is_given_back_early_is_free_at_once(tmp_path: Path) -> None:
    with locked(tmp_path, silent) as hold:
        assert not lock.is_free(tmp_path)
        hold.release_early()
        assert lock.is_free(tmp_path)
        with locked(tmp_path, silent, patience=0):
            pass
        hold.release()
    assert lock.is_free(tmp_path)


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.EACCES, errno.EIO, errno.ENOENT])
def test_a_folder_that_cannot_be_opened_for_the_lock_is_the_worlds_trouble(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "calls", failing([1], number, names=("open_folder",)))
    with pytest.raises(Trouble) as trouble, locked(tmp_path, silent):
        pass
    (problem,) = trouble.value.problems
    assert (problem.code, problem.origin.file, trouble.value.exit_code) == ("disk.failed", ".", 4)
    assert problem.message.startswith("this could not be locked: ")


def test_a_lock_that_fails_while_it_is_waited_for_is_the_worlds_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with holder(tmp_path):
        monkeypatch.setattr(disk, "calls", failing([2], errno.EIO, names=("lock",)))
        with pytest.raises(Trouble) as trouble, locked(tmp_path, silent):
            pass
    assert [problem.message for problem in trouble.value.problems] == [
        "this could not be locked: the disk reports a fault"
    ]


def test_a_failure_inside_frees_it(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path, silent):
        raise ZeroDivisionError
    with locked(tmp_path, silent, patience=0):
        pass


def test_eight_threads_that_create_lose_and_share_no_number(tmp_path: Path) -> None:
    def create(who: int) -> None:
        for _ in range(25):
            with locked(tmp_path, lambda sentence: None, patience=60):
                number = len(list(tmp_path.iterdir())) + 1
                edits.apply(tmp_path, [NewFile(f"{number}.yaml", str(who).encode())])

    threads = [threading.Thread(target=create, args=(who,)) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert_all_numbers(tmp_path, workers=8)


def test_eight_processes_that_create_lose_and_share_no_number(tmp_path: Path) -> None:
    processes = [started(CREATOR, tmp_path, who) for who in range(8)]
    assert [process.wait(60) for process in processes] == [0] * 8
    for process in processes:
        assert process.stdout is not None
        process.stdout.close()
    assert_all_numbers(tmp_path, workers=8)


def assert_all_numbers(root: Path, workers: int) -> None:
    found = {path.name: path.read_text() for path in root.iterdir()}
    assert set(found) == {f"{number}.yaml" for number in range(1, workers * 25 + 1)}
    assert {who: list(found.values()).count(str(who)) for who in range(workers)} == dict.fromkeys(range(workers), 25)


@pytest.fixture
def no_folder_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, or on a network disk."""
    real = fcntl.flock

    def flock(handle: int, operation: int) -> Any:
        if os.path.isdir(f"/proc/self/fd/{handle}"):
            raise OSError(errno.EBADF, "")
        return real(handle, operation)

    monkeypatch.setattr(fcntl, "flock", flock)


@pytest.mark.usefixtures("no_folder_locks")
def test_where_no_folder_can_be_locked_a_file_is(tmp_path: Path) -> None:
    told: list[str] = []
    with locked(tmp_path, silent):
        assert [path.name for path in tmp_path.iterdir()] == [lock.FILE]
        with pytest.raises(Trouble) as trouble, locked(tmp_path, told.append, patience=0.7):
            pass
    assert told == ["waiting for another ressio command to finish"]
    assert [problem.code for problem in trouble.value.problems] == ["lock.held"]
    with locked(tmp_path, silent, patience=0):
        pass


@pytest.mark.usefixtures("no_folder_locks")
def test_a_lock_file_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    """A stranger's folder might have us empty another file."""
    (tmp_path / "precious").write_text("kept")
    (tmp_path / lock.FILE).symlink_to("precious")
    with pytest.raises(Trouble) as trouble, locked(tmp_path, silent):
        pass
    assert [problem.code for problem in trouble.value.problems] == ["file.outside"]
    assert (tmp_path / "precious").read_text() == "kept"
