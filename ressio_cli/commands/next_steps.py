"""What a person does next about an invoice: the command that goes on from where it stands.

Room: commands.
"""

from __future__ import annotations

from datetime import date

from ressio_cli.billing.dues import use_of_credit
from ressio_cli.model.account import Aging
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.rules.book import Book
from ressio_cli.rules.standing import standing

LIST = "ressio invoice list"


def of_invoice(book: Book, invoice: Draft | Released, day: date) -> str:
    """Return the command for one invoice: release it, pay it, settle what is pending, use what it credits."""
    if isinstance(invoice, Draft):
        return f"ressio release {invoice.id}"
    if not invoice.live:
        return LIST
    if invoice.total.negative:
        return use_of_credit(book)
    if standing(book, invoice, day).still_due.positive:
        return f"ressio pay {invoice.id}"
    pending = [payment for payment in book.payments.get(invoice.id, ()) if payment.status == "pending"]
    return f"ressio payment settle {pending[0].id}" if pending else LIST


def of_aging(found: Aging) -> str:
    """Return the command for what is owed longest; out of the client's credit, where there is some."""
    if not found.rows:
        return ""
    first = max(found.rows, key=lambda row: row.days)
    return f"ressio pay {first.invoice}{' --from-credit' if found.credit.positive else ''}"
