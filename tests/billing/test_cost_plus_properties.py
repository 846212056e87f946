"""What holds for every history of bills, changes, markups and invoices on cost plus: a cost is billed once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

from build import a_bill, a_change, a_cost, a_job, a_part, percent, settings
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st
from story import Story

from ressio_cli.model.invoice import Line, Released
from ressio_cli.model.money import Money
from ressio_cli.model.problem import Stop
from ressio_cli.model.settings import BillingSettings, Markup
from ressio_cli.rules import checks
from ressio_cli.rules.agreements import carry_out
from ressio_cli.rules.unbilled import unbilled

often = trials(max_examples=1500 if os.environ.get("RESSIO_SOAK") else 150, deadline=None)

CODES = ("", "03", "06")
LINKS = ("", "", "CO-001", "CO-001/1", "CO-001/2", "CO-002/1")
rates = st.sampled_from(("0%", "5%", "18.8%", "33.3333%", "20%", "150%", "-40%"))
cents = st.integers(-30_000, 90_000).filter(bool).map(Money)
lines = st.builds(
    lambda amount, code, change, markup: a_cost(amount, code=code, change=change, markup=markup),
    cents, st.sampled_from(CODES), st.sampled_from(LINKS), st.none() | rates,
)  # fmt: skip
bills = st.lists(st.lists(lines, min_size=1, max_size=3), min_size=1, max_size=3)
parts = st.builds(
    lambda cost, code, markup: a_part(cost, code=code, markup=markup), cents, st.sampled_from(CODES), st.none() | rates
)
ways = st.sampled_from(("", "", "as-agreed", "at-cost"))
KINDS = ("markup", "part", "own", "change", "percent", "all", "void", "credit", "draft", "release", "decide", "more")
DEEDS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 20), rates, st.integers(1, 100), ways), min_size=1, max_size=14
)


@st.composite
def jobs(draw: st.DrawFn) -> Story:
    """A cost-plus job of two changes of two items, and bills that carry them out, look like them, or neither."""
    setting = draw(ways)
    facts = settings(
        contract="cost-plus", budget="cost-codes", markup={"overhead": "10%"}, billing=BillingSettings(changes=setting)
    )
    changes = [
        a_change(id, draw(parts), draw(parts), on="2026-03-01", carried_out=draw(ways)) for id in ("CO-001", "CO-002")
    ]
    costs = [a_bill(f"b-{n}", *found, on="2026-03-10") for n, found in enumerate(draw(bills))]
    return Story(a_job(changes=changes, bills=costs, settings=facts))


def deed(story: Story, kind: str, place: int, rate: str, share: int, way: str) -> None:
    """One deed, if it may be."""
    bill_lines = [source for source in story.book.sources.values() if source.id.startswith("b-")]
    source = bill_lines[place % len(bill_lines)]
    change = story.job.changes[place % 2]
    part = Money(source.worth.minor * share // 100)
    live = [invoice for invoice in story.job.invoices if invoice.live]
    if kind == "markup":
        markup = Markup(rates={"overhead": percent(rate), "fee": percent("3.5%")}, compound=share % 2 == 0)
        story.job = replace(story.job, settings=replace(story.job.settings, markup=markup))
    elif kind == "part":
        story.bill(amount={source.id: part})
    elif kind == "own":
        story.bill(bills=(source.id,), markup={source.id: rate})
    elif kind == "change":
        story.bill(changes=(change.id,))
    elif kind == "percent":
        story.bill(percent={f"{change.id}/{place % 2 + 1}": f"{share}%"})
    elif kind == "all":
        story.bill("actuals", "changes", everything=True)
    elif kind == "void" and live:
        story.void(live[place % len(live)].id)
    elif kind == "credit":
        billed = sum(claim.line.amount.minor for claim in story.book.claims_on(source.id) if not claim.drafted)
        story.bill(amount={source.id: Money(-int(Fraction(billed * share, 100)))})
    elif kind == "draft":
        story.new(amount={source.id: part})
    elif kind == "release" and story.job.drafts:
        draft = story.job.drafts[place % len(story.job.drafts)]
        story.edit(draft.id, refresh=True)
        story.release(draft.id)
    elif kind == "decide" and way:
        story.job = story.job.having(carry_out(story.book, change, way))
    elif kind == "more":
        story.bill("actuals", changes=(change.id,))


def live_lines(story: Story) -> Iterator[Line]:
    for paper in (*story.job.live, *story.job.drafts):
        yield from (line for line in paper.lines if line.source)


def billed_parts(story: Story) -> dict[str, tuple[Fraction, Fraction]]:
    """Per bill line the parts of its cost that were billed, each by its own worth, less what was taken back of them;
    and the most that the rounding of one of them may be off. Reckoned here anew, the latest taken back first."""
    claims: dict[str, list[tuple[int, int]]] = {}
    for line in live_lines(story):
        if line.source.startswith("b-") and line.amount and line.worth:
            stack = claims.setdefault(line.source, [])
            rest = abs(line.amount.minor)
            if line.amount.negative == line.worth.negative:
                stack.append((rest, abs(line.worth.minor)))
                continue
            while rest and stack:
                amount, worth = stack.pop()
                taken = min(rest, amount)
                rest -= taken
                if taken < amount:
                    stack.append((amount - taken, worth))
    return {
        source: (
            sum((Fraction(amount, worth) for amount, worth in stack), Fraction(0)),
            max((Fraction(1, 2 * worth) for _, worth in stack), default=Fraction(0)),
        )
        for source, stack in claims.items()
    }


def judge(story: Story, voids: bool) -> None:
    """No part of a cost is billed twice, none on both sides of a link, and `check` has no problem."""
    for source, (part, rounding) in billed_parts(story).items():
        assert voids or part <= 1 + rounding, source
    claimed = {line.source for line in live_lines(story)}
    for line, items in story.book.carrying_out.items_of.items():
        assert line not in claimed or not claimed & set(items), line
    problems = [problem for problem in checks.check(story.job) if problem.severity == "problem"]
    assert problems == []


@often
@given(story=jobs(), deeds=DEEDS)
def test_a_cost_is_billed_once_whatever_happens_and_in_the_end_nothing_is_left(story: Story, deeds: list) -> None:
    for one in deeds:
        with suppress(Stop):
            deed(story, *one)
        judge(story, any(invoice.void for invoice in story.job.invoices))
    finish(story)
    judge(story, any(invoice.void for invoice in story.job.invoices))
    assert unbilled(story.book, story.today).rows == ()


def finish(story: Story) -> None:
    """Drafts are dropped, what is undecided is decided, what a void left outside is settled, all of the rest billed."""
    for draft in story.job.drafts:
        story.job = story.job.without(draft)
    for change in story.job.changes:
        if story.book.carrying_out.of_change(change) in ("undecided", "mixed") and not change.carried_out:
            with suppress(Stop):
                story.job = story.job.having(carry_out(story.book, change, "at-cost"))
    with suppress(Stop):
        story.bill("actuals", "changes", everything=True)


@often
@given(story=jobs(), deeds=DEEDS)
def test_what_is_left_to_bill_is_what_billing_all_of_it_bills(story: Story, deeds: list) -> None:
    for one in deeds:
        if one[0] not in ("void", "credit", "draft"):
            with suppress(Stop):
                deed(story, *one)
    for draft in story.job.drafts:
        story.job = story.job.without(draft)
    left = story.summary().billing.left_to_bill
    assert left == unbilled(story.book, story.today).total
    invoice: Released | None = None
    with suppress(Stop):
        invoice = story.bill("actuals", "changes", everything=True)
    billed = sum(line.amount.minor for line in invoice.lines) if invoice else 0
    assert billed == left.minor


@often
@given(story=jobs(), deeds=DEEDS, costs=st.lists(st.tuples(st.integers(0, 13), st.integers(1, 300)), max_size=4))
def test_bills_that_are_changed_after_they_were_billed_make_no_problem_and_can_be_settled(story, deeds, costs) -> None:
    changed = dict(costs)
    for place, one in enumerate(deeds):
        if one[0] != "void":
            with suppress(Stop):
                deed(story, *one)
        if place in changed:
            story.job = replace(story.job, bills=tuple(corrected(bill, changed[place]) for bill in story.job.bills))
        judge_files(story)
    finish(story)
    for source in [source for source in story.book.sources.values() if source.id.startswith("b-")]:
        left = story.book.left(source)
        if left and not source.blocked:
            story.bill(amount={source.id: left})
    judge_files(story)
    assert str(story.summary().billing.left_to_bill) == "0.00"


def corrected(bill, percent_of_before: int):
    """The bill as its vendor corrected it."""
    costs = [replace(line, amount=Money(line.amount.minor * percent_of_before // 100 or 1)) for line in bill.lines]
    return replace(bill, lines=tuple(costs))


def judge_files(story: Story) -> None:
    """`check` has no problem."""
    assert [problem for problem in checks.check(story.job) if problem.severity == "problem"] == []
