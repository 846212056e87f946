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
from ressio_cli.rules.book import Book, left_of
from ressio_cli.rules.pricing import worth_of_cost


@dataclass(frozen=True, slots=True)
class Drift:
    """The cost of a bill's line when invoices billed it, its cost now, and those invoices."""

    then: Money
    now: Money
    invoices: tuple[str, ...]


def drift_of(book: Book, source: str) -> Drift | None:
    """How the cost of a bill's line differs from what was billed; None where it does not, or where that is settled:
    released invoices bill what the line is worth now."""
    line = book.bill_lines[source]
    released = [claim for claim in book.claims.get(source, ()) if not claim.drafted]
    costs = [(claim.invoice.id, _whole_cost(claim.line, line.amount)) for claim in released]
    other = [(invoice, cost) for invoice, cost in costs if cost not in (None, line.amount)]
    if not other or not left_of(book.sources[source].worth, released):
        return None
    then = max((cost for _, cost in other if cost is not None), key=abs)
    return Drift(then, line.amount, tuple(dict.fromkeys(invoice for invoice, _ in other)))


def worth_when_claimed(book: Book, source: str) -> Money | None:
    """The largest worth that a bill's line had when a live invoice or draft claimed it, at the cost and the markup of
    then; None for other sources."""
    line = book.bill_lines.get(source)
    if line is None:
        return None
    claims = book.claims.get(source, ())
    costs = (_whole_cost(claim.line, line.amount) for claim in claims)
    largest = max((cost for cost in costs if cost is not None), key=abs, default=line.amount)
    worth = worth_of_cost(replace(line, amount=largest), book.project.settings)
    stated = (claim.line.worth for claim in claims if claim.line.markup is None and claim.line.worth is not None)
    return max((worth, *stated), key=abs)


def _whole_cost(line: Line, now: Money) -> Money | None:
    """What the whole cost was by a released line; the cost of now where the two differ by no more than rounding."""
    if line.cost is None or not line.worth or not line.amount:
        return None
    scale = Fraction(line.worth.minor, line.amount.minor)
    whole = line.cost.minor * scale
    if abs(whole - now.minor) <= abs(scale) / 2:
        return now
    return Money(half_up(whole.numerator, whole.denominator), now.digits)
