"""A paper with the files that go with it, as one document: PDF pages as they are, pictures fitted to a page.

Room: views.  Problems: attachment.unreadable.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Sequence

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import DependencyError, PyPdfError
from reportlab.pdfgen.canvas import Canvas

from ressio_cli.model.problem import Origin, Problem, Refused
from ressio_cli.model.record import dataclass
from ressio_cli.views.paper import Paper, Words
from ressio_cli.views.pdf import pictures
from ressio_cli.views.pdf.draw import Document, document, show
from ressio_cli.views.pdf.pictures import NoPicture
from ressio_cli.views.pdf.sheets import A4, LETTER
from ressio_cli.views.pdf.signs import on_one_line

_MARGIN = 36.0
_PICTURES = (".png", ".jpg", ".jpeg")
_DAMAGED = (  # what a reader of PDF may stumble over
    PyPdfError, DependencyError, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError,
    NotImplementedError, OSError, RuntimeError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """One file to append, under a title."""

    title: str
    file: str
    data: bytes

    @property
    def is_pdf(self) -> bool:
        """Its name or its first bytes say so."""
        return self.file.lower().endswith(".pdf") or b"%PDF-" in self.data[:1024]

    @property
    def is_picture(self) -> bool:
        """PNG or JPEG, as its name or its first bytes say."""
        return self.file.lower().endswith(_PICTURES) or pictures.is_picture(self.data)


class _Unfit(ValueError):
    """Why a piece cannot be appended, in words for a person."""


def package(paper: Paper, logo: bytes | None, pieces: Sequence[Piece]) -> Document:
    """The paper, then every piece that has pages, each with a bookmark; the others are named on a page of their own.

    Refused as a whole, with every reason, where a piece is damaged or encrypted.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    drawn = document(paper, logo)
    writer = PdfWriter(clone_from=io.BytesIO(drawn.data))
    problems: list[Problem] = []
    others: list[Piece] = []
    for piece in pieces:
        if not (piece.is_pdf or piece.is_picture):
            others.append(piece)
            continue
        try:
            _append(writer, piece.title, _pages(piece, paper.letter))
        except _DAMAGED as error:
            problems.append(_unreadable(piece, error))
    if problems:
        raise Refused(problems)
    if others:
        _append(writer, "Other files", PdfReader(io.BytesIO(document(_list(paper, others)).data)).pages)
    out = io.BytesIO()
    writer.write(out)
    return Document(out.getvalue(), drawn.missing)


def _pages(piece: Piece, letter: bool) -> Sequence[PageObject]:
    if not piece.data:
        raise _Unfit("it is empty")
    if not piece.is_pdf:
        return PdfReader(io.BytesIO(_picture_page(piece, letter))).pages
    reader = PdfReader(io.BytesIO(piece.data), strict=False)
    if reader.is_encrypted:
        raise _Unfit("it is encrypted")
    pages = list(reader.pages)
    if not pages:
        raise _Unfit("it has no pages")
    for page in pages:
        contents = page.get_contents()
        if contents is not None:
            contents.get_data()
    return pages


def _append(writer: PdfWriter, title: str, pages: Sequence[PageObject]) -> None:
    first = len(writer.pages)
    for page in pages:
        writer.add_page(page)
    writer.add_outline_item(on_one_line(title), first)


def _picture_page(piece: Piece, letter: bool) -> bytes:
    """The picture on a page of its own, standing or lying as it is shaped."""
    size = LETTER if letter else A4
    try:
        picture = pictures.opened(piece.data, (size[0] - 2 * _MARGIN, size[1] - 2 * _MARGIN))
    except NoPicture as error:
        raise _Unfit(str(error)) from None
    size = (size[1], size[0]) if picture.wide > picture.high else size
    wide, high = picture.fitted((size[0] - 2 * _MARGIN, size[1] - 2 * _MARGIN))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    show(canvas, picture, ((size[0] - wide) / 2, (size[1] - high) / 2), (wide, high))
    canvas.save()
    return out.getvalue()


def _list(paper: Paper, pieces: Sequence[Piece]) -> Paper:
    names = "\n".join(f"{piece.title} ({piece.file})" if piece.title != piece.file else piece.file for piece in pieces)
    words = Words(heading="These files go with it and have no pages to show", text=names)
    return Paper(kind="Files", number=paper.number, builder=paper.builder, letter=paper.letter, blocks=(words,))


def _unreadable(piece: Piece, error: Exception) -> Problem:
    why = "it is damaged"
    if isinstance(error, (_Unfit, DependencyError)):  # what unlocks a PDF is not even installed
        why = str(error) if isinstance(error, _Unfit) else "it is encrypted"
    message = f"{piece.file} cannot be put into the package: {why}"
    hint = "replace it by one that opens, or make the PDF without --package"
    return Problem("attachment.unreadable", message, Origin(piece.file), hint)
