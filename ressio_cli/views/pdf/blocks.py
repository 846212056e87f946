"""What a paper holds besides tables: texts, sums, pairs, bars and lines to sign on.

Room: views.  Pure.
"""

from __future__ import annotations

from functools import singledispatch

from ressio_cli.model.record import dataclass
from ressio_cli.views.paper import Bar, Block, Pairs, Signatures, Sum, Sums, Words
from ressio_cli.views.pdf.columns import EDGE, plain
from ressio_cli.views.pdf.faces import BOLD, PLAIN
from ressio_cli.views.pdf.lines import cut
from ressio_cli.views.pdf.sheets import ACCENT, INK, PALE, SOFT, Box, Rule, Sheets, Style, Text

_HEADING = Style(BOLD, 9.0, SOFT, 14.0)
_BODY = Style(PLAIN, 9.0, INK, 12.2)
_BESIDE = Style(PLAIN, 8.5, INK, 11.6)
_LABEL = Style(PLAIN, 7.5, SOFT, 10.0)
_VALUE = Style(BOLD, 9.5, INK, 13.0)
_SMALL = Style(PLAIN, 8.5, SOFT, 11.0)
_AMOUNT = Style(BOLD, 8.5)
_SUMS = (Style(PLAIN, 9.0, SOFT, 12.0), Style(BOLD, 9.0, INK, 12.0), Style(BOLD, 11.0, INK, 14.0))
_AROUND = (3.0, 4.0, 7.0)  # points around a sum, by its weight

_SHARE = 0.48  # of the width, for the sums
_BETWEEN = 12.0  # below a block
_FEW = 3  # lines of a text that stand together with its heading
_BOX = 36.0  # a row of pairs
_SIGNED = 2  # lines of a name to sign
_SHADES = (ACCENT, "#7fa7cc", "#d5dae0", "#b9c4cf")


@singledispatch
def height(block: Block | None, sheets: Sheets) -> float:
    """What must stand together with a table above it; nothing for what may be parted from it."""
    return 0.0


@singledispatch
def draw(block: Block, sheets: Sheets) -> None:
    """Put a block on the page, or on the next where it does not fit."""
    raise TypeError(f"{type(block).__name__} is no block of its own")


@draw.register
def _(block: Words, sheets: Sheets) -> None:
    lines = _BODY.wrap(block.text, sheets.width)
    sheets.need((_HEADING.leading if block.heading else 0.0) + _BODY.leading * min(len(lines), _FEW))
    _heading(sheets, block.heading)
    for at, line in enumerate(lines):
        if at and len(lines) - at == 2:
            sheets.need(2 * _BODY.leading)
        sheets.lines([line], sheets.left, _BODY)
    sheets.down(_BETWEEN)


def _heading(sheets: Sheets, words: str, share: float = 1.0) -> None:
    if words:
        sheets.lines([cut(words, BOLD, _HEADING.size, sheets.width * share)], sheets.left, _HEADING)


@dataclass(frozen=True, slots=True)
class _Sum:
    """One sum ready to be put: its label over so many lines."""

    label: list[str]
    amount: str
    weight: int

    @property
    def height(self) -> float:
        """With what is around it."""
        return len(self.label) * _SUMS[self.weight].leading + 2 * _AROUND[self.weight]


def _ready(one: Sum, room: float) -> _Sum:
    style, amount = _SUMS[one.weight], plain(one.amount)
    return _Sum(style.wrap(one.label, room - style.width(amount) - 2 * EDGE - 14), amount, one.weight)


def _sums(block: Sums, sheets: Sheets) -> list[_Sum]:
    return [_ready(one, sheets.width * _SHARE) for one in block.sums]


def _is_beside(block: Sums, sums: list[_Sum], sheets: Sheets) -> bool:
    """Words that are not much longer than the sums stand beside them."""
    words = block.beside
    if not words:
        return False
    lines = _BESIDE.wrap(words.text, sheets.width * (1 - _SHARE - 0.05))
    return len(lines) * _BESIDE.leading < max(100.0, sum(one.height for one in sums))


@height.register
def _(block: Sums, sheets: Sheets) -> float:
    sums = _sums(block, sheets)
    own = sum(one.height for one in sums) + 4
    return max(own, 114.0) if block.beside and _is_beside(block, sums, sheets) else own


@draw.register
def _(block: Sums, sheets: Sheets) -> None:
    sheets.need(height(block, sheets))
    sums, top, ends = _sums(block, sheets), sheets.place, []
    beside = _is_beside(block, sums, sheets)
    if block.beside and beside:
        _heading(sheets, block.beside.heading, 1 - _SHARE - 0.05)
        room = sheets.width * (1 - _SHARE - 0.05)
        sheets.lines(_BESIDE.wrap(block.beside.text, room), sheets.left, _BESIDE)
        ends.append(sheets.place)
        sheets.go(top)
    for at, one in enumerate(sums):
        sheets.need(sum(each.height for each in (sums[at:] if len(sums) - at <= _FEW else [one])))
        _draw_sum(sheets, one)
    sheets.below([*ends, sheets.place])
    sheets.down(_BETWEEN + 2)
    if block.beside and not beside:
        draw(block.beside, sheets)


