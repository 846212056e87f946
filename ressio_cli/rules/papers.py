"""One invoice with all that is reckoned of it, its contract recap, and the page of all invoices.

Room: rules.  Problems: none.

A released invoice answers with what its file holds, a draft with today's figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ressio_cli.model.figures import InvoiceFigures, InvoiceList, InvoiceRow, LineFigures
from ressio_cli.model.invoice import Draft, Line, Recap, Released
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.project import Project
from ressio_cli.model.settings import SHOWN_BY_DEFAULT
from ressio_cli.rules import pricing
from ressio_cli.rules.basis import basis
from ressio_cli.rules.billable import billable
from ressio_cli.rules.book import Book, Claim, left_of
from ressio_cli.rules.groups import approved_price, original_price
from ressio_cli.rules.order import earlier
from ressio_cli.rules.standing import standing
from ressio_cli.rules.totals import totals, work


def invoice_figures(book: Book, invoice: Draft | Released, day: date) -> InvoiceFigures:
    """An invoice as views show it. A draft's terms, conditions and `show` are its own, else the project's."""
    project, billing = book.project, book.project.settings.billing
    sums = totals(project, invoice)
    return InvoiceFigures(
        invoice=invoice,
        standing=standing(book, invoice, day),
        lines=tuple(_lines(book, invoice)),
        subtotals=sums.subtotals,
        subtotal=sums.subtotal,
        taxes=sums.taxes,
        tax=sums.tax,
        retainage_rate=sums.rate,
        retainage_held=sums.held,
        terms=invoice.terms or billing.terms,
        conditions=invoice.conditions or ("" if isinstance(invoice, Released) else billing.conditions),
        show={**(SHOWN_BY_DEFAULT if isinstance(invoice, Released) else project.settings.show), **invoice.show},
        recap=recap(book, invoice) if isinstance(invoice, Draft) else invoice.recap,
        payments=tuple(book.payments.get(invoice.id, ())) if isinstance(invoice, Released) else (),
    )


def _lines(book: Book, invoice: Draft | Released) -> Iterator[LineFigures]:
    for section in invoice.sections:
        running = book.project.zero
        for line in section.lines:
            running += line.amount
            yield LineFigures(
                taxes=line_taxes(book.project, invoice, line),
                basis=basis(line),
                running=running,
                to_date=None if line.previous is None else line.previous + line.amount,
                markup=_markup(book, line),
            )


def _markup(book: Book, line: Line) -> Percent | None:
    """The markup on a line's cost: its own, else that of its source, while the source is worth what the line says."""
    if line.markup is not None or line.cost is None:
        return line.markup
    source = book.sources.get(line.source)
    return source.markup if source is not None and source.worth == line.worth else None


def line_taxes(project: Project, invoice: Draft | Released, line: Line) -> tuple[str, ...]:
    """The taxes a line is under, by name. What `true` meant on a released invoice is told by its stored taxes."""
    names = pricing.taxes(line.taxed, project.settings.tax)
    if line.taxed is not True or isinstance(invoice, Draft):
        return names
    stored = tuple(charge.name for charge in invoice.taxes)
    return names if set(names) <= set(stored) else stored


def recap(book: Book, invoice: Draft | Released) -> Recap:
    """Where the contract stands with this invoice, before tax; to store at release or at an edit.

    Billed work is what lines claim on sources of the contract, its changes and costs: stated lines, deposits and
    retainage are no part of the contract. `billed_before`: live invoices released before it (a draft: all).
    """
    before = earlier(book.project, invoice)
    billed_before = book.project.currency.total(work(book.project, other.sections) for other in before)
    this_invoice = work(book.project, invoice.sections)
    to_date = billed_before + this_invoice
    price = approved_price(book)
    fixed = book.project.settings.fixed_price
    return Recap(
        original_price=original_price(book),
        approved_price=price,
        billed_before=billed_before,
        this_invoice=this_invoice,
        billed_to_date=to_date,
        left=price - to_date if fixed else _left_of_sources(book, (*before, invoice)),
    )


def _left_of_sources(book: Book, invoices: tuple[Draft | Released, ...]) -> Money:
    """Cost plus: worth of what can be billed less what these invoices bill of it."""
    index: dict[str, list[Claim]] = {}
    for invoice in invoices:
        for section in invoice.sections:
            for line in section.lines:
                index.setdefault(line.source, []).append(book.claim(invoice, section.method, line))
    left = []
    for source in billable(book):
        if METHODS[source.method].band:
            claims = index.get(source.id, [])
            left.append(left_of(source.worth, claims))
    return book.project.currency.total(left)


def invoice_list(book: Book, day: date) -> InvoiceList:
    """Every invoice and the totals of those that count: void ones and drafts are not invoiced."""
    every: tuple[Draft | Released, ...] = (*book.project.invoices, *book.project.drafts)
    rows = tuple(InvoiceRow(invoice=invoice, standing=standing(book, invoice, day)) for invoice in every)
    live = [row.standing for row in rows if isinstance(row.invoice, Released) and row.invoice.live]
    drafts = [row.standing.total for row in rows if isinstance(row.invoice, Draft)]
    total = book.project.currency.total
    return InvoiceList(
        rows=rows,
        invoiced=total(row.total for row in live),
        collected=total(row.paid for row in live),
        outstanding=total(row.balance for row in live),
        overdue=total(row.balance for row in live if row.overdue),
        drafts=len(drafts),
        drafts_total=total(drafts),
    )
