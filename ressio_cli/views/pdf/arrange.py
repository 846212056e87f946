"""From a paper to filled pages: letterhead, parties, blocks, and the foot of every page.

Room: views.  Pure.
"""

from __future__ import annotations

from functools import singledispatch

from ressio_cli.views.paper import Address, Bar, Block, Grid, Pairs, Paper, Signatures, Sums, Words
from ressio_cli.views.pdf import grids
from ressio_cli.views.pdf.faces import BOLD, PLAIN, width, wrap
from ressio_cli.views.pdf.sheets import (
    ACCENT,
    BAND,
    BOTTOM,
    INK,
    PALE,
    SOFT,
    Box,
    Page,
    Picture,
    Rule,
    Sheets,
    Text,
)  # fmt: skip
from ressio_cli.views.safe import clean

_LOGO = (150.0, 54.0)
_SHADES = ("#1f4e79", "#6f9bc4", "#d5dae0", "#b9c4cf")
_PLAIN = (PLAIN, 9.0, INK)
_QUIET = (PLAIN, 8.5, SOFT)
_FACTS = 190.0  # points for the facts at the right of the client


def arranged(paper: Paper, size: tuple[float, float], logo: bytes | None) -> tuple[list[Page], tuple[float, float]]:
    """The pages and their size: lying where a table is too wide for a standing page."""
    width_of_page = size[0] - 96.0
    if not all(grids.fits(block, width_of_page) for block in paper.blocks if isinstance(block, Grid)):
        size = (size[1], size[0])
    sheets = Sheets(size)
    _letterhead(sheets, paper, logo)
    _parties(sheets, paper)
    for place, block in enumerate(paper.blocks):
        following = paper.blocks[place + 1] if place + 1 < len(paper.blocks) else None
        kept = isinstance(block, Grid) and block.kept and following is not None
        _block(block, sheets, _height(following, sheets) if kept and following else 0.0)
    _feet(sheets, paper)
    return sheets.pages, size


def _letterhead(sheets: Sheets, paper: Paper, logo: bytes | None) -> None:
    top, left = sheets.y, sheets.left
    if logo:
        sheets.put(Picture(left, top - _LOGO[1], *_LOGO, logo))
        sheets.down(_LOGO[1] + 8)
    half = sheets.width * 0.55
    for line in wrap(clean(paper.builder.name), BOLD, 12.5, half) if paper.builder.name else []:
        sheets.down(14)
        sheets.put(Text(left, sheets.y, line, BOLD, 12.5, INK))
    _address_lines(sheets, paper.builder, half)
    bottom = sheets.y
    sheets.y = top
    _heading(sheets, paper)
    sheets.y = min(bottom, sheets.y) - 10
    sheets.put(Rule(left, sheets.y, sheets.width, ACCENT, 1.2))
    sheets.down(6)


def _heading(sheets: Sheets, paper: Paper) -> None:
    """What the paper is, at the right."""
    sheets.heading(paper.name)
    size = 22.0
    while width(paper.kind, BOLD, size) > sheets.width * 0.43 and size > 12:
        size -= 1
    sheets.down(size)
    sheets.put(Text(sheets.right, sheets.y, paper.kind, BOLD, size, ACCENT, right=True))
    sheets.down(4)
    for line in wrap(clean(paper.number), BOLD, 11, sheets.width * 0.43) if paper.number else []:
        sheets.down(13)
        sheets.put(Text(sheets.right, sheets.y, line, BOLD, 11, INK, right=True))
    for line in wrap(clean(paper.title), PLAIN, 10, sheets.width * 0.43) if paper.title else []:
        sheets.down(13)
        sheets.put(Text(sheets.right, sheets.y, line, PLAIN, 10, SOFT, right=True))


def _address_lines(sheets: Sheets, address: Address, room: float) -> None:
    for words in address.lines:
        sheets.lines(wrap(clean(words), *_QUIET[:2], room), sheets.left, _QUIET, 11.5)


