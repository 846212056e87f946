"""Letters that join, stack or change their shape with their neighbours: Arabic, Devanagari, Thai and the like.

Room: views.  Pure.

The shapes and places of glyphs are HarfBuzz's (uharfbuzz, of the extra `scripts`). A glyph is drawn under a code point
of its own in a private plane, made from its number in the font: so the same text gives the same bytes whatever was
drawn before it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from ressio_cli.model.record import dataclass

PRIVATE = 0xF0000  # + the glyph's number; plane 15 holds private characters only

# Scripts whose letters are shaped: from Hebrew to Myanmar, Khmer to Vedic, and those of the later blocks.
_SHAPED = (
    (0x0590, 0x109F), (0x1780, 0x18AF), (0x1900, 0x1C7F), (0x1CD0, 0x1CFF), (0xA800, 0xABFF), (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFE), (0x10800, 0x11FFF), (0x1E800, 0x1EFFF),
)  # fmt: skip
JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph as it is drawn: its code point, the text it stands for, its advance and offset in 1/1000 of the size.

    `text` is empty for a further glyph of the same letter; `natural` is the advance of the glyph by itself.
    """

    code: int
    text: str
    natural: float
    advance: float
    right: float
    up: float


@cache
def available() -> bool:
    """Return whether uharfbuzz is installed."""
    try:
        import uharfbuzz  # noqa: F401  its presence is asked
    except ImportError:
        return False
    return True


def is_shaped(text: str) -> bool:
    """Return whether a text has letters of a script that is shaped."""
    return any(first <= ord(sign) <= last for sign in text if sign >= "\u0590" for first, last in _SHAPED)


@cache
def _font(name: str, data: bytes) -> Any:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(data)))


def shape(text: str, name: str, data: bytes, leftward: bool) -> tuple[Glyph, ...]:
    """Return the glyphs of a run of one direction in a font, from left to right as they are seen.

    `name` and `data` are the font's name and bytes.
    """
    import uharfbuzz

    font = _font(name, data)
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftward else "ltr"
    uharfbuzz.shape(font, buffer)
    letters = _letters(text, [info.cluster for info in buffer.glyph_infos])
    scale = 1000 / font.face.upem
    return tuple(
        Glyph(
            code=PRIVATE + info.codepoint,
            text=letter,
            natural=font.get_glyph_h_advance(info.codepoint) * scale,
            advance=position.x_advance * scale,
            right=position.x_offset * scale,
            up=position.y_offset * scale,
        )
        for info, position, letter in zip(buffer.glyph_infos, buffer.glyph_positions, letters, strict=True)
    )


def _letters(text: str, clusters: list[int]) -> list[str]:
    """Return the text that each glyph stands for; the first glyph of a cluster has all of it."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    letters, seen = [], set()
    for cluster in clusters:
        letters.append("" if cluster in seen else text[cluster : ends[cluster]])
        seen.add(cluster)
    return letters
