"""The project as it was known on a day: every fact dated later is taken out, so that nothing else asks for dates.

Room: rules.  Problems: none.

The day itself is included. Files keep what was once true: a payment that failed or was made void stays cleared until
that day if it names the day it `settled`, else it was pending. An invoice that was edited later is the revision that
stood on the day. Money that came before the release of its invoice is applied to nothing until then.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ressio_cli.model.bill import Bill
from ressio_cli.model.budget import Budget
from ressio_cli.model.change import Change
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.payment import Payment
from ressio_cli.model.project import Project
from ressio_cli.rules.revisions import release_days, revisions, standing_on, superseded, void_since


def as_of(project: Project, day: date) -> Project:
    """The same project without the facts dated after `day`; what has no date stays.

    Where no fact is dated later, it is the very project that was given, so that what is indexed of it serves again.
    """
    released = release_days(project)
    gone = {id for id, on in released.items() if on > day}
    earlier = superseded(project)
    invoices = (invoice for invoice in project.invoices if invoice.id not in gone)
    later = {change.id for change in project.changes if _later(change.proposed, day)}
    past = replace(
        project,
        budget=_budget(project.budget, day),
        changes=tuple(_change(change, day) for change in project.changes if change.id not in later),
        bills=tuple(_bill(bill, day, later) for bill in project.bills if bill.date <= day),
        drafts=tuple(_draft(draft, day) for draft in project.drafts if _begun(draft, day)),
        invoices=tuple(_released(one, earlier.get(one.id, ()), released, day) for one in invoices),
        payments=tuple(
            _applied_as_of(payment_as_of(payment, day), gone) for payment in project.payments if payment.received <= day
        ),
    )
    return project if _is_same(project, past) else past


def _is_same(project: Project, past: Project) -> bool:
    """Whether every record is the one it was."""
    shelves = [
        ((project.budget,), (past.budget,)),
        (project.changes, past.changes),
        (project.bills, past.bills),
        (project.drafts, past.drafts),
        (project.invoices, past.invoices),
        (project.payments, past.payments),
    ]
    return all(
        len(now) == len(then) and all(one is other for one, other in zip(now, then, strict=True))
        for now, then in shelves
    )


def _later(on: date | None, day: date) -> bool:
    return on is not None and on > day


def _budget(budget: Budget, day: date) -> Budget:
    lock = budget.locked
    return replace(budget, locked=None) if lock and lock.on > day else budget


def _change(change: Change, day: date) -> Change:
    """A decision that was still to come leaves the change pending."""
    if change.decided and change.decided.on > day:
        return replace(change, status="pending", decided=None)
    return change


def _bill(bill: Bill, day: date, later: set[str]) -> Bill:
    """The bill with its costs before later corrections, and in the state it had.

    What it says of a change that is still to come is left out: it is a cost like any other until then.
    """
    if any(correction.on > day for correction in bill.corrections):
        bill = _uncorrected(bill, day)
    linked = {line.change for line in bill.lines if line.change.partition("/")[0] in later}
    if linked:
        lines = (replace(line, change="") if line.change in linked else line for line in bill.lines)
        bill = replace(bill, lines=tuple(lines))
    if _later(bill.approved, day):
        return replace(bill, status="draft", approved=None, paid=None)
    if _later(bill.paid, day):
        return replace(bill, status="approved", paid=None)
    return bill


def _uncorrected(bill: Bill, day: date) -> Bill:
    """Later corrections are taken back from the last."""
    lines = list(bill.lines)
    for correction in reversed(bill.corrections):
        at = correction.line or 0
        if correction.on > day and correction.was is not None and 1 <= at <= len(lines):
            lines[at - 1] = replace(lines[at - 1], amount=correction.was, hours=None, rate=None)
    known = tuple(correction for correction in bill.corrections if correction.on <= day)
    return replace(bill, lines=tuple(lines), corrections=known)


def _begun(draft: Draft, day: date) -> bool:
    return not draft.history or draft.history[0].on <= day


def _draft(draft: Draft, day: date) -> Draft:
    history = tuple(event for event in draft.history if event.on <= day)
    return replace(draft, history=history) if len(history) < len(draft.history) else draft


def _released(invoice: Released, earlier: Sequence[Released], released: Mapping[str, date], day: date) -> Released:
    """The revision of the day, with what was known of the invoice then."""
    revision = standing_on(revisions(invoice, earlier), day) if invoice.revision > 1 else invoice
    history = tuple(event for event in invoice.history if event.on <= day)
    void, since = invoice.void, void_since(invoice, released)
    if void and since and since > day:
        void = None
    elif void and released.get(void.replaced_by, day) > day:
        void = replace(void, replaced_by="")
    notified = None if _later(invoice.notified, day) else invoice.notified
    replaces = "" if released.get(invoice.replaces, day) > day else invoice.replaces
    same = (
        revision is invoice,
        void is invoice.void,
        notified is invoice.notified,
        len(history) == len(invoice.history),
        replaces == invoice.replaces,
    )
    return invoice if all(same) else replace(revision, void=void, notified=notified, history=history, replaces=replaces)


def _applied_as_of(payment: Payment, gone: Collection[str]) -> Payment:
    """The payment without what it is applied to that was not released yet: that is the client's credit until then."""
    parts = tuple(part for part in payment.applied if part.invoice not in gone)
    return payment if len(parts) == len(payment.applied) else replace(payment, applied=parts, sealed=False, seal="")


def payment_as_of(payment: Payment, day: date) -> Payment:
    """A payment as it was known on a day. Undone steps are taken back from the last: void, then failed, then settled.

    The payment was there by then: whoever asks leaves out what was received later. The seal is of the later state.
    """
    settled = payment.settled if not _later(payment.settled, day) else None
    void = payment.void if payment.void and payment.void.on <= day else None
    failed = payment.failed if payment.failed and payment.failed.on <= day else None
    if (settled, void, failed) == (payment.settled, payment.void, payment.failed):
        return payment
    status = "void" if void else "failed" if failed else "cleared" if settled else "pending"
    return replace(payment, status=status, settled=settled, void=void, failed=failed, sealed=False, seal="")
