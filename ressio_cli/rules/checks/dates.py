"""Days in their order: nothing is dated before what it rests on, and few things after today.

Room: rules.  Problems: date.order (a note in what version 0.1 or a person wrote).
Notes: date.future, invoice.revision-lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ressio_cli.model.invoice import Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import CREDIT, Payment
from ressio_cli.model.problem import Origin, Problem
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import credit, credit_figures
from ressio_cli.rules.order import is_of_first_form
from ressio_cli.rules.readiness import Readiness
from ressio_cli.rules.revisions import Dated, edit_days

_MOST = 1000  # revisions that are looked for
_TOLD = 3  # how many days to come are told one by one
_SOON = "until then figures leave it out; correct the date if it is a typing error"


def _misplaced(message: str, origin: Origin, subject: str, severity: str) -> Problem:
    hint = "correct the date that is wrong"
    return Problem("date.order", message, origin, hint, severity, subjects=(subject,))


def payments_in_order(book: Book) -> Iterator[Problem]:
    """Money settles, fails or is void after it was received."""
    for payment in book.project.payments:
        received, settled, severity = payment.received, payment.settled, _severity(payment.sealed)
        if settled and settled < received:
            message = f"{payment.id} cleared on {settled}, before it was received on {received}"
            yield _misplaced(message, payment.origin.at("settled"), payment.id, severity)
        for key, undone in (("failed", payment.failed), ("void", payment.void)):
            last, what = _last_step(payment)
            if undone and undone.on < last:
                message = f"{payment.id} {'failed' if key == 'failed' else 'was void'} on {undone.on}, {what} on {last}"
                yield _misplaced(message, payment.origin.at(key), payment.id, severity)


def _severity(sealed: bool) -> str:
    """What version 0.1 or a person wrote has no seal, and may have any date."""
    return "problem" if sealed else "note"


def credit_in_order(book: Book) -> Iterator[Problem]:
    """Credit is drawn for what is released, and when it is there."""
    released = {invoice.id: invoice.released for invoice in book.project.invoices}
    for payment in book.project.payments:
        if payment.method == CREDIT and payment.status == "cleared":
            late = [part for part in payment.applied if released.get(part.invoice, date.min) > payment.received]
            for part in late:
                day = released[part.invoice]
                message = (
                    f"{payment.id} draws credit for {part.invoice} on {payment.received}, before its release on {day}"
                )
                yield _misplaced(message, payment.origin.at("received"), payment.id, _severity(payment.sealed))
    short = _first_day_short(book)
    if short:
        day, owed = short
        out = [payment for payment in book.project.payments if payment.received == day]
        origin = out[-1].origin.at("received") if out else book.project.settings.origin
        message = f"the client's credit was {owed.grouped()} on {day}: more was drawn or sent back than there was then"
        yield Problem("date.order", message, origin, "ressio credit shows it; correct the date that is wrong", "note")


def _first_day_short(book: Book) -> tuple[date, Money] | None:
    """The first day on which credit was below zero and is not today; what was taken back since counts as it did."""
    entries = credit_figures(book).entries
    if not entries or entries[-1].balance.negative:
        return None
    ends = {entry.on: entry.balance for entry in entries}
    day = next((day for day, balance in ends.items() if balance.negative), None)
    if day is None:
        return None
    then = credit(Book(as_of(book.project, day)))
    return (day, then) if then.negative else None


def _last_step(payment: Payment) -> tuple[date, str]:
    if payment.settled and payment.settled > payment.received:
        return payment.settled, "before it cleared"
    return payment.received, "before it was received"


def changes_in_order(book: Book) -> Iterator[Problem]:
    """An answer comes after the proposal."""
    for change in book.project.changes:
        if change.decided and change.proposed and change.decided.on < change.proposed:
            message = (
                f"{change.id} was {change.status} on {change.decided.on}, before it was proposed on {change.proposed}"
            )
            yield _misplaced(message, change.decided.origin.at("on"), change.id, _severity(change.decided.sealed))


def invoices_in_order(book: Book) -> Iterator[Problem]:
    """An invoice is due and void after its release, and released after what it bills was there."""
    readiness = Readiness(book)
    for invoice in book.project.invoices:
        severity = "note" if is_of_first_form(invoice) else "problem"
        if invoice.due and invoice.due < invoice.released:
            message = f"{invoice.id} is due on {invoice.due}, before its release on {invoice.released}"
            yield _misplaced(message, invoice.origin.at("due"), invoice.id, severity)
        if invoice.void and invoice.void.on < invoice.released:
            message = f"{invoice.id} was void on {invoice.void.on}, before its release on {invoice.released}"
            yield _misplaced(message, invoice.origin.at("void"), invoice.id, "problem")
        if invoice.live:
            yield from _billed_too_early(readiness, invoice, book.revisions(invoice), severity)


def _billed_too_early(
    readiness: Readiness, invoice: Released, revisions: Iterable[Dated], severity: str
) -> Iterator[Problem]:
    """One finding for each thing that was not ready when a revision first billed it.

    A bill's date may have been corrected since, so that is a note.
    """
    first: dict[str, date] = {}
    for since, revision in revisions:
        first = {line.source: first.get(line.source, since) for line in revision.lines if line.source}
    found: set[str] = set()
    for source, since in first.items():
        ready = readiness.of(source)
        if ready and ready.on > since and ready.what not in found:
            found.add(ready.what)
            did = "released" if since == invoice.released else "edited"
            message = f"{invoice.id} was {did} on {since}, before {ready.what} on {ready.on}"
            how = severity if ready.agreed else "note"
            yield _misplaced(message, invoice.origin.at("released"), invoice.id, how)


def revisions_are_there(book: Book) -> Iterator[Problem]:
    """The earlier revisions of an edited invoice are kept; without one its days show the next."""
    kept = {(revision.id, revision.revision) for revision in book.project.superseded}
    for invoice in book.project.invoices:
        lost = [n for n in range(1, min(invoice.revision, _MOST)) if (invoice.id, n) not in kept]
        if lost and edit_days(invoice):
            message = f"{invoice.id} is revision {invoice.revision}, but revision {lost[0]} is not kept"
            hint = (
                f"restore invoices/superseded/{invoice.id}.r{lost[0]}.yaml; until then its days show the next revision"
            )
            yield Problem("invoice.revision-lost", message, invoice.origin.at("revision"), hint, "note", (invoice.id,))


def days_to_come(book: Book, today: date) -> Iterator[Problem]:
    """What is dated after today, the latest days first: a typing error is one of those. Many are counted."""
    later = sorted(
        (day for day in _days(book.project) if day.on > today), key=lambda day: (day.on, day.id), reverse=True
    )
    for place, day in enumerate(later[:_TOLD], 1):
        more = f"; so are {len(later) - _TOLD} more" if place == _TOLD < len(later) else ""
        message = f"{day.what} on {day.on}, which is still to come{more}"
        yield Problem("date.future", message, day.origin, _SOON, "note", (day.id,))


@dataclass(frozen=True, slots=True)
class _Day:
    """A record's day: `what` happens on it."""

    on: date
    what: str
    origin: Origin
    id: str = ""


def _days(project: Project) -> Iterator[_Day]:
    lock = project.budget.locked
    if lock:
        yield _Day(lock.on, "the budget is locked", lock.origin.at("on"))
    for change in project.changes:
        if change.decided:
            yield _Day(change.decided.on, f"{change.id} is {change.status}", change.decided.origin.at("on"), change.id)
    for bill in project.bills:
        yield _Day(bill.date, f"{bill.id} is dated", bill.origin.at("date"), bill.id)
    for invoice in project.invoices:
        yield _Day(invoice.released, f"{invoice.id} is released", invoice.origin.at("released"), invoice.id)
        if invoice.void:
            yield _Day(invoice.void.on, f"{invoice.id} is void", invoice.origin.at("void"), invoice.id)
    for payment in project.payments:
        yield _Day(payment.received, f"{payment.id} is received", payment.origin.at("received"), payment.id)
