"""A build takes over what did not change, and is put in place in one step."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from cli.house import House, quiet_run
from portal.folders import DAY, files, portal, run, sample

from ressio_cli.files import disk
from ressio_cli.files.calls import Calls


def strays(house: House) -> list[str]:
    return sorted(path.name for path in house.root.iterdir() if path.name.startswith(disk.STRAY))


def test_what_did_not_change_is_not_written_again(tmp_path: Path) -> None:
    house = sample(tmp_path)
    before = portal(house)
    inodes = {path: (house.root / "portal" / path).stat().st_ino for path in before}
    run(house, "pay", "6")
    after = files(house)
    changed = {path for path in after if (house.root / "portal" / path).stat().st_ino != inodes[path]}
    assert changed == {path for path in after if after[path] != before[path]}
    assert sorted(changed) == [
        ".ressio-derived", "index.html", "invoices.html", "invoices/INV-0006.html", "pdf/INV-0006.pdf"]  # fmt: skip


def test_agreements_and_the_lock_refresh_the_portal_too(tmp_path: Path) -> None:
    house = sample(tmp_path)
    portal(house)
    run(house, "change", "approve", "CO-004", "--by", "Dana")
    refreshed = files(house)
    assert b"515,333.14" in refreshed["budget.html"]
    assert portal(house) == refreshed


class Stop(BaseException):
    """The program is cut off."""


class Counted(Calls):
    """Calls that stop before the Nth."""

    def __init__(self, stop: int) -> None:
        self.left, self.names = stop, list[str]()

    def _count(self, name: str) -> None:
        self.names.append(name)
        self.left -= 1
        if self.left < 0:
            raise Stop

    def open_new(self, path: str) -> int:
        self._count("open")
        return super().open_new(path)

    def link(self, source: str, target: str) -> None:
        self._count("link")
        super().link(source, target)

    def rename(self, source: str, target: str) -> None:
        self._count("rename")
        super().rename(source, target)

    def exchange(self, one: str, other: str) -> bool:
        self._count("exchange")
        return super().exchange(one, other)

    def remove_tree(self, path: str) -> None:
        if self.left >= 0:
            super().remove_tree(path)


def calls_until(house: House, stop: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Build with calls that stop before one of them; nothing is tidied up, as after a kill."""
    counted = Counted(stop)
    with monkeypatch.context() as patch:
        patch.setattr(disk, "calls", counted)
        with contextlib.suppress(Stop):
            quiet_run(["-C", str(house.root), "portal"], DAY)
    return counted.names


def test_a_build_cut_off_anywhere_leaves_the_old_portal_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = sample(tmp_path)
    old = portal(house, today="2026-05-30")
    every = calls_until(house, 10**6, monkeypatch)
    new = files(house)
    assert new != old and every.count("open") > 5
    swapped = []
    for stop in range(len(every) + 1):
        portal(house, today="2026-05-30")
        calls_until(house, stop, monkeypatch)
        assert files(house) in (old, new), stop
        swapped.append(files(house) == new)
        assert portal(house) == new and strays(house) == []
    assert swapped == [False] * swapped.count(False) + [True] * swapped.count(True)


def test_without_an_exchange_the_two_steps_of_renaming_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Calls, "exchange", lambda *_: False)
    house = sample(tmp_path)
    old = portal(house, today="2026-05-30")
    assert portal(house) != old and strays(house) == []


def test_a_disk_without_second_names_works_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "not supported")

    house = sample(tmp_path)
    first = portal(house)
    monkeypatch.setattr(Calls, "link", refuse)
    assert portal(house) == first
