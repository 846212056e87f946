"""Release: a draft takes its number, date and figures; a stale one is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import a_bill, a_change, a_cost, a_job, an_item, dated, day, money, percent
from story import Story, amounts, an_extra, misused, refused, the_line

from ressio_cli.model.ask import Wording
from ressio_cli.model.invoice import Event
from ressio_cli.model.settings import Tax


def one(**said: object) -> Story:
    return Story(a_job(items=[an_item("A", price=10_000), an_item("B", price=500)], **said))


def plus(line: object, **said: object) -> Story:
    facts = {"contract": "cost-plus", "budget": "cost-codes", "tax": {"GST": "5%", "PST": "7%"}, "default": ["GST"]}
    return Story(a_job(bills=[a_bill("b", line)], **{**facts, **said}))


def test_a_release_writes_number_day_due_taxes_total_and_recap() -> None:
    story = one(tax={"Sales tax": "8.25%"}, changes=[a_change("CO-001", 700)])
    story.bill(percent={"A": "10"})
    draft = story.new(percent={"A": "30"}, items=[an_extra("Fee", 100, taxed=True)], id="march")
    invoice = story.release(draft.id, note="told")
    assert (invoice.id, invoice.draft, invoice.released, invoice.due) == (
        "INV-0002", "march", day("2026-03-31"), day("2026-04-30"),
    )  # fmt: skip
    assert (str(invoice.total), str(invoice.taxes[0].amount), invoice.terms) == ("2108.25", "8.25", "Net 30")
    assert invoice.history == (Event(on=story.today, did="created"), Event(on=story.today, did="released", note="told"))
    recap = invoice.recap
    assert recap is not None
    assert [str(part) for part in (recap.approved_price, recap.billed_before, recap.this_invoice)] == [
        "11200.00", "1000.00", "2000.00",
    ]  # fmt: skip
    assert (str(recap.billed_to_date), str(recap.left)) == ("3000.00", "8200.00")


def test_the_recap_of_a_cost_plus_release_has_an_estimate_and_nothing_left_of_it() -> None:
    story = plus(a_cost(1000), items=[an_item("A", price=1600)])
    draft = story.new(amount={"b/1": 400})
    story.job = story.job.having(replace(draft, notes="read again"))
    recap = story.release(draft.id).recap
    assert recap is not None
    assert (str(recap.approved_price), str(recap.billed_to_date), str(recap.percent_billed)) == (
        "1600.00", "400.00", "25%",
    )  # fmt: skip
    assert recap.left is None


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        ("Due on receipt", "2026-03-31"), ("Net 15", "2026-04-15"), ("2/10 net 30", "2026-04-30"), ("", "2026-04-30"),
        ("Net 30 EOM", "2026-04-30"), ("1 month", "2026-04-30"), ("15th of next month", "2026-04-15"),
    ],
)  # fmt: skip
def test_the_due_day_follows_from_the_terms(terms: str, due: str) -> None:
    story = one()
    draft = story.new(percent={"A": "10"}, wording=Wording(terms=terms))
    assert story.release(draft.id).due == day(due)


def test_a_due_day_that_was_said_stays() -> None:
    story = one()
    draft = story.new(percent={"A": "10"}, wording=Wording(due=day("2026-06-01")))
    assert story.release(draft.id).due == day("2026-06-01")


def test_terms_are_written_in_one_spelling() -> None:
    story = one()
    draft = story.new(percent={"A": "10"}, wording=Wording(terms="net30 days"))
    assert (draft.terms, story.figures(draft.id).terms) == ("Net 30", "Net 30")
    story.job = story.job.having(replace(draft, terms="30 days from end of month"))
    assert story.figures(draft.id).terms == "Net 30 EOM"
    assert story.release(draft.id).terms == "Net 30 EOM"


def test_terms_that_nobody_knows_are_refused_with_the_list() -> None:
    with misused("terms.unknown"):
        one().new(percent={"A": "10"}, wording=Wording(terms="Net thirty"))


def test_numbers_follow_the_highest_and_are_never_used_twice() -> None:
    story = one()
    story.release(story.new(amount={"A": 1}).id, number="7")
    assert story.bill(amount={"A": 1}).id == "INV-0008"
    story.void("INV-0008")
    assert story.bill(amount={"A": 1}).id == "INV-0009"
    draft = story.new(amount={"A": 1})
    for taken in ("8", "INV-0008", "inv-0008", "INV-8"):
        with refused("invoice.number-taken"):
            story.release(draft.id, number=taken)
    with misused("invoice.number-unknown"):
        story.release(draft.id, number="../7")


def test_a_number_set_on_the_draft_is_taken_unless_another_is_said() -> None:
    story = one()
    wished = Wording(number="20")
    assert story.release(story.new(amount={"A": 1}, wording=wished).id).id == "INV-0020"
    assert story.release(story.new(amount={"A": 1}, wording=Wording(number="30")).id, number="25").id == "INV-0025"


def test_previous_becomes_what_released_invoices_bill() -> None:
    story = one()
    story.bill(percent={"A": "20"})
    story.new(amount={"A": 1000}, id="reserve")
    story.new(amount={"A": 500}, id="mine")
    assert str(the_line(story.paper("mine"), "A").previous) == "3000.00"
    assert str(the_line(story.release("mine"), "A").previous) == "2000.00"


def test_a_percent_is_stale_when_another_draft_was_released_or_went() -> None:
    story = one()
    story.new(percent={"A": "30"}, id="first")
    story.new(percent={"A": "60"}, id="second")
    with refused("line.stale") as found:
        story.release("second")
    assert found.value.problems[0].message == "A: its 60% less what is billed is 6,000.00 today, the line says 3,000.00"
    assert found.value.problems[0].hint.startswith("first reserves a part of it")
    story.release("first")
    assert amounts(story.release("second")) == ["3000.00"]


def test_refresh_brings_a_stale_percent_up_to_date() -> None:
    story = one()
    story.bill(percent={"A": "20"})
    story.new(percent={"A": "50"}, id="next")
    story.void("INV-0001")
    with refused("line.stale"):
        story.release("next")
    line = the_line(story.edit("next", refresh=True), "A")
    assert (str(line.previous), str(line.amount), line.percent) == ("0.00", "5000.00", percent("50%"))
    assert amounts(story.release("next")) == ["5000.00"]


def test_a_worth_that_changed_makes_a_draft_stale_and_refresh_claims_all_that_is_left() -> None:
    story = plus(a_cost(1000))
    draft = story.new("actuals")
    story.job = story.job.having(replace(story.job.bills[0], lines=(a_cost(1200),)))
    with refused("line.stale") as found:
        story.release(draft.id)
    assert found.value.problems[0].message == "b/1: its worth is 1,200.00 today, the line says 1,000.00"
    assert amounts(story.edit(draft.id, refresh=True)) == ["1200.00"]
    assert str(story.release(draft.id).total) == "1200.00"


def test_a_stated_amount_stays_when_refreshed_and_is_refused_where_it_no_longer_fits() -> None:
    story = plus(a_cost(1000))
    draft = story.new(amount={"b/1": 900})
    story.job = story.job.having(replace(story.job.bills[0], lines=(a_cost(1200),)))
    line = the_line(story.edit(draft.id, refresh=True), "b/1")
    assert (str(line.worth), str(line.amount)) == ("1200.00", "900.00")
    story.job = story.job.having(replace(story.job.bills[0], lines=(a_cost(800),)))
    with refused("source.beyond-worth"):
        story.edit(draft.id, refresh=True)


def test_taxes_by_name_make_a_draft_stale_but_rates_do_not() -> None:
    story = plus(a_cost(1000, taxed=True))
    draft = story.new("actuals")
    higher = Tax(rates={"GST": dated("6%"), "PST": dated("7%")}, default=("GST",))
    story.job = replace(story.job, settings=replace(story.job.settings, tax=higher))
    assert str(story.figures(draft.id).tax) == "60.00"
    story.job = story.job.having(replace(story.job.bills[0], lines=(a_cost(1000, taxed=("GST", "PST")),)))
    with refused("line.stale") as found:
        story.release(draft.id)
    assert found.value.problems[0].message == "b/1: its tax is GST and PST today, the line says GST"
    story.edit(draft.id, refresh=True)
    assert [str(charge.amount) for charge in story.release(draft.id).taxes] == ["60.00", "70.00"]


def test_a_source_that_is_gone_or_waits_again_stops_the_release() -> None:
    story = one(changes=[a_change("CO-001", 50)])
    story.new(changes=("CO-001",), id="mine")
    story.job = story.job.having(replace(story.job.changes[0], status="pending", decided=None))
    with refused("source.blocked", "change.not-approved"):
        story.release("mine")
    story.job = replace(story.job, changes=())
    with refused("source.unknown", "source.unknown"):
        story.release("mine")


def test_a_finding_on_its_source_stops_the_release() -> None:
    story = one()
    story.new(percent={"A": "10"}, id="a")
    story.new(percent={"B": "10"}, id="b")
    dearer = an_item("A", price=10_001)
    category = replace(story.job.budget.categories[0], items=(dearer, an_item("B", price=500)))
    story.job = replace(story.job, budget=replace(story.job.budget, categories=(category,)))
    with refused("budget.changed-after-lock", "line.stale", "line.stale"):
        story.release("a")
    assert amounts(story.release("b")) == ["50.00"]


def test_a_lock_that_knows_only_its_price_stops_every_release_when_it_is_off() -> None:
    story = one()
    story.new(percent={"A": "10"}, id="a")
    lock = replace(story.job.budget.locked, items={}, seal="", cost=None, price=money(5))
    story.job = replace(story.job, budget=replace(story.job.budget, locked=lock))
    with refused("budget.changed-after-lock"):
        story.release("a")


def test_credit_is_drawn_only_when_it_is_asked_for() -> None:
    story = one()
    story.advance(300)
    assert str(story.bill(percent={"B": "50"}).total) == "250.00"
    assert str(story.standing("INV-0001").paid) == "0.00"
    story.release(story.new(percent={"B": "100"}).id, apply_credit=True)
    stands = story.standing("INV-0002")
    assert (stands.status, str(stands.deposit_applied), story.credit) == ("paid", "250.00", "50.00")
