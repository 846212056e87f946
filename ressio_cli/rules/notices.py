"""What the client knows of an invoice, and what becomes of the messages that wait.

Room: rules.  Problems: none.  Notes: message.waits, message.arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ressio_cli.model.invoice import Event, Released
from ressio_cli.model.notice import COPY, RELEASED, REMINDER, REVISED, SENT, UNKNOWN, VOID, Message, Notice, about
from ressio_cli.model.problem import Origin, Problem
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.rules.book import Book
from ressio_cli.rules.standing import standing

_NOTE = "client notified"  # what version 0.1 wrote when it queued a message
_NEVER_NOTED = "created"


@dataclass(frozen=True, slots=True)
class Reminder:
    """An invoice the client is to be reminded of, and the step that is due: days past due."""

    invoice: Released
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What becomes of a message once the outbox is sent: `notice` is told, or it is dropped for the reason `drop`.

    With neither it cannot be sent: it is about an invoice that is not there.
    """

    message: Message
    notice: Notice | None = None
    drop: str = ""


def knows(invoice: Released, messages: Iterable[Message]) -> bool:
    """The client was sent something about the invoice, or may have been.

    In files of version 0.1 a note says so, from the day the message was queued: it counts unless that message waits.
    """
    own = about(messages, invoice.id)
    if invoice.notified or any(message.state in (SENT, UNKNOWN) for message in own):
        return True
    waiting = sum(message.ready_made and not reminds(message) for message in own)
    return sum(map(noted, invoice.history)) > waiting


def noted(event: Event) -> bool:
    """Version 0.1 wrote into this event that the client was notified: alone, or behind a person's own note.

    Events that name who did them are of a later version, in which a note is never read.
    """
    words = event.note == _NOTE or event.note.endswith(f"; {_NOTE}")
    return words and not event.by and event.did != _NEVER_NOTED


def not_noted(invoice: Released) -> Released:
    """The invoice of version 0.1 without its last note that the client was notified: that message was never sent."""
    places = [place for place, event in enumerate(invoice.history) if noted(event)]
    if not places:
        return invoice
    before, event, after = invoice.history[: places[-1]], invoice.history[places[-1]], invoice.history[places[-1] + 1 :]
    note = event.note.removesuffix(_NOTE).removesuffix("; ")
    return replace(invoice, history=(*before, replace(event, note=note), *after))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What decides about messages: every fact whatever its date, the book as of the day, the messages, the day."""

    project: Project
    book: Book
    messages: Sequence[Message]
    day: date

    def invoice(self, notice: Notice) -> Released | None:
        """The invoice a notice is about."""
        return next((invoice for invoice in self.project.invoices if invoice.id == notice.invoice), None)

    def is_owed(self, id: str) -> bool:
        """The invoice is overdue on the day."""
        return any(invoice.id == id and is_owed(self.book, invoice, self.day) for invoice in self.book.project.invoices)


def prospects(facts: Facts, among: Iterable[Message] | None = None) -> list[Prospect]:
    """What becomes of each message that waits, as they came about; `among` some of them, or all.

    Of several about an invoice as it stands only the first is sent: it says what the others would.
    """
    outcomes: list[Prospect] = []
    covered: set[str] = set()  # the invoices that a message before tells of
    for message in facts.messages if among is None else among:
        if not message.waits or message.notice is None:
            continue
        prospect = prospect_of(facts, message)
        if prospect.notice and not reminds(message):
            if prospect.notice.invoice in covered:
                drop = f"another message tells of {prospect.notice.invoice}"
                prospect = replace(prospect, notice=None, drop=drop)
            covered.add(message.notice.invoice)
        outcomes.append(prospect)
    return outcomes


def prospect_of(facts: Facts, message: Message) -> Prospect:
    """What becomes of one message by itself, whether it waits or is sent once more."""
    notice = message.notice
    invoice = facts.invoice(notice) if notice else None
    if notice is None or invoice is None:
        return Prospect(message=message)
    known = knows(invoice, facts.messages)
    drop = _drop(facts, notice, invoice)
    if message.ready_made and notice.kind == VOID and not known:
        drop = f"the client was never notified of {invoice.id}"
    return Prospect(message=message, drop=drop, notice=None if drop else replace(notice, kind=_kind(notice, known)))


def _drop(facts: Facts, notice: Notice, invoice: Released) -> str:
    if notice.kind == VOID:
        return "" if invoice.void else f"{invoice.id} is not void"
    if invoice.void:
        return f"{invoice.id} is void"
    if notice.kind == REMINDER and not facts.is_owed(invoice.id):
        return f"nothing is overdue on {invoice.id}"
    return ""


def _kind(notice: Notice, known: bool) -> str:
    """Who was never notified gets the invoice, not a copy or a revision of it."""
    return RELEASED if notice.kind in (REVISED, COPY) and not known else notice.kind


def reminds(message: Message) -> bool:
    """It is a reminder."""
    return message.notice is not None and message.notice.kind == REMINDER


def waiting_about(messages: Iterable[Message], invoice: str) -> list[Message]:
    """The messages about an invoice that are still to be sent."""
    return [message for message in about(messages, invoice) if message.waits]


def reminders(book: Book, steps: Sequence[int], messages: Iterable[Message], day: date) -> Iterator[Reminder]:
    """The latest step that each overdue invoice has reached, unless that or a later one was reminded of before."""
    there = list(messages)
    for invoice in book.project.invoices:
        if not is_owed(book, invoice, day) or invoice.due is None:
            continue
        reached = max((days for days in steps if (day - invoice.due).days >= days), default=None)
        if reached is not None and not _reminded(about(there, invoice.id), reached):
            yield Reminder(invoice, reached)


def is_owed(book: Book, invoice: Released, day: date) -> bool:
    """It is overdue. Money that is on its way counts as paid: nobody is reminded of what a pending payment covers."""
    stands = standing(book, invoice, day)
    return stands.overdue and stands.still_due.positive


def _reminded(messages: Iterable[Message], days: int) -> bool:
    return any(reminds(message) and message.notice and message.notice.days >= days for message in messages)


def notes(messages: Iterable[Message], waits: int, hint: str) -> Iterator[Problem]:
    """What waits or may have arrived, for those who did not think of it."""
    if waits:
        count = f"{waits} messages wait" if waits > 1 else "1 message waits"
        yield Problem("message.waits", f"{count} to be sent", Origin("outbox"), hint, "note")
    for message in messages:
        if message.state == UNKNOWN:
            hint = f"ask the client, then: ressio outbox send --again {message.name}"
            origin = Origin(message.file)
            yield Problem("message.arrived", "this message may have arrived, or may not", origin, hint, "note")
