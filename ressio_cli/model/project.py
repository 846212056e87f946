"""The project: every fact of one job, read and typed.

Room: model.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ressio_cli.model.bill import Bill
from ressio_cli.model.budget import Budget
from ressio_cli.model.change import Change
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.money import Currency, Money
from ressio_cli.model.payment import Payment
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One job. Everything is sorted by id; released invoices by number.

    `superseded` are the earlier revisions of invoices that were edited after their release.
    """

    settings: Settings
    budget: Budget = Budget()
    changes: tuple[Change, ...] = ()
    bills: tuple[Bill, ...] = ()
    drafts: tuple[Draft, ...] = ()
    invoices: tuple[Released, ...] = ()
    payments: tuple[Payment, ...] = ()
    superseded: tuple[Released, ...] = ()

    @property
    def currency(self) -> Currency:
        """The project's one currency."""
        return self.settings.currency

    @property
    def zero(self) -> Money:
        """Nothing, in the project's currency."""
        return self.settings.currency.zero

    @property
    def live(self) -> tuple[Released, ...]:
        """The released invoices that are not void."""
        return tuple(invoice for invoice in self.invoices if invoice.void is None)

    def having(self, *records: Record) -> Project:
        """The project with these records new or changed, each in the place its id sorts to."""
        project = self
        for record in records:
            name = _SHELVES[type(record)]
            shelf = [other for other in getattr(project, name) if other.id != record.id]
            place = next((at for at, other in enumerate(getattr(project, name)) if other.id == record.id), None)
            if place is None:
                shelf = sorted([*shelf, record], key=lambda other: other.id) if name != "invoices" else [*shelf, record]
            else:
                shelf.insert(place, record)
            project = project._with_shelf(name, shelf)
        return project

    def without(self, record: Record) -> Project:
        """The project without this record."""
        name = _SHELVES[type(record)]
        return self._with_shelf(name, [other for other in getattr(self, name) if other.id != record.id])

    def _with_shelf(self, name: str, records: Iterable[Record]) -> Project:
        shelf: dict[str, Any] = {name: tuple(records)}
        return replace(self, **shelf)


Record = Change | Bill | Draft | Released | Payment
_SHELVES: dict[type, str] = {
    Change: "changes",
    Bill: "bills",
    Draft: "drafts",
    Released: "invoices",
    Payment: "payments",
}
