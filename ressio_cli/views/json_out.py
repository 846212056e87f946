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
from ressio_cli.model.invoice import Event, Line, Recap, Released, Section, TaxCharge, VoidMark
from ressio_cli.model.money import Money, Percent, plain_number
from ressio_cli.model.payment import Applied, Payment, Undone
from ressio_cli.model.problem import Problem
from ressio_cli.views.json_issued import issued

Object = dict[str, object]

_STANDING = ("total", "paid", "deposit_applied", "written_off", "discount", "pending", "balance", "overdue")
_TOTALS = (
    "invoiced", "collected", "outstanding", "overdue", "received", "deposits_drawn", "deposits_returned",
    "deposits_held", "credit", "written_off", "discounts",
)  # fmt: skip
_RECAP = ("approved_price", "billed_before", "this_invoice", "billed_to_date", "left")


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
        "early_payment": _early(figures.early),
        "payments": [payment_object(paid) for paid in figures.payments],
        "recap": _recap(figures.recap),
        "void": _void(released.void if released else None),
        "replaces": paper.replaces or None,
        "notified": value(released.notified if released else None),
        "history": [_event(event) for event in paper.history],
        "file": file,
        "issued": issued(paper),
        "after": (released.after or None) if released else None,
    }
    return found if reissued_as is None else {**found, "reissued_as": reissued_as}


def invoice_list(page: reckoned.InvoiceList) -> Object:
    """The object of `invoice list`."""
    totals = fields(page, _TOTALS)
    drafts = {"count": page.drafts, "total": str(page.drafts_total)}
    return {"invoices": [_list_row(row) for row in page.rows], "totals": {**totals, "drafts": drafts}}


def discarded(draft: str) -> Object:
    """The object of a draft that is no more (`void` of a draft, `invoice delete`)."""
    return {"id": draft, "status": "discarded", "file": None}


def payment(paid: Payment, invoices: Sequence[Object], credit: Money, drawn: Payment | None = None) -> Object:
    """The object of `pay`, `write-off` and `payment …`. `drawn`: what credits named with it pay beside it.

    `invoice` is the one invoice it went to, null where none or several.
    """
    return {
        "payment": payment_object(paid),
        "drawn": payment_object(drawn) if drawn else None,
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
        "applied": [_applied(part) for part in paid.applied],
        "settled": value(paid.settled),
        "failed": _undone(paid.failed),
        "void": _undone(paid.void),
        "refunds": paid.refunds or None,
        "reason": paid.reason,
        "note": paid.note,
        "by": paid.by,
        "entered": value(paid.entered),
    }


def _applied(part: Applied) -> Object:
    return {
        "invoice": part.invoice,
        "amount": str(part.amount),
        "discount": str(part.discount or part.amount.zero),
    }


def _early(early: reckoned.EarlyPayment | None) -> Object | None:
    """What pays it early: `amount` on or before `by` (null on a draft), which is `days` after its release."""
    return fields(early, ("rate", "days", "by", "discount", "amount")) if early else None


def payments(rows: Iterable[Payment], received: Money, credit: Money) -> Object:
    """The object of `payment list`."""
    return {"payments": [payment_object(paid) for paid in rows], "received": str(received), "credit": str(credit)}


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
        "tax_rates": {name: str(figures.rates[name]) for name in figures.taxes if name in figures.rates},
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
        **fields(standing, ("total", "paid", "written_off", "discount", "pending", "balance", "overdue")),
    }


def _tax(tax: TaxCharge) -> Object:
    """A tax at one rate; what was charged before where it is rounded over all to date, and that makes a difference."""
    before = ("base_before", "amount_before") if tax.base_before is not None else ()
    return fields(tax, ("name", "rate", "base", "amount", *before))


def _recap(recap: Recap | None) -> Object | None:
    return fields(recap, _RECAP) if recap else None


def _void(void: VoidMark | None) -> Object | None:
    return {**fields(void, ("on", "reason")), "replaced_by": void.replaced_by or None} if void else None


def _event(event: Event) -> Object:
    return fields(event, ("on", "did", "note", "by", "entered"))


def _undone(undone: Undone | None) -> Object | None:
    return fields(undone, ("on", "reason", "by", "entered")) if undone else None


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