def _parties(sheets: Sheets, paper: Paper) -> None:
    """The client and the project at the left, the facts at the right."""
    top, room = sheets.y, sheets.width - _FACTS - 24
    half = room / 2 - 8
    bottoms = []
    for at, (label, party) in enumerate((("For", paper.client), ("Project", paper.project))):
        if not party.name:
            continue
        sheets.y = top
        x = sheets.left + at * (half + 16)
        _party(sheets, x, half, label, party)
        bottoms.append(sheets.y)
    sheets.y = top
    _facts(sheets, paper)
    sheets.y = min([*bottoms, sheets.y]) - 8


def _party(sheets: Sheets, x: float, room: float, label: str, party: Address) -> None:
    sheets.lines([label], x, (BOLD, 8, SOFT), 13)
    sheets.lines(wrap(clean(party.name), BOLD, 9.5, room), x, (BOLD, 9.5, INK), 12.5)
    for words in party.lines:
        sheets.lines(wrap(clean(words), PLAIN, 9, room), x, _PLAIN, 12)


def _facts(sheets: Sheets, paper: Paper) -> None:
    left = sheets.right - _FACTS
    sheets.down(2)
    for label, value in paper.facts:
        words = wrap(grids.plain(value), PLAIN, 9, _FACTS - 84)
        for at, line in enumerate(words):
            sheets.down(12)
            if not at:
                sheets.put(Text(left, sheets.y, label, PLAIN, 9, SOFT))
            sheets.put(Text(sheets.right, sheets.y, line, PLAIN, 9, INK, right=True))


@singledispatch
def _block(block: Block, sheets: Sheets, after: float) -> None:
    raise TypeError(f"{type(block).__name__} cannot be arranged")


@_block.register
def _(block: Grid, sheets: Sheets, after: float) -> None:
    grids.draw(sheets, block, after)


@_block.register
def _(block: Words, sheets: Sheets, after: float) -> None:
    lines = wrap(clean(block.text, "\n"), PLAIN, 9, sheets.width)
    sheets.need((16 if block.heading else 0) + 12 * min(len(lines), 3))
    if block.heading:
        sheets.lines([block.heading], sheets.left, (BOLD, 9, SOFT), 14)
    sheets.lines(lines, sheets.left, _PLAIN, 12)
    sheets.down(8)


@_block.register
def _(block: Sums, sheets: Sheets, after: float) -> None:
    sheets.need(_height(block, sheets))
    top = sheets.y
    left = sheets.right - sheets.width * 0.48
    for one in block.sums:
        _sum(sheets, left, one.label, grids.plain(one.amount), one.weight)
    bottom = sheets.y
    if block.beside:
        sheets.y = top
        room = sheets.width * 0.48
        if block.beside.heading:
            sheets.lines([block.beside.heading], sheets.left, (BOLD, 8.5, SOFT), 13)
        sheets.lines(wrap(clean(block.beside.text, "\n"), PLAIN, 8.5, room), sheets.left, (PLAIN, 8.5, INK), 11.5)
    sheets.y = min(bottom, sheets.y) - 12


def _sum(sheets: Sheets, left: float, label: str, amount: str, weight: int) -> None:
    face, size = (BOLD if weight else PLAIN), (11.0 if weight == 2 else 9.0)
    height = 21.0 if weight == 2 else 15.0
    room = sheets.right - left - width(amount, face, size) - 24
    lines = wrap(clean(label), face, size, room)
    if weight == 2:
        sheets.down(3)
        box = height + 12 * (len(lines) - 1)
        sheets.put(Box(left, sheets.y - box, sheets.right - left, box, BAND))
    for at, line in enumerate(lines):
        sheets.down(height * 0.68 if not at else 12)
        sheets.put(Text(left + 6, sheets.y, line, face, size, INK if weight else SOFT))
        if not at:
            sheets.put(Text(sheets.right - 6, sheets.y, amount, face, size, INK, right=True))
    sheets.down(height * 0.32)
    if weight == 1:
        sheets.put(Rule(left, sheets.y + height, sheets.right - left, PALE, 0.6))


