"""The taxes of an invoice: each tax at each rate, over the lines that bear it.

Room: rules.  Problems: none.

Never tax on tax. A rate is rounded once over the invoice, or on every line, or over all that is billed under it to
date. However it is rounded: where nothing is billed any more under a rate, nothing is left of its tax.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ressio_cli.model.invoice import Draft, Released, TaxCharge
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.project import Project
from ressio_cli.model.settings import PER_LINE, TO_DATE
from ressio_cli.rules.taken_back import line_parts

Tax = tuple[str, Percent]


def charges(
    project: Project, invoice: Draft | Released, before: Sequence[Released], day: date
) -> tuple[TaxCharge, ...]:
    """One charge per tax and rate that a line bears, in the order of the project's taxes.

    `before`: the live invoices released before it. `day`: the one whose rates count where no others do.
    """
    amounts: dict[Tax, list[Money]] = {}
    for _, part, rates in line_parts(project, invoice, before, day):
        for tax in rates:
            amounts.setdefault(tax, []).append(part.amount)
    names = dict.fromkeys((*project.settings.tax.rates, *(name for name, _ in amounts)))
    places = {name: place for place, name in enumerate(names)}
    taxes = sorted(amounts, key=lambda tax: places[tax[0]])
    return tuple(_charge(project, tax, amounts[tax], _charged(project, before, tax)) for tax in taxes)


def _charged(project: Project, before: Iterable[Released], tax: Tax) -> tuple[Money, Money]:
    """Base and amount of what these invoices charge of a tax at a rate."""
    charged = [charge for other in before for charge in other.taxes if (charge.name, charge.rate) == tax]
    total = project.currency.total
    return total(charge.base for charge in charged), total(charge.amount for charge in charged)


def _charge(project: Project, tax: Tax, amounts: Sequence[Money], before: tuple[Money, Money]) -> TaxCharge:
    """Rate × base, rounded; over all to date where the project says so, or where nothing is billed any more."""
    name, rate = tax
    base = project.currency.total(amounts)
    rounding = project.settings.tax.rounding
    per_line = rounding == PER_LINE
    amount = project.currency.total(part.share(rate) for part in amounts) if per_line else base.share(rate)
    base_before, amount_before = before
    to_date = base_before + base
    cumulative = to_date.share(rate) - amount_before
    if amount == cumulative or (to_date and rounding != TO_DATE):
        return TaxCharge(name=name, rate=rate, base=base, amount=amount)
    return TaxCharge(
        name=name, rate=rate, base=base, amount=cumulative, base_before=base_before, amount_before=amount_before
    )
