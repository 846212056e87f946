"""What an invoice comes to: sections, taxes, retainage, total.

Room: rules.  A released invoice answers with its stored taxes and retainage, a draft with today's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ressio_cli.model.invoice import Draft, Invoice, Released, Retainage, Section, TaxCharge
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.rules.order import earlier
from ressio_cli.rules.retainage_bounds import room_to_give_back
from ressio_cli.rules.tax_charges import charges


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The figures under an invoice's lines. total = subtotal + tax − held."""

    subtotals: tuple[Money, ...]
    subtotal: Money
    taxes: tuple[TaxCharge, ...]
    tax: Money
    rate: Percent | None  # None: a stated amount is held
    held: Money
    total: Money


def totals(project: Project, invoice: Draft | Released, day: date) -> Totals:
    """The totals of an invoice: those of a released one come from its file, a draft's as if released on the day."""
    if isinstance(invoice, Released):
        return _sum_up(project, invoice, invoice.taxes, invoice.retainage)
    return reckoned(project, invoice, day)


def reckoned(project: Project, invoice: Draft | Released, day: date) -> Totals:
    """The totals as they would be if the invoice were released (or sealed anew) with the rates of tax of that day."""
    taxes = charges(project, invoice, earlier(project, invoice), day)
    return _sum_up(project, invoice, taxes, retainage(project, invoice))


def _sum_up(project: Project, invoice: Invoice, taxes: tuple[TaxCharge, ...], held: Retainage) -> Totals:
    total = project.currency.total
    subtotals = tuple(total(line.amount for line in section.lines) for section in invoice.sections)
    subtotal, tax = total(subtotals), total(charge.amount for charge in taxes)
    kept = held.held or project.zero
    return Totals(
        subtotals=subtotals,
        subtotal=subtotal,
        taxes=taxes,
        tax=tax,
        rate=held.rate,
        held=kept,
        total=subtotal + tax - kept,
    )


def retainage(project: Project, invoice: Draft | Released) -> Retainage:
    """The rate an invoice is under and what it holds; a stated amount is under no rate.

    To date: rate × (its work and that of live invoices under the same rate released before it), rounded once, less
    what those held. Per invoice: rate × its own work. Where stored material has a rate of its own, what is stored after
    this invoice is held at that one, the rest at the other, each rounded once. Under a rate an invoice gives back at
    most what is still held.
    """
    stated = invoice.retainage
    if stated.rate is None and stated.held is not None:
        return stated
    billing = project.settings.billing
    rate = billing.retainage if stated.rate is None else stated.rate
    own, total = work(project, invoice.sections), project.currency.total
    before = [other for other in earlier(project, invoice) if other.retainage.rate == rate]
    on_stored = rate if billing.retainage_stored is None else billing.retainage_stored
    stored = stored_after([*before, invoice])
    if billing.retainage_per_invoice:
        own_stored = total(stored.values()) - total(stored_after(before).values())
        held = _of_both(own, own_stored, rate, on_stored)
    else:
        worked = total(work(project, other.sections) for other in before)
        held = _of_both(worked + own, total(stored.values()), rate, on_stored)
        held -= total(other.held for other in before)
    return Retainage(rate=rate, held=max(held, -room_to_give_back(project, invoice)) if held.negative else held)


def _of_both(worked: Money, stored: Money, rate: Percent, on_stored: Percent) -> Money:
    if rate == on_stored or not stored:
        return worked.share(rate)
    return (worked - stored).share(rate) + stored.share(on_stored)


def stored_after(invoices: Iterable[Invoice]) -> dict[str, Money]:
    """What is stored of each source: as the last of the invoices that bills it says; nothing where it does not say."""
    stored: dict[str, Money] = {}
    for invoice in invoices:
        said: dict[str, Money] = {}
        for line in invoice.lines:
            if line.source and (line.stored or line.source in stored):
                said[line.source] = line.stored or said.get(line.source, line.amount.zero)
        stored |= said
    return stored


def work(project: Project, sections: Iterable[Section]) -> Money:
    """What retainage is held of: percentage, changes and actuals lines, before tax."""
    held = (section for section in sections if METHODS[section.method].held)
    return project.currency.total(line.amount for section in held for line in section.lines)
