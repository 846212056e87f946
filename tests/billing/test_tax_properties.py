"""What holds for tax over every history: nothing is left of it where nothing is billed, and it is never far from exact.

Histories of claims, credits, rates that change, voids with their reissue, and every way of rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from build import a_change, a_job, an_item, dated, settings
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st
from story import Story, an_extra

from ressio_cli.model.invoice import Released, TaxCharge
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.problem import Refused
from ressio_cli.model.settings import PER_INVOICE, PER_LINE, TO_DATE

often = trials(max_examples=150, deadline=None)
RISES = {
    "GST": {"": "5%", "2026-04-10": "6.5%", "2026-05-01": "5%"},
    "PST": {"": "7.25%", "2026-04-20": "8%"},
}
SOURCES = ("A", "B", "C", "CO-001/1", "CO-001/2")
ROUNDINGS = st.sampled_from((PER_INVOICE, PER_LINE, TO_DATE))
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(("percent", "percent", "amount", "all", "stated", "twice", "reissue", "rewrite")),
        st.sampled_from(SOURCES),
        st.integers(0, 100),
        st.integers(-40_000, 40_000),
        st.sampled_from((None, (), ("GST",), ("PST",), ("GST", "PST"))),
        st.integers(0, 9),
    ),
    max_size=12,
)


def a_story(rounding: str) -> Story:
    facts = settings(tax=RISES, default=["GST", "PST"])
    facts = replace(facts, tax=replace(facts.tax, rounding=rounding))
    items = [
        an_item("A", price="333.33", taxed=True),
        an_item("B", price="987.65", taxed=("GST",)),
        an_item("C", price="-43.21", taxed=True),
    ]
    changes = [a_change("CO-001", 123, -77)]
    changes = [replace(changes[0], items=tuple(replace(part, taxed=("PST",)) for part in changes[0].items))]
    return Story(a_job(items=items, changes=changes, settings=facts), today="2026-04-01")


def deed(story: Story, kind: str, name: str, to_date: int, units: int, taxes: tuple[str, ...] | None) -> None:
    """One deed, if it may be. Taxes are named for what is billed, not for what is taken back."""
    bills = (units < 0) == story.book.sources[name].worth.negative
    named = {"taxes": {name: taxes}} if bills and taxes is not None else {}
    if kind == "percent":
        story.bill(percent={name: f"{to_date}%"})
    elif kind == "amount":
        story.bill(amount={name: Money(units)}, **named)
    elif kind == "all":
        story.bill(percent=dict.fromkeys(SOURCES, f"{to_date}%"))
    elif kind == "stated":
        story.bill(items=[an_extra("Extra", Money(units), taxed=taxes or False)])
    elif kind == "twice":
        draft = story.new(amount={name: Money(units)})
        story.add(draft.id, amount={name: Money(units // 2)}, **named)
        story.release(draft.id)
    elif kind == "rewrite":
        rates = {**story.job.settings.tax.rates, "GST": dated(f"{to_date % 9}%")}
        tax = replace(story.job.settings.tax, rates=rates)
        story.job = replace(story.job, settings=replace(story.job.settings, tax=tax))
    elif story.job.live:
        story.void(story.job.live[to_date % len(story.job.live)].id, reissue="again")
        story.release("again")


def after_every_deed(story: Story, deeds: list[tuple]) -> Iterator[None]:
    for kind, name, to_date, units, taxes, days in deeds:
        kept = story.job
        try:
            deed(story, kind, name, to_date, units, taxes)
        except Refused:
            story.job = kept
        yield
        story.today += timedelta(days=days)


def charges(story: Story, invoices: Iterable[Released]) -> dict[tuple[str, Percent], list[tuple[Released, TaxCharge]]]:
    """What invoices charge, by tax and rate."""
    found: dict[tuple[str, Percent], list[tuple[Released, TaxCharge]]] = {}
    for invoice in invoices:
        for charge in invoice.taxes:
            found.setdefault((charge.name, charge.rate), []).append((invoice, charge))
    return found


def base_and_amount(charged: Iterable[tuple[Released, TaxCharge]]) -> tuple[int, int]:
    """In smallest units."""
    every = [charge for _, charge in charged]
    return sum(charge.base.minor for charge in every), sum(charge.amount.minor for charge in every)


@often
@given(deeds=DEEDS, rounding=ROUNDINGS)
def test_nothing_is_left_of_a_tax_where_nothing_is_billed_under_its_rate(deeds, rounding):
    story = a_story(rounding)
    for _ in after_every_deed(story, deeds):
        assert all(base or not amount for base, amount in map(base_and_amount, charges(story, story.job.live).values()))
        assert story.findings == []


@often
@given(deeds=DEEDS, rounding=ROUNDINGS)
def test_when_every_source_is_taken_back_no_tax_is_left(deeds, rounding):
    story = a_story(rounding)
    for _ in after_every_deed(story, [deed for deed in deeds if deed[0] != "stated"]):
        pass
    for source in SOURCES:
        with suppress(Refused):
            story.bill(percent={source: "0%"})
    billing = story.summary().billing
    assert (str(billing.billed), str(billing.tax), str(billing.invoiced)) == ("0.00", "0.00", "0.00")
    assert story.findings == []


@often
@given(deeds=DEEDS, rounding=ROUNDINGS)
def test_tax_is_as_near_to_exact_as_its_rounding_says(deeds, rounding):
    """Half a cent for each rounding: over all to date one, else one an invoice, or one a line. Void ones count too."""
    story = a_story(rounding)
    undone = any(kind == "reissue" for kind, *_ in deeds)
    for _ in after_every_deed(story, deeds):
        every = charges(story, story.job.invoices)
        for tax, charged in charges(story, story.job.live).items():
            base, amount = base_and_amount(charged)
            roundings = len(every[tax])
            if rounding == PER_LINE:
                roundings = sum(len(invoice.lines) for invoice, _ in every[tax])
            elif rounding == TO_DATE and not undone:
                roundings = 1
            assert abs(amount - base * Fraction(*tax[1].ratio)) <= Fraction(roundings, 2)
