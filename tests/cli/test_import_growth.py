"""Loading bills takes work in proportion to their number, counted in calls and not in seconds."""

from __future__ import annotations

import cProfile
import pstats
from pathlib import Path

import pytest
from cli.house import House, fixed, quiet_run

from ressio_cli.files import disk
from ressio_cli.files.calls import Calls

FEW, MANY = 100, 400
ALLOWED = 1.15  # sorting grows a little faster than what is sorted


class Unflushed(Calls):
    """A disk that is not waited for."""

    def flush(self, handle: int) -> None:
        """Nothing has to survive a test."""


def rows(count: int, one_bill: bool, alike: bool) -> str:
    """A table of bills: each of its own, all lines of one, or all with names and sums that look alike."""
    head = "vendor,number,date,amount,code\n"
    if one_bill:
        return head + "".join(f"Coastal,1,2026-02-20,{n}.00,03-30-00\n" for n in range(1, count + 1))
    if alike:
        return head + "".join(f"Coastal,{'/' * n}1,2026-02-20,5.00,03-30-00\n" for n in range(1, count + 1))
    return head + "".join(f"Vendor {n % 7},{n},2026-02-{1 + n % 28:02},{n}.00,03-30-00\n" for n in range(1, count + 1))


def calls(job: House, count: int, kind: dict[str, bool]) -> int:
    """How many functions are called, built-in ones too, to load so many rows into an empty project."""
    job.put(f"{count}.csv", rows(count, **kind))
    profile = cProfile.Profile()
    profile.enable()
    answer = quiet_run(["-C", str(job.root), "bill", "import", str(job.root / f"{count}.csv")], job.today)
    profile.disable()
    assert answer.code == 0, answer.err
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "kind",
    [{"one_bill": False, "alike": False}, {"one_bill": True, "alike": False}, {"one_bill": False, "alike": True}],
    ids=["many", "one", "alike"],
)
def test_four_times_the_rows_are_four_times_the_work(
    kind: dict[str, bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "calls", Unflushed())
    few, many = (
        calls(fixed(tmp_path / str(count), "id: A1, name: Slab, cost: 10000.00"), count, kind) for count in (FEW, MANY)
    )
    start = calls(fixed(tmp_path / "none", "id: A1, name: Slab, cost: 10000.00"), 1, kind)
    assert (many - start) / (few - start) < ALLOWED * MANY / FEW
