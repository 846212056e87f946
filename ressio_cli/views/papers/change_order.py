"""A change order or selection to sign: its price, and what it does to the contract.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ressio_cli.model.account import ChangeEffect
from ressio_cli.model.change import Change
from ressio_cli.model.settings import Settings
from ressio_cli.model.source import Source
from ressio_cli.views.paper import Block, Grid, Pairs, Paper, Signatures, Sum, Sums, Words
from ressio_cli.views.papers.letterhead import currency, head
from ressio_cli.views.sheet import Cell, Column, Row, without_empty

_KINDS = {"change-order": "Change order", "selection": "Selection"}
_STAMPS = {"draft": "DRAFT", "declined": "DECLINED"}
_COLUMNS = (
    Column("Description"), Column("Quantity", "count"), Column("Unit", "id"), Column("Tax", "id"),
    Column("Price", "money"),
)  # fmt: skip


def change_order(change: Change, sources: Sequence[Source], effect: ChangeEffect, settings: Settings) -> Paper:
    """The paper of one change; `sources` runs parallel to its items."""
    return Paper(
        **head(settings),
        kind=_KINDS[change.kind],
        number=change.id,
        title=change.title,
        stamp=_STAMPS.get(change.status, ""),
        facts=(*_facts(change), currency(settings)),
        blocks=tuple(_blocks(change, sources, effect, settings)),
    )


def _facts(change: Change) -> Iterator[tuple[str, Cell]]:
    if change.proposed:
        yield "Proposed", change.proposed
    yield "Status", change.status.capitalize()
    if change.decided:
        yield change.status.capitalize(), change.decided.on
        if change.decided.by:
            yield "By", change.decided.by


def _blocks(change: Change, sources: Sequence[Source], effect: ChangeEffect, settings: Settings) -> Iterator[Block]:
    if change.reason:
        yield Words(heading="Reason", text=change.reason)
    rows: list[Row] = [
        (item.name, item.quantity, item.unit, ", ".join(source.taxes), source.worth)
        for item, source in zip(change.items, sources, strict=True)
    ]
    columns, cells, _ = without_empty(_COLUMNS, rows)
    notes = tuple(item.description for item in change.items)
    yield Grid(columns=columns, rows=cells, notes=notes if any(notes) else (), kept=True)
    yield Sums(sums=(Sum(label="Change of the contract price, before tax", amount=effect.worth, weight=2),))
    yield Pairs(
        title="Effect on the contract",
        pairs=(
            ("Price before", effect.before),
            ("This change", effect.worth),
            ("Price after", effect.after),
        ),
    )
    if change.decided is None:
        names = [name for name in (settings.client.name, settings.company.name) if name]
        yield Words(text="By signing, both sides agree to this change of the work and of the contract price.")
        yield Signatures(names=tuple(names))
