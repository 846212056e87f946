"""Where the job stands: prices, costs, profit, margin, billing, by SPEC section 6."""

from __future__ import annotations

from dataclasses import replace

from build import a_bill, a_change, a_cost, a_job, a_part, a_payment, an_item, day
from story import Story, an_extra

from ressio_cli.model.job_figures import Summary
from ressio_cli.rules.book import Book
from ressio_cli.rules.position import summary


def stands(job: object, on: str = "2026-06-01") -> Summary:
    return summary(Book(job), day(on))


def words(figures: object) -> list[str]:
    return [str(getattr(figures, name)) for name in figures.__slots__]


def fixed(**said: object) -> object:
    facts = {
        "items": [an_item("A", 1000, price=1200, code="03"), an_item("B", 500, price=600, code="06")],
        "changes": [
            a_change("CO-001", a_part(100, price=150, item="A"), a_part(-40, price=-50)),
            a_change("CO-002", 70, status="pending"),
            a_change("CO-003", 9, status="declined"),
            a_change("CO-004", 9, status="draft"),
        ],
        "bills": [a_bill("b", a_cost(1300, item="A"), a_cost(20, code="06")), a_bill("c", 99, status="draft")],
    }
    return a_job(**{**facts, **said})


def test_a_fixed_price_job() -> None:
    found = stands(fixed())
    assert words(found.contract) == ["1800.00", "100.00", "1900.00", "70.00", "0.00", "1970.00"]
    assert words(found.cost) == ["1500.00", "1560.00", "1320.00", "440.00", "1760.00"]
    assert words(found.profit) == ["300.00", "340.00", "140.00"]
    assert words(found.margin) == ["16.67%", "17.89%", "7.37%"]


def test_cost_plus_adds_what_costs_beyond_the_budget_with_the_markups_rounded_once() -> None:
    found = stands(fixed(contract="cost-plus", markup={"a": "10%", "b": "8%"}))
    assert words(found.contract)[4:] == ["236.00", "2206.00"]
    assert words(found.profit) == ["300.00", "340.00", "376.00"]
    assert str(found.margin.projected) == "17.6%"


def test_the_greater_of_revised_and_actual_is_projected_per_item() -> None:
    job = a_job(
        items=[an_item("A", 100), an_item("B", 100), an_item("C", 100, closed=True), an_item("D", -50)],
        bills=[a_bill("b", a_cost(130, item="A"), a_cost(30, item="B"), a_cost(80, item="C"), a_cost(20, item="D"))],
    )
    assert words(stands(job).cost) == ["250.00", "250.00", "260.00", "20.00", "280.00"]


def test_a_cost_that_is_just_what_was_planned_counts_once() -> None:
    job = a_job(items=[an_item("A", 100)], bills=[a_bill("b", a_cost(100, item="A"))])
    assert words(stands(job).cost) == ["100.00", "100.00", "100.00", "0.00", "100.00"]


def test_by_cost_codes_the_comparison_is_per_code() -> None:
    items = [an_item("A", 100, code="03"), an_item("B", 100, code="03")]
    bills = [a_bill("b", a_cost(130, item="A", code="03"))]
    assert str(stands(a_job(items=items, bills=bills)).cost.projected) == "230.00"
    assert str(stands(a_job(items=items, bills=bills, budget="cost-codes")).cost.projected) == "200.00"


def test_a_code_is_closed_when_all_its_items_are() -> None:
    bills = [a_bill("b", a_cost(30, code="03"))]
    half = [an_item("A", 100, code="03", closed=True), an_item("B", 100, code="03")]
    whole = [an_item("A", 100, code="03", closed=True), an_item("B", 100, code="03", closed=True)]
    assert str(stands(a_job(items=half, bills=bills, budget="cost-codes")).cost.projected) == "200.00"
    assert str(stands(a_job(items=whole, bills=bills, budget="cost-codes")).cost.projected) == "30.00"


def test_before_the_lock_the_estimate_stands() -> None:
    found = stands(fixed(locked=False))
    assert (found.locked, str(found.contract.original_price)) == (None, "1800.00")


def test_margins_are_unknown_at_price_zero() -> None:
    assert words(stands(a_job()).margin) == ["None", "None", "None"]


def test_the_price_per_square_foot_is_that_of_the_approved_price() -> None:
    job = fixed()
    assert stands(job).price_per_square_foot is None
    job = replace(job, settings=replace(job.settings, square_feet=2647))
    assert str(stands(job).price_per_square_foot) == "0.72"


def test_billing_in_its_parts() -> None:
    story = Story(fixed(tax={"GST": "5%"}, retainage="10%"))
    story.bill(percent={"A": "50"}, changes=("CO-001",), items=[an_extra("Fee", 80, taxed=True)])
    story.bill(deposit=1000)
    story.new(percent={"B": "50"}, deposit=5, items=[an_extra("Fee", 1)])
    billing = story.summary().billing
    assert words(billing)[:6] == ["780.00", "600.00", "100.00", "0.00", "80.00", "4.00"]
    assert (str(billing.retainage_held), str(billing.invoiced), str(billing.drafted)) == ("70.00", "1714.00", "301.00")
    assert str(billing.left_to_bill) == "1200.00"


def test_money_in_its_parts() -> None:
    story = Story(fixed())
    story.bill(percent={"A": "50"})
    story.bill(deposit=1000)
    story.pay("INV-0001", whole=200)
    story.pay("INV-0001", whole=100, pending=True)
    story.pay("INV-0002")
    story.refund("2026-03-31-INV-0002", 10)
    billing = summary(story.book, day("2026-05-01")).billing
    names = ("invoiced", "collected", "received", "pending", "outstanding", "overdue", "credit", "deposits_held")
    assert [str(getattr(billing, name)) for name in names] == [
        "1600.00", "1190.00", "1190.00", "100.00", "410.00", "410.00", "0.00", "0.00",
    ]  # fmt: skip
    assert billing.outstanding == billing.invoiced - billing.collected


def test_cost_plus_leaves_to_bill_what_sources_are_worth() -> None:
    bills = [a_bill("b", a_cost(100), a_cost(200)), a_bill("c", 50, status="draft")]
    job = a_job(bills=bills, changes=[a_change("CO-001", 70)], contract="cost-plus", budget="cost-codes")
    story = Story(job)
    assert str(story.summary().billing.left_to_bill) == "370.00"
    story.bill(amount={"b/2": 60})
    story.new(bills=("b/1",))
    billing = story.summary().billing
    assert (str(billing.left_to_bill), str(billing.drafted), str(billing.actuals)) == ("310.00", "100.00", "60.00")


def test_on_cost_plus_by_cost_items_only_changes_are_left_to_bill() -> None:
    job = a_job(bills=[a_bill("b", 100)], changes=[a_change("CO-001", 70)], contract="cost-plus")
    assert str(stands(job).billing.left_to_bill) == "70.00"


def test_billed_beyond_the_worth_leaves_a_negative_rest() -> None:
    story = Story(fixed())
    story.bill(percent={"all": "100", "A": "110"}, over="Rock")
    assert str(story.summary().billing.left_to_bill) == "-20.00"


def test_a_payment_on_nothing_is_credit() -> None:
    found = stands(fixed(payments=[a_payment("p", 50)])).billing
    assert (str(found.received), str(found.credit), str(found.collected)) == ("50.00", "50.00", "0.00")
