"""The figures stored in released invoices, void ones included, add up.

Room: rules.  Problems: invoice.arithmetic.

Rates and what `taxed: true` means may have changed since: only what the file itself says is compared. Rounding by
line or by invoice are both accepted, since the setting of that day is not stored; where a tax says what was charged
before, it is rounded over all to date and not otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ressio_cli.model.invoice import Line, Released, TaxCharge
from ressio_cli.model.money import Money, Percent
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
        taxed = [line for section in invoice.sections for line in section.lines if line.taxed or line.tax_rates]
        if not taxed and not invoice.taxes:
            continue
        stored: dict[str, list[Percent]] = {}
        for charge in invoice.taxes:
            rates = stored.setdefault(charge.name, [])
            if charge.rate in rates:
                yield _wrong(invoice, f"{charge.name} {charge.rate} stands twice", invoice.origin.at("taxes"))
            rates.append(charge.rate)
        for charge in invoice.taxes:
            yield from _charge_adds_up(invoice, charge, taxed, alone=len(stored[charge.name]) == 1)
        for line in taxed:
            yield from _line_is_charged(invoice, line, stored)


def _line_is_charged(invoice: Released, line: Line, stored: Mapping[str, list[Percent]]) -> Iterator[Problem]:
    """Every tax that a line names was charged, at the rate it says."""
    for name in _names(line):
        if name not in stored:
            yield _wrong(invoice, f"a line is taxed {name}, which was not charged", line.origin.at("taxed"))
        elif name not in line.tax_rates and len(stored[name]) > 1:
            rates = " and ".join(map(str, stored[name]))
            yield _wrong(invoice, f"a line does not say which {name} it is under: {rates}", line.origin.at("taxed"))
    for name, rate in line.tax_rates.items():
        if rate not in stored.get(name, ()):
            yield _wrong(invoice, f"a line is under {name} {rate}, which was not charged", line.origin.at("tax_rates"))


def _charge_adds_up(invoice: Released, charge: TaxCharge, taxed: list[Line], alone: bool) -> Iterator[Problem]:
    """`alone`: the tax stands at one rate only, so that lines need not say it."""
    named = [line.amount for line in taxed if _says(line, charge, alone)]
    by_default = [line.amount for line in taxed if line.taxed is True and alone and charge.name not in line.tax_rates]
    bases = [amounts for amounts in (named, [*named, *by_default]) if _sum(amounts, charge) == charge.base]
    if not bases:
        adds = _sum([*named, *by_default], charge).grouped()
        message = f"{charge.name} was charged on {charge.base.grouped()}, the lines under it come to {adds}"
        yield _wrong(invoice, message, invoice.origin.at("taxes"))
        return
    share = f"{charge.rate} of {charge.base.grouped()} is {charge.base.share(charge.rate).grouped()}"
    expected = {charge.base.share(charge.rate)}
    expected |= {_sum([amount.share(charge.rate) for amount in amounts], charge) for amounts in bases}
    if charge.base_before is not None and charge.amount_before is not None:
        to_date = charge.base_before + charge.base
        expected = {to_date.share(charge.rate) - charge.amount_before}
        share = (
            f"{charge.rate} of {to_date.grouped()} to date less {charge.amount_before.grouped()} charged before is"
            f" {min(expected).grouped()}"
        )
    if charge.amount not in expected:
        message = f"{charge.name} is {charge.amount.grouped()}, {share}"
        yield _wrong(invoice, message, invoice.origin.at("taxes"))


def _says(line: Line, charge: TaxCharge, alone: bool) -> bool:
    """Whether a line names a tax, at this rate where it stands at several."""
    rate = line.tax_rates.get(charge.name)
    if rate is not None:
        return rate == charge.rate
    return alone and charge.name in _names(line)


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
