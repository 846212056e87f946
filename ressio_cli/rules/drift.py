"""Costs that changed after they were billed.

Room: rules.  Problems: none.

A released line says what part of a cost it billed: its amount ÷ its own worth. So what the whole cost was then can be
told from the line, and compared with the bill as it stands now.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ressio_cli.model.invoice import Line
from ressio_cli.model.money import Money, half_up
from ressio_cli.model.record import dataclass
from ressio_cli.rules.book import Book
from ressio_cli.rules.pricing import worth_of_cost


@dataclass(frozen=True, slots=True)
class Drift:
    """The cost of a bill's line when it was billed, its cost now, and how much of it released invoices billed."""

    then: Money
    now: Money
    billed: Money
    invoices: tuple[str, ...]


def drift_of(book: Book, source: str) -> Drift | None:
    """How the cost of a bill's line differs from what was billed; None where it does not, or where that is settled."""
    line = book.bill_lines[source]
    released = [claim for claim in book.claims.get(source, ()) if not claim.drafted]
    stated = [(claim, cost) for claim in released if (cost := _whole_cost(claim.line, line.amount)) is not None]
    other = [(claim, cost) for claim, cost in stated if cost != line.amount]
    billed = line.amount.zero
    for claim, _ in stated:
        billed += claim.line.cost or line.amount.zero
    if not other or _is_settled(billed, line.amount, len(stated)):
        return None
    then = max((cost for _, cost in other), key=abs)
    return Drift(then, line.amount, billed, tuple(dict.fromkeys(claim.invoice.id for claim, _ in other)))


def worth_when_claimed(book: Book, source: str) -> Money | None:
    """What a bill's line was worth at the largest cost that a live invoice or draft claims; None for other sources."""
    line = book.bill_lines.get(source)
    if line is None:
        return None
    costs = (_whole_cost(claim.line, line.amount) for claim in book.claims.get(source, ()))
    largest = max((cost for cost in costs if cost is not None), key=abs, default=line.amount)
    return worth_of_cost(replace(line, amount=largest), book.project.settings)


def _whole_cost(line: Line, now: Money) -> Money | None:
    """What the whole cost was by a released line; the cost of now where the two differ by no more than rounding."""
    if line.cost is None or not line.worth or not line.amount:
        return None
    scale = Fraction(line.worth.minor, line.amount.minor)
    whole = line.cost.minor * scale
    if abs(whole - now.minor) <= abs(scale) / 2:
        return now
    return Money(half_up(whole.numerator, whole.denominator), now.digits)


def _is_settled(billed: Money, now: Money, lines: int) -> bool:
    return 2 * abs(billed.minor - now.minor) <= lines
