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
        by_shelf: dict[str, dict[str, Record]] = {}
        for record in records:
            by_shelf.setdefault(_SHELVES[type(record)], {})[record.id] = record
        project = self
        for name, new in by_shelf.items():
            shelf = [new.pop(record.id, record) for record in getattr(project, name)]
            shelf += new.values()
            project = project._with_shelf(name, shelf if name == "invoices" else sorted(shelf, key=_by_id))
        return project

    def without(self, record: Record) -> Project:
        """The project without this record."""
        name = _SHELVES[type(record)]
        return self._with_shelf(name, [other for other in getattr(self, name) if other.id != record.id])

    def _with_shelf(self, name: str, records: Iterable[Record]) -> Project:
        shelf: dict[str, Any] = {name: tuple(records)}
        return replace(self, **shelf)


def _by_id(record: Record) -> str:
    return record.id


Record = Change | Bill | Draft | Released | Payment
_SHELVES: dict[type, str] = {
    Change: "changes",
    Bill: "bills",
    Draft: "drafts",
    Released: "invoices",
    Payment: "payments",
}
