"""The lines of drafts say one thing: an amount is what its percent, its cost or its quantity make of it.

Room: rules.  Problems: draft.arithmetic.

What a draft's line should be today is asked at release (`line.stale`); here only what the line says of itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.invoice import Draft, Line
from ressio_cli.model.problem import Problem
from ressio_cli.rules.arithmetic import contradiction
from ressio_cli.rules.book import Book


def lines_add_up(book: Book) -> Iterator[Problem]:
    """No line of a draft contradicts itself."""
    for draft in book.project.drafts:
        for place, section in enumerate(draft.sections, 1):
            for at, line in enumerate(section.lines, 1):
                why = contradiction(line, book.project.currency)
                if why:
                    yield _finding(draft, line, f"{place}.{at}", why)


def _finding(draft: Draft, line: Line, place: str, why: str) -> Problem:
    name = line.source or line.description or f"line {place}"
    return Problem(
        "draft.arithmetic",
        f"{draft.id}: {name} is {line.amount.grouped()}, but {why}",
        line.origin.at("amount"),
        f"ressio invoice edit {draft.id} --refresh, or correct the line",
        subjects=(draft.id,),
    )
