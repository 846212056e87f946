"""The fields of one mapping, read key by key: every call converts, checks and documents one field.

Room: files.  Problems: field.unknown, field.missing, field.empty, field.kind, field.taxed, and those of `kinds`.

`reader` below is a function that takes the `Fields` of a mapping and calls all of their methods it has a use for, in
the order of the reference table, whatever the values are. `schema.describe` runs the same function without a mapping.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from ressio_cli.files import kinds
from ressio_cli.files.findings import HINTED
from ressio_cli.files.kinds import Kind
from ressio_cli.files.nodes import Bare, Entry, Mapping, Node, Sequence, Word, spelled_out
from ressio_cli.files.wording import did_you_mean, nearest, shown
from ressio_cli.model.money import Currency, Money, Percent
from ressio_cli.model.problem import Origin, Problem
from ressio_cli.model.settings import Taxed

T = TypeVar("T")


class Fields:
    """The fields of one mapping. What goes wrong is added to `problems`; a field that fails reads as left out."""

    __slots__ = ("_money", "_seen", "currency", "entries", "file", "node", "prefix", "problems")

    def __init__(self, node: Mapping, file: str, problems: list[Problem], currency: Currency, prefix: str = "") -> None:
        self.node = node
        self.entries: dict[str, Entry] = node.entries
        self.file = file
        self.problems = problems
        self.currency = currency
        self.prefix = prefix
        self._money = kinds.money_of(currency)
        self._seen = 0

    @property
    def origin(self) -> Origin:
        """Where the mapping and each of its values stand."""
        node = self.node
        marks = {key: (entry.node.line, entry.node.column) for key, entry in self.entries.items()}
        return Origin(self.file, node.line, node.column, marks)

    def has(self, key: str) -> bool:
        """The key is there, whatever its value."""
        return key in self.entries

    def place(self, key: str = "") -> Origin:
        """Where the value of `key` stands; the start of the mapping where it is left out."""
        entry = self.entries.get(key)
        spot = entry.node if entry else self.node
        return Origin(self.file, spot.line, spot.column)

    def note(self, code: str, message: str, place: Origin, hint: str = "") -> None:
        """Add a problem."""
        self.problems.append(Problem(code, message, place, hint))

    def missing(self, key: str, hint: str) -> None:
        """Add the problem that `key` is not there."""
        self.note("field.missing", f"`{self.prefix}{key}` is missing", self.place(), hint)

    def text(self, key: str, doc: str, required: bool = False, default: str = "") -> str:
        """A text."""
        if self.entries.get(key) is None and not required:
            return default
        return self.word(key, kinds.TEXT, doc, required, default) or default

    def long_text(self, key: str, doc: str) -> str:
        """A text of any number of lines."""
        if self.entries.get(key) is None:
            return ""
        return self.word(key, kinds.TEXT, doc) or ""

    def money(self, key: str, doc: str, required: bool = False) -> Money | None:
        """An amount in the project's currency."""
        if self.entries.get(key) is None and not required:
            return None
        return self.word(key, self._money, doc, required)

    def number(self, key: str, doc: str, required: bool = False) -> Decimal | None:
        """A quantity, unit price or hours: at most six decimals."""
        return self.word(key, kinds.NUMBER, doc, required)

    def percent(self, key: str, doc: str, kind: Kind[Percent] = kinds.RATE, default: str = "") -> Percent | None:
        """A percent with its sign. `kind`: RATE 0–100, TO_DATE (the rules judge it further), MARKUP any."""
        if self.entries.get(key) is None:
            return None
        return self.word(key, kind, doc, False, default)

    def day(self, key: str, doc: str, required: bool = False) -> date | None:
        """A date."""
        return self.word(key, kinds.DAY, doc, required)

    def truth(self, key: str, doc: str, default: bool = False) -> bool:
        """`true` or `false`, and nothing else."""
        found = self.word(key, kinds.TRUTH, doc, False, "true" if default else "false")
        return default if found is None else found

    def whole(self, key: str, doc: str, default: str = "") -> int | None:
        """A whole number, zero or more."""
        return self.word(key, kinds.WHOLE_NUMBER, doc, False, default)

    def choice(self, key: str, doc: str, choices: tuple[str, ...], required: bool = False, default: str = "") -> str:
        """One of a few words."""
        return self.word(key, kinds.one_of(choices), doc, required, default) or default or choices[0]

    def word(self, key: str, kind: Kind[T], doc: str, required: bool = False, default: str = "") -> T | None:
        """One word of any kind; None where it is left out or refused. `doc` and `default` are for `describe`."""
        entry = self.entries.get(key)
        if entry is None:
            if required:
                self.missing(key, f"add `{key}:` with {kind.wanted}")
            return None
        self._seen += 1
        node = entry.node
        if type(node) is Word and node.text:
            value = kind.read(node.text)
            if value is not None:
                return value
        return self._odd(key, node, kind, required)

    def words(self, key: str, doc: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self._item(key, node, kinds.TEXT) or "" for node in self._list(key, "a list of texts", False))

    def each_word(self, key: str, doc: str, kind: Kind[T]) -> tuple[T, ...]:
        """A list of words of any kind; those that are refused are left out."""
        read = [self._item(key, node, kind) for node in self._list(key, f"a list of {kind.name}s", False)]
        return tuple(value for value in read if value is not None)

    def pairs(self, key: str, doc: str, kind: Kind[T]) -> dict[str, T]:
        """Names with a word each, such as rates of markup."""
        return {name: read[0] for name, read in self.pairs_or_lists(key, doc, kind).items() if read}

    def pairs_or_lists(
        self, key: str, doc: str, kind: Kind[T], reader: Callable[[Fields], T] | None = None
    ) -> dict[str, tuple[T, ...]]:
        """Names with a word each, or with a mapping or a list of mappings that `reader` makes the same of."""
        node = entry.node if (entry := self._entry(key, False)) else None
        if not isinstance(node, Mapping):
            if node is not None:
                self._wrong(key, node, "a mapping of names to values", "write `NAME: VALUE` lines below it")
            return {}
        inner = Fields(node, self.file, self.problems, self.currency, f"{self.prefix}{key}.")
        return {name: inner.one_or_each(name, kind, reader) for name in node.entries}

    def one_or_each(self, key: str, kind: Kind[T], reader: Callable[[Fields], T] | None) -> tuple[T, ...]:
        """What `kind` reads in a word, or `reader` in a mapping or in each of a list of them."""
        node = self.entries[key].node
        if reader and isinstance(node, Mapping):
            return (self._inner(node, reader, f"{self.prefix}{key}."),)
        if reader and isinstance(node, Sequence):
            return self.each(key, "", reader, True)
        read = self.word(key, kind, "", True)
        return () if read is None else (read,)

    def taxed(self, key: str, doc: str) -> Taxed:
        """`true`, `false`, or a list of names of taxes."""
        entry = self.entries.get(key)
        if entry is None:
            return False
        self._seen += 1
        node = entry.node
        if isinstance(node, Sequence):
            return tuple(self._item(key, name, kinds.TEXT) or "" for name in node.items)
        truth = kinds.TRUTH.read(node.text) if isinstance(node, Word) else None
        if truth is None:
            message = f"`{key}` is {shown(node)}; `true`, `false` or a list of names of taxes is wanted"
            self.note("field.taxed", message, self.place(key), "write `true`, `false` or such as `[Sales tax]`")
        return bool(truth)

    def each(
        self, key: str, doc: str, reader: Callable[[Fields], T], required: bool = False, short: str = ""
    ) -> tuple[T, ...]:
        """A list of mappings; where it is required, of at least one. A word alone is the value of the key `short`."""
        nodes = [spelled_out(node, short) for node in self._list(key, "a list", required)]
        return tuple(self._inner(node, reader) for node in nodes if self._fits(key, node))

    def nested(self, key: str, doc: str, reader: Callable[[Fields], T], required: bool = False) -> T | None:
        """A mapping in the mapping. Where it is required and left out, what it requires is missing."""
        entry = self.entries.get(key)
        if entry is None:
            node = self.node
            empty = Mapping(node.line, node.column, node.start, node.start, False, {})
            return self._inner(empty, reader, f"{self.prefix}{key}.") if required else None
        self._seen += 1
        fits = isinstance(entry.node, Mapping) or self._wrong(
            key, entry.node, "a mapping with keys of its own", "write them below it"
        )
        return self._inner(entry.node, reader, f"{self.prefix}{key}.") if fits else None

    def finish(self, reader: Callable[[Fields], object]) -> None:
        """Note the keys that `reader` never asked for."""
        if self._seen == len(self.entries):
            return
        known = keys_of(reader)
        for key, entry in self.entries.items():
            if key not in known:
                message = f"`{self.prefix}{key}` is not a key that stands here"
                origin = Origin(self.file, entry.key.line, entry.key.column)
                hint = did_you_mean(key, known) if len(self.problems) < HINTED else ""
                self.note("field.unknown", message, origin, hint)

    def _inner(self, node: Node, reader: Callable[[Fields], T], prefix: str = "") -> T:
        assert isinstance(node, Mapping)
        inner = Fields(node, self.file, self.problems, self.currency, prefix)
        record = reader(inner)
        inner.finish(reader)
        return record

    def _entry(self, key: str, required: bool) -> Entry | None:
        entry = self.entries.get(key)
        if entry is not None:
            self._seen += 1
        elif required:
            self.missing(key, f"add `{key}:`")
        return entry

    def _list(self, key: str, wanted: str, required: bool) -> Iterable[Node]:
        entry = self._entry(key, required)
        if entry is None:
            return ()
        if not isinstance(entry.node, Sequence):
            self._wrong(key, entry.node, wanted, "write one entry a line, each after `- `")
            return ()
        if required and not entry.node.items:
            self.note("field.empty", f"`{key}` is an empty list", self.place(key), "write at least one entry")
        return entry.node.items

    def _fits(self, key: str, node: Node) -> bool:
        if isinstance(node, Mapping):
            return True
        message = f"an entry of `{key}` is {shown(node)}; keys with values are wanted"
        self.note("field.kind", message, Origin(self.file, node.line, node.column), "write its keys and values")
        return False

    def _item(self, key: str, node: Node, kind: Kind[T]) -> T | None:
        """One word inside a list or a mapping of names."""
        inner = Fields(Mapping(0, 0, 0, 0, False, {key: Entry(_NO_KEY, node)}), self.file, self.problems, self.currency)
        return inner.word(key, kind, "", True)

    def _wrong(self, key: str, node: Node, wanted: str, hint: str) -> bool:
        """The problem of a node of the wrong shape; answers False."""
        empty = isinstance(node, Word) and not node.text
        code = "field.empty" if empty else "field.kind"
        message = f"`{self.prefix}{key}` is {shown(node)}; {wanted} is wanted"
        self.note(code, message, Origin(self.file, node.line, node.column), hint)
        return False

    def _odd(self, key: str, node: Node, kind: Kind[T], required: bool) -> T | None:
        """A word that did not read at once: TOML's bare words, an empty text, or a problem."""
        if isinstance(node, Bare) and node.bare == kind.bare:
            value = kind.read(node.text)
            if value is not None:
                return value
        origin = Origin(self.file, node.line, node.column)
        found = f"`{self.prefix}{key}` is {shown(node)}; {kind.wanted} is wanted"
        if not isinstance(node, Word):
            self.note("field.kind", found, origin, f"write one word after `{key}`")
        elif isinstance(node, Bare) and node.bare != kind.bare:
            self.note("field.kind", found, origin, f'put it in quotes: "{node.text}"')
        elif node.text:
            meant = nearest(node.text, kind.choices) if kind.choices and len(self.problems) < HINTED else ""
            self.note(kind.code, found, origin, meant or kind.hint)
        elif required or kind is not kinds.TEXT or node.start == node.end:
            message = f"`{self.prefix}{key}` has no value; {kind.wanted} is wanted"
            self.note("field.empty", message, origin, "write it" if required else f"write it, or take `{key}` out")
        return None


_NO_KEY = Word("", 0, 0, 0, 0)


@lru_cache(64)
def keys_of(reader: Callable[[Fields], object]) -> list[str]:
    """Every key that a reader asks for."""
    asked = _Asked()
    reader(Fields(Mapping(1, 1, 0, 0, False, asked), "", [], Currency()))
    return asked.asked


class _Asked(dict[str, Entry]):
    """No entries at all; it remembers which were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def get(self, key: str, default: object = None) -> None:  # type: ignore[override]
        """Nothing is ever there."""
        if key:  # no key at all is the mapping itself, of which a place was asked
            self.asked.append(key)
