"""What an invoice comes to: sections, taxes, retainage, total.

Room: rules.  A released invoice answers with its stored taxes and retainage, a draft with today's.
"""

from __future__ import annotations

from collections.abc import Iterable

from ressio_cli.model.invoice import Draft, Invoice, Line, Released, Retainage, Section, TaxCharge
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.rules import pricing
from ressio_cli.rules.order import earlier


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


def totals(project: Project, invoice: Draft | Released) -> Totals:
    """The totals of an invoice; those of a released one come from its file."""
    if isinstance(invoice, Released):
        return _sum_up(project, invoice, invoice.taxes, invoice.retainage)
    return reckoned(project, invoice)


def reckoned(project: Project, invoice: Draft | Released) -> Totals:
    """The totals as they would be if the invoice were released (or sealed anew) now."""
    return _sum_up(project, invoice, charges(project, invoice.lines), retainage(project, invoice))


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


def charges(project: Project, lines: Iterable[Line]) -> tuple[TaxCharge, ...]:
    """One charge per tax that a line names, in the order of the project's rates; never tax on tax.

    Rounded once per rate over all lines, or on every line where the project says so. A name without a rate
    charges nothing here; reading and release find it.
    """
    tax = project.settings.tax
    taxed: dict[str, list[Money]] = {}
    for line in lines:
        for name in pricing.taxes(line.taxed, tax):
            taxed.setdefault(name, []).append(line.amount)
    return tuple(_charge(project, name, rate, taxed[name]) for name, rate in tax.rates.items() if name in taxed)


def _charge(project: Project, name: str, rate: Percent, amounts: list[Money]) -> TaxCharge:
    base = project.currency.total(amounts)
    per_line = project.settings.tax.per_line
    amount = project.currency.total(part.share(rate) for part in amounts) if per_line else base.share(rate)
    return TaxCharge(name=name, rate=rate, base=base, amount=amount)


def retainage(project: Project, invoice: Draft | Released) -> Retainage:
    """The rate an invoice is under and what it holds; a stated amount is under no rate.

    To date: rate × (its work and that of live invoices under the same rate released before it), rounded once, less
    what those held. Per invoice: rate × its own work. Where stored material has a rate of its own, what is
    stored after this invoice is held at that one, the rest at the other, each rounded once.
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
        return Retainage(rate=rate, held=_of_both(own, own_stored, rate, on_stored))
    worked = total(work(project, other.sections) for other in before)
    held = total(other.held for other in before)
    return Retainage(rate=rate, held=_of_both(worked + own, total(stored.values()), rate, on_stored) - held)


def _of_both(worked: Money, stored: Money, rate: Percent, on_stored: Percent) -> Money:
    if rate == on_stored or not stored:
        return worked.share(rate)
    return (worked - stored).share(rate) + stored.share(on_stored)


def stored_after(invoices: Iterable[Invoice]) -> dict[str, Money]:
    """What is stored of each source: as the last of the invoices that bills it says; nothing where it does not say."""
    stored: dict[str, Money] = {}
    for invoice in invoices:
        for line in invoice.lines:
            if line.source and (line.stored or line.source in stored):
                stored[line.source] = line.stored or line.amount.zero
    return stored


def work(project: Project, sections: Iterable[Section]) -> Money:
    """What retainage is held of: percentage, changes and actuals lines, before tax."""
    held = (section for section in sections if METHODS[section.method].held)
    return project.currency.total(line.amount for section in held for line in section.lines)
