"""The portal knows the day it shows: a command that writes never takes it back behind that day, and never ahead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.house import House
from portal.folders import DAY, files, portal, run, sample

from ressio_cli.files import derived


def shown(house: House) -> str:
    """The day that the portal shows, as it says itself."""
    return str(json.loads(house.text(f"portal/{derived.DERIVED}"))["day"])


def test_a_portal_shows_the_day_it_was_built_for(tmp_path: Path) -> None:
    house = sample(tmp_path)
    portal(house)
    assert shown(house) == DAY
    run(house, "portal", "--as-of", "2026-05-30")
    assert shown(house) == "2026-05-30", "`ressio portal` goes back"


@pytest.mark.parametrize(("today", "more"), [(DAY, ("--as-of", "2026-03-31")), ("2026-03-31", ())])
def test_a_back_dated_command_publishes_what_it_wrote_and_takes_nothing_away(
    tmp_path: Path, today: str, more: tuple[str, ...]
) -> None:
    house = sample(tmp_path)
    before = portal(house)
    run(house, "pay", "6", "100", *more, today=today)
    after = files(house)
    assert sorted(path for path in after if after[path] != before.get(path)) == [
        ".ressio-derived", "index.html", "invoices.html", "invoices/INV-0006.html", "pdf/INV-0006.pdf",
    ]  # fmt: skip
    assert before.keys() == after.keys()
    assert shown(house) == DAY
    assert portal(house) == after, "what a whole build of that day says"


def test_a_command_dated_ahead_publishes_nothing_ahead(tmp_path: Path) -> None:
    house = sample(tmp_path)
    portal(house)
    run(house, "release", "may-progress", "--on", "2026-07-01")
    run(house, "invoice", "edit", "6", "--internal", "late", "--as-of", "2026-08-01")
    assert shown(house) == DAY
    assert "invoices/INV-0007.html" not in files(house)


def test_the_clock_takes_the_portal_along(tmp_path: Path) -> None:
    house = sample(tmp_path)
    portal(house)
    run(house, "pay", "6", "100", today="2026-06-20")
    assert shown(house) == "2026-06-20"
    run(house, "pay", "6", "100", "--ref", "9", today=DAY)
    assert shown(house) == "2026-06-20"


def test_a_portal_of_version_0_1_says_no_day_and_gets_that_of_the_clock(tmp_path: Path) -> None:
    house = sample(tmp_path)
    portal(house)
    manifest = json.loads(house.text(f"portal/{derived.DERIVED}"))
    for day in ({}, {"day": 7}, {"day": "June"}):
        house.put(f"portal/{derived.DERIVED}", json.dumps({"files": manifest["files"], **day}))
        run(house, "pay", "6", "1", "--as-of", "2026-03-31")
        assert shown(house) == DAY


def test_check_tells_of_a_portal_that_hand_edits_left_behind(tmp_path: Path) -> None:
    house = sample(tmp_path)
    portal(house)
    house.today = "2026-07-30"
    codes = [problem["code"] for problem in run(house, "check", "--json", today=house.today).json["problems"]]
    assert "portal.outdated" not in codes, "it is that of its day, and need not be that of today"
    house.swap("ressio.toml", "Alder & Oak Builders", "Oak & Alder Builders")
    codes = [problem["code"] for problem in run(house, "check", "--json", today=house.today).json["problems"]]
    assert "portal.outdated" in codes
    run(house, "portal", today=house.today)
    codes = [problem["code"] for problem in run(house, "check", "--json", today=house.today).json["problems"]]
    assert "portal.outdated" not in codes
