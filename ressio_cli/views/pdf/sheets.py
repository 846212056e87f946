"""Pages being filled from the top: what stands where, before anything is drawn.

Room: views.  Pure.

A mark is one thing to draw: words, a line, a box or a picture. Points are counted from the lower left corner, as PDF
does; `y` falls as a page fills.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from ressio_cli.model.record import dataclass
from ressio_cli.views.pdf import faces, lines

LETTER, A4 = (612.0, 792.0), (595.28, 841.89)
LEFT = RIGHT = 48.0
TOP = 46.0
BOTTOM = 58.0

INK, SOFT, PALE, BAND = "#1b1f24", "#5c6570", "#d5dae0", "#f1f3f6"
ACCENT = "#1f4e79"

Size = tuple[float, float]
Place = tuple[int, float]  # a page, counted from 0, and the height on it


@dataclass(frozen=True, slots=True)
class Style:
    """How words look, and how far it is from line to line."""

    face: str = faces.PLAIN
    size: float = 9.0
    color: str = INK
    leading: float = 12.0

    def wrap(self, text: str, room: float) -> list[str]:
        """The lines of a text."""
        return lines.wrap(text, self.face, self.size, room)

    def width(self, words: str) -> float:
        """How wide words are."""
        return lines.width(words, self.face, self.size)


@dataclass(frozen=True, slots=True)
class Text:
    """Words on one line, to the right of x, or to the left of it where `right` is set."""

    x: float
    y: float
    words: str
    style: Style = Style()
    right: bool = False

    @property
    def start(self) -> float:
        """Where the first sign stands."""
        return self.x - self.style.width(self.words) if self.right else self.x


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle, from its lower left corner."""

    x: float
    y: float
    width: float
    height: float
    color: str = BAND


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""

    x: float
    y: float
    width: float
    color: str = PALE
    weight: float = 0.6


@dataclass(frozen=True, slots=True)
class Logo:
    """The picture of the letterhead, from its lower left corner."""

    x: float
    y: float
    width: float
    height: float


Mark = Text | Box | Rule | Logo


@dataclass(slots=True)
class Page:
    """The marks of one page, in reading order, and the headings that begin on it: their words, depth and height."""

    marks: list[Mark] = field(default_factory=list)
    headings: list[tuple[str, int, float]] = field(default_factory=list)


class Sheets:
    """The pages of one paper, and the pen's place on one of them."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.left = LEFT
        self.right = size[0] - RIGHT
        self.pages: list[Page] = [Page()]
        self.at = 0
        self.y = size[1] - TOP

    @property
    def page(self) -> Page:
        """The page the pen is on."""
        return self.pages[self.at]

    @property
    def place(self) -> Place:
        """Where the pen is."""
        return self.at, self.y

    @property
    def width(self) -> float:
        """The room between the margins."""
        return self.right - self.left

    @property
    def room(self) -> float:
        """What is left of the page below the pen."""
        return self.y - BOTTOM

    @property
    def whole(self) -> float:
        """The room on an empty page."""
        return self.size[1] - TOP - BOTTOM

    def turn(self) -> None:
        """Go on at the head of the next page."""
        self.at += 1
        if self.at == len(self.pages):
            self.pages.append(Page())
        self.y = self.size[1] - TOP

    def go(self, place: Place) -> None:
        """Put the pen back to where it was, to write something beside it."""
        self.at, self.y = place

    def below(self, places: Iterable[Place]) -> None:
        """Put the pen below all that was written side by side."""
        self.go(max(places, key=lambda place: (place[0], -place[1])))

    def need(self, height: float) -> None:
        """Go on at the next page where so much does not fit on this one; what fits on no page begins where it is."""
        if self.room < height <= self.whole:
            self.turn()

    def put(self, *marks: Mark) -> None:
        """Add marks to the page."""
        self.page.marks.extend(marks)

    def heading(self, words: str, depth: int = 0) -> None:
        """Remember a heading for the outline."""
        self.page.headings.append((words, depth, self.y))

    def down(self, points: float) -> None:
        """Move the pen down."""
        self.y -= points

    def lines(self, lines: Iterable[str], x: float, style: Style, right: bool = False) -> None:
        """Lines of words one below the other, over as many pages as they take."""
        for line in lines:
            if style.leading > self.room:
                self.turn()
            self.down(style.leading)
            if line:
                self.put(Text(x, self.y, line, style, right))
