"""A paper: what one document says to the client, as rows and labels, before it is drawn on pages.

Room: views.  Pure.

Nothing that the client may not see is in it: a paper is made from what `show` allows, so that no drawing can leak
the rest. All amounts were reckoned elsewhere; `running` sums stand beside the rows they run to.
"""

from __future__ import annotations

from dataclasses import field

from ressio_cli.model.money import Money
from ressio_cli.model.record import dataclass
from ressio_cli.views.sheet import Cell, Column, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A name, lines of address and how to reach whoever it is."""

    name: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A heading and a text of any length."""

    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table. `running`: the sum of the amounts down to each row, carried forward where a page ends between them.

    `notes`: under each row, a longer text. `kept`: it is not parted from the block after it.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    total: Row | None = None
    running: tuple[Money, ...] = ()
    notes: tuple[str, ...] = ()
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One line of a block of sums. `weight`: 0 plain, 1 a total, 2 what the paper is about."""

    label: str
    amount: Cell
    weight: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sums at the right margin, never parted; `beside`: words at their left."""

    sums: tuple[Sum, ...]
    beside: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Labels with a value each, in a box across the page."""

    title: str
    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a bar: its label and its share of the whole."""

    label: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A whole in parts, drawn as one bar."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Lines to sign on, one per person."""

    names: tuple[str, ...]


Block = Words | Grid | Sums | Pairs | Bar | Signatures


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document. `kind` is its heading, `stamp` stands across every page, `foot` at the end of each.

    `facts` stand at the right of the client's address. `logo`: the path of a picture in the project.
    """

    kind: str
    number: str = ""
    title: str = ""
    stamp: str = ""
    builder: Address = Address()
    client: Address = Address()
    project: Address = Address()
    facts: tuple[tuple[str, Cell], ...] = ()
    blocks: tuple[Block, ...] = ()
    foot: str = ""
    logo: str = ""
    letter: bool = True  # US letter; else A4
    files: tuple[str, ...] = field(default=())  # attachments, by their paths in the project

    @property
    def name(self) -> str:
        """What the document is called: `Invoice INV-0003`."""
        return f"{self.kind} {self.number}".strip()
