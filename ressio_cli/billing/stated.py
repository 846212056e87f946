"""Stated lines: additional items and deposits, which claim no source.

Room: billing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from ressio_cli.billing.claiming import taxed_word
from ressio_cli.model.ask import Ask, Stated
from ressio_cli.model.invoice import Line, Section
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Money, Percent, product
from ressio_cli.model.settings import Settings
from ressio_cli.rules.pricing import with_percent


def stated_line(item: Stated, settings: Settings) -> Line:
    """The line: the stated amount, or cost (or quantity × unit cost) with its markup, rounded once."""
    return Line(
        description=item.description,
        code=item.code,
        cost=item.cost,
        quantity=item.quantity,
        unit=item.unit,
        unit_cost=item.unit_cost,
        markup=item.markup if item.amount is None else None,
        amount=_amount(item, settings),
        taxed=item.taxed,
    )


def _amount(item: Stated, settings: Settings) -> Money:
    if item.amount is not None:
        return item.amount
    factor = with_percent(item.markup) if item.markup is not None else Decimal(1)
    if item.cost is not None:
        return settings.currency.round(product(item.cost.exact, factor))
    return settings.currency.round(product(item.quantity or Decimal(0), item.unit_cost or Decimal(0), factor))


def adjusted(items: Iterable[Stated], markups: Mapping[str, Percent], taxes: Mapping[str, tuple[str, ...]],
             settings: Settings) -> tuple[Stated, ...]:  # fmt: skip
    """The items with the markups and taxes that were asked for by their names; an amount then counts as a cost."""
    result = []
    for item in items:
        if item.description in markups:
            cost = item.cost if item.amount is None else item.amount
            item = replace(item, markup=markups[item.description], cost=cost, amount=None)
        if item.description in taxes:
            item = replace(item, taxed=taxed_word(settings, taxes[item.description]))
        result.append(item)
    return tuple(result)


def item_sections(ask: Ask, settings: Settings) -> list[Section]:
    """The additional items: one section per distinct section title they name, in order."""
    items = adjusted(ask.items, ask.markups, ask.taxes, settings)
    titles = dict.fromkeys(item.section for item in items)
    return [
        Section(
            title=title or METHODS["amount"].title,
            method="amount",
            lines=tuple(stated_line(item, settings) for item in items if item.section == title),
        )
        for title in titles
    ]


def deposit_section(amount: Money) -> Section:
    """A deposit of a stated amount, untaxed."""
    title = METHODS["deposit"].title
    return Section(title=title, method="deposit", lines=(Line(description=title, amount=amount),))
