"""Who did it: events of a record that are new carry the name of the person who gave the command.

Room: rules.  Problems: none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, cast

from ressio_cli.model.invoice import Draft, Invoice, Released
from ressio_cli.model.payment import Payment, Undone

Dated = TypeVar("Dated", bound=Draft | Released | Payment)
Name = Callable[[], str]


def attributed(record: Dated, before: Draft | Released | Payment | None, name: Name) -> Dated:
    """The record with the name on whatever `before` does not have. `name` is called only where it is needed."""
    if isinstance(record, Payment):
        return cast(Dated, _payment(record, before if isinstance(before, Payment) else None, name))
    return cast(Dated, _invoice(record, len(before.history) if isinstance(before, Invoice) else 0, name))


def _invoice(invoice: Draft | Released, known: int, name: Name) -> Draft | Released:
    """History only grows at its end: the first `known` events are those that were there."""
    new = [event if event.by else replace(event, by=name()) for event in invoice.history[known:]]
    return replace(invoice, history=(*invoice.history[:known], *new)) if new else invoice


def _payment(payment: Payment, before: Payment | None, name: Name) -> Payment:
    """A payment says who entered it; what became of it later says who said so."""
    return replace(
        payment,
        by=payment.by or ("" if before else name()),
        failed=_undone(payment.failed, before.failed if before else None, name),
        void=_undone(payment.void, before.void if before else None, name),
    )


def _undone(undone: Undone | None, before: Undone | None, name: Name) -> Undone | None:
    return replace(undone, by=name()) if undone and undone != before and not undone.by else undone
