"""The order in which the signs of a line stand when some of them run from right to left.

Room: views.  Pure.

The Unicode bidirectional algorithm is python-bidi's (the extra `scripts`). Its one public function returns the text
in another order and no more; drawing also needs each sign's place in the text and its direction, to join letters, to
mirror brackets and to keep marks on their letters. So every sign is followed by its own number, written in control
characters of the class BN: the algorithm gives those the level of the sign before them and otherwise behaves as if
they were not there. Where the number stands before its sign, that sign runs to the left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from ressio_cli.model.record import dataclass

FIRST_RIGHT_TO_LEFT = "\u0590"  # no sign below runs to the left
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e\u200f"  # marks that give a line its direction
_ISOLATE, _END_OF_ISOLATE = "\u2066\u2069"
UNSEEN = _LEFT_TO_RIGHT + _RIGHT_TO_LEFT + _ISOLATE + _END_OF_ISOLATE
# Signed numbers, dates and telephone numbers. By itself the algorithm puts a minus sign behind its number among
# Hebrew words, and the year of 2026-03-31 last among Arabic ones.
_KEPT = re.compile(r"(?<![\w.,-])(?:[-+]?[0-9][0-9.,:/]*(?:-[0-9.,:/]+)+|[-+][0-9][0-9.,]*%?)(?![\w-])")

_START = "\x0e"
_DIGITS = "\x01\x02\x03\x04\x05\x06\x07\x08"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
# A neutral sign after the last one, so that the last number does not trail: trailing controls fall back to the
# direction of the line.
_END = "\u2022"

Base = Literal["L", "R"]


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of a line by its index in the text, and whether it runs to the left."""

    index: int
    leftward: bool


@cache
def available() -> bool:
    """Return whether python-bidi is installed."""
    try:
        import bidi  # noqa: F401  its presence is asked
    except ImportError:
        return False
    return True


def base_of(text: str) -> Base:
    """Return the direction of a paragraph: that of its first letter, else left to right."""
    from bidi import get_base_level

    return "R" if get_base_level(text) == 1 else "L"


def marked(line: str, base: Base) -> str:
    """Return a line of a paragraph of that direction, with a mark in front where its own letters say another."""
    return line if base_of(line) == base else (_LEFT_TO_RIGHT if base == "L" else _RIGHT_TO_LEFT) + line


def with_numbers_kept(line: str) -> str:
    """Return a line in which signed numbers, dates and telephone numbers stay whole: each is isolated."""
    return _KEPT.sub(rf"{_ISOLATE}\g<0>{_END_OF_ISOLATE}", line)


def visual_order(text: str, base: Base | None = None) -> list[Sign]:
    """Return the signs of one line from left to right as they are seen.

    `base` is the direction of its paragraph; None: that of its first letter.
    """
    from bidi import get_display

    width = _digits_for(len(text))
    numbered = "".join(sign + _number(index, width) for index, sign in enumerate(text))
    return _read(get_display(numbered + _END, base_dir=base or base_of(text)), text, width)


def _digits_for(count: int) -> int:
    width = 1
    while len(_DIGITS) ** width < count:
        width += 1
    return width


def _number(index: int, width: int) -> str:
    digits = []
    for _ in range(width):
        index, value = divmod(index, len(_DIGITS))
        digits.append(_DIGITS[value])
    return _START + "".join(reversed(digits))


def _read(seen: str, text: str, width: int) -> list[Sign]:
    """Read the numbers back: `sign START digits` runs to the right, `digits START sign` to the left."""
    signs: list[Sign] = []
    at = 0
    while at < len(seen):
        if seen[at] == _START:
            signs.append(Sign(_value(seen[at + 1 : at + 1 + width]), leftward=False))
            at += width + 1
        elif seen[at] in _VALUES and seen[at + width : at + width + 1] == _START:
            signs.append(Sign(_value(seen[at : at + width][::-1]), leftward=True))
            at += width + 2
        else:
            at += 1
    return signs


def _value(digits: Sequence[str]) -> int:
    value = 0
    for digit in digits:
        value = value * len(_DIGITS) + _VALUES[digit]
    return value
