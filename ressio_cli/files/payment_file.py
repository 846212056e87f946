"""payments/ID.yaml: money that came in or went back, credit drawn, and what was written off.

Room: files.  Problems: payment.status, payment.zero, payment.write-off.
"""

from __future__ import annotations

from ressio_cli.files import kinds
from ressio_cli.files.canonical import words, yes
from ressio_cli.files.fields import Fields
from ressio_cli.model.payment import METHODS, STATUSES, WRITE_OFF, Applied, Payment, Undone
from ressio_cli.model.value import Plain, Value


def read(fields: Fields, id: str) -> Payment:
    """A payment."""
    before = len(fields.problems)
    payment = Payment(
        id=id,
        received=fields.day("received", "The day the money came, or went back.", True) or kinds.NO_DAY,
        amount=fields.money("amount", "How much; negative when it went back.", True) or fields.currency.zero,
        method=fields.choice("method", "How it was paid.", METHODS, True),
        reference=fields.text("reference", "The number of the check or transfer."),
        status=fields.choice("status", "Where it stands.", STATUSES, True),
        settled=fields.day("settled", "The day it cleared; left out: the day it was received."),
        failed=fields.nested("failed", "When and why it failed.", _undone),
        void=fields.nested("void", "When and why it was void.", _undone),
        applied=fields.each("applied", "Which invoices it goes to; the rest is credit.", _applied),
        refunds=fields.text("refunds", "The payment whose money went back."),
        reason=fields.long_text("reason", "Why it was written off."),
        entered=fields.day("entered", "The day it was written down, where that is another than `received`."),
        note=fields.long_text("note", "Anything else."),
        by=fields.text("by", "Who entered it."),
        sealed=fields.truth("sealed", "It was recorded by a command, which put a seal on it."),
        seal=fields.text("seal", "Over all that was recorded; written by commands."),
        origin=fields.origin,
    )
    if len(fields.problems) == before:
        _agree(payment, fields)
    return payment


def value(payment: Payment) -> dict[str, Value]:
    """The words of a payment."""
    return words({
        "received": payment.received, "amount": payment.amount, "method": Plain(payment.method),
        "reference": payment.reference, "status": Plain(payment.status), "settled": payment.settled,
        "failed": _undone_value(payment.failed), "void": _undone_value(payment.void),
        "applied": [_applied_value(part) for part in payment.applied],
        "refunds": payment.refunds, "reason": payment.reason, "entered": payment.entered, "note": payment.note,
        "by": payment.by, "sealed": yes(payment.sealed), "seal": payment.seal,
    })  # fmt: skip


def _applied_value(part: Applied) -> dict[str, Value]:
    return words({"invoice": part.invoice, "amount": part.amount, "discount": part.discount})


def _undone_value(undone: Undone | None) -> dict[str, Value] | None:
    if undone is None:
        return None
    return words({"on": undone.on, "reason": undone.reason, "entered": undone.entered, "by": undone.by})


def _agree(payment: Payment, fields: Fields) -> None:
    """Note it where the status and the dates tell two stories, or nothing was paid."""
    if not payment.amount:
        fields.note(
            "payment.zero",
            f"{payment.id} has an amount of zero",
            fields.place("amount"),
            "write what was paid; what went back is negative",
        )
    for key in ("failed", "void"):
        if payment.status == key and not fields.has(key):
            message, hint = f"{payment.id} is {key}, but does not say when", f"add `{key}: {{on: YYYY-MM-DD}}`"
            fields.note("payment.status", message, fields.place("status"), hint)
        if payment.status != key and fields.has(key):
            message, hint = f"{payment.id} is {payment.status} but has `{key}:`", f"set `status: {key}` or delete it"
            fields.note("payment.status", message, fields.place("status"), hint)
    if payment.method == WRITE_OFF:
        _agree_on_write_off(payment, fields)
    if payment.status == "pending" and payment.settled:
        message = f"{payment.id} is pending but has a day on which it cleared"
        fields.note("payment.status", message, fields.place("status"), "set `status: cleared` or delete `settled:`")


def _agree_on_write_off(payment: Payment, fields: Fields) -> None:
    """Note it where a write-off says what only money can be, or not why."""
    applied = sum(part.amount.minor for part in payment.applied)
    wrong = (
        (payment.amount.negative, "amount", "is below zero", f"ressio payment void {payment.id} --reason WHY"),
        (payment.status in ("pending", "failed"), "status", f"is {payment.status}", "a write-off is cleared or void"),
        (not payment.reason.strip(), "reason", "does not say why", "add `reason:`"),
        (applied != payment.amount.minor, "applied", "is not applied in full", "apply all of it; none is credit"),
    )
    for is_wrong, key, what, hint in wrong:
        if is_wrong:
            fields.note("payment.write-off", f"the write-off {payment.id} {what}", fields.place(key), hint)


def _undone(fields: Fields) -> Undone:
    return Undone(
        on=fields.day("on", "The day.", True) or kinds.NO_DAY,
        reason=fields.long_text("reason", "Why."),
        entered=fields.day("entered", "The day that was written down, where it is another."),
        by=fields.text("by", "Who entered that."),
    )


def _applied(fields: Fields) -> Applied:
    return Applied(
        invoice=fields.text("invoice", "The invoice's number.", True),
        amount=fields.money("amount", "The part that goes to it; negative when it went back.", True)
        or fields.currency.zero,
        discount=fields.money("discount", "What the invoice's terms take off for paying it early, beside the amount."),
        origin=fields.origin,
    )
