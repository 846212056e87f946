"""The portal is built aside and put in place: foreign folders stay, cut-off builds leave old or new, stale pages go."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli.house import Answer, House, quiet_run
from portal.folders import DAY, files, portal, run, sample

from ressio_cli.files import derived, disk, lock


def try_portal(house: House) -> Answer:
    return quiet_run(["-C", str(house.root), "portal"], DAY)


def strays(house: House) -> list[str]:
    return sorted(path.name for path in house.root.iterdir() if path.name.startswith(disk.STRAY))


def test_a_folder_that_is_not_ours_is_refused_and_stays(tmp_path: Path) -> None:
    house = sample(tmp_path)
    house.put("portal/index.html", "mine")
    before = house.files()
    answer = try_portal(house)
    assert (answer.code, house.files()) == (4, before)
    assert answer.err.startswith("portal: portal is not a folder that ressio made [folder.foreign]")
    assert run(house, "pay", "6").err == ""  # nothing to refresh, and nothing said


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    house = sample(tmp_path)
    house.put("portal", "mine")
    assert try_portal(house).code == 4
    assert house.text("portal") == "mine"


def test_a_link_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    house = sample(tmp_path)
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / derived.DERIVED).write_bytes(b"")
    (theirs / "letter.txt").write_text("mine")
    (house.root / "portal").symlink_to(theirs)
    answer = try_portal(house)
    assert answer.code == 4 and "ressio did not make portal" in answer.err
    assert sorted(path.name for path in theirs.iterdir()) == [derived.DERIVED, "letter.txt"]
    assert (house.root / "portal").is_symlink() and strays(house) == []


def test_a_file_of_somebody_in_the_portal_is_not_lost(tmp_path: Path) -> None:
    house = sample(tmp_path)
    portal(house)
    house.put("portal/CNAME", "jobs.example.com")
    (house.root / "portal/pdf/home").symlink_to(tmp_path)
    before = house.files()
    answer = try_portal(house)
    assert (answer.code, house.files()) == (4, before)
    assert "ressio did not make portal/CNAME, portal/pdf/home, and would have to remove it" in answer.err
    assert "note: the portal is as it was: ressio did not make portal/CNAME" in run(house, "pay", "6").err
    (house.root / "portal/CNAME").unlink()
    (house.root / "portal/pdf/home").unlink()
    house.put("portal/.DS_Store", "what a file manager leaves")
    assert ".DS_Store" not in portal(house)


def test_what_somebody_changed_in_the_portal_is_made_good(tmp_path: Path) -> None:
    house = sample(tmp_path)
    before = portal(house)
    for path in ("index.html", "pdf/INV-0005.pdf", "files/INV-0005/1-frame.png"):
        house.put(f"portal/{path}", "changed by hand")
    (house.root / "portal/budget.html").unlink()
    assert portal(house) == before


@pytest.mark.parametrize("manifest", ["", "{", "[]", '{"files": {"x": 1}}', "[" * 20000, "\x00"])
def test_a_manifest_that_cannot_be_read_means_that_all_is_made_anew(tmp_path: Path, manifest: str) -> None:
    house = sample(tmp_path)
    before = portal(house)
    house.put(f"portal/{derived.DERIVED}", manifest)
    assert portal(house) == before


def test_a_page_that_is_no_more_goes(tmp_path: Path) -> None:
    house = sample(tmp_path)
    later = portal(house)
    earlier = portal(house, today="2026-03-31")
    assert sorted(set(later) - set(earlier)) == [
        "files/INV-0004/1-slab.png", "files/INV-0005/1-frame.png", "files/INV-0005/2-inspection.txt",
        "invoices/INV-0004.html", "invoices/INV-0005.html", "invoices/INV-0006.html",
        "pdf/INV-0004.pdf", "pdf/INV-0005.pdf", "pdf/INV-0006.pdf",
    ]  # fmt: skip


def test_the_same_facts_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one, two = sample(tmp_path / "one"), sample(tmp_path / "two")
    run(two, "pdf", "--all")
    first = portal(one)
    assert portal(one) == first
    assert portal(two) == first


def test_an_attachment_that_is_not_what_was_released_stays_out(tmp_path: Path) -> None:
    house = sample(tmp_path)
    house.put("attachments/march-progress/slab.png", "something else")
    (house.root / "attachments/april-progress/frame.png").unlink()
    (house.root / "attachments/april-progress/frame.png").symlink_to(os.path.abspath(__file__))
    answer = run(house, "portal")
    assert [line for line in answer.err.splitlines() if "left out" in line] == [
        "note: INV-0004: attachments/march-progress/slab.png is not there, or not what went with it; it is left out",
        "note: INV-0005: attachments/april-progress/frame.png is not there, or not what went with it; it is left out",
    ]
    assert [path for path in files(house) if path.startswith("files/")] == ["files/INV-0005/2-inspection.txt"]
    assert b"slab" not in files(house)["invoices/INV-0004.html"]


def test_a_build_holds_the_lock_so_that_no_writer_sweeps_it_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = sample(tmp_path)
    before = portal(house)
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with lock.locked(house.root, tell=print):
        answer = try_portal(house)
        assert (answer.code, "[lock.held]" in answer.err) == (4, True)
        assert run(house, "portal", "--preview", "may").code == 0  # it writes nothing in the project
    assert files(house) == before
    assert try_portal(house).code == 0
