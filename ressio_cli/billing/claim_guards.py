"""What may become of claims that stand: the ones of a released invoice, and those that others lean on.

Room: billing.  Problems: edit.locked, edit.strict, edit.not-newest, source.below-zero, source.beyond-worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ressio_cli.billing.dating import edit_in_order
from ressio_cli.model.invoice import Draft, Line, Released
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.payment import WRITE_OFF, Payment
from ressio_cli.model.problem import Problem, Refused, refused
from ressio_cli.model.project import Project
from ressio_cli.rules.book import Book, count_of
from ressio_cli.rules.counting import measure
from ressio_cli.rules.daily import overstepped
from ressio_cli.rules.order import later
from ressio_cli.rules.sources import RETAINAGE
from ressio_cli.rules.standing import standing
from ressio_cli.rules.strays import Stray, strays

_NAMED = 3  # how many payments a message names
_REST = "only its internal note and attachments can be changed"


def may_edit(book: Book, invoice: Draft | Released, day: date, only_inside: bool = False) -> None:
    """Refuse an edit that its state does not allow: void, money on it, a strict project, a day that is too early."""
    if isinstance(invoice, Draft) or only_inside:
        return
    why, hint = _locked(book, invoice, day)
    if why:
        raise refused("edit.locked", f"{invoice.id} {why}: {_REST}", hint, invoice.origin)
    if book.project.settings.billing.strict:
        raise refused(
            "edit.strict",
            f"{invoice.id} is released and the project is strict: it can only be void and issued anew",
            f'ressio void {invoice.id} --reason "…" --reissue',
            book.project.settings.origin.at("billing.strict"),
        )
    edit_in_order(invoice, day)


def _locked(book: Book, invoice: Released, day: date) -> tuple[str, str]:
    """Why no more than its internal note and attachments can be changed, and what to do; empty where more can."""
    again = f'ressio void {invoice.id} --reason "…" --reissue'
    status = standing(book, invoice, day).status
    payments = [payment for payment in book.payments.get(invoice.id, ()) if payment.live]
    names = ", ".join(map(_named, payments[-_NAMED:]))
    if status == "void":
        return "is void", "bill the difference on a new invoice"
    if not payments:
        return ("", "") if status == "open" else (f"asks for nothing and counts as {status}", again)
    if all(payment.method == WRITE_OFF for payment in payments):
        undone = f'ressio payment void {payments[0].id} --reason "…" comes first'
        return f"is {status} and has an amount written off ({names})", undone
    return f"is {status} and has money on it ({names})", again


def _named(payment: Payment) -> str:
    return f"{payment.id}, sent back" if payment.amount.negative else payment.id


def may_claim(book: Book, before: Draft | Released, after: Draft | Released, day: date) -> None:
    """Refuse changed claims that later invoices start from, or that leave a source outside its worth.

    Both ends are guarded over all live invoices, drafts included; those of a released one on every day from now on.
    """
    moved = list(_moved(before, after))
    if isinstance(before, Released):
        _refuse_under_later(book, before, after, moved)
    held = [RETAINAGE] if _held(before) != _held(after) else []
    project = book.project.having(after)
    _refuse_outside(book, project, [*moved, *held], before)
    if isinstance(before, Released) and isinstance(after, Released) and moved:
        _refuse_on_later_days(book, replace(project, superseded=(*project.superseded, before)), after, day)


def may_discard(book: Book, draft: Draft) -> None:
    """Refuse to discard a draft that takes back what others claim: without it they would lie beyond a worth.

    Drafts that take back what the discarded one claims become stale; that is no reason to keep it.
    """
    sources = [line.source for line in draft.lines if line.source]
    _refuse_outside(book, book.project.without(draft), sources, draft, stale=True)


def _held(invoice: Draft | Released) -> Money | None:
    return invoice.held if isinstance(invoice, Released) else None


def _moved(before: Draft | Released, after: Draft | Released) -> Iterator[str]:
    """The sources whose claims differ, in order; with the retainage all that it is held of."""
    old, new = _claims(before), _claims(after)
    held = said_of_retainage(before) != said_of_retainage(after)
    of_work = {line.source for one in (before, after) for line in _held_lines(one)} if held else set()
    yield from (id for id in dict.fromkeys((*old, *new)) if old.get(id) != new.get(id) or id in of_work)


def said_of_retainage(invoice: Draft | Released) -> Percent | Money | None:
    """The rate, or the stated amount; not what a rate comes to, which follows from the lines."""
    said = invoice.retainage
    return said.rate if said.rate is not None else said.held


def _held_lines(invoice: Draft | Released) -> Iterator[Line]:
    for section in invoice.sections:
        if METHODS[section.method].held:
            yield from (line for line in section.lines if line.source)


def _claims(invoice: Draft | Released) -> dict[str, list[Line]]:
    """The lines on each source, without what is only said of them."""
    claims: dict[str, list[Line]] = {}
    for line in invoice.lines:
        if line.source:
            claims.setdefault(line.source, []).append(replace(line, description="", code=""))
    return claims


def _refuse_under_later(book: Book, before: Released, after: Draft | Released, moved: Iterable[str]) -> None:
    """The first source that a later live invoice bills too: that one started from what this one says."""
    newer = later(book.project, before)
    for source in moved:
        other = next((one for one in newer if any(line.source == source for line in one.lines)), None)
        if other is not None:
            message = f"{before.id} is not the newest that bills {source}: {other.id} was released after it"
            void = f'ressio void {before.id} --reason "…" --reissue'
            rest = _difference(book, before, after, source)
            hint = f"{void}, or bill the difference: {rest}" if rest else void
            raise refused("edit.not-newest", message, hint, before.origin)


def _difference(book: Book, before: Released, after: Draft | Released, source: str) -> str:
    """The command that bills what the edit would have added; nothing where that would not fit either."""
    units = [sum(line.amount.minor for line in one.lines if line.source == source) for one in (after, before)]
    more = replace(book.project.zero, minor=units[0] - units[1])
    worth = book.sources[source].worth if source in book.sources else None
    if not more or worth is None:
        return ""
    to_date = book.claimed(book.sources[source]) + more
    fits = min(worth, worth.zero) <= to_date <= max(worth, worth.zero)
    return f"ressio invoice new --amount {source}={more}" if fits else ""


def _refuse_outside(
    book: Book, project: Project, ids: Iterable[str], changed: Draft | Released, stale: bool = False
) -> None:
    """Refuse what moves a source outside zero and its worth, or further; where `stale`, other drafts may be so."""
    ids = list(dict.fromkeys(ids))
    known = {id: book.sources[id] for id in ids if id in book.sources}
    after = Book(project) if RETAINAGE in ids else Book(project, known)
    old = {stray.source: stray.beyond for stray in strays(book, ids)}
    further = [stray for stray in strays(after, ids) if stray.beyond > old.get(stray.source, 0)]
    wrong = [stray for stray in further if not (stale and stray.explained)]
    if wrong:
        raise Refused(_outside(after, stray, changed) for stray in wrong)


def _outside(after: Book, stray: Stray, changed: Draft | Released) -> Problem:
    source = after.sources.get(stray.source)
    worth = measure(source) if source else after.project.zero
    stands = count_of(source, stray.claims).money(worth)
    others = [claim.invoice for claim in stray.claims if claim.invoice.id != changed.id]
    with_others = f", with {', '.join(dict.fromkeys(other.id for other in others[-_NAMED:]))}" if others else ""
    beyond = abs(stands.minor) > abs(worth.minor) and stands.negative == worth.negative
    return Problem(
        "source.beyond-worth" if beyond else "source.below-zero",
        f"{stray.source} would stand at {stands.grouped()} of {worth.grouped()}{with_others}",
        source.origin if source else changed.origin,
        _instead(others, stray.source),
        subjects=(stray.source,),
    )


def _instead(others: list[Draft | Released], source: str) -> str:
    """What makes room: the draft that leans on the claim goes first, or a released one is issued anew."""
    draft = next((other for other in reversed(others) if isinstance(other, Draft)), None)
    if draft is not None:
        return f"ressio invoice delete {draft.id}, or ressio invoice edit {draft.id} --drop {source}"
    return f'ressio void {others[-1].id} --reason "…" --reissue' if others else "claim less of it"


def _refuse_on_later_days(book: Book, project: Project, after: Released, day: date) -> None:
    for step in overstepped(book, project, after, max(day, after.released)):
        source = step.stray.source
        worth = measure(step.source) if step.source else project.zero
        stands = count_of(step.source, step.stray.claims).money(worth)
        message = f"{source} would stand at {stands.grouped()} of {worth.grouped()} on {step.day}"
        raise refused("edit.date", message, f'ressio void {after.id} --reason "…" --reissue', after.origin)
