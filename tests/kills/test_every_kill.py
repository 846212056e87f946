"""Every writing command, killed before any of its changes of the disk: old or new at once, and whole after the next.

A few places of each command in every run of the suite, all of them under RESSIO_SOAK.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from cli.house import quiet_run
from files.faults import Killed, Watched, contents, dying
from kills.every_command import DAY, DEEDS, ELSEWHERE, Deed, copy, run, writing_commands

from ressio_cli.files import disk
from ressio_cli.files.folder import read_folder

SOAK = bool(os.environ.get("RESSIO_SOAK"))
FEW = 5
DECISIVE = ("link", "rename", "exchange", "remove")  # calls that change what a reader may see
OF_THE_FOLDER = ("project.unfinished", "pdf.outdated", "portal.outdated")


@pytest.fixture(autouse=True)
def _real_calls_afterwards() -> Iterator[None]:
    kept = disk.calls
    disk.calls = Watched()
    yield
    disk.calls = kept


def test_every_command_that_writes_is_run_through() -> None:
    known = [*(deed.line for deed in DEEDS.values()), *ELSEWHERE]
    assert [name for name in writing_commands() if not any(f"{line} ".startswith(f"{name} ") for line in known)] == []


def places(names: Sequence[str], seed: str) -> list[int]:
    """Before which calls a command is killed: all of them, or a few decisive ones, others for each seed."""
    every = list(range(1, len(names) + 1))
    decisive = [place for place in every if names[place - 1] in DECISIVE]
    if SOAK or len(decisive) <= FEW:
        return every if SOAK else decisive
    first = sum(map(ord, seed)) % len(decisive)
    return sorted({decisive[(first + step * len(decisive) // FEW) % len(decisive)] for step in range(FEW)})


def facts(root: Path) -> dict[str, bytes]:
    """What a reader takes for the project; nothing where there is none."""
    found = root if (root / "ressio.toml").exists() else root.parent / "elsewhere" / "new"
    return dict(read_folder(found).texts) if (found / "ressio.toml").exists() else {}


def checked(root: Path) -> list[str]:
    """The codes of what `check` finds; it ends well, and writes nothing."""
    before = contents(root)
    answer = quiet_run(["-C", str(root), "check", "--json"], DAY)
    assert contents(root) == before
    assert answer.code == 0, answer
    return [problem["code"] for problem in answer.json["problems"]]


def calls_of(root: Path, deed: Deed) -> list[str]:
    """The calls that a command makes, which then has ended well."""
    disk.calls = watched = Watched()
    assert run(root, deed.words).code == 0
    disk.calls = Watched()
    return [name for name, _ in watched.log]


def killed(root: Path, deed: Deed, place: int) -> None:
    disk.calls = process = dying(place)
    try:
        with pytest.raises(Killed):
            run(root, deed.words)
    finally:
        process.bury()
        disk.calls = Watched()


def next_command(root: Path) -> None:
    """Any command that writes."""
    answer = run(root, ["bill", "new", "--vendor", "Next", "--number", "1", "--line", "Next=1"])
    assert answer.code == 0, answer


@pytest.mark.parametrize("published", [False, True], ids=["plain", "published"])
@pytest.mark.parametrize("name", DEEDS)
def test_a_command_killed_anywhere_has_happened_or_has_not(tmp_path: Path, name: str, published: bool) -> None:
    deed = DEEDS[name]
    whole = copy(deed.scene, published, tmp_path / "whole")
    old = facts(whole)
    names = calls_of(whole, deed)
    new = facts(whole)
    happened = []
    for place in places(names, name):
        root = copy(deed.scene, published, tmp_path / str(place))
        killed(root, deed, place)
        at_once = facts(root)
        assert at_once in (old, new), place
        happened.append(at_once == new != old)
        if deed.scene == "nothing":
            assert run(root, deed.words).code == (0 if at_once == old else 3), "it is given again"
            assert facts(root) == new
            continue
        told = checked(root)
        assert [code for code in told if code in OF_THE_FOLDER] in ([], ["project.unfinished"]), place
        next_command(root)
        assert [code for code in checked(root) if code in OF_THE_FOLDER] == [], place
        left = contents(root)
        assert [path for path in left if "/.ressio-" in f"/{path}" and not path.startswith("portal/")] == [], place
        if at_once == new != old:
            assert {path for path in contents(whole) if path.startswith("pdf/INV")} <= left.keys(), place
    assert happened == sorted(happened), "from the deciding step on it has happened"


def test_a_second_kill_while_the_first_is_made_good(tmp_path: Path) -> None:
    """Killed in the middle of a release; then whatever comes next is killed, too."""
    deed = DEEDS["release march"]
    names = calls_of(copy("job", True, tmp_path / "whole"), deed)
    last_link = max(place for place, call in enumerate(names, 1) if call == "link" and place < names.index("exchange"))
    mended = Watched()
    root = copy("job", True, tmp_path / "mended")
    killed(root, deed, last_link)
    disk.calls = mended
    next_command(root)
    disk.calls = Watched()
    for place in places([call for call, _ in mended.log], "second"):
        root = copy("job", True, tmp_path / str(place))
        killed(root, deed, last_link)
        killed(root, Deed("bill new --vendor Next --number 1 --line Next=1"), place)
        assert "invoices/INV-0004.yaml" in facts(root), place
        assert [code for code in checked(root) if code in OF_THE_FOLDER] in ([], ["project.unfinished"]), place
        run(root, ["payment", "new", "3", "--ref", "3"])
        assert [code for code in checked(root) if code in OF_THE_FOLDER] == [], place
        assert "pdf/INV-0004.pdf" in contents(root)


def test_a_release_that_removes_its_draft_first_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ressio_cli.commands.job import Job

    real = Job.move

    def careless(self: Job, *papers: Any) -> Any:
        return real(self, *papers)[::-1]

    monkeypatch.setattr(Job, "move", careless)
    monkeypatch.setattr("ressio_cli.files.journal.write", lambda *words: None)
    with pytest.raises(AssertionError):
        test_a_command_killed_anywhere_has_happened_or_has_not(tmp_path, "release march", False)
