"""The faces text is set in, which sign is in which, how wide it is, and where a line of it ends.

Room: views.  Pure but for the font files of the package.

Open Sans holds Latin, Greek and Cyrillic. A sign it lacks is taken from DejaVu Sans, then from Droid Sans Fallback
(Chinese, Japanese, Korean); where there is none a box stands for it, and the sign is told as missing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ressio_cli.views.pdf.leftward import in_sight
from ressio_cli.views.pdf.signs import on_one_line, printed

PLAIN, BOLD, ITALIC = "OpenSans-Regular", "OpenSans-Bold", "OpenSans-Italic"

_FOLDER = Path(__file__).parent.parent.parent / "fonts"
_OTHERS = ("DejaVuSans", "DroidSansFallback")
_BOX = "\u25a1"
_BREAKABLE = "-/_.,@&"  # a word too long for a line is parted after one of these, if it has one
_READ = re.compile(r"<(F[BE][0-9A-F]{2}|[0-9A-F]{5,6})>$", re.MULTILINE)

Run = tuple[str, str]


class _Font(TTFont):
    """A font whose text reads back: signs beyond 16 bits in pairs, joined letters as the letters they join."""

    def addObjects(self, doc: Any) -> None:
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if str(name).startswith("toUnicodeCMap:"):
                stream.content = _READ.sub(_in_full, stream.content)


def _in_full(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    return f"<{unicodedata.normalize('NFKC', sign).encode('utf-16-be').hex().upper()}>"


@lru_cache(None)
def known(name: str) -> frozenset[int]:
    """Make a face known to the canvas; the code points it has."""
    font = _Font(name, str(_FOLDER / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)


@lru_cache(8192)
def runs(text: str, face: str) -> tuple[Run, ...]:
    """The text from left to right, as runs of one face each."""
    text = in_sight(text)
    signs = known(face)
    if all(ord(sign) in signs for sign in text):
        return ((face, text),)
    found: list[Run] = []
    for at, sign in enumerate(text):
        name, shown = (face, sign) if ord(sign) in signs else _elsewhere(sign)
        if sign == " " and found and found[-1][0] != face and not {*map(ord, text[at + 1 : at + 2])} <= signs:
            name = found[-1][0]  # between two words of another face, for what reads the words back
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + shown)
        else:
            found.append((name, shown))
    return tuple(found)


def _elsewhere(sign: str) -> Run:
    for name in _OTHERS:
        if ord(sign) in known(name):
            return name, sign
    return _OTHERS[0], _BOX


@lru_cache(8192)
def lacking(text: str) -> frozenset[str]:
    """The signs of a text that no face has."""
    signs = known(PLAIN)
    others = {sign for sign in text if ord(sign) not in signs}
    return frozenset(sign for sign in others if not any(ord(sign) in known(name) for name in _OTHERS))


@lru_cache(65536)
def _of_one_point(text: str, face: str) -> float:
    return float(sum(pdfmetrics.stringWidth(part, name, 1) for name, part in runs(text, face)))


def width(text: str, face: str, size: float) -> float:
    """How wide a text is, in points."""
    return _of_one_point(text, face) * size


def wrap(text: str, face: str, size: float, room: float) -> list[str]:
    """The lines of any text in that much room. A word too long for a line is broken where it must be."""
    lines: list[str] = []
    for paragraph in printed(text).split("\n"):
        lines += _wrapped(paragraph.rstrip(), face, size, room)
    return lines


def cut(text: str, face: str, size: float, room: float) -> str:
    """Any text on one line of that much room, its end left out where it must be."""
    line = on_one_line(text)
    if width(line, face, size) <= room:
        return line
    first, *_ = _broken(line, face, size, room - width("…", face, size))
    while first and width(f"{first}…", face, size) > room:
        first = first[:-1]
    return f"{first.rstrip()}…"


def _wrapped(paragraph: str, face: str, size: float, room: float) -> list[str]:
    if width(paragraph, face, size) <= room:
        return [paragraph]
    lines, line, used = [], "", 0.0
    space = max(width(" ", name, size) for name in {face, *(name for name, _ in runs(paragraph, face))})
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
    """A word cut into pieces that fit; at least one sign a piece, marks with the sign they stand on."""
    pieces, piece, used = [], "", 0.0
    for sign in word:
        wide = width(sign, face, size)
        if piece and used + wide > room and not unicodedata.combining(sign):
            at = max(piece.rfind(mark) for mark in _BREAKABLE) + 1
            at = at if at > len(piece) // 2 else len(piece)
            pieces.append(piece[:at])
            piece = piece[at:]
            used = sum(width(each, face, size) for each in piece)
        piece, used = piece + sign, used + wide
    return [*pieces, piece]
