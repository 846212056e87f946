"""What could be billed in full today and was not: approved changes and costs, and drafts that were forgotten.

Room: rules.  Problems: none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ressio_cli.model.figures import Unbilled, UnbilledList
from ressio_cli.model.invoice import Draft
from ressio_cli.model.method import METHODS
from ressio_cli.model.source import Source
from ressio_cli.rules.billable import billable
from ressio_cli.rules.book import Book
from ressio_cli.rules.groups import billed_raw

FORGOTTEN_AFTER = 14  # days a draft may lie


def unbilled(book: Book, day: date, contract: bool = False, retainage: bool = False) -> UnbilledList:
    """Sources with something left, oldest first; then drafts older than 14 days, outside the total.

    `contract` adds unfinished items, `retainage` what is held. Items of undecided changes are listed and stand outside
    the total: bills that are in it may carry them out.
    """
    wanted = [source for source in billable(book) if _wanted(source, contract, retainage)]
    rows = [row for row in (_row(book, source) for source in wanted) if row.left]
    rows.sort(key=lambda row: row.since or date.min)
    return UnbilledList(
        rows=(*rows, *_forgotten(book, day)),
        total=book.project.currency.total(row.left for row in rows if not row.undecided),
        undecided=book.project.currency.total(row.left for row in rows if row.undecided),
    )


def _wanted(source: Source, contract: bool, retainage: bool) -> bool:
    method = METHODS[source.method]
    if method.gives_back:
        return retainage
    return contract or method.band != "contract"


def _row(book: Book, source: Source) -> Unbilled:
    return Unbilled(
        source=source.id,
        method=source.method,
        description=source.title,
        since=source.since,
        worth=source.worth,
        billed=billed_raw(book, source),
        drafted=billed_raw(book, source, drafted=True),
        left=book.rest(source),
        undecided=source.undecided,
    )


def _forgotten(book: Book, day: date) -> Iterator[Unbilled]:
    """A forgotten draft claims what it is worth, so nothing is left of it; it stands there to be released."""
    old = [draft for draft in book.project.drafts if (day - _begun(draft)).days > FORGOTTEN_AFTER]
    for draft in sorted(old, key=lambda draft: (_begun(draft), draft.id)):
        worth = book.project.currency.total(line.amount for line in draft.lines)
        yield Unbilled(
            source=draft.id,
            method="draft",
            description=draft.title,
            since=_begun(draft),
            worth=worth,
            billed=worth.zero,
            drafted=worth,
            left=worth.zero,
        )


def _begun(draft: Draft) -> date:
    """The day of its first history entry; a draft without history is never old."""
    return draft.history[0].on if draft.history else date.max
