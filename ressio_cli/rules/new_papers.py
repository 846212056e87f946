"""New changes and bills: their ids, and what they may not name.

Room: rules.  Problems: change.taken, draft.taken, bill.recorded, bill.taken, item.unknown, tax.unknown, id.unfit,
title.empty.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from ressio_cli.model.bill import Bill, BillLine
from ressio_cli.model.change import AT_COST, Change, ChangeItem
from ressio_cli.model.invoice import Draft
from ressio_cli.model.numbering import draft_id, is_id, looks_like_number, same_name, same_number
from ressio_cli.model.problem import Misused, Problem, Refused, misused, refused
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.rules.agreements import known_references
from ressio_cli.rules.carrying_out import refuse_unbilled
from ressio_cli.rules.pricing import taxes
from ressio_cli.rules.series import Series
from ressio_cli.rules.sources import ALL, RETAINAGE

_ANOTHER = "another bill of that vendor has another number"
_ANOTHER_UNNUMBERED = "another bill of that vendor and day has a number, or says what it is for in other words"
_STEMS = {"change-order": "CO", "selection": "SEL"}
_SERIES = re.compile(r"(?P<stem>[A-Za-z]+)-(?P<number>[0-9]+)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChange:
    """A change to be written; without `id` it takes the next CO-NNN, a selection SEL-NNN. `proposed`: put to the
    client on that day."""

    title: str
    kind: str
    items: tuple[ChangeItem, ...]
    id: str = ""
    reason: str = ""
    proposed: datetime.date | None = None
    carried_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBill:
    """A bill to be written under `id`, else under `name` or the next like it. `approved`: an actual cost from that
    day on."""

    name: str
    vendor: str
    kind: str
    date: datetime.date
    lines: tuple[BillLine, ...]
    id: str = ""
    number: str = ""
    due: datetime.date | None = None
    approved: datetime.date | None = None


def new_change(project: Project, wanted: NewChange) -> Change:
    """The change, as a draft or pending."""
    if not wanted.title.strip():
        raise misused("title.empty", "a change has a title", '--title "Heated bathroom floor"')
    id = wanted.id or _next_id(project, wanted.kind)
    _fit(id, "CO-001")
    other = next((change.id for change in project.changes if same_number(change.id, id)), "")
    if other:
        what = f"{id} exists already" if other == id else f"{id} is {other} in another spelling"
        raise refused("change.taken", what, "leave out --id: the next number is taken")
    refuse_unknown(project, wanted.items)
    if wanted.carried_out == AT_COST:
        refuse_unbilled(project, id)
    status = "pending" if wanted.proposed else "draft"
    return Change(
        id=id,
        title=wanted.title,
        kind=wanted.kind,
        status=status,
        items=wanted.items,
        proposed=wanted.proposed,
        carried_out=wanted.carried_out,
        reason=wanted.reason,
    )


def _next_id(project: Project, kind: str) -> str:
    """The next number of the kind: change orders are counted as CO-001, selections as SEL-001."""
    stem = _STEMS[kind]
    matches = (_SERIES.fullmatch(change.id) for change in project.changes)
    numbers = (int(match["number"]) for match in matches if match and match["stem"].upper() == stem)
    return f"{stem}-{max(numbers, default=0) + 1:03}"


def new_bill(project: Project, wanted: NewBill) -> Bill:
    """The bill under an id of its own; the same paper twice is refused."""
    if not wanted.vendor.strip():
        raise misused("title.empty", "a bill has a vendor", '--vendor "Coastal Concrete"')
    if wanted.id:
        _fit(wanted.id, "coastal-concrete-88121")
    lines = tuple(linked(project, line) for line in wanted.lines)
    bill = Bill(
        id=wanted.id or wanted.name,
        vendor=wanted.vendor,
        number=wanted.number,
        kind=wanted.kind,
        date=wanted.date,
        due=wanted.due,
        status="approved" if wanted.approved else "draft",
        approved=wanted.approved,
        lines=lines,
    )
    refuse_unknown(project, lines)
    recorded = not_recorded_twice(project, [bill])
    if recorded:
        raise Refused(recorded)
    names = _Names(project)
    if wanted.id and wanted.id in names:
        raise refused("bill.taken", f"the name {wanted.id} is taken", "choose another --id, or leave it out")
    return replace(bill, id=names.new(bill.id))


def not_recorded_twice(project: Project, bills: Sequence[Bill]) -> list[Problem]:
    """A problem for each bill that another record of the project is already."""
    there = {bill.identity: bill for bill in reversed(project.bills)}
    return [
        Problem(
            "bill.recorded",
            f"{other.vendor} {other.number or other.date} is recorded already, as {other.id}",
            bill.origin,
            f"ressio bill show {other.id}; {_ANOTHER if bill.number else _ANOTHER_UNNUMBERED}",
            subjects=(other.id,),
        )
        for bill in bills
        if (other := there.get(bill.identity))
    ]


class _Names:
    """The names that records of a project have, without regard to case; new ones are handed out beside them."""

    def __init__(self, project: Project) -> None:
        ids = (*(bill.id for bill in project.bills), *(change.id for change in project.changes))
        items = (item.id for item in project.budget.items)
        self.taken = {name.casefold() for name in (*ids, *items, ALL, RETAINAGE)}
        self.counters: dict[str, Iterator[int]] = {}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self.taken

    def new(self, name: str) -> str:
        """The name, or where it is taken the first free one of NAME-2, NAME-3, …"""
        free = name
        while free in self:
            free = f"{name}-{next(self.counters.setdefault(name.casefold(), count(2)))}"
        self.taken.add(free.casefold())
        return free


def linked(project: Project, line: BillLine) -> BillLine:
    """The line, for a change or an item of one where what it is for is no item of the budget."""
    if line.change or line.item in {item.id for item in project.budget.items}:
        return line
    change = line.item.partition("/")[0]
    is_change = bool(change) and change in {other.id for other in project.changes}
    return replace(line, item="", change=line.item) if is_change else line


def imported(project: Project, bills: tuple[Bill, ...], approved: datetime.date | None) -> list[Bill]:
    """Bills from a table, to be written together or not at all; every one that is there already is a reason."""
    if not bills:
        raise misused(
            "table.empty", "the table has no bills", "the first row is headings, each row below a line of a bill"
        )
    recorded = not_recorded_twice(project, bills)
    if recorded:
        raise Refused(recorded)
    refuse_unknown(project, [line for bill in bills for line in bill.lines])
    names = _Names(project)
    new = [replace(bill, id=names.new(bill.id)) for bill in bills]
    if approved is None:
        return new
    return [replace(bill, status="approved", approved=approved) for bill in new]


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


def refuse_unknown(project: Project, lines: Iterable[ChangeItem | BillLine]) -> None:
    """Refuse lines that name a budget item, a change or a tax that the project does not have."""
    lines = list(lines)
    wanted = [("item", line.item) for line in lines if line.item]
    wanted += [("change", line.change) for line in lines if isinstance(line, BillLine) and line.change]
    wanted += [("tax", name) for line in lines for name in taxes(line.taxed, project.settings.tax)]
    problems = known_references(project, tuple(dict.fromkeys(wanted)))
    if problems:
        raise Misused(problems)
