"""What the client's pages say: made from papers and figures that hold prices only.

Room: views.  Pure.

Nothing is passed in that the client may not see: released invoices, agreed or pending changes, prices. A draft has no
way in, for its type is not taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ressio_cli.model.change import Change
from ressio_cli.model.figures import BudgetTable, GroupFigures, InvoiceFigures, InvoiceList, Summary
from ressio_cli.model.invoice import Released
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Settings
from ressio_cli.views.paper import Bar, Block, Grid, Paper, Part, Sum, Sums, Words
from ressio_cli.views.papers.invoice import invoice as invoice_paper
from ressio_cli.views.sheet import Cell, Column, Row

HOME, BUDGET, INVOICES, CHANGES = "index.html", "budget.html", "invoices.html", "changes.html"
_LATEST = 5

_INVOICES = (
    Column("Number", "id"), Column("Title"), Column("Released", "date"), Column("Due", "date"), Column("Status", "id"),
    Column("Amount", "money"), Column("Paid", "money"), Column("Balance", "money"),
)  # fmt: skip
_CHANGES = (
    Column("Number", "id"), Column("Title"), Column("Kind"), Column("Status", "id"), Column("Date", "date"),
    Column("Price", "money"),
)  # fmt: skip
_BUDGET = (
    Column("Code", "id"), Column("Name"), Column("Original price", "money"), Column("Approved changes", "money"),
    Column("Approved price", "money"), Column("Billed", "money"), Column("Left to bill", "money"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to read or keep: its address within the portal, and what it is called."""

    href: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table whose rows lead somewhere: the address of each runs parallel to its rows."""

    grid: Grid
    hrefs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page. `path` lies in the portal; `section` is the entry of the menu it belongs to."""

    path: str
    title: str
    section: str
    blocks: tuple[Block | Listing, ...]
    facts: tuple[tuple[str, Cell], ...] = ()
    stamp: str = ""
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All that the client may see on one day. `table` is None unless the client sees the budget row by row."""

    day: date
    settings: Settings
    totals: Summary
    invoices: InvoiceList
    changes: Sequence[tuple[Change, GroupFigures]]
    table: BudgetTable | None = None


def pages(seen: Seen) -> Iterator[Page]:
    """Every page of the portal."""
    released = [row for row in seen.invoices.rows if isinstance(row.invoice, Released)]
    yield _home(seen, released)
    yield _budget(seen)
    yield _invoices(seen, released)
    yield _changes(seen)
    yield from (_invoice(row, seen.settings) for row in released)


def href(invoice: Released) -> str:
    """The address of an invoice's page."""
    return f"invoices/{invoice.id}.html"


def file_of(invoice: Released, path: str) -> str:
    """Where an attachment lies in the portal."""
    return f"files/{invoice.id}/{path.rpartition('/')[2]}"


def _home(seen: Seen, released: Sequence[InvoiceFigures]) -> Page:
    owed = [row for row in released if row.standing.balance.positive]
    latest = list(reversed(released))[:_LATEST]
    blocks: list[Block | Listing] = [_bar(seen)]
    if owed:
        blocks.append(_listing("What is due", owed, seen.invoices.outstanding))
    else:
        blocks.append(Words(text="Nothing is due."))
    if latest:
        blocks.append(_listing("Latest invoices", latest))
    return Page(path=HOME, title=seen.settings.name, section="Home", blocks=tuple(blocks), facts=_who(seen.settings))


def _who(settings: Settings) -> tuple[tuple[str, Cell], ...]:
    place = ", ".join(settings.address)
    company = settings.company
    reach = ", ".join(word for word in (company.phone, *company.emails) if word)
    pairs = (("Builder", company.name), ("Reach them", reach), ("Address", place), ("Client", settings.client.name))
    return tuple((label, value) for label, value in pairs if value)


def _bar(seen: Seen) -> Bar:
    billing = seen.totals.billing
    return Bar(
        title="The contract so far, tax included where it is invoiced",
        parts=(
            Part(label="Paid", amount=billing.collected),
            Part(label="Due", amount=billing.outstanding),
            Part(label="Left to bill", amount=billing.left_to_bill),
        ),
    )


