"""A TOML text as the same tree of words that a YAML text becomes.

Room: files.  Problems: toml.syntax, toml.depth.

`tomllib` keeps no places, so `toml_places` looks for them in the text.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from ressio_cli.files.nodes import DEEPEST, Bare, Entry, Mapping, Node, Sequence, Word
from ressio_cli.files.syntax import merge_marker
from ressio_cli.files.toml_places import PART, Path, places
from ressio_cli.model.problem import Mark, Origin, Problem

# What `tomllib` says, and what we say.
_SAYINGS = (
    ("invalid value", "a value is missing here, or has no quotes"),
    ("expected newline", "more text follows after the value"),
    ("invalid statement", "this line is no setting"),
    ("expected '='", "an equals sign is missing after the key"),
    ("unclosed array", "a list is opened and not closed"),
    ("unclosed inline table", "a `{` is opened and not closed"),
    ("unterminated string", "a quote is opened here and not closed"),
    ("illegal character", "a quote is not closed on its line, or a strange character stands here"),
    ("unescaped '\\'", "a backslash in double quotes is written twice"),
    ("initial character", "a key is missing here: braces stay on one line, without a comma before the closing one"),
    ("invalid character", "this sign cannot stand in a key without quotes"),
    ("exceeds the limit", "a number is too long"),
)

_DEEP = re.compile(rf"(?:^[ \t]*\[?\[?|[{{,])[ \t]*(?:{PART}[ \t]*\.[ \t]*){{{DEEPEST}}}", re.MULTILINE)
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_toml(text: str, file: str) -> tuple[Mapping | None, list[Problem]]:
    """The document's top table and everything wrong with its form; None where there is no tree to go on with."""
    marker = merge_marker(text, file)
    if marker:
        return None, [marker]
    dotted = _DEEP.search(text)
    if dotted:
        return None, [_too_deep(file, text.count("\n", 0, dotted.start()) + 1)]
    try:
        tables = tomllib.loads(text)
        tree = _Planter(places(text)).node(tables, ())
    except RecursionError:
        return None, [_too_deep(file, 1)]
    except ValueError as error:
        return None, [_explain(str(error), text, file)]
    return (tree if isinstance(tree, Mapping) else None), []


def _too_deep(file: str, line: int) -> Problem:
    message = f"more than {DEEPEST} levels in each other"
    return Problem("toml.depth", message, Origin(file, line, 1), "take out what lies deeper: no setting does")


class _Planter:
    """Makes nodes of plain values, each at its place."""

    def __init__(self, places: dict[Path, tuple[Mark, Mark]]) -> None:
        self.places = places

    def node(self, value: Any, path: Path) -> Node:
        line, column = self._place(path)[1]
        if isinstance(value, dict):
            entries = {key: self._entry(key, inner, (*path, key)) for key, inner in value.items()}
            return Mapping(line, column, 0, 0, False, entries)
        if isinstance(value, list):
            return Sequence(line, column, 0, 0, True, [self.node(item, (*path, at)) for at, item in enumerate(value)])
        if isinstance(value, str):
            return Word(value, line, column, 0, 1)
        bare = "truth" if isinstance(value, bool) else "number" if isinstance(value, (int, float)) else "date"
        return Bare(Word(str(value).lower() if bare == "truth" else str(value), line, column, 0, 1), bare)

    def _entry(self, key: str, value: Any, path: Path) -> Entry:
        line, column = self._place(path)[0]
        return Entry(Word(key, line, column, 0, 1), self.node(value, path))

    def _place(self, path: Path) -> tuple[Mark, Mark]:
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, ((1, 1), (1, 1)))


def _explain(message: str, text: str, file: str) -> Problem:
    found = _AT.search(message)
    said = (message[: found.start()] if found else message).rstrip(".")
    line, column = (int(found[1]), int(found[2])) if found and found[1] else (text.rstrip().count("\n") + 1, 1)
    said = next((ours for theirs, ours in _SAYINGS if theirs in said.lower()), said[:1].lower() + said[1:])
    hint = 'a setting is `key = "value"`, below its `[section]`'
    if "overwrite" in said or "twice" in said:
        written = text.split("\n")[line - 1]
        said, column, hint = "this stands here again", len(written) - len(written.lstrip()) + 1, "keep one of the two"
    return Problem("toml.syntax", f"this is not TOML: {said}", Origin(file, line, column), hint)
