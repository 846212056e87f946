"""bills/ID.yaml: an actual cost.

Room: files.
"""

from __future__ import annotations

from ressio_cli.files import kinds
from ressio_cli.files.budget_file import one_way
from ressio_cli.files.canonical import taxed, words
from ressio_cli.files.fields import Fields
from ressio_cli.files.invoice_file import attachment, attachment_value
from ressio_cli.model.bill import KINDS, STATUSES, Bill, BillLine, Correction
from ressio_cli.model.invoice import Attachment
from ressio_cli.model.money import product
from ressio_cli.model.value import Plain, Value


def read(fields: Fields, id: str) -> Bill:
    """A bill."""
    return Bill(
        id=id,
        vendor=fields.text("vendor", "Who is paid.", True),
        number=fields.text("number", "The vendor's number on it."),
        kind=fields.choice("kind", "What it is.", KINDS, True),
        date=fields.day("date", "The day on it.", True) or kinds.NO_DAY,
        due=fields.day("due", "The day it is to be paid."),
        status=fields.choice("status", "Only approved and paid bills are actual costs.", STATUSES, True),
        approved=fields.day("approved", "The day it was approved."),
        lines=fields.each("lines", "What it is for, each line a source of its own.", line, True),
        paid=fields.day("paid", "The day it was paid."),
        files=fields.each("files", "Scans: a path in the project, or `file` and more.", attachment, False, "file"),
        corrections=fields.each("corrections", "Why it was changed after it was billed.", _correction),
        origin=fields.origin,
    )


def value(bill: Bill) -> dict[str, Value]:
    """The words of a bill."""
    return words({
        "vendor": bill.vendor, "number": bill.number, "kind": Plain(bill.kind), "date": bill.date, "due": bill.due,
        "status": Plain(bill.status), "approved": bill.approved, "paid": bill.paid,
        "lines": [line_value(line) for line in bill.lines], "files": [_file_value(scan) for scan in bill.files],
        "corrections": [_correction_value(correction) for correction in bill.corrections],
    })  # fmt: skip


def _correction(fields: Fields) -> Correction:
    return Correction(
        on=fields.day("on", "The day of the correction.", True) or kinds.NO_DAY,
        line=fields.whole("line", "Which line, counted from 1."),
        was=fields.money("was", "What that line cost before."),
        reason=fields.text("reason", "Why.", True),
        origin=fields.origin,
    )


def _correction_value(correction: Correction) -> dict[str, Value]:
    return words({
        "on": correction.on, "line": correction.line, "was": correction.was, "reason": correction.reason,
    })  # fmt: skip


def _file_value(scan: Attachment) -> Value:
    """A path alone where nothing else is known of the file."""
    return attachment_value(scan) if scan.title or scan.sha256 else scan.file


def line_value(line: BillLine) -> dict[str, Value]:
    """The words of one line."""
    return words({
        "code": line.code, "item": line.item, "change": line.change, "description": line.description,
        "hours": line.hours, "rate": line.rate,
        "amount": line.amount if line.hours is None else None, "markup": line.markup, "taxed": taxed(line.taxed),
    })  # fmt: skip


def line(fields: Fields) -> BillLine:
    """One line of a bill."""
    bill_line = BillLine(
        code=fields.text("code", "Its cost code."),
        item=fields.text("item", "The budget item it belongs to."),
        change=fields.text("change", "The change it carries out, or an item of it such as CO-001/1."),
        description=fields.long_text("description", "What it is for."),
        hours=(hours := fields.number("hours", "Hours of labor; with `rate`, instead of `amount`.")),
        rate=(rate := fields.number("rate", "What one hour costs.")),
        amount=fields.money("amount", "What it costs; may be negative.")
        or (fields.currency.zero if hours is None or rate is None else fields.currency.round(product(hours, rate))),
        markup=fields.percent("markup", "Instead of the project's markup; may be negative.", kinds.MARKUP),
        taxed=fields.taxed("taxed", "The client's taxes on it."),
        origin=fields.origin,
    )
    one_way(fields, "amount", "hours", "rate")
    return bill_line
