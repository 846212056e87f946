"""Progress billing: a percent to date of each locked budget item.

Room: billing.  Problems: method.closed, budget.not-locked.
"""

from __future__ import annotations

from collections.abc import Sequence

from ressio_cli.billing.claiming import Claimed, claim, to_the_end
from ressio_cli.billing.want import Want
from ressio_cli.model.ask import Ask
from ressio_cli.model.invoice import Invoice
from ressio_cli.model.problem import Problem
from ressio_cli.model.project import Project
from ressio_cli.rules.book import Book
from ressio_cli.rules.sources import budget_items

NAME = "percentage"
SUMMARY = "percent complete of the locked budget (fixed price)"
sources = budget_items


def closed(project: Project) -> Problem | None:
    """Open on fixed price with a locked budget."""
    if not project.settings.fixed_price:
        return Problem(
            "method.closed",
            "percentage is for fixed price; this project is cost plus",
            project.settings.origin.at("project.contract"),
            "bill the actual costs: ressio invoice new --from actuals",
        )
    if project.budget.locked is None:
        return Problem(
            "budget.not-locked", "percentage needs a locked budget", project.budget.origin, "ressio budget lock"
        )
    return None


def lines(book: Book, wants: Sequence[Want], ask: Ask, besides: Invoice | None = None) -> Claimed:
    """A percent to date, or a stated amount; all that is left is 100 %."""
    return claim(book, to_the_end(wants), ask, besides)
