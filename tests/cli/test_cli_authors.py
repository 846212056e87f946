"""Every event that a command writes names the person who gave the command."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from cli.house import House, fixed

from ressio_cli.commands.user import user_name


def events(house: House) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each event in the files: of histories, and of what became of payments."""
    for name, data in house.files().items():
        if name.startswith(("drafts/", "invoices/INV", "payments/")):
            record = yaml.safe_load(data)
            yield from ((name, event) for event in record.get("history", ()))
            if name.startswith("payments/"):
                yield name, record
                yield from ((name, record[key]) for key in ("failed", "void") if key in record)


def test_every_event_of_every_deed_says_who_did_it(tmp_path: Path) -> None:
    house = fixed(tmp_path, "id: A1, name: Slab, cost: 8000.00, price: 10000.00")
    for words in (
        "invoice new --percent A1=10 --id a", "invoice edit a --title April", "release a", "invoice edit 1 --title May",
        "invoice add 1 --item Fee=1", "invoice remove 1 2", "pay 1 400", "payment fail 2026-03-01-INV-0001 --reason x",
        "pay 1 --ref 2", "payment refund 2026-03-01-INV-0001-2 100 --reason x", "payment new 50 --pending",
        "payment void 2026-03-01-credit --reason x", "write-off 1 1 --reason x", "payment new 70", "credit refund 20",
        "invoice new --percent A1=20 --id b", "release b --apply-credit", "void 1 --reason x --reissue --refund",
    ):  # fmt: skip
        assert (answer := house.run(*words.split())).code == 0, answer
    found = list(events(house))
    assert {event["did"] for _, event in found if "did" in event} == {
        "created", "released", "edited", "section added", "section removed", "void",
    }  # fmt: skip
    assert len(found) > 15
    assert [(name, event) for name, event in found if event.get("by") != "Pat Alder"] == []


def test_what_a_command_prints_is_what_it_wrote(tmp_path: Path) -> None:
    house = fixed(tmp_path, "id: A1, name: Slab, cost: 8000.00, price: 10000.00")
    made = house.ok("invoice", "new", "--percent", "A1=10", "--id", "a")
    assert made["history"] == [{"on": "2026-03-01", "did": "created", "note": "", "by": "Pat Alder"}]
    for words in (("release", "a"), ("invoice", "edit", "1", "--title", "May"), ("void", "1", "--reason", "x")):
        printed = house.ok(*words)["history"]
        assert printed == house.ok("invoice", "show", "1")["history"]
        assert printed[-1]["by"] == "Pat Alder"


def test_events_of_version_0_1_stay_without_a_name(tmp_path: Path) -> None:
    house = fixed(tmp_path, "id: A1, name: Slab, cost: 8000.00, price: 10000.00")
    house.ok("invoice", "new", "--percent", "A1=10", "--id", "a")
    house.swap("drafts/a.yaml", ", by: Pat Alder", "")
    assert [event["by"] for event in house.ok("release", "a")["history"]] == ["", "Pat Alder"]


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is a repository, on a machine where git knows nobody."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "nobody"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("LOGNAME", "pat-at-login")
    subprocess.run(["git", "init", "-q", str(tmp_path / "job")], check=True)
    return tmp_path / "job"


def test_the_user_is_asked_of_the_environment_then_of_git_then_of_the_login(
    job: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert user_name({}, job) == "pat-at-login"
    subprocess.run(["git", "-C", str(job), "config", "user.name", "Pat in Git"], check=True)
    assert user_name({}, job) == "Pat in Git"
    assert user_name({"RESSIO_USER": "Pat"}, job) == "Pat"
    assert user_name({"RESSIO_USER": " "}, job) == "Pat in Git"
    monkeypatch.setenv("PATH", "")
    assert user_name({}, job) == "pat-at-login", "there is no git"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Pat\n  - {did: paid}", "Pat - {did: paid}"), ("\u202ePat\u2066", "Pat"), ("Pat\x1b[31m", "Pat [31m"),
        ("Zoë O'Brien: #1", "Zoë O'Brien: #1"), ("x" * 200, "x" * 80), ("Pat \udcff", "Pat"), ("no", "no"),
    ],
)  # fmt: skip
def test_a_name_is_one_line_that_can_be_seen(tmp_path: Path, written: str, name: str) -> None:
    assert user_name({"RESSIO_USER": written}, tmp_path) == name


@pytest.mark.parametrize("name", ["no", "Zoë O'Brien: #1", "{by: x}", "- a", "1e3", "'", '"', "~", "@pat"])
def test_any_name_reads_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("RESSIO_USER", name)
    house = fixed(tmp_path, "id: A1, name: Slab, cost: 8000.00, price: 10000.00")
    house.ok("invoice", "new", "--percent", "A1=10", "--id", "a")
    assert house.ok("invoice", "show", "a")["history"][0]["by"] == name
    assert house.found() == []


def test_reading_commands_ask_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = fixed(tmp_path, "id: A1, name: Slab, cost: 8000.00, price: 10000.00")
    house.ok("invoice", "new", "--percent", "A1=10", "--id", "a")
    asked: list[Path] = []
    monkeypatch.setattr("ressio_cli.files.git.user_name", lambda root: str(asked.append(root) or "Pat in Git"))
    monkeypatch.delenv("RESSIO_USER")
    for words in ("invoice list", "invoice show a", "check", "summary", "bill new --vendor V --line x=1 --number 1"):
        assert house.run(*words.split()).code == 0
    assert asked == []
    house.ok("release", "a")
    assert len(asked) == 2, "once for the dry run, once for the release"
