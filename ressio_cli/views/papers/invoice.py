"""An invoice or a credit as the client receives it: only what `show` allows is in it.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ressio_cli.model.figures import InvoiceFigures, LineFigures
from ressio_cli.model.invoice import Draft, Line, Released, Section
from ressio_cli.model.money import Money
from ressio_cli.model.payment import CREDIT, WRITE_OFF, Payment
from ressio_cli.model.record import dataclass
from ressio_cli.model.seal import short
from ressio_cli.model.settings import Settings
from ressio_cli.views.paper import Block, Grid, Pairs, Paper, Sum, Sums, Words
from ressio_cli.views.papers.letterhead import currency, head, method
from ressio_cli.views.sheet import Cell, Column, Row
from ressio_cli.views.taxes import charge_label, line_taxes

_NAMES = ("ach", "paypal", "venmo", "zelle")  # methods that are written with a capital anywhere


@dataclass(frozen=True, slots=True)
class _Part:
    """A column that may stand in a section: shown where `show` names it and any line has it."""

    column: Column
    cell: Callable[[Line, LineFigures], Cell]
    show: str = ""
    progress: bool = False  # only where a line says how far its source is


_PARTS = (
    _Part(Column("Code", "id"), lambda line, _: line.code, "codes"),
    _Part(Column("Description"), lambda line, _: line.description.split("\n")[0]),
    _Part(Column("Quantity", "count"), lambda line, _: line.quantity, "quantities"),
    _Part(Column("Unit", "id"), lambda line, _: line.unit, "quantities"),
    _Part(Column("Unit cost", "count"), lambda line, _: line.unit_cost, "cost"),
    _Part(Column("Cost", "money"), lambda line, _: line.cost, "cost"),
    _Part(Column("Markup", "percent"), lambda _, own: own.markup, "markup"),
    _Part(Column("Value", "money"), lambda line, _: line.worth, progress=True),
    _Part(Column("Percent", "percent"), lambda line, _: line.percent, "percent"),
    _Part(Column("To date", "money"), lambda _, own: own.to_date, "previous", progress=True),
    _Part(Column("Billed before", "money"), lambda line, _: line.previous, "previous", progress=True),
    _Part(Column("Tax", "id"), lambda _, own: ", ".join(own.taxes), "tax"),
    _Part(Column("Amount", "money"), lambda line, _: line.amount),
)


def invoice(figures: InvoiceFigures, settings: Settings) -> Paper:
    """The paper of an invoice, a credit (a total below zero) or a draft."""
    paper = figures.invoice
    released = paper if isinstance(paper, Released) else None
    return Paper(
        **head(settings),
        kind="Credit" if figures.standing.total.negative else "Invoice",
        number=released.id if released else "DRAFT",
        title=paper.title,
        stamp=_stamp(paper),
        facts=(*_facts(figures), currency(settings)),
        blocks=tuple(_blocks(figures, settings)),
        foot=_foot(paper),
        files=tuple(attached.file for attached in paper.attachments) if figures.show["attachments"] else (),
    )


def _foot(paper: Draft | Released) -> str:
    """The beginning of the seal, where words and number are still those that were sealed."""
    if not isinstance(paper, Released) or not paper.seal or paper.content not in ("", paper.seal):
        return ""
    is_its_own = paper.number in ("", paper.id)
    return f"Seal {short(paper.seal)}" if is_its_own else ""


def _stamp(paper: Draft | Released) -> str:
    if isinstance(paper, Draft):
        return "DRAFT"
    return "" if paper.live else "VOID"


def _facts(figures: InvoiceFigures) -> Iterator[tuple[str, Cell]]:
    paper = figures.invoice
    if isinstance(paper, Released):
        yield "Date", paper.released
        if not figures.standing.total.negative:
            yield "Due", paper.due
        if paper.revision > 1:
            yield "Revision", f"{paper.revision}, replaces revision {paper.revision - 1}"
    if not figures.standing.total.negative:  # of a credit nothing is due
        yield "Terms", figures.terms
    if paper.replaces:
        yield "Replaces", paper.replaces
    if isinstance(paper, Released) and paper.void:
        yield "Void", paper.void.on
        if paper.void.replaced_by:
            yield "Replaced by", paper.void.replaced_by


def _blocks(figures: InvoiceFigures, settings: Settings) -> Iterator[Block]:
    paper, show = figures.invoice, figures.show
    if isinstance(paper, Released) and paper.void:
        yield Words(heading="Void", text=paper.void.reason)
    if paper.description:
        yield Words(text=paper.description)
    yield from _sections(figures) if show["lines"] else [_section_sums(figures)]
    notes = Words(heading="Notes", text=paper.notes) if paper.notes else None
    yield Sums(sums=tuple(_sums(figures)), beside=notes)
    if show["recap"] and figures.recap:
        yield _recap(figures)
    if show["attachments"] and paper.attachments:
        named = [each.title or each.file.rpartition("/")[2] for each in paper.attachments]
        yield Words(heading="Attachments", text="\n".join(named))
    if settings.company.how_to_pay and figures.standing.balance.positive:
        yield Words(heading="How to pay", text=settings.company.how_to_pay)
    if figures.conditions:
        yield Words(heading="Conditions", text=figures.conditions)


def _sections(figures: InvoiceFigures) -> Iterator[Grid]:
    named = zip(figures.lines, line_taxes(figures), strict=True)
    lines = tuple(replace(line, taxes=(tax,) if tax else ()) for line, tax in named)
    place, last = 0, len(figures.invoice.sections) - 1
    for number, (section, subtotal) in enumerate(zip(figures.invoice.sections, figures.subtotals, strict=True)):
        own = lines[place : place + len(section.lines)]
        place += len(section.lines)
        yield _section(figures, section, own, subtotal, kept=number == last)


def _section(
    figures: InvoiceFigures, section: Section, own: tuple[LineFigures, ...], subtotal: Money, kept: bool
) -> Grid:
    pairs = list(zip(section.lines, own, strict=True))
    parts = [part for part in _PARTS if _is_shown(part, figures, pairs)]
    rows: tuple[Row, ...] = tuple(tuple(part.cell(line, one) for part in parts) for line, one in pairs)
    total: Row = tuple(_total_cell(part, subtotal) for part in parts)
    notes = tuple(_more(line) for line in section.lines) if figures.show["descriptions"] else ()
    return Grid(
        title=section.title,
        columns=tuple(part.column for part in parts),
        rows=rows,
        total=total,
        running=tuple(one.running for one in own),
        notes=notes if any(notes) else (),
        kept=kept,
    )


def _is_shown(part: _Part, figures: InvoiceFigures, pairs: Iterable[tuple[Line, LineFigures]]) -> bool:
    if part.show and not figures.show[part.show]:
        return False
    if part.progress and not _tells_progress(figures, pairs):
        return False
    return part.column.label in ("Description", "Amount") or any(
        part.cell(line, one) not in (None, "") for line, one in pairs
    )


def _tells_progress(figures: InvoiceFigures, pairs: Iterable[tuple[Line, LineFigures]]) -> bool:
    """Any line has a percent or something billed before, and the client sees it."""
    percent, previous = figures.show["percent"], figures.show["previous"]
    return any((percent and line.percent is not None) or (previous and bool(line.previous)) for line, _ in pairs)


def _total_cell(part: _Part, subtotal: Money) -> Cell:
    cells: dict[str, Cell] = {"Description": "Subtotal", "Amount": subtotal}
    return cells.get(part.column.label)


def _more(line: Line) -> str:
    """What a description says below its first line."""
    return line.description.partition("\n")[2].strip("\n")


def _section_sums(figures: InvoiceFigures) -> Grid:
    """Sections by their sums alone."""
    sections = figures.invoice.sections
    rows: tuple[Row, ...] = tuple(
        (section.title, subtotal) for section, subtotal in zip(sections, figures.subtotals, strict=True)
    )
    return Grid(columns=(Column("Description"), Column("Amount", "money")), rows=rows, kept=True)


def _sums(figures: InvoiceFigures) -> Iterator[Sum]:
    yield Sum(label="Subtotal", amount=figures.subtotal)
    if figures.show["tax"]:
        for tax in figures.taxes:
            yield Sum(label=charge_label(tax), amount=tax.amount)
    elif figures.taxes:
        yield Sum(label="Tax", amount=figures.tax)
    if figures.retainage_held:
        rate = f" {figures.retainage_rate}" if figures.retainage_rate else ""
        less = "Less" if figures.retainage_held.positive else "Plus"
        yield Sum(label=f"{less} retainage{rate}", amount=-figures.retainage_held)
    standing = figures.standing
    if standing.status in ("draft", "void") or not standing.total.positive:
        yield Sum(label="Total", amount=standing.total, weight=2)
        yield from _early(figures)
        return
    yield Sum(label="Total", amount=standing.total, weight=1)
    for payment in figures.payments:
        yield from _paid(payment, figures.invoice.id)
    if standing.discount:
        yield Sum(label="Discount for paying early", amount=-standing.discount)
    yield Sum(label="Balance due", amount=standing.balance, weight=2)
    yield from _early(figures)


def _early(figures: InvoiceFigures) -> Iterator[Sum]:
    """What to pay by when, while the discount can be taken; on which day somebody reads it, a paper does not know."""
    early = figures.early
    if early is None:
        return
    until = f"received by {early.by}" if early.by else f"received within {early.days} days"
    yield Sum(label=f"{early.rate} off if {until}", amount=-early.discount)
    yield Sum(label=f"Due if {until}", amount=early.amount, weight=1)


def _paid(payment: Payment, invoice: str) -> Iterator[Sum]:
    """One payment as it lowers the balance; one that has not cleared is named and does not.

    Of a write-off the client reads the amount, or the sums would not add up, and never the reason.
    """
    for part in payment.applied:
        if part.invoice != invoice or not payment.live:
            continue
        if payment.method == CREDIT:
            yield Sum(label=f"Less deposit and credit, {payment.received}", amount=-part.amount)
        elif payment.method == WRITE_OFF:
            yield Sum(label=f"Written off {payment.received}", amount=-part.amount)
        elif payment.status == "pending":
            yield Sum(label=f"Pending {payment.received}: {part.amount.grouped()}", amount="")
        else:
            named = f" {payment.reference}" if payment.reference else ""
            how = method(payment.method)
            how = how if payment.method in _NAMES else how[:1].lower() + how[1:]
            what = "Refunded" if part.amount.negative else "Paid"
            yield Sum(label=f"{what} {payment.received}, {how}{named}", amount=-part.amount)


def _recap(figures: InvoiceFigures) -> Pairs:
    recap = figures.recap
    assert recap is not None
    is_estimate = recap.left is None
    pairs: list[tuple[str, Cell]] = []
    if recap.approved_changes:
        pairs.append(("Original estimate" if is_estimate else "Original price", recap.original_price))
        pairs.append(("Approved changes", recap.approved_changes))
    if is_estimate:
        pairs += [("Estimate", recap.approved_price), ("Billed to date", recap.billed_to_date)]
        pairs.append(("Percent of the estimate", recap.percent_billed))
    else:
        pairs += [("Approved price", recap.approved_price), ("Billed before", recap.billed_before)]
        pairs += [("This invoice", recap.this_invoice), ("Billed to date", recap.billed_to_date)]
        pairs.append(("Left to bill", recap.left))
    return Pairs(title="Contract", pairs=tuple(pairs))
