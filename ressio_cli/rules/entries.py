"""Every amount of the position once, with its place and the column it adds to.

Room: rules.  Problems: none.

Rows and totals are sums over these entries, so that rows always add up to the total, in every view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from ressio_cli.model.change import AS_AGREED
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import apportioned
from ressio_cli.model.record import dataclass
from ressio_cli.model.source import Source
from ressio_cli.rules.billable import billable
from ressio_cli.rules.book import Book
from ressio_cli.rules.counting import left_of
from ressio_cli.rules.groups import bill_sources, change_sources
from ressio_cli.rules.places import Key, Place, Places, by_code, by_item
from ressio_cli.rules.pricing import markup_factor


@dataclass(frozen=True, slots=True)
class Entry:
    """`units` (smallest units) that add to a column of the row of `place`.

    `agreed`: the change of which it is a cost, where that is carried out as agreed. `compared`: the place with whose
    costs it is compared, where that is another one: that of the change it carries out.
    """

    place: Place
    column: str
    units: int
    agreed: str = ""
    compared: Place | None = None


def entries(book: Book) -> list[Entry]:
    """All entries, in the columns below.

    original_cost, change_cost, actual_cost, projected_cost, adjustment, original_price, approved_changes, billed, left.
    """
    places = Places(book.project)
    costs = [*_budget_costs(book, places), *_change_costs(book, places), *_actual_costs(book, places)]
    projected = list(_projected(book, costs))
    prices = list(_prices(book, places))
    return [*costs, *projected, *_adjustments(book, costs, projected), *prices, *_billing(book, places, prices)]


def _budget_costs(book: Book, places: Places) -> Iterator[Entry]:
    for item in book.project.budget.items:
        yield Entry(places.of_item(item), "original_cost", book.sources[item.id].cost.minor)


def _change_costs(book: Book, places: Places) -> Iterator[Entry]:
    for change in book.project.changes:
        if change.status == "approved":
            for item, source in zip(change.items, change_sources(book, change), strict=True):
                agreed = change.id if book.carrying_out.of_item(source.id) == AS_AGREED else ""
                yield Entry(places.of_change_cost(change, item), "change_cost", source.cost.minor, agreed)


def _actual_costs(book: Book, places: Places) -> Iterator[Entry]:
    """The lines of approved bills, each where it stands; one that carries out a change at the change's own place."""
    out = book.carrying_out
    for bill in book.project.bills:
        if bill.status in ("approved", "paid"):
            for number, line in enumerate(bill.lines, 1):
                agreed = line.change.partition("/")[0] if out.is_agreed_cost(f"{bill.id}/{number}") else ""
                compared = places.of_carried_out(line) if line.change else None
                yield Entry(places.of_bill_line(line), "actual_cost", line.amount.minor, agreed, compared)


def _projected(book: Book, costs: list[Entry]) -> Iterator[Entry]:
    """Projected cost: the greater of revised and actual, compared per item or per code as the project is kept.

    The comparison is made once per item (or code). The entries of the side that counts are then counted again as
    projected cost, each at its own place: so a comparison that spans several rows of a view is shared among them
    without rounding, and every view adds up to the same total.

    A change that is carried out as agreed is compared by itself, with the bills that carry it out: what they cost
    beyond it is the builder's, and what the row costs beyond the rest of its budget is the client's.
    """
    revised: dict[Key, int] = {}
    actual: dict[Key, int] = {}
    row = _row_of(book)
    for entry in costs:
        side = actual if entry.column == "actual_cost" else revised
        key = row(entry)
        side[key] = side.get(key, 0) + entry.units
    closed = _closed(book, costs)
    for entry in costs:
        key = row(entry)
        r, a = revised.get(key, 0), actual.get(key, 0)
        actual_counts = key in closed or a > r or r < 0
        revised_counts = key not in closed and (a <= r or r < 0)
        if actual_counts if entry.column == "actual_cost" else revised_counts:
            yield Entry(entry.place, "projected_cost", entry.units, entry.agreed)


def _row_of(book: Book) -> Callable[[Entry], Key]:
    """The comparison an entry of cost belongs to."""
    by = by_code if book.project.settings.by_codes else by_item
    return lambda entry: ("as-agreed", entry.agreed) if entry.agreed else by(entry.compared or entry.place)


def _adjustments(book: Book, costs: list[Entry], projected: list[Entry]) -> Iterator[Entry]:
    """Actual adjustments: (projected cost − revised cost) with the project's markups, rounded once, on cost plus.

    They are shared among the places by what each adds, so that every view adds up to the same total. Changes that are
    carried out as agreed add nothing: their price stands, whatever they cost.
    """
    if book.project.settings.fixed_price:
        return
    beyond: dict[Place, int] = {}
    for sign, entries in ((1, projected), (-1, (entry for entry in costs if entry.column != "actual_cost"))):
        for entry in entries:
            if not entry.agreed:
                beyond[entry.place] = beyond.get(entry.place, 0) + sign * entry.units
    factor = Fraction(markup_factor(None, book.project.settings.markup))
    shares = apportioned([units * factor for units in beyond.values()])
    for place, units in zip(beyond, shares, strict=True):
        yield Entry(place, "adjustment", units)


def _closed(book: Book, costs: list[Entry]) -> set[Key]:
    """The comparisons whose items are all closed; that of a change where all it belongs to is closed."""
    places, row = Places(book.project), by_code if book.project.settings.by_codes else by_item
    items = book.project.budget.items
    still_open = {row(places.of_item(item)) for item in items if not item.closed}
    closed = {row(places.of_item(item)) for item in items if item.closed} - still_open
    agreed = [entry for entry in costs if entry.agreed and entry.column == "change_cost"]
    unfinished = {entry.agreed for entry in agreed if row(entry.place) not in closed}
    return closed | {("as-agreed", entry.agreed) for entry in agreed if entry.agreed not in unfinished}


def _prices(book: Book, places: Places) -> Iterator[Entry]:
    for item in book.project.budget.items:
        yield Entry(places.of_item(item), "original_price", book.sources[item.id].worth.minor)
    for change in book.project.changes:
        if change.status == "approved":
            for part, source in zip(change.items, change_sources(book, change), strict=True):
                yield Entry(places.of_change_price(change, part), "approved_changes", source.worth.minor)


def _billing(book: Book, places: Places, prices: list[Entry]) -> Iterator[Entry]:
    """Billed work, and what is left: of the price (fixed price), or of what can be billed (cost plus).

    On cost plus undecided changes are left out, and so is what is billed on the other side of its link.
    """
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
        if METHODS[source.method].band and not source.undecided:
            yield Entry(where[source.id], "left", left_to_bill(book, source))


def left_to_bill(book: Book, source: Source) -> int:
    """Worth less billed, drafts not counted, in smallest units; a rest that is only rounding is nothing."""
    return left_of(source, [claim.line for claim in book.claims_on(source.id) if not claim.drafted]).minor


def _places_of_sources(book: Book, places: Places) -> dict[str, Place]:
    where = {item.id: places.of_item(item) for item in book.project.budget.items}
    for change in book.project.changes:
        for part, source in zip(change.items, change_sources(book, change), strict=True):
            where[source.id] = places.of_change_price(change, part)
    for bill in book.project.bills:
        for line, source in zip(bill.lines, bill_sources(book, bill), strict=True):
            where[source.id] = places.of_bill_line(line)
    return where
