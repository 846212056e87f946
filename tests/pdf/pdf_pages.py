"""Pages looked at as a person would: what stands outside the margins, what lies on top of what."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pypdf import PdfReader

from ressio_cli.views.paper import Paper
from ressio_cli.views.pdf.arrange import arranged
from ressio_cli.views.pdf.sheets import A4, BOTTOM, LEFT, LETTER, RIGHT, TOP, Page, Size, Text

_HAIR = 0.6  # points that rounding and slanted letters may differ by


def pages_of(paper: Paper, logo: Size | None = None) -> tuple[list[Page], Size]:
    return arranged(paper, LETTER if paper.letter else A4, logo)


def texts(page: Page) -> list[Text]:
    return [mark for mark in page.marks if isinstance(mark, Text)]


def words(paper: Paper) -> list[list[str]]:
    """The words of each page, in reading order."""
    return [[text.words for text in texts(page)] for page in pages_of(paper)[0]]


def box(text: Text) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what a text covers."""
    style = text.style
    return text.start, text.y - 0.2 * style.size, text.start + style.width(text.words), text.y + 0.72 * style.size


def faults(paper: Paper, logo: Size | None = None) -> list[str]:
    """Words outside the margins, words on other words, and a page without any."""
    pages, size = pages_of(paper, logo)
    return [f"page {number}: {fault}" for number, page in enumerate(pages, 1) for fault in _faults(page, size)]


def _faults(page: Page, size: Size) -> Iterator[str]:
    body = texts(page)[:-2]  # the last two are the foot
    if not body:
        yield "nothing on it"
    for text in texts(page):
        left, _, right, top = box(text)
        if left < LEFT - _HAIR or right > size[0] - RIGHT + _HAIR or top > size[1] - TOP + 6:
            yield f"{text.words[:40]!r} is outside the margins"
    for text in body:
        if text.y < BOTTOM - 1:
            yield f"{text.words[:40]!r} is below the margin"
    yield from _overlaps(texts(page))


def _overlaps(every: list[Text]) -> Iterator[str]:
    boxes = sorted(((box(text), text.words) for text in every), key=lambda one: one[0][1])
    for place, (one, words_) in enumerate(boxes):
        for other, others in boxes[place + 1 :]:
            if other[1] > one[3] - _HAIR:
                break
            if one[0] < other[2] - _HAIR and other[0] < one[2] - _HAIR:
                yield f"{words_[:40]!r} lies on {others[:40]!r}"


def read_back(data: bytes) -> str:
    """All text of a PDF, as another program reads it."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def squeezed(text: str) -> str:
    """Without spaces and line breaks: what is left when lines were broken somewhere."""
    return "".join(text.split())
