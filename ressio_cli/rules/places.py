"""Where a cost, a price or a billed amount stands: its item, its cost code, its change.

Room: rules.  Problems: none.

A bill line or an item of a change belongs to the item it names, else to the only item with its code, else to a row
of its own: the change, or `unassigned`. A bill line that carries out a change belongs, where it names no item, to what
the change belongs to. Under codes it stands under its own code, else under that of
the item it belongs to, else under `uncoded`. What is billed on no source stands under its code, else in `additional`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ressio_cli.model.bill import BillLine
from ressio_cli.model.budget import Item
from ressio_cli.model.change import Change, ChangeItem
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass

Key = tuple[str, str]  # kind of row and its id
UNASSIGNED = ("unassigned", "unassigned")
ADDITIONAL = ("additional", "additional")
UNCODED = ("uncoded", "uncoded")
CHANGES = ("changes", "Changes")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one amount stands. Empty words: of no item, without code, of no change."""

    item: str = ""
    category: str = ""
    code: str = ""
    change: str = ""
    stated: bool = False


def by_item(place: Place) -> Key:
    """The item; a change of its own; unassigned costs; additional items."""
    if place.item:
        return ("item", place.item)
    if place.change:
        return ("change", place.change)
    return ADDITIONAL if place.stated else UNASSIGNED


def by_category(place: Place) -> Key:
    """The item's category; all changes in one; unassigned costs; additional items."""
    if place.item:
        return ("category", place.category)
    if place.change:
        return CHANGES
    return ADDITIONAL if place.stated else UNASSIGNED


def by_code(place: Place) -> Key:
    """The cost code, or none."""
    return ("code", place.code) if place.code else UNCODED


VIEWS: dict[str, Callable[[Place], Key]] = {"item": by_item, "category": by_category, "code": by_code}


class Places:
    """The budget's items indexed once, so that each amount finds its place."""

    def __init__(self, project: Project) -> None:
        self._items: dict[str, Place] = {}
        self._with_code: dict[str, list[str]] = {}
        self._changes = {change.id: change for change in project.changes}
        for category in project.budget.categories:
            for item in category.items:
                self._items[item.id] = Place(item.id, category.name, item.code)
                if item.code:
                    self._with_code.setdefault(item.code, []).append(item.id)

    def of_item(self, item: Item) -> Place:
        """An item stands where it is."""
        return self._items[item.id]

    def of_bill_line(self, line: BillLine) -> Place:
        """The item it belongs to, under its own code."""
        change_place = None if line.item else self.of_carried_out(line)
        if change_place is None:
            return self._belonging(line.item, line.code)
        return replace(change_place, code=line.code or change_place.code)

    def of_carried_out(self, line: BillLine) -> Place | None:
        """Where the cost of what a bill line carries out stands; None where it carries out no change that may be."""
        change = self._changes.get(line.change.partition("/")[0])
        if change is None or change.status == "declined":
            return None
        named = [item for number, item in enumerate(change.items, 1) if line.change == f"{change.id}/{number}"]
        return self.of_change_cost(change, named[0] if named else change.items[0])

    def of_change_cost(self, change: Change, item: ChangeItem) -> Place:
        """The item it belongs to; the change itself where there is none."""
        place = self._belonging(item.item, item.code)
        return place if place.item else Place(code=place.code, change=change.id)

    def of_change_price(self, change: Change, item: ChangeItem) -> Place:
        """The change, under the code of its item."""
        return Place(code=self._belonging(item.item, item.code).code, change=change.id)

    def _belonging(self, item: str, code: str) -> Place:
        with_code = self._with_code.get(code, [])
        found = self._items.get(item) or (self._items[with_code[0]] if len(with_code) == 1 else Place())
        return Place(found.item, found.category, code or found.code)
