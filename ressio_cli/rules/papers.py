"""One invoice with all that is reckoned of it, its contract recap, and the page of all invoices.

Room: rules.  Problems: none.

A released invoice answers with what its file holds, a draft with today's figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ressio_cli.model.figures import InvoiceFigures, InvoiceList, InvoiceRow, LineFigures
from ressio_cli.model.invoice import Draft, Line, Recap, Released
from ressio_cli.model.money import Percent
from ressio_cli.model.project import Project
from ressio_cli.model.settings import SHOWN_BY_DEFAULT
from ressio_cli.model.terms import canonical
from ressio_cli.rules import discounts
from ressio_cli.rules.basis import basis
from ressio_cli.rules.book import Book
from ressio_cli.rules.groups import approved_price, original_price
from ressio_cli.rules.line_rates import InvoiceRates
from ressio_cli.rules.order import earlier
from ressio_cli.rules.receipts import receipts, totals_of
from ressio_cli.rules.standing import standing
from ressio_cli.rules.taken_back import taken_back
from ressio_cli.rules.totals import totals, work


def invoice_figures(book: Book, invoice: Draft | Released, day: date) -> InvoiceFigures:
    """An invoice as views show it. A draft's terms, conditions and `show` are its own, else the project's."""
    project, billing = book.project, book.project.settings.billing
    sums, stands = totals(project, invoice, day), standing(book, invoice, day)
    payments = tuple(book.payments.get(invoice.id, ())) if isinstance(invoice, Released) else ()
    terms = invoice.terms if isinstance(invoice, Released) else canonical(invoice.terms or billing.terms)
    return InvoiceFigures(
        invoice=invoice,
        standing=stands,
        lines=tuple(_lines(book, invoice, day)),
        subtotals=sums.subtotals,
        subtotal=sums.subtotal,
        taxes=sums.taxes,
        tax=sums.tax,
        retainage_rate=sums.rate,
        retainage_held=sums.held,
        terms=terms,
        conditions=invoice.conditions or ("" if isinstance(invoice, Released) else billing.conditions),
        show={**(SHOWN_BY_DEFAULT if isinstance(invoice, Released) else project.settings.show), **invoice.show},
        recap=recap(book, invoice) if isinstance(invoice, Draft) else _stored_recap(project, invoice),
        payments=payments,
        early=(
            discounts.still_offered(invoice, payments, stands)
            if isinstance(invoice, Released)
            else discounts.offer(terms, sums.total)
        ),
    )


def _stored_recap(project: Project, invoice: Released) -> Recap | None:
    """The recap as released. One of cost plus that says what was left is of version 0.1: it is not shown."""
    stored = invoice.recap
    return replace(stored, left=None) if stored and not project.settings.fixed_price else stored


def _lines(book: Book, invoice: Draft | Released, day: date) -> Iterator[LineFigures]:
    rates = InvoiceRates(book.project, invoice, invoice.released if isinstance(invoice, Released) else day)
    borne = _borne(book, invoice, rates)
    place = 0
    for section in invoice.sections:
        running = book.project.zero
        for line in section.lines:
            running += line.amount
            yield LineFigures(
                taxes=rates.names(line),
                rates=borne[place],
                basis=basis(line),
                running=running,
                to_date=None if line.previous is None else line.previous + line.amount,
                markup=_markup(book, invoice, line),
            )
            place += 1


def _borne(book: Book, invoice: Draft | Released, rates: InvoiceRates) -> list[dict[str, Percent]]:
    """Per line the rates of its taxes; of a released one as they were charged."""
    if isinstance(invoice, Released):
        return [dict(rates.charged(line)) for line in invoice.lines]
    taken = taken_back(book.project, invoice, earlier(book.project, invoice))
    borne = []
    for place, line in enumerate(invoice.lines):
        known = next((part.rates for part in taken.get(place, ()) if part.rates is not None), None)
        borne.append(dict(rates.own(line) if known is None else known))
    return borne


def _markup(book: Book, invoice: Draft | Released, line: Line) -> Percent | None:
    """The markup on a line's cost: its own, else that of its source, stored at release."""
    if line.markup is not None or line.cost is None:
        return line.markup
    stored = isinstance(invoice, Released) and invoice.issued
    return line.source_markup if stored else source_markup(book, line)


def source_markup(book: Book, line: Line) -> Percent | None:
    """The markup of a line's source, while that is worth what the line says; None where the line has its own."""
    source = book.sources.get(line.source)
    if line.markup is not None or line.cost is None or source is None:
        return None
    return source.markup if source.worth == line.worth else None


def recap(book: Book, invoice: Draft | Released) -> Recap:
    """Where the contract stands with this invoice, before tax; to store at release or at an edit.

    Billed work is what lines claim on sources of the contract, its changes and costs: stated lines, deposits and
    retainage are no part of the contract. `billed_before`: live invoices released before it (a draft: all).
    On cost plus the approved price is the estimate: what is billed is what the job costs, so nothing is left of it.
    """
    before = earlier(book.project, invoice)
    billed_before = book.project.currency.total(work(book.project, other.sections) for other in before)
    this_invoice = work(book.project, invoice.sections)
    to_date = billed_before + this_invoice
    price = approved_price(book)
    return Recap(
        original_price=original_price(book),
        approved_price=price,
        billed_before=billed_before,
        this_invoice=this_invoice,
        billed_to_date=to_date,
        left=price - to_date if book.project.settings.fixed_price else None,
    )


def invoice_list(book: Book, day: date) -> InvoiceList:
    """Every invoice and the totals of those that count: void ones and drafts are not invoiced."""
    every: tuple[Draft | Released, ...] = (*book.project.invoices, *book.project.drafts)
    rows = tuple(InvoiceRow(invoice=invoice, standing=standing(book, invoice, day)) for invoice in every)
    drafts = [row.standing.total for row in rows if isinstance(row.invoice, Draft)]
    total = book.project.currency.total
    return InvoiceList(
        **totals_of(receipts(book)),
        rows=rows,
        overdue=total(row.standing.balance for row in rows if row.standing.overdue),
        drafts=len(drafts),
        drafts_total=total(drafts),
    )
