"""Actual costs: the lines of approved bills, with markup; amount, markup and tax may be changed when billed.

Room: billing.  Problems: method.closed, bill.not-approved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from ressio_cli.billing.claiming import Claimed, claim, line_for
from ressio_cli.billing.want import Ground, Want
from ressio_cli.model.ask import Ask
from ressio_cli.model.invoice import Invoice, Line
from ressio_cli.model.money import Money, Percent, half_up, product
from ressio_cli.model.problem import Problem
from ressio_cli.model.project import Project
from ressio_cli.model.settings import Settings
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book
from ressio_cli.rules.counting import cost_of, count, measure
from ressio_cli.rules.pricing import with_percent
from ressio_cli.rules.sources import bill_lines

NAME = "actuals"
SUMMARY = "actual costs with markup (cost plus, budget by cost codes)"
sources = bill_lines


def closed(project: Project) -> Problem | None:
    """Open on cost plus with a budget by cost codes."""
    settings = project.settings
    if settings.fixed_price:
        return Problem(
            "method.closed",
            "actuals is for cost plus; this project is fixed price",
            settings.origin.at("project.contract"),
            "bill the progress: ressio invoice new --percent ITEM=PERCENT",
        )
    if not settings.by_codes:
        return Problem(
            "method.closed",
            "actuals needs a budget by cost codes",
            settings.origin.at("project.budget"),
            'set budget = "cost-codes" in ressio.toml',
        )
    return None


def lines(book: Book, wants: Sequence[Want], ask: Ask, besides: Invoice | None = None) -> Claimed:
    """All that is left of each line, or a stated amount, at the source's markup or at one of its own."""
    return claim(book, wants, ask, besides, _line)


def _line(settings: Settings, want: Want, ground: Ground) -> Line:
    source = want.source
    if want.markup is None:
        line = line_for(settings, want, ground)
    else:
        worth = own_worth(settings, source, want.markup)
        amount = rest_at(worth, source, ground.lines) if want.amount is None else want.amount
        line = replace(line_for(settings, replace(want, amount=amount), ground), markup=want.markup, worth=worth)
    return replace(line, cost=cost_of(source, line, ground.lines))


def own_worth(settings: Settings, source: Source, markup: Percent) -> Money:
    """The worth of a bill line at a markup of its own."""
    return settings.currency.round(product(source.cost.exact, with_percent(markup)))


def same_part(settings: Settings, source: Source, line: Line, markup: Percent | None) -> Money:
    """What the part of a cost that a line claims comes to at another markup; None: the source's own."""
    worth = source.worth if markup is None else own_worth(settings, source, markup)
    return worth.portion(line.amount, line.worth) if line.worth else line.amount


def rest_at(worth: Money, source: Source, others: Sequence[Line]) -> Money:
    """What the rest of a cost comes to where all of it would be worth `worth`, rounded once."""
    whole = measure(source)
    if not whole:
        return worth
    rest = whole.minor - count(source, others).total
    share = Fraction(rest * worth.minor) / whole.minor
    return Money(half_up(share.numerator, share.denominator), worth.digits)
