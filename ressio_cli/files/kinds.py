"""Kinds of words: how one word of a file becomes a value, and what is said when it does not.

Room: files.  Problems: field.money, field.number, field.percent, field.date, field.truth, field.choice, field.whole,
field.id, field.terms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Generic, TypeVar

from ressio_cli.model.money import WHOLE, Currency, Money, Percent, read_number, read_percent
from ressio_cli.model.numbering import is_id
from ressio_cli.model.terms import FORMS, read_terms

T = TypeVar("T")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_ANY_PERCENT = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,60})?%", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,12}", re.ASCII)
_TRUTHS = {"true": True, "false": False}
_TOP = Percent(Decimal(1000))
NO_DAY = date.min  # stands where a required day could not be read; the problem stops what would use it
NONE = Percent(Decimal(0))
RESERVED = ("all", "retainage")


@dataclass(frozen=True, slots=True, eq=False)
class Kind(Generic[T]):
    """One type of field. `read` answers None for a word that is not of this type.

    `wanted` completes "… is wanted"; `pattern` is for the JSON Schema; `bare` is the TOML type that may stand unquoted.
    """

    name: str
    code: str
    wanted: str
    read: Callable[[str], T | None]
    hint: str = ""
    pattern: str = ""
    choices: tuple[str, ...] = ()
    bare: str = ""


def _read_day(word: str) -> date | None:
    try:
        return date.fromisoformat(word) if _DAY.fullmatch(word) else None
    except ValueError:
        return None


def _read_rate(word: str) -> Percent | None:
    percent = read_percent(word)
    return percent if percent and not percent.value.is_signed() and percent <= WHOLE else _nothing(percent)


def _read_to_date(word: str) -> Percent | None:
    percent = read_percent(word)
    return percent if percent and not percent.value.is_signed() and percent <= _TOP else _nothing(percent)


def _nothing(percent: Percent | None) -> Percent | None:
    """Zero is a percent in every range, `-0%` too."""
    return Percent(Decimal(0)) if percent is not None and not percent else None


def _read_whole(word: str) -> int | None:
    return int(word) if _WHOLE.fullmatch(word) else None


def _read_item_id(word: str) -> str | None:
    return word if is_id(word) and word.lower() not in RESERVED else None


_PERCENT_SIGN = "write the sign: `18%`"

TEXT: Kind[str] = Kind("text", "field.kind", "a text", lambda word: word)
NUMBER = Kind(
    "number", "field.number", "a number with at most six decimals, such as 12.5", lru_cache(4096)(read_number),
    "write digits and a decimal point only", r"^-?[0-9][0-9,]*(\.[0-9]{1,6})?$",
)  # fmt: skip
MARKUP = Kind(
    "percent, may be negative", "field.percent", "a percent such as 18% or -5%", lru_cache(1024)(read_percent),
    _PERCENT_SIGN, r"^-?[0-9]{1,6}(\.[0-9]{1,6})?%$",
)  # fmt: skip
AGREED = Kind(
    "percent, may be negative, of any number of decimals", "field.percent", "a percent such as 18.8%",
    lambda word: Percent(Decimal(word[:-1])) if _ANY_PERCENT.fullmatch(word) else None,
    _PERCENT_SIGN, r"^-?[0-9]{1,40}(\.[0-9]{1,60})?%$",
)  # fmt: skip
RATE = Kind(
    "percent", "field.percent", "a percent from 0% to 100%, such as 8.25%", lru_cache(1024)(_read_rate),
    _PERCENT_SIGN, r"^-?[0-9]{1,3}(\.[0-9]{1,6})?%$",
)  # fmt: skip
TO_DATE = Kind(
    "percent to date", "field.percent", "a percent to date such as 60%", lru_cache(1024)(_read_to_date),
    "write what is complete until now, with the sign: `60%`", r"^-?[0-9]{1,4}(\.[0-9]{1,6})?%$",
)  # fmt: skip
DAY = Kind(
    "date", "field.date", "a day of the calendar such as 2026-03-31", lru_cache(4096)(_read_day),
    "write YYYY-MM-DD", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", bare="date",
)  # fmt: skip
TRUTH = Kind("truth", "field.truth", "`true` or `false`", _TRUTHS.get, "write `true` or `false`", bare="truth")
WHOLE_NUMBER = Kind(
    "whole number", "field.whole", "a whole number such as 2647", _read_whole, "write digits only",
    "^[0-9]{1,12}$", bare="number",
)  # fmt: skip
ID = Kind(
    "id", "field.id", "an id such as INV-0003", lambda word: word if is_id(word) else None,
    "use letters, digits, `.`, `_` and `-`, and start with a letter or digit", "^[A-Za-z0-9][A-Za-z0-9._-]*$",
)  # fmt: skip
ITEM_ID = Kind(
    "id", "field.id", "an id such as 03-100", _read_item_id,
    "use letters, digits, `.`, `_` and `-`, start with a letter or digit; `all` and `retainage` are taken",
    "^[A-Za-z0-9][A-Za-z0-9._-]*$",
)  # fmt: skip
TERMS = Kind(
    "terms", "field.terms", "one of the known terms", lambda word: word if read_terms(word) else None,
    f"write one of: {FORMS}",
)  # fmt: skip


@lru_cache(64)
def money_of(currency: Currency) -> Kind[Money]:
    """Money of this currency. Words come again and again (`0.00`), so they are remembered."""
    example = str(currency.round(Decimal(1250)))
    limit = f"at most {currency.digits} decimals" if currency.digits else "no decimals"
    digits = currency.digits
    canonical = re.compile(f"-?[0-9]{{1,12}}\\.[0-9]{{{digits}}}", re.ASCII).fullmatch

    def read(word: str) -> Money | None:
        """In canonical form the digits are the whole units; all else is the currency's to judge."""
        if digits and canonical(word):
            return Money(int(word.replace(".", "")), digits)
        return currency.read(word)

    decimals = f"(\\.[0-9]{{1,{currency.digits}}})?" if currency.digits else ""
    return Kind(
        "money", "field.money", f"an amount such as {example}", lru_cache(65536)(read),
        f"write digits and {limit}: no currency sign, no exponent", f"^-?[0-9][0-9,]*{decimals}$",
    )  # fmt: skip


@lru_cache(64)
def one_of(choices: tuple[str, ...]) -> Kind[str]:
    """One of a few words."""
    wanted = "one of " + ", ".join(choices)
    return Kind(
        "choice", "field.choice", wanted, lambda word: word if word in choices else None, choices=choices
    )  # fmt: skip
