"""A change and the bills that carry it out, asked for at once: one cost is billed once.

Room: billing.  Problems: change.billed-twice.

What is billed by a live invoice already is told by its source (`rules.carrying_out`). Here both sides of a link are
asked for in one command, while nothing has decided yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ressio_cli.model.invoice import Draft
from ressio_cli.model.problem import Problem, Refused
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book
from ressio_cli.rules.link_days import bills_on

IMPLIED = 1  # the highest rank of what is not named: one of `all`, or of the rest


def carried_twice(book: Book, asked: Mapping[str, int]) -> list[Source]:
    """The bill lines to leave out because the change they carry out is named; refused where both are named.

    `asked`: every source that is asked for, with the rank of the name that asks for it.
    """
    if not book.carrying_out.applies:
        return []
    passed: list[Source] = []
    problems: list[Problem] = []
    for line, items in book.carrying_out.items_of.items():
        named = [item for item in items if asked.get(item, 0) > IMPLIED]
        if line not in asked or not named:
            continue
        if asked[line] > IMPLIED:
            problems.append(_problem(book.sources[line], named))
        else:
            passed.append(book.sources[line])
    if problems:
        raise Refused(problems)
    return passed


def billed_meanwhile(book: Book, draft: Draft, day: date) -> Iterator[Problem]:
    """Why a draft may not be released on a day: from then on an invoice that is void now still bills the other side."""
    if not book.carrying_out.applies:
        return
    for line in draft.lines:
        for other in bills_on(book, _other_sides(book, line.source)):
            if other.until is not None and other.until > day:
                yield Problem(
                    "change.billed-twice",
                    f"{line.source} was billed on its other side by {other.invoice} until {other.until}",
                    line.origin,
                    f"ressio release {draft.id} --on {other.until}",
                    subjects=(line.source, other.invoice),
                )


def _other_sides(book: Book, source: str) -> set[str]:
    """What is linked with a source: the items a bill line carries out, or the lines that carry out an item."""
    out = book.carrying_out
    return {*out.items_of.get(source, ()), *out.lines_of.get(source, ())}


def _problem(line: Source, items: Sequence[str]) -> Problem:
    change = items[0].rpartition("/")[0]
    return Problem(
        "change.billed-twice",
        f"{line.id} carries out {items[0]}: one cost, billed by the change or by the bill, not by both",
        line.origin.at("change"),
        f"leave out one of --change {change} and --bill {line.id}",
        subjects=(line.id, *items),
    )
