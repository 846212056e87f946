"""The fonts text is set in, and which characters each of them has.

Room: views.  Pure but for the font files of the package.

Open Sans holds Latin, Greek and Cyrillic. A character it lacks is taken from the project's own font, if it names one,
then from DejaVu Sans (Hebrew, Arabic and more), then from Droid Sans Fallback (Chinese, Japanese, Korean). Where no
font has it a box is drawn, and the character is reported as missing.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from ressio_cli.views.pdf.bidi import UNSEEN
from ressio_cli.views.pdf.shaping import JOINERS, PRIVATE, Glyph

PLAIN, BOLD, ITALIC = "OpenSans-Regular", "OpenSans-Bold", "OpenSans-Italic"
BOX = "\u25a1"

_FOLDER = Path(__file__).parent.parent.parent / "fonts"
FALLBACK = "DejaVuSans"
_FALLBACKS = (FALLBACK, "DroidSansFallback")
_LONG_CODE = re.compile(r"^(<[0-9A-F]{2}>) <([0-9A-F]{5,6})>$", re.MULTILINE)

# The name of the project's own font while a paper of that project is laid out and drawn; empty: it has none.
_own: ContextVar[str] = ContextVar("own font", default="")


class UnusableFont(ValueError):
    """A project's own font that cannot be read or embedded."""


class _Font(TTFont):
    """A font whose text can be copied out of the PDF: shaped glyphs read back as the letters they stand for."""

    def __init__(self, name: str, file: Any) -> None:
        super().__init__(name, file, shapable=False)
        self._letters: WeakKeyDictionary[Any, dict[int, str]] = WeakKeyDictionary()

    def note(self, doc: Any, code: int, letters: str) -> None:
        """Note what a glyph stands for in a document; what was noted first holds."""
        if letters:
            self._letters.setdefault(doc, {}).setdefault(code, letters)

    def addObjects(self, doc: Any) -> None:
        letters = self._letters.get(doc, {})
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if str(name).startswith("toUnicodeCMap:"):
                stream.content = _LONG_CODE.sub(lambda match: _in_full(match, letters), stream.content)


def _in_full(match: re.Match[str], letters: Mapping[int, str]) -> str:
    """Write characters beyond 16 bits in pairs, and a glyph as its letters; one without letters reads as nothing."""
    code = int(match[2], 16)
    text = letters.get(code, "\u200b") if code >= PRIVATE else chr(code)
    return f"{match[1]} <{text.encode('utf-16-be').hex().upper()}>"


@lru_cache(None)
def known(name: str) -> frozenset[int]:
    """Register a font with the canvas and return its code points."""
    return _registered(name, str(_FOLDER / f"{name}.ttf"))


def _registered(name: str, file: Any) -> frozenset[int]:
    font = _Font(name, file)
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)


@lru_cache(8)
def _own_font(data: bytes) -> str:
    """Register a project's own font and return its name."""
    name = f"Own-{sha256(data).hexdigest()[:16]}"
    try:
        _own_points[name] = _registered(name, io.BytesIO(data))
    except (TTFError, ValueError, KeyError, IndexError, struct.error) as error:
        raise UnusableFont(str(error)) from None
    return name


_own_points: dict[str, frozenset[int]] = {}


@contextmanager
def own_font(data: bytes | None) -> Iterator[None]:
    """Lay out and draw with the project's own font, where there is one. Raises UnusableFont."""
    token = _own.set(_own_font(data) if data else "")
    try:
        yield
    finally:
        _own.reset(token)


def own() -> str:
    """Return the name of the project's own font, or an empty string. Caches of what is laid out depend on it."""
    return _own.get()


def points(name: str) -> frozenset[int]:
    """Return the code points of a font of the package or of the project."""
    return _own_points.get(name) or known(name)


def order(face: str, own_name: str) -> tuple[str, ...]:
    """Return the fonts a character is looked for in: the face, the project's own font, the fallbacks."""
    return (face, own_name, *_FALLBACKS) if own_name else (face, *_FALLBACKS)


def font_with(sign: str, face: str, own_name: str) -> str:
    """Return the first font that has a character; an empty string where none has."""
    return next((name for name in order(face, own_name) if ord(sign) in points(name)), "")


def font(name: str) -> Any:
    """Return the registered font of that name."""
    points(name)
    return pdfmetrics.getFont(name)


def add_glyph(font: Any, glyph: Glyph) -> None:
    """Let a font draw a shaped glyph under its private code point."""
    face = font.face
    if glyph.code not in face.charToGlyph:
        face.charToGlyph[glyph.code] = glyph.code - PRIVATE
        face.charWidths[glyph.code] = glyph.natural


def lacking(text: str) -> frozenset[str]:
    """Return the characters of a text that no font has; joiners and marks of direction, which are never seen, aside."""
    return _lacking(text, own())


@lru_cache(8192)
def _lacking(text: str, own_name: str) -> frozenset[str]:
    signs = points(PLAIN)
    others = {sign for sign in text if ord(sign) not in signs and sign not in JOINERS + UNSEEN}
    return frozenset(sign for sign in others if not font_with(sign, PLAIN, own_name))
