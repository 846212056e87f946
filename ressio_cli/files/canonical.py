"""Values back to words: how a record's fields are written when a file is new.

Room: files.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ressio_cli.model.money import Money, Percent, plain_number
from ressio_cli.model.settings import Taxed
from ressio_cli.model.value import Plain, Value

Fact = str | bool | date | Decimal | Money | Percent | int | tuple[str, ...] | list[Value] | Mapping[str, Value] | None


def words(facts: Mapping[str, Fact]) -> dict[str, Value]:
    """The facts as words, in their order; what is None, an empty text or an empty collection is left out.

    But for taxes: that a line is under none of them may have been chosen for it.
    """
    written = {key: word(fact) for key, fact in facts.items() if fact is not None}
    return {key: value for key, value in written.items() if value or key == "taxed"}


def word(fact: Fact) -> Value:
    """One fact as the word, list or mapping that says it."""
    if fact is None or isinstance(fact, str):
        return fact or ""
    if isinstance(fact, bool):
        return Plain("true" if fact else "false")
    if isinstance(fact, Decimal):
        return Plain(plain_number(fact))
    if isinstance(fact, Mapping):
        return dict(fact)
    if isinstance(fact, (list, tuple)):
        return list(fact)
    return Plain(fact.isoformat() if isinstance(fact, date) else str(fact))


def taxed(names: Taxed) -> Fact:
    """The taxes of a line; None for false, what is said where nothing is. None of them by name: an empty list."""
    return None if names is False else names


def yes(truth: bool) -> Fact:
    """A truth that is left out when it is false."""
    return truth or None
