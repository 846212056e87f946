"""Seals: the lock, the answered changes, the released invoices, the recorded payments.

Room: rules.  Problems: invoice.seal-missing, invoice.seal-broken, seal.unknown-form, and those of the seals of a lock,
a change and a payment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    for invoice in book.project.invoices:
        if not invoice.seal:
            yield Problem(
                "invoice.seal-missing",
                f"{invoice.id} has no seal",
                invoice.origin,
                f"restore invoices/{invoice.id}.yaml as it was released",
                subjects=(invoice.id,),
            )
        elif form(invoice.seal) == UNKNOWN:
            yield unknown_form(invoice.id, invoice.origin.at("seal"), subjects=(invoice.id,))
        elif invoice.content and invoice.seal != invoice.content:
            yield Problem(
                "invoice.seal-broken",
                f"{invoice.id} was changed after it was released: its seal does not fit its content",
                invoice.origin.at("seal"),
                f"restore invoices/{invoice.id}.yaml as it was released, then use ressio invoice edit or ressio void",
                subjects=(invoice.id,),
            )
