"""The program is killed on the way: by its place a message says how far it got, and nothing goes out twice unasked."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli.house import House
from mail.post_office import RELEASED, Office, a_house, process, released, ressio, states

from ressio_cli.files import disk
from ressio_cli.files.calls import Calls

STEPS = ("connect", "EHLO", "MAIL", "RCPT", "DATA", "content")


class Stalling:
    """A server in a few lines, which falls silent at a step and calls `then`. It keeps what it was given."""

    def __init__(self, silent_at: str, then: Callable[[], None]) -> None:
        self.silent_at, self.then = silent_at, then
        self.given = b""
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listening.getsockname()[1])

    def run(self) -> None:
        """Answer one caller."""
        line, _ = self.listening.accept()
        with line, line.makefile("rb") as words:
            if self._silent("connect"):
                return
            line.sendall(b"220 here\r\n")
            for word in words:
                step = word[:4].decode().upper()
                if self._silent(step):
                    return
                line.sendall(b"354 go on\r\n" if step == "DATA" else b"250 OK\r\n")
                if step == "DATA":
                    self.given = b"".join(iter(words.readline, b".\r\n"))
                    self._silent("content")
                    return

    def _silent(self, step: str) -> bool:
        if step == self.silent_at:
            self.then()
        return step == self.silent_at


@contextmanager
def stalled(step: str, house: House) -> Iterator[Stalling]:
    """`outbox send` in a process of its own, killed when it waits at a step."""
    children: list[subprocess.Popen[bytes]] = []
    server = Stalling(step, lambda: os.kill(children[0].pid, signal.SIGKILL))
    house.put("ressio.toml", house.text("ressio.toml").replace("localhost:1", f"localhost:{server.port}"))
    thread = threading.Thread(target=server.run)
    children.append(process(house, "outbox", "send"))
    thread.start()
    try:
        assert children[0].wait(20) == -signal.SIGKILL
        yield server
    finally:
        thread.join(10)
        server.listening.close()
        for stream in (children[0].stdout, children[0].stderr):
            assert stream
            stream.close()


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step_it_is_known_whether_it_may_have_arrived(tmp_path: Path, step: str) -> None:
    house = a_house(tmp_path)
    released(house)
    with stalled(step, house) as server:
        begun = step in ("DATA", "content")
        assert states(house) == {RELEASED: "unknown" if begun else "queued"}
        assert bool(server.given) == (step == "content")
    with Office() as office:
        house.put("ressio.toml", house.text("ressio.toml").replace(f":{server.port}", f":{office.port}"))
        assert ressio(house, "outbox", "send").code == 0
        assert ressio(house, "outbox", "send").code == 0
        assert len(office.taken) == (0 if begun else 1)
        assert states(house) == {RELEASED: "unknown" if begun else "sent"}


class _Killed(BaseException):
    pass


class _KillsAt(Calls):
    """The program ends at the Nth change of the disk."""

    def __init__(self, last: int) -> None:
        self.left = last

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise _Killed

    def open_new(self, path: str) -> int:
        self._count()
        return super().open_new(path)

    def link(self, source: str, target: str) -> None:
        self._count()
        super().link(source, target)

    def rename(self, source: str, target: str) -> None:
        self._count()
        super().rename(source, target)

    def remove(self, path: str) -> None:
        self._count()
        super().remove(path)


def killed_at(number: int, house: House, monkeypatch: pytest.MonkeyPatch, *words: str) -> bool:
    """Run a command that ends at the Nth change of the disk; whether it ended so. Nothing is taken back by then."""
    monkeypatch.setattr(disk, "calls", _KillsAt(number))
    try:
        ressio(house, *words)
    except _Killed:
        return True
    finally:
        monkeypatch.undo()
    return False


def test_a_release_cut_off_anywhere_has_its_notice_once_or_never_happened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = set()
    for number in range(40):
        house = a_house(tmp_path / str(number))
        cut_off = killed_at(number, house, monkeypatch, "release", "march-progress")
        assert ressio(house, "invoice", "new", "--item", "Permit fee=1", "--id", "next").code == 0, (
            "which makes it whole"
        )
        happened = (house.root / "invoices/INV-0001.yaml").exists()
        assert states(house) == ({RELEASED: "queued"} if happened else {}), number
        assert ressio(house, "check").code == 0
        seen.add((cut_off, happened))
        if not cut_off:
            break
    assert seen == {(True, False), (True, True), (False, True)}


def test_sending_cut_off_anywhere_sends_no_second_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Office() as office:
        for number in range(60):
            office.taken.clear()
            house = a_house(tmp_path / str(number), office.port)
            released(house)
            cut_off = killed_at(number, house, monkeypatch, "outbox", "send")
            assert ressio(house, "outbox", "send").code == 0
            assert ressio(house, "outbox", "send").code == 0
            [(name, state)] = states(house).items()
            assert (name, len(office.taken)) in ((RELEASED, 1), (RELEASED, 0)), number
            assert state == "sent" if not cut_off else state in ("sent", "unknown"), number
            assert state == "unknown" or len(office.taken) == 1, "what is not unknown was sent"
            assert ("notified: 2026-03-31\n" in house.text("invoices/INV-0001.yaml")) == (state == "sent"), number
            if not cut_off:
                return
        raise AssertionError("it never came to its end")


def test_a_release_that_sends_at_once_cut_off_anywhere_sends_no_second_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Office() as office:
        for number in range(80):
            office.taken.clear()
            house = a_house(tmp_path / str(number), office.port)
            cut_off = killed_at(number, house, monkeypatch, "release", "march-progress", "--send")
            assert ressio(house, "outbox", "send").code == 0
            assert ressio(house, "check").code == 0
            happened = (house.root / "invoices/INV-0001.yaml").exists()
            state = states(house).get(RELEASED)
            assert (state is not None) == happened, number
            assert len(office.taken) == (1 if state == "sent" else 0) or state == "unknown", number
            if not cut_off:
                return
        raise AssertionError("it never came to its end")


def test_a_void_cut_off_anywhere_drops_the_message_with_it_or_never_happened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = set()
    for number in range(40):
        house = a_house(tmp_path / str(number))
        released(house)
        cut_off = killed_at(number, house, monkeypatch, "void", "1", "--reason", "Wrong")
        assert ressio(house, "invoice", "new", "--item", "Permit fee=1", "--id", "next").code == 0, (
            "which makes it whole"
        )
        happened = "void:" in house.text("invoices/INV-0001.yaml")
        assert states(house) == ({} if happened else {RELEASED: "queued"}), number
        seen.add((cut_off, happened))
        if not cut_off:
            break
    assert seen == {(True, False), (True, True), (False, True)}


def test_two_who_send_at_once_send_one_copy(tmp_path: Path) -> None:
    with Office() as office:
        house = a_house(tmp_path, office.port)
        released(house)
        for words in (("invoice", "new", "--item", "Fee=10", "--id", "fee"), ("release", "fee")):
            assert ressio(house, *words).code == 0
        both = [process(house, "outbox", "send") for _ in range(4)]
        said = [one.communicate(timeout=30) for one in both]
        assert [one.returncode for one in both] == [0, 0, 0, 0], said
        assert len(office.taken) == 2
        assert set(states(house).values()) == {"sent"}
