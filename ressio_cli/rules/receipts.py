"""What was asked of the client, what came in, and how the two tie out.

Room: rules.  Problems: none.  The book is that of the project as of the day (`asof`).
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from ressio_cli.model.figures import Receipts
from ressio_cli.model.money import Money
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import credit_figures
from ressio_cli.rules.standing import standing


def receipts(book: Book) -> Receipts:
    """Return the totals over live released invoices and all payments."""
    total = book.project.currency.total
    stands = [standing(book, invoice, date.min) for invoice in book.project.live]
    held = credit_figures(book)
    return Receipts(
        invoiced=total(each.total for each in stands),
        received=held.received,
        deposits_drawn=held.deposits_drawn,
        deposits_returned=held.deposits_returned,
        deposits_held=held.deposits_held,
        credit=held.credit,
        collected=total(each.paid for each in stands),
        written_off=total(each.written_off for each in stands),
        discounts=total(each.discount for each in stands),
        outstanding=total(each.balance for each in stands),
    )


def totals_of(found: Receipts) -> dict[str, Money]:
    """Return the totals by name, for a record that has more figures beside them."""
    return {field.name: getattr(found, field.name) for field in fields(Receipts)}
