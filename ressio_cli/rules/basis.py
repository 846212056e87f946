"""The sentence why a line has its amount.

Room: rules.  Problems: none.
"""

from __future__ import annotations

from ressio_cli.model.invoice import Line
from ressio_cli.model.money import Money, plain_number


def basis(line: Line) -> str:
    """Why that amount, in words for people: `60% of 24,864.00, less 7,459.20 billed before`.

    A line on a source is told from its worth, a stated one from its cost or its quantity.
    """
    if line.source and line.worth is not None:
        return _of_worth(line, line.worth)
    return _stated(line)


def _of_worth(line: Line, worth: Money) -> str:
    before = line.previous or worth.zero
    less = f", less {before.grouped()} billed before" if before else ""
    if line.percent is not None:
        return f"{line.percent} of {worth.grouped()}{less}"
    if line.amount == worth - before:
        return f"{'the rest' if before else 'all'} of {worth.grouped()}{less}"
    if line.markup is not None:
        return f"{line.amount.grouped()} of {worth.grouped()}, which is the cost + {line.markup}"
    if line.cost is not None:
        return f"{line.amount.grouped()} of {worth.grouped()}, for {line.cost.grouped()} of the cost"
    return f"{line.amount.grouped()} of {worth.grouped()}, stated"


def _stated(line: Line) -> str:
    more = f" + {line.markup}" if line.markup else ""
    if line.quantity is not None and line.unit_cost is not None:
        return f"{plain_number(line.quantity)} × {plain_number(line.unit_cost)}{more}"
    if line.cost is not None and not line.source:
        return f"{line.cost.grouped()}{more or ', at cost'}"
    return "stated amount"
