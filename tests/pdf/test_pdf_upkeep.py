"""The papers in pdf/ say what is true after every command that ended well, and nobody waits while they are drawn."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from bench.project import Size, made, write
from cli.house import Answer, House, quiet_run
from pdf_pages import read_back
from portal.folders import DAY, run, sample

from ressio_cli.commands import pdf_folder, printing, publishing
from ressio_cli.files import disk, lock
from ressio_cli.files.calls import Calls


def found(house: House) -> list[str]:
    """What `check` says of the folder itself."""
    answer = quiet_run(["-C", str(house.root), "check", "--json"], house.today)
    assert answer.code == 0
    kinds = ("pdf.", "portal.", "project.")
    return [problem["code"] for problem in answer.json["problems"] if problem["code"].startswith(kinds)]


def words(house: House, name: str) -> str:
    return " ".join(read_back((house.root / "pdf" / f"{name}.pdf").read_bytes()).split())


def drawn(monkeypatch: pytest.MonkeyPatch, house: House, *line: str) -> list[str]:
    """The papers that a command draws."""
    files: list[str] = []
    real = printing.all_drawn

    def counted(job: Any, prints: Any, *more: Any) -> Any:
        files.extend(one.file for one in prints)
        return real(job, prints, *more)

    with monkeypatch.context() as patch:
        patch.setattr(printing, "all_drawn", counted)
        run(house, *line)
    return files


def test_pay_draws_the_paper_that_lies_there_and_makes_none_that_was_never_wanted(tmp_path: Path) -> None:
    house = sample(tmp_path)
    run(house, "pay", "6", "100")
    assert not (house.root / "pdf").exists()
    run(house, "pdf", "6")
    assert "Balance due 876.16" in words(house, "INV-0006")
    run(house, "pay", "6", "200")
    assert "Balance due 676.16" in words(house, "INV-0006")
    assert [file.name for file in (house.root / "pdf").iterdir()] == ["INV-0006.pdf"]


LIFE = (
    "invoice edit 6 --notes Thanks",
    "payment settle 2026-05-27-INV-0005",
    "pay 6 100 --pending --ref 7",
    "payment settle 2026-06-15-INV-0006",
    "payment refund 2026-06-15-INV-0006 40 --reason Twice",
    "payment new 300 --ref 9",
    "pay 6 50 --from-credit",
    "payment fail 2026-06-15-INV-0006 --reason Bounced",
    "payment void 2026-06-15-INV-0006-2 --reason Typed",
    "change approve CO-004 --by Dana",
    "invoice edit may-progress --title May",
    "release may-progress",
    "void 7 --reason Wrong --reissue",
    "invoice new --item Fee=5 --title Fee",
    "invoice delete fee",
    "credit refund 10 --ref 11",
    "bill approve midcoast-electric-1207",
)


def test_whatever_a_command_does_no_paper_is_left_behind(tmp_path: Path) -> None:
    house = sample(tmp_path)
    run(house, "pdf", "--all")
    run(house, "portal")
    for what in ("may-progress", "CO-004", "CO-001", "2026-05-27-INV-0005", "statement", "budget"):
        run(house, "pdf", what)
    for id in ("5", "6", "may-progress"):
        run(house, "pdf", id, "--application")
        run(house, "pdf", id, "--package")
    for line in LIFE:
        run(house, *line.split())
        assert found(house) == [], line
        assert run(house, "pdf", "--all", "-q").out == "", line
    assert "VOID" in words(house, "INV-0007")


def test_a_paper_that_was_made_by_a_release_is_void_after_a_void(tmp_path: Path) -> None:
    house = sample(tmp_path)
    run(house, "release", "may-progress")
    assert "VOID" not in words(house, "INV-0007")
    draft = run(house, "void", "7", "--reason", "Wrong", "--reissue", "--json").json["reissued_as"]
    assert "VOID" in words(house, "INV-0007")
    run(house, "release", str(draft))
    assert "INV-0008" in words(house, "INV-0007"), "what replaces it stands on the void one"


def test_the_paper_of_a_draft_goes_with_the_draft(tmp_path: Path) -> None:
    house = sample(tmp_path)
    run(house, "pdf", "may-progress")
    run(house, "pdf", "may-progress", "--package")
    run(house, "release", "may-progress")
    assert sorted(file.name for file in (house.root / "pdf").iterdir()) == ["INV-0007.pdf"]
    run(house, "invoice", "new", "--item", "Fee=5", "--id", "fee")
    house.put("pdf/fee.pdf", b"%PDF- a person's own")
    run(house, "invoice", "delete", "fee")
    assert house.text("pdf/fee.pdf") == "%PDF- a person's own", "what we did not draw is not ours to take away"


def test_a_paper_as_of_an_earlier_day_has_that_day_in_its_name(tmp_path: Path) -> None:
    house = sample(tmp_path)
    run(house, "pdf", "5")
    now = (house.root / "pdf/INV-0005.pdf").read_bytes()
    for more in ((), ("--package",), ("--application",)):
        run(house, "pdf", "5", "--as-of", "2026-05-10", *more)
    assert sorted(file.name for file in (house.root / "pdf").iterdir()) == [
        "INV-0005-application.pdf", "INV-0005-as-of-2026-05-10.pdf", "INV-0005-package-as-of-2026-05-10.pdf",
        "INV-0005.pdf",
    ]  # fmt: skip
    assert (house.root / "pdf/INV-0005.pdf").read_bytes() == now
    answer = quiet_run(["-C", str(house.root), "pdf", "--all", "--as-of", "2026-05-10"], DAY)
    assert (answer.code, "[pdf.one-file]" in answer.err) == (2, True)


def test_of_very_many_outdated_papers_some_are_drawn_and_the_others_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(made(Size(invoices=8, changes=12, items=20, bills=2)), tmp_path / "job")
    house = House(tmp_path / "job", "2026-01-29")
    monkeypatch.setattr(pdf_folder, "AT_ONCE", 3)
    run(house, "pdf", "--all", today=house.today)
    house.swap("ressio.toml", "Alder & Oak Builders", "Oak & Alder Builders")
    assert found(house) == ["pdf.outdated"]
    answer = run(house, "pay", "8", "5", today=house.today)
    assert "note: 5 more papers in pdf/ are out of date: ressio pdf --all\n" in answer.err
    assert len(run(house, "pdf", "--all", "-q", today=house.today).out.split()) == 5
    assert found(house) == []


def test_only_what_changed_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = sample(tmp_path)
    assert len(drawn(monkeypatch, house, "pdf", "--all")) == 6
    assert drawn(monkeypatch, house, "pay", "6", "5") == ["pdf/INV-0006.pdf"]
    assert drawn(monkeypatch, house, "bill", "list") == []
    assert drawn(monkeypatch, house, "invoice", "new", "--item", "Fee=5") == []
    assert drawn(monkeypatch, house, "release", "may-progress") == ["pdf/INV-0007.pdf"]


def test_nobody_waits_while_papers_and_portal_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = sample(tmp_path)
    run(house, "pdf", "--all")
    run(house, "portal")
    free = []
    real_draw, real_build = printing.all_drawn, publishing.build

    def draw(*all_: Any) -> Any:
        free.append(lock.is_free(house.root))
        return real_draw(*all_)

    def build(*all_: Any) -> Any:
        free.append(lock.is_free(house.root))
        return real_build(*all_)

    monkeypatch.setattr(printing, "all_drawn", draw)
    monkeypatch.setattr(publishing, "build", build)
    for line in ("pay 6 100", "release may-progress", "void 7 --reason Wrong", "pdf --all", "pdf 6", "portal"):
        run(house, *line.split())
    assert free == [True] * len(free) and len(free) >= 8


def beside(house: House, monkeypatch: pytest.MonkeyPatch, first: str, second: str) -> Answer:
    """The first command; once it has drawn its papers and built its portal, the second one runs from end to end."""
    real, began = pdf_folder.made, []

    def then(*all_: Any) -> Any:
        result = real(*all_)
        if not began:
            began.append(True)
            run(house, *second.split())
        return result

    with monkeypatch.context() as patch:
        patch.setattr(pdf_folder, "made", then)
        answer = run(house, *first.split())
    assert began
    return answer


@pytest.mark.parametrize("first", ["pay 6 100", "pdf --all", "invoice edit 6 --notes Hi"])
def test_of_two_commands_at_once_the_newer_facts_win(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    house = sample(tmp_path)
    if first != "pdf --all":
        run(house, "pdf", "--all")
    run(house, "portal")
    assert beside(house, monkeypatch, first, "pay 6 200 --ref 12").err == ""
    assert found(house) == []
    assert run(house, "pdf", "--all", "-q").out == ""


def test_a_single_paper_is_drawn_of_the_newest_facts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = sample(tmp_path)
    real, began = printing.all_drawn, []

    def then(*all_: Any) -> Any:
        result = real(*all_)
        if not began:
            began.append(True)
            run(house, "pay", "6", "200")
        return result

    monkeypatch.setattr(printing, "all_drawn", then)
    run(house, "pdf", "6")
    assert "Balance due 776.16" in words(house, "INV-0006")
    assert found(house) == []


class Failing(Calls):
    """A disk that takes no new file below some folders."""

    def __init__(self, *folders: str) -> None:
        self.folders = folders

    def open_new(self, path: str) -> int:
        if any(f"/{folder}/" in path for folder in self.folders):
            raise OSError(errno.ENOSPC, "")
        return super().open_new(path)


def failing_at(house: House, monkeypatch: pytest.MonkeyPatch, folder: str, *line: str) -> Answer:
    with monkeypatch.context() as patch:
        patch.setattr(disk, "calls", Failing(folder))
        return run(house, *line)


def test_a_paper_that_could_not_be_written_is_told_and_made_by_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = sample(tmp_path)
    run(house, "pdf", "6")
    for _ in range(2):
        answer = failing_at(house, monkeypatch, "pdf", "pay", "6", "1", "--keep-credit")
        assert "note: the PDF was not made: this could not be written: the disk is full; `ressio pdf`" in answer.err
        assert found(house) == ["project.unfinished"]
        assert len([file for file in house.files() if file.startswith(".ressio-due-")]) == 1, "one note, not one each"
    failing_at(house, monkeypatch, "pdf", "void", "6", "--reason", "Wrong")
    failing_at(house, monkeypatch, "pdf", "release", "may-progress")
    assert not (house.root / "pdf/INV-0007.pdf").exists()
    assert "VOID" not in words(house, "INV-0006")
    run(house, "payment", "new", "5")
    assert "VOID" in words(house, "INV-0006")
    assert "May" in words(house, "INV-0007")
    assert found(house) == [] and not [file for file in house.files() if file.startswith(".ressio")]


def test_a_note_of_a_stranger_makes_no_paper_of_what_is_not_there(tmp_path: Path) -> None:
    house = sample(tmp_path)
    for text in ("{", "[]", '{"papers": ["../../evil", 7, "INV-9999", "gone"], "portal": 1}', "[" * 5000):
        house.put(".ressio-due-0123456789ab", text)
        house.put("pdf/gone.pdf", "a person's own")
        run(house, "bill", "approve", "--help")
        run(house, "payment", "new", "5")
        assert sorted(file for file in house.files() if file.startswith(("pdf/", ".ressio"))) == ["pdf/gone.pdf"]


def test_a_broken_logo_stops_no_payment_and_is_told_once(tmp_path: Path) -> None:
    house = sample(tmp_path)
    run(house, "pdf", "6")
    house.put("attachments/cut.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x09\0\0\0\x09\x08\x02\0\0\0")
    text = house.text("ressio.toml")
    old = next(line for line in text.splitlines() if line.startswith("[company]"))
    house.put("ressio.toml", text.replace(old, f'{old}\nlogo = "attachments/cut.png"'))
    answer = run(house, "pay", "6", "5")
    assert answer.err.count("the logo attachments/cut.png cannot be printed: it is damaged") == 1
    checked = quiet_run(["-C", str(house.root), "check"], DAY)
    assert (checked.code, checked.err.count("[logo.missing]")) == (1, 1)
    released = quiet_run(["-C", str(house.root), "release", "may-progress"], DAY)
    assert (released.code, released.err.count("[logo.missing]")) == (3, 1)
    assert "drafts/may-progress.yaml" in house.files()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is neither PNG nor JPEG"),
        (b"GIF89a", "is neither PNG nor JPEG"),
        (b"\x89PNG\r\n\x1a\n", "has too many dots, or none"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\x02\0\0\0", "has too many dots, or none"),
        (b"\xff\xd8\xff" + b"\0" * (16 * 1024 * 1024), "is larger than 16 MiB"),
    ],
    ids=["empty", "gif", "a head alone", "a bomb", "large"],
)
def test_a_logo_that_is_surely_none_is_told_by_every_command(tmp_path: Path, data: bytes, why: str) -> None:
    house = sample(tmp_path)
    house.put("attachments/logo.png", data)
    text = house.text("ressio.toml")
    house.put("ressio.toml", text.replace("[company]", '[company]\nlogo = "attachments/logo.png"'))
    for line in (["summary"], ["pay", "6", "5"]):
        assert run(house, *line).err.count(f"the logo attachments/logo.png {why} [logo.missing]") == 1
    for line, code in ((["check"], 1), (["release", "may-progress"], 3)):
        answer = quiet_run(["-C", str(house.root), *line], DAY)
        assert (answer.code, answer.err.count(f"{why} [logo.missing]")) == (code, 1), line
