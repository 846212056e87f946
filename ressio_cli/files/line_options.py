"""Options that edit the lines of a bill or the items of a change: `--amount 2=8400`, `--tax 1=none`, `--drop 3`.

Room: files.  Problems: option.pair, option.twice, option.item.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ressio_cli.files import item_options, options
from ressio_cli.model.line_edits import LineEdits
from ressio_cli.model.money import Currency, product, read_number
from ressio_cli.model.problem import misused

Words = Mapping[str, Sequence[str] | None]  # what was given, by option
Fields = dict[str, Any]

_PRODUCT = re.compile(r"(-?[0-9][0-9.,]*)\s*\*\s*(-?[0-9][0-9.,]*)")
_NONE = "none"


def bill_lines(words: Words, currency: Currency) -> LineEdits:
    """The edits of a bill's lines."""
    return _edits(
        words,
        {
            "--amount": lambda word: _bill_amount(word, currency),
            "--markup": lambda word: {"markup": _maybe(word, lambda: options.percent("--markup", word))},
            "--tax": lambda word: {"taxed": item_options.taxed_word(word)},
            "--code": lambda word: {"code": _text(word)},
            "--for": lambda word: {"item": _text(word), "change": ""},
            "--text": lambda word: {"description": word},
        },
        item_options.bill_lines(words.get("--line") or (), currency),
    )


def change_items(words: Words, currency: Currency) -> LineEdits:
    """The edits of a change's items. A price replaces the markup, and a markup the price."""
    return _edits(
        words,
        {
            "--cost": lambda word: _item_cost(word, currency),
            "--price": lambda word: _price(word, currency),
            "--markup": lambda word: {
                "markup": _maybe(word, lambda: options.percent("--markup", word)),
                "price": None,
            },
            "--tax": lambda word: {"taxed": item_options.taxed_word(word)},
            "--code": lambda word: {"code": _text(word)},
            "--for": lambda word: {"item": _text(word)},
            "--name": lambda word: {"name": word},
        },
        item_options.change_items(words.get("--item") or (), currency),
    )


def _edits(words: Words, readers: Mapping[str, Callable[[str], Fields]], added: tuple[Any, ...]) -> LineEdits:
    fields: dict[str, Fields] = {}
    for option, read in readers.items():
        for line, word in _by_line(option, words.get(option) or ()).items():
            fields.setdefault(line, {}).update(read(word))
    return LineEdits(fields=fields, dropped=tuple(words.get("--drop") or ()), added=added)


def _by_line(option: str, words: Iterable[str]) -> dict[str, str]:
    """`LINE=WORD` by line, each line once. What follows the first `=` is the word."""
    pairs: dict[str, str] = {}
    for word in words:
        line, equals, value = (part.strip() for part in word.partition("="))
        if not (line and equals and value):
            raise misused("option.pair", f"{option} {word!r} does not say LINE=VALUE", f"{option} 1=VALUE")
        if line in pairs:
            raise misused("option.twice", f"{option} names line {line} twice", "say it once")
        pairs[line] = value
    return pairs


def _bill_amount(word: str, currency: Currency) -> Fields:
    factors = _factors("--amount", word)
    if factors is None:
        return {"amount": options.money("--amount", word, currency), "hours": None, "rate": None}
    hours, rate = factors
    return {"amount": currency.round(product(hours, rate)), "hours": hours, "rate": rate}


def _item_cost(word: str, currency: Currency) -> Fields:
    factors = _factors("--cost", word)
    if factors is None:
        return {"cost": options.money("--cost", word, currency), "quantity": None, "unit_cost": None}
    quantity, unit_cost = factors
    return {"cost": None, "quantity": quantity, "unit_cost": unit_cost}


def _price(word: str, currency: Currency) -> Fields:
    price = _maybe(word, lambda: options.money("--price", word, currency))
    return {"price": None} if price is None else {"price": price, "markup": None}


def _factors(option: str, word: str) -> tuple[Any, Any] | None:
    """The two numbers of `16.5*62.00`; None for an amount alone."""
    match = _PRODUCT.fullmatch(word)
    if match is None:
        return None
    first, second = read_number(match[1]), read_number(match[2])
    if first is None or second is None:
        raise misused("option.item", f"{option} {word!r} is not NUMBER*NUMBER", "such as 16.5*62.00")
    return first, second


def _maybe(word: str, read: Callable[[], Any]) -> Any:
    return None if word == _NONE else read()


def _text(word: str) -> str:
    return "" if word == _NONE else word
