"""What the client may see: a project as values that hold no cost, margin, draft or internal note.

Room: views.  Pure.

This is the only door to the portal; behind it nobody has to remember what is hidden. The client sees

* the job: its name and address, the builder's name, phone and e-mail, the client's own name;
* the contract: original price (before the lock an estimate, and called so), approved changes, approved price; with
  `client.sees = "projections"` also pending changes, actual adjustments and the projected price; with `"budget"` the
  prices of every row besides, and what was billed on it. A row that has no price and no billing is left out: it would
  only tell where costs arose. On a cost-plus job nothing is said of what is left to bill: it is the worth of bills that
  were not sent yet;
* released and void invoices: what their paper says, by `show`; with the payments on them, by day, method, reference
  and amount, and with the attachments;
* approved and pending changes: number, title, kind, reason (it stands on the paper the client signs), day and price;
* what they owe, what was written off and taken off for paying early, and their credit.

Not seen by anybody here: costs, markups and margins (unless `show` puts a column of them on an invoice), the builder's
tax, bills and vendors, drafts, changes not proposed or declined, who decided, `internal`, why a source was exceeded,
notes of payments and of an invoice's history, why an amount was written off, paths of files in the project.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ressio_cli.model.change import Change
from ressio_cli.model.figures import GroupFigures, InvoiceFigures
from ressio_cli.model.invoice import Released
from ressio_cli.model.job_figures import BudgetTable, Summary
from ressio_cli.model.money import Money
from ressio_cli.model.settings import Settings
from ressio_cli.views.paper import Paper
from ressio_cli.views.papers.invoice import invoice as invoice_paper

TOLD = ("approved", "pending")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to read or keep: its address within the portal, and what it is called."""

    href: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """The price of the job. `pending`, `adjustments` and `projected` are None where the client sees no projections."""

    locked: bool
    original: Money
    changes: Money
    approved: Money
    pending: Money | None = None
    adjustments: Money | None = None
    projected: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Billing:
    """What was billed. `on_contract`: of items and changes, before tax; `paid` is what was received.

    `left` is None on a cost-plus job.
    """

    on_contract: Money
    invoiced: Money
    paid: Money
    deposits_drawn: Money
    deposits_returned: Money
    written_off: Money
    discounts: Money
    outstanding: Money
    held: Money
    credit: Money
    left: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """One row of the budget, in prices. `left` is None on a cost-plus job."""

    id: str
    name: str
    original: Money
    changes: Money
    approved: Money
    billed: Money
    left: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTable:
    """The budget by item or by code."""

    by: str
    rows: tuple[PriceRow, ...]
    total: PriceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenInvoice:
    """A released or void invoice. `paper` says what it says; `replaced`: the day of each earlier revision's end."""

    id: str
    title: str
    released: date
    due: date
    status: str
    total: Money
    paid: Money
    balance: Money
    paper: Paper
    replaces: str
    replaced_by: str
    replaced: tuple[date, ...]
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenChange:
    """An approved or pending change. `on`: the day of the answer, else that of the proposal."""

    id: str
    title: str
    kind: str
    status: str
    reason: str
    on: date | None
    price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All that the client may see on one day. `table` is None unless the client sees the budget row by row."""

    day: date
    name: str
    address: tuple[str, ...]
    client: str
    builder: str
    reach: tuple[str, ...]
    currency: str
    contract: Contract
    billing: Billing
    table: PriceTable | None
    invoices: tuple[SeenInvoice, ...]
    changes: tuple[SeenChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules reckoned of a project, internal figures included, and what its invoices say on paper.

    `files`: by invoice, its attachments that lie in the portal.
    """

    day: date
    settings: Settings
    totals: Summary
    invoices: Sequence[InvoiceFigures]
    changes: Sequence[tuple[Change, GroupFigures]]
    table: BudgetTable | None
    papers: Mapping[str, Paper]
    files: Mapping[str, Sequence[File]] = field(default_factory=dict)


