"""The budget by item, category or cost code: costs, prices, billed and left of every row.

Room: rules.  Problems: none.

Rows compare costs per item or per code as the project is kept, whatever the view (see `entries`). What stands on no
item has a row of its own: every approved change (by category: `Changes`), `unassigned` costs, `additional` items
billed on no source, and by code what has none: `uncoded`. profit = approved price − projected cost; projected profit
counts the actual adjustments too.
"""

from __future__ import annotations

from ressio_cli.model.figures import BudgetRow, BudgetTable
from ressio_cli.model.money import Money, percent_of
from ressio_cli.model.project import Project
from ressio_cli.rules.book import Book
from ressio_cli.rules.entries import Entry, entries
from ressio_cli.rules.places import ADDITIONAL, CHANGES, UNASSIGNED, UNCODED, VIEWS, Key, Places

_TOTAL: Key = ("total", "total")
_LAST = (CHANGES, UNCODED, UNASSIGNED, ADDITIONAL)
_NAMES = {
    CHANGES: "Changes",
    UNCODED: "Without cost code",
    UNASSIGNED: "Costs of no item",
    ADDITIONAL: "Additional items",
    _TOTAL: "Total",
}


def budget_table(book: Book, by: str) -> BudgetTable:
    """The table in one of the views `item`, `category`, `code`; the rows add up to `total`."""
    view = VIEWS[by]
    named = _named_rows(book.project, by)
    sums: dict[Key, dict[str, int]] = {key: {} for key in named}
    total: dict[str, int] = {}
    every: list[Entry] = entries(book)
    for entry in every:
        row = sums.setdefault(view(entry.place), {})
        row[entry.column] = row.get(entry.column, 0) + entry.units
        total[entry.column] = total.get(entry.column, 0) + entry.units
    digits = book.project.currency.digits
    rows = tuple(_row(key, named, sums[key], digits) for key in _order(by, sums))
    return BudgetTable(by=by, rows=rows, total=_row(_TOTAL, named, total, digits))


def _order(by: str, sums: dict[Key, dict[str, int]]) -> list[Key]:
    """Items and categories as in the file, codes sorted, then what stands apart."""
    known = [key for key in sums if key not in _LAST]
    return [*(sorted(known) if by == "code" else known), *(key for key in _LAST if key in sums)]


def _named_rows(project: Project, by: str) -> dict[Key, tuple[str, str]]:
    """The rows that are there even without figures, in order: their name and cost code."""
    view, places = VIEWS[by], Places(project)
    named: dict[Key, tuple[str, str]] = {}
    for item in project.budget.items:
        place = places.of_item(item)
        key = view(place)
        names = {"item": item.name, "category": place.category, "code": item.name}
        name, code = names[by], "" if by == "category" else item.code
        if by == "code" and key in named and named[key][0] != name:
            name = place.category if named[key][0] in ("", place.category) else ""
        named[key] = (name, code)
    if by == "item":
        approved = (change for change in project.changes if change.status == "approved")
        named |= {("change", change.id): (change.title, "") for change in approved}
    return named


def _row(key: Key, named: dict[Key, tuple[str, str]], sums: dict[str, int], digits: int) -> BudgetRow:
    def money(*columns: str) -> Money:
        return Money(sum(sums.get(column, 0) for column in columns), digits)

    name, code = named.get(key, ("", key[1] if key[0] == "code" else ""))
    projected, price = money("projected_cost"), money("original_price", "approved_changes")
    return BudgetRow(
        id=key[1],
        name=_NAMES.get(key, name),
        code=code,
        original_cost=money("original_cost"),
        revised_cost=money("original_cost", "change_cost"),
        actual_cost=money("actual_cost"),
        remaining_cost=projected - money("actual_cost"),
        projected_cost=projected,
        profit=price - projected,
        projected_profit=price + money("adjustment") - projected,
        original_price=money("original_price"),
        approved_changes=money("approved_changes"),
        approved_price=price,
        billed=money("billed"),
        left_to_bill=money("left"),
        percent_billed=percent_of(money("billed"), price),
    )
