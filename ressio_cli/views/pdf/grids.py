"""Tables on pages: columns measured, rows wrapped and parted, headings repeated, sums carried forward.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ressio_cli.views.paper import Grid
from ressio_cli.views.pdf.faces import BOLD, ITALIC, PLAIN, width, wrap
from ressio_cli.views.pdf.sheets import ACCENT, BAND, INK, PALE, SOFT, Box, Rule, Sheets, Text
from ressio_cli.views.safe import clean
from ressio_cli.views.sheet import Column, Row, word

_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
_NARROWEST = 96.0  # points a column of text should have
_GAP = 8.0
_PAD = 3.0
_CARRIED, _BROUGHT = "Carried forward", "Brought forward"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of a table stand, in which size; `amount` is the column whose sums are carried."""

    columns: tuple[Column, ...]
    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    size: float
    amount: int

    @property
    def leading(self) -> float:
        """From line to line."""
        return self.size * 1.32


def plain(cell: object) -> str:
    """A cell as it is printed."""
    return clean(word(cell), "\n")  # type: ignore[arg-type]


def fits(grid: Grid, room: float) -> bool:
    """Whether every column can have the room it asks for in some size."""
    return any(_asked(grid, size) is not None and sum(_asked(grid, size) or ()) <= room for size in _SIZES)


def layout(grid: Grid, left: float, room: float) -> Layout:
    """The largest size in which all columns stand beside each other; text columns share what numbers leave."""
    size, asked = _SIZES[-1], _asked(grid, _SIZES[-1])
    for one in _SIZES:
        if sum(_asked(grid, one)) <= room:
            size, asked = one, _asked(grid, one)
            break
    widths = _shared(grid, asked, room)
    lefts = [left + sum(widths[:place]) for place in range(len(widths))]
    amounts = [place for place, column in enumerate(grid.columns) if column.kind == "money"]
    named = [place for place in amounts if grid.columns[place].label == "Amount"] or amounts
    return Layout(grid.columns, tuple(lefts), tuple(widths), size, named[-1] if named else -1)


def _asked(grid: Grid, size: float) -> list[float]:
    """What each column must have: numbers and ids are never wrapped, text may be."""
    every: list[Row] = [*grid.rows, *([grid.total] if grid.total else [])]
    asked = []
    for place, column in enumerate(grid.columns):
        heads = [width(part, BOLD, size) for part in column.label.split(" ")]
        cells = [_widest(plain(row[place]), size) for row in every]
        if column.kind == "text":
            cells = [min(max(cells, default=0.0), _NARROWEST)]
        asked.append(max(*heads, *cells, 0.0) + _GAP)
    return asked


def _widest(text: str, size: float) -> float:
    return max(width(line, BOLD, size) for line in text.split("\n"))


def _shared(grid: Grid, asked: Sequence[float], room: float) -> list[float]:
    """What is over goes to the first column of text, or between all columns; what lacks is taken from the same."""
    texts = [place for place, column in enumerate(grid.columns) if column.kind == "text"]
    over = room - sum(asked)
    if not texts:
        return [each + over / len(asked) for each in asked]
    widths = list(asked)
    widths[texts[0]] = max(24.0, widths[texts[0]] + over)
    return widths


def draw(sheets: Sheets, grid: Grid, after: float = 0.0) -> None:
    """The table; `after`: so much must stand on the same page below its last row."""
    plan = layout(grid, sheets.left, sheets.width)
    head, rows = _head(plan), [_row(plan, row) for row in grid.rows]
    notes = [_note(plan, note) for note in grid.notes] or [[]] * len(rows)
    foot = plan.leading + 2 * _PAD if grid.total else 0.0
    first = _height(plan, rows[0]) if rows else 0.0
    title = 20.0 if grid.title else 0.0
    sheets.need(
        title + _head_height(plan, head) + min(first, sheets.whole / 3) + (foot + after if len(rows) < 2 else 0)
    )
    _title(sheets, grid)
    _draw_head(sheets, plan, head)
    for place, (row, note) in enumerate(zip(rows, notes, strict=True)):
        last = place == len(rows) - 1
        tail = (foot + after) if last else 0.0
        if _row_height(plan, row, note) + tail + _carry(plan, grid) > sheets.room and (place or last):
            _break(sheets, plan, grid, head, place)
        _draw_row(sheets, plan, head, (row, note))
    if grid.total:
        _draw_total(sheets, plan, grid.total)
    sheets.down(10)


def _carry(plan: Layout, grid: Grid) -> float:
    return plan.leading + 2 * _PAD if grid.running else 0.0


def _break(sheets: Sheets, plan: Layout, grid: Grid, head: list[list[str]], place: int) -> None:
    """A new page between two rows: the sum so far at its foot and again at the head of the next."""
    carried = plain(grid.running[place - 1]) if grid.running and place else ""
    if carried:
        _draw_sum(sheets, plan, _CARRIED, carried)
    sheets.turn()
    _draw_head(sheets, plan, head)
    if carried:
        _draw_sum(sheets, plan, _BROUGHT, carried)


