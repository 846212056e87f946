"""Records that may have been entered twice: payments and approved changes that are alike.

Room: rules.  Notes: payment.alike, change.alike.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.change import Change
from ressio_cli.model.payment import Payment
from ressio_cli.model.problem import Problem
from ressio_cli.model.seal import SECOND, form
from ressio_cli.rules.book import Book
from ressio_cli.rules.checks.money_in import not_paid_twice
from ressio_cli.rules.seals import content_seal

_LIVE = ("pending", "cleared")


def payments_differ(book: Book) -> Iterator[Problem]:
    """No two payments are of the same day, amount, method and invoices, unless their references differ."""
    reported = [set(problem.subjects) for problem in not_paid_twice(book)]
    groups: dict[object, list[Payment]] = {}
    for payment in book.project.payments:
        if payment.status in _LIVE:
            facts = (payment.received, payment.amount, payment.method, payment.applied, payment.refunds)
            groups.setdefault(facts, []).append(payment)
    for first, *others in groups.values():
        for other in others:
            if not _differ(first, other) and not any({first.id, other.id} <= named for named in reported):
                yield _payment_note(first, other)


def _differ(first: Payment, second: Payment) -> bool:
    """By their references, or by a problem that names both already."""
    is_copy = bool(first.seal) and first.seal == second.seal
    return is_copy or bool(first.reference and second.reference)


def _payment_note(first: Payment, other: Payment) -> Problem:
    invoices = ", ".join(part.invoice for part in other.applied)
    what = f"{other.amount.grouped()} by {other.method} on {other.received}{f' for {invoices}' if invoices else ''}"
    return Problem(
        "payment.alike",
        f"{other.id} and {first.id} are alike: {what}",
        other.origin,
        f'if they are the same money: ressio payment void {other.id} --reason "entered twice"',
        "note",
        subjects=(other.id, first.id),
    )


def changes_differ(book: Book) -> Iterator[Problem]:
    """No two approved changes have the same title, kind and items."""
    first: dict[str, Change] = {}
    for change in book.project.changes:
        if change.status != "approved" or change.decided is None:
            continue
        earlier = first.setdefault(content_seal(change, book.project.settings), change)
        if earlier is not change and not _is_reported_copy(earlier, change):
            yield Problem(
                "change.alike",
                f"{change.id} and {earlier.id} are both approved and have the same content",
                change.origin,
                f"if one is a copy, remove it: changes/{earlier.id}.yaml or changes/{change.id}.yaml",
                "note",
                subjects=(change.id, earlier.id),
            )


def _is_reported_copy(first: Change, second: Change) -> bool:
    """A seal that covers the id fits one of the two at most."""
    seals = {change.decided.seal for change in (first, second) if change.decided}
    return len(seals) == 1 and form(seals.pop()) == SECOND
