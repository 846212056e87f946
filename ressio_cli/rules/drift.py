"""Costs that changed after they were billed.

Room: rules.  Problems: none.

A released line says what part of a cost it billed: its amount ÷ its own worth. So what the whole cost was then can be
told from the line, and compared with the bill as it stands now (`counting`).
"""

from __future__ import annotations

from ressio_cli.model.money import Money
from ressio_cli.model.record import dataclass
from ressio_cli.rules.book import Book
from ressio_cli.rules.counting import cost_then, drifted, left_of


@dataclass(frozen=True, slots=True)
class Drift:
    """The cost of a bill's line when invoices billed it, its cost now, and those invoices."""

    then: Money
    now: Money
    invoices: tuple[str, ...]


def drift_of(book: Book, source: str) -> Drift | None:
    """How the cost of a bill's line differs from what was billed; None where it does not, or where that is settled:
    released invoices bill what the line is worth now."""
    cost = book.sources[source]
    released = [claim for claim in book.claims.get(source, ()) if not claim.drafted]
    moved = [claim for claim in released if drifted(cost, claim.line)]
    if not moved or not left_of(cost, [claim.line for claim in released]):
        return None
    then = max((cost_then(claim.line) for claim in moved), key=abs)
    return Drift(then, cost.cost, tuple(dict.fromkeys(claim.invoice.id for claim in moved)))
