"""The rates of tax of an invoice's lines: a line's own, else those of the day of release.

Room: rules.  Problems: none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from ressio_cli.model.invoice import Draft, Line, Released
from ressio_cli.model.money import Percent
from ressio_cli.model.project import Project
from ressio_cli.rules import pricing

Rates = tuple[tuple[str, Percent], ...]  # names of taxes with their rates, by name


class InvoiceRates:
    """The rates of one invoice's lines. `day`: the one whose rates count for a draft."""

    def __init__(self, project: Project, invoice: Draft | Released, day: date) -> None:
        self._tax = project.settings.tax
        self._invoice = invoice
        self.day = day

    def own(self, line: Line) -> Rates:
        """The taxes a line names, each at its own rate, else at the day's. A name without a rate is left out."""
        return self._rates(line, pricing.taxes(line.taxed, self._tax))

    def charged(self, line: Line) -> Rates:
        """The taxes a line of a released invoice was charged with, each at its rate."""
        return self._rates(line, self.names(line))

    def names(self, line: Line) -> tuple[str, ...]:
        """Return the taxes a line is under.

        What `true` meant on a released invoice is told by its `issued`, else by its stored taxes.
        """
        names = pricing.taxes(line.taxed, self._tax)
        if line.taxed is not True or isinstance(self._invoice, Draft):
            return names
        if self._invoice.issued:
            return self._invoice.issued.taxed
        return names if set(names) <= set(self._stored) else self._stored

    def of_the_day(self, name: str) -> Percent | None:
        """The rate of a tax where a line has none of its own: on a released invoice the one that was charged then."""
        rate = self._charged_then.get(name)
        return self._tax.rate_on(name, self.day) if rate is None else rate

    def _rates(self, line: Line, names: Iterable[str]) -> Rates:
        found = []
        for name in sorted(names):
            own = line.tax_rates.get(name)
            rate = self.of_the_day(name) if own is None else own
            if rate is not None:
                found.append((name, rate))
        return tuple(found)

    @cached_property
    def _stored(self) -> tuple[str, ...]:
        taxes = self._invoice.taxes if isinstance(self._invoice, Released) else ()
        return tuple(dict.fromkeys(charge.name for charge in taxes))

    @cached_property
    def _charged_then(self) -> Mapping[str, Percent]:
        """Per tax the one rate that was charged and that no line has as its own."""
        if isinstance(self._invoice, Draft):
            return {}
        charged: dict[str, set[Percent]] = {}
        for charge in self._invoice.taxes:
            charged.setdefault(charge.name, set()).add(charge.rate)
        for line in self._invoice.lines:
            for name, rate in line.tax_rates.items():
                charged.get(name, set()).discard(rate)
        return {name: rates.pop() for name, rates in charged.items() if len(rates) == 1}
