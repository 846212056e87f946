"""Taxes as people read them: the tax of a line, and what each tax is charged on.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.figures import InvoiceFigures, LineFigures
from ressio_cli.model.invoice import TaxCharge


def line_taxes(figures: InvoiceFigures) -> list[str]:
    """The taxes of each line by name, with the rate where the invoice charges several of that name."""
    names = [charge.name for charge in figures.taxes]
    several = {name for name in names if names.count(name) > 1}
    return [", ".join(_named(line, several)) for line in figures.lines]


def _named(line: LineFigures, several: set[str]) -> Iterator[str]:
    for name in line.taxes:
        yield f"{name} {line.rates[name]}" if name in several and name in line.rates else name


def charge_label(charge: TaxCharge) -> str:
    """What stands before the amount of a tax: `Sales tax 8.25% of 1,711.00`."""
    label = f"{charge.name} {charge.rate} of {charge.base.grouped()}"
    return label if charge.base_before is None else f"{label}, rounded to date"
