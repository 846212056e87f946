"""Days on which a change and a bill line that carries it out are both billed: there must be none.

Room: rules.  Problems: none.

A released invoice bills from its date until it is made void, a draft from the day it was begun. What is void today
still bills on the days before, as `ressio check --as-of` sees them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.record import dataclass
from ressio_cli.rules.book import Book


@dataclass(frozen=True, slots=True)
class Bills:
    """An invoice that bills something from a day on, until another; None: until today and on."""

    invoice: str
    since: date
    until: date | None = None

    def meets(self, other: Bills) -> bool:
        """Whether both bill on some day."""
        return (self.until is None or other.since < self.until) and (other.until is None or self.since < other.until)


def bills_on(book: Book, sources: Collection[str]) -> Iterator[Bills]:
    """Every invoice that bills one of the sources, or once did."""
    papers: tuple[Draft | Released, ...] = (*book.project.invoices, *book.project.drafts)
    for paper in papers:
        if any(line.source in sources for line in paper.lines):
            yield _period(paper)


def _period(paper: Draft | Released) -> Bills:
    if isinstance(paper, Draft):
        return Bills(paper.id, paper.history[0].on if paper.history else date.min)
    return Bills(paper.id, paper.released, paper.void.on if paper.void else None)


def met(book: Book, line: str, items: Collection[str]) -> tuple[Bills, Bills] | None:
    """Two invoices that on one day bill a bill line and an item that it carries out; None where there are none."""
    at_cost = list(bills_on(book, {line}))
    as_agreed = list(bills_on(book, items)) if at_cost else []
    return next(((bills, other) for bills in at_cost for other in as_agreed if bills.meets(other)), None)
