"""Text made safe to print: control and invisible characters shown, width measured, any alphabet survived.

Room: views.  Pure.
"""

from __future__ import annotations

import codecs
import unicodedata
from functools import lru_cache

FALLBACK = "ressio.fallback"  # the name of the error handler for streams that cannot hold every character

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # controls, format characters (bidi, zero width), surrogates
_NAMED = {"\t": "\\t", "\r": "\\r", "\n": "\\n"}
_ASCII = {
    "×": "x", "÷": "/", "−": "-", "–": "-", "—": "--", "─": "-", "…": "...", "→": "->", "·": "-", "•": "*",
    "‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ",
}  # fmt: skip


def clean(text: str, newline: str = " / ") -> str:
    """`text` without anything a terminal would obey: controls, C1, DEL, bidi marks and zero widths stand as escapes.

    A line break becomes `newline`; every other character stays.
    """
    if text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").split("\n")
    return newline.join("".join(map(_shown, line)) for line in lines)


def width(text: str) -> int:
    """How many terminal columns a cleaned text takes: wide characters two, combining marks none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def pad(text: str, columns: int, right: bool = False) -> str:
    """`text` filled with spaces to `columns`; a longer text stays whole."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


@lru_cache(maxsize=4096)
def _shown(sign: str) -> str:
    if unicodedata.category(sign) not in _HIDDEN:
        return sign
    return _NAMED.get(sign) or _escape(sign)


def _escape(sign: str) -> str:
    point = ord(sign)
    if point <= 0xFF:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


@lru_cache(maxsize=4096)
def _columns(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _fall_back(error: UnicodeError) -> tuple[str, int]:
    """What stands for characters a stream cannot hold: a plain look-alike, else a visible escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_ASCII.get(sign) or _escape(sign) for sign in lost), error.end


codecs.register_error(FALLBACK, _fall_back)
