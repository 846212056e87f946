"""A receipt for money that came in, or a note of money sent back.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ressio_cli.model.invoice import Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import Payment
from ressio_cli.model.settings import Settings
from ressio_cli.views.paper import Block, Grid, Paper, Sum, Sums, Words
from ressio_cli.views.papers.letterhead import currency, head, method
from ressio_cli.views.sheet import Cell, Column, Row, without_empty

_COLUMNS = (Column("Invoice", "id"), Column("For"), Column("Discount", "money"), Column("Amount", "money"))
_STAMPS = {"void": "VOID", "failed": "FAILED", "pending": "PENDING"}


def receipt(paid: Payment, invoices: Sequence[Released], unapplied: Money, settings: Settings) -> Paper:
    """The paper of one payment; `unapplied`: what of it pays no invoice and is the client's credit."""
    return Paper(
        **head(settings),
        kind="Refund" if paid.amount.negative else "Receipt",
        number=paid.id,
        stamp=_STAMPS.get(paid.status, ""),
        facts=(*_facts(paid), currency(settings)),
        blocks=tuple(_blocks(paid, {invoice.id: invoice.title for invoice in invoices}, unapplied)),
    )


def _facts(paid: Payment) -> Iterator[tuple[str, Cell]]:
    yield "Sent back" if paid.amount.negative else "Received", paid.received
    yield "Method", method(paid.method)
    if paid.reference:
        yield "Reference", paid.reference
    if paid.settled:
        yield "Cleared", paid.settled


def _blocks(paid: Payment, titles: dict[str, str], unapplied: Money) -> Iterator[Block]:
    if paid.applied:
        rows: list[Row] = [
            (part.invoice, titles.get(part.invoice, ""), part.discount, abs(part.amount)) for part in paid.applied
        ]
        columns, cells, _ = without_empty(_COLUMNS, rows)
        yield Grid(title="Applied to", columns=columns, rows=cells, kept=True)
    sums = [Sum(label="Kept as your credit", amount=unapplied)] if unapplied.positive else []
    label = "Amount sent back" if paid.amount.negative else "Amount received"
    label = "Paid from your credit" if paid.method == "credit" and paid.amount.positive else label
    yield Sums(sums=(*sums, Sum(label=label, amount=abs(paid.amount), weight=2)))
    undone = paid.void or paid.failed
    if undone:
        yield Words(heading=f"{paid.status.capitalize()} on {undone.on}", text=undone.reason or "No reason was given.")
