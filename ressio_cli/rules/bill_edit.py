"""Editing a bill: freely until an invoice that bills it is released, then with a reason that is kept.

Room: rules.  Problems: title.empty, bill.recorded, bill.billed, bill.claimed, bill.date, change.billed-twice,
attachment.unknown.

What was billed stays billed. The bill says the cost as it is now; the difference is told by the note `bill.drift`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from typing import Any

from ressio_cli.model.bill import Bill, BillLine, Correction
from ressio_cli.model.invoice import Attachment
from ressio_cli.model.line_edits import LineEdits
from ressio_cli.model.money import Money
from ressio_cli.model.problem import Refused, misused, refused
from ressio_cli.model.record import dataclass
from ressio_cli.rules import line_edits
from ressio_cli.rules.book import Book
from ressio_cli.rules.link_days import met
from ressio_cli.rules.new_papers import linked, not_recorded_twice, refuse_unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class BillEdit:
    """What is to change. `facts` are fields of the bill with their new values."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    lines: LineEdits = LineEdits()
    attached: Sequence[Attachment] = ()
    detached: Sequence[str] = ()
    reason: str = ""


def edit_bill(book: Book, bill: Bill, edit: BillEdit, day: date) -> Bill:
    """The bill after the edit. Needs a reason where an invoice was released for what changes."""
    lines = line_edits.edited("bill", bill.id, bill.lines, edit.lines)
    after = replace(
        bill,
        **edit.facts,
        lines=tuple(linked(book.project, line) for line in lines),
        files=_files(bill, edit),
    )
    if not after.vendor.strip():
        raise misused("title.empty", "a bill has a vendor", '--vendor "Coastal Concrete"')
    _refuse_later_date(book, bill, after)
    refuse_unknown(book.project, [line for line in after.lines if line not in bill.lines])
    recorded = not_recorded_twice(book.project.without(bill), [after])
    if recorded and after.identity != bill.identity:
        raise Refused(recorded)
    _refuse_billed_twice(book, bill, after)
    return replace(after, corrections=_corrections(book, bill, after, edit, day))


def _refuse_billed_twice(book: Book, bill: Bill, after: Bill) -> None:
    """A line that is billed carries out no change that is billed too, on any day."""
    out = Book(book.project.having(after)).carrying_out
    for source, items in out.items_of.items() if out.applies and after.lines != bill.lines else ():
        pair = met(book, source, items) if source.partition("/")[0] == bill.id else None
        if pair:
            at_cost, as_agreed = pair
            sides = f"{source} is billed on {at_cost.invoice} and {items[0]} on {as_agreed.invoice}"
            raise refused(
                "change.billed-twice",
                f"{sides}: one cost, billed twice",
                f"ressio invoice show {as_agreed.invoice}",
                bill.origin,
            )


def _files(bill: Bill, edit: BillEdit) -> tuple[Attachment, ...]:
    gone = {_named(bill, word) for word in edit.detached}
    new = [scan for scan in edit.attached if scan.file not in {old.file for old in bill.files} - gone]
    return (*(scan for scan in bill.files if scan.file not in gone), *new)


def _named(bill: Bill, word: str) -> str:
    """The path of a scan by its path or its name alone."""
    matches = [scan.file for scan in bill.files if word in (scan.file, scan.file.rpartition("/")[2])]
    if len(matches) != 1:
        names = ", ".join(scan.file for scan in bill.files) or "it has none"
        raise misused("attachment.unknown", f"{bill.id} has no file {word}", f"its files: {names}")
    return matches[0]