def seen(facts: Facts) -> Seen:
    """The part of the facts that the client may see."""
    settings, company = facts.settings, facts.settings.company
    return Seen(
        day=facts.day,
        name=settings.name,
        address=settings.address,
        client=settings.client.name,
        builder=company.name,
        reach=tuple(word for word in (company.phone, *company.emails) if word),
        currency=settings.currency.code,
        contract=_contract(facts),
        billing=_billing(facts),
        table=_table(facts.table, settings) if facts.table and settings.client_sees == "budget" else None,
        invoices=tuple(_invoice(facts, row) for row in facts.invoices if isinstance(row.invoice, Released)),
        changes=tuple(_change(*each) for each in facts.changes if each[0].status in TOLD),
    )


def _contract(facts: Facts) -> Contract:
    own = facts.totals.contract
    basic = Contract(
        locked=facts.totals.locked is not None,
        original=own.original_price,
        changes=own.approved_changes,
        approved=own.approved_price,
    )
    if facts.settings.client_sees == "basic":
        return basic
    return replace(
        basic, pending=own.pending_changes, adjustments=own.actual_adjustments, projected=own.projected_price
    )


def _billing(facts: Facts) -> Billing:
    own = facts.totals.billing
    return Billing(
        on_contract=own.contract + own.changes,
        invoiced=own.invoiced,
        paid=own.received,
        deposits_drawn=own.deposits_drawn,
        deposits_returned=own.deposits_returned,
        written_off=own.written_off,
        discounts=own.discounts,
        outstanding=own.outstanding,
        held=own.retainage_held,
        credit=own.credit,
        left=own.left_to_bill if facts.settings.fixed_price else None,
    )


def _table(table: BudgetTable, settings: Settings) -> PriceTable:
    *rows, total = (
        PriceRow(
            id=row.code if table.by == "code" else row.id,
            name=row.name,
            original=row.original_price,
            changes=row.approved_changes,
            approved=row.approved_price,
            billed=row.billed,
            left=row.left_to_bill if settings.fixed_price else None,
        )
        for row in (*table.rows, table.total)
    )
    return PriceTable(by=table.by, rows=tuple(filter(_has_a_price, rows)), total=total)


def _has_a_price(row: PriceRow) -> bool:
    return any((row.original, row.changes, row.billed))


def _invoice(facts: Facts, row: InvoiceFigures) -> SeenInvoice:
    invoice, standing = row.invoice, row.standing
    assert isinstance(invoice, Released)
    paper = facts.papers[invoice.id]
    if paper.files:  # the page lists them with their addresses, not as words
        settings = invoice.letterhead(facts.settings)
        paper = invoice_paper(replace(row, show={**row.show, "attachments": False}), settings)
    return SeenInvoice(
        id=invoice.id,
        title=invoice.title,
        released=invoice.released,
        due=invoice.due or invoice.released,
        status="overdue" if standing.overdue else standing.status.replace("-", " "),
        total=standing.total,
        paid=standing.paid,
        balance=standing.balance,
        paper=paper,
        replaces=invoice.replaces,
        replaced_by=invoice.void.replaced_by if invoice.void else "",
        replaced=tuple(_replaced(invoice)),
        files=tuple(facts.files.get(invoice.id, ())),
    )


def _replaced(invoice: Released) -> Iterable[date]:
    """The days on which earlier revisions were replaced: those of the latest edits, one for each."""
    edits = [event.on for event in invoice.history if event.did not in ("created", "released", "void", "notified")]
    return edits[-(invoice.revision - 1) :] if invoice.revision > 1 else ()


def _change(change: Change, figures: GroupFigures) -> SeenChange:
    return SeenChange(
        id=change.id,
        title=change.title,
        kind=change.kind.replace("-", " "),
        status=change.status,
        reason=change.reason,
        on=change.decided.on if change.decided else change.proposed,
        price=figures.worth,
    )
