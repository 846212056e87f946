"""A paper with the files that go with it, as one document: PDF pages as they are, pictures fitted to a page.

Room: views.  Problems: attachment.unreadable.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ressio_cli.model.problem import Origin, Problem, Refused
from ressio_cli.views.paper import Paper, Words
from ressio_cli.views.pdf.draw import pdf

_MARGIN = 36.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One file to append, under a title."""

    title: str
    file: str
    data: bytes

    @property
    def is_pdf(self) -> bool:
        """Its first bytes say so."""
        return self.data[:1024].lstrip().startswith(b"%PDF-")

    @property
    def is_picture(self) -> bool:
        """PNG or JPEG."""
        return self.data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


def package(paper: Paper, logo: bytes | None, pieces: Sequence[Piece]) -> bytes:
    """The paper, then every piece that has pages, each with a bookmark; the others are named on a page of their own.

    Refused as a whole, with every reason, where a piece is damaged or encrypted.
    """
    writer = PdfWriter(clone_from=io.BytesIO(pdf(paper, logo)))
    problems: list[Problem] = []
    others: list[Piece] = []
    for piece in pieces:
        if not (piece.is_pdf or piece.is_picture):
            others.append(piece)
            continue
        try:
            _append(writer, piece, _pages(piece, paper.letter))
        except (PyPdfError, OSError, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
            problems.append(_unreadable(piece, error))
    if problems:
        raise Refused(problems)
    if others:
        listed = Paper(
            kind="Files", number=paper.number, builder=paper.builder, letter=paper.letter, blocks=(_list(others),)
        )
        _append(writer, Piece("Other files", "", b""), PdfReader(io.BytesIO(pdf(listed))))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _pages(piece: Piece, letter: bool) -> PdfReader:
    if piece.is_picture:
        return PdfReader(io.BytesIO(_picture_page(piece, letter)))
    reader = PdfReader(io.BytesIO(piece.data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("it is encrypted")
    if not len(reader.pages):
        raise ValueError("it has no pages")
    return reader


def _append(writer: PdfWriter, piece: Piece, reader: PdfReader) -> None:
    first = len(writer.pages)
    for page in reader.pages:
        writer.add_page(page)
    writer.add_outline_item(piece.title, first)


def _picture_page(piece: Piece, letter: bool) -> bytes:
    """The picture on a page of its own, standing or lying as it is shaped."""
    picture = ImageReader(io.BytesIO(piece.data))
    wide, high = picture.getSize()
    size = (612.0, 792.0) if letter else (595.28, 841.89)
    size = (size[1], size[0]) if wide > high else size
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.drawImage(
        picture, _MARGIN, _MARGIN, size[0] - 2 * _MARGIN, size[1] - 2 * _MARGIN, preserveAspectRatio=True, mask="auto"
    )
    canvas.save()
    return out.getvalue()


def _list(pieces: Sequence[Piece]) -> Words:
    names = "\n".join(f"{piece.title} ({piece.file})" for piece in pieces)
    return Words(heading="These files go with it and have no pages to show", text=names)


def _unreadable(piece: Piece, error: Exception) -> Problem:
    why = str(error) if isinstance(error, ValueError) and str(error).startswith("it ") else "it is damaged"
    message = f"{piece.file} cannot be put into the package: {why}"
    hint = "replace it by one that opens, or make the PDF without --package"
    return Problem("attachment.unreadable", message, Origin(piece.file), hint)
