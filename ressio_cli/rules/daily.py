"""Law 2 day by day: what released invoices claim of a source on every day from one on.

Room: rules.  Problems: none.

Today's claims may all fit while those dated up to a day in between do not: a credit that is dated before the bill it
takes back, or a bill dated before the void that made room for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from ressio_cli.model.invoice import Released
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.model.source import Source
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.revisions import edit_days, release_days, void_since
from ressio_cli.rules.sources import RETAINAGE, held_retainage
from ressio_cli.rules.strays import Stray, strays


@dataclass(frozen=True, slots=True)
class Overstepped:
    """A day on which an invoice moves a source outside zero and its worth, or further; `after` is the next day on
    which something changes, None where nothing does."""

    day: date
    after: date | None
    stray: Stray
    source: Source | None


def overstepped(book: Book, project: Project, invoice: Released, since: date) -> Iterator[Overstepped]:
    """Every day from `since` on, on which the invoice, new or changed in `project`, leaves zero and a worth.

    Worths are those of the book; what only a void leaves outside is not the invoice's doing.
    """
    ids = {line.source for line in invoice.lines if line.source}
    if not ids:
        return
    about = _about(project, ids)
    days = [since, *sorted(day for day in _days(about) if day > since)]
    for place, day in enumerate(days):
        past = as_of(about, day)
        then = _book(book, past, ids)
        found = list(strays(then, sorted(ids)))
        if not found:
            continue
        emptied = replace(past, invoices=tuple(_without_lines(one, invoice) for one in past.invoices))
        others = {stray.source: stray.beyond for stray in strays(_book(book, emptied, ids), sorted(ids))}
        after = days[place + 1] if place + 1 < len(days) else None
        for stray in found:
            if stray.beyond > others.get(stray.source, 0):
                yield Overstepped(day, after, stray, then.sources.get(stray.source))


def _about(project: Project, ids: Collection[str]) -> Project:
    """The project with no more than the invoices that bill the sources, hold what is billed back, or replace them.

    What an earlier revision billed counts too.
    """
    held = RETAINAGE in ids
    every = (*project.invoices, *project.superseded)
    chosen = {one.id for one in every if (held and one.held) or any(line.source in ids for line in one.lines)}
    names = chosen | {one.void.replaced_by for one in project.invoices if one.void and one.id in chosen}
    return replace(
        project,
        drafts=(),
        payments=(),
        invoices=tuple(one for one in project.invoices if one.id in names),
        superseded=tuple(one for one in project.superseded if one.id in names),
    )


def _days(project: Project) -> set[date]:
    """The days on which what is claimed may change."""
    released = release_days(project)
    days = set(released.values())
    for invoice in project.invoices:
        void = void_since(invoice, released)
        days |= {void} if void else set()
        days |= set(edit_days(invoice))
    return days


def _book(book: Book, past: Project, ids: Collection[str]) -> Book:
    known = {id: book.sources[id] for id in ids if id in book.sources and id != RETAINAGE}
    known |= {source.id: source for source in held_retainage(past)} if RETAINAGE in ids else {}
    return Book(past, known)


def _without_lines(invoice: Released, gone: Released) -> Released:
    return replace(invoice, sections=()) if invoice.id == gone.id else invoice
