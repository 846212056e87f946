"""Nodes with places: the words, mappings and sequences of a document, and where each stands in its text.

Room: files.

Lines and columns count from 1 in characters. `start` and `end` are character offsets into the text (after a byte
order mark): a quoted word covers its quotes, a flow node its brackets; a block node goes from its first key or dash
to the end of its last word. A value that is not there (`key:`) is a word of no length just behind the colon.
"""

from __future__ import annotations

from ressio_cli.model.value import Value

DEEPEST = 32  # levels of mappings and lists in each other


class _Placed:
    """Equality and repr over the slots."""

    __slots__: tuple[str, ...] = ()

    def _parts(self) -> list[object]:
        return [getattr(self, name) for name in self.__slots__]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self._parts() == other._parts()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self._parts()))})"


class Word(_Placed):
    """A scalar as written: `010`, `no` and `~` are just words."""

    __slots__ = ("column", "end", "line", "start", "text")

    def __init__(self, text: str, line: int, column: int, start: int, end: int) -> None:
        self.text = text
        self.line = line
        self.column = column
        self.start = start
        self.end = end


class Bare(Word):
    """A word that stands without quotes where the language gives it a type of its own: TOML's numbers and dates."""

    __slots__ = ("bare",)

    def __init__(self, word: Word, bare: str) -> None:
        super().__init__(word.text, word.line, word.column, word.start, word.end)
        self.bare = bare


class Mapping(_Placed):
    """Keys and values, in the order of the text."""

    __slots__ = ("column", "end", "entries", "flow", "line", "start")

    def __init__(self, line: int, column: int, start: int, end: int, flow: bool, entries: dict[str, Entry]) -> None:
        self.line = line
        self.column = column
        self.start = start
        self.end = end
        self.flow = flow
        self.entries = entries


class Entry(_Placed):
    """A key and its value."""

    __slots__ = ("key", "node")

    def __init__(self, key: Word, node: Node) -> None:
        self.key = key
        self.node = node


class Sequence(_Placed):
    """A list."""

    __slots__ = ("column", "end", "flow", "items", "line", "start")

    def __init__(self, line: int, column: int, start: int, end: int, flow: bool, items: list[Node]) -> None:
        self.line = line
        self.column = column
        self.start = start
        self.end = end
        self.flow = flow
        self.items = items


Node = Word | Mapping | Sequence


def spelled_out(node: Node, key: str) -> Node:
    """A word alone as the mapping with the one key it is short for; any other node as it is."""
    if not key or not isinstance(node, Word) or not node.text:
        return node
    name = Word(key, node.line, node.column, node.start, node.start)
    return Mapping(node.line, node.column, node.start, node.end, True, {key: Entry(name, node)})


def as_value(node: Node) -> Value:
    """What the node says, without places."""
    if isinstance(node, Word):
        return node.text
    if isinstance(node, Mapping):
        return {key: as_value(entry.node) for key, entry in node.entries.items()}
    return [as_value(item) for item in node.items]
