"""The person's own line with a caret below it.

Room: files.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from ressio_cli.model.problem import Problem
from ressio_cli.model.record import dataclass

WIDEST = 100
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Excerpts:
    """Excerpts from the files of one reading, by path."""

    texts: Mapping[str, bytes]

    def __call__(self, problem: Problem) -> str:
        """The line a problem speaks of and the caret below it; empty where it speaks of no line."""
        data = self.texts.get(problem.origin.file)
        if data is None or problem.origin.line < 1:
            return ""
        lines = data.decode("utf-8", "backslashreplace").removeprefix(_MARK).split("\n")
        if problem.origin.line > len(lines):
            return ""
        return excerpt(lines[problem.origin.line - 1].rstrip("\r"), problem.origin.column)


def excerpt(line: str, column: int) -> str:
    """The line and a caret under its `column`; a long line is cut around it, strange characters are made visible."""
    place = max(0, min(column - 1, len(line)))
    start = max(0, place - WIDEST // 2) if len(line) > WIDEST else 0
    end = min(len(line), start + WIDEST)
    before = ("…" if start else "") + "".join(map(visible, line[start:place]))
    after = "".join(map(visible, line[place:end])) + ("…" if end < len(line) else "")
    return f"{before}{after}\n{' ' * _width(before)}^"


def visible(character: str) -> str:
    """The character, or its escape where a terminal would not show it as one."""
    if character == "\t":
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        code = ord(character)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return character


def _width(text: str) -> int:
    """Columns on a terminal: wide characters take two, combining ones none."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.category(character) in ("Mn", "Me") for character in text)
