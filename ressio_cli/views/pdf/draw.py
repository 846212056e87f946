"""A paper as PDF bytes: the same paper gives the same bytes on any day and in any folder.

Room: views.  Problems: none.
"""

from __future__ import annotations

import io
from functools import singledispatch

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfgen.canvas import Canvas

from ressio_cli.views.paper import Paper
from ressio_cli.views.pdf import faces
from ressio_cli.views.pdf.arrange import arranged
from ressio_cli.views.pdf.digest import digest
from ressio_cli.views.pdf.sheets import A4, LETTER, PALE, Box, Mark, Page, Picture, Rule, Text

_STAMP = 0.07  # how dark the stamp across a page is


def pdf(paper: Paper, logo: bytes | None = None) -> bytes:
    """The document. `logo`: the picture of the letterhead, if there is one."""
    size = LETTER if paper.letter else A4
    pages, size = arranged(paper, size, logo)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=1)
    _describe(canvas, paper, digest(paper, logo))
    for number, page in enumerate(pages):
        _stamp(canvas, paper.stamp, size)
        for mark in page.marks:
            _mark(mark, canvas)
        _outline(canvas, page, number)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _describe(canvas: Canvas, paper: Paper, mark: str) -> None:
    canvas.setTitle(f"{paper.name}: {paper.title}" if paper.title else paper.name)
    canvas.setAuthor(paper.builder.name)
    canvas.setSubject(paper.project.name)
    canvas.setKeywords(mark)
    canvas.setCreator("ressio")
    canvas.setProducer("ressio")
    canvas.setCatalogEntry("Lang", PDFString("en"))
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _stamp(canvas: Canvas, stamp: str, size: tuple[float, float]) -> None:
    """DRAFT or VOID across the page, below everything else."""
    if not stamp:
        return
    canvas.saveState()
    canvas.setFillColorRGB(0, 0, 0, alpha=_STAMP)
    canvas.translate(size[0] / 2, size[1] / 2)
    canvas.rotate(52)
    height = min(170.0, 660.0 / max(1.0, faces.width(stamp, faces.BOLD, 1)))
    canvas.setFont(faces.BOLD, height)
    canvas.drawCentredString(0, -height / 3, stamp)
    canvas.restoreState()


def _outline(canvas: Canvas, page: Page, number: int) -> None:
    for at, (words, y) in enumerate(page.headings):
        key = f"{number}-{at}"
        canvas.bookmarkHorizontal(key, 0, y + 18)
        canvas.addOutlineEntry(words, key, level=0)


@singledispatch
def _mark(mark: Mark, canvas: Canvas) -> None:
    raise TypeError(f"{type(mark).__name__} cannot be drawn")


@_mark.register
def _(mark: Text, canvas: Canvas) -> None:
    x = mark.start
    canvas.setFillColor(HexColor(mark.color))
    for name, words in faces.runs(mark.words, mark.face):
        canvas.setFont(name, mark.size)
        canvas.drawString(x, mark.y, words)
        x += faces.width(words, mark.face, mark.size)


@_mark.register
def _(mark: Box, canvas: Canvas) -> None:
    canvas.setFillColor(HexColor(mark.color))
    canvas.rect(mark.x, mark.y, mark.width, mark.height, stroke=0, fill=1)


@_mark.register
def _(mark: Rule, canvas: Canvas) -> None:
    canvas.setStrokeColor(HexColor(mark.color or PALE))
    canvas.setLineWidth(mark.weight)
    canvas.line(mark.x, mark.y, mark.x + mark.width, mark.y)


@_mark.register
def _(mark: Picture, canvas: Canvas) -> None:
    from reportlab.lib.utils import ImageReader

    picture = ImageReader(io.BytesIO(mark.data))
    canvas.drawImage(
        picture, mark.x, mark.y, mark.width, mark.height, mask="auto", preserveAspectRatio=True, anchor="nw"
    )
