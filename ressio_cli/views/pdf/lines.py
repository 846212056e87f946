"""How wide a text is, and where a line of it ends.

Room: views.  Pure.
"""

from __future__ import annotations

import unicodedata

from ressio_cli.views.pdf import bidi
from ressio_cli.views.pdf.runs import needs_order, runs
from ressio_cli.views.pdf.shaping import JOINERS
from ressio_cli.views.pdf.signs import on_one_line, printed

_BREAKABLE = "-/_.,@&"  # a word too long for a line is parted after one of these, if it has one


def width(text: str, face: str, size: float) -> float:
    """How wide a text is, in points."""
    return sum(run.width for run in runs(text, face)) * size


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
    """Return the lines of a paragraph. Each keeps the paragraph's direction, whatever its own first letter is."""
    if width(paragraph, face, size) <= room:
        return [paragraph]
    lines = _parted(paragraph, face, size, room)
    if not needs_order(paragraph):
        return lines
    base = bidi.base_of(paragraph)
    return [bidi.marked(line, base) for line in lines]


def _parted(paragraph: str, face: str, size: float, room: float) -> list[str]:
    lines, line, used = [], "", 0.0
    space = max(width(" ", name, size) for name in {face, *(run.font for run in runs(paragraph, face))})
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
        if piece and used + wide > room and not _continues(sign):
            at = max(piece.rfind(mark) for mark in _BREAKABLE) + 1
            at = at if at > len(piece) // 2 else len(piece)
            pieces.append(piece[:at])
            piece = piece[at:]
            used = sum(width(part, face, size) for part in piece)
        piece, used = piece + sign, used + wide
    return [*pieces, piece]


def _continues(sign: str) -> bool:
    """Return whether a sign belongs to the one before it: a mark, or a joiner."""
    return unicodedata.category(sign).startswith("M") or sign in JOINERS
