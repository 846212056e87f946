"""What may stand in each kind of file: the reference table and the JSON Schema, told by the readers themselves.

Room: files.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ressio_cli.files.fields import Fields
from ressio_cli.files.kinds import Kind
from ressio_cli.files.nodes import Entry, Mapping, Word
from ressio_cli.model.money import Currency
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Taxed

T = TypeVar("T")
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDoc:
    """One field of the reference. `shape` is word, list, each (list of mappings), nested, pairs, steps or taxed.

    `pattern` and `bare` describe the word (or the words of a list or of pairs) to the JSON Schema.
    """

    key: str
    type: str
    doc: str
    required: bool = False
    default: str = ""
    shape: str = "word"
    choices: tuple[str, ...] = ()
    pattern: str = ""
    bare: str = ""
    short: str = ""  # of an "each": the key that a word alone stands for
    children: tuple[FieldDoc, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One row of the reference table. `path` is such as `sections[].lines[].amount`."""

    path: str
    type: str
    required: bool
    default: str
    choices: tuple[str, ...]
    doc: str


class _Anything(dict[str, Entry]):
    """Whatever is asked for is there, so that no call ends before it has described its field."""

    def get(self, key: str, default: object = None) -> Entry:
        """Some entry."""
        return _ENTRY


_ENTRY = Entry(Word("", 1, 1, 0, 0), Word("", 1, 1, 0, 0))


class _Describing(Fields):
    """Fields of no mapping at all: every call leaves a description."""

    __slots__ = ("docs",)

    def __init__(self) -> None:
        super().__init__(Mapping(1, 1, 0, 0, False, _Anything()), "", [], Currency())
        self.docs: list[FieldDoc] = []

    def missing(self, key: str, hint: str) -> None:
        """Nothing is missing in a description."""

    def word(self, key: str, kind: Kind[T], doc: str, required: bool = False, default: str = "") -> T | None:
        """Describe a word."""
        self._add(key, doc, kind, required=required, default=default)
        return None

    def words(self, key: str, doc: str) -> tuple[str, ...]:
        """Describe a list of texts."""
        self.docs.append(FieldDoc(key=key, type="list of texts", doc=doc, shape="list"))
        return ()

    def each_word(self, key: str, doc: str, kind: Kind[T]) -> tuple[T, ...]:
        """Describe a list of words."""
        self.docs.append(FieldDoc(key=key, type=f"list of {kind.name}s", doc=doc, shape="list"))
        return ()

    def pairs(self, key: str, doc: str, kind: Kind[T]) -> dict[str, T]:
        """Describe names with a word each."""
        self._add(key, doc, kind, shape="pairs")
        return {}

    def pairs_or_lists(
        self, key: str, doc: str, kind: Kind[T], reader: Callable[[Fields], T] | None = None
    ) -> dict[str, tuple[T, ...]]:
        """Describe names with a word each, or a list of mappings each."""
        self._add(key, doc, kind, shape="steps", children=describe(reader) if reader else ())
        return {}

    def taxed(self, key: str, doc: str) -> Taxed:
        """Describe the taxes of a line."""
        self.docs.append(FieldDoc(key=key, type="truth or list of taxes", doc=doc, default="false", shape="taxed"))
        return False

    def each(
        self, key: str, doc: str, reader: Callable[[Fields], T], required: bool = False, short: str = ""
    ) -> tuple[T, ...]:
        """Describe a list of mappings."""
        self._open(key, doc, "list", reader, required, short)
        return ()

    def nested(self, key: str, doc: str, reader: Callable[[Fields], T], required: bool = False) -> T | None:
        """Describe a mapping in the mapping."""
        self._open(key, doc, "mapping", reader, required)
        return None

    def _open(
        self, key: str, doc: str, type: str, reader: Callable[[Fields], object], required: bool, short: str = ""
    ) -> None:
        shape = "each" if type == "list" else "nested"
        self.docs.append(
            FieldDoc(
                key=key, type=type, doc=doc, required=required, shape=shape, short=short, children=describe(reader)
            )
        )

    def _add(self, key: str, doc: str, kind: Kind[T], **more: Any) -> None:
        type = _NAMED.get(more.get("shape", ""), "{}").format(kind.name)
        self.docs.append(
            FieldDoc(key=key, type=type, doc=doc, choices=kind.choices, pattern=kind.pattern, bare=kind.bare, **more)
        )


_NAMED = {"pairs": "names with a {} each", "steps": "names with a {} or a list each"}
_BELOW = {"each": "[].", "steps": ".NAME[]."}


def describe(reader: Callable[[Fields], object]) -> tuple[FieldDoc, ...]:
    """The fields a reader asks for, in its order."""
    fields = _Describing()
    reader(fields)
    return tuple(fields.docs)


def rows(docs: tuple[FieldDoc, ...], above: str = "") -> tuple[FieldRow, ...]:
    """The reference table: every field followed by those inside it."""
    table: list[FieldRow] = []
    for doc in docs:
        path = above + doc.key
        table.append(
            FieldRow(path=path, type=doc.type, required=doc.required, default=doc.default, choices=doc.choices,
                     doc=doc.doc)
        )  # fmt: skip
        table.extend(rows(doc.children, path + _BELOW.get(doc.shape, ".")))
    return tuple(table)


def json_schema(title: str, docs: tuple[FieldDoc, ...]) -> Schema:
    """The JSON Schema (2020-12) of one kind of file, for editors that know it."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **_mapping(docs)}


def _mapping(docs: tuple[FieldDoc, ...]) -> Schema:
    schema: Schema = {"type": "object", "properties": {doc.key: _field(doc) for doc in docs}}
    required = [doc.key for doc in docs if doc.required]
    return schema | ({"required": required} if required else {}) | {"additionalProperties": False}


def _field(doc: FieldDoc) -> Schema:
    schema = {"description": doc.doc, **_SHAPES[doc.shape](doc)}
    return schema | ({"default": doc.default} if doc.default else {})


def _word(doc: FieldDoc) -> Schema:
    """Other readers give a bare word a type of their own, so most words may look like numbers to them."""
    if doc.choices:
        return {"enum": list(doc.choices)}
    if doc.bare == "truth":
        return {"type": "boolean"}
    if doc.bare == "number":
        return {"type": ["integer", "string"], "pattern": doc.pattern}
    if doc.pattern.endswith(("%$", "{2}$")):
        return {"type": "string", "pattern": doc.pattern}
    if doc.pattern:
        return {"type": ["string", "number"], "pattern": doc.pattern}
    return {"type": ["string", "number", "boolean"]}


def _word_or_steps(doc: FieldDoc) -> Schema:
    step = _mapping(doc.children)
    return {"anyOf": [_word(doc), step, {"type": "array", "items": step, "minItems": 1}]}


def _entry(doc: FieldDoc) -> Schema:
    whole = _mapping(doc.children)
    return {"anyOf": [{"type": ["string", "number"]}, whole]} if doc.short else whole


_SHAPES: dict[str, Callable[[FieldDoc], Schema]] = {
    "word": _word,
    "list": lambda doc: {"type": "array", "items": {"type": ["string", "number"]}},
    "pairs": lambda doc: {"type": "object", "additionalProperties": _word(doc)},
    "steps": lambda doc: {"type": "object", "additionalProperties": _word_or_steps(doc)},
    "taxed": lambda doc: {"type": ["boolean", "array"], "items": {"type": "string"}},
    "each": lambda doc: {"type": "array", "items": _entry(doc)} | ({"minItems": 1} if doc.required else {}),
    "nested": lambda doc: {"type": "object", **_mapping(doc.children)},
}
