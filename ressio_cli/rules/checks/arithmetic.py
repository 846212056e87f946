"""The figures stored in released invoices, void ones included, add up.

Room: rules.  Problems: invoice.arithmetic.

Rates and what `taxed: true` means may have changed since: only what the file itself says is compared. Rounding by
line or by invoice are both accepted, since the setting of that day is not stored.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.invoice import Line, Released, TaxCharge
from ressio_cli.model.money import Money
from ressio_cli.model.problem import Origin, Problem
from ressio_cli.rules.book import Book


def _wrong(invoice: Released, message: str, origin: Origin) -> Problem:
    hint = f"restore invoices/{invoice.id}.yaml as it was released, or ressio void {invoice.id} --reason WHY --reissue"
    return Problem("invoice.arithmetic", f"{invoice.id}: {message}", origin, hint, subjects=(invoice.id,))


def totals_add_up(book: Book) -> Iterator[Problem]:
    """total = lines + taxes − held; to date = before + this invoice."""
    for invoice in book.project.invoices:
        units = sum(line.amount.minor for section in invoice.sections for line in section.lines)
        units += sum(charge.amount.minor for charge in invoice.taxes) - invoice.held.minor
        if units != invoice.total.minor:
            adds = Money(units, invoice.total.digits).grouped()
            message = f"the total is {invoice.total.grouped()}, but lines, taxes and retainage come to {adds}"
            yield _wrong(invoice, message, invoice.origin.at("total"))
        recap = invoice.recap
        if recap and recap.billed_before + recap.this_invoice != recap.billed_to_date:
            message = f"recap: {recap.billed_before} and {recap.this_invoice} are not {recap.billed_to_date}"
            yield _wrong(invoice, message, invoice.origin.at("recap"))


def taxes_add_up(book: Book) -> Iterator[Problem]:
    """Every stored tax is its rate × its base, and its base the lines under it; every taxed line is under one."""
    for invoice in book.project.invoices:
        taxed = [line for section in invoice.sections for line in section.lines if line.taxed]
        if not taxed and not invoice.taxes:
            continue
        stored = {charge.name for charge in invoice.taxes}
        for charge in invoice.taxes:
            yield from _charge_adds_up(invoice, charge, taxed)
        for line in taxed:
            for name in () if isinstance(line.taxed, bool) else line.taxed:
                if name not in stored:
                    yield _wrong(invoice, f"a line is taxed {name}, which was not charged", line.origin.at("taxed"))


def _charge_adds_up(invoice: Released, charge: TaxCharge, taxed: list[Line]) -> Iterator[Problem]:
    named = [line.amount for line in taxed if line.taxed is not True and charge.name in _names(line)]
    by_default = [line.amount for line in taxed if line.taxed is True]
    bases = [amounts for amounts in (named, [*named, *by_default]) if _sum(amounts, charge) == charge.base]
    if not bases:
        adds = _sum([*named, *by_default], charge).grouped()
        message = f"{charge.name} was charged on {charge.base.grouped()}, the lines under it come to {adds}"
        yield _wrong(invoice, message, invoice.origin.at("taxes"))
        return
    once = charge.base.share(charge.rate)
    by_line = {_sum([amount.share(charge.rate) for amount in amounts], charge) for amounts in bases}
    if charge.amount != once and charge.amount not in by_line:
        share = f"{charge.rate} of {charge.base.grouped()} is {once.grouped()}"
        message = f"{charge.name} is {charge.amount.grouped()}, {share}"
        yield _wrong(invoice, message, invoice.origin.at("taxes"))


def _names(line: Line) -> tuple[str, ...]:
    return () if isinstance(line.taxed, bool) else line.taxed


def _sum(amounts: list[Money], charge: TaxCharge) -> Money:
    return Money(sum(amount.minor for amount in amounts), charge.base.digits)


def percents_add_up(book: Book) -> Iterator[Problem]:
    """A percent line is percent × worth − previous."""
    for invoice in book.project.invoices:
        for section in invoice.sections:
            for line in section.lines:
                if line.percent is None or line.worth is None:
                    continue
                due = line.worth.share(line.percent)
                due = due - line.previous if line.previous else due
                if due != line.amount:
                    message = (
                        f"{line.percent} of {line.worth.grouped()} less what was billed before"
                        f" is {due.grouped()}, not {line.amount.grouped()}"
                    )
                    yield _wrong(invoice, message, line.origin.at("amount"))


def retainage_adds_up(book: Book) -> Iterator[Problem]:
    """An invoice under a rate of zero holds nothing.

    What is held under another rate depends on the invoices that stood before it on that day: the seal stands for it.
    """
    for invoice in book.project.invoices:
        rate = invoice.retainage.rate
        if rate is not None and not rate and invoice.held:
            message = f"{invoice.held.grouped()} is held, at a rate of {rate}"
            yield _wrong(invoice, message, invoice.origin.at("retainage"))
