"""What holds for every history of billing: nothing is lost, nothing is claimed twice."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from build import LOCKED_ON, a_bill, a_change, a_cost, a_job, an_item, percent, settings
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st
from story import Story, amounts, an_ask, an_extra

from ressio_cli.billing.pipeline import make
from ressio_cli.model.money import Money, split
from ressio_cli.model.problem import Refused
from ressio_cli.model.settings import PER_INVOICE, PER_LINE, TO_DATE
from ressio_cli.rules.book import Book
from ressio_cli.rules.totals import reckoned

often = trials(max_examples=120, deadline=None)
cents = st.integers(-2_000_000, 2_000_000)
worths = st.integers(1, 2_000_000)
percents = st.integers(0, 100_000_000).map(lambda units: f"{units // 1_000_000}.{units % 1_000_000:06}%")


@often
@given(price=cents, history=st.lists(percents, max_size=8))
def test_any_history_of_percents_that_ends_at_a_hundred_bills_the_contract(price, history):
    story = Story(a_job(items=[an_item("A", price=Money(price))]))
    billed = 0
    for to_date in (*history, "100%"):
        with suppress(Refused):
            billed += story.bill(percent={"A": to_date}).total.minor
        assert 0 <= billed * (1 if price >= 0 else -1) <= abs(price)
    assert billed == price


@often
@given(amount=cents, weights=st.lists(st.integers(0, 10**9), min_size=1, max_size=9).filter(any))
def test_a_split_loses_no_cent_and_no_part_is_off_by_one(amount, weights):
    parts = split(Money(amount), weights)
    assert sum(part.minor for part in parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor * sum(weights) - amount * weight) < sum(weights)
        assert weight or not part


@often
@given(prices=st.lists(worths, min_size=1, max_size=6), share=st.integers(1, 100), first=percents)
def test_a_groups_amount_is_billed_to_the_cent_and_within_every_worth(prices, share, first):
    items = [an_item(f"I{place}", price=Money(price)) for place, price in enumerate(prices)]
    story = Story(a_job(items=items))
    with suppress(Refused):
        story.bill(percent={"I0": first})
    left = sum(story.book.left(source).minor for source in story.book.sources.values())
    amount = left * share // 100
    if amount:
        assert story.bill(amount={"all": Money(amount)}).total.minor == amount
        assert story.findings == []


@often
@given(
    invoices=st.lists(st.lists(cents, min_size=1, max_size=4), min_size=1, max_size=4),
    rate=percents,
    rounding=st.sampled_from((PER_INVOICE, PER_LINE, TO_DATE)),
)
def test_every_input_negated_gives_every_output_negated(invoices, rate, rounding):
    def come_to(sign: int):
        facts = settings(tax={"GST": rate, "PST": "7%"})
        story = Story(a_job(settings=replace(facts, tax=replace(facts.tax, rounding=rounding))))
        figures = []
        for lines in invoices:
            items = [an_extra(f"L{place}", Money(sign * amount), taxed=True) for place, amount in enumerate(lines)]
            figures.append(story.figures(story.bill(items=items).id))
        return [[sign * part.minor for part in (found.subtotal, found.tax, found.standing.total)] for found in figures]

    assert come_to(1) == come_to(-1)


@often
@given(prices=st.lists(cents, min_size=1, max_size=6), to_date=percents, data=st.data())
def test_the_order_of_lines_changes_no_total(prices, to_date, data):
    items = [an_item(f"I{place}", price=Money(price), taxed=True) for place, price in enumerate(prices)]
    totals = set()
    for order in (items, data.draw(st.permutations(items))):
        job = a_job(items=order, tax={"GST": "5%"}, retainage="10%")
        draft = Story(job).new(percent={"all": to_date}, keep_empty=True)
        figures = reckoned(job, draft, LOCKED_ON)
        totals.add((figures.subtotal.minor, figures.tax.minor, figures.held.minor, figures.total.minor))
    assert len(totals) == 1


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(("percent", "amount", "group", "change", "void", "draft")),
        st.sampled_from(("A", "B", "CO-001/1", "CO-001/2", "all", "CO-001")),
        percents,
        st.integers(-120_000, 120_000),
    ),
    max_size=10,
)


def deed(story: Story, kind: str, name: str, to_date: str, units: int) -> None:
    """One deed, if it may be."""
    live = [invoice for invoice in story.job.invoices if invoice.live]
    if kind == "void" and live:
        story.void(live[-1].id)
    elif kind == "percent":
        story.bill(percent={name: to_date})
    elif kind in ("amount", "group"):
        story.bill(amount={name: Money(units)})
    elif kind == "change":
        story.bill("changes")
    elif kind == "draft":
        story.new(percent={name: to_date})


@often
@given(deeds=DEEDS)
def test_claims_stay_between_nothing_and_the_worth_but_for_voids(deeds):
    changes = [a_change("CO-001", 500, -120)]
    story = Story(a_job(items=[an_item("A", price="987.65"), an_item("B", price="-43.21")], changes=changes))
    for one in deeds:
        with suppress(Refused):
            deed(story, *one)
        voids = any(invoice.void for invoice in story.job.invoices)
        for source in Book(story.job).sources.values():
            low, high = sorted((source.worth, source.worth.zero))
            assert voids or low <= story.book.claimed(source) <= high
        assert set(story.findings) <= ({"source.outside"} if voids else set())


@often
@given(first=percents, second=percents, fee=cents, retainage=st.sampled_from(("0%", "10%", "33.3333%")))
def test_void_then_the_same_again_gives_the_same_summary(first, second, fee, retainage):
    job = a_job(items=[an_item("A", price="987.65", taxed=True)], tax={"GST": "5%"}, retainage=retainage)
    story = Story(job)
    asked = {"percent": {"A": second}, "items": [an_extra("Fee", Money(fee), taxed=True)]}
    story.bill(percent={"A": first}, items=[an_extra("Start", 1)])
    number = story.bill(**asked).id
    before = story.summary()
    story.void(number)
    story.bill(**asked)
    assert story.summary() == before


@often
@given(cost=st.integers(1_000, 2_000_000), markups=st.tuples(*[st.integers(-90, 300)] * 2), part=st.integers(1, 99))
def test_a_cost_billed_in_parts_at_any_markups_is_used_up(cost, markups, part):
    source, own = markups
    bills = [a_bill("b", a_cost(Money(cost), markup=f"{source}%"))]
    story = Story(a_job(bills=bills, contract="cost-plus", budget="cost-codes"))
    (worth,) = (each.worth for each in story.book.sources.values())
    part_of_it = {"amount": {"b/1": Money(worth.minor * part // 100)}}
    for asked in (part_of_it, {"markup": {"b/1": f"{own}%"}}):
        with suppress(Refused):
            story.bill("actuals", **asked)
    assert story.book.left(story.book.sources["b/1"]) == Money(0)
    assert story.findings == []


@pytest.mark.parametrize("to_date", ["0.5%", "33.333333%"])
def test_the_same_ask_twice_on_one_book_is_the_same_answer(to_date: str) -> None:
    book = Book(a_job(items=[an_item("A", price="145.05")]))
    asked = an_ask(percent={"A": to_date})
    assert make(book, asked) == make(book, asked)
    assert amounts(Story(book.project).new(percent={"A": to_date})) == [
        str(Money(14_505).share(percent(to_date))),
    ]
