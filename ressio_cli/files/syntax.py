"""What is wrong with a text that no parser can read, in words of people who do not know YAML.

Room: files.  Problems: file.merge-marker, yaml.syntax, yaml.depth.
"""

from __future__ import annotations

import re
from typing import Any

from ressio_cli.files.nodes import DEEPEST
from ressio_cli.model.problem import Origin, Problem

TOO_DEEP = f"more than {DEEPEST} levels in each other"
DEEP_HINT = "take out what lies deeper: no paper needs more than a few"

_MARKER = re.compile(r"^[ \t]*(<{7}|>{7}|\|{7})(?=[ \t\r\n]|\Z).*", re.MULTILINE)
_QUOTE = "put the whole value in double quotes"
_ALIGN = "give the lines that belong together the same number of spaces"

# What the parser says; what we say; what to do; whether the place is where the broken thing began.
_SAYINGS: list[tuple[str, str, str, bool]] = [
    ("tab character", "a tab is used for indentation", "use spaces", False),
    ("mapping values are not allowed", "a colon too many, or this line is indented wrongly", _QUOTE, False),
    ("expected ':'", "this line is no `key: value`", "write a colon and a space after the key", True),
    ("expected key", "this does not fit the lines above", f"{_ALIGN}; {_QUOTE} if it starts with a quote", False),
    ("expected '-' indicator", "this does not line up with the list above", _ALIGN, False),
    ("block sequence entries", "a list starts on a line of its own", "break the line before the dash", False),
    ("unexpected end of stream", "a quote is opened here and never closed", "close it", True),
    ("unexpected document indicator", "a quote is opened here and never closed", "close it", True),
    ("expected ',' or '}'", "a `{` is opened here and not closed before the next line", "close it with `}`", True),
    ("expected ',' or ']'", "a `[` is opened here and not closed before the next line", "close it with `]`", True),
    ("unknown escape", "an unknown escape", "write \\\\ for a backslash, or use single quotes", False),
    ("alphabetic or numeric", "a word that starts with * or & needs quotes", _QUOTE, True),
    ("expected node content", "a value cannot start with this sign", _QUOTE, False),
    ("comment or line break", "nothing may follow | or > on its line", "start the text on the next line", False),
    ("unexpected ':'", "a space is missing after the colon", "write `key: value`", False),
    ("<document start>", "more text follows after the end of the document", "delete the line `...`", False),
    ("mapping keys are not allowed", "a value cannot start with `? `", _QUOTE, False),
]


def merge_marker(text: str, file: str) -> Problem | None:
    """The first line that git left in the text, where there is one."""
    marker = _MARKER.search(text)
    if marker is None:
        return None
    line = text.count("\n", 0, marker.start(1)) + 1
    column = marker.start(1) - text.rfind("\n", 0, marker.start(1))
    return Problem(
        "file.merge-marker",
        f"line {line} is left over from an unfinished merge: {marker[0].strip()[:60]}",
        Origin(file, line, column),
        "keep the right side of each pair, delete the lines of <<<<<<<, ======= and >>>>>>>, then `git add` the file",
    )


def explain(error: Exception, text: str, file: str) -> Problem:
    """The parser's complaint as a problem at its place."""
    said = str(getattr(error, "problem", None) or "unreadable")
    mark: Any = getattr(error, "problem_mark", None)
    if mark is None:
        return Problem("yaml.syntax", "a character here cannot stand in a text", Origin(file, 1, 1))
    if "nesting depth" in said:
        return Problem("yaml.depth", TOO_DEEP, _origin(mark, file), DEEP_HINT)
    if "cannot start any token" in said:
        return _odd_character(text, mark, file)
    for words, message, hint, at_start in _SAYINGS:
        if words in said:
            mark = (at_start and getattr(error, "context_mark", None)) or mark
            return Problem("yaml.syntax", message, _origin(mark, file), hint)
    return Problem("yaml.syntax", f"this cannot be read: {said}", _origin(mark, file))


def _odd_character(text: str, mark: Any, file: str) -> Problem:
    sign = text[mark.index : mark.index + 1]
    if sign == "\t":
        return Problem("yaml.syntax", "a tab is used for indentation", _origin(mark, file), "use spaces")
    return Problem("yaml.syntax", f"a value cannot start with `{sign}`", _origin(mark, file), _QUOTE)


def _origin(mark: Any, file: str) -> Origin:
    return Origin(file, mark.line + 1, mark.column + 1)
