"""File names made from names that people write, in whatever script.

Room: files.

The name of a file only has to be readable and legal everywhere; what tells two records apart is written in them. So a
name that spells two vendors alike does no harm, and `rules.bill_identity` gives the second one a suffix.
"""

from __future__ import annotations

import re

_LONGEST = 80
_WORD = re.compile("[a-z0-9]+")


def latin(text: str) -> str:
    """The text in ASCII letters: `Müller` as `Muller`, `木材店` as `MuCaiDian`."""
    if text.isascii():
        return text
    from anyascii import anyascii  # its tables are read a block at a time, as they are needed

    return anyascii(text)


def bill_name(vendor: str, number_or_date: str) -> str:
    """The name of a bill's file, without its ending: `coastal-concrete-88121`."""
    parts = _hyphenated(vendor) or "bill", _hyphenated(number_or_date)
    return "-".join(part for part in parts if part)


def _hyphenated(text: str) -> str:
    return "-".join(_WORD.findall(latin(text).lower()))[:_LONGEST].strip("-")
