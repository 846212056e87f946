"""One of every figure and record, with room for a text that tries to break out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ressio_cli.model.bill import Bill, BillLine, Correction
from ressio_cli.model.budget import Lock
from ressio_cli.model.change import Change, ChangeItem, Decision
from ressio_cli.model.figures import (
    BillingFigures,
    BudgetRow,
    BudgetTable,
    ContractFigures,
    CostFigures,
    CreditEntry,
    CreditFigures,
    EarlyPayment,
    GroupFigures,
    GroupPage,
    InvoiceFigures,
    InvoiceList,
    LineFigures,
    Margins,
    Profits,
    Standing,
    Summary,
    Unbilled,
    UnbilledList,
    Waiting,
)
from ressio_cli.model.invoice import (
    Attachment,
    Draft,
    Event,
    Line,
    Recap,
    Released,
    Retainage,
    Section,
    TaxCharge,
    VoidMark,
)
from ressio_cli.model.issued import Issued, JobSite, StoredFile
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.payment import Applied, Payment, Undone
from ressio_cli.model.problem import Origin, Problem
from ressio_cli.model.settings import Party
from ressio_cli.model.source import Source
from ressio_cli.views.sheet import Sheet
from ressio_cli.views.sheets import agreed, costs, findings, invoices, job, received


def usd(word: str) -> Money:
    return Money(int(Decimal(word) * 100), 2)


def percent(word: str) -> Percent:
    return Percent(Decimal(word))


MARCH_31, APRIL_12, APRIL_30 = date(2026, 3, 31), date(2026, 4, 12), date(2026, 4, 30)

PAYMENT = Payment(
    id="2026-04-12-INV-0003",
    received=APRIL_12,
    amount=usd("5000"),
    method="check",
    status="cleared",
    reference="1042",
    applied=(Applied(invoice="INV-0003", amount=usd("5000")),),
)


def paid(text: str = "1042") -> Payment:
    return Payment(
        id=text,
        received=APRIL_12,
        amount=usd("-20"),
        method="check",
        status="failed",
        reference=text,
        failed=Undone(on=APRIL_30, reason=text),
        void=Undone(on=APRIL_30),
        applied=(Applied(invoice=text, amount=usd("-20")),),
        refunds=text,
        note=text,
    )


def sections(text: str = "Excavation") -> tuple[Section, ...]:
    progress = Line(
        source="03-100",
        code="03-30-00",
        description=text,
        worth=usd("24864"),
        percent=percent("60"),
        previous=usd("7459.20"),
        amount=usd("7459.20"),
        over="the owner asked",
    )
    credit = Line(
        description=text,
        cost=usd("-250"),
        markup=percent("10"),
        quantity=Decimal("2"),
        unit="each",
        unit_cost=Decimal("-125"),
        amount=usd("-275"),
        taxed=True,
    )
    return (
        Section(title="Progress billing", method="percentage", lines=(progress,)),
        Section(title=text, method="amount", lines=(credit,)),
    )


def released(text: str = "March progress") -> Released:
    return Released(
        id="INV-0003",
        title=text,
        sections=sections(text),
        terms="Net 30",
        due=APRIL_30,
        description=text,
        notes=text,
        internal=text,
        attachments=(Attachment(file="attachments/slab.jpg", title=text),),
        retainage=Retainage(rate=percent("10"), held=usd("718.42")),
        replaces="INV-0002",
        history=(Event(on=MARCH_31, did="released", note=text),),
        released=MARCH_31,
        total=usd("6443.09"),
        revision=2,
        void=VoidMark(on=APRIL_30, reason=text, replaced_by="INV-0004"),
        number="INV-0003",
        issued=letterhead(text),
    )


def letterhead(text: str) -> Issued:
    return Issued(
        company=Party(name=text, address=(text,), emails=(text,), phone=text, license=text, how_to_pay=text),
        client=Party(name=text, address=(text, text)),
        project=JobSite(name=text, number=text, address=(text,)),
        series="INV-{n:04}",
        taxed=(text,),
        logo=StoredFile(file=text, sha256="abc"),
    )


def figures(text: str = "March progress") -> InvoiceFigures:
    return InvoiceFigures(
        invoice=released(text),
        standing=Standing(
            status="partially-paid",
            total=usd("6443.09"),
            paid=usd("5000"),
            deposit_applied=usd("100"),
            written_off=usd("0"),
            discount=usd("0"),
            pending=usd("43.09"),
            pending_discount=usd("0"),
            balance=usd("1443.09"),
            overdue=True,
        ),
        lines=(
            LineFigures(taxes=(), basis="60 % of 24,864.00, less 7,459.20 billed before", running=usd("7459.20")),
            LineFigures(taxes=(text,), rates={text: percent("8.25")}, basis="stated", running=usd("1.00")),
        ),
        subtotals=(usd("7459.20"), usd("-275")),
        subtotal=usd("7184.20"),
        taxes=(TaxCharge(name=text, rate=percent("8.25"), base=usd("-275"), amount=usd("-22.69")),),
        tax=usd("-22.69"),
        retainage_rate=percent("10"),
        retainage_held=usd("718.42"),
        terms="Net 30",
        conditions=text,
        show={},
        recap=Recap(
            approved_price=usd("506703.52"),
            billed_before=usd("7459.20"),
            this_invoice=usd("7184.20"),
            billed_to_date=usd("14643.40"),
            left=usd("492060.12"),
        ),
        payments=(PAYMENT,),
    )


def draft_figures() -> InvoiceFigures:
    line = Line(description="Permit fee", amount=usd("275"))
    zero = usd("0")
    return InvoiceFigures(
        invoice=Draft(
            id="permits",
            title="Permits",
            sections=(Section(title="Additional items", method="amount", lines=(line,)),),
            due=APRIL_30,
            number="INV-0009",
        ),
        standing=Standing(
            status="draft",
            total=usd("275"),
            paid=zero,
            deposit_applied=zero,
            written_off=zero,
            discount=zero,
            pending=zero,
            pending_discount=zero,
            balance=usd("275"),
            overdue=False,
        ),
        lines=(LineFigures(taxes=(), basis="stated", running=usd("1.00")),),
        subtotals=(usd("275"),),
        subtotal=usd("275"),
        taxes=(),
        tax=zero,
        retainage_rate=None,
        retainage_held=zero,
        terms="Net 30",
        conditions="",
        show={},
        recap=None,
        payments=(),
        early=EarlyPayment(rate=percent("2"), days=10, discount=usd("5.50"), amount=usd("269.50")),
    )


def page(text: str = "March progress") -> InvoiceList:
    return InvoiceList(
        rows=(figures(text), draft_figures()),
        invoiced=usd("6443.09"),
        collected=usd("5000"),
        received=usd("5000"),
        deposits_drawn=usd("0"),
        deposits_returned=usd("0"),
        deposits_held=usd("0"),
        credit=usd("0"),
        written_off=usd("0"),
        discounts=usd("0"),
        outstanding=usd("1443.09"),
        overdue=usd("1443.09"),
        drafts=1,
        drafts_total=usd("275"),
    )


def summary(locked: bool = True) -> Summary:
    words = {name: usd("1") for name in BillingFigures.__dataclass_fields__}
    return Summary(
        as_of=APRIL_30,
        locked=Lock(on=MARCH_31, price=usd("505292.52"), cost=usd("428214")) if locked else None,
        contract=ContractFigures(
            original_price=usd("505292.52"),
            approved_changes=usd("1411"),
            approved_price=usd("506703.52"),
            pending_changes=usd("0"),
            actual_adjustments=usd("0"),
            projected_price=usd("506703.52"),
        ),
        cost=CostFigures(
            original=usd("10"), revised=usd("20"), actual=usd("30"), remaining=usd("40"), projected=usd("50")
        ),
        profit=Profits(original=usd("1"), revised=usd("2"), projected=usd("-3")),
        margin=Margins(original=percent("15.25"), revised=percent("15"), projected=None),
        price_per_square_foot=usd("191.43"),
        billing=BillingFigures(**(words | {"billed": usd("12345.67")})),
    )


def budget_row(text: str = "Excavation") -> BudgetRow:
    amount = usd("1234.50")
    return BudgetRow(
        id="03-100",
        name=text,
        code="03-30-00",
        original_cost=amount,
        revised_cost=amount,
        actual_cost=amount,
        remaining_cost=amount,
        projected_cost=amount,
        profit=usd("-5"),
        projected_profit=usd("-4.50"),
        original_price=amount,
        approved_changes=amount,
        approved_price=amount,
        billed=amount,
        left_to_bill=amount,
        percent_billed=percent("30.01"),
    )


def budget(text: str = "Excavation") -> BudgetTable:
    return BudgetTable(by="item", rows=(budget_row(text),), total=budget_row("Total"))


def unbilled(text: str = "Heat mat") -> UnbilledList:
    row = Unbilled(
        source="CO-001/1",
        method="changes",
        description=text,
        since=MARCH_31,
        worth=usd("1711"),
        billed=usd("0"),
        drafted=usd("0"),
        left=usd("1711"),
    )
    return UnbilledList(rows=(row,), total=usd("1711"), undecided=usd("0"))


GROUP = GroupFigures(id="CO-001", worth=usd("1411"), cost=usd("1150"), billed=usd("0"), left=usd("1411"))


PENDING = replace(GROUP, id="total", worth=usd("300"), cost=usd("200"))
PAGE = GroupPage(figures=(GROUP,), total=PENDING, approved=GROUP, waiting=(Waiting("pending", 2, PENDING),))


def change(text: str = "Heated floor") -> Change:
    return Change(
        id="CO-001",
        title=text,
        kind="change-order",
        status="approved",
        items=(ChangeItem(name=text, cost=usd("1150"), code="09-30-00", item="09-110"),),
        proposed=MARCH_31,
        decided=Decision(on=APRIL_12, by=text),
        reason=text,
    )


def source(text: str = "Heated floor") -> Source:
    return Source(id="CO-001/1", method="changes", title=text, worth=usd("1411"), cost=usd("1150"), taxes=(text,))


def bill(text: str = "Coastal Concrete") -> Bill:
    return Bill(
        id="coastal-concrete-88121",
        vendor=text,
        kind="bill",
        date=MARCH_31,
        due=APRIL_30,
        status="approved",
        approved=APRIL_12,
        number=text,
        lines=(BillLine(amount=usd("1150"), description=text, hours=Decimal("2.5"), rate=Decimal("460")),),
        files=(Attachment(file=text),),
        corrections=(Correction(on=APRIL_30, line=1, was=usd("1100"), reason=text),),
    )


def credit(text: str = "deposit INV-0001") -> CreditFigures:
    entry = CreditEntry(on=MARCH_31, what=text, amount=usd("100"), balance=usd("100"))
    return CreditFigures(
        credit=usd("100"),
        deposits_held=usd("100"),
        deposits_drawn=usd("40"),
        deposits_returned=usd("0"),
        received=usd("5000"),
        entries=(entry,),
    )


def problem(text: str = "CO-004 is approved but has no decision date") -> Problem:
    return Problem("change.no-decision", text, Origin("changes/CO-004.yaml", 3, 9), hint=text)


def every_sheet(text: str) -> dict[str, Sheet]:
    return {
        "invoice list": invoices.invoice_list(page(text)),
        "invoice": invoices.invoice(figures(text)),
        "budget": job.budget(budget(text)),
        "unbilled": job.unbilled(unbilled(text)),
        "changes": agreed.changes([change(text)], PAGE),
        "change": agreed.change(change(text), GROUP, [source(text)]),
        "bills": costs.bills([bill(text)], PAGE, fixed_price=False),
        "bill": costs.bill(bill(text), GROUP, [source(text)], fixed_price=False),
        "payments": received.payments([paid(text)], usd("1"), usd("2")),
        "payment": received.payment(paid(text)),
        "credit": received.credit(credit(text)),
        "problems": findings.problems([problem(text)]),
    }
