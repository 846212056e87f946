"""Sheets: what a person reads, as blocks of rows and labels, before anything is printed.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from ressio_cli.model.money import Money, Percent, plain_number
from ressio_cli.model.record import dataclass

Kind = Literal["text", "name", "id", "money", "percent", "date", "count"]
Cell = str | int | Decimal | Money | Percent | date | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. On a terminal too narrow for the whole table the columns of the highest `rank` are left out first.

    Those of rank 0 always stay. A long `text` is folded on a terminal, a long `name` is cut.
    """

    label: str
    kind: Kind = "text"
    rank: int = 0

    @property
    def number(self) -> bool:
        """Right-aligned."""
        return self.kind in ("money", "percent", "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under columns; every row, `total` too, has one cell per column. `empty` stands where there is no row."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    total: Row | None = None
    notes: tuple[str, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with one value each."""

    title: str
    pairs: tuple[tuple[str, Cell], ...]


Block = Table | Facts
Sheet = tuple[Block, ...]


def word(cell: Cell) -> str:
    """A cell as people read it: money and counts in groups of three, dates as YYYY-MM-DD, None as nothing."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case Money():
            return cell.grouped()
        case bool():
            return "yes" if cell else "no"
        case int():
            return f"{cell:,}"
        case Decimal():
            return plain_number(cell)
        case _:
            return str(cell)


def facts(title: str, *pairs: tuple[str, Cell]) -> Facts:
    """Facts without the pairs that have nothing to say."""
    return Facts(title, tuple(pair for pair in pairs if pair[1] is not None and pair[1] != ""))


def without_empty(
    columns: Sequence[Column], rows: Sequence[Row], total: Row | None = None
) -> tuple[tuple[Column, ...], tuple[Row, ...], Row | None]:
    """The same table without the columns that hold nothing in any row."""
    kept = [place for place in range(len(columns)) if any(row[place] not in (None, "") for row in rows)]

    def narrow(row: Row) -> Row:
        return tuple(row[place] for place in kept)

    return tuple(columns[place] for place in kept), tuple(map(narrow, rows)), narrow(total) if total else None
