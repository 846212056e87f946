"""Where values hang in a text, what stands there, and what is to come: the parts a splice is reckoned from.

Room: files.
"""

from __future__ import annotations

from ressio_cli.files import emit
from ressio_cli.model.record import dataclass
from ressio_cli.model.value import Value


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a value hangs: right behind the offset `at`, of a dash (or the top) where a block may begin on that line,
    within brackets or not; lines of its own would stand `indent` spaces in."""

    at: int
    indent: int
    flow: bool
    dash: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """An entry or item in the text: from its key, dash or first sign to the end of its value."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class New:
    """An entry (with a key) or item to come, after the member `anchor`, or before all of them."""

    anchor: int | None
    key: str | None
    value: Value

    def flow(self) -> str:
        """As it stands inside brackets."""
        head = "" if self.key is None else f"{emit.name(self.key, True)}: "
        return head + emit.flow(self.value)

    def lines(self, indent: int) -> list[str]:
        """As it stands on lines of its own."""
        return emit.item(self.value, indent) if self.key is None else emit.entry(self.key, self.value, indent)
