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
    wish = wished or draft.number
    if wish:
        return _asked_for(series, wish, history)
    hidden = list(unknown_series(book))
    if hidden:
        raise Refused(hidden)
    pattern = series.patterns[0]
    return numbered(max(series.numbers(pattern, history), default=0) + 1, pattern)


def _asked_for(series: Series, wish: str, history: Collection[str]) -> str:
    place = _place(series, wish)
    number, given = numbered(place.n, place.pattern), series.numbers(place.pattern, history)
    free = numbered(max(given, default=0) + 1, place.pattern)
    hint = f"the next one is free: --number {free}"
    if place.n in given:
        raise refused("invoice.number-taken", f"{number} is taken; numbers are never used twice", hint)
    if given and place.n < max(given):
        highest = numbered(max(given), place.pattern)
        raise refused("invoice.number-low", f"{number} is below {highest}, the highest number of its series", hint)
    return number


def _place(series: Series, wish: str) -> Place:
    if not is_id(wish):
        raise misused(
            "invoice.number-unknown", f"{wish!r} cannot be a number", "letters, digits, '.', '_' and '-' only"
        )
    place = Place(series.patterns[0], int(wish)) if wish.isascii() and wish.isdigit() else series.place(wish)
    if place is None:
        known = " or ".join(series.patterns)
        hint = "ressio.toml names the series: billing.number, and earlier ones in billing.earlier_numbers"
        raise misused("invoice.number-unknown", f"{wish} is no number of this project: {known}", hint)
    return place
