"""A paper as PDF bytes: the same paper gives the same bytes on any day and in any folder.

Room: views.  Problems: none.
"""

from __future__ import annotations

import io
from functools import lru_cache, singledispatch

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from ressio_cli.model.record import dataclass
from ressio_cli.views.paper import Paper
from ressio_cli.views.pdf import faces, pictures
from ressio_cli.views.pdf.arrange import LOGO, arranged
from ressio_cli.views.pdf.digest import digest
from ressio_cli.views.pdf.lines import width
from ressio_cli.views.pdf.pictures import Picture
from ressio_cli.views.pdf.runs import Run, runs
from ressio_cli.views.pdf.sheets import A4, LETTER, Box, Logo, Mark, Page, Rule, Size, Text
from ressio_cli.views.pdf.signs import on_one_line

rl_config.useA85 = 0  # streams as bytes: smaller, and sooner done

_STAMP = 0.09  # how dark the stamp across a page is
_LARGEST = 170.0  # its signs, in points


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF, and the signs of its text that no face has, for which boxes stand in it."""

    data: bytes
    missing: frozenset[str] = frozenset()


def pdf(paper: Paper, logo: bytes | None = None) -> bytes:
    """The bytes of a paper. `logo`: the picture of the letterhead, if there is one."""
    return document(paper, logo).data


def document(paper: Paper, logo: bytes | None = None, font: bytes | None = None) -> Document:
    """Draw a paper. `logo`: the picture of the letterhead; `font`: the project's own font, for what ours lack.

    Raises NoPicture where the logo cannot be shown, UnusableFont where the font cannot be read, and Refused where a
    text needs the extra `scripts`.
    """
    with faces.own_font(font):
        return _document(paper, logo, font)


def _document(paper: Paper, logo: bytes | None, font: bytes | None) -> Document:
    picture = pictures.opened(logo, LOGO) if logo else None
    pages, size = arranged(paper, LETTER if paper.letter else A4, picture.fitted(LOGO) if picture else None)
    out = io.BytesIO()
    for face in (faces.PLAIN, faces.BOLD):
        faces.known(face)
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=1, initialFontName=faces.PLAIN)  # type: ignore[arg-type]
    _describe(canvas, paper, digest(paper, logo, font))
    for number, page in enumerate(pages):
        _stamp(canvas, paper.stamp, size)
        for mark in page.marks:
            _mark(mark, canvas, picture)
        _outline(canvas, page, number)
        canvas.showPage()
    canvas.save()
    return Document(out.getvalue(), _missing(pages))


def _missing(pages: list[Page]) -> frozenset[str]:
    texts = (mark.words for page in pages for mark in page.marks if isinstance(mark, Text))
    return frozenset().union(*(faces.lacking(words) for words in texts))


def _describe(canvas: Canvas, paper: Paper, mark: str) -> None:
    canvas.setTitle(on_one_line(f"{paper.name}: {paper.title}" if paper.title else paper.name))
    canvas.setAuthor(on_one_line(paper.builder.name))
    canvas.setSubject(on_one_line(paper.project.name))
    canvas.setKeywords(mark)
    canvas.setCreator("ressio")
    canvas.setProducer("ressio")
    canvas.setCatalogEntry("Lang", PDFString("en"))
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _stamp(canvas: Canvas, stamp: str, size: Size) -> None:
    """DRAFT or VOID across the page, below everything else."""
    if not stamp:
        return
    canvas.saveState()
    canvas.setFillColorRGB(0, 0, 0, alpha=_STAMP)
    canvas.translate(size[0] / 2, size[1] / 2)
    canvas.rotate(52 if size[0] < size[1] else 38)
    height = min(_LARGEST, 620.0 / width(stamp, faces.BOLD, 1))
    canvas.setFont(faces.BOLD, height)
    canvas.drawCentredString(0, -height / 3, stamp)
    canvas.restoreState()


def _outline(canvas: Canvas, page: Page, number: int) -> None:
    for at, (words, depth, y) in enumerate(page.headings):
        key = f"{number}-{at}"
        canvas.bookmarkHorizontal(key, 0, y + 8)
        canvas.addOutlineEntry(on_one_line(words), key, level=depth)


@lru_cache(None)
def _color(word: str) -> Color:
    return HexColor(word)


@singledispatch
def _mark(mark: Mark, canvas: Canvas, logo: Picture | None) -> None:
    raise TypeError(f"{type(mark).__name__} cannot be drawn")


@_mark.register
def _(mark: Text, canvas: Canvas, logo: Picture | None) -> None:
    style = mark.style
    line = canvas.beginText(mark.start, mark.y)
    line.setFillColor(_color(style.color))
    x = mark.start
    for run in runs(mark.words, style.face):
        line.setFont(run.font, style.size)
        if run.glyphs:
            _glyphs(line, canvas, run, (x, mark.y), style.size)
        else:
            line.textOut(run.text)
        x += run.width * style.size
        if run.glyphs:
            line.setTextOrigin(x, mark.y)
    canvas.drawText(line)


def _glyphs(line: PDFTextObject, canvas: Canvas, run: Run, start: tuple[float, float], size: float) -> None:
    """Draw shaped glyphs, each at its own place: marks stand above or below their letters, and kerning is kept."""
    font, unit = faces.font(run.font), size / 1000
    x, y = start
    for glyph in run.glyphs:
        faces.add_glyph(font, glyph)
        font.note(canvas._doc, glyph.code, glyph.text)  # type: ignore[attr-defined]
        line.setTextOrigin(x + glyph.right * unit, y + glyph.up * unit)
        line.textOut(chr(glyph.code))
        x += glyph.advance * unit


@_mark.register
def _(mark: Box, canvas: Canvas, logo: Picture | None) -> None:
    canvas.setFillColor(_color(mark.color))
    canvas.rect(mark.x, mark.y, mark.width, mark.height, stroke=0, fill=1)


@_mark.register
def _(mark: Rule, canvas: Canvas, logo: Picture | None) -> None:
    canvas.setStrokeColor(_color(mark.color))
    canvas.setLineWidth(mark.weight)
    canvas.line(mark.x, mark.y, mark.x + mark.width, mark.y)


@_mark.register
def _(mark: Logo, canvas: Canvas, logo: Picture | None) -> None:
    if logo:
        show(canvas, logo, (mark.x, mark.y), (mark.width, mark.height))


def show(canvas: Canvas, picture: Picture, corner: tuple[float, float], size: Size) -> None:
    """Put a picture upright into the rectangle above its lower left corner."""
    (x, y), (wide, high) = corner, size
    canvas.saveState()
    canvas.translate(x + wide / 2, y + high / 2)
    canvas.rotate(picture.turned)
    if picture.turned in (90, 270):
        wide, high = high, wide
    image = io.BytesIO(picture.image) if isinstance(picture.image, bytes) else picture.image
    canvas.drawImage(ImageReader(image), -wide / 2, -high / 2, wide, high, mask="auto")
    canvas.restoreState()
