"""Figures: what the rules reckon and the views show. Nothing here is ever written to a file.

Room: model.  All amounts are before tax unless they say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from ressio_cli.model.budget import Lock
from ressio_cli.model.invoice import Draft, Recap, Released, TaxCharge
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.payment import Payment
from ressio_cli.model.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one invoice stands. `total`, `paid`, `pending` and `balance` include tax.

    status: draft, open, partially-paid, pending, paid, void. `deposit_applied` is the part of `paid` from credit.
    """

    status: str
    total: Money
    paid: Money
    deposit_applied: Money
    pending: Money
    balance: Money
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFigures:
    """What a view needs of a line besides the line: its taxes by name and the sentence why it is that amount.

    `rates`: the rate of each of its taxes.
    `running`: the sum of its section's amounts down to it, as a page that ends there carries it forward.
    """

    taxes: tuple[str, ...]
    basis: str
    running: Money
    rates: Mapping[str, Percent] = field(default_factory=dict)
    to_date: Money | None = None  # billed before and now; None of a stated line
    markup: Percent | None = None  # on its cost: the line's own, else its source's


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceFigures:
    """One invoice with all that is reckoned of it. `lines` runs parallel to `invoice.lines`."""

    invoice: Draft | Released
    standing: Standing
    lines: tuple[LineFigures, ...]
    subtotals: tuple[Money, ...]  # one per section
    subtotal: Money
    taxes: tuple[TaxCharge, ...]
    tax: Money
    retainage_rate: Percent | None
    retainage_held: Money
    terms: str
    conditions: str
    show: Mapping[str, bool]
    recap: Recap | None
    payments: tuple[Payment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """One row of the invoices page."""

    invoice: Draft | Released
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceList:
    """The invoices page. Released ones by number, then drafts by name."""

    rows: tuple[InvoiceRow, ...]
    invoiced: Money
    collected: Money
    outstanding: Money
    overdue: Money
    drafts: int
    drafts_total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditEntry:
    """One movement of the client's credit and the credit after it."""

    on: date
    what: str
    amount: Money
    balance: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditFigures:
    """The client's credit, the deposits in it, and how it came about."""

    credit: Money
    deposits_held: Money
    received: Money
    entries: tuple[CreditEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFigures:
    """The price of the job (SPEC section 6)."""

    original_price: Money
    approved_changes: Money
    approved_price: Money
    pending_changes: Money
    actual_adjustments: Money
    projected_price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CostFigures:
    """The cost of the job."""

    original: Money
    revised: Money
    actual: Money
    remaining: Money
    projected: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Profits:
    """Profit or margin on the original, revised and projected price."""

    original: Money
    revised: Money
    projected: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Profit ÷ price, None where the price is zero."""

    original: Percent | None
    revised: Percent | None
    projected: Percent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingFigures:
    """What was billed, invoiced and collected. Invoiced, collected, outstanding, overdue include tax."""

    billed: Money
    contract: Money
    changes: Money
    actuals: Money
    additional: Money
    tax: Money
    retainage_held: Money
    invoiced: Money
    collected: Money
    received: Money
    pending: Money
    outstanding: Money
    overdue: Money
    credit: Money
    deposits_held: Money
    drafted: Money
    left_to_bill: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The totals of the job as of a day."""

    as_of: date
    locked: Lock | None
    contract: ContractFigures
    cost: CostFigures
    profit: Profits
    margin: Margins
    price_per_square_foot: Money | None
    billing: BillingFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """One row of the budget. `profit` = approved price − projected cost. `percent_billed` is None at price 0."""

    id: str
    name: str
    code: str
    original_cost: Money
    revised_cost: Money
    actual_cost: Money
    remaining_cost: Money
    projected_cost: Money
    profit: Money
    original_price: Money
    approved_changes: Money
    approved_price: Money
    billed: Money
    left_to_bill: Money
    percent_billed: Percent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTable:
    """The budget by item, category or code; the rows add up to `total`, and `total` to the summary."""

    by: str
    rows: tuple[BudgetRow, ...]
    total: BudgetRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbilled:
    """One source with something left to bill. left = worth − billed − drafted. A forgotten draft: method `draft`."""

    source: str
    method: str
    description: str
    since: date | None
    worth: Money
    billed: Money
    drafted: Money
    left: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class UnbilledList:
    """What could be billed in full today, oldest first; old drafts follow, outside the total."""

    rows: tuple[Unbilled, ...]
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """A change or a bill as its list shows it. `left` = worth − billed − drafted; zero where it cannot be billed."""

    id: str
    worth: Money
    cost: Money
    billed: Money
    left: Money


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many changes or bills of a status are not approved, and what they come to together."""

    status: str
    count: int
    figures: GroupFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage:
    """The changes or the bills as their list shows them; `figures` runs parallel to the records of the project.

    `total` is over all of them, `approved` over what is agreed: approved changes, approved and paid bills.
    """

    figures: tuple[GroupFigures, ...]
    total: GroupFigures
    approved: GroupFigures
    waiting: tuple[Waiting, ...] = ()
