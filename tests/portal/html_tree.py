"""A page as a tree: what stands in it, whatever its words say."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

WORDS = frozenset({"aria-label", "data-label"})  # attributes that hold words a person wrote
VOID = frozenset({"meta", "link", "br", "img", "input", "hr"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tree: list[tuple[object, ...]] = []
        self.words: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shape = tuple((name, "" if name in WORDS else value) for name, value in attrs)
        self.tree.append((len(self.open), tag, shape))
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.words += [value or "" for name, value in attrs if name in WORDS]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.tree.append((len(self.open), "comment", data))


class Tree:
    """One page, read. `shape`: every element with its attributes; `words`: all that is said, in order."""

    def __init__(self, html: str) -> None:
        reader = _Reader()
        reader.feed(html)
        reader.close()
        assert reader.open == [], f"never closed: {reader.open}"
        self.shape, self.attributes = reader.tree, reader.attributes
        self.words = "\n".join(reader.words)

    def all(self, tag: str, attribute: str) -> list[str]:
        """The values of an attribute of all elements of one kind, in order."""
        return [value for found, name, value in self.attributes if (found, name) == (tag, attribute)]


def read(file: Path) -> Tree:
    """The tree of a file."""
    return Tree(file.read_text(encoding="utf-8"))
