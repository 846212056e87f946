"""Sheets of the invoices page and of one invoice, as the builder reads them.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ressio_cli.model.figures import InvoiceFigures, InvoiceList, InvoiceRow, Standing
from ressio_cli.model.invoice import Draft, Event, Line, Released
from ressio_cli.views.sheet import Block, Cell, Column, Facts, Row, Sheet, Table, facts, without_empty

_LIST = (
    Column("Number", "id"), Column("Title"), Column("Status"), Column("Released", "date", "Dates"),
    Column("Due", "date", "Dates"), Column("Total", "money", "Money"), Column("Paid", "money", "Money"),
    Column("Pending", "money", "Money"), Column("Balance", "money", "Money"),
)  # fmt: skip
_LINES = (
    Column("#", "count"), Column("Source", "id"), Column("Description"), Column("Code", "id"),
    Column("Quantity", "count"), Column("Unit"), Column("Unit cost", "count"), Column("Cost", "money"),
    Column("Markup", "percent"), Column("Worth", "money"), Column("To date", "percent"),
    Column("Previous", "money"), Column("Stored", "money"), Column("Amount", "money"), Column("Tax"),
)  # fmt: skip
_PAYMENTS = (
    Column("Payment", "id"), Column("Received", "date"), Column("Method"), Column("Reference"), Column("Status"),
    Column("Amount", "money"),
)  # fmt: skip
_HISTORY = (Column("On", "date"), Column("Did"), Column("Note"))


def invoice_list(page: InvoiceList) -> Sheet:
    """The invoices page: one row per invoice, then what was invoiced, collected and is owed."""
    table = Table(columns=_LIST, rows=tuple(map(_list_row, page.rows)), empty="no invoices yet")
    totals = facts(
        "",
        ("Invoiced", page.invoiced),
        ("Collected", page.collected),
        ("Outstanding", page.outstanding),
        ("Overdue", page.overdue),
        (f"Drafts ({page.drafts})", page.drafts_total),
    )
    return (table, totals)


def invoice(figures: InvoiceFigures) -> Sheet:
    """One invoice: its head, a table per section, totals, recap, payments and history."""
    return tuple(
        block
        for block in (_head(figures), *_sections(figures), _totals(figures), *_recap(figures), *_tail(figures))
        if not isinstance(block, Facts) or block.pairs
    )


def _list_row(figures: InvoiceRow) -> Row:
    paper, standing = figures.invoice, figures.standing
    released = paper if isinstance(paper, Released) else None
    return (
        paper.id,
        paper.title,
        _status(figures.standing),
        released.released if released else None,
        paper.due,
        standing.total,
        standing.paid,
        standing.pending,
        standing.balance,
    )


def _status(standing: Standing) -> str:
    return f"{standing.status} (overdue)" if standing.overdue else standing.status


def _head(figures: InvoiceFigures) -> Facts:
    paper = figures.invoice
    own: tuple[tuple[str, Cell], ...] = ()
    if isinstance(paper, Draft):
        own = (("Draft", paper.id), ("Wished number", paper.number))
    elif isinstance(paper, Released):
        own = (
            ("Invoice", paper.id),
            ("Released", paper.released),
            ("Revision", paper.revision if paper.revision > 1 else None),
            ("Void", _void(paper)),
        )
    return facts(
        "",
        *own[:1],
        ("Title", paper.title),
        ("Status", _status(figures.standing)),
        *own[1:],
        ("Due", paper.due),
        ("Terms", figures.terms),
        ("Replaces", paper.replaces),
        ("Description", paper.description),
        ("Notes", paper.notes),
        ("Internal", paper.internal),
    )


def _void(paper: Released) -> str:
    if paper.void is None:
        return ""
    after = f" (replaced by {paper.void.replaced_by})" if paper.void.replaced_by else ""
    return f"{paper.void.on}: {paper.void.reason}{after}"


def _sections(figures: InvoiceFigures) -> Iterable[Block]:
    place = 0
    for number, (section, subtotal) in enumerate(zip(figures.invoice.sections, figures.subtotals, strict=True), 1):
        taxes = [line.taxes for line in figures.lines[place : place + len(section.lines)]]
        place += len(section.lines)
        rows = [_line(at, line, named) for at, (line, named) in enumerate(zip(section.lines, taxes, strict=True), 1)]
        total: Row = (None, None, "Subtotal", *(None,) * 10, subtotal, None)
        columns, cells, foot = without_empty(_LINES, rows, total)
        yield Table(
            title=f"{number}. {section.title}",
            columns=columns,
            rows=cells,
            total=foot,
            notes=tuple(f"over on {line.source}: {line.over}" for line in section.lines if line.over),
            empty="no lines",
        )


def _line(number: int, line: Line, taxes: tuple[str, ...]) -> Row:
    return (
        number,
        line.source,
        line.description,
        line.code,
        line.quantity,
        line.unit,
        line.unit_cost,
        line.cost,
        line.markup,
        line.worth,
        line.percent,
        line.previous,
        line.stored,
        line.amount,
        ", ".join(taxes),
    )


def _totals(figures: InvoiceFigures) -> Facts:
    standing = figures.standing
    rate = f" ({figures.retainage_rate})" if figures.retainage_rate else ""
    return facts(
        "Total",
        ("Subtotal", figures.subtotal),
        *((f"{tax.name} {tax.rate} of {tax.base.grouped()}", tax.amount) for tax in figures.taxes),
        (f"Less retainage{rate}", -figures.retainage_held if figures.retainage_held else None),
        ("Total", standing.total),
        *_paid(standing),
    )


def _paid(standing: Standing) -> tuple[tuple[str, Cell], ...]:
    """What was paid and what is owed; of a draft nothing is yet."""
    if standing.status == "draft":
        return ()
    return (
        ("Paid", standing.paid),
        ("of which from credit", standing.deposit_applied or None),
        ("Pending", standing.pending or None),
        ("Balance", standing.balance),
    )


def _recap(figures: InvoiceFigures) -> Iterable[Block]:
    recap = figures.recap
    if recap is None:
        return
    yield facts(
        "Contract",
        ("Approved price", recap.approved_price),
        ("Billed before", recap.billed_before),
        ("This invoice", recap.this_invoice),
        ("Billed to date", recap.billed_to_date),
        ("Left", recap.left),
    )


def _tail(figures: InvoiceFigures) -> Iterable[Block]:
    paper = figures.invoice
    if figures.payments:
        rows = tuple(
            (paid.id, paid.received, paid.method, paid.reference, paid.status, applied.amount)
            for paid in figures.payments
            for applied in paid.applied
            if applied.invoice == paper.id
        )
        yield Table(title="Payments", columns=_PAYMENTS, rows=rows)
    if paper.attachments:
        files = tuple((attached.file, attached.title) for attached in paper.attachments)
        yield Table(title="Attachments", columns=(Column("File", "id"), Column("Title")), rows=files)
    if paper.history:
        yield _history(paper.history)


def _history(events: Sequence[Event]) -> Table:
    """What happened; with the day it was written down where one was dated on another."""
    if not any(event.entered for event in events):
        rows = tuple((event.on, event.did, event.note) for event in events)
        return Table(title="History", columns=_HISTORY, rows=rows)
    on, did, note = _HISTORY
    dated = tuple((event.on, event.did, event.entered, event.note) for event in events)
    return Table(title="History", columns=(on, did, Column("Entered", "date"), note), rows=dated)
