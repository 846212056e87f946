"""The same paper is the same bytes: in another process, folder, locale, time zone, on another day."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from pdf_made import a_whole_job, every_paper, paper_of
from pdf_outside import needs
from test_pdf_figures import SAMPLES

from ressio_cli.views.pdf.digest import digest, is_current
from ressio_cli.views.pdf.draw import pdf

WORLDS = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "RESSIO_TODAY": "2026-06-15"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "C", "RESSIO_TODAY": "2031-01-01", "PYTHONUTF8": "0"},
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A sample project, printed twice, in different folders and worlds."""
    found = []
    for place, world in enumerate(WORLDS):
        root = tmp_path_factory.mktemp(f"world {place}") / f"job-{place}"
        shutil.copytree(SAMPLES / "average-home", root)
        line = [sys.executable, "-m", "ressio_cli", "-C", str(root), "pdf"]
        env = {**os.environ, **world}
        for words in (["--all"], ["CO-001"], ["INV-0004", "--package"], ["2026-03-24-INV-0003"]):
            subprocess.run([*line, *words], env=env, check=True, capture_output=True, cwd=root.parent)
        found.append(root / "pdf")
    return found


def test_two_worlds_give_the_same_bytes(folders: list[Path]) -> None:
    one, other = ({file.name: file.read_bytes() for file in folder.iterdir()} for folder in folders)
    assert len(one) == 9
    assert [name for name in sorted(one | other) if one.get(name) != other.get(name)] == []


def test_no_path_of_this_machine_is_in_them(folders: list[Path]) -> None:
    for folder in folders:
        for file in folder.iterdir():
            assert str(folder.parent.parent).encode() not in file.read_bytes()


@needs("qpdf")
def test_another_program_finds_nothing_wrong(folders: list[Path], tmp_path: Path) -> None:
    qpdf = shutil.which("qpdf")
    assert qpdf
    for name, paper in every_paper(" <b>&(x) 漢 שלום 😀").items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf(paper))
    for file in (*folders[0].iterdir(), *tmp_path.iterdir()):
        done = subprocess.run([qpdf, "--check", str(file)], capture_output=True, text=True, check=False)
        assert (done.returncode, "WARNING" in done.stdout + done.stderr) == (0, False), (file.name, done.stdout)


@needs("pdftoppm")
def test_every_page_can_be_rendered(folders: list[Path], tmp_path: Path) -> None:
    pdftoppm = shutil.which("pdftoppm")
    assert pdftoppm
    file = folders[0] / "INV-0004-package.pdf"
    line = [pdftoppm, "-r", "20", "-png", str(file), "page"]
    assert subprocess.run(line, cwd=tmp_path, capture_output=True, check=True).stderr == b""
    assert len(list(tmp_path.iterdir())) == 3


@needs("pdffonts")
def test_another_program_finds_every_font_embedded(folders: list[Path]) -> None:
    pdffonts = shutil.which("pdffonts")
    assert pdffonts
    done = subprocess.run([pdffonts, str(folders[0] / "INV-0004.pdf")], capture_output=True, text=True, check=True)
    rows = [line.split() for line in done.stdout.splitlines()[2:]]
    assert rows
    assert {row[-5] for row in rows} == {"yes"}


def test_drawing_twice_in_one_process_is_no_different_from_drawing_once() -> None:
    first = pdf(every_paper(" 漢✓")["invoice"])
    pdf(every_paper(" other words")["invoice"])
    assert pdf(every_paper(" 漢✓")["invoice"]) == first


def test_a_paper_knows_whether_its_pdf_still_says_the_same() -> None:
    paper, other = paper_of(a_whole_job()), paper_of(a_whole_job(" x"))
    data = pdf(paper)
    assert is_current(data, paper, None)
    assert not is_current(data, other, None)
    assert not is_current(None, paper, None)
    assert digest(paper, None) != digest(paper, b"logo")


def test_a_pdf_of_one_page_is_small() -> None:
    data = pdf(paper_of(a_whole_job()))
    assert len(data) < 60_000, len(data)
    assert len(sha256(data).hexdigest()) == 64