def _draw_sum(sheets: Sheets, plan: Layout, label: str, amount: str) -> None:
    sheets.down(plan.leading + _PAD)
    right = plan.lefts[plan.amount] + plan.widths[plan.amount]
    text = next((place for place, column in enumerate(plan.columns) if column.kind == "text"), 0)
    sheets.put(
        Text(plan.lefts[text], sheets.y, label, ITALIC, plan.size, SOFT),
        Text(right, sheets.y, amount, ITALIC, plan.size, SOFT, right=True),
    )
    sheets.down(_PAD)


def _title(sheets: Sheets, grid: Grid) -> None:
    if grid.title:
        sheets.heading(plain(grid.title))
        sheets.down(14)
        for line in wrap(plain(grid.title), BOLD, 10.5, sheets.width):
            sheets.put(Text(sheets.left, sheets.y, line, BOLD, 10.5, ACCENT))
            sheets.down(13)
        sheets.y += 7


def _head(plan: Layout) -> list[list[str]]:
    return [
        wrap(column.label, BOLD, plan.size - 0.5, max(24.0, wide - _GAP))
        for column, wide in zip(plan.columns, plan.widths, strict=True)
    ]


def _head_height(plan: Layout, head: list[list[str]]) -> float:
    return max(map(len, head)) * plan.leading + 2 * _PAD


def _draw_head(sheets: Sheets, plan: Layout, head: list[list[str]]) -> None:
    height = _head_height(plan, head)
    sheets.put(Box(sheets.left, sheets.y - height, sheets.width, height, BAND))
    lines = max(map(len, head))
    for column, left, wide, words in zip(plan.columns, plan.lefts, plan.widths, head, strict=True):
        for at, line in enumerate(words):
            y = sheets.y - _PAD - plan.leading * (lines - len(words) + at + 0.78)
            sheets.put(_cell(column, left, wide, line, replace_style(plan, BOLD, SOFT), y))
    sheets.down(height)


def replace_style(plan: Layout, face: str, color: str) -> tuple[str, float, str]:
    """A style in the size of the table's headings."""
    return face, plan.size - 0.5, color


def _row(plan: Layout, row: Row) -> list[list[str]]:
    """Each cell as its lines; what is no text stands on one."""
    return [
        wrap(plain(cell), PLAIN, plan.size, max(12.0, wide - _GAP)) if column.kind == "text" else [plain(cell)]
        for column, cell, wide in zip(plan.columns, row, plan.widths, strict=True)
    ]


def _note(plan: Layout, note: str) -> list[str]:
    text = next((place for place, column in enumerate(plan.columns) if column.kind == "text"), 0)
    room = plan.lefts[-1] - plan.lefts[text] - _GAP if len(plan.lefts) > text + 1 else plan.widths[text]
    return wrap(clean(note, "\n"), PLAIN, plan.size - 1, max(60.0, room)) if note else []


def _height(plan: Layout, row: list[list[str]]) -> float:
    return max(map(len, row)) * plan.leading + 2 * _PAD


def _row_height(plan: Layout, row: list[list[str]], note: list[str]) -> float:
    return _height(plan, row) + len(note) * (plan.leading - 1)


def _draw_row(sheets: Sheets, plan: Layout, head: list[list[str]], cells: tuple[list[list[str]], list[str]]) -> None:
    """A row line by line, so that one longer than the page goes on over the next."""
    row, note = cells
    sheets.down(_PAD)
    for line in zip_longest(*row, fillvalue=""):
        if plan.leading > sheets.room:
            sheets.turn()
            _draw_head(sheets, plan, head)
            sheets.down(_PAD)
        sheets.down(plan.leading)
        y = sheets.y + plan.leading * 0.25
        for column, left, wide, words in zip(plan.columns, plan.lefts, plan.widths, line, strict=True):
            if words:
                sheets.put(_cell(column, left, wide, words, (PLAIN, plan.size, INK), y))
    text = next((place for place, column in enumerate(plan.columns) if column.kind == "text"), 0)
    sheets.lines(note, plan.lefts[text], (PLAIN, plan.size - 1, SOFT), plan.leading - 1)
    sheets.down(_PAD)
    sheets.put(Rule(sheets.left, sheets.y, sheets.width, PALE, 0.4))


def _draw_total(sheets: Sheets, plan: Layout, row: Row) -> None:
    sheets.put(Rule(sheets.left, sheets.y, sheets.width, SOFT, 0.8))
    sheets.down(plan.leading + _PAD)
    for column, left, wide, cell in zip(plan.columns, plan.lefts, plan.widths, row, strict=True):
        if words := plain(cell):
            sheets.put(_cell(column, left, wide, words, (BOLD, plan.size, INK), sheets.y + plan.leading * 0.1))
    sheets.down(_PAD)


def _cell(column: Column, left: float, wide: float, words: str, style: tuple[str, float, str], y: float) -> Text:
    face, size, color = style
    x = left + wide - _GAP / 2 if column.number else left + _GAP / 4
    return Text(x, y, words, face, size, color, right=column.number)


def without(grid: Grid, place: int) -> Grid:
    """The table without one of its columns."""

    def narrow(row: Row) -> Row:
        return (*row[:place], *row[place + 1 :])

    total = narrow(grid.total) if grid.total else None
    columns = (*grid.columns[:place], *grid.columns[place + 1 :])
    return replace(grid, columns=columns, rows=tuple(map(narrow, grid.rows)), total=total)
