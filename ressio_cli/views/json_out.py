"""The objects of `--json`: exactly the keys the specification names, every key always there.

Room: views.  Pure.

Money and percents are text with the currency's digits and the sign (`"1250.00"`, `"60%"`), dates ISO text, quantities
and unit costs text. What is absent is null where it is money, a percent, a number, a date, a name of another paper, or
an object (`void`, `recap`, `replaces`, `source`, `over`); absent free text (description, notes, terms, reason, a code)
is `""`; absent lists are `[]`. A draft has null `number`, `released` and `due`; its `revision` is 1, which it will be.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ressio_cli.model import figures as reckoned
from ressio_cli.model.bill import Bill
from ressio_cli.model.change import Change
from ressio_cli.model.invoice import Event, Line, Recap, Released, Section, TaxCharge, VoidMark
from ressio_cli.model.money import Money, Percent, plain_number
from ressio_cli.model.payment import Payment, Undone
from ressio_cli.model.problem import Problem

Object = dict[str, object]

_STANDING = ("total", "paid", "deposit_applied", "pending", "balance", "overdue")
_RECAP = ("approved_price", "billed_before", "this_invoice", "billed_to_date", "left")
_GROUP = ("worth", "cost", "billed", "left")


def dump(found: Mapping[str, object]) -> str:
    """One object as ASCII text with a line end: a key a line, in a list an element a line.

    The standard encoder is fast only where it is not asked to indent.
    """
    entries = (f"  {json.dumps(key)}: {_entry(inner)}" for key, inner in found.items())
    return "{\n" + ",\n".join(entries) + "\n}\n" if found else "{}\n"


def _entry(inner: object) -> str:
    if not isinstance(inner, list | tuple) or not inner:
        return json.dumps(inner)
    return "[\n" + ",\n".join(f"    {json.dumps(element)}" for element in inner) + "\n  ]"


def invoice(figures: reckoned.InvoiceFigures, file: str, reissued_as: str | None = None) -> Object:
    """The invoice object; `file` relative to the project. `reissued_as` is added where a void made a new draft."""
    paper = figures.invoice
    released = paper if isinstance(paper, Released) else None
    found: Object = {
        "id": paper.id,
        "number": released.id if released else None,
        "status": figures.standing.status,
        "title": paper.title,
        "released": value(released.released if released else None),
        "due": value(released.due if released else None),
        "revision": released.revision if released else 1,
        "terms": figures.terms,
        "description": paper.description,
        "notes": paper.notes,
        "sections": _sections(figures),
        "subtotal": str(figures.subtotal),
        "taxes": [_tax(tax) for tax in figures.taxes],
        "tax": str(figures.tax),
        "retainage_held": str(figures.retainage_held),
        **fields(figures.standing, _STANDING),
        "payments": [payment_object(paid) for paid in figures.payments],
        "recap": _recap(figures.recap),
        "void": _void(released.void if released else None),
        "replaces": paper.replaces or None,
        "history": [_event(event) for event in paper.history],
        "file": file,
        "after": (released.after or None) if released else None,
    }
    return found if reissued_as is None else {**found, "reissued_as": reissued_as}


def invoice_list(page: reckoned.InvoiceList) -> Object:
    """The object of `invoice list`."""
    totals = fields(page, ("invoiced", "collected", "outstanding", "overdue"))
    drafts = {"count": page.drafts, "total": str(page.drafts_total)}
    return {"invoices": [_list_row(row) for row in page.rows], "totals": {**totals, "drafts": drafts}}


def discarded(draft: str) -> Object:
    """The object of a draft that is no more (`void` of a draft, `invoice delete`)."""
    return {"id": draft, "status": "discarded", "file": None}


def payment(paid: Payment, invoices: Sequence[Object], credit: Money) -> Object:
    """The object of `pay` and `payment …`: `invoice` is the one invoice it went to, null where none or several."""
    return {
        "payment": payment_object(paid),
        "invoice": invoices[0] if len(invoices) == 1 else None,
        "invoices": list(invoices),
        "credit": str(credit),
    }


def payment_object(paid: Payment) -> Object:
    """One payment."""
    return {
        "id": paid.id,
        "received": str(paid.received),
        "amount": str(paid.amount),
        "method": paid.method,
        "reference": paid.reference,
        "status": paid.status,
        "applied": [{"invoice": applied.invoice, "amount": str(applied.amount)} for applied in paid.applied],
        "settled": value(paid.settled),
        "failed": _undone(paid.failed),
        "void": _undone(paid.void),
        "refunds": paid.refunds or None,
        "note": paid.note,
        "entered": value(paid.entered),
    }


def payments(rows: Iterable[Payment], received: Money, credit: Money) -> Object:
    """The object of `payment list`."""
    return {"payments": [payment_object(paid) for paid in rows], "received": str(received), "credit": str(credit)}


def change(change: Change, figures: reckoned.GroupFigures) -> Object:
    """One change as its list shows it."""
    decided = change.decided.on if change.decided else None
    own = fields(change, ("id", "title", "kind", "status", "proposed"))
    return {**own, "decided": value(decided), **fields(figures, _GROUP)}


def changes(rows: Iterable[tuple[Change, reckoned.GroupFigures]], total: reckoned.GroupFigures) -> Object:
    """The object of `change list`."""
    return {"changes": [change(one, figures) for one, figures in rows], "totals": fields(total, _GROUP)}


def bill(bill: Bill, figures: reckoned.GroupFigures) -> Object:
    """One bill as its list shows it."""
    own = fields(bill, ("id", "vendor", "number", "date", "due", "status"))
    return {**own, **fields(figures, ("cost", "worth", "billed", "left"))}


def bills(rows: Iterable[tuple[Bill, reckoned.GroupFigures]], total: reckoned.GroupFigures) -> Object:
    """The object of `bill list`."""
    totals = fields(total, ("cost", "worth", "billed", "left"))
    return {"bills": [bill(one, figures) for one, figures in rows], "totals": totals}


def problems(found: Iterable[Problem]) -> Object:
    """The object of every exit other than 0, sorted by place."""
    return {"problems": [_problem(problem) for problem in sorted(found, key=lambda problem: problem.place)]}


def check(found: Iterable[Problem], checked: Mapping[str, int]) -> Object:
    """The object of `check`: what was found, and how much was looked at."""
    return {**problems(found), "checked": dict(checked)}


def dry(found: Mapping[str, object], edits: Iterable[tuple[str, str]]) -> Object:
    """The object of `--dry-run`: what would be printed, and each file with what would happen to it."""
    return {**found, "dry_run": True, "changes": [{"file": file, "action": action} for file, action in edits]}


def value(found: object) -> object:
    """A value as JSON holds it."""
    if isinstance(found, Money | Percent | date):
        return str(found)
    return plain_number(found) if isinstance(found, Decimal) else found


def fields(record: object, names: Iterable[str]) -> Object:
    """The named fields of a record as JSON holds them."""
    return {name: value(getattr(record, name)) for name in names}


def _sections(figures: reckoned.InvoiceFigures) -> list[Object]:
    sections, place = [], 0
    for number, (section, subtotal) in enumerate(zip(figures.invoice.sections, figures.subtotals, strict=True), 1):
        own = figures.lines[place : place + len(section.lines)]
        place += len(section.lines)
        sections.append(_section(number, section, own, subtotal))
    return sections


def _section(number: int, section: Section, own: Sequence[reckoned.LineFigures], subtotal: Money) -> Object:
    lines = [_line(line, one) for line, one in zip(section.lines, own, strict=True)]
    return {"number": number, "title": section.title, "from": section.method, "lines": lines, "subtotal": str(subtotal)}


def _line(line: Line, figures: reckoned.LineFigures) -> Object:
    return {
        "source": line.source or None,
        "description": line.description,
        "code": line.code,
        "cost": value(line.cost),
        "markup": value(figures.markup or line.markup),
        **fields(line, ("quantity", "unit_cost", "worth", "percent", "previous", "amount")),
        "taxed": list(figures.taxes),
        "over": line.over or None,
        "basis": figures.basis,
        "unit": line.unit,
        **({"stored": str(line.stored)} if line.stored is not None else {}),
    }


def _list_row(figures: reckoned.InvoiceRow) -> Object:
    paper, standing = figures.invoice, figures.standing
    released = paper if isinstance(paper, Released) else None
    return {
        "id": paper.id,
        "number": released.id if released else None,
        "title": paper.title,
        "status": standing.status,
        "released": value(released.released if released else None),
        "due": value(released.due if released else None),
        **fields(standing, ("total", "paid", "pending", "balance", "overdue")),
    }


def _tax(tax: TaxCharge) -> Object:
    return fields(tax, ("name", "rate", "base", "amount"))


def _recap(recap: Recap | None) -> Object | None:
    return fields(recap, _RECAP) if recap else None


def _void(void: VoidMark | None) -> Object | None:
    return {**fields(void, ("on", "reason")), "replaced_by": void.replaced_by or None} if void else None


def _event(event: Event) -> Object:
    return fields(event, ("on", "did", "note", "entered"))


def _undone(undone: Undone | None) -> Object | None:
    return fields(undone, ("on", "reason", "entered")) if undone else None


def _problem(problem: Problem) -> Object:
    origin = problem.origin
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "file": origin.file or None,
        "line": origin.line or None,
        "column": origin.column or None,
        "hint": problem.hint,
    }
