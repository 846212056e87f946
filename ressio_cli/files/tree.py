"""A YAML text as a tree of words with places, read from the parser's event stream.

Room: files.  Problems: yaml.empty, yaml.not-a-mapping, yaml.syntax, yaml.depth, yaml.tag,
yaml.anchor, yaml.alias, yaml.merge-key, yaml.documents, yaml.complex-key, yaml.duplicate-key.

No word is ever given a type here, so nothing is built that a stranger's file could blow up. The canonical form we
write ourselves is read by `strict`, three times as fast; whatever that one leaves alone is read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ressio_cli.files.bytes import decode
from ressio_cli.files.findings import Findings
from ressio_cli.files.nodes import DEEPEST, Entry, Mapping, Node, Sequence, Word, as_value
from ressio_cli.files.strict import read_strict
from ressio_cli.files.syntax import DEEP_HINT, TOO_DEEP, explain, merge_marker
from ressio_cli.model.problem import Origin, Problem

__all__ = ["DEEPEST", "Entry", "Mapping", "Node", "Sequence", "Word", "as_value", "decode", "read_events", "read_tree"]

_COLON = re.compile(r"[ \t]*:")
_KEEP = re.compile(r"[|>][1-9]?\+")


class _Unreadable(Exception):
    """Nothing that follows can be read; the problem is noted."""


def read_tree(text: str, file: str) -> tuple[Mapping | None, Findings]:
    """The document's top mapping and everything wrong with its form; None where there is no tree to go on with."""
    tree = read_strict(text)
    return (tree, Findings()) if tree else read_events(text, file)


def read_events(text: str, file: str) -> tuple[Mapping | None, Findings]:
    """What `read_tree` says of a text in any form."""
    marker = merge_marker(text, file)
    if marker:
        return None, Findings([marker])
    reader = _Reader(text, file)
    try:
        return reader.document(), reader.problems
    except _Unreadable:
        return None, reader.problems


def _kind(event: Any) -> str:
    return type(event).__name__


