"""Sheets of changes: the list and one change.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ressio_cli.model.change import Change
from ressio_cli.model.figures import GroupFigures, GroupPage
from ressio_cli.model.money import Money
from ressio_cli.model.source import Source
from ressio_cli.views.sheet import Column, Row, Sheet, Table, facts, without_empty

_LIST = (
    Column("Change", "id"), Column("Title", "name", 1), Column("Kind", "id", 6), Column("Status", "id", 2),
    Column("Proposed", "date", 7), Column("Decided", "date", 5), Column("Worth", "money"), Column("Cost", "money", 8),
    Column("Billed", "money", 4), Column("Left", "money", 3),
)  # fmt: skip
_ITEMS = (
    Column("Source", "id"), Column("Name"), Column("Code", "id"), Column("For", "id"), Column("Cost", "money"),
    Column("Price", "money"), Column("Tax"),
)  # fmt: skip


def changes(rows: Iterable[Change], page: GroupPage) -> Sheet:
    """Every change with its worth and what is billed of it; the foot adds up what is approved."""
    cells = tuple(
        (
            change.id,
            change.title,
            change.kind,
            change.status,
            change.proposed,
            change.decided.on if change.decided else None,
            figures.worth,
            figures.cost,
            figures.billed,
            figures.left,
        )
        for change, figures in zip(rows, page.figures, strict=True)
    )
    total = page.approved
    foot: Row = ("Approved", *(None,) * 5, total.worth, total.cost, total.billed, total.left)
    notes = tuple(waiting(page, "change", "worth"))
    return (Table(columns=_LIST, rows=cells, total=foot if cells else None, notes=notes, empty="no changes yet"),)


def waiting(page: GroupPage, noun: str, figure: str) -> Iterator[str]:
    """A sentence for each status whose records the foot leaves out."""
    for group in page.waiting:
        amount: Money = getattr(group.figures, figure)
        yield f"not added in: {group.count} {group.status} {noun}{'s' if group.count != 1 else ''}, {amount.grouped()}"


def change(change: Change, figures: GroupFigures, sources: Sequence[Source]) -> Sheet:
    """One change and its items; `sources` runs parallel to them."""
    decided = change.decided
    head = facts(
        "",
        ("Change", change.id),
        ("Title", change.title),
        ("Kind", change.kind),
        ("Status", change.status),
        ("Proposed", change.proposed),
        ("Decided", " by ".join(part for part in (str(decided.on), decided.by) if part) if decided else None),
        ("Signed", decided.signed.file if decided and decided.signed else None),
        ("Carried out", figures.carried_out or None),
        ("Reason", change.reason),
    )
    rows = [
        (source.id, item.name, item.code, item.item, source.cost, source.worth, ", ".join(source.taxes))
        for item, source in zip(change.items, sources, strict=True)
    ]
    total: Row = (None, "Total", None, None, figures.cost, figures.worth, None)
    columns, cells, foot = without_empty(_ITEMS, rows, total)
    billed = facts("", ("Billed", figures.billed), ("Left", figures.left))
    return (head, Table(title="Items", columns=columns, rows=cells, total=foot, empty="no items"), billed)
