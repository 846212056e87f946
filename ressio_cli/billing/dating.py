"""Dates of deeds: nothing is dated before what it rests on, nor so that a source lies outside its worth on some day.

Room: billing.  Problems: release.date, void.date, edit.date, payment.date, pay.date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ressio_cli.model.deed import On
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import WRITE_OFF, Payment
from ressio_cli.model.problem import Problem, refused
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.rules import discounts
from ressio_cli.rules.book import Book, count_of
from ressio_cli.rules.counting import measure
from ressio_cli.rules.credit import cleared_on
from ressio_cli.rules.daily import Overstepped, overstepped
from ressio_cli.rules.readiness import Readiness, Ready
from ressio_cli.rules.revisions import edit_days, standing_on


def release_problems(book: Book, after: Project, invoice: Released, draft: Draft, on: On) -> Iterator[Problem]:
    """Why the draft may not be released on that day; `invoice` is what it would become in the project `after`."""
    missing = _not_ready(book, invoice)
    steps = list(overstepped(book, after, invoice, on.day))
    last = steps[-1].after if steps else on.day
    good = max([last, *(ready.on for ready in missing)]) if last else None
    release = f"ressio release {draft.id}"
    for ready in missing:
        message = f"{draft.id} cannot be released on {on.day}: {ready.what} on {ready.on}"
        yield Problem("release.date", message, draft.origin, f"{release} {on.option(good or ready.on)}")
    for step in _first_of_each(steps):
        hint = f"{release} {on.option(good)}" if good else _instead(book, draft, step)
        yield Problem("release.date", _told(draft, on.day, step), draft.origin, hint, subjects=(step.stray.source,))
    if invoice.due and invoice.due < on.day:
        message = f"{draft.id} would be due on {invoice.due}, before its release on {on.day}"
        yield Problem("release.date", message, draft.origin.at("due"), f"ressio invoice edit {draft.id} --due {on.day}")


def _not_ready(book: Book, invoice: Released) -> list[Ready]:
    """What was not there yet, each once."""
    readiness = Readiness(book)
    found = (readiness.of(line.source) for line in invoice.lines if line.source)
    return [ready for ready in dict.fromkeys(found) if ready and ready.on > invoice.released]


def _first_of_each(steps: Iterable[Overstepped]) -> list[Overstepped]:
    first: dict[str, Overstepped] = {}
    for step in steps:
        first.setdefault(step.stray.source, step)
    return list(first.values())


def _told(draft: Draft, day: date, step: Overstepped) -> str:
    worth = measure(step.source) if step.source else step.stray.claims[0].line.amount.zero
    comes_to = count_of(step.source, step.stray.claims).money(worth)
    when = "then" if step.day == day else f"on {step.day}"
    stands = f"{step.stray.source} would stand at {comes_to.grouped()} of {worth.grouped()} {when}"
    return f"{draft.id} cannot be released on {day}: {stands}"


def _instead(book: Book, draft: Draft, step: Overstepped) -> str:
    """What is to be done where no later day would do: it fits only together with another draft."""
    others = [claim.invoice.id for claim in book.claims_on(step.stray.source, draft) if claim.drafted]
    return f"ressio release {others[0]}" if others else f"ressio invoice edit {draft.id} --drop {step.stray.source}"


def void_in_order(book: Book, invoice: Released, on: On, refund: bool) -> None:
    """Refuse a void dated before what it undoes: the release, an edit, or money that came in on it."""
    standing = [payment for payment in book.payments.get(invoice.id, ()) if payment.live]
    steps = [(invoice.released, "was released")]
    steps += [(day, "was edited") for day in edit_days(invoice)]
    steps += [(payment.received, _done_by(payment)) for payment in standing]
    if refund:
        steps += [(cleared_on(payment), "was paid") for payment in standing if payment.status == "cleared"]
    last, what = max(steps, key=lambda step: step[0])
    if on.day < last:
        message = f"{invoice.id} {what} on {last} and cannot be void from {on.day} on"
        hint = f'ressio void {invoice.id} --reason "…" {on.option(last)}'
        raise refused("void.date", message, hint, invoice.origin.at("released"))


def _done_by(payment: Payment) -> str:
    return "was written off" if payment.method == WRITE_OFF else "was paid"


def edit_in_order(invoice: Released, day: date) -> None:
    """Refuse an edit dated before the release, or before an earlier edit."""
    last = max([invoice.released, *edit_days(invoice)])
    if day < last:
        what = "was released" if last == invoice.released else "was edited"
        message = f"{invoice.id} {what} on {last}; it cannot be edited on {day}"
        hint = f"edit it with --as-of {last}, or a later day"
        raise refused("edit.date", message, hint, invoice.origin.at("released"))


def payment_in_order(payment: Payment, on: On, verb: str, did: str) -> None:
    """Refuse what becomes of a payment on a day before it was received, or before it cleared. `did`: `cleared`."""
    cleared = payment.settled if payment.status == "cleared" else None
    last = max(payment.received, cleared or payment.received)
    if on.day < last:
        what = "cleared" if last == cleared else "was received"
        message = f"{payment.id} {what} on {last}; it cannot have {did} on {on.day}"
        hint = f"ressio payment {verb} {payment.id}{_reason(verb)} {on.option(last)}"
        raise refused("payment.date", message, hint, payment.origin.at("received"))


def _reason(verb: str) -> str:
    return "" if verb == "settle" else ' --reason "…"'


def write_off_in_order(book: Book, invoice: Released, amount: Money, on: On) -> None:
    """Refuse a write-off dated before the release, or of more than was still due on some day from then on."""
    if on.day < invoice.released:
        message = f"{invoice.id} was released on {invoice.released}; nothing of it can be written off on {on.day}"
        hint = f'ressio write-off {invoice.id} {amount} --reason "…" {on.option(invoice.released)}'
        raise refused("pay.date", message, hint, invoice.origin.at("released"))
    short = _day_without_room(book, invoice, amount, on)
    if short:
        again = f'ressio write-off {invoice.id} {amount} --reason "…" {on.option(short.after)}' if short.after else ""
        raise refused("pay.date", short.message, again or "a smaller amount", invoice.origin.at("total"))


def pay_in_order(book: Book, invoice: Released, amount: Money, on: On) -> None:
    """Refuse money on an invoice that on some day from then on would be more than it came to.

    That can be where the payment is dated before an edit that raised the total, or before an earlier payment went
    back. What was taken back since as a mistake is not counted.
    """
    short = _day_without_room(book, invoice, amount, on)
    if short:
        pay = f"ressio pay {invoice.id} {amount} {on.option(short.after)}" if short.after else ""
        kept = f"ressio payment new {amount} {on.option(on.day)} keeps it as the client's credit"
        raise refused("pay.date", short.message, pay or kept, invoice.origin.at("total"))


@dataclass(frozen=True, slots=True)
class _Short:
    """The last day on which an amount is more than what was due; `after` is the next day on which it fits."""

    message: str
    after: date | None


def _day_without_room(book: Book, invoice: Released, amount: Money, on: On) -> _Short | None:
    payments = [payment for payment in book.payments.get(invoice.id, ()) if payment.live]
    revisions = book.revisions(invoice)
    days = {payment.received for payment in payments} | {since for since, _ in revisions}
    days = {day for day in days if day > on.day} | {on.day}
    room = {day: _room(payments, standing_on(revisions, day), day) for day in days}
    last = max((day for day, units in room.items() if units < amount.minor), default=None)
    if last is None:
        return None
    left = Money(max(room[last], 0), amount.digits)
    message = f"{left.grouped()} was still due on {invoice.id} on {last}, {amount.grouped()} is more"
    return _Short(message, min((day for day in days if day > last), default=None))


def _room(payments: Sequence[Payment], invoice: Released, day: date) -> int:
    """What was still due on a revision at the end of a day, with the discounts that counted then taken off."""
    there = [payment for payment in payments if payment.received <= day]
    paid = sum(payment.on(invoice.id).minor for payment in there)
    return invoice.total.minor - paid - sum(amount.minor for _, amount in discounts.taken(invoice, there))
