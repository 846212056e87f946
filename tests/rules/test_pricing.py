"""Cost to price, and the taxes over an invoice: exact, rounded once, half away from zero."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import LOCKED_ON, a_bill, a_cost, a_job, an_invoice, an_item, money, percent, section, settings, stated

from ressio_cli.model.budget import Item
from ressio_cli.model.money import read_number
from ressio_cli.model.settings import PER_INVOICE, PER_LINE, TO_DATE, Markup, Settings
from ressio_cli.rules import pricing
from ressio_cli.rules.book import Book
from ressio_cli.rules.totals import reckoned

MARKUPS = {"overhead": "10%", "profit": "8%"}


def measured(quantity: str, unit_cost: str, **more: object) -> Item:
    return Item(id="A", name="A", quantity=read_number(quantity), unit_cost=read_number(unit_cost), **more)


def compounded() -> Settings:
    facts = settings(markup=MARKUPS)
    return replace(facts, markup=replace(facts.markup, compound=True))


@pytest.mark.parametrize(
    ("item", "facts", "cost", "price"),
    [
        (measured("120", "185.00", markup=percent("12%")), settings(), "22200.00", "24864.00"),
        (an_item("A", 100), settings(markup=MARKUPS), "100.00", "118.00"),
        (an_item("A", 100), compounded(), "100.00", "118.80"),
        (an_item("A", 100, markup="0%"), settings(markup=MARKUPS), "100.00", "100.00"),
        (an_item("A", 100, price=7), settings(markup=MARKUPS), "100.00", "7.00"),
        (an_item("A", -100, markup="-5%"), settings(), "-100.00", "-95.00"),
        (an_item("A", 0), settings(markup=MARKUPS), "0.00", "0.00"),
        (measured("3", "0.333333"), settings(), "1.00", "1.00"),
        (measured("1", "0.005", markup=percent("100%")), settings(), "0.01", "0.01"),
        (measured("-1", "0.005"), settings(), "-0.01", "-0.01"),
    ],
)
def test_an_item_costs_and_sells_for(item: Item, facts: Settings, cost: str, price: str) -> None:
    assert (str(pricing.cost(item, facts)), str(pricing.price(item, facts))) == (cost, price)


def test_builder_tax_is_paid_before_the_markup() -> None:
    facts = settings(markup={"fee": "10%"})
    facts = replace(facts, tax=replace(facts.tax, builder=percent("5%")))
    item = an_item("A", 100, builder_taxed=True)
    assert (str(pricing.cost(item, facts)), str(pricing.price(item, facts))) == ("105.00", "115.50")
    assert str(pricing.cost(an_item("A", 100), facts)) == "100.00"


def test_the_price_is_reckoned_from_the_unrounded_cost() -> None:
    item = measured("1", "0.014", markup=percent("50%"))
    assert (str(pricing.cost(item, settings())), str(pricing.price(item, settings()))) == ("0.01", "0.02")


def test_several_markups_make_one() -> None:
    assert pricing.markup_of(None, settings(markup=MARKUPS).markup) == percent("18%")
    assert pricing.markup_of(None, compounded().markup) == percent("18.8%")
    assert pricing.markup_of(None, Markup()) == percent("0%")


def test_a_bill_line_is_worth_its_cost_with_its_own_markup_or_the_projects() -> None:
    job = a_job(bills=[a_bill("b", a_cost(100, markup="15%"), a_cost("0.10"))], markup={"fee": "5%"})
    assert [str(source.worth) for source in Book(job).sources.values()] == ["115.00", "0.11"]


def test_taxed_true_means_the_default_and_false_none() -> None:
    tax = settings(tax={"GST": "5%", "PST": "7%"}, default=["GST"]).tax
    assert [pricing.taxes(word, tax) for word in (True, False, ("PST",), ())] == [("GST",), (), ("PST",), ()]


def charged(*lines: object, rounding: str = PER_INVOICE, **rates: str) -> list[tuple[str, str, str]]:
    job = a_job(tax=rates)
    tax = replace(job.settings.tax, rounding=rounding)
    job = replace(job, settings=replace(job.settings, tax=tax))
    charges = reckoned(job, an_invoice(1, section("amount", *lines)), LOCKED_ON).taxes
    return [(charge.name, str(charge.base), str(charge.amount)) for charge in charges]


def test_a_tax_is_rounded_once_over_the_invoice_or_on_every_line() -> None:
    lines = [stated("0.10", taxed=True)] * 3
    assert charged(*lines, GST="5%") == [("GST", "0.30", "0.02")]
    assert charged(*lines, rounding=PER_LINE, GST="5%") == [("GST", "0.30", "0.03")]


@pytest.mark.parametrize("rounding", [PER_INVOICE, PER_LINE, TO_DATE])
def test_half_a_cent_of_tax_goes_away_from_zero(rounding: str) -> None:
    assert charged(stated("0.10", taxed=True), rounding=rounding, GST="5%") == [("GST", "0.10", "0.01")]
    assert charged(stated("-0.10", taxed=True), rounding=rounding, GST="5%") == [("GST", "-0.10", "-0.01")]
    assert charged(stated("10", taxed=True), rounding=rounding, GST="8.75%") == [("GST", "10.00", "0.88")]


def test_each_tax_has_its_own_base_and_none_is_on_another() -> None:
    lines = [stated(100, taxed=("GST", "PST")), stated(100, taxed=("PST",)), stated(50)]
    assert charged(*lines, GST="5%", PST="7%") == [("GST", "100.00", "5.00"), ("PST", "200.00", "14.00")]


def test_a_rate_that_a_line_names_stands_also_where_it_comes_to_nothing() -> None:
    assert charged(stated(100, taxed=True), stated(-100, taxed=True), GST="5%") == [("GST", "0.00", "0.00")]
    assert charged(stated(100, taxed=("Zero",)), GST="5%", Zero="0%") == [("Zero", "100.00", "0.00")]
    assert charged(stated(100), GST="5%") == []


def test_a_currency_without_cents_is_rounded_to_whole_units() -> None:
    facts = settings(markup={"fee": "10%"})
    facts = replace(facts, currency=replace(facts.currency, code="JPY"))
    item = Item(id="A", name="A", cost=facts.currency.read("1005"))
    assert str(pricing.price(item, facts)) == "1106"
    assert facts.currency.read("1005.00") is None
    assert str(money(5)) == "5.00"
