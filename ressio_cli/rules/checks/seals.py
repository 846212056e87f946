"""Seals: the lock, the answered changes, the released invoices, the recorded payments.

Room: rules.  Problems: invoice.seal-missing, invoice.seal-broken, seal.unknown-form, and those of the seals of a lock,
a change and a payment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ressio_cli.model.invoice import Released
from ressio_cli.model.problem import Problem
from ressio_cli.model.seal import UNKNOWN, form
from ressio_cli.rules.book import Book
from ressio_cli.rules.payment_seals import payment_notes
from ressio_cli.rules.seals import change_problems, lock_problems, unknown_form


def lock_holds(book: Book) -> Iterable[Problem]:
    """The budget is what was locked."""
    return lock_problems(book.project)


def decisions_hold(book: Book) -> Iterable[Problem]:
    """Answered changes are what was answered."""
    return change_problems(book.project)


def payments_hold(book: Book) -> Iterable[Problem]:
    """Payments that a command recorded are what was recorded."""
    return payment_notes(book.project)


def invoices_are_sealed(book: Book) -> Iterator[Problem]:
    """A released invoice says what its seal was put on. An invoice made in memory has no words to compare."""
    yield from _unsealed(book.project.invoices, "")


def revisions_are_sealed(book: Book) -> Iterator[Problem]:
    """The same of the earlier revisions of edited invoices: the figures of their days are read from them."""
    yield from _unsealed(book.project.superseded, "superseded/")


def _unsealed(invoices: Iterable[Released], folder: str) -> Iterator[Problem]:
    for invoice in invoices:
        name = f"{invoice.id}.r{invoice.revision}" if folder else invoice.id
        restore = f"restore invoices/{folder}{name}.yaml as it was released"
        if not invoice.seal:
            message, origin = f"{name} has no seal", invoice.origin
            yield Problem("invoice.seal-missing", message, origin, restore, subjects=(invoice.id,))
        elif form(invoice.seal) == UNKNOWN:
            yield unknown_form(name, invoice.origin.at("seal"), subjects=(invoice.id,))
        elif invoice.content and invoice.seal != invoice.content:
            message = f"{name} was changed after it was released: its seal does not fit its content"
            hint = restore if folder else f"{restore}, then use ressio invoice edit or ressio void"
            yield Problem("invoice.seal-broken", message, invoice.origin.at("seal"), hint, subjects=(invoice.id,))
