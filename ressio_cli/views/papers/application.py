"""The application for payment: the nine lines of the certificate, then every item and change in columns.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.account import Application, ApplicationRow
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.settings import Settings
from ressio_cli.views.paper import Block, Grid, Paper, Signatures, Sum, Sums, Words
from ressio_cli.views.papers.letterhead import head
from ressio_cli.views.sheet import Cell, Column, Row

_COLUMNS = (
    Column("Item", "id"), Column("Description"), Column("Scheduled value", "money"),
    Column("Completed before", "money"), Column("This period", "money"), Column("Stored material", "money"),
    Column("Completed and stored", "money"), Column("Percent", "percent"), Column("Balance to finish", "money"),
    Column("Retainage", "money"),
)  # fmt: skip


def application(found: Application, invoice: Draft | Released, settings: Settings) -> Paper:
    """The paper of an application; its number counts the invoices that bill work."""
    return Paper(
        **head(settings),
        kind="Application for payment",
        number=f"No. {found.number}",
        title=invoice.title,
        stamp="DRAFT" if isinstance(invoice, Draft) else "" if invoice.live else "VOID",
        facts=tuple(_facts(invoice)),
        blocks=tuple(_blocks(found, settings)),
    )


def _facts(invoice: Draft | Released) -> Iterator[tuple[str, Cell]]:
    if isinstance(invoice, Released):
        yield "Period to", invoice.released
        yield "Invoice", invoice.id
        yield "Due", invoice.due


def _blocks(found: Application, settings: Settings) -> Iterator[Block]:
    yield Sums(sums=tuple(_certificate(found)), beside=Words(heading="How to read it", text=_EXPLAINED))
    rows: tuple[Row, ...] = tuple(map(_row, found.rows))
    total: Row = (None, "Total", *_row(found.total)[2:])
    yield Grid(title="Continuation", columns=_COLUMNS, rows=rows, total=total)
    names = [name for name in (settings.company.name, settings.client.name) if name]
    yield Signatures(names=tuple(names))


_EXPLAINED = (
    "Lines 1 to 3 are the contract with its approved changes, before tax. Line 4 is the work completed and the "
    "material stored to date; line 5 is held back of it until later. Line 8 is what this application asks for; line 9 "
    "is what is left to pay, retainage included."
)


def _certificate(found: Application) -> Iterator[Sum]:
    yield Sum(label="1. Original contract", amount=found.original)
    yield Sum(label="2. Net change by changes", amount=found.changes)
    yield Sum(label="3. Contract to date", amount=found.contract, weight=1)
    yield Sum(label="4. Completed and stored to date", amount=found.completed_and_stored)
    yield Sum(label="5a. Retainage of completed work", amount=found.retainage_on_work)
    yield Sum(label="5b. Retainage of stored material", amount=found.retainage_on_stored)
    yield Sum(label="5. Total retainage", amount=found.retainage)
    yield Sum(label="6. Earned less retainage", amount=found.earned, weight=1)
    yield Sum(label="7. Less previous certificates", amount=found.certified_before)
    yield Sum(label="8. Current payment due", amount=found.due, weight=2)
    yield Sum(label="9. Balance to finish, with retainage", amount=found.to_finish)


def _row(row: ApplicationRow) -> Row:
    return (
        row.id,
        row.name,
        row.scheduled,
        row.previous,
        row.this_period,
        row.stored,
        row.to_date,
        row.percent,
        row.to_finish,
        row.retainage,
    )
