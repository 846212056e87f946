"""What an item costs and what it sells for.

Room: rules.  Cost → price: (cost + builder tax) with markup, reckoned unrounded and rounded once.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from ressio_cli.model.bill import BillLine
from ressio_cli.model.budget import Priced
from ressio_cli.model.money import Money, Percent, exact_sum, product
from ressio_cli.model.settings import Markup, Settings, Tax, Taxed

_ONE = Decimal(1)


def with_percent(rate: Percent) -> Decimal:
    """The factor 1 + rate."""
    return exact_sum((_ONE, rate.fraction))


def markup_factor(own: Percent | None, project: Markup) -> Decimal:
    """What a cost is multiplied by: with its own markup, else with the project's, added up or compounded."""
    if own is not None:
        return with_percent(own)
    return _project_factor(tuple(project.rates.values()), project.compound)


@lru_cache(16)
def _project_factor(rates: tuple[Percent, ...], compound: bool) -> Decimal:
    if compound:
        return product(*(with_percent(rate) for rate in rates))
    return exact_sum([_ONE, *(rate.fraction for rate in rates)])


def markup_of(own: Percent | None, project: Markup) -> Percent:
    """The markup on cost as one percent."""
    factor = markup_factor(own, project)
    return Percent(exact_sum((factor, Decimal(-1))).scaleb(2))


def exact_cost(item: Priced, settings: Settings) -> Decimal:
    """Quantity × unit cost, or the stated cost; plus builder tax where it is due. Not rounded."""
    if item.cost is not None:
        cost = item.cost.exact
    else:
        cost = product(item.quantity or Decimal(0), item.unit_cost or Decimal(0))
    return product(cost, with_percent(settings.tax.builder)) if item.builder_taxed else cost


def cost(item: Priced, settings: Settings) -> Money:
    """The cost to the cent, as it is shown and added up."""
    return settings.currency.round(exact_cost(item, settings))


def price(item: Priced, settings: Settings) -> Money:
    """What the client pays, before tax: the stated price, or the unrounded cost with markup, rounded once."""
    if item.price is not None:
        return item.price
    return settings.currency.round(product(exact_cost(item, settings), markup_factor(item.markup, settings.markup)))


def worth_of_cost(line: BillLine, settings: Settings, own: Percent | None = None) -> Money:
    """A bill line's amount with markup: `own` where it is given, else the line's, else the project's."""
    factor = markup_factor(own if own is not None else line.markup, settings.markup)
    return settings.currency.round(product(line.amount.exact, factor))


def taxes(taxed: Taxed, tax: Tax) -> tuple[str, ...]:
    """The names that `taxed` stands for."""
    if taxed is True:
        return tax.default
    return () if taxed is False else taxed
