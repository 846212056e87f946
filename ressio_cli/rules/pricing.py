"""What an item costs and what it sells for.

Room: rules.  Cost → price: (cost + builder tax) with markup, reckoned unrounded and rounded once.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from ressio_cli.model.bill import BillLine
from ressio_cli.model.budget import Lock, Priced
from ressio_cli.model.change import Decision
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


def as_agreed(agreed: Lock | Decision | None, settings: Settings) -> Settings:
    """The settings with the markup and the builder's tax that an agreement was priced with, as far as it says so.

    On cost plus the project's markup may change while the job goes on; what was agreed before keeps its price.
    """
    if agreed is None or (agreed.markup is None and agreed.builder_tax is None):
        return settings
    markup = settings.markup if agreed.markup is None else Markup(rates={"agreed": agreed.markup})
    builder = settings.tax.builder if agreed.builder_tax is None else agreed.builder_tax
    return replace(settings, markup=markup, tax=replace(settings.tax, builder=builder))


def priced_with(settings: Settings) -> tuple[Percent | None, Percent | None]:
    """The markup and the builder's tax to keep with what is agreed now; on fixed price the price itself is kept."""
    if settings.fixed_price:
        return None, None
    return markup_of(None, settings.markup), settings.tax.builder


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
