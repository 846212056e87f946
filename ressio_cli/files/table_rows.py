"""Rows of a table before their columns are known: words, places, and cells that do not hold what they show.

Room: files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from ressio_cli.model.problem import Mark, Origin
from ressio_cli.model.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """Why the word of a cell cannot be taken as it is; `only_as_text`: as a number, percent or date it can.

    `reason` follows the cell's address: `D2 shows #N/A instead of a value`.
    """

    code: str
    reason: str
    hint: str
    only_as_text: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, its cells, where each cell stands, and what is odd about some, from 0."""

    line: int
    cells: Sequence[str]
    places: Sequence[Mark]
    oddities: Mapping[int, Oddity] = field(default_factory=dict)

    def origin(self, file: str, at: int) -> Origin:
        """The place of a cell, counted from 0."""
        return Origin(file, *self.places[at])


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The headings a table may have, in any order.

    Under `texts` a cell is read as what it shows; under `carried` it stands for the rows below it until the next one.
    """

    known: tuple[str, ...]
    required: tuple[str, ...]
    texts: frozenset[str]
    carried: frozenset[str] = frozenset()


def letters(column: int) -> str:
    """A column's letters: A, Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
