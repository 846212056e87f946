"""New changes and bills: their ids, and what they may not name.

Room: rules.  Problems: change.taken, draft.taken, bill.recorded, item.unknown, tax.unknown, id.unfit,
title.empty.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import replace

from ressio_cli.model.bill import Bill, BillLine
from ressio_cli.model.change import Change, ChangeItem
from ressio_cli.model.invoice import Draft
from ressio_cli.model.numbering import draft_id, is_id, looks_like_number, same_name, same_number, vendor_id
from ressio_cli.model.problem import Misused, Problem, Refused, misused, refused
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.rules.agreements import known_references
from ressio_cli.rules.pricing import taxes
from ressio_cli.rules.series import Series

_SERIES = re.compile(r"(?P<stem>CO-)(?P<number>[0-9]+)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChange:
    """A change to be written; without `id` it takes the next CO-NNN. `proposed`: put to the client on that day."""

    title: str
    kind: str
    items: tuple[ChangeItem, ...]
    id: str = ""
    reason: str = ""
    proposed: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBill:
    """A bill to be written. `approved`: an actual cost from that day on."""

    vendor: str
    kind: str
    date: datetime.date
    lines: tuple[BillLine, ...]
    number: str = ""
    due: datetime.date | None = None
    approved: datetime.date | None = None


def new_change(project: Project, wanted: NewChange) -> Change:
    """The change, as a draft or pending."""
    if not wanted.title.strip():
        raise misused("title.empty", "a change has a title", '--title "Heated bathroom floor"')
    id = wanted.id or _next_id(project)
    _fit(id, "CO-001")
    other = next((change.id for change in project.changes if same_number(change.id, id)), "")
    if other:
        what = f"{id} exists already" if other == id else f"{id} is {other} in another spelling"
        raise refused("change.taken", what, "leave out --id: the next number is taken")
    _known(project, wanted.items)
    status = "pending" if wanted.proposed else "draft"
    return Change(
        id=id,
        title=wanted.title,
        kind=wanted.kind,
        status=status,
        items=wanted.items,
        proposed=wanted.proposed,
        reason=wanted.reason,
    )


def _next_id(project: Project) -> str:
    found = (_SERIES.fullmatch(change.id) for change in project.changes)
    highest = max((int(match["number"]) for match in found if match), default=0)
    return f"CO-{highest + 1:03}"


def new_bill(project: Project, wanted: NewBill) -> Bill:
    """The bill, named by vendor and number; the same bill twice is refused."""
    if not wanted.vendor.strip():
        raise misused("title.empty", "a bill has a vendor", '--vendor "Coastal Concrete"')
    id = vendor_id(wanted.vendor, wanted.number or str(wanted.date))
    other = next((bill.id for bill in project.bills if same_name(bill.id, id)), "")
    if other:
        raise refused(
            "bill.recorded",
            f"{other} is recorded already",
            f"ressio bill show {other}; another bill of that vendor has another --number",
        )
    _known(project, wanted.lines)
    return Bill(
        id=id,
        vendor=wanted.vendor,
        number=wanted.number,
        kind=wanted.kind,
        date=wanted.date,
        due=wanted.due,
        status="approved" if wanted.approved else "draft",
        approved=wanted.approved,
        lines=wanted.lines,
    )


def imported(project: Project, bills: tuple[Bill, ...], approved: datetime.date | None) -> list[Bill]:
    """Bills from a table, to be written together or not at all; every one that is there already is a reason."""
    if not bills:
        raise misused(
            "table.empty", "the table has no bills", "the first row is headings, each row below a line of a bill"
        )
    there = {bill.id.casefold(): bill.id for bill in project.bills}
    twice = [
        Problem("bill.recorded", f"{there[bill.id.casefold()]} is recorded already", bill.origin)
        for bill in bills
        if bill.id.casefold() in there
    ]
    if twice:
        raise Refused(twice)
    _known(project, [line for bill in bills for line in bill.lines])
    if approved is None:
        return list(bills)
    return [replace(bill, status="approved", approved=approved) for bill in bills]


def named(project: Project, draft: Draft, wished: str, day: datetime.date) -> Draft:
    """A new draft under the id wished for, else under one made from its title.

    Where an invoice once had that name, the draft's history says so, which tells the two apart.
    """
    id = wished or draft_id(draft.title, day, _papers(project), *Series(project).patterns)
    if wished:
        _fit_for_draft(project, wished)
    before = [invoice.id for invoice in project.invoices if invoice.draft == id]
    first = replace(draft.history[0], note=f"the name was that of {before[-1]} before") if before else draft.history[0]
    return replace(draft, id=id, history=(first, *draft.history[1:]))


def _papers(project: Project) -> set[str]:
    return {draft.id for draft in project.drafts} | {invoice.id for invoice in project.invoices}


def _fit_for_draft(project: Project, wished: str) -> None:
    _fit(wished, "march-progress")
    if looks_like_number(wished, *Series(project).patterns):
        raise misused("id.unfit", f"{wished} looks like the number of an invoice", "a draft's id is a name: --id march")
    other = next((id for id in sorted(_papers(project)) if same_name(id, wished)), "")
    if other:
        raise refused("draft.taken", f"there is an invoice {other} already", "another --id, or leave it out")


def _fit(id: str, example: str) -> None:
    if not is_id(id):
        raise misused("id.unfit", f"{id!r} cannot be an id", f"letters, digits, '.', '_' and '-', such as {example}")


def _known(project: Project, lines: Iterable[ChangeItem | BillLine]) -> None:
    wanted = [("item", line.item) for line in lines if line.item]
    wanted += [("tax", name) for line in lines for name in taxes(line.taxed, project.settings.tax)]
    problems = known_references(project, tuple(dict.fromkeys(wanted)))
    if problems:
        raise Misused(problems)
