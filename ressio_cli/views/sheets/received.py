"""Sheets of money received: payments and the client's credit.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from ressio_cli.model.figures import CreditFigures
from ressio_cli.model.money import Money
from ressio_cli.model.payment import Payment, Undone
from ressio_cli.views.sheet import Column, Sheet, Table, facts

_LIST = (
    Column("Payment", "id"), Column("Received", "date", 3), Column("Method", "id", 4), Column("Reference", "name", 5),
    Column("Status", "id", 1), Column("Invoices", "name", 2), Column("Amount", "money"),
)  # fmt: skip
_CREDIT = (Column("On", "date"), Column("What"), Column("Amount", "money"), Column("Balance", "money"))
_APPLIED = (Column("Invoice", "id"), Column("Amount", "money"))


def payments(rows: Sequence[Payment], received: Money, credit: Money) -> Sheet:
    """Every payment, then the cash that came in and the client's credit."""
    cells = tuple(
        (
            paid.id,
            paid.received,
            paid.method,
            paid.reference,
            paid.status,
            ", ".join(applied.invoice for applied in paid.applied),
            paid.amount,
        )
        for paid in rows
    )
    table = Table(columns=_LIST, rows=cells, empty="no payments yet")
    return (table, facts("", ("Received", received), ("Credit", credit)))


def payment(paid: Payment) -> Sheet:
    """One payment and the invoices it went to."""
    head = facts(
        "",
        ("Payment", paid.id),
        ("Received", paid.received),
        ("Entered", paid.entered),
        ("Amount", paid.amount),
        ("Method", paid.method),
        ("Reference", paid.reference),
        ("Status", paid.status),
        ("Settled", paid.settled),
        ("Failed", _undone(paid.failed)),
        ("Void", _undone(paid.void)),
        ("Refunds", paid.refunds),
        ("Note", paid.note),
    )
    rows = tuple((applied.invoice, applied.amount) for applied in paid.applied)
    return (head, Table(title="Applied to", columns=_APPLIED, rows=rows, empty="no invoice: it is the client's credit"))


def credit(figures: CreditFigures) -> Sheet:
    """The client's credit and how it came about."""
    rows = tuple((entry.on, entry.what, entry.amount, entry.balance) for entry in figures.entries)
    table = Table(columns=_CREDIT, rows=rows, empty="the client has had no credit yet")
    return (table, facts("", ("Credit", figures.credit), ("Deposits held", figures.deposits_held)))


def _undone(undone: Undone | None) -> str:
    return ": ".join(part for part in (str(undone.on), undone.reason) if part) if undone else ""
