"""The pages of the portal: what each of them says of what the client sees.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ressio_cli.model.invoice import Released
from ressio_cli.model.money import Money
from ressio_cli.views.paper import Bar, Grid, Part, Sum, Sums, Words
from ressio_cli.views.portal.addresses import address, pdf_address
from ressio_cli.views.portal.page import BUDGET, CHANGES, HOME, INVOICES, Block, Fact, Files, Listing, Page
from ressio_cli.views.portal.seen import Billing, Contract, File, PriceRow, PriceTable, Seen, SeenInvoice
from ressio_cli.views.sheet import Cell, Column, Row

_LATEST = 5

_INVOICES = (
    Column("Number", "id"), Column("Title"), Column("Released", "date"), Column("Due", "date"), Column("Status", "id"),
    Column("Amount", "money"), Column("Paid", "money"), Column("Balance", "money"),
)  # fmt: skip
_OWED = (Column("Number", "id"), Column("Title"), Column("Due", "date"), Column("Status", "id"),
         Column("Balance", "money"))  # fmt: skip
_DOCUMENTS = (Column("Number", "id"), Column("Title"), Column("Date", "date"), Column("Status", "id"),
              Column("Amount", "money"))  # fmt: skip
_CHANGES = (
    Column("Number", "id"), Column("Description"), Column("Kind"), Column("Status", "id"), Column("Date", "date"),
    Column("Price", "money"),
)  # fmt: skip
_PRICES = (
    Column("Original price", "money"), Column("Approved changes", "money"), Column("Approved price", "money"),
    Column("Billed", "money"), Column("Left to bill", "money"),
)  # fmt: skip


def pages(seen: Seen) -> Iterator[Page]:
    """Every page of the portal."""
    yield _home(seen)
    yield _budget(seen)
    yield _invoices(seen)
    yield _changes(seen)
    known = {each.id for each in seen.invoices}
    yield from (_invoice(each, known) for each in seen.invoices)


def href(invoice: Released) -> str:
    """The address of an invoice's page within the portal, for a link from elsewhere."""
    return address(invoice.id)


def _home(seen: Seen) -> Page:
    owed = [each for each in seen.invoices if each.balance.positive]
    blocks: list[Block] = list(_bars(seen.billing))
    if beside := tuple(_beside_money(seen.billing)):
        blocks.append(Sums(sums=(Sum(label="Paid", amount=seen.billing.paid), *beside)))
    if owed:
        rows: list[Row] = [(each.id, each.title, each.due, each.status, each.balance) for each in owed]
        blocks.append(_listing("What is due", _OWED, rows, owed, ("Total", *(None,) * 3, seen.billing.outstanding)))
    else:
        blocks.append(Words(text="Nothing is due."))
    blocks += _latest(seen)
    return Page(path=HOME, title="Overview", section="Home", blocks=tuple(blocks), facts=_who(seen), day=seen.day)


def _who(seen: Seen) -> tuple[Fact, ...]:
    pairs = (
        ("Builder", seen.builder),
        ("Reach them", ", ".join(seen.reach)),
        ("Address", ", ".join(seen.address)),
        ("Client", seen.client),
    )
    return tuple(Fact(label=label, value=value) for label, value in pairs if value)


def _bars(billing: Billing) -> Iterator[Bar]:
    """Yield the bars of the home page. The parts of a bar are in one measure, so that they add up to a whole."""
    if billing.left is not None:
        parts = [Part(label="Billed", amount=billing.on_contract - billing.held)]
        if billing.held:
            parts.append(Part(label="Retainage held", amount=billing.held))
        parts.append(Part(label="Left to bill", amount=billing.left))
        yield Bar(title="The contract, before tax", parts=tuple(parts))
    paid = Part(label="Paid", amount=billing.paid)
    yield Bar(title="Invoices, tax included", parts=(paid, Part(label="Still to pay", amount=billing.outstanding)))


@dataclass(frozen=True, slots=True)
class _Document:
    """What the latest documents are sorted and shown by."""

    on: date
    row: Row
    href: str


def _latest(seen: Seen) -> Iterator[Listing]:
    """The last documents that reached the client: invoices, and changes proposed or agreed."""
    found: list[_Document] = [
        _Document(each.released, (each.id, each.title, each.released, each.status, each.total), address(each.id))
        for each in seen.invoices
    ]
    found += [
        _Document(each.on, (each.id, each.title, each.on, each.status, each.price), CHANGES)
        for each in seen.changes
        if each.on
    ]
    last = sorted(found, key=lambda each: each.on, reverse=True)[:_LATEST]
    if last:
        grid = Grid(title="Latest documents", columns=_DOCUMENTS, rows=tuple([each.row for each in last]))
        yield Listing(grid=grid, hrefs=tuple(each.href for each in last))