class _Reader:
    """One reading of one text."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems = Findings()
        self.whole = True

    def document(self) -> Mapping | None:
        """The top mapping, None where a made-up word would stand in the tree."""
        self.next = self._events()
        self.next()
        if not _kind(self.next()).startswith("Document"):
            self._empty()
            return None
        first = self.next()
        top = self._node(first, 1)
        self.next()
        more = self.next()
        if _kind(more) != "StreamEndEvent":
            mark = more.start_mark
            self._note("yaml.documents", "a second document starts here", mark.line + 1, mark.column + 1,
                       "make it a file of its own, or delete the `---`")  # fmt: skip
            return None
        if isinstance(top, Mapping):
            return top if self.whole else None
        if isinstance(top, Word) and top.start == top.end:
            self._empty()
            return None
        self._note("yaml.not-a-mapping", "the file does not consist of `key: value` lines", top.line, top.column,
                   "write one `key: value` a line; ressio schema tells the keys")  # fmt: skip
        return None

    def _empty(self) -> None:
        what = "holds nothing but remarks" if "#" in self.text else "is empty"
        self._note("yaml.empty", f"the file {what}", 1, 1, "write into it, or delete it")

    def _events(self) -> Callable[[], Any]:
        """The parser's next event, call by call; libyaml's where PyYAML was built with it."""
        import yaml

        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

        def following() -> Any:
            try:
                return get_event()
            except (yaml.YAMLError, UnicodeError) as error:
                self.problems.append(explain(error, self.text, self.file))
                raise _Unreadable from None

        try:
            get_event = loader(self.text).get_event
        except (yaml.YAMLError, UnicodeError) as error:
            self.problems.append(explain(error, self.text, self.file))
            raise _Unreadable from None
        return following

    def _node(self, event: Any, depth: int) -> Node:
        kind = _kind(event)
        if kind == "AliasEvent":
            return self._alias(event)
        if event.anchor is not None or event.tag is not None:
            self._decorated(event)
        if kind == "ScalarEvent":
            return self._word(event)
        if depth > DEEPEST:
            mark = event.start_mark
            self._note("yaml.depth", TOO_DEEP, mark.line + 1, mark.column + 1, DEEP_HINT)
            raise _Unreadable
        return self._mapping(event, depth) if kind == "MappingStartEvent" else self._sequence(event, depth)

    def _word(self, event: Any) -> Word:
        mark = event.start_mark
        if event.tag is not None and not event.value:
            self.whole = False  # the tag stands where a word was meant
        start, end = mark.index, event.end_mark.index
        if event.style in ("|", ">"):
            end = self._block_end(start, end)
        return Word(event.value, mark.line + 1, mark.column + 1, start, end)

    def _block_end(self, start: int, end: int) -> int:
        """Where the last line of a literal or folded text ends; its trailing empty lines count where `+` keeps them."""
        span = self.text[start:end]
        if _KEEP.match(span) and span.endswith("\n"):
            return end - (2 if span.endswith("\r\n") else 1)
        return start + len(span.rstrip())

    def _alias(self, event: Any) -> Word:
        word = self._word_as_written(event)
        self._note("yaml.alias", f"the alias `{word.text}` stands for other words of the file", word.line, word.column,
                   "write those words out again; a word that starts with * needs quotes")  # fmt: skip
        self.whole = False
        return word

    def _word_as_written(self, event: Any) -> Word:
        mark, end = event.start_mark, event.end_mark.index
        return Word(self.text[mark.index : end], mark.line + 1, mark.column + 1, mark.index, end)

    def _decorated(self, event: Any) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if event.anchor is not None:
            self._note("yaml.anchor", f"the anchor `&{event.anchor}` is not used here", line, column,
                       "delete it; a word that starts with & needs quotes")  # fmt: skip
        if event.tag is not None:
            self._note("yaml.tag", f"the tag `{event.tag}` is not used here", line, column,
                       "delete it; a word that starts with ! needs quotes")  # fmt: skip

    def _sequence(self, event: Any, depth: int) -> Sequence:
        mark, flow = event.start_mark, event.flow_style
        items: list[Node] = []
        following = self.next()
        while _kind(following) != "SequenceEndEvent":
            items.append(self._node(following, depth + 1))
            following = self.next()
        end = following.end_mark.index if flow else items[-1].end
        return Sequence(mark.line + 1, mark.column + 1, mark.index, end, flow, items)

    def _mapping(self, event: Any, depth: int) -> Mapping:
        mark, flow = event.start_mark, event.flow_style
        entries: dict[str, Entry] = {}
        end = mark.index
        following = self.next()
        while _kind(following) != "MappingEndEvent":
            key = self._key(following, depth)
            node = self._value(key, depth)
            end = node.end
            if key.text in entries:
                self._repeated(key, entries[key.text].key)
            else:
                entries[key.text] = Entry(key, node)
            following = self.next()
        end = following.end_mark.index if flow else end
        return Mapping(mark.line + 1, mark.column + 1, mark.index, end, flow, entries)

    def _key(self, event: Any, depth: int) -> Word:
        node = self._node(event, depth + 1)
        if not isinstance(node, Word):
            self._complex(node)
            return Word("", node.line, node.column, node.start, node.end)
        if node.text == "<<" and node.end - node.start == 2:
            self._note("yaml.merge-key", "the merge key `<<` is not used here", node.line, node.column,
                       "write the merged keys out")  # fmt: skip
            self.whole = False
        return node

    def _value(self, key: Word, depth: int) -> Node:
        node = self._node(self.next(), depth + 1)
        colon = _COLON.match(self.text, key.end)
        empty = isinstance(node, Word) and node.start == node.end
        asked = self.text[max(0, key.start - 40) : key.start].rstrip(" \t").endswith("?")
        if asked or (colon is None and not empty):
            self._complex(key)
        if not empty:
            return node
        end = colon.end() if colon else key.end
        return Word("", key.line, key.column + end - key.start, end, end)

    def _complex(self, key: Node) -> None:
        self._note("yaml.complex-key", "a key is one word with its colon on the same line", key.line, key.column,
                   "write `key: value`, without a question mark")  # fmt: skip
        self.whole = False

    def _repeated(self, key: Word, first: Word) -> None:
        self._note("yaml.duplicate-key", f"`{key.text}` stands here again, first on line {first.line}", key.line,
                   key.column, "keep one of the two")  # fmt: skip

    def _note(self, code: str, message: str, line: int, column: int, hint: str = "") -> None:
        self.problems.append(Problem(code, message, Origin(self.file, line, column), hint))