def _budget(seen: Seen) -> Page:
    contract, sees = seen.totals.contract, seen.settings.client_sees
    sums = [
        Sum(label="Original price", amount=contract.original_price),
        Sum(label="Approved changes", amount=contract.approved_changes),
        Sum(label="Approved price", amount=contract.approved_price, weight=2),
    ]
    if sees != "basic":
        sums += [
            Sum(label="Pending changes", amount=contract.pending_changes),
            Sum(label="Projected price", amount=contract.projected_price, weight=1),
        ]
    blocks: list[Block | Listing] = [Sums(sums=tuple(sums))]
    if seen.table is not None and sees == "budget":
        blocks.append(_table(seen.table))
    return Page(path=BUDGET, title="Budget", section="Budget", blocks=tuple(blocks))


def _table(table: BudgetTable) -> Grid:
    rows = [
        (
            row.code or row.id,
            row.name,
            row.original_price,
            row.approved_changes,
            row.approved_price,
            row.billed,
            row.left_to_bill,
        )
        for row in (*table.rows, table.total)
    ]
    return Grid(title="Every part of it", columns=_BUDGET, rows=tuple(rows[:-1]), total=("Total", "", *rows[-1][2:]))


def _invoices(seen: Seen, released: Sequence[InvoiceFigures]) -> Page:
    page = seen.invoices
    sums = Sums(
        sums=(
            Sum(label="Invoiced", amount=page.invoiced),
            Sum(label="Paid", amount=page.collected),
            Sum(label="Outstanding", amount=page.outstanding, weight=2),
        )
    )
    blocks: list[Block | Listing] = [_listing("", released)] if released else [Words(text="There are no invoices yet.")]
    return Page(path=INVOICES, title="Invoices", section="Invoices", blocks=(*blocks, sums))


def _listing(title: str, rows: Sequence[InvoiceFigures], total: Cell = None) -> Listing:
    invoices = [row.invoice for row in rows if isinstance(row.invoice, Released)]
    foot: Row | None = ("Total", *(None,) * 6, total) if total is not None else None
    grid = Grid(title=title, columns=_INVOICES, rows=tuple(map(_invoice_row, rows)), total=foot)
    return Listing(grid=grid, hrefs=tuple(map(href, invoices)))


def _invoice_row(row: InvoiceFigures) -> Row:
    invoice, standing = row.invoice, row.standing
    assert isinstance(invoice, Released)
    status = "overdue" if standing.overdue else standing.status.replace("-", " ")
    return (
        invoice.id,
        invoice.title,
        invoice.released,
        invoice.due,
        status,
        standing.total,
        standing.paid,
        standing.balance,
    )


def _changes(seen: Seen) -> Page:
    """Agreed and pending ones; what was never put to the client, or was declined, is not the client's to read."""
    told = [(change, figures) for change, figures in seen.changes if change.status in ("approved", "pending")]
    rows: tuple[Row, ...] = tuple(
        (
            change.id,
            change.title,
            change.kind.replace("-", " "),
            change.status,
            change.decided.on if change.decided else change.proposed,
            figures.worth,
        )
        for change, figures in told
    )
    blocks: tuple[Block, ...] = (Grid(columns=_CHANGES, rows=rows),) if rows else (Words(text="There are no changes."),)
    return Page(path=CHANGES, title="Changes", section="Changes", blocks=blocks)


def _invoice(figures: InvoiceFigures, settings: Settings) -> Page:
    invoice = figures.invoice
    assert isinstance(invoice, Released)
    paper: Paper = invoice_paper(figures, settings)
    titles = {each.file: each.title for each in invoice.attachments}
    files = [File(href=f"../pdf/{invoice.id}.pdf", title="This invoice as PDF")]
    files += [
        File(href=f"../{file_of(invoice, path)}", title=titles[path] or path.rpartition("/")[2]) for path in paper.files
    ]
    status = "overdue" if figures.standing.overdue else figures.standing.status.replace("-", " ")
    return Page(
        path=href(invoice),
        title=f"{paper.name}: {paper.title}" if paper.title else paper.name,
        section="Invoices",
        blocks=paper.blocks,
        facts=(*paper.facts, ("Status", status), *_revisions(invoice)),
        stamp=paper.stamp,
        files=tuple(files),
    )


def _revisions(invoice: Released) -> Iterator[tuple[str, Cell]]:
    """The earlier revisions, by the day they were replaced."""
    edited = [event.on for event in invoice.history if event.did in ("edited", "section added", "section removed")]
    for number, on in enumerate(edited[-(invoice.revision - 1) :] if invoice.revision > 1 else [], 1):
        yield f"Revision {number}", f"replaced on {on}"
