"""Credit is drawn only when it is there: on the day, and on every day after it.

Room: billing.  Problems: credit.none, credit.too-little, pay.date.
"""

from __future__ import annotations

from collections.abc import Sequence

from ressio_cli.billing.dues import Due, Share, amount_of, fill, too_much
from ressio_cli.model.deed import On
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.money import Money
from ressio_cli.model.problem import Refused, refused
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit_days import available_from, spendable


def released_by_then(book: Book, invoices: Sequence[Draft | Released], on: On) -> None:
    """Refuse to draw credit for what was not released yet; money that comes early is credit until then."""
    for invoice in invoices:
        if isinstance(invoice, Released) and on.day < invoice.released:
            message = f"{invoice.id} was released on {invoice.released}; credit cannot pay it on {on.day}"
            there = available_from(book, book.project.zero, invoice.released) or invoice.released
            hint = f"ressio pay {invoice.id} --from-credit {on.option(there)}"
            raise refused("pay.date", message, hint, invoice.origin.at("released"))


def no_credit(book: Book, on: On) -> Refused:
    """The refusal to draw where there is none on the day; it may be there later."""
    later = available_from(book, book.project.zero, on.day)
    if later is None:
        return refused("credit.none", "the client has no credit", "ressio credit")
    message = f"the client has no credit to draw on {on.day}, only from {later} on"
    return refused("credit.none", message, f"date it {on.option(later)}; ressio credit shows how it came about")


def too_little(book: Book, amount: Money, on: On) -> Refused:
    """The refusal of more than there is to draw or to send back on a day; it may be there later."""
    there = max(spendable(book, on.day), amount.zero)
    message = f"{amount.grouped()} is more than the credit of {there.grouped()}"
    later = available_from(book, amount, on.day)
    if later is None:
        return refused("credit.too-little", message, "a smaller amount; ressio credit shows what there is")
    hint = f"date it {on.option(later)}; ressio credit shows how it came about"
    return refused("credit.too-little", f"{message} on {on.day}", hint)


def shares_from_credit(book: Book, dues: Sequence[Due], shares: list[Share], on: On, stated: bool) -> list[Share]:
    """The shares, as far as there is credit for them; a stated amount must be there in full."""
    there, amount = spendable(book, on.day), amount_of(shares, dues[0].full)
    if not there.positive:
        raise no_credit(book, on)
    if not stated:
        return fill(dues, min(there, amount), False) if amount > there else shares
    if any(part.beyond for part in shares):
        raise too_much({due.invoice: due for due in dues}, amount)
    if amount > there:
        raise too_little(book, amount, on)
    return shares
