"""Retainage: a part of billed work is held back, and billed later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import a_change, a_job, an_item, money, percent, settings
from story import Story, amounts, an_extra, claims, misused, refused

from ressio_cli.model.ask import Wording
from ressio_cli.model.invoice import Retainage


def job(rate: str = "10%", per_invoice: bool = False, price: object = 1000, **said: object) -> Story:
    facts = settings(retainage=rate, **said)
    facts = replace(facts, billing=replace(facts.billing, retainage_per_invoice=per_invoice))
    return Story(a_job(items=[an_item("A", price=price)], changes=[a_change("CO-001", 300)], settings=facts))


def held(story: Story) -> list[str]:
    return [str(invoice.held) for invoice in story.job.invoices]


def test_work_is_held_before_tax_and_tax_is_charged_in_full() -> None:
    story = job(tax={"GST": "5%"})
    asked = {"percent": {"A": "50"}, "changes": ("CO-001",), "items": [an_extra("Fee", 100, taxed=True)], "deposit": 7}
    invoice = story.bill(**asked)
    assert (str(invoice.held), str(invoice.taxes[0].amount), str(invoice.total)) == ("80.00", "5.00", "832.00")
    assert invoice.retainage == Retainage(rate=percent("10%"), held=money(80))


def test_to_date_rounding_loses_no_cent_over_many_invoices() -> None:
    story = job(price="10.05")
    for to_date in ("10", "20", "30", "100"):
        story.bill(percent={"A": to_date})
    assert (held(story), str(story.summary().billing.retainage_held)) == (["0.10", "0.10", "0.10", "0.71"], "1.01")


def test_per_invoice_rounding_looks_at_this_invoice_alone() -> None:
    story = job(price="10.05", per_invoice=True)
    for to_date in ("10", "20", "30"):
        story.bill(percent={"A": to_date})
    assert held(story) == ["0.10", "0.10", "0.10"]
    story = job(price="1.50", per_invoice=True)
    for to_date in ("50", "100"):
        story.bill(percent={"A": to_date})
    assert held(story) == ["0.08", "0.08"]


def test_to_date_takes_back_the_cent_that_was_rounded_up() -> None:
    story = job(price="1.50")
    for to_date in ("50", "100"):
        story.bill(percent={"A": to_date})
    assert held(story) == ["0.08", "0.07"]


def test_negative_work_gives_some_back() -> None:
    story = job()
    story.bill(percent={"A": "60"})
    invoice = story.bill(percent={"A": "50"})
    assert (str(invoice.held), str(invoice.total)) == ("-10.00", "-90.00")


def test_a_void_is_made_good_by_the_next_invoice_under_the_rate() -> None:
    story = job(price="1.50")
    story.bill(percent={"A": "50"})
    story.bill(percent={"A": "100"})
    story.void("INV-0001")
    assert str(story.bill(percent={"A": "100"}).held) == "0.08"
    assert str(story.summary().billing.retainage_held) == "0.15"


def test_other_rates_and_stated_amounts_stand_apart() -> None:
    story = job()
    story.bill(percent={"A": "10"})
    draft = story.new(percent={"A": "20"}, wording=Wording(retainage=money("33.33")))
    stated = story.release(draft.id)
    assert (stated.retainage, str(stated.total)) == (Retainage(held=money("33.33")), "66.67")
    draft = story.new(percent={"A": "30"}, wording=Wording(retainage=percent("5%")))
    assert str(story.release(draft.id).held) == "5.00"
    assert str(story.bill(percent={"A": "40"}).held) == "10.00"
    assert str(story.summary().billing.retainage_held) == "58.33"


def test_what_is_held_is_billed_back_untaxed_and_holds_nothing() -> None:
    story = job(tax={"GST": "5%"})
    story.bill(percent={"A": "100"})
    part = story.bill(amount={"retainage": 40})
    assert (amounts(part), part.taxes, str(part.held), str(part.total)) == (["40.00"], (), "0.00", "40.00")
    assert claims(story.bill("retainage")) == {"retainage": "60.00"}
    with refused("bill.nothing-left"):
        story.new("retainage")
    billing = story.summary().billing
    assert (str(billing.retainage_held), str(billing.billed), str(billing.invoiced)) == ("0.00", "1000.00", "1000.00")


def test_billing_it_back_does_not_lower_what_later_work_holds() -> None:
    story = job()
    story.bill(percent={"A": "50"})
    story.bill("retainage")
    assert str(story.bill(percent={"A": "100"}).held) == "50.00"


def test_no_more_than_is_held_is_billed_back() -> None:
    story = job()
    story.bill(percent={"A": "50"})
    with refused("source.beyond-worth"):
        story.new(amount={"retainage": "50.01"})
    with misused("percent.not-here"):
        story.new(percent={"retainage": "50"})


def test_an_edit_elsewhere_is_made_good_by_the_next_invoice() -> None:
    story = Story(a_job(items=[an_item(id, price="1.50") for id in "AB"], retainage="10%"))
    story.bill(percent={"A": "50"})
    story.bill(percent={"B": "50"})
    story.edit("INV-0001", percent={"A": "100"})
    assert held(story) == ["0.15", "0.07"]
    assert str(story.bill(percent={"B": "100"}).held) == "0.08"


@pytest.mark.parametrize("rate", ["-1%", "100.01%"])
def test_a_rate_lies_between_nothing_and_all(rate: str) -> None:
    with misused("retainage.range"):
        job().new(percent={"A": "5"}, wording=Wording(retainage=percent(rate)))
