"""Lines that a person changed in the file itself: their amounts follow from what was changed.

Room: billing.  Problems: none of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from ressio_cli.billing.actuals import same_part
from ressio_cli.billing.line_places import as_edited
from ressio_cli.billing.several_lines import each_line
from ressio_cli.billing.stale import again, claims_the_rest, restarted
from ressio_cli.billing.want import Want
from ressio_cli.model.invoice import Draft, Line, Released, Section
from ressio_cli.rules.arithmetic import made_of
from ressio_cli.rules.book import Book

Paper = TypeVar("Paper", bound=Draft | Released)


def computed(book: Book, before: Paper, edited: Paper) -> Paper:
    """The edited invoice with every line computed whose percent, quantity, cost, markup or amount was changed.

    What was changed counts: a new percent makes the amount, a new amount takes away the percent or cost that no
    longer makes it. Lines that were not touched stay as they are.
    """
    edited = _as_released(before, edited)
    old = _Lines(before.sections)
    times = Counter(line.source for line in edited.lines if line.source in book.sources)
    several = {source for source, count in times.items() if count > 1}
    touched: set[str] = set()

    def line_now(line: Line) -> Line:
        was = old.counterpart(line)
        if line.source not in several:
            return _line(book, before, was, line)
        made = _part(book, was, line)
        if made != was:
            touched.add(line.source)
        return made

    edited = replace(edited, sections=each_line(edited.sections, line_now))
    return replace(edited, sections=restarted(book, edited, touched)) if touched else edited


def _as_released(before: Paper, edited: Paper) -> Paper:
    """What a release wrote down stays: its day, its place in the order, its history, its figures."""
    if not isinstance(before, Released):
        return edited
    figures = ("taxes", "total", "recap", "history", "void", "content")
    facts = ("draft", "currency", "released", "revision", "seal", "replaces", "after", *figures)
    return replace(edited, **{name: getattr(before, name) for name in facts})


class _Lines:
    """The lines as they were, each given out once."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._lines = [line for section in sections for line in section.lines]

    def counterpart(self, line: Line) -> Line | None:
        """The line this one was: the same line, else one on its source or of its name."""
        for other in self._candidates(line):
            self._lines.remove(other)
            return other
        return None

    def _candidates(self, line: Line) -> Iterator[Line]:
        yield from (other for other in self._lines if other == line)
        yield from (
            other
            for other in self._lines
            if other.source == line.source and (line.source or other.description == line.description)
        )


def _line(book: Book, invoice: Draft | Released, old: Line | None, line: Line) -> Line:
    if not line.source:
        return _stated(book, old, line)
    source = book.sources.get(line.source)
    if source is None or (old is not None and _figures(old) == _figures(line)):
        return line
    return again(book, invoice, line, _want(book, invoice, old, line))


def _part(book: Book, old: Line | None, line: Line) -> Line:
    """One of several lines of a source: the percent or the amount that was changed counts."""
    source = book.sources[line.source]
    if old is not None and line.percent is not None and line.percent != old.percent:
        return as_edited(book, line, source, {"percents": line.percent})
    if old is not None and line.amount != old.amount:
        return as_edited(book, line, source, {"amounts": line.amount})
    return line


def _figures(line: Line) -> tuple[object, ...]:
    """What the amount of a line on a source goes with."""
    return (line.percent, line.amount, line.markup, line.cost, line.worth, line.previous)


def _want(book: Book, invoice: Draft | Released, old: Line | None, line: Line) -> Want:
    """What a changed line asks for: the percent, the amount, or the part of the cost, whichever was changed."""
    source = book.sources[line.source]
    want = Want(source=source, by_itself=True, markup=line.markup, taxed=line.taxed, over=line.over)
    amount_changed = old is not None and line.amount != old.amount
    if line.percent is not None and (old is None or line.percent != old.percent or not amount_changed):
        return replace(want, percent=line.percent)
    if old is not None and not amount_changed:
        if line.markup != old.markup:
            part = same_part(book.project.settings, source, old, line.markup)
            return replace(want, amount=None if claims_the_rest(book, invoice, old) else part)
        if line.cost != old.cost and line.cost is not None and source.cost and line.worth:
            return replace(want, amount=line.worth.portion(line.cost, source.cost))
    return replace(want, amount=line.amount)


def _stated(book: Book, old: Line | None, line: Line) -> Line:
    """A line on no source: its amount is what cost or quantity come to, unless the amount is what was changed."""
    made = made_of(line, book.project.currency)
    if made is None or made == line.amount:
        return line
    if old is not None and line.amount != old.amount and _parts(line) == _parts(old):
        return replace(line, cost=None, quantity=None, unit_cost=None, markup=None)
    return replace(line, amount=made)


def _parts(line: Line) -> tuple[object, ...]:
    return (line.cost, line.quantity, line.unit_cost, line.markup)
