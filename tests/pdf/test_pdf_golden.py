"""Some papers as text: what stands where on each page. After a change of the layout, write them anew and read the diff:

python tests/pdf/test_pdf_golden.py
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
if __name__ == "__main__":
    sys.path[:0] = [str(HERE.parent), str(HERE)]

import pytest  # noqa: E402
from pdf_made import a_whole_job, every_paper, paper_of  # noqa: E402
from pdf_pages import pages_of, texts  # noqa: E402

from ressio_cli.views.paper import Paper  # noqa: E402
from ressio_cli.views.pdf.sheets import Page  # noqa: E402

GOLDEN = HERE / "golden"


def papers() -> dict[str, Paper]:
    """The papers that are kept: one of each kind, and an invoice that goes on over pages."""
    return {**every_paper(), "long": paper_of(a_whole_job(lines=40))}


def shown(paper: Paper) -> str:
    """Every page, line by line: the height, then each text with where it begins; `<` before it: where it ends."""
    pages, size = pages_of(paper)
    parts = [f"{size[0]:.0f} x {size[1]:.0f}  {paper.stamp}".rstrip()]
    for number, page in enumerate(pages, 1):
        parts += [f"\n-- page {number}", *_lines(page)]
    return "\n".join(parts) + "\n"


def _lines(page: Page) -> list[str]:
    found: dict[int, list[str]] = {}
    for text in sorted(texts(page), key=lambda text: (-round(text.y), text.start)):
        found.setdefault(round(text.y), []).append(f"{text.x:.0f}{'<' if text.right else ''} {text.words}")
    return [f"{y:4}  {'  |  '.join(parts)}" for y, parts in found.items()]


@pytest.mark.parametrize("name", sorted(papers()))
def test_a_paper_looks_as_it_did(name: str) -> None:
    assert shown(papers()[name]) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {file.stem for file in GOLDEN.iterdir()} == set(papers())


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, paper in papers().items():
        (GOLDEN / f"{name}.txt").write_text(shown(paper), encoding="utf-8", newline="\n")
