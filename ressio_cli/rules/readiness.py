"""From which day on a source could be billed: the lock, the approval, the cost it rests on.

Room: rules.  Problems: none.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from ressio_cli.model.bill import Bill
from ressio_cli.model.record import dataclass
from ressio_cli.rules.book import Book


@dataclass(frozen=True, slots=True)
class Ready:
    """The day a source was ready, and what happened then: `CO-001 was approved`. `agreed`: with the client."""

    on: date
    what: str
    agreed: bool


class Readiness:
    """The days of one project's sources."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def of(self, source: str) -> Ready | None:
        """When a source was ready; None where nothing says so, as for held retainage."""
        if source in self._items:
            lock = self._book.project.budget.locked
            return Ready(lock.on, "the budget was locked", True) if lock else None
        return self._groups.get(source.rpartition("/")[0])

    @cached_property
    def _items(self) -> set[str]:
        return {item.id for item in self._book.project.budget.items}

    @cached_property
    def _groups(self) -> dict[str, Ready]:
        days = {bill.id: _of_bill(bill) for bill in self._book.project.bills}
        for change in self._book.project.changes:
            if change.decided:
                days[change.id] = Ready(change.decided.on, f"{change.id} was {change.status}", True)
        return days


def _of_bill(bill: Bill) -> Ready:
    """A cost is there from its date on, and known from its approval on."""
    if bill.approved and bill.approved > bill.date:
        return Ready(bill.approved, f"{bill.id} was approved", False)
    return Ready(bill.date, f"the date of {bill.id}", False)
