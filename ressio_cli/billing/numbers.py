"""The number an invoice takes: never one that was given before, and never below the highest of its series.

Room: billing.  Problems: invoice.number-taken, invoice.number-low, invoice.number-unknown.
"""

from __future__ import annotations

from collections.abc import Collection

from ressio_cli.model.invoice import Draft
from ressio_cli.model.numbering import is_id, numbered
from ressio_cli.model.problem import Refused, misused, refused
from ressio_cli.rules.book import Book
from ressio_cli.rules.checks.names import unknown_series
from ressio_cli.rules.series import Place, Series


def take_number(book: Book, draft: Draft, wished: str | None, history: Collection[str] = ()) -> str:
    """Return the number asked for, else the one the draft wishes, else the highest of the series plus one.

    `history` holds numbers that were given once and have no file any more. Refused while a file in `invoices/` fits no
    series: it may hide a number of this one.
    """
    series = book.series
    word = wished or draft.number
    if word:
        return _asked_for(series, word, history)
    hidden = list(unknown_series(book))
    if hidden:
        raise Refused(hidden)
    pattern = series.patterns[0]
    return numbered(max(series.numbers(pattern, history), default=0) + 1, pattern)


def _asked_for(series: Series, word: str, history: Collection[str]) -> str:
    place = _place(series, word)
    number, given = numbered(place.n, place.pattern), series.numbers(place.pattern, history)
    free = numbered(max(given, default=0) + 1, place.pattern)
    hint = f"the next one is free: --number {free}"
    if place.n in given:
        raise refused("invoice.number-taken", f"{number} is taken; numbers are never used twice", hint)
    if given and place.n < max(given):
        highest = numbered(max(given), place.pattern)
        raise refused("invoice.number-low", f"{number} is below {highest}, the highest number of its series", hint)
    return number


def _place(series: Series, word: str) -> Place:
    if not is_id(word):
        raise misused(
            "invoice.number-unknown", f"{word!r} cannot be a number", "letters, digits, '.', '_' and '-' only"
        )
    place = Place(series.patterns[0], int(word)) if word.isascii() and word.isdigit() else series.place(word)
    if place is None:
        known = " or ".join(series.patterns)
        hint = "ressio.toml names the series: billing.number, and earlier ones in billing.earlier_numbers"
        raise misused("invoice.number-unknown", f"{word} is no number of this project: {known}", hint)
    return place
