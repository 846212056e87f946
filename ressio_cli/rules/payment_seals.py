"""Seals over payments that a command recorded.

Room: rules.  Notes: payment.changed, payment.seal-missing.

The seal covers every fact of the payment and its id, so that a new field is sealed without further ado and a copied
file does not fit. What a person changes later is no problem, because a payment may be corrected by hand; it is a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from typing import Any

from ressio_cli.model.money import Money
from ressio_cli.model.payment import Payment
from ressio_cli.model.problem import Problem
from ressio_cli.model.project import Project
from ressio_cli.model.seal import UNKNOWN, form, seal
from ressio_cli.rules.seals import unknown_form

_OUTSIDE = ("seal",)


def seal_of(payment: Payment) -> str:
    """Return the seal over a payment as it stands."""
    return seal("payment", _facts(payment))


def sealed(payment: Payment) -> Payment:
    """Return a payment as a command records it."""
    marked = replace(payment, sealed=True)
    return replace(marked, seal=seal_of(marked))


def resealed(before: Payment, after: Payment) -> Payment:
    """Return a changed payment with its seal renewed; without one, or with one that did not fit, it stays so."""
    return sealed(after) if before.sealed and before.seal == seal_of(before) else after


def payment_notes(project: Project) -> Iterator[Problem]:
    """Yield a note for each payment that is not what a command recorded."""
    seals = {payment.id: seal_of(payment) for payment in project.payments if payment.seal}
    originals = {payment.seal: payment.id for payment in project.payments if payment.seal == seals.get(payment.id)}
    for payment in project.payments:
        if payment.sealed and not payment.seal:
            message = f"{payment.id} was recorded by a command, but its seal is gone"
            yield _note("payment.seal-missing", payment, "sealed", message, _way_out(payment, "`sealed`"))
        elif payment.seal and form(payment.seal) == UNKNOWN:
            yield unknown_form(payment.id, payment.origin.at("seal"), "note")
        elif payment.seal and payment.seal != seals[payment.id]:
            original = originals.get(payment.seal)
            message = f"{payment.id} is not what was recorded: its seal does not fit"
            hint = _way_out(payment, "`sealed` and `seal`")
            if original:
                message = f"{payment.id} carries the seal of {original}: it is a copy"
                hint = f"remove payments/{payment.id}.yaml; if it is other money, delete `sealed` and `seal` in it"
            yield _note("payment.changed", payment, "seal", message, hint)


def _way_out(payment: Payment, keys: str) -> str:
    return f"restore payments/{payment.id}.yaml; to keep your edit, delete {keys}"


def _note(code: str, payment: Payment, key: str, message: str, hint: str) -> Problem:
    return Problem(code, message, payment.origin.at(key), hint, "note", subjects=(payment.id,))


def _facts(record: Any) -> dict[str, object]:
    """Every fact of a record that is not left out, by name."""
    return {
        field.name: _plain(getattr(record, field.name))
        for field in fields(record)
        if field.compare and field.name not in _OUTSIDE and not _is_left_out(field, getattr(record, field.name))
    }


def _is_left_out(field: Any, value: object) -> bool:
    return field.default is not MISSING and bool(field.default == value)


def _plain(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_plain(element) for element in value]
    if is_dataclass(value) and not isinstance(value, Money):
        return _facts(value)
    return value.isoformat() if isinstance(value, date) else str(value)
