"""The statement of account as the client receives it.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.account import Aging, Statement, StatementEntry
from ressio_cli.model.money import Money
from ressio_cli.model.settings import Settings
from ressio_cli.views.paper import Block, Grid, Pairs, Paper, Sum, Sums, Words
from ressio_cli.views.papers.letterhead import currency, head
from ressio_cli.views.sheet import Cell, Column, Row
from ressio_cli.views.sheets.account import entry, totals

_COLUMNS = (
    Column("Date", "date"), Column("What"), Column("Charges", "money"), Column("Credits", "money"),
    Column("Balance", "money"),
)  # fmt: skip


def statement(found: Statement, aged: Aging, retainage: Money, settings: Settings) -> Paper:
    """The account of a project; `retainage`: what is held until later, outside the balance."""
    since = (("From", found.since),) if found.since else ()
    facts: tuple[tuple[str, Cell], ...] = (*since, ("As of", found.until), currency(settings))
    return Paper(
        **head(settings), kind="Statement", facts=facts, blocks=tuple(_blocks(found, aged, retainage, settings))
    )


def _blocks(found: Statement, aged: Aging, retainage: Money, settings: Settings) -> Iterator[Block]:
    opening: tuple[Row, ...] = ((found.since, "Opening balance", None, None, found.opening),) if found.since else ()
    rows = (*opening, *map(_entry, found.entries))
    if rows:
        yield Grid(columns=_COLUMNS, rows=rows, kept=True)
    else:
        yield Words(text="Nothing has happened on this account yet.")
    yield Sums(sums=tuple(_sums(found, retainage)))
    if rows:
        yield Pairs(title="In this period" if found.since else "To date", pairs=totals(found).pairs)
    if aged.rows:
        yield Pairs(
            title="What is owed, by days past due",
            pairs=tuple((_bucket(name), sum_) for name, sum_ in aged.buckets.items()),
        )
    if settings.company.how_to_pay and found.closing.positive:
        yield Words(heading="How to pay", text=settings.company.how_to_pay)


def _entry(one: StatementEntry) -> Row:
    on, what, *amounts = entry(one)
    words = str(what)
    return (on, words[:1].upper() + words[1:], *amounts)


def _bucket(name: str) -> str:
    """`current`, `1-30`, `over-120`, as they are printed."""
    return "Current" if name == "current" else f"{name.replace('over-', 'Over ').replace('-', '–')} days"


def _sums(found: Statement, retainage: Money) -> Iterator[Sum]:
    if retainage:
        yield Sum(label="Retainage held, not in the balance", amount=retainage)
    label = "Credit in your favor" if found.closing.negative else "Balance due"
    yield Sum(label=label, amount=abs(found.closing), weight=2)
