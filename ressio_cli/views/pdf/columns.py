"""How wide the columns of tables are, and in which size they are set: the same for all tables of a paper.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ressio_cli.model.record import dataclass
from ressio_cli.views.paper import Grid
from ressio_cli.views.pdf.faces import BOLD, PLAIN
from ressio_cli.views.pdf.lines import width
from ressio_cli.views.pdf.sheets import INK, SOFT, Style
from ressio_cli.views.pdf.signs import printed
from ressio_cli.views.sheet import Cell, Column, word

EDGE = 6.0  # between the table's edge and its first and last words
GAP = 12.0  # between the words of two columns

_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5)
_READABLE = 7.5  # smaller than this, the page is laid on its side
_TIGHT = (120.0, 96.0)  # points a column of text has at least, and a code or a name before it is parted
_ROOMY = ((220.0, 220.0), (180.0, 160.0), (150.0, 120.0))  # the same, where there is room


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of a table stand, in which size; `amount` is the column whose sums are carried."""

    columns: tuple[Column, ...]
    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    size: float

    @property
    def leading(self) -> float:
        """From line to line."""
        return round(self.size * 1.34, 2)

    @property
    def text(self) -> int:
        """The first column of text."""
        return next((place for place, column in enumerate(self.columns) if column.kind == "text"), 0)

    @property
    def amount(self) -> int:
        """The last column of money."""
        return max(place for place, column in enumerate(self.columns) if column.kind == "money" or not place)

    def style(self, face: str = PLAIN, color: str = INK, less: float = 0.0) -> Style:
        """A style of this table; `less` points smaller."""
        return Style(face, self.size - less, color, self.leading)

    @property
    def head(self) -> Style:
        """That of the headings."""
        return self.style(BOLD, SOFT, 0.5)

    @property
    def below(self) -> float:
        """The room for words below a row: from its text to its last column."""
        last = len(self.columns) - 1
        wide = self.widths[self.text]
        return max(wide, self.lefts[last] - GAP - self.lefts[self.text]) if last > self.text else wide

    def wrapped(self, place: int, text: str, style: Style) -> list[str]:
        """The lines of a text in one of the columns."""
        return style.wrap(text, self.widths[place] + 0.05)  # as the same sum may differ by a hair


def plain(cell: Cell) -> str:
    """A cell as it is printed."""
    return printed(word(cell))


def fits(grids: Sequence[Grid], room: float) -> bool:
    """Whether every column can have the room it asks for in a readable size."""
    return _size(grids, room) >= _READABLE


def layouts(grids: Sequence[Grid], left: float, room: float) -> list[Layout]:
    """The largest size in which all columns stand beside each other; text takes what numbers leave."""
    size = _size(grids, room)
    most = next((most for most in _ROOMY if _widest(grids, size, most) <= room), _TIGHT)
    asked = _asked(grids, size, most)
    return [_layout(grid, size, asked, left, room) for grid in grids]


def _layout(grid: Grid, size: float, asked: dict[str, float], left: float, room: float) -> Layout:
    widths = [asked[column.label] for column in grid.columns]
    over = room - _together(widths)
    texts = [place for place, column in enumerate(grid.columns) if column.kind == "text"]
    if texts:
        widths[texts[0]] = max(24.0, widths[texts[0]] + over)
    elif over < 0:
        widths = [wide + over / len(widths) for wide in widths]
    lefts, x = [], left + EDGE
    gap = GAP + (max(over, 0.0) / max(1, len(widths) - 1) if not texts else 0.0)
    for wide in widths:
        lefts.append(x)
        x += wide + gap
    return Layout(grid.columns, tuple(lefts), tuple(widths), size)


def _size(grids: Sequence[Grid], room: float) -> float:
    """The largest size in which every table has room; the smallest where none has."""
    return next((size for size in _SIZES if _widest(grids, size) <= room), _SIZES[-1])


def _widest(grids: Sequence[Grid], size: float, most: tuple[float, float] = _TIGHT) -> float:
    asked = _asked(grids, size, most)
    return max((_together([asked[column.label] for column in grid.columns]) for grid in grids), default=0.0)


def _together(widths: Sequence[float]) -> float:
    return sum(widths) + GAP * (len(widths) - 1) + 2 * EDGE


def _asked(grids: Sequence[Grid], size: float, most: tuple[float, float]) -> dict[str, float]:
    """What the columns of each name must have: numbers are never parted, texts and long names may be."""
    found: dict[str, float] = {}
    for grid in grids:
        for place, column in enumerate(grid.columns):
            wide = max(_widths(grid, place, size))
            if not column.number:
                wide = min(wide, most[column.kind != "text"] * size / _SIZES[0])
            heads = max(width(part, BOLD, size - 0.5) for part in column.label.split(" "))
            found[column.label] = max(found.get(column.label, 0.0), wide, heads)
    return found


def _widths(grid: Grid, place: int, size: float) -> Iterator[float]:
    yield 0.0
    for row in grid.rows:
        for line in plain(row[place]).split("\n"):
            yield width(line, PLAIN, size)
    if grid.total:
        yield width(plain(grid.total[place]), BOLD, size)
    if grid.running and grid.columns[place].label == "Amount":
        yield from (width(plain(sum_), PLAIN, size) for sum_ in grid.running)
