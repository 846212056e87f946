"""What `check` finds in released papers, payments, numbers and names."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from build import (
    a_bill,
    a_change,
    a_cost,
    a_draft,
    a_job,
    a_line,
    a_part,
    a_payment,
    an_invoice,
    an_item,
    day,
    money,
    percent,
    progress,
    section,
    stated,
)  # fmt: skip

from ressio_cli.model.invoice import Line, Recap, Retainage, TaxCharge, VoidMark
from ressio_cli.model.project import Project
from ressio_cli.rules import checks


def found(project: Project) -> list[str]:
    return [problem.code for problem in checks.check(project)]


def job(*invoices: object, **said: object) -> Project:
    return a_job(items=[an_item("A", price=1000)], invoices=invoices, **said)


def fee(number: int, amount: object = 100, **more: object) -> object:
    return an_invoice(number, section("amount", stated(amount, taxed=more.pop("taxed", False))), **more)


def with_paper(project: Project, **changes: object) -> Project:
    return project.having(replace(project.invoices[0], **changes))


def test_stored_figures_add_up_on_void_invoices_too() -> None:
    project = job(fee(1, taxed=True, void="2026-05-01"), tax={"GST": "5%"})
    assert found(project) == []
    assert found(with_paper(project, total=money("105.01"))) == ["invoice.arithmetic"]
    charge = project.invoices[0].taxes[0]
    more = replace(charge, amount=money("5.01"))
    assert found(with_paper(project, taxes=(more,), total=money("105.01"))) == ["invoice.arithmetic"]
    based = replace(charge, base=money(90), amount=money("4.50"))
    assert found(with_paper(project, taxes=(based,), total=money("104.50"))) == ["invoice.arithmetic"]
    recap = Recap(
        approved_price=money(1), billed_before=money(1), this_invoice=money(1), billed_to_date=money(3), left=money(0)
    )
    assert found(with_paper(project, recap=recap)) == ["invoice.arithmetic"]


def test_a_tax_that_was_not_charged_and_a_percent_that_does_not_fit_are_found() -> None:
    assert found(job(fee(1, taxed=("GST",), total=money(100)), tax={"GST": "5%"})) == ["invoice.arithmetic"]
    line = a_line("A", 500, worth=1000, percent_to_date="60%")
    assert found(job(an_invoice(1, progress(line)))) == ["invoice.arithmetic"]


def with_taxes(*charges: tuple[str, str, str, str], **more: object) -> list[str]:
    """What is found of an invoice of 100.00 under VAT 20 % and 50.00 under VAT 22 %, charged so."""
    lines = (
        stated(100, taxed=("VAT",), tax_rates={"VAT": percent("20%")}),
        stated(50, taxed=("VAT",), tax_rates={"VAT": percent("22%")}),
    )
    lines = (replace(lines[0], **more), lines[1])
    taxes = [
        TaxCharge(name=name, rate=percent(rate), base=money(base), amount=money(amount))
        for name, rate, base, amount in charges
    ]
    total = sum((charge.amount for charge in taxes), money(150))
    invoice = an_invoice(1, section("amount", *lines), taxes=tuple(taxes), total=total)
    return found(job(invoice, tax={"VAT": {"": "20%", "2026-07-01": "22%"}}))


def test_one_tax_at_two_rates_adds_up_rate_by_rate() -> None:
    sound = (("VAT", "20%", "100", "20"), ("VAT", "22%", "50", "11"))
    assert with_taxes(*sound) == []
    assert with_taxes(sound[0], ("VAT", "22%", "50", "11.01")) == ["invoice.arithmetic"]
    assert with_taxes(("VAT", "20%", "150", "30"), ("VAT", "22%", "0", "0")) == ["invoice.arithmetic"] * 2
    assert with_taxes(*sound, tax_rates={}) == ["invoice.arithmetic"] * 2
    assert with_taxes(*sound, tax_rates={"VAT": percent("19%")}) == ["invoice.arithmetic"] * 2
    assert with_taxes(sound[0], sound[1], sound[1]) == ["invoice.arithmetic"]


def test_a_tax_rounded_over_all_to_date_is_that_and_nothing_else() -> None:
    def charged(amount: str, **before: object) -> list[str]:
        tax = TaxCharge(name="VAT", rate=percent("20%"), base=money("-85"), amount=money(amount), **before)
        total = money("-85") + money(amount)
        invoice = an_invoice(1, section("amount", stated("-85", taxed=True)), taxes=(tax,), total=total)
        return found(job(invoice, tax={"VAT": "20%"}))

    before = {"base_before": money("85"), "amount_before": money("16.99")}
    assert charged("-16.99", **before) == []
    assert charged("-17.00", **before) == ["invoice.arithmetic"]
    assert charged("-17.00") == []
    assert charged("-16.99") == ["invoice.arithmetic"]


def test_a_rate_of_nothing_holds_nothing() -> None:
    project = with_paper(job(fee(1)), retainage=Retainage(rate=percent("0%"), held=money(5)), total=money(95))
    assert found(project) == ["invoice.arithmetic"]


def test_seals_are_there_and_fit() -> None:
    assert found(job(fee(1, seal=""))) == ["invoice.seal-missing"]
    assert found(job(fee(1, content="sha256:other"))) == ["invoice.seal-broken"]


def test_gaps_and_dates_out_of_order_are_notes() -> None:
    project = job(fee(1, on="2026-03-02"), fee(4, on="2026-03-01"))
    noted = [(problem.code, problem.severity, problem.message) for problem in checks.check(project)]
    assert noted == [
        ("invoice.gap", "note", "INV-0002 to INV-0003 are missing before INV-0004"),
        ("invoice.out-of-order", "note", "INV-0004 was released 2026-03-01, before INV-0001 (2026-03-02)"),
    ]


def test_a_draft_that_was_released_and_still_lies_there_is_found() -> None:
    draft = a_draft("march", section("amount", stated(5)))
    project = job(fee(1, draft="march", history=draft.history), drafts=[draft])
    assert found(project) == ["draft.already-released"]
    assert found(job(fee(1, draft="march"), drafts=[replace(draft, replaces="INV-0001")])) == []
    later = a_draft("march", section("amount", stated(5)), on="2026-05-01")
    assert found(job(fee(1, draft="march", history=draft.history), drafts=[later])) == []


def test_an_invoice_that_is_replaced_or_replaces_is_there() -> None:
    assert found(job(fee(1, replaces="INV-0009"))) == ["invoice.replaces"]
    void = VoidMark(on=day("2026-04-01"), reason="x", replaced_by="INV-0009")
    assert found(with_paper(job(fee(1)), void=void)) == ["invoice.replaces"]


@pytest.mark.parametrize(
    ("payments", "code"),
    [
        ([a_payment("p", 5, "INV-0009")], "payment.unknown-invoice"),
        ([a_payment("p", 5, "march")], "payment.draft-invoice"),
        ([a_payment("p", 5, ("INV-0001", 6)), a_payment("q", 1)], "payment.over-applied"),
        ([a_payment("p", 5, ("INV-0001", -1))], "payment.over-applied"),
        ([a_payment("p", 60, "INV-0001"), a_payment("q", 60, "INV-0001", status="pending")], "invoice.over-paid"),
        ([a_payment("p", 5, "INV-0002")], "payment.nothing-due"),
        ([a_payment("p", 5, "INV-0003", on="2026-04-02")], "payment.void-invoice"),
        ([a_payment("p", 5, reference="7"), a_payment("q", 6, reference="7")], "payment.reference-twice"),
        ([a_payment("p", 5), a_payment("q", -5, refunds="x")], "payment.unknown-refund"),
        ([a_payment("p", -5)], "credit.negative"),
        ([a_payment("p", 5, "INV-0001", method="credit", on="2026-04-12")], "credit.negative"),
    ],
)
def test_a_payment_that_does_not_fit_is_found(payments: list[object], code: str) -> None:
    papers = [fee(1), fee(2, 0), fee(3, void="2026-04-01")]
    project = job(*papers, payments=payments, drafts=[a_draft("march", section("amount", stated(5)))])
    assert found(project) == [code]


def test_payments_that_failed_or_are_void_harm_nothing() -> None:
    payments = [a_payment("p", 100, "INV-0001", status="void"), a_payment("q", 100, "INV-0001", status="failed")]
    assert found(job(fee(1), payments=[*payments, a_payment("r", 100, "INV-0001")])) == []


def test_names_that_mean_nothing_or_two_things_are_found() -> None:
    assert found(job(changes=[a_change("CO-001", a_part(5, item="Z"))])) == ["item.unknown"]
    assert found(job(bills=[a_bill("b", a_cost(5, item="Z"))])) == ["item.unknown"]
    assert found(a_job(items=[an_item("A"), an_item("A")])) == ["source.twice"]
    assert found(a_job(changes=[a_change("x", 5)], bills=[a_bill("x", 5)])) == ["source.twice"]


def test_taxes_without_a_rate_or_a_meaning_are_found() -> None:
    assert found(a_job(items=[an_item("A", taxed=("VAT",))], tax={"GST": "5%"})) == ["tax.unknown"]
    assert found(a_job(tax={"GST": "5%"}, default=["VAT"])) == ["tax.unknown"]
    assert found(a_job(items=[an_item("A", taxed=True)], tax={"GST": "5%"}, default=[])) == ["tax.no-default"]
    assert found(a_job(items=[an_item("A", taxed=True)])) == []
    draft = a_draft("d", section("amount", stated(5, taxed=("VAT",))))
    assert found(a_job(drafts=[draft], tax={"GST": "5%"})) == ["tax.unknown"]


def test_a_rate_that_a_draft_gives_to_no_tax_of_its_line_is_found() -> None:
    line = stated(100, taxed=True, tax_rates={"VAT": percent("20%")})
    sound = a_draft("march", section("amount", line))
    project = a_job(drafts=[sound], tax={"VAT": "22%"})
    assert found(project) == []
    assert found(a_job(drafts=[sound], tax={"GST": "5%"})) == ["tax.unknown"]
    gone = replace(line, taxed=("VAT",))
    assert found(a_job(drafts=[a_draft("march", section("amount", gone))], tax={"GST": "5%"})) == []


def test_a_sound_job_with_everything_on_it_raises_no_alarm() -> None:
    papers = [
        an_invoice(1, progress(a_line("A", 300, worth=1000, percent_to_date="30%", taxed=True)), retainage="10%"),
        an_invoice(2, section("retainage", a_line("retainage", 30, worth=30))),
    ]
    project = job(*papers, payments=[a_payment("p", "285.00", "INV-0001")], tax={"GST": "5%"})
    assert found(project) == []
    assert checks.checked_counts(project) == {
        "invoices": 2, "drafts": 0, "changes": 0, "bills": 0, "payments": 1, "items": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (
            a_line("A", 100, worth=1000, percent_to_date="20%"),
            "A is 100.00, but 20% of 1,000.00 less 0.00 billed before is 200.00",
        ),
        (
            stated(111, cost=money(100), markup=percent("10%")),
            "Permit fee is 111.00, but a cost of 100.00 + 10% comes to 110.00",
        ),
        (stated(9, cost=money(10)), "Permit fee is 9.00, but a cost of 10.00 comes to 10.00"),
        (
            stated("99.99", quantity=Decimal("12.5"), unit_cost=Decimal(8), description=""),
            "line 1.1 is 99.99, but 12.5 × 8 comes to 100.00",
        ),
        (
            a_line("b/1", 115, worth=115, markup="15%", cost=money(99)),
            "b/1 is 115.00, but a cost of 99.00 + 15% is another amount",
        ),
    ],
)
def test_a_draft_that_contradicts_itself_is_found_before_its_release(line: Line, why: str) -> None:
    method = "amount" if not line.source else "actuals" if line.source == "b/1" else "percentage"
    project = a_job(items=[an_item("A", price=1000)], bills=[a_bill("b", a_cost(100, markup="15%"))],
                    drafts=[a_draft("march", section(method, line))])  # fmt: skip
    found = [problem for problem in checks.check(project) if problem.code == "draft.arithmetic"]
    assert [problem.message for problem in found] == [f"march: {why}"]
    assert found[0].hint == "ressio invoice edit march --refresh, or correct the line"


@pytest.mark.parametrize(
    "line",
    [
        a_line("A", 100, worth=1000, previous=100, percent_to_date="20%"),
        a_line("A", 100, worth=None, percent_to_date="20%"),
        stated(0, cost=money(0)),
        stated(5),
        a_line("b/1", "33.33", worth=115, markup="15%", cost=money("28.98")),
    ],
)
def test_a_draft_that_says_one_thing_is_sound(line: Line) -> None:
    method = "amount" if not line.source else "actuals" if line.source == "b/1" else "percentage"
    project = a_job(items=[an_item("A", price=1000)], bills=[a_bill("b", a_cost(100, markup="15%"))],
                    drafts=[a_draft("march", section(method, line))])  # fmt: skip
    assert [problem for problem in checks.check(project) if problem.code == "draft.arithmetic"] == []
