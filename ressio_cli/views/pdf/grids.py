"""Tables on pages: rows wrapped and parted, headings repeated, sums carried forward, the total never left alone.

Room: views.  Pure.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from ressio_cli.model.record import dataclass
from ressio_cli.views.paper import Grid
from ressio_cli.views.pdf.columns import Layout, plain
from ressio_cli.views.pdf.faces import BOLD, ITALIC
from ressio_cli.views.pdf.sheets import ACCENT, BAND, PALE, SOFT, Box, Rule, Sheets, Style, Text
from ressio_cli.views.sheet import Row

TITLE = Style(BOLD, 10.5, ACCENT, 14.0)
AFTER = 12.0  # below a table

_PAD = 3.2  # above and below the words of a row
_WHOLE = 0.3  # of a page: a row not taller than this is never parted
_KEPT = 3  # so many lines of a parted row stand together at its beginning and with what follows its end
_CARRIED, _BROUGHT = "Carried forward", "Brought forward"


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a row: its words, as they would stand at height 0."""

    marks: tuple[Text, ...]
    leading: float


@dataclass(slots=True)
class _Flow:
    """A table on its way over the pages."""

    sheets: Sheets
    grid: Grid
    plan: Layout
    head: list[list[str]]
    kept: float  # what must stand on the page of the last row: the total, and what follows the table

    @property
    def carry(self) -> float:
        """The height of a sum that is carried forward."""
        return self.plan.leading + 2 * _PAD if self.grid.running else 0.0

    @property
    def head_height(self) -> float:
        """The height of the headings."""
        return max(map(len, self.head)) * self.plan.leading + 2 * _PAD


def draw(sheets: Sheets, grid: Grid, plan: Layout, after: float = 0.0) -> None:
    """The table; `after`: so much must stand on the same page below its last row."""
    foot = plan.leading + 2 * _PAD if grid.total else 0.0
    head = [plan.wrapped(place, column.label, plan.head) for place, column in enumerate(plan.columns)]
    flow = _Flow(sheets, grid, plan, head, min(foot + after, sheets.whole / 2))
    rows = [_row(plan, row, grid.notes[place] if grid.notes else "") for place, row in enumerate(grid.rows)]
    title = TITLE.wrap(grid.title, sheets.width) if grid.title else []
    sheets.need(len(title) * TITLE.leading + flow.head_height + _beginning(flow, rows))
    if title:
        sheets.heading(plain(grid.title), depth=1)
        sheets.lines(title, sheets.left, TITLE)
        sheets.down(5)
    sheets.need(flow.head_height + _beginning(flow, rows))  # where the title itself took pages
    _draw_head(flow)
    for place, row in enumerate(rows):
        _draw_row(flow, row, place, last=place == len(rows) - 1)
    if grid.total:
        _draw_total(flow, grid.total)
    sheets.down(AFTER)


def _beginning(flow: _Flow, rows: list[list[_Line]]) -> float:
    """What must stand below the headings: the first row, or the first lines of it, with the total if it is the last."""
    if not rows:
        return flow.kept
    first = rows[0] if not _is_tall(flow, rows[0]) else rows[0][:_KEPT]
    return _height(first) + (flow.kept if len(rows) == 1 and first is rows[0] else flow.carry)


def _row(plan: Layout, row: Row, note: str) -> list[_Line]:
    """The lines of a row, then those of the longer text below its name."""
    style = plan.style()
    cells = [plan.wrapped(place, plain(cell), style) for place, cell in enumerate(row)]
    lines = [_line(plan, words, style) for words in zip_longest(*cells, fillvalue="")]
    if note:
        less = replace(plan.style(color=SOFT, less=0.8), leading=plan.leading - 1)
        x = plan.lefts[plan.text]
        lines += [_Line((Text(x, 0, words, less),), less.leading) for words in less.wrap(note, plan.below)]
    return lines


def _line(plan: Layout, words: tuple[str, ...], style: Style) -> _Line:
    return _Line(tuple(_cell(plan, place, word, style) for place, word in enumerate(words) if word), plan.leading)


def _cell(plan: Layout, place: int, words: str, style: Style, y: float = 0.0) -> Text:
    right = plan.columns[place].number
    return Text(plan.lefts[place] + (plan.widths[place] if right else 0.0), y, words, style, right)


def _height(lines: list[_Line]) -> float:
    return sum(line.leading for line in lines) + 2 * _PAD


def _is_tall(flow: _Flow, lines: list[_Line]) -> bool:
    return _height(lines) > flow.sheets.whole * _WHOLE


def _draw_row(flow: _Flow, lines: list[_Line], place: int, last: bool) -> None:
    """A row as a whole, on the next page where it does not fit; a tall one line by line, over as many as it takes."""
    sheets, tail = flow.sheets, flow.kept if last else flow.carry
    tall = _is_tall(flow, lines)
    needed = _height(lines[:_KEPT] if tall else lines) + (flow.carry if tall else tail)
    if needed > sheets.room and place:
        _break(flow, place)
    sheets.down(_PAD)
    for at, line in enumerate(lines):
        rest = len(lines) - at
        together = _height(lines[at:]) + tail if rest <= _KEPT else line.leading + flow.carry
        if tall and at and rest >= _KEPT and together > sheets.room:
            _break(flow, place + 1)
            sheets.down(_PAD)
        sheets.down(line.leading)
        y = sheets.y + line.leading * 0.28
        sheets.put(*(replace(mark, y=y) for mark in line.marks))
    sheets.down(_PAD)
    sheets.put(Rule(sheets.left, sheets.y, sheets.width, PALE, 0.4))


def _break(flow: _Flow, place: int) -> None:
    """The next page, before row `place`: the sum so far at the foot of this one and again at the head of that."""
    carried = plain(flow.grid.running[place - 1]) if flow.grid.running else ""
    if carried:
        _draw_sum(flow, _CARRIED, carried)
    flow.sheets.turn()
    _draw_head(flow)
    if carried:
        _draw_sum(flow, _BROUGHT, carried)


def _draw_sum(flow: _Flow, label: str, amount: str) -> None:
    sheets, plan, style = flow.sheets, flow.plan, flow.plan.style(ITALIC, SOFT)
    sheets.down(plan.leading + _PAD)
    y = sheets.y + plan.leading * 0.28
    sheets.put(_cell(plan, plan.text, label, style, y), _cell(plan, plan.amount, amount, style, y))
    sheets.down(_PAD)


def _draw_head(flow: _Flow) -> None:
    sheets, plan, height = flow.sheets, flow.plan, flow.head_height
    sheets.put(Box(sheets.left, sheets.y - height, sheets.width, height, BAND))
    lines = max(map(len, flow.head))
    for place, words in enumerate(flow.head):
        for at, line in enumerate(words):
            y = sheets.y - _PAD - plan.leading * (lines - len(words) + at + 0.74)
            sheets.put(_cell(plan, place, line, plan.head, y))
    sheets.down(height)


def _draw_total(flow: _Flow, row: Row) -> None:
    sheets, plan, style = flow.sheets, flow.plan, flow.plan.style(BOLD)
    sheets.put(Rule(sheets.left, sheets.y, sheets.width, SOFT, 0.8))
    sheets.down(plan.leading + _PAD)
    y = sheets.y + plan.leading * 0.28
    sheets.put(*(_cell(plan, place, words, style, y) for place, cell in enumerate(row) if (words := plain(cell))))
    sheets.down(_PAD)