def _draw_sum(sheets: Sheets, one: _Sum) -> None:
    left, style, around = sheets.right - sheets.width * _SHARE, _SUMS[one.weight], _AROUND[one.weight]
    wide = sheets.right - left
    if one.weight == 1:
        sheets.put(Rule(left, sheets.y, wide, PALE, 0.8))
    if one.weight == 2 and one.height <= sheets.room:
        sheets.put(Box(left, sheets.y - one.height + 2, wide, one.height - 2))
    sheets.down(around)
    for at, line in enumerate(one.label):
        if style.leading > sheets.room:
            sheets.turn()
        sheets.down(style.leading)
        y = sheets.y + style.leading * 0.24
        sheets.put(Text(left + EDGE, y, line, style))
        if not at and one.amount:
            amount = Style(style.face, style.size, INK)
            sheets.put(Text(sheets.right - EDGE, y, one.amount, amount, right=True))
    sheets.down(around)


@height.register
def _(block: Pairs, sheets: Sheets) -> float:
    return _HEADING.leading + 4 + _BOX * len(_rows(block, sheets.width)) + _BETWEEN


@draw.register
def _(block: Pairs, sheets: Sheets) -> None:
    sheets.need(height(block, sheets) - _BETWEEN)
    _heading(sheets, block.title)
    sheets.down(4)
    for row in _rows(block, sheets.width):
        sheets.put(Box(sheets.left, sheets.y - _BOX, sheets.width, _BOX))
        each = sheets.width / len(row)
        for at, (label, value) in enumerate(row):
            x = sheets.left + at * each + EDGE
            sheets.put(Text(x, sheets.y - 14, label, _LABEL), Text(x, sheets.y - 27, value, _VALUE))
        sheets.down(_BOX)
    sheets.down(_BETWEEN)


def _rows(block: Pairs, room: float) -> list[list[tuple[str, str]]]:
    """The pairs in as few rows as have room for them."""
    room -= EDGE
    pairs = [
        (cut(label, PLAIN, _LABEL.size, room), cut(plain(value), BOLD, _VALUE.size, room))
        for label, value in block.pairs
    ]
    widest = max(max(_LABEL.width(label), _VALUE.width(value)) for label, value in pairs) + 2 * EDGE
    most = max(1, int(room // widest))
    rows = -(-len(pairs) // most)
    each = -(-len(pairs) // rows)
    return [pairs[start : start + each] for start in range(0, len(pairs), each)]


@draw.register
def _(block: Bar, sheets: Sheets) -> None:
    """The parts above zero side by side; each label with its amount below."""
    sheets.need(_HEADING.leading + 50)
    _heading(sheets, block.title)
    sheets.down(5)
    shown = [(at, part) for at, part in enumerate(block.parts) if part.amount.positive]
    whole = sum(part.amount.minor for _, part in shown)
    x = sheets.left
    sheets.put(Box(x, sheets.y - 14, sheets.width, 14))
    for at, part in shown:
        wide = sheets.width * part.amount.minor / whole
        sheets.put(Box(x, sheets.y - 14, wide, 14, _SHADES[at % len(_SHADES)]))
        x += wide
    sheets.down(28)
    each = sheets.width / max(1, len(block.parts))
    for at, part in enumerate(block.parts):
        x, amount = sheets.left + at * each, plain(part.amount)
        label = cut(part.label, PLAIN, _SMALL.size, each - _AMOUNT.width(amount) - 24)
        sheets.put(
            Box(x, sheets.y - 1, 7, 7, _SHADES[at % len(_SHADES)]),
            Text(x + 11, sheets.y, label, _SMALL),
            Text(x + 11 + _SMALL.width(label) + 6, sheets.y, amount, _AMOUNT),
        )
    sheets.down(_BETWEEN + 4)


@draw.register
def _(block: Signatures, sheets: Sheets) -> None:
    """One above the other: the name under each line, room for the day at its right."""
    for name in block.names:
        lines = _SMALL.wrap(name, sheets.width * 0.55)
        if len(lines) > _SIGNED:
            lines = [*lines[: _SIGNED - 1], cut(" ".join(lines[_SIGNED - 1 :]), PLAIN, 8.5, sheets.width * 0.55)]
        sheets.need(36 + _SMALL.leading * len(lines))
        sheets.down(34)
        date = sheets.left + sheets.width * 0.66
        sheets.put(Rule(sheets.left, sheets.y, sheets.width * 0.6, INK, 0.6), Rule(date, sheets.y, 110, INK, 0.6))
        top = sheets.place
        sheets.lines(lines, sheets.left, _SMALL)
        end = sheets.place
        sheets.go(top)
        sheets.lines(["Date"], date, _SMALL)
        sheets.go(end)
    sheets.down(_BETWEEN)
