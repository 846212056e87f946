"""Whether the client was told of an invoice, and of which overdue ones the client is to be reminded.

Room: rules.  Problems: none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ressio_cli.model.invoice import Released
from ressio_cli.model.notice import Message, step, told_of
from ressio_cli.model.record import dataclass
from ressio_cli.rules.book import Book
from ressio_cli.rules.standing import standing

NOTIFIED = "client notified"
_AND = "; "


@dataclass(frozen=True, slots=True)
class Reminder:
    """An invoice the client is to be reminded of, and the step that is due: days past due."""

    invoice: Released
    days: int


def was_told(invoice: Released) -> bool:
    """The client was told of the invoice: its history says so, by the release or later."""
    return any(NOTIFIED in event.note.split(_AND) for event in invoice.history)


def marked(invoice: Released) -> Released:
    """The invoice whose last event says that the client was told of it."""
    *before, last = invoice.history
    note = _AND.join(word for word in (last.note, NOTIFIED) if word)
    return replace(invoice, history=(*before, replace(last, note=note)))


def reminders(book: Book, steps: Sequence[int], messages: Iterable[Message], day: date) -> Iterator[Reminder]:
    """The latest step that each overdue invoice has reached, unless that or a later one was reminded of before."""
    there = list(messages)
    for invoice in book.project.invoices:
        if not is_owed(book, invoice, day) or invoice.due is None:
            continue
        reached = max((days for days in steps if (day - invoice.due).days >= days), default=None)
        if reached is not None and not _reminded(told_of(there, invoice.id), reached):
            yield Reminder(invoice, reached)


def is_owed(book: Book, invoice: Released, day: date) -> bool:
    """It is overdue. Money that is on its way counts as paid: nobody is reminded of what a pending payment covers."""
    stands = standing(book, invoice, day)
    return stands.overdue and stands.still_due.positive


def _reminded(told: Mapping[str, Message], days: int) -> bool:
    return any(what.startswith("reminder-") and step(what) >= days for what in told)
