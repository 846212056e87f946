"""Changes and bills as groups of sources: what each is worth, what is billed of it, what is left.

Room: rules.  Problems: none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ressio_cli.model.account import ChangeEffect
from ressio_cli.model.bill import Bill
from ressio_cli.model.change import Change
from ressio_cli.model.figures import GroupFigures, GroupPage, Waiting
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Money
from ressio_cli.model.source import Source
from ressio_cli.rules.billable import is_open
from ressio_cli.rules.book import Book

AGREED = ("approved", "paid")  # the statuses in which changes and bills count


def change_sources(book: Book, change: Change) -> list[Source]:
    """The items of a change as sources."""
    return [book.sources[f"{change.id}/{place}"] for place in range(1, len(change.items) + 1)]


def bill_sources(book: Book, bill: Bill) -> list[Source]:
    """The lines of a bill as sources."""
    return [book.sources[f"{bill.id}/{place}"] for place in range(1, len(bill.lines) + 1)]


def change_figures(book: Book) -> list[GroupFigures]:
    """Every change as its list shows it, in the order of the files."""
    return [
        replace(
            _figures(book, change.id, change_sources(book, change)), carried_out=book.carrying_out.of_change(change)
        )
        for change in book.project.changes
    ]


def bill_figures(book: Book) -> list[GroupFigures]:
    """Every bill as its list shows it, in the order of the files."""
    return [_figures(book, bill.id, bill_sources(book, bill)) for bill in book.project.bills]


def _figures(book: Book, id: str, sources: list[Source]) -> GroupFigures:
    """`billed` is what lines say; `left` counts them by the part of the cost they are, without undecided sources."""
    total, settings = book.project.currency.total, book.project.settings
    ready = [
        source
        for source in sources
        if source.blocked is None and not source.undecided and is_open(source.method, settings)
    ]
    return GroupFigures(
        id=id,
        worth=total(source.worth for source in sources),
        cost=total(source.cost for source in sources),
        billed=total(billed_raw(book, source) for source in sources),
        left=total(book.left(source) for source in ready),
    )


def change_page(book: Book) -> GroupPage:
    """All changes."""
    return _page(book, [change.status for change in book.project.changes], change_figures(book))


def bill_page(book: Book, only: Collection[str] | None = None) -> GroupPage:
    """All bills, or those with the ids named."""
    bills = [(bill, row) for bill, row in zip(book.project.bills, bill_figures(book), strict=True)]
    chosen = [(bill, row) for bill, row in bills if only is None or bill.id in only]
    return _page(book, [bill.status for bill, _ in chosen], [row for _, row in chosen])


def _page(book: Book, statuses: Sequence[str], rows: Sequence[GroupFigures]) -> GroupPage:
    by_status: dict[str, list[GroupFigures]] = {}
    for status, row in zip(statuses, rows, strict=True):
        by_status.setdefault(status, []).append(row)
    agreed = [row for status in AGREED for row in by_status.pop(status, [])]
    waiting = (Waiting(status, len(group), sum_of(book, group)) for status, group in by_status.items())
    return GroupPage(
        figures=tuple(rows), total=sum_of(book, rows), approved=sum_of(book, agreed), waiting=tuple(waiting)
    )


def sum_of(book: Book, rows: Sequence[GroupFigures]) -> GroupFigures:
    """The figures of several added up."""
    total = book.project.currency.total
    return GroupFigures(
        id="total",
        worth=total(row.worth for row in rows),
        cost=total(row.cost for row in rows),
        billed=total(row.billed for row in rows),
        left=total(row.left for row in rows),
    )


def billed_raw(book: Book, source: Source, drafted: bool = False) -> Money:
    """The amounts of the lines on a source as billed (or as drafted), without counting own markups."""
    claims = book.claims.get(source.id, ())
    return book.project.currency.total(claim.line.amount for claim in claims if claim.drafted == drafted)


def changes_worth(book: Book, status: str) -> Money:
    """Σ worth of the changes with that status."""
    changes = (change for change in book.project.changes if change.status == status)
    return book.project.currency.total(source.worth for change in changes for source in change_sources(book, change))


def change_effect(book: Book, change: Change) -> ChangeEffect:
    """What a change does to the contract price. Before it stand the changes approved on an earlier day, or that day
    under a lower id; of one that is not approved all approved ones do."""
    place = (change.decided.on, change.id) if change.status == "approved" and change.decided else None
    total = book.project.currency.total
    others = [
        other
        for other in book.project.changes
        if other.status == "approved" and other.decided and (place is None or (other.decided.on, other.id) < place)
    ]
    before = original_price(book) + total(s.worth for other in others for s in change_sources(book, other))
    worth = total(source.worth for source in change_sources(book, change))
    return ChangeEffect(before=before, worth=worth, after=before + worth)


def original_price(book: Book) -> Money:
    """Σ item price."""
    items = (source.worth for source in book.sources.values() if METHODS[source.method].band == "contract")
    return book.project.currency.total(items)


def approved_price(book: Book) -> Money:
    """Original price + worth of approved changes (SPEC section 6)."""
    return original_price(book) + changes_worth(book, "approved")
