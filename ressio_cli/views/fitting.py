"""Which columns of a table a terminal has room for, and where long names in them are cut.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ressio_cli.views.safe import clean, width
from ressio_cli.views.sheet import Cell, Column, Row, Table, word

GAP = 2  # terminal columns between two columns of a table

_TEXT = 12  # terminal columns a text must have before it may be folded
_NAME = 8  # and a name before it may be cut


def fitted(table: Table, room: int) -> Table:
    """Return the table for a terminal of `room` columns: the least important columns left out, long names cut.

    A note names what was left out. Columns of rank 0 stay, whether they fit or not.
    """
    kept = list(range(len(table.columns)))
    needs = [_need(table, index) for index in kept]
    while _total(needs, kept) > room and (dropped := _least_important(table.columns, kept)) is not None:
        kept.remove(dropped)
    hidden = [column.label for index, column in enumerate(table.columns) if index not in kept]
    notes = (*table.notes, f"not shown: {', '.join(hidden)}; --wide shows all") if hidden else table.notes
    return _with_names_cut(replace(_narrowed(table, kept), notes=notes), room)


def fits(table: Table, room: int) -> bool:
    """Return whether all columns fit, texts folded and names cut as far as they may be."""
    indexes = range(len(table.columns))
    return _total([_need(table, index) for index in indexes], indexes) <= room


def words(row: Row, blank: str = "") -> list[str]:
    """Return the cells of a row as they are printed; `blank` stands for nothing."""
    return [clean(word(cell)) or blank for cell in row]


def heading(column: Column) -> str:
    """Return a drawn heading: above numbers one word a line, so that it asks for no more room than they do."""
    return column.label.replace(" ", "\n") if column.number else column.label


def _least_important(columns: Sequence[Column], kept: Sequence[int]) -> int | None:
    index = max(kept, key=lambda index: (columns[index].rank, index))
    return index if columns[index].rank else None


def _need(table: Table, index: int) -> int:
    """Return the terminal columns that a column must have."""
    column, widest = table.columns[index], _widest(table, index)
    least = {"text": _TEXT, "name": _NAME}.get(column.kind, widest)
    return max(min(widest, least), *map(width, heading(column).split("\n")))


def _widest(table: Table, index: int) -> int:
    rows = (*table.rows, *((table.total,) if table.total else ()))
    return max((width(clean(word(row[index]))) for row in rows), default=0)


def _total(needs: Sequence[int], kept: Sequence[int]) -> int:
    return sum(needs[index] for index in kept) + GAP * (len(kept) - 1)


def _narrowed(table: Table, kept: list[int]) -> Table:
    """Return the table with only these columns."""

    def narrow(row: Row) -> Row:
        return tuple(row[index] for index in kept)

    total = narrow(table.total) if table.total else None
    columns = tuple(table.columns[index] for index in kept)
    return replace(table, columns=columns, rows=tuple(map(narrow, table.rows)), total=total)


def _with_names_cut(table: Table, room: int) -> Table:
    names = [index for index, column in enumerate(table.columns) if column.kind == "name"]
    if not names:
        return table
    others = [_need(table, index) for index in range(len(table.columns)) if index not in names]
    left = room - sum(others) - GAP * (len(table.columns) - 1)
    rooms = _shared(left, [max(_widest(table, index), width(table.columns[index].label)) for index in names])

    def cut(row: Row) -> Row:
        limits = dict(zip(names, rooms, strict=True))
        return tuple(
            _cut(clean(word(cell)), limits[index]) if index in limits else cell for index, cell in enumerate(row)
        )

    return replace(table, rows=tuple(map(cut, table.rows)))


def _shared(room: int, wanted: Sequence[int]) -> list[int]:
    """Share the room over names: the shorter ones get what they want, the longer ones equal parts of the rest."""
    shares = dict.fromkeys(range(len(wanted)), 0)
    for place, index in enumerate(sorted(shares, key=lambda index: wanted[index])):
        part = room // (len(wanted) - place)
        shares[index] = min(wanted[index], max(_NAME, part))
        room -= shares[index]
    return list(shares.values())


def _cut(cell: Cell, room: int | None) -> Cell:
    """Return the cell; a name that is wider than its room ends in an ellipsis."""
    if room is None or width(name := clean(word(cell))) <= room:
        return cell
    while name and width(name) > room - 1:
        name = name[:-1]
    return f"{name.rstrip()}…"
