"""Pictures: PNG and JPEG made ready for a page, no larger than a printer can show.

Room: views.  Pure.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from functools import lru_cache
from typing import Any

from ressio_cli.model.record import dataclass
from ressio_cli.views.pdf.sheets import Size

_DOTS = 4.0  # for each point: about 300 an inch
_ORIENTATION = 0x0112
_TURNS = {3: 180, 6: 270, 8: 90}  # degrees to the left, by the camera's mark
_PLAIN = ("L", "RGB", "CMYK")
_BROKEN = (OSError, ValueError, SyntaxError, ArithmeticError, LookupError, TypeError, EOFError, AttributeError)


class NoPicture(ValueError):
    """These bytes are no picture that can be shown; why."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be drawn: `turned` degrees to the left it is `wide` by `high`."""

    image: Any  # the bytes of a JPEG, or an image
    wide: float
    high: float
    turned: int = 0

    def fitted(self, room: Size) -> Size:
        """Its size when it fills that much room one way or the other."""
        factor = min(room[0] / self.wide, room[1] / self.high)
        return self.wide * factor, self.high * factor


def is_picture(data: bytes) -> bool:
    """The first bytes are those of PNG or JPEG."""
    return data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


@lru_cache(2)
def opened(data: bytes, room: Size) -> Picture:
    """The picture for a place of that size; raises NoPicture where the bytes are damaged or would fill the memory."""
    from PIL import Image

    if not is_picture(data):
        raise NoPicture("it is neither PNG nor JPEG")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            image.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise NoPicture("it has too many dots") from None
    except (*_BROKEN, struct.error, zlib.error):
        raise NoPicture("it is damaged") from None
    if image.format == "JPEG" and image.mode in _PLAIN:
        return _photograph(data, image, room)
    image = _flat(image)
    image.thumbnail((int(room[0] * _DOTS), int(room[1] * _DOTS)))
    return Picture(image, *image.size)


def _photograph(data: bytes, image: Any, room: Size) -> Picture:
    """A JPEG as it is, but for one far too large for its place."""
    turned = _TURNS.get(image.getexif().get(_ORIENTATION, 1), 0)
    wide, high = image.size[::-1] if turned in (90, 270) else image.size
    if len(data) > 200_000 and wide > 2 * _DOTS * room[0] and high > 2 * _DOTS * room[1]:
        image = image.convert("RGB")
        image.thumbnail((int(max(room) * _DOTS), int(max(room) * _DOTS)))
        return Picture(image, wide, high, turned)
    return Picture(data, wide, high, turned)


def _flat(image: Any) -> Any:
    """In a form that ReportLab embeds: grey, colors, or colors with what is seen through."""
    if image.mode.startswith("I"):  # sixteen bits a dot
        image = image.convert("I").point(lambda dot: dot / 256).convert("L")
    if "A" in image.mode or "transparency" in image.info:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB") else image.convert("RGB")
