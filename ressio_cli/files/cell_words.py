"""What a spreadsheet's cell holds as a word, and whether the cell shows that word or another.

Room: files.

An amount may be shown rounded or with a currency sign, and is still that amount. An id or a code is what is shown: a
number 3300 with the format 00000 is 03300 to whoever looks at the sheet.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ressio_cli.files.table_rows import Oddity
from ressio_cli.model.money import plain_number

_AS_TEXT = "make the cell text: format the column as text and type it again, or put an apostrophe before it"
_GENERAL_DIGITS = 10  # so many significant digits a cell without a format of its own shows of a broken number,
_GENERAL_LARGEST = 10**11  # and whole numbers below this
_PLACEHOLDERS = re.compile(r"([#?0,]*)(?:\.(0*))?")
_NOTHING = '""'  # a part of a format that shows nothing at all
_PADDING = re.compile(r'\[[^\]]*\]|_.|\*.|"\s*"')  # colours, conditions, widths
_SCALED = re.compile(r"[#0?],+(?:\.|$|[^#0?,.])")
_SHORTENED = re.compile(r"-?[0-9](?:\.[0-9]+)?E\+[0-9]+", re.ASCII)


def word_of(value: Any, number_format: str) -> tuple[str, Oddity | None]:
    """The word that a file would hold for a cell: no float noise, percents with their sign, days as YYYY-MM-DD."""
    if value is None:
        return "", None
    if isinstance(value, str):
        word = value.strip()
        return word, shortened(word)
    if isinstance(value, bool):
        word = "true" if value else "false"
        return word, _shown_otherwise(f"holds a truth value and shows {word.upper()}")
    if isinstance(value, (int, float)):
        return _number_word(value, number_format)
    word = _day_word(value)
    return word, _shown_otherwise(f"holds the date {word} and shows it as {number_format}")


def shortened(word: str) -> Oddity | None:
    """A long number that a spreadsheet shortened, in a table that was saved from one."""
    if "E+" in word and _SHORTENED.fullmatch(word):
        return _shown_otherwise(f"holds {word}, a long number whose last digits a spreadsheet left out")
    return None


def _number_word(value: int | float, number_format: str) -> tuple[str, Oddity | None]:
    number = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    section = _section(number_format, number)
    if "%" in section:
        word = f"{plain_number(number * 100)}%"
        return word, _unless_shown(word, _shown(number * 100, section.replace("%", "")), number_format, "%")
    word = plain_number(number)
    if _SCALED.search(section):
        reason = f"holds {word} and shows it divided by a thousand or more (format {number_format})"
        return word, Oddity(code="table.display", reason=reason, hint="give the column a format without scaling")
    return word, _unless_shown(word, _shown(number, section), number_format)


def _unless_shown(word: str, shown: str | None, number_format: str, sign: str = "") -> Oddity | None:
    if shown is not None and shown + sign == word:
        return None
    what = f"shows {shown}{sign}" if shown is not None else "shows it otherwise"
    return _shown_otherwise(f"holds the number {word} and {what} (format {number_format})")


def _shown_otherwise(reason: str) -> Oddity:
    return Oddity(code="table.display", reason=reason, hint=_AS_TEXT, only_as_text=True)


def _section(number_format: str, number: Decimal) -> str:
    """The part of a format that is for this number: for above zero, below it, and zero itself."""
    parts = [part or _NOTHING for part in _PADDING.sub("", number_format or "General").split(";")]
    if number < 0 and len(parts) > 1:
        return parts[1]
    return parts[2] if not number and len(parts) > 2 else parts[0]


def _shown(number: Decimal, section: str) -> str | None:
    """What a cell shows; None where that cannot be told from the format."""
    if section in ("General", "@"):
        is_whole, digits = number == number.to_integral_value(), len(number.normalize().as_tuple().digits)
        fits = abs(number) < _GENERAL_LARGEST and (is_whole or digits <= _GENERAL_DIGITS)
        return plain_number(number) if fits else None
    match = _PLACEHOLDERS.fullmatch(section)
    if match is None:
        return None
    whole, decimals = match[1], len(match[2] or "")
    rounded = abs(number).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    before, _, after = f"{rounded:f}".partition(".")
    before = before.zfill(whole.count("0")) if whole.count("0") else before.lstrip("0")
    before = f"{int(before or 0):,}" if "," in whole and whole.count("0") <= 1 else before
    sign = "-" if number < 0 else ""
    return f"{sign}{before}.{after}" if after else f"{sign}{before}"


def _day_word(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)
