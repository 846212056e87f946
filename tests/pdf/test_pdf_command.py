"""`ressio pdf` as a person meets it: what it makes, and what it says to every mistake."""

from __future__ import annotations

import io
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.project import Size, made, write
from cli.house import House, fixed
from pdf_pages import read_back
from PIL import Image
from pypdf import PdfReader

SMALL = Size(invoices=6, changes=12, items=20, bills=2)
MANY = Size(invoices=48, changes=20, items=40, bills=2)
FONTLESS = "\U00013000"


@pytest.fixture
def house(tmp_path: Path) -> House:
    write(made(SMALL), tmp_path / "job")
    return House(tmp_path / "job", "2026-01-29")


def command(house: House, *words: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    """A process of its own."""
    env = {**os.environ, "RESSIO_TODAY": house.today}
    line = [sys.executable, "-m", "ressio_cli", "-C", str(house.root), *words]
    return subprocess.run(line, env=env, capture_output=True, timeout=60, check=False, **more)  # type: ignore[call-overload,no-any-return]


def pdfs(house: House) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((house.root / "pdf").glob("*"))}


MISTAKES = {
    "nothing": (2, "pdf.nothing", ["pdf"]),
    "a paper and all": (2, "pdf.nothing", ["pdf", "1", "--all"]),
    "all into one file": (2, "pdf.one-file", ["pdf", "--all", "-o", "x.pdf"]),
    "all as packages": (2, "pdf.one-file", ["pdf", "--all", "--package"]),
    "no such paper": (2, "paper.unknown", ["pdf", "nope"]),
    "no such number": (2, "invoice.unknown", ["pdf", "99"]),
    "many with that beginning": (2, "paper.ambiguous", ["pdf", "INV"]),
    "an empty word": (2, "usage", ["pdf", ""]),
    "two papers": (2, "usage", ["pdf", "1", "2"]),
    "days of an invoice": (2, "usage", ["pdf", "1", "--from", "2026-01-01"]),
    "days of the budget": (2, "usage", ["pdf", "budget", "--to", "2026-01-01"]),
    "no day": (2, "option.date", ["pdf", "statement", "--from", "January"]),
    "the first day after the last": (
        2, "option.date", ["pdf", "statement", "--from", "2025-05-02", "--to", "2025-05-01"],
    ),
    "a package of the budget": (2, "usage", ["pdf", "budget", "--package"]),
    "a package of a change": (2, "usage", ["pdf", "CO-0001", "--package"]),
    "into a folder": (2, "file.not-regular", ["pdf", "1", "-o", "."]),
    "into a device": (2, "file.not-regular", ["pdf", "1", "-o", "/dev/null"]),
    "an object and a PDF at once": (2, "usage", ["pdf", "1", "-o", "-"]),
}  # fmt: skip


