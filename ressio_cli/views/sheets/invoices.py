"""Sheets of the invoices page and of one invoice, as the builder reads them.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from ressio_cli.model.figures import InvoiceFigures, InvoiceList, InvoiceRow, Standing
from ressio_cli.model.invoice import Draft, Line, Released
from ressio_cli.views.sheet import Block, Cell, Column, Facts, Row, Sheet, Table, facts, without_empty
from ressio_cli.views.taxes import charge_label, line_taxes

_LIST = (
    Column("Number", "id"), Column("Title", "name", 1), Column("Status", "id", 2), Column("Released", "date", 6),
    Column("Due", "date", 3), Column("Total", "money", 4), Column("Paid", "money", 5), Column("Pending", "money", 7),
    Column("Balance", "money"),
)  # fmt: skip
_LINES = (
    Column("#", "count", 1), Column("Source", "id", 2), Column("Description"), Column("Code", "id", 12),
    Column("Quantity", "count", 7), Column("Unit", "id", 8), Column("Unit cost", "count", 9),
    Column("Cost", "money", 10), Column("Markup", "percent", 11), Column("Worth", "money", 6),
    Column("To date", "percent", 3), Column("Previous", "money", 4), Column("Stored", "money", 13),
    Column("Amount", "money"), Column("Tax", rank=5),
)  # fmt: skip
_PAYMENTS = (
    Column("Payment", "id"), Column("Received", "date", 2), Column("Method", "id", 3), Column("Reference", "name", 4),
    Column("Status", "id", 1), Column("Amount", "money"),
)  # fmt: skip
_HISTORY = (Column("On", "date"), Column("Did"), Column("Entered", "date"), Column("By"), Column("Note"))


def invoice_list(page: InvoiceList, messages: int = 0) -> Sheet:
    """The invoices page: one row per invoice, then what was invoiced and received, and what is owed.

    Received is the cash: a deposit that was drawn is said beside it, once. `messages` is how many wait to be sent.
    """
    table = Table(columns=_LIST, rows=tuple(map(_list_row, page.rows)), empty="no invoices yet")
    totals = facts(
        "",
        ("Invoiced", page.invoiced),
        ("Received", page.received),
        ("Deposits drawn", page.deposits_drawn or None),
        ("Deposits sent back", page.deposits_returned or None),
        ("Written off", page.written_off or None),
        ("Discounts", page.discounts or None),
        ("Outstanding", page.outstanding),
        ("Overdue", page.overdue),
        ("Credit", page.credit or None),
        (f"Drafts ({page.drafts})", page.drafts_total),
    )
    if not messages:
        return (table, totals)
    waits = "1 message waits to be sent" if messages == 1 else f"{messages} messages wait to be sent"
    return (table, totals, facts("", ("Outbox", waits)))


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
    if standing.written_off and not (standing.paid or standing.balance):
        return f"{standing.status} (written off)"
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
            ("Notified", paper.notified),
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
    place, named = 0, line_taxes(figures)
    for number, (section, subtotal) in enumerate(zip(figures.invoice.sections, figures.subtotals, strict=True), 1):
        taxes = named[place : place + len(section.lines)]
        place += len(section.lines)
        rows = [_line(at, line, tax) for at, (line, tax) in enumerate(zip(section.lines, taxes, strict=True), 1)]
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


def _line(number: int, line: Line, tax: str) -> Row:
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
        tax,
    )


def _totals(figures: InvoiceFigures) -> Facts:
    standing = figures.standing
    rate = f" ({figures.retainage_rate})" if figures.retainage_rate else ""
    return facts(
        "Total",
        ("Subtotal", figures.subtotal),
        *((charge_label(charge), charge.amount) for charge in figures.taxes),
        (f"Less retainage{rate}", -figures.retainage_held if figures.retainage_held else None),
        ("Total", standing.total),
        *_paid(standing),
        *_early(figures),
    )


def _paid(standing: Standing) -> tuple[tuple[str, Cell], ...]:
    """What was paid and what is owed; of a draft nothing is yet."""
    if standing.status == "draft":
        return ()
    return (
        ("Paid", standing.paid),
        ("of which from credit", standing.deposit_applied or None),
        ("Written off", standing.written_off or None),
        ("Discount for paying early", standing.discount or None),
        ("Pending", standing.pending or None),
        ("Balance", standing.balance),
    )


def _early(figures: InvoiceFigures) -> tuple[tuple[str, Cell], ...]:
    """What pays it early, while that can still be taken."""
    early = figures.early
    if early is None:
        return ()
    until = f"until {early.by}" if early.by else f"within {early.days} days"
    return ((f"Pays it {until}, less {early.rate}", early.amount),)


def _recap(figures: InvoiceFigures) -> Iterable[Block]:
    recap = figures.recap
    if recap is None:
        return
    if recap.left is None:
        yield facts(
            "Contract",
            ("Estimate", recap.approved_price),
            ("Billed to date", recap.billed_to_date),
            ("Percent of the estimate", recap.percent_billed),
        )
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
        events = [(event.on, event.did, event.entered, event.by, event.note) for event in paper.history]
        columns, cells, _ = without_empty(_HISTORY, events)
        yield Table(title="History", columns=columns, rows=cells)
