"""The faces text is set in, which sign is in which, and how wide it is.

Room: views.  Pure but for the font files of the package.

Open Sans holds Latin, Greek and Cyrillic. A sign it lacks is taken from DejaVu Sans, then from the reader's own
Chinese, Japanese or Korean font, and where there is none a box stands for it and the sign is named as missing.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD, ITALIC = "OpenSans-Regular", "OpenSans-Bold", "OpenSans-Italic"

_FOLDER = Path(__file__).parent.parent.parent / "fonts"
_FALLBACK = "DejaVuSans"
_BOX = "\u25a1"
_EAST = (
    (0x3040, 0x30FF, "HeiseiKakuGo-W5"),
    (0xAC00, 0xD7AF, "HYGothic-Medium"),
    (0x3000, 0x9FFF, "STSong-Light"),
    (0xFF00, 0xFFEF, "STSong-Light"),
)

missing: set[str] = set()  # signs that no face had

Run = tuple[str, str]


@lru_cache(None)
def _face(name: str) -> frozenset[int]:
    """Make a face known; the code points it has."""
    font = TTFont(name, str(_FOLDER / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)


@lru_cache(None)
def _eastern(name: str) -> str:
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(name))
    return name


@lru_cache(8192)
def runs(text: str, face: str) -> tuple[Run, ...]:
    """The text as runs of one face each."""
    known = _face(face)
    if all(ord(sign) in known for sign in text):
        return ((face, text),)
    found: list[Run] = []
    for sign in text:
        name, shown = _of(sign, face, known)
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + shown)
        else:
            found.append((name, shown))
    return tuple(found)


def _of(sign: str, face: str, known: frozenset[int]) -> Run:
    point = ord(sign)
    if point in known:
        return face, sign
    if point in _face(_FALLBACK):
        return _FALLBACK, sign
    for first, last, name in _EAST:
        if first <= point <= last:
            return _eastern(name), sign
    missing.add(sign)
    return _FALLBACK, _BOX


@lru_cache(65536)
def width(text: str, face: str, size: float) -> float:
    """How wide a text is, in points."""
    return float(sum(pdfmetrics.stringWidth(part, name, size) for name, part in runs(text, face)))


def wrap(text: str, face: str, size: float, room: float) -> list[str]:
    """The lines of a text in that much room. A word too long for a line is broken where it must be."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrapped(paragraph, face, size, room)
    return lines or [""]


def _wrapped(paragraph: str, face: str, size: float, room: float) -> list[str]:
    if width(paragraph, face, size) <= room:
        return [paragraph]
    lines, line, used = [], "", 0.0
    space = width(" ", face, size)
    for word in paragraph.split(" "):
        wide = width(word, face, size)
        if line and used + space + wide <= room:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(word, face, size, room) if wide > room else [word]
        lines += whole
        used = width(line, face, size)
    return [*lines, line]


def _broken(word: str, face: str, size: float, room: float) -> list[str]:
    """A word cut into pieces that fit; at least one sign a piece."""
    pieces, piece, used = [], "", 0.0
    for sign in word:
        wide = width(sign, face, size)
        if piece and used + wide > room:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + sign, used + wide
    return [*pieces, piece]