def _corrections(book: Book, bill: Bill, after: Bill, edit: BillEdit, day: date) -> tuple[Correction, ...]:
    """The corrections with those of this edit; a line that is dropped takes its own along."""
    dropped = line_edits.dropped_places("bill", bill.id, len(bill.lines), edit.lines)
    _refuse_moved_claims(book, bill, dropped)
    changed = list(_changed(bill, after, dropped))
    billed = [place.before for place in changed if _invoices(book, f"{bill.id}/{place.before}")]
    if billed and not edit.reason.strip():
        source = f"{bill.id}/{billed[0]}"
        names = ", ".join(_invoices(book, source))
        hint = 'add --reason "Vendor sent a corrected bill"'
        raise refused("bill.billed", f"{source} is billed by {names}; it changes only with a reason", hint, bill.origin)
    kept = tuple(_moved(bill.corrections, dropped))
    if not edit.reason.strip():
        return kept
    new = [Correction(on=day, line=place.after, was=place.was, reason=edit.reason) for place in changed]
    return (*kept, *(new or [Correction(on=day, reason=edit.reason)]))


@dataclass(frozen=True, slots=True)
class _Changed:
    """A line whose figures change: its place before and after, and its cost before where that is another."""

    before: int
    after: int
    was: Money | None


def _refuse_moved_claims(book: Book, bill: Bill, dropped: frozenset[int]) -> None:
    """Invoices name lines by their place, so none is dropped at or before a line that is claimed, or that was claimed
    until a void: on the days before it, it still is."""
    if not dropped:
        return
    first = min(dropped)
    moved = {f"{bill.id}/{place}" for place in range(first, len(bill.lines) + 1)}
    for paper in (*book.project.invoices, *book.project.drafts):
        for line in paper.lines:
            if line.source in moved:
                message = f"{paper.id} bills {line.source}, and dropping {bill.id}/{first} would move it"
                raise refused("bill.claimed", message, f"ressio bill edit {bill.id} --amount {first}=0", bill.origin)


def _refuse_later_date(book: Book, bill: Bill, after: Bill) -> None:
    """No invoice and no draft bills a cost that is dated after it was made."""
    if after.date <= bill.date:
        return
    released = [(invoice.id, invoice.released, invoice.lines) for invoice in book.project.invoices]
    begun = [(draft.id, draft.history[0].on, draft.lines) for draft in book.project.drafts if draft.history]
    for id, on, lines in (*released, *begun):
        if on < after.date and any(line.source.partition("/")[0] == bill.id for line in lines):
            message = f"{bill.id} cannot be dated {after.date}: {id} of {on} bills it"
            raise refused("bill.date", message, f"--date {on}, or a day before it", bill.origin.at("date"))


def _changed(bill: Bill, after: Bill, dropped: frozenset[int]) -> Iterator[_Changed]:
    kept = [place for place in range(1, len(bill.lines) + 1) if place not in dropped]
    for now, (place, line) in enumerate(zip(kept, after.lines, strict=False), 1):
        old = bill.lines[place - 1]
        if _figures(old) != _figures(line):
            yield _Changed(place, now, old.amount if old.amount != line.amount else None)


def _figures(line: BillLine) -> tuple[object, ...]:
    return (line.amount, line.markup, line.taxed)


def _invoices(book: Book, source: str) -> list[str]:
    """The live released invoices that bill a source."""
    claims = book.claims.get(source, ())
    return list(dict.fromkeys(claim.invoice.id for claim in claims if not claim.drafted))


def _moved(corrections: Sequence[Correction], dropped: frozenset[int]) -> Iterator[Correction]:
    for correction in corrections:
        line = correction.line
        if line is None:
            yield correction
        elif line not in dropped:
            yield replace(correction, line=line - sum(1 for place in dropped if place < line))


def stale_drafts(book: Book, before: Bill, after: Bill) -> list[str]:
    """The drafts whose lines on the bill no longer say what it costs."""
    places = [n for n, line in enumerate(before.lines, 1) if line not in after.lines[n - 1 : n]]
    claims = [claim for n in places for claim in book.claims.get(f"{before.id}/{n}", ()) if claim.drafted]
    return list(dict.fromkeys(claim.invoice.id for claim in claims))
