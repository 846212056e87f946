"""From a paper to filled pages: letterhead, parties, blocks, and the foot of every page.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from ressio_cli.views.paper import Address, Block, Grid, Paper
from ressio_cli.views.pdf import blocks, columns, grids
from ressio_cli.views.pdf.columns import plain
from ressio_cli.views.pdf.faces import BOLD, PLAIN
from ressio_cli.views.pdf.lines import cut
from ressio_cli.views.pdf.sheets import (
    ACCENT,
    BOTTOM,
    INK,
    LEFT,
    RIGHT,
    SOFT,
    Logo,
    Page,
    Rule,
    Sheets,
    Size,
    Style,
    Text,
)  # fmt: skip
from ressio_cli.views.pdf.signs import on_one_line

LOGO = (170.0, 56.0)  # what the picture of the letterhead is fitted into

_BUILDER = Style(BOLD, 12.5, INK, 15.0)
_QUIET = Style(PLAIN, 8.5, SOFT, 11.5)
_NUMBER = Style(BOLD, 11.0, INK, 14.0)
_TITLE = Style(PLAIN, 10.0, SOFT, 13.0)
_LABEL = Style(BOLD, 8.0, SOFT, 13.0)
_NAME = Style(BOLD, 9.5, INK, 12.5)
_BODY = Style(PLAIN, 9.0, INK, 12.0)
_FOOT = Style(PLAIN, 7.5, SOFT)
_LARGEST, _SMALLEST = 22, 12  # the heading
_FACTS = (130.0, 196.0)  # points for the facts at the right of the client: at least, at most


def arranged(paper: Paper, size: Size, logo: Size | None) -> tuple[list[Page], Size]:
    """The pages and their size: lying where a table is too wide for a standing page. `logo`: the fitted picture."""
    tables = [block for block in paper.blocks if isinstance(block, Grid)]
    if not columns.fits(tables, size[0] - LEFT - RIGHT):
        size = (size[1], size[0])
    sheets = Sheets(size)
    _letterhead(sheets, paper, logo)
    _parties(sheets, paper)
    plans = iter(columns.layouts(tables, sheets.left, sheets.width))
    for place, block in enumerate(paper.blocks):
        if isinstance(block, Grid):
            grids.draw(sheets, block, next(plans), _after(paper.blocks, place, sheets))
        else:
            blocks.draw(block, sheets)
    _feet(sheets, paper)
    return sheets.pages, size


def _after(every: Sequence[Block], place: int, sheets: Sheets) -> float:
    """What must stand on the page of a table's last row."""
    block = every[place]
    following = every[place + 1] if place + 1 < len(every) else None
    if not (isinstance(block, Grid) and block.kept and following):
        return 0.0
    return grids.AFTER + blocks.height(following, sheets)


def _letterhead(sheets: Sheets, paper: Paper, logo: Size | None) -> None:
    """The builder at the left, what the paper is at the right, a rule below."""
    top, left, half = sheets.place, sheets.left, sheets.width * 0.54
    if logo:
        sheets.put(Logo(left, sheets.y - logo[1], *logo))
        sheets.down(logo[1] + 6)
    if paper.builder.name:
        sheets.lines(_BUILDER.wrap(paper.builder.name, half), left, _BUILDER)
    for words in paper.builder.lines:
        sheets.lines(_QUIET.wrap(words, half), left, _QUIET)
    end = sheets.place
    sheets.go(top)
    _heading(sheets, paper, sheets.width - half - 16)
    sheets.below([end, sheets.place])
    sheets.down(10)
    sheets.put(Rule(left, sheets.y, sheets.width, ACCENT, 1.2))
    sheets.down(6)


def _heading(sheets: Sheets, paper: Paper, room: float) -> None:
    sheets.heading(paper.name)
    sizes = range(_LARGEST, _SMALLEST, -1)
    size = next((size for size in sizes if Style(BOLD, size).width(paper.kind) <= room), _SMALLEST)
    sheets.down(size * 0.9)
    sheets.put(Text(sheets.right, sheets.y, paper.kind, Style(BOLD, size, ACCENT), right=True))
    sheets.down(4)
    for words, style in ((paper.number, _NUMBER), (paper.title, _TITLE)):
        if words:
            sheets.lines(style.wrap(words, room), sheets.right, style, right=True)


def _parties(sheets: Sheets, paper: Paper) -> None:
    """The client and the project at the left, the facts at the right."""
    top = sheets.place
    facts = [(label, plain(value)) for label, value in paper.facts]
    labels = max((_BODY.width(label) for label, _ in facts), default=0.0) + 14
    values = max((_BODY.width(line) for _, value in facts for line in value.split("\n")), default=0.0)
    room = min(max(labels + values, _FACTS[0]), _FACTS[1])
    half = (sheets.width - room - 2 * 24) / 2
    ends = []
    for at, (label, party) in enumerate((("For", paper.client), ("Project", paper.project))):
        sheets.go(top)
        if party.name:
            _party(sheets, sheets.left + at * (half + 24), half, label, party)
        ends.append(sheets.place)
    sheets.go(top)
    _facts(sheets, facts, sheets.right - room, labels)
    sheets.below([*ends, sheets.place])
    sheets.down(12)


def _party(sheets: Sheets, x: float, room: float, label: str, party: Address) -> None:
    sheets.lines([label], x, _LABEL)
    sheets.lines(_NAME.wrap(party.name, room), x, _NAME)
    for words in party.lines:
        sheets.lines(_BODY.wrap(words, room), x, _BODY)


def _facts(sheets: Sheets, facts: Sequence[tuple[str, str]], left: float, labels: float) -> None:
    quiet = Style(PLAIN, 9.0, SOFT)
    sheets.down(1)
    for label, value in facts:
        for at, line in enumerate(_BODY.wrap(value, sheets.right - left - labels + 0.05)):
            if _BODY.leading > sheets.room:
                sheets.turn()
            sheets.down(_BODY.leading)
            if not at:
                sheets.put(Text(left, sheets.y, label, quiet))
            sheets.put(Text(sheets.right, sheets.y, line, _BODY, right=True))


def _feet(sheets: Sheets, paper: Paper) -> None:
    """The foot of every page: what paper it is, its seal, and which page of how many."""
    y = BOTTOM - 24
    for number, page in enumerate(sheets.pages, 1):
        of_all = Text(sheets.right, y, f"Page {number} of {len(sheets.pages)}", _FOOT, right=True)
        end = f"  ·  {paper.foot}" if paper.foot else ""
        names = [paper.builder.name, paper.name] if number > 1 else [paper.name]
        room = of_all.start - sheets.left - 24 - _FOOT.width(end)
        words = cut(", ".join(filter(None, map(on_one_line, names))), PLAIN, _FOOT.size, room)
        page.marks += [Rule(sheets.left, y + 12, sheets.width), Text(sheets.left, y, words + end, _FOOT), of_all]
