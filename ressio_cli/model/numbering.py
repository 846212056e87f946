"""Ids and numbers: how papers are named.

Room: model.

A pattern is the project's `billing.number`, such as `INV-{n:04}`: `{n}` or `{n:0W}` stands in it exactly once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from itertools import count

LONGEST_NAME = 40

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_PLACE = re.compile(r"\{n(?::0([1-9][0-9]?))?\}", re.ASCII)
_DIGITS = re.compile(r"[0-9]{1,18}", re.ASCII)


def is_id(word: str) -> bool:
    """ASCII letters, digits, `.`, `_`, `-`, starting with a letter or digit, at most 200."""
    return len(word) <= 200 and _ID.fullmatch(word) is not None


def is_pattern(word: str) -> bool:
    """The number's place stands in it exactly once, and what comes out is an id."""
    return len(_PLACE.findall(word)) == 1 and len(word) <= 60 and is_id(_PLACE.sub("1", word))


def numbered(n: int, pattern: str) -> str:
    """The id of the paper with the number `n`: `INV-0007`."""
    return _PLACE.sub(lambda place: f"{n:0{place[1] or 1}d}", pattern)


def number_of(id: str, pattern: str) -> int | None:
    """The number of a paper, however many zeros it is written with; None outside the series."""
    return number_between(id, *_around(pattern))


def number_between(id: str, before: str, after: str) -> int | None:
    """The number that stands between the two in an id; None where they are not its ends."""
    digits = id[len(before) : len(id) - len(after)]
    inside = id.startswith(before) and id.endswith(after) and _DIGITS.fullmatch(digits)
    return int(digits) if inside else None


def series_key(pattern: str) -> tuple[str, str]:
    """What two patterns of one series have in common: all but the width of the number, without regard to case."""
    before, after = _around(pattern)
    return before.lower(), after.lower()


def number_in(id: str, pattern: str) -> int | None:
    """The number of a paper however it is spelled: `inv-7` is number 7 of `INV-{n:04}`; None outside the series."""
    return number_of(id.lower(), pattern.lower())


def guessed_pattern(id: str) -> str:
    """The pattern that a number seems to be made by: its last digits count; empty where it has none."""
    digits = re.search(r"[0-9]+(?=[^0-9]*$)", id, re.ASCII)
    if digits is None:
        return ""
    width = f":0{len(digits[0])}" if digits[0].startswith("0") else ""
    pattern = f"{id[: digits.start()]}{{n{width}}}{id[digits.end() :]}"
    return pattern if is_pattern(pattern) else ""


def looks_like_number(word: str, *patterns: str) -> bool:
    """A person, or a disk that takes `a` for `A`, could mistake it for a number of one of the series."""
    return (word.isascii() and word.isdigit()) or any(number_in(word, pattern) is not None for pattern in patterns)


def same_name(first: str, second: str) -> bool:
    """Some disks take two names that differ only in case for one."""
    return first.casefold() == second.casefold()


def same_number(first: str, second: str) -> bool:
    """Two names are one number to a person: `CO-1` and `co-001`."""
    return _without_zeros(first) == _without_zeros(second)


def _without_zeros(name: str) -> str:
    return re.sub("[0-9]+", lambda digits: digits[0].lstrip("0") or "0", name.casefold())


def draft_id(title: str, day: date, taken: Collection[str], *patterns: str) -> str:
    """A short name for a draft, made from its title: not taken, and no number of the series."""
    name = _slug(title)[:LONGEST_NAME].strip("-") or f"draft-{day.isoformat()}"
    for _ in range(9):
        if looks_like_number(name, *patterns) or looks_like_number(f"{name}-2", *patterns):
            name = f"draft-{name}"[:LONGEST_NAME].strip("-")
    return free_name(name, taken)


def _around(pattern: str) -> tuple[str, str]:
    place = _PLACE.search(pattern)
    return (pattern[: place.start()], pattern[place.end() :]) if place else (pattern, "")


def _slug(text: str) -> str:
    """Lower case, accents folded, ASCII letters and digits joined by `-`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or the name with `-2`, `-3`, …: the first that differs from those taken in more than case."""
    folded = {other.casefold() for other in taken}
    names = (name if n == 1 else f"{name}-{n}" for n in count(1))
    return next(name for name in names if name.casefold() not in folded)
