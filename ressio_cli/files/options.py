"""Words of the command line made into values: `SOURCE=60`, `NAME=250+10%,taxed`, `8=`.

Room: files.  Problems: option.pair, option.twice, option.money, option.percent, option.date, option.show,
option.kind, option.tax, retainage.ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ressio_cli.files.amounts import refusal
from ressio_cli.model.money import Currency, Money, Percent, read_percent
from ressio_cli.model.problem import misused
from ressio_cli.model.settings import SHOWABLE

_MAYBE_PERCENT = re.compile(r"[1-9][0-9]?|100", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def money(option: str, word: str, currency: Currency) -> Money:
    """An amount from the command line."""
    amount = currency.read(word)
    if amount is None:
        raise refusal(option, word, currency)
    return amount


def percent(option: str, word: str) -> Percent:
    """A percent from the command line, with or without its sign; its range is judged where it is used."""
    found = read_percent(word if word.endswith("%") else f"{word}%")
    if found is None:
        raise misused("option.percent", f"{option} {word!r} is not a percent", "such as 60 or 8.25%")
    return found


def day(option: str, word: str) -> date:
    """A date from the command line."""
    try:
        if _DAY.fullmatch(word):
            return date.fromisoformat(word)
    except ValueError:
        pass
    raise misused("option.date", f"{option} {word!r} is not a date", "a date is written YYYY-MM-DD: 2026-03-31")


def _pairs(option: str, words: Iterable[str]) -> dict[str, str]:
    """`SOURCE=WORD` by source, each said once."""
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.rpartition("=")
        name = name.strip()
        if not equals or not name or not value.strip():
            raise misused("option.pair", f"{option} {word!r} does not say SOURCE=VALUE", f"such as {option} 03-100=60")
        if name in found:
            raise misused("option.twice", f"{option} says {name} twice", "say it once")
        found[name] = value.strip()
    return found


def percents(option: str, words: Iterable[str]) -> dict[str, Percent]:
    """`SOURCE=60` or `SOURCE=60%`."""
    return {name: percent(option, value) for name, value in _pairs(option, words).items()}


def amounts(option: str, words: Iterable[str], currency: Currency) -> dict[str, Money]:
    """`SOURCE=4200.00`."""
    return {name: money(option, value, currency) for name, value in _pairs(option, words).items()}


def tax_names(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """`SOURCE=none` or `SOURCE=NAME+NAME`."""
    pairs = _pairs("--tax", words)
    return {name: () if value == "none" else joined_names(value) for name, value in pairs.items()}


def joined_names(word: str) -> tuple[str, ...]:
    """Return the names of `GST+PST`; refused where one is empty."""
    names = [part.strip() for part in word.split("+")]
    if not all(names):
        raise misused("option.tax", f"{word!r} names no tax on one side of a +", "such as GST+PST, or none")
    return tuple(dict.fromkeys(names))


def retainage(word: str, currency: Currency) -> Percent | Money:
    """`10%` is a rate, `9785.00` an amount. A bare whole number from 1 to 100 may be meant as either."""
    if word.endswith("%"):
        return percent("--retainage", word)
    if _MAYBE_PERCENT.fullmatch(word):
        amount = f"{word}.{'0' * currency.digits}" if currency.digits else f"0{word}"
        raise misused(
            "retainage.ambiguous",
            f"--retainage {word} may be a rate or an amount",
            f"--retainage {word}% for a rate, --retainage {amount} for an amount",
        )
    return money("--retainage", word, currency)


def shown(shows: Sequence[str], hides: Sequence[str]) -> dict[str, bool]:
    """`--show NAME`, `--hide NAME`; several in one word are joined by commas."""
    found: dict[str, bool] = {}
    for option, words, value in (("--show", shows, True), ("--hide", hides, False)):
        for name in (part.strip() for word in words for part in word.split(",")):
            if name not in SHOWABLE:
                raise misused("option.show", f"{option} {name!r} is nothing an invoice shows", ", ".join(SHOWABLE))
            if found.get(name, value) != value:
                raise misused("option.twice", f"{name} is both shown and hidden", "say it once")
            found[name] = value
    return found


def answers(lines: Sequence[str], currency: Currency) -> dict[str, list[str]]:
    """What a person answered, as the options that say it: `CO-001`, `03-100=60%`, `03-100=4200.00`.

    A name alone is all that is left of it, as an amount is this invoice's claim and a percent is to date.
    """
    said: dict[str, list[str]] = {"percent": [], "amount": [], "rest": []}
    for line in lines:
        name, equals, value = line.rpartition("=")
        if not equals:
            said["rest"].append(line)
        elif value.strip().endswith("%"):
            percents("bill", [line])
            said["percent"].append(line)
        else:
            amounts("bill", [line], currency)
            said["amount"].append(line)
        if equals and not name.strip():
            raise misused("option.pair", f"{line!r} names nothing to bill", "such as 03-100=60%")
    return said


def paid_parts(
    words: Sequence[str], currency: Currency, alone: bool = True
) -> tuple[list[tuple[str, Money | None]], bool]:
    """`pay`'s words: `X`, `X=500`, `8=` (its whole balance), and in `X 500` the amount of the only invoice.

    Where the amount is said elsewhere (not `alone`), every word is an invoice.

    Answers each invoice word with what goes to it (None: its balance), and whether an amount was said.
    """
    if alone and len(words) == 2 and "=" not in words[0] and currency.read(words[1]) is not None:
        return [(words[0], currency.read(words[1]))], True
    parts: list[tuple[str, Money | None]] = []
    for word in words:
        name, equals, amount = word.partition("=")
        if not name:
            raise misused("option.pair", f"{word!r} names no invoice", "such as 7=500.00")
        parts.append((name, money(name, amount, currency) if equals and amount else None))
    return parts, any(amount is not None for _, amount in parts)


def one_of(option: str, word: str, choices: Sequence[str]) -> str:
    """A word that is one of a few."""
    if word not in choices:
        raise misused("option.kind", f"{option} is {word!r}", f"one of {', '.join(choices)}")
    return word
