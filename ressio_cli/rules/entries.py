"""Every amount of the position once, with its place and the column it adds to.

Room: rules.  Problems: none.

Rows and totals are sums over these entries, so that rows always add up to the total, in every view.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.method import METHODS
from ressio_cli.model.record import dataclass
from ressio_cli.model.source import Source
from ressio_cli.rules.billable import billable
from ressio_cli.rules.book import Book, left_of
from ressio_cli.rules.groups import bill_sources, change_sources
from ressio_cli.rules.places import Key, Place, Places, by_code, by_item


@dataclass(frozen=True, slots=True)
class Entry:
    """`units` (smallest units) that add to a column of the row of `place`."""

    place: Place
    column: str
    units: int


def entries(book: Book) -> list[Entry]:
    """All entries, in the columns below.

    original_cost, change_cost, actual_cost, projected_cost, original_price, approved_changes, billed, left.
    """
    places = Places(book.project)
    costs = [*_budget_costs(book, places), *_change_costs(book, places), *_actual_costs(book, places)]
    prices = list(_prices(book, places))
    return [*costs, *_projected(book, costs), *prices, *_billing(book, places, prices)]


def _budget_costs(book: Book, places: Places) -> Iterator[Entry]:
    for item in book.project.budget.items:
        yield Entry(places.of_item(item), "original_cost", book.sources[item.id].cost.minor)


def _change_costs(book: Book, places: Places) -> Iterator[Entry]:
    for change in book.project.changes:
        if change.status == "approved":
            for item, source in zip(change.items, change_sources(book, change), strict=True):
                yield Entry(places.of_change_cost(change, item), "change_cost", source.cost.minor)


def _actual_costs(book: Book, places: Places) -> Iterator[Entry]:
    for bill in book.project.bills:
        if bill.status in ("approved", "paid"):
            for line in bill.lines:
                yield Entry(places.of_bill_line(line), "actual_cost", line.amount.minor)


def _projected(book: Book, costs: list[Entry]) -> Iterator[Entry]:
    """Projected cost: the greater of revised and actual, compared per item or per code as the project is kept.

    The comparison is made once per item (or code). The entries of the side that counts are then counted again as
    projected cost, each at its own place: so a comparison that spans several rows of a view is shared among them
    without rounding, and every view adds up to the same total.
    """
    row = by_code if book.project.settings.by_codes else by_item
    revised: dict[Key, int] = {}
    actual: dict[Key, int] = {}
    for entry in costs:
        side = actual if entry.column == "actual_cost" else revised
        key = row(entry.place)
        side[key] = side.get(key, 0) + entry.units
    closed = _closed(book)
    for entry in costs:
        key = row(entry.place)
        r, a = revised.get(key, 0), actual.get(key, 0)
        actual_counts = key in closed or a > r or r < 0
        revised_counts = key not in closed and (a <= r or r < 0)
        if actual_counts if entry.column == "actual_cost" else revised_counts:
            yield Entry(entry.place, "projected_cost", entry.units)


def _closed(book: Book) -> set[Key]:
    """The rows whose items are all closed."""
    places, row = Places(book.project), by_code if book.project.settings.by_codes else by_item
    items = book.project.budget.items
    still_open = {row(places.of_item(item)) for item in items if not item.closed}
    return {row(places.of_item(item)) for item in items if item.closed} - still_open


def _prices(book: Book, places: Places) -> Iterator[Entry]:
    for item in book.project.budget.items:
        yield Entry(places.of_item(item), "original_price", book.sources[item.id].worth.minor)
    for change in book.project.changes:
        if change.status == "approved":
            for part, source in zip(change.items, change_sources(book, change), strict=True):
                yield Entry(places.of_change_price(change, part), "approved_changes", source.worth.minor)


def _billing(book: Book, places: Places, prices: list[Entry]) -> Iterator[Entry]:
    """Billed work, and what is left: of the price (fixed price), or of what can be billed (cost plus)."""
    where = _places_of_sources(book, places)
    fixed = book.project.settings.fixed_price
    for invoice in book.project.live:
        for section in invoice.sections:
            if METHODS[section.method].band:
                for line in section.lines:
                    on_source = Place(code=line.code, stated=not line.source)
                    entry = Entry(where.get(line.source, on_source), "billed", line.amount.minor)
                    yield entry
                    if fixed and line.source:
                        yield Entry(entry.place, "left", -entry.units)
    if fixed:
        yield from (Entry(entry.place, "left", entry.units) for entry in prices)
    else:
        yield from _left_of_sources(book, where)


def _left_of_sources(book: Book, where: dict[str, Place]) -> Iterator[Entry]:
    for source in billable(book):
        if METHODS[source.method].band:
            yield Entry(where[source.id], "left", left_to_bill(book, source))


def left_to_bill(book: Book, source: Source) -> int:
    """Worth less billed, drafts not counted, in smallest units; a rest that is only rounding is nothing."""
    released = [claim for claim in book.claims.get(source.id, ()) if not claim.drafted]
    return left_of(source.worth, released).minor


def _places_of_sources(book: Book, places: Places) -> dict[str, Place]:
    where = {item.id: places.of_item(item) for item in book.project.budget.items}
    for change in book.project.changes:
        for part, source in zip(change.items, change_sources(book, change), strict=True):
            where[source.id] = places.of_change_price(change, part)
    for bill in book.project.bills:
        for line, source in zip(bill.lines, bill_sources(book, bill), strict=True):
            where[source.id] = places.of_bill_line(line)
    return where
