"""Pages being filled from the top: what stands where, before anything is drawn.

Room: views.  Pure.

A mark is one thing to draw: words, a line, a box or a picture. Points are counted from the lower left corner, as PDF
does; `y` falls as a page fills.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ressio_cli.views.pdf import faces

LETTER, A4 = (612.0, 792.0), (595.28, 841.89)
LEFT = RIGHT = 48.0
TOP = 46.0
BOTTOM = 58.0

INK, SOFT, PALE, BAND = "#1b1f24", "#5c6570", "#d5dae0", "#f1f3f6"
ACCENT = "#1f4e79"


@dataclass(frozen=True, slots=True)
class Text:
    """Words on one line. `align`: left of x, or right of it."""

    x: float
    y: float
    words: str
    face: str = faces.PLAIN
    size: float = 9
    color: str = INK
    right: bool = False

    @property
    def start(self) -> float:
        """Where the first sign stands."""
        return self.x - faces.width(self.words, self.face, self.size) if self.right else self.x


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
class Picture:
    """A picture, fitted into a box from its lower left corner."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


Mark = Text | Box | Rule | Picture


@dataclass(slots=True)
class Page:
    """The marks of one page, in reading order, and the headings that begin on it."""

    marks: list[Mark] = field(default_factory=list)
    headings: list[tuple[str, float]] = field(default_factory=list)


class Sheets:
    """The pages of one paper, and the pen's place on the last of them."""

    def __init__(self, size: tuple[float, float]) -> None:
        self.size = size
        self.left = LEFT
        self.right = size[0] - RIGHT
        self.pages: list[Page] = []
        self.y = 0.0
        self.turn()

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self.pages[-1]

    @property
    def width(self) -> float:
        """The room between the margins."""
        return self.right - self.left

    @property
    def room(self) -> float:
        """What is left of the page."""
        return self.y - BOTTOM

    @property
    def whole(self) -> float:
        """The room on an empty page."""
        return self.size[1] - TOP - BOTTOM

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append(Page())
        self.y = self.size[1] - TOP

    def need(self, height: float) -> None:
        """Begin a new page where so much does not fit on this one; what fits on no page begins where it is."""
        if height > self.room and height <= self.whole:
            self.turn()

    def put(self, *marks: Mark) -> None:
        """Add marks to the page."""
        self.page.marks.extend(marks)

    def heading(self, words: str) -> None:
        """Remember a heading for the outline."""
        self.page.headings.append((words, self.y))

    def down(self, points: float) -> None:
        """Move the pen down."""
        self.y -= points

    def lines(self, lines: list[str], x: float, style: tuple[str, float, str], leading: float) -> None:
        """Lines of words one below the other, over as many pages as they take."""
        face, size, color = style
        for line in lines:
            if leading > self.room:
                self.turn()
            self.down(leading)
            self.put(Text(x, self.y, line, face, size, color))
