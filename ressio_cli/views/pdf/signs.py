"""Text made ready for paper: composed, without what cannot be seen, controls shown as escapes.

Room: views.  Pure.  Whatever a person wrote comes onto paper through here; a canvas knows no markup, so that
nothing else can be meant by it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ressio_cli.views.pdf.shaping import JOINERS, is_shaped
from ressio_cli.views.safe import clean

# On paper these do nothing, so they are left out: soft hyphen, joiners, marks and isolates of direction, selectors.
_UNSEEN = dict.fromkeys(
    [0xAD, 0x34F, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202D), 0x2060, *range(0x2066, 0x206A),
     *range(0xFE00, 0xFE10), 0xFEFF, *range(0xE0100, 0xE01F0)]
)  # fmt: skip
_BREAKS = dict.fromkeys(map(ord, "\v\f\x85\u2028\u2029"), "\n")
_SPACES = dict.fromkeys(map(ord, "\t\xa0"), " ")
_TABLE: dict[int, str | None] = {**_UNSEEN, **_BREAKS, **_SPACES}
# Where letters are shaped, joiners say which of them join.
_JOINER = re.compile(f"([{JOINERS}])")
_SHAPED_TABLE = {point: to for point, to in _TABLE.items() if chr(point) not in JOINERS}


@lru_cache(4096)
def printed(text: str) -> str:
    """The text as it is printed; only line breaks are left of what is no sign."""
    if text.isascii() and text.isprintable():
        return text
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    if not is_shaped(lines):
        return clean(lines.translate(_TABLE), "\n")
    parts = _JOINER.split(lines.translate(_SHAPED_TABLE))
    return "".join(part if part in JOINERS else clean(part, "\n") for part in parts)


def on_one_line(text: str) -> str:
    """The text for a place that holds one line."""
    return " ".join(printed(text).split("\n"))