def _budget(seen: Seen) -> Page:
    blocks: list[Block] = [Sums(sums=tuple(_contract(seen.contract)))]
    if seen.table is not None:
        blocks.append(_table(seen.table))
    counts = (("invoice", len(seen.invoices), INVOICES), ("change", len(seen.changes), CHANGES))
    links = [File(href=path, title=f"{count} {name}{'' if count == 1 else 's'}") for name, count, path in counts]
    blocks.append(Files(title="More", files=tuple(links)))
    return Page(path=BUDGET, title="Budget", section="Budget", blocks=tuple(blocks), day=seen.day)


def _contract(contract: Contract) -> Iterator[Sum]:
    yield Sum(label="Original price" if contract.locked else "Estimated price", amount=contract.original)
    yield Sum(label="Approved changes", amount=contract.changes)
    yield Sum(label="Approved price", amount=contract.approved, weight=2)
    if contract.projected is not None:
        yield Sum(label="Pending changes", amount=contract.pending)
        if contract.adjustments:
            yield Sum(label="Adjustments by actual costs", amount=contract.adjustments)
        yield Sum(label="Projected price", amount=contract.projected, weight=1)


def _table(table: PriceTable) -> Grid:
    first = Column(table.by.capitalize(), "id")
    columns = (first, Column("Name"), *(_PRICES if table.total.left is not None else _PRICES[:-1]))
    rows: list[Row] = [(row.id, row.name, *_amounts(row)) for row in table.rows]
    return Grid(title=f"By {table.by}", columns=columns, rows=tuple(rows), total=("Total", "", *_amounts(table.total)))


def _amounts(row: PriceRow) -> tuple[Money, ...]:
    amounts = (row.original, row.changes, row.approved, row.billed)
    return amounts if row.left is None else (*amounts, row.left)


def _invoices(seen: Seen) -> Page:
    billing = seen.billing
    sums = [
        Sum(label="Invoiced", amount=billing.invoiced),
        Sum(label="Paid", amount=billing.paid),
        *_beside_money(billing),
        Sum(label="Outstanding", amount=billing.outstanding, weight=2),
    ]
    if billing.credit.positive:
        sums.append(Sum(label="Your credit", amount=billing.credit))
    rows: list[Row] = [
        (each.id, each.title, each.released, each.due, each.status, each.total, each.paid, each.balance)
        for each in seen.invoices
    ]
    blocks: list[Block] = [_listing("", _INVOICES, rows, seen.invoices)] if rows else [Words(text="None yet.")]
    blocks.append(Sums(sums=tuple(sums)))
    return Page(path=INVOICES, title="Invoices", section="Invoices", blocks=tuple(blocks), day=seen.day)


def _beside_money(billing: Billing) -> Iterator[Sum]:
    """What settles invoices besides the money that is paid: a deposit is paid once, when it comes in."""
    amounts = {
        "Deposits drawn, paid before": billing.deposits_drawn,
        "Deposits sent back": billing.deposits_returned,
        "Written off": billing.written_off,
        "Discounts for paying early": billing.discounts,
    }
    return (Sum(label=label, amount=amount) for label, amount in amounts.items() if amount)


def _listing(
    title: str,
    columns: tuple[Column, ...],
    rows: Sequence[Row],
    invoices: Sequence[SeenInvoice],
    total: tuple[Cell, ...] | None = None,
) -> Listing:
    grid = Grid(title=title, columns=columns, rows=tuple(rows), total=total)
    return Listing(grid=grid, hrefs=tuple(address(each.id) for each in invoices))


def _changes(seen: Seen) -> Page:
    """Agreed and pending ones; a reason stands below the title."""
    told = seen.changes
    rows: list[Row] = [(each.id, each.title, each.kind, each.status, each.on, each.price) for each in told]
    grid = Grid(columns=_CHANGES, rows=tuple(rows), notes=tuple(each.reason for each in told))
    blocks: tuple[Block, ...] = (grid,) if rows else (Words(text="None yet."),)
    return Page(path=CHANGES, title="Changes", section="Changes", blocks=blocks, day=seen.day)


def _invoice(invoice: SeenInvoice, known: Collection[str]) -> Page:
    paper = invoice.paper
    others = {"Replaces": invoice.replaces, "Replaced by": invoice.replaced_by}
    leads = {label: address(other) for label, other in others.items() if other in known}
    facts = [Fact(label=label, value=value, href=leads.get(label, "")) for label, value in paper.facts]
    facts.append(Fact(label="Status", value=invoice.status))
    facts += [
        Fact(label=f"Revision {number}", value=f"replaced on {on}") for number, on in enumerate(invoice.replaced, 1)
    ]
    pdf = File(href=pdf_address(invoice.id), title=f"{paper.name} as PDF")
    return Page(
        path=address(invoice.id),
        title=f"{paper.name}: {paper.title}" if paper.title else paper.name,
        section="Invoices",
        blocks=(*paper.blocks, Files(title="Files", files=(pdf, *invoice.files))),
        facts=tuple(facts),
        stamp=paper.stamp,
    )
