"""Retainage: a part of billed work is held back, and billed later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from build import a_change, a_job, an_item, money, percent, settings
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st
from story import Story, amounts, an_extra, claims, misused, refused

from ressio_cli.model.ask import Wording
from ressio_cli.model.invoice import Retainage
from ressio_cli.model.money import Money
from ressio_cli.model.problem import Refused
from ressio_cli.model.project import Project


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


def stating(story: Story, word: str, **asked: object) -> object:
    """The next invoice, holding a stated amount or under a stated rate."""
    held = percent(word) if word.endswith("%") else money(word)
    return story.release(story.new(wording=Wording(retainage=held), **asked).id)


def fitting(story: Story, word: str, **asked: object) -> str:
    """The option that the refusal of a stated amount names."""
    with refused("retainage.outside") as caught:
        story.new(wording=Wording(retainage=money(word)), **asked)
    return caught.value.problems[0].hint


def test_no_more_is_held_than_was_billed_and_never_less_than_nothing() -> None:
    story = job()
    assert fitting(story, "5000", percent={"A": "10"}) == "--retainage 100.00"
    assert fitting(story, "-5000", percent={"A": "10"}) == "--retainage 0.00"
    assert fitting(story, "-0.01", percent={"A": "10"}) == "--retainage 0.00"
    stating(story, "100.00", percent={"A": "10"})
    assert fitting(story, "50.01", percent={"A": "15"}) == "--retainage 50.00"
    assert fitting(story, "-100.01", percent={"A": "15"}) == "--retainage=-100.00"
    stating(story, "-100.00", percent={"A": "15"})
    assert str(story.summary().billing.retainage_held) == "0.00"


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("5000", "5,000.00 of retainage would be held, but 100.00 of work is billed to date"),
        ("-5000", "5,000.00 more of retainage would be given back than is held"),
    ],
)
def test_the_refusal_says_what_would_be_held_of_what(word: str, message: str) -> None:
    with refused("retainage.outside") as caught:
        job().new(percent={"A": "10"}, wording=Wording(retainage=money(word)))
    assert caught.value.problems[0].message == message


def test_under_a_rate_no_more_is_given_back_than_is_still_held() -> None:
    story = job()
    story.bill(percent={"A": "100"})
    story.bill(amount={"retainage": "70"})
    credit = story.bill(percent={"A": "50"})
    assert (str(credit.held), str(credit.total)) == ("-30.00", "-470.00")
    assert str(story.bill(percent={"A": "20"}).held) == "0.00"
    assert held(story) == ["100.00", "0.00", "-30.00", "0.00"]
    assert str(story.bill(percent={"A": "100"}).held) == "30.00"
    assert story.findings == []


def test_rounded_by_itself_no_more_is_given_back_either() -> None:
    story = job(per_invoice=True)
    story.bill(percent={"A": "100"})
    story.bill("retainage")
    assert str(story.bill(percent={"A": "50"}).held) == "0.00"


def test_what_an_invoice_bills_back_itself_is_not_given_back_again() -> None:
    story = job()
    story.bill(percent={"A": "100"})
    both = story.bill(percent={"A": "50"}, amount={"retainage": "80"})
    assert (str(both.held), str(both.total)) == ("-20.00", "-400.00")


def test_negative_work_that_comes_first_gives_nothing_back() -> None:
    omitted = Story(a_job(items=[an_item("A", price=1000)], changes=[a_change("CO-001", -300)], retainage="10%"))
    assert str(omitted.bill("changes").held) == "0.00"
    assert str(omitted.bill(percent={"A": "100"}).held) == "70.00"


def test_a_credit_may_not_leave_more_held_than_is_billed() -> None:
    story = job("0%")
    stating(story, "100.00", percent={"A": "50"})
    assert fitting(story, "0.00", percent={"A": "5"}) == "--retainage=-50.00"
    with refused("retainage.outside") as caught:
        story.new(percent={"A": "5"})
    assert caught.value.problems[0].hint == "--retainage=-50.00"
    stating(story, "-50.00", percent={"A": "5"})
    assert story.findings == []


def test_what_is_outside_already_may_stay_there_and_come_back_but_not_go_further() -> None:
    story = job()
    story.bill(percent={"A": "100"})
    story.bill("retainage")
    story.void("INV-0001")
    assert str(story.summary().billing.retainage_held) == "-100.00"
    assert fitting(story, "-0.01", percent={"A": "10"}) == "--retainage 100.00"
    assert str(story.bill(percent={"A": "10"}).held) == "10.00"
    stating(story, "0.00", percent={"A": "20"})
    assert fitting(story, "500.00", percent={"A": "30"}) == "--retainage 390.00"
    stating(story, "90.00", percent={"A": "30"})
    assert str(story.summary().billing.retainage_held) == "0.00"


def test_an_amount_may_be_held_of_stated_lines_and_a_discount_lowers_no_bound() -> None:
    story = job("0%")
    stating(story, "40.00", items=[an_extra("Framing", 100)])
    assert fitting(story, "0.00", items=[an_extra("Framing", -90)]) == "--retainage=-30.00"
    stating(story, "-30.00", items=[an_extra("Framing", -90)])
    story = job("100%")
    story.bill(percent={"A": "10"}, items=[an_extra("Discount", -50)])
    assert held(story) == ["100.00"]


def test_a_draft_that_was_made_before_is_judged_again_when_it_is_released() -> None:
    story = job("0%")
    stating(story, "100.00", percent={"A": "50"})
    drafts = [story.new(items=[an_extra("Fee", 1)], wording=Wording(retainage=money(-100)), id=name) for name in "ab"]
    story.release(drafts[0].id)
    with refused("retainage.outside") as caught:
        story.release(drafts[1].id)
    assert caught.value.problems[0].hint == "ressio invoice edit b --retainage 0.00"


def test_an_edit_is_judged_too() -> None:
    story = job("0%")
    draft = story.new(percent={"A": "50"}, items=[an_extra("Fee", 1)])
    with refused("retainage.outside") as caught:
        story.edit(draft.id, wording=Wording(retainage=money("501.01")))
    assert caught.value.problems[0].hint == f"ressio invoice edit {draft.id} --retainage 501.00"
    story.edit(draft.id, wording=Wording(retainage=money("500.00")))
    with refused("retainage.outside"):
        story.edit(draft.id, percent={"A": "40"})
    with refused("retainage.outside"):
        story.remove(draft.id, "1")
    invoice = story.release(draft.id)
    with refused("retainage.outside"):
        story.edit(invoice.id, percent={"A": "40"})
    assert str(story.edit(invoice.id, wording=Wording(retainage=money("0.00"))).held) == "0.00"


def test_a_section_that_is_added_is_judged_too() -> None:
    story = job("0%")
    stating(story, "500.00", percent={"A": "50"})
    draft = story.new(items=[an_extra("Fee", 1)])
    with refused("retainage.outside"):
        story.add(draft.id, percent={"A": "40"})


def test_a_reissue_of_a_stated_amount_fits_again() -> None:
    story = job()
    stating(story, "90.00", percent={"A": "10"})
    story.void("INV-0001", reissue="again")
    assert (str(story.release("again").held), story.findings) == ("90.00", [])


def test_an_invoice_of_version_0_1_that_holds_too_much_stops_no_other() -> None:
    story = job("0%")
    invoice = stating(story, "100.00", percent={"A": "10"})
    wrong = replace(invoice, retainage=Retainage(held=money(5000)), total=money(-4900), seal="x", content="x")
    story.job = story.job.having(wrong)
    story.bill(percent={"A": "20"})
    stating(story, "-1000.00", percent={"A": "30"})
    with refused("retainage.outside"):
        stating(story, "5000.00", percent={"A": "40"})


@given(deeds=st.lists(st.tuples(
    st.sampled_from(("percent", "percent", "change", "stated", "back", "reissue")),
    st.integers(0, 100), st.sampled_from(("", "", "5%", "10%", "33.3333%", "100%")), st.integers(-60_000, 60_000),
), max_size=10), per_invoice=st.booleans())  # fmt: skip
@trials(max_examples=150, deadline=None)
def test_what_is_held_lies_between_nothing_and_the_work_after_any_history(deeds, per_invoice) -> None:
    story = job(price="987.65", per_invoice=per_invoice)
    for kind, to_date, rate, units in deeds:
        kept = story.job
        with suppress_refusals(story, kept):
            wording = Wording(retainage=percent(rate)) if rate else Wording()
            if kind == "percent":
                story.release(story.new(percent={"A": str(to_date)}, wording=wording).id)
            elif kind == "change":
                story.release(story.new(percent={"CO-001": str(to_date)}, wording=wording).id)
            elif kind == "stated":
                story.release(story.new(percent={"A": str(to_date)}, wording=Wording(retainage=Money(units))).id)
            elif kind == "back":
                story.bill(amount={"retainage": Money(units)})
            elif story.job.live:
                story.void(story.job.live[-1].id, reissue="again")
                story.release("again")
        billing = story.summary().billing
        assert money(0) <= billing.retainage_held <= billing.billed
        assert story.findings == []


@contextmanager
def suppress_refusals(story: Story, kept: Project) -> Iterator[None]:
    """A deed that is refused changes nothing."""
    try:
        yield
    except Refused:
        story.job = kept
