"""A line of text as runs of one font and one direction each, from left to right as they are seen.

Room: views.  Pure.  Problems: paper.scripts.

Plain Latin, Greek, Cyrillic and Chinese are drawn character by character. Lines with letters that run from right to
left are put in order first (`bidi`), and runs of scripts whose letters change their shape are shaped (`shaping`); both
happen on one line, after it was wrapped in the order in which it is read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics

from ressio_cli.model.problem import refused
from ressio_cli.model.record import dataclass
from ressio_cli.views.pdf import bidi, faces, shaping
from ressio_cli.views.pdf.shaping import JOINERS, Glyph

_QUOTED = 60  # characters of a text that a message quotes
_NO_JOINERS = dict.fromkeys(map(ord, JOINERS))
_MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one font. `width` is in units of the font size; with `glyphs` those are drawn instead of the text."""

    font: str
    text: str
    width: float
    glyphs: tuple[Glyph, ...] = ()


def needs_order(text: str) -> bool:
    """Return whether a line has letters that run from right to left."""
    return max(text, default="") >= bidi.FIRST_RIGHT_TO_LEFT and any(
        unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in text if sign >= bidi.FIRST_RIGHT_TO_LEFT
    )


def needs_scripts(text: str) -> bool:
    """Return whether a text can only be drawn with the extra `scripts`."""
    return max(text, default="") >= bidi.FIRST_RIGHT_TO_LEFT and shaping.is_shaped(text)


def refuse_without_scripts(text: str) -> None:
    """Refuse a text that needs the extra `scripts` where that is not installed: its numbers would stand reversed."""
    if needs_scripts(text) and not (bidi.available() and shaping.available()):
        message = f"`{text[:_QUOTED]}` cannot be printed: its script needs the extra `scripts`"
        raise refused("paper.scripts", message, "pip install 'ressio[scripts]'")


def runs(text: str, face: str) -> tuple[Run, ...]:
    """Return the runs of one line. Refused where it needs the extra `scripts` and that is not installed."""
    return _runs(text, face, faces.own())


@lru_cache(16384)
def _runs(text: str, face: str, own: str) -> tuple[Run, ...]:
    refuse_without_scripts(text)
    result: list[Run] = []
    for part, leftward in _directions(text) if needs_order(text) else ((text, False),):
        pieces = list(_by_font(part, face, own))
        result += (_run(name, piece, leftward) for name, piece in (reversed(pieces) if leftward else pieces))
    return tuple(run for run in result if run.text)


def _directions(line: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of one direction from left to right as they are seen, each in the order in which it is read."""
    line = bidi.with_numbers_kept(line)
    part: list[bidi.Sign] = []
    for sign in bidi.visual_order(line):
        if part and (sign.leftward != part[-1].leftward or sign.index - part[-1].index != (-1 if sign.leftward else 1)):
            yield _text(line, part), part[-1].leftward
            part = []
        part.append(sign)
    if part:
        yield _text(line, part), part[-1].leftward


def _text(line: str, part: list[bidi.Sign]) -> str:
    signs = (line[index] for index in sorted(sign.index for sign in part))
    return "".join(sign for sign in signs if sign not in bidi.UNSEEN)


def _by_font(text: str, face: str, own: str) -> Iterator[tuple[str, str]]:
    """Yield font and text of the pieces that one font can draw; a box stands where none can."""
    signs = faces.points(face)
    if all(ord(sign) in signs for sign in text):
        yield face, text
        return
    name, piece = "", ""
    for index, cluster in _clusters(text):
        for font, shown in _fonts_of(cluster, face, own):
            if cluster == " " and name and not _starts_in(text[index + 1 :], signs):
                font = name  # between two words of another font, for programs that read the words back
            if font != name and piece:
                yield name, piece
                piece = ""
            name, piece = font, piece + shown
    if piece:
        yield name, piece


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Yield each character with the marks and joiners that follow it, and its index."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not (unicodedata.category(text[index]).startswith("M") or text[index] in JOINERS):
            yield start, text[start:index]
            start = index


def _starts_in(text: str, signs: frozenset[int]) -> bool:
    return not text or ord(text[0]) in signs


def _fonts_of(cluster: str, face: str, own: str) -> list[tuple[str, str]]:
    """Return the first font that has all of a cluster; where none has, a font or a box for each of its signs."""
    visible = cluster.translate(_NO_JOINERS)
    for name in faces.order(face, own):
        if all(ord(sign) in faces.points(name) for sign in visible):
            return [(name, cluster)]
    fonts = [(faces.font_with(sign, face, own), sign) for sign in visible]
    return [(font, sign) if font else (faces.FALLBACK, faces.BOX) for font, sign in fonts]


def _run(name: str, text: str, leftward: bool) -> Run:
    if shaping.is_shaped(text):
        font = faces.font(name)
        glyphs = shaping.shape(text, name, font.face._ttf_data, leftward)
        return Run(name, text, sum(glyph.advance for glyph in glyphs) / 1000, glyphs)
    if leftward:
        text = "".join(_MIRRORED.get(sign, sign) for sign in reversed(text))
    text = text.translate(_NO_JOINERS)
    return Run(name, text, float(pdfmetrics.stringWidth(text, name, 1)))