@pytest.mark.parametrize(("code", "problem", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_and_nothing_is_written(house: House, code: int, problem: str, words: list[str]) -> None:
    answer = house.run(*words, "--json")
    assert (answer.code, [each["code"] for each in answer.json["problems"]]) == (code, [problem])
    assert not (house.root / "pdf").exists()


def test_a_device_is_left_a_device(house: House) -> None:
    house.run("pdf", "1", "-o", "/dev/null")
    assert Path("/dev/null").is_char_device()


def test_a_file_that_is_no_pdf_is_not_written_over(house: House) -> None:
    before = house.text("budget.yaml")
    assert house.no(3, "pdf", "1", "-o", str(house.root / "budget.yaml")) == {"pdf.other-file"}
    assert house.text("budget.yaml") == before


def test_a_missing_folder_is_the_worlds_trouble(house: House, tmp_path: Path) -> None:
    done = command(house, "pdf", "1", "-o", str(tmp_path / "no" / "x.pdf"))
    assert (done.returncode, b"[disk.failed]" in done.stderr, b"Traceback" in done.stderr) == (4, True, False)


def test_a_paper_goes_where_it_is_told_and_may_be_written_over(house: House, tmp_path: Path) -> None:
    file = tmp_path / "look.pdf"
    assert house.run("pdf", "1", "-o", str(file), "-q").out == f"{file}\n"
    first = file.read_bytes()
    assert house.run("pdf", "2", "-o", str(file)).code == 0
    assert file.read_bytes() != first
    assert house.run("pdf", "INV-0001", "-o", str(file), "--json").json == {"files": [str(file)]}
    assert file.read_bytes() == first


def test_a_link_that_a_person_names_is_followed(house: House, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.pdf").symlink_to(tmp_path / "real" / "x.pdf")
    assert house.run("pdf", "1", "-o", str(tmp_path / "link.pdf")).code == 0
    assert (tmp_path / "real" / "x.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "link.pdf").is_symlink()


def test_standard_output_is_the_pdf_and_nothing_else(house: House) -> None:
    done = command(house, "pdf", "1", "-o", "-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"%PDF-")
    assert done.stdout.endswith(b"%%EOF\n")
    assert not (house.root / "pdf").exists()


def test_a_reader_that_goes_away_ends_it_quietly(house: House) -> None:
    read, write_ = os.pipe()
    os.close(read)
    try:
        env = {**os.environ, "RESSIO_TODAY": house.today}
        line = [sys.executable, "-m", "ressio_cli", "-C", str(house.root), "pdf", "1", "-o", "-"]
        done = subprocess.run(line, env=env, stdout=write_, stderr=subprocess.PIPE, timeout=60, check=False)
    finally:
        os.close(write_)
    assert done.stderr == b""


def test_signs_without_a_face_are_named(tmp_path: Path) -> None:
    house = fixed(tmp_path, 'id: "03-100", name: Slab, cost: 100.00')
    house.ok("invoice", "new", "--item", f"Sign {FONTLESS}=10", "--title", "Signs")
    for words in ((), ("--package",)):
        done = house.run("pdf", "signs", *words, "-o", str(tmp_path / "x.pdf"))
        assert (done.code, "U+13000" in done.err) == (0, True)


def test_all_makes_what_is_missing_or_stale_and_nothing_else(house: House) -> None:
    done = command(house, "pdf", "--all", "-q")
    assert sorted(done.stdout.decode().split()) == [f"pdf/INV-000{number}.pdf" for number in range(1, 7)]
    first = pdfs(house)
    assert command(house, "pdf", "--all").stdout == b"every paper is up to date\n"
    assert pdfs(house) == first
    (house.root / "pdf/INV-0002.pdf").unlink()
    (house.root / "pdf/INV-0004.pdf").write_bytes(b"%PDF- something else")
    assert command(house, "pdf", "--all", "-q").stdout.split() == [b"pdf/INV-0002.pdf", b"pdf/INV-0004.pdf"]
    assert pdfs(house) == first
    house.swap("ressio.toml", "Alder & Oak Builders", "Oak & Alder Builders")
    assert command(house, "pdf", "--all", "-q").stdout.split() == [], "they print what they were released with"
    house.run("invoice", "edit", "INV-0006", "--title", "Other")
    (house.root / "pdf/INV-0006.pdf").write_bytes(first["INV-0006.pdf"])
    assert command(house, "pdf", "--all", "-q").stdout.split() == [b"pdf/INV-0006.pdf"]


def test_a_payment_makes_the_paper_of_its_invoice_stale(house: House) -> None:
    command(house, "pdf", "--all")
    house.run("pay", "INV-0006")
    assert command(house, "pdf", "--all", "-q").stdout.split() in ([b"pdf/INV-0006.pdf"], [])
    assert "Paid" in read_back((house.root / "pdf/INV-0006.pdf").read_bytes())


def test_a_count_is_shown_on_a_terminal_only(house: House) -> None:
    assert command(house, "pdf", "--all").stderr == b""
    shutil.rmtree(house.root / "pdf")
    ours, theirs = pty.openpty()
    env = {**os.environ, "RESSIO_TODAY": house.today}
    line = [sys.executable, "-m", "ressio_cli", "-C", str(house.root), "pdf", "--all"]
    with os.fdopen(theirs, "wb") as terminal:
        done = subprocess.run(line, env=env, stdout=subprocess.PIPE, stderr=terminal, timeout=60, check=True)
        os.write(theirs, b".")  # so that reading never waits
        said = os.read(ours, 10_000)
    os.close(ours)
    assert b"1 of 6" in said
    assert b"5 of 6" in said
    assert b"1 of 6" not in done.stdout


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    root = tmp_path_factory.mktemp("large") / "job"
    write(made(MANY), root)
    yield House(root, "2026-01-29")


def test_two_processes_make_the_same_as_one(large: House, monkeypatch: pytest.MonkeyPatch) -> None:
    done = command(large, "pdf", "--all", "-q")
    assert (done.returncode, done.stderr, len(done.stdout.split())) == (0, b"", 48)
    two = pdfs(large)
    shutil.rmtree(large.root / "pdf")
    monkeypatch.delattr(os, "fork")
    before = large.today
    from cli.house import quiet_run

    assert quiet_run(["-C", str(large.root), "pdf", "--all", "-q"], before).code == 0
    assert pdfs(large) == two


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=lambda how: how.name)
def test_a_run_that_is_killed_leaves_whole_files_and_no_process_behind(large: House, how: signal.Signals) -> None:
    shutil.rmtree(large.root / "pdf", ignore_errors=True)
    env = {**os.environ, "RESSIO_TODAY": large.today}
    line = [sys.executable, "-m", "ressio_cli", "-C", str(large.root), "pdf", "--all"]
    process = subprocess.Popen(line, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    until = time.monotonic() + 30
    while not list((large.root / "pdf").glob("INV*")) and time.monotonic() < until:
        time.sleep(0.005)
    process.send_signal(how)
    _, said = process.communicate(timeout=30)  # the pipes close when the last process of it has ended
    assert b"Traceback" not in said
    whole = {name: data for name, data in pdfs(large).items() if name.startswith("INV")}
    assert whole
    assert all(data.startswith(b"%PDF-") and data.endswith(b"%%EOF\n") for data in whole.values())
    assert command(large, "pdf", "--all").returncode == 0
    assert len([name for name in pdfs(large) if name.startswith("INV")]) == 48


def test_nothing_is_written_through_a_link_out_of_the_project(house: House, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (house.root / "pdf").symlink_to(tmp_path / "elsewhere")
    for words in (["1"], ["--all"], ["1", "--package"], ["statement"]):
        done = command(house, "pdf", *words)
        assert (done.returncode, b"[file.outside]" in done.stderr) == (4, True), words
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_nothing_is_written_through_a_link_to_a_file_of_the_project(house: House) -> None:
    before = house.text("budget.yaml")
    (house.root / "pdf").mkdir()
    (house.root / "pdf/INV-0001.pdf").symlink_to("../budget.yaml")
    assert command(house, "pdf", "1").returncode == 4
    assert command(house, "pdf", "--all").returncode == 4
    assert house.text("budget.yaml") == before


@pytest.mark.parametrize(
    "logo", ["../outside.png", "attachments/link.png", "attachments/none.png", "attachments/cut.png", "budget.yaml"]
)
def test_a_logo_that_is_no_picture_of_the_project_is_refused(house: House, tmp_path: Path, logo: str) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 10)).save(picture, "PNG")
    (tmp_path / "outside.png").write_bytes(picture.getvalue())
    house.put("attachments/cut.png", picture.getvalue()[:45])
    (house.root / "attachments/link.png").symlink_to(tmp_path / "outside.png")
    house.swap("ressio.toml", "[client]", f'logo = "{logo}"\n\n[client]')
    assert house.no(3, "pdf", "statement") == {"logo.missing"}


def test_a_logo_stands_on_the_first_page(house: House) -> None:
    for name, mode in (("logo.png", "RGBA"), ("logo.jpg", "RGB")):
        picture = io.BytesIO()
        Image.new(mode, (400, 100), "red").save(picture, "PNG" if name.endswith("png") else "JPEG")
        house.put(f"attachments/{name}", picture.getvalue())
        text = house.text("ressio.toml")
        house.put("ressio.toml", text.replace("[client]", f'logo = "attachments/{name}"\n\n[client]'))
        file = house.root.parent / "x.pdf"
        assert house.run("pdf", "statement", "-o", str(file)).code == 0
        assert len(PdfReader(file).pages[0].images) == 1
        house.put("ressio.toml", text)


def test_a_broken_seal_is_not_printed(house: House, tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    house.run("pdf", "1", "-o", str(file))
    assert "Seal v2:sha256:" in PdfReader(file).pages[0].extract_text()
    house.swap("invoices/INV-0001.yaml", "title: Progress 1\n", "title: Progress one\n")
    done = house.run("pdf", "1", "-o", str(file))
    assert "[invoice.seal-broken]" in done.err
    assert "Seal v2:sha256:" not in PdfReader(file).pages[0].extract_text()
