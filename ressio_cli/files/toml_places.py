"""Where every key and value of a TOML text stands, since `tomllib` does not say.

Room: files.

Only for a text that `tomllib` has read: nothing is judged here. A path holds the keys from the top, and the index of an
entry of a list.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from ressio_cli.model.problem import Mark

Path = tuple[str | int, ...]

PART = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{PART}(?:[ \t]*\.[ \t]*{PART})*"
_blank = re.compile(r"[ \t\r]*(?:#[^\n]*)?(?:\n|$)").match
_header = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_DOTTED})[ \t]*\]").match
_key = re.compile(rf"[ \t]*({_DOTTED})[ \t]*=[ \t]*").match
_space = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*").match
_text = re.compile(r'"""(?:\\[\s\S]|[^\\])*?"{3,5}|\'\'\'[\s\S]*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'').match
_bare = re.compile(r"[^,\]}#\r\n]+").match


def places(text: str) -> dict[Path, tuple[Mark, Mark]]:
    """Per path the marks of its key and of its value; an entry of a list has no key, and its own mark twice."""
    return _Reader(text).read()


def parts(dotted: str) -> tuple[str, ...]:
    """The keys of a dotted key."""
    return tuple(part.strip("\"'") for part in re.findall(PART, dotted))


class _Reader:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.places: dict[Path, tuple[Mark, Mark]] = {}
        self.counts: dict[Path, int] = {}

    def read(self) -> dict[Path, tuple[Mark, Mark]]:
        """Statement by statement."""
        at = 0
        section: Path = ()
        while at < len(self.text):
            header, key = _header(self.text, at), _key(self.text, at)
            if blank := _blank(self.text, at):
                at = max(blank.end(), at + 1)
                continue
            if header:
                section = self._section(header)
                at = header.end()
            elif key:
                path = section + parts(key[1])
                self._note(path, key.start(1), key.end())
                at = self._value(path, key.end())
            at = self._next_line(at)
        return self.places

    def _section(self, header: re.Match[str]) -> Path:
        path: Path = parts(header[2])
        at = header.start(1)
        self._note(path, at, at)
        if len(header[1]) > 1:
            index = self.counts.get(path, 0)
            self.counts[path] = index + 1
            path = (*path, index)
            self._note(path, at, at)
        return path

    def _value(self, path: Path, at: int) -> int:
        """Note what stands inside a value; the offset behind it."""
        inside: list[tuple[Path, int]] = []  # the lists and tables around, each with the next index (a table: -1)
        while True:
            at = self._opened(inside, path, at) if self.text[at : at + 1] in ("[", "{") else self._past_word(at)
            at = self._closed(inside, at)
            if not inside or at >= len(self.text):
                return at
            path, at = self._inner(inside, at)

    def _opened(self, inside: list[tuple[Path, int]], path: Path, at: int) -> int:
        inside.append((path, 0 if self.text[at] == "[" else -1))
        return self._past_space(at + 1)

    def _closed(self, inside: list[tuple[Path, int]], at: int) -> int:
        """Leave the lists and tables that end here; the offset of what follows in the one that is left."""
        at = self._past_space(at) if inside else at
        while inside and self.text[at : at + 1] in ("]", "}", ","):
            if self.text[at] != ",":
                inside.pop()
            elif self.text[self._past_space(at + 1)] not in "]}":
                return self._past_space(at + 1)
            at = self._past_space(at + 1) if inside else at + 1
        return at

    def _inner(self, inside: list[tuple[Path, int]], at: int) -> tuple[Path, int]:
        """Note the next entry of the innermost list or table: its path, and the offset of its value."""
        path, index = inside[-1]
        if index >= 0:
            inside[-1] = (path, index + 1)
            self._note((*path, index), at, at)
            return (*path, index), at
        key = _key(self.text, at)
        if key is None:
            return path, len(self.text)
        path += parts(key[1])
        self._note(path, key.start(1), key.end())
        return path, key.end()

    def _past_word(self, at: int) -> int:
        found = _text(self.text, at) or _bare(self.text, at)
        return found.end() if found else at + 1

    def _past_space(self, at: int) -> int:
        found = _space(self.text, at)
        return found.end() if found else at

    def _next_line(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def _note(self, path: Path, key: int, value: int) -> None:
        self.places.setdefault(path, (self._mark(key), self._mark(value)))

    def _mark(self, at: int) -> Mark:
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1] + 1
