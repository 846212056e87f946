"""Stored material: what of a source's billing to date lies on the site and is not yet built in.

Room: billing.  Problems: stored.not-here, stored.range.

It is part of what is billed, never added to it; an application for payment shows it in a column of its own, and
retainage may be held of it at a rate of its own. It is stated anew whenever the source is billed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ressio_cli.billing.register import CLAIMING
from ressio_cli.model.invoice import Line, Section
from ressio_cli.model.money import Money
from ressio_cli.model.problem import Misused, Problem


def with_stored(sections: Iterable[Section], stored: Mapping[str, Money]) -> tuple[Section, ...]:
    """The sections with what is said to be stored. Refused beyond what is billed to date, and off other lines.

    Where a source has several lines, the last says it.
    """
    sections = tuple(sections)
    if not stored:
        return sections
    problems = list(_problems(sections, stored))
    if problems:
        raise Misused(problems)
    last = {line.source: id(line) for section in sections for line in section.lines}

    def with_its_part(line: Line) -> Line:
        told_here = line.source in stored and last[line.source] == id(line)
        return replace(line, stored=stored[line.source]) if told_here else line

    return tuple(replace(section, lines=tuple(map(with_its_part, section.lines))) for section in sections)


def _problems(sections: tuple[Section, ...], stored: Mapping[str, Money]) -> Iterator[Problem]:
    lines = {line.source: line for section in sections if _may_store(section) for line in section.lines if line.source}
    for source, amount in stored.items():
        line = lines.get(source)
        if line is None:
            hint = "--stored goes with an item or change that is billed here"
            yield Problem("stored.not-here", f"--stored {source}: it is not billed here by progress", hint=hint)
            continue
        to_date = line.amount + line.previous if line.previous else line.amount
        if amount.negative or amount > max(to_date, amount.zero):
            message = f"{amount.grouped()} of {source} cannot be stored: {to_date.grouped()} of it is billed to date"
            yield Problem("stored.range", message, hint="what is stored is a part of what is billed to date")


def _may_store(section: Section) -> bool:
    return section.method in CLAIMING and CLAIMING[section.method].percents
