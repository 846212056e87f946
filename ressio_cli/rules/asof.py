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
    past = replace(
        project,
        budget=_budget(project.budget, day),
        changes=tuple(_change(change, day) for change in project.changes if not _later(change.proposed, day)),
        bills=tuple(_bill(bill, day) for bill in project.bills if bill.date <= day),
        drafts=tuple(_draft(draft, day) for draft in project.drafts if _begun(draft, day)),
        invoices=tuple(_released(one, earlier.get(one.id, ()), released, day) for one in invoices),
        payments=tuple(_payment(payment, day, gone) for payment in project.payments if payment.received <= day),
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


def _bill(bill: Bill, day: date) -> Bill:
    if _later(bill.approved, day):
        return replace(bill, status="draft", approved=None)
    return bill


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
    replaces = "" if released.get(invoice.replaces, day) > day else invoice.replaces
    same = (
        revision is invoice,
        void is invoice.void,
        len(history) == len(invoice.history),
        replaces == invoice.replaces,
    )
    return invoice if all(same) else replace(revision, void=void, history=history, replaces=replaces)


def _payment(payment: Payment, day: date, gone: Collection[str]) -> Payment:
    """Undone steps are taken back from the last: void, then failed, then settled."""
    settled = payment.settled if not _later(payment.settled, day) else None
    void = payment.void if payment.void and payment.void.on <= day else None
    failed = payment.failed if payment.failed and payment.failed.on <= day else None
    if any(part.invoice in gone for part in payment.applied):
        payment = replace(payment, applied=tuple(part for part in payment.applied if part.invoice not in gone))
    if (settled, void, failed) == (payment.settled, payment.void, payment.failed):
        return payment
    status = "void" if void else "failed" if failed else "cleared" if settled else "pending"
    return replace(payment, status=status, settled=settled, void=void, failed=failed)
