"""Stated lines: an amount, a cost, or a quantity at a unit cost; deposits."""

from __future__ import annotations

import pytest
from build import a_job, an_item
from story import Story, amounts, an_extra, misused

from ressio_cli.model.ask import Stated
from ressio_cli.model.invoice import Draft

TAX = {"Sales tax": "8.25%"}


def billed(*items: Stated, **said: object) -> Draft:
    return Story(a_job(tax=TAX, markup={"fee": "50%"})).new(items=items, **said)


@pytest.mark.parametrize(
    ("item", "amount"),
    [
        (an_extra("Permit", 250), "250.00"),
        (an_extra("Permit", cost=250), "250.00"),
        (an_extra("Permit", cost=250, markup="10%"), "275.00"),
        (an_extra("Permit", cost=250, markup="-10%"), "225.00"),
        (an_extra("Siding", quantity="12.5", unit_cost="48.75"), "609.38"),
        (an_extra("Siding", quantity="12.5", unit_cost="48.75", markup="10%"), "670.31"),
        (an_extra("Nails", quantity="3", unit_cost="0.001666"), "0.00"),
        (an_extra("Nails", quantity="0.000001", unit_cost="5000"), "0.01"),
        (an_extra("Return", quantity="-0.000001", unit_cost="5000"), "-0.01"),
        (an_extra("Discount", -100), "-100.00"),
        (an_extra("Nothing", 0), "0.00"),
    ],
)
def test_a_stated_line_comes_to(item: Stated, amount: str) -> None:
    assert amounts(billed(item)) == [amount]


def test_zero_lines_are_kept_and_the_invoice_may_total_zero() -> None:
    story = Story(a_job())
    invoice = story.bill(items=[an_extra("Inspection", 0)])
    assert (amounts(invoice), str(invoice.total)) == (["0.00"], "0.00")
    assert story.standing("INV-0001").status == "paid"


def test_each_section_named_becomes_one() -> None:
    items = (an_extra("A", 1, section="Fees"), an_extra("B", 2), an_extra("C", 3, section="Fees"))
    draft = billed(*items)
    assert [(section.title, [str(line.amount) for line in section.lines]) for section in draft.sections] == [
        ("Fees", ["1.00", "3.00"]), ("Additional items", ["2.00"]),
    ]  # fmt: skip


def test_titles_name_the_sections_in_their_order() -> None:
    draft = billed(an_extra("A", 1), deposit=5, titles=("Fees",))
    assert [section.title for section in draft.sections] == ["Fees", "Deposit"]
    with misused("ask.titles"):
        billed(an_extra("A", 1), titles=("Fees", "More"))


def test_a_stated_line_is_taxed_as_it_says() -> None:
    story = Story(a_job(tax={"GST": "5%", "PST": "7%"}, default=["GST"]))
    items = [an_extra("A", 100, taxed=True), an_extra("B", 100, taxed=("GST", "PST")), an_extra("C", 100)]
    charges = story.bill(items=items).taxes
    assert [(charge.name, str(charge.base), str(charge.amount)) for charge in charges] == [
        ("GST", "200.00", "10.00"), ("PST", "100.00", "7.00"),
    ]  # fmt: skip


def test_a_tax_that_is_not_there_is_a_wrong_command_line() -> None:
    with misused("tax.unknown"):
        billed(an_extra("A", 1, taxed=("VAT",)))
    with misused("tax.no-default"):
        Story(a_job(tax=TAX, default=[])).new(items=[an_extra("A", 1, taxed=True)])


def test_a_method_that_bills_what_is_stated_needs_the_statement() -> None:
    with misused("ask.incomplete"):
        Story(a_job()).new("amount")
    with misused("ask.incomplete"):
        Story(a_job()).new("deposit")


@pytest.mark.parametrize("amount", [0, -5])
def test_a_deposit_is_money_to_be_received(amount: int) -> None:
    with misused("deposit.amount"):
        Story(a_job()).new(deposit=amount)


def test_a_deposit_is_invoiced_but_no_billed_work_untaxed_and_holds_nothing() -> None:
    story = Story(a_job(items=[an_item("A", price=100)], tax=TAX, retainage="10%"))
    invoice = story.bill(deposit=1000)
    billing = story.summary().billing
    assert (str(invoice.total), invoice.taxes, str(invoice.held)) == ("1000.00", (), "0.00")
    assert (str(billing.invoiced), str(billing.billed), str(billing.left_to_bill)) == ("1000.00", "0.00", "100.00")


def test_everything_may_stand_on_one_invoice() -> None:
    story = Story(a_job(items=[an_item("A", price=100)]))
    draft = story.new(percent={"A": "50"}, items=[an_extra("Fee", 20)], deposit=30)
    assert amounts(draft) == ["50.00", "20.00", "30.00"]
    assert str(story.figures(draft.id).subtotal) == "100.00"
