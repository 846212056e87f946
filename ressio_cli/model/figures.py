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
    """Where one invoice stands. All amounts include tax.

    balance = total − paid − written_off − discount. `paid` is cleared money and credit drawn, `deposit_applied` the
    part of it from credit; `discount` is what was taken for paying early. `pending` and `pending_discount` lower the
    balance once the money clears.
    status: draft, open, partially-paid, pending, paid, void.
    """

    status: str
    total: Money
    paid: Money
    deposit_applied: Money
    written_off: Money
    discount: Money
    pending: Money
    pending_discount: Money
    balance: Money
    overdue: bool

    @property
    def still_due(self) -> Money:
        """What is left to pay once everything pending has cleared; never below zero."""
        return max(self.balance - self.pending - self.pending_discount, self.balance.zero)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyPayment:
    """What pays an invoice in full when it is received early. amount = still due − discount.

    `by`: the last day; None on a draft, whose days begin at release.
    """

    rate: Percent
    days: int
    discount: Money
    amount: Money
    by: date | None = None


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
    early: EarlyPayment | None = None  # while its discount can still be taken, whatever day it is


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """One row of the invoices page."""

    invoice: Draft | Released
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipts:
    """What was asked of the client over live released invoices, and what became of it. All amounts include tax.

    received: the cash, cleared payments less refunds. It is what people read as paid.
    collected: Σ paid of the invoices. A deposit is in it twice, when its invoice is paid and when it is drawn, and an
    invoice below zero lowers it; so
    collected = received + deposits_drawn + deposits_returned − (credit − deposits_held), and
    outstanding = invoiced − collected − written_off − discounts = Σ balances.
    deposits_drawn: paid deposits that pay other invoices now; deposits_returned: those that were sent back.
    credit: the client's money that pays for nothing yet, the deposits held included.
    """

    invoiced: Money
    received: Money
    deposits_drawn: Money
    deposits_returned: Money
    deposits_held: Money
    credit: Money
    collected: Money
    written_off: Money
    discounts: Money
    outstanding: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceList(Receipts):
    """The invoices page. Released ones by number, then drafts by name."""

    rows: tuple[InvoiceRow, ...]
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
    """The client's credit, the deposits in it, and how it came about.

    Paid deposits = deposits_held + deposits_drawn (on invoices) + deposits_returned (sent back).
    """

    credit: Money
    deposits_held: Money
    deposits_drawn: Money
    deposits_returned: Money
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
class BillingFigures(Receipts):
    """What was billed before tax, and what was asked and received. `pending` is money that has not cleared yet."""

    billed: Money
    contract: Money
    changes: Money
    actuals: Money
    additional: Money
    tax: Money
    retainage_held: Money
    pending: Money
    overdue: Money
    drafted: Money
    left_to_bill: Money
    undecided: Money


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
    """One row of the budget. `percent_billed` is None at price 0.

    `profit` = approved price − projected cost; `projected_profit` = approved price + actual adjustments − projected
    cost, so that its total is the projected profit of the summary.
    """

    id: str
    name: str
    code: str
    original_cost: Money
    revised_cost: Money
    actual_cost: Money
    remaining_cost: Money
    projected_cost: Money
    profit: Money
    projected_profit: Money
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
    """One source with something left to bill. left = worth − billed − drafted. A forgotten draft: method `draft`.

    `undecided`: an item of a change that bills may carry out at cost; outside the total.
    """

    source: str
    method: str
    description: str
    since: date | None
    worth: Money
    billed: Money
    drafted: Money
    left: Money
    undecided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnbilledList:
    """What could be billed in full today, oldest first; old drafts follow, outside the total.

    `undecided`: what is left of undecided changes, outside the total too.
    """

    rows: tuple[Unbilled, ...]
    total: Money
    undecided: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """A change or a bill as its list shows it. `left` = worth − billed − drafted; zero where it cannot be billed.

    `carried_out` of a change on cost plus: as-agreed, at-cost or undecided; empty where nothing decides yet.
    """

    id: str
    worth: Money
    cost: Money
    billed: Money
    left: Money
    carried_out: str = ""


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
