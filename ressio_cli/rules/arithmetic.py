"""What a line says of itself: its amount, and the percent, cost or quantity that it is made of.

Room: rules.  Problems: none.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ressio_cli.model.invoice import Line
from ressio_cli.model.money import Currency, Money, plain_number, product
from ressio_cli.rules.pricing import with_percent


def contradiction(line: Line, currency: Currency) -> str:
    """Why the amount is not what the line is made of, as the end of a sentence; empty where it is."""
    if line.source:
        return _of_source(line)
    made = made_of(line, currency)
    return f"{_named(line)} comes to {made.grouped()}" if made is not None and made != line.amount else ""


def made_of(line: Line, currency: Currency) -> Money | None:
    """What the cost or quantity of a stated line comes to with its markup; None where its amount is all it says."""
    factor = with_percent(line.markup) if line.markup is not None else Decimal(1)
    if line.cost is not None:
        return currency.round(product(line.cost.exact, factor))
    if line.quantity is not None and line.unit_cost is not None:
        return currency.round(product(line.quantity, line.unit_cost, factor))
    return None


def _named(line: Line) -> str:
    more = f" + {line.markup}" if line.markup else ""
    if line.cost is not None:
        return f"a cost of {line.cost.grouped()}{more}"
    return f"{plain_number(line.quantity or Decimal(0))} × {plain_number(line.unit_cost or Decimal(0))}{more}"


def _of_source(line: Line) -> str:
    if line.percent is not None and line.worth is not None and line.previous is not None:
        due = line.worth.share(line.percent) - line.previous
        of = f"{line.percent} of {line.worth.grouped()} less {line.previous.grouped()} billed before"
        return f"{of} is {due.grouped()}" if due != line.amount else ""
    if line.markup is None or line.cost is None:
        return ""
    factor = Fraction(with_percent(line.markup))
    off = abs(line.cost.minor * factor - line.amount.minor)
    # The cost of a line is a part of its source's cost, rounded: that may move its price by half a cent with markup.
    return f"{_named(line)} is another amount" if off > (abs(factor) + 1) / 2 else ""