@_block.register
def _(block: Pairs, sheets: Sheets, after: float) -> None:
    sheets.need(_height(block, sheets))
    sheets.lines([block.title], sheets.left, (BOLD, 9, SOFT), 14)
    sheets.down(4)
    each = sheets.width / max(1, len(block.pairs))
    sheets.put(Box(sheets.left, sheets.y - 34, sheets.width, 34, BAND))
    for at, (label, value) in enumerate(block.pairs):
        x = sheets.left + at * each + 8
        sheets.put(Text(x, sheets.y - 13, label, PLAIN, 7.5, SOFT))
        sheets.put(Text(x, sheets.y - 26, grids.plain(value), BOLD, 9.5, INK))
    sheets.down(44)


@_block.register
def _(block: Bar, sheets: Sheets, after: float) -> None:
    """The parts above zero side by side; each label with its amount below."""
    sheets.need(_height(block, sheets))
    sheets.lines([block.title], sheets.left, (BOLD, 9, SOFT), 14)
    sheets.down(6)
    shown = [(at, part) for at, part in enumerate(block.parts) if part.amount.positive]
    whole = sum(part.amount.minor for _, part in shown)
    x = sheets.left
    for at, part in shown:
        wide = sheets.width * part.amount.minor / whole
        sheets.put(Box(x, sheets.y - 14, wide, 14, _SHADES[at % len(_SHADES)]))
        x += wide
    sheets.down(28)
    each = sheets.width / max(1, len(block.parts))
    for at, part in enumerate(block.parts):
        x = sheets.left + at * each
        sheets.put(Box(x, sheets.y - 1, 7, 7, _SHADES[at % len(_SHADES)]))
        sheets.put(Text(x + 11, sheets.y, f"{part.label}  {part.amount.grouped()}", PLAIN, 8.5, INK))
    sheets.down(14)


@_block.register
def _(block: Signatures, sheets: Sheets, after: float) -> None:
    sheets.need(_height(block, sheets))
    each = sheets.width / max(1, len(block.names))
    sheets.down(46)
    for at, name in enumerate(block.names):
        x = sheets.left + at * each
        sheets.put(Rule(x, sheets.y, each - 24, INK, 0.6))
        for down, line in enumerate(wrap(clean(name), PLAIN, 8.5, each - 90)):
            sheets.put(Text(x, sheets.y - 12 - 11 * down, line, PLAIN, 8.5, SOFT))
        sheets.put(Text(x + each - 24, sheets.y - 12, "Date", PLAIN, 8.5, SOFT, right=True))
    sheets.down(40)


def _height(block: Block | None, sheets: Sheets) -> float:
    """How much of the page a block that is never parted takes."""
    match block:
        case Sums():
            sums = sum(24.0 if one.weight == 2 else 15.0 for one in block.sums)
            beside = wrap(clean(block.beside.text, "\n"), PLAIN, 8.5, sheets.width * 0.48) if block.beside else []
            return max(sums, 13 + 11.5 * len(beside)) + 12
        case Pairs():
            return 62.0
        case Bar():
            return 64.0
        case Signatures():
            return 90.0
        case _:
            return 0.0


def _feet(sheets: Sheets, paper: Paper) -> None:
    """The foot of every page: what paper it is, its seal, and which page of how many."""
    for number, page in enumerate(sheets.pages, 1):
        y = BOTTOM - 24
        page.marks.append(Rule(sheets.left, y + 12, sheets.width, PALE, 0.5))
        name = paper.name if number == 1 or not paper.builder.name else f"{clean(paper.builder.name)}, {paper.name}"
        words = [word for word in (name, paper.foot) if word]
        page.marks.append(Text(sheets.left, y, "  ·  ".join(words), PLAIN, 7.5, SOFT))
        page.marks.append(Text(sheets.right, y, f"Page {number} of {len(sheets.pages)}", PLAIN, 7.5, SOFT, right=True))
