"""Order and dates: after every deed that was not refused, each day is sound and everything can still be billed.

Random histories with deeds dated back: releases, voids, reissues, edits, payments and draws in any order. A failure
tells its seed and the deeds that led to it.
"""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from typing import Any

import pytest
from build import a_change, a_job, a_part, an_item, day, money
from story import Story, an_extra

from ressio_cli.model.ask import Wording
from ressio_cli.model.deed import On
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.problem import Stop
from ressio_cli.model.project import Project
from ressio_cli.rules import agreements
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.checks import check, check_on
from ressio_cli.rules.credit import credit, credit_figures
from ressio_cli.rules.credit_days import spendable
from ressio_cli.rules.position import summary
from ressio_cli.rules.statement import statement

SOAK = bool(os.environ.get("RESSIO_SOAK"))
RUNS, DEEDS = int(os.environ.get("RESSIO_WALKS", "3000" if SOAK else "60")), 60
START = "2026-03-01"
FIGURES = ("billed", "contract", "changes", "additional", "tax", "retainage_held", "invoiced", "collected", "received",
           "pending", "outstanding", "credit", "deposits_held", "left_to_bill")  # fmt: skip


class Walk:
    """One random history."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        changes = [a_change("CO-001", 300, a_part(-120, markup="0%"), on="2026-02-20"),
                   a_change("CO-002", 75, status="pending", proposed=day("2026-02-10"))]  # fmt: skip
        items = [an_item("A", price=1000), an_item("B", price="333.33"), an_item("C", price=-200)]
        rate = self.random.choice(["0%", "10%"])
        self.story = Story(a_job(items=items, changes=changes, retainage=rate, tax={"GST": "5%"}), START)
        self.deeds: list[str] = []
        self.snapshots: dict[date, dict[str, str]] = {}

    @property
    def job(self) -> Project:
        return self.story.job

    def day(self) -> date:
        """Today, or a day before it: often one on which something happened."""
        today = self.story.today
        if self.random.random() < 0.4:
            return today
        days = sorted(day for day in dates(self.job) if day <= today)
        if days and self.random.random() < 0.6:
            return self.random.choice(days)
        return today - timedelta(days=self.random.randrange(45))

    def pick(self, choices: Any) -> Any:
        return self.random.choice(list(choices))

    def paper(self) -> Draft | Released:
        """What is edited: more often a released invoice than a draft."""
        return self.pick(self.job.live if self.job.live and self.random.random() < 0.7 else self.job.drafts)

    def owed(self) -> list[Released]:
        """The invoices with something to pay; now and then any."""
        stands = [one for one in self.job.live if self.story.standing(one.id).balance.positive]
        return stands if stands and self.random.random() < 0.9 else list(self.job.live)

    # deeds: each answers the earliest day it is dated

    def pass_days(self) -> date | None:
        self.story.today += timedelta(days=self.random.randrange(1, 12))
        return None

    def draft(self) -> date | None:
        source = self.pick(["A", "B", "C", "CO-001/1", "CO-001/2", "CO-001", "CO-002", "all", "retainage"])
        how = self.random.random()
        if source == "retainage" or how < 0.3:
            said: dict[str, Any] = {"amount": {source: self.pick(["-50", "-200", "10", "150", "333.33", "1000"])}}
        elif how < 0.85:
            said = {"percent": {source: self.pick(["0", "10", "33.333", "50", "90", "100"])}}
        else:
            said = {"items": [an_extra("Fee", self.pick(["-30", "40"]), taxed=True)]}
        if self.random.random() < 0.1:
            said["deposit"] = "60"
        self.story.new(**said)
        return None

    def release(self) -> date | None:
        on, draft = self.day(), self.pick(self.job.drafts)
        replaced = next((one for one in self.job.invoices if one.id == draft.replaces), None)
        if replaced is not None and self.random.random() < 0.6:
            on = replaced.released
        self.story.release(draft.id, on=on, today=self.story.today, apply_credit=self.random.random() < 0.2)
        return on

    def void(self) -> date | None:
        on, invoice = self.day(), self.pick(self.job.live)
        reissue = f"re-{invoice.id.lower()}" if self.random.random() < 0.6 else ""
        refund = self.random.random() < 0.3
        self.story.void(invoice.id, on=on, today=self.story.today, reissue=reissue, refund=refund)
        return on

    def discard(self) -> date | None:
        self.story.discard(self.pick(self.job.drafts).id)
        return None

    def edit(self) -> date | None:
        paper = self.paper()
        sources = [line.source for line in paper.lines if line.source]
        how = self.random.randrange(6)
        if how == 0:
            said: dict[str, Any] = {"wording": Wording(title=self.pick(["One", "Two"]))}
        elif how == 1:
            said = {"refresh": True}
        elif how == 2 and sources:
            said = {"drops": (self.pick(sources),)}
        elif how == 3:
            said = {"amount": {self.pick([*sources, "A", "B"]): self.pick(["-100", "5", "250"])}}
        elif how == 4:
            said = {"wording": Wording(retainage=self.pick([money(3), None]))}
        else:
            said = {"percent": {self.pick([*sources, "A", "CO-001/1"]): self.pick(["0", "20", "70", "100"])}}
        return self._edited(lambda: self.story.edit(paper.id, **said))

    def add(self) -> date | None:
        paper = self.paper()
        said = self.pick([{"percent": {"B": "60"}}, {"items": [an_extra("More", -15)]}, {"changes": ("CO-001",)}])
        return self._edited(lambda: self.story.add(paper.id, **said))

    def remove(self) -> date | None:
        paper = self.paper()
        return self._edited(lambda: self.story.remove(paper.id, "1"))

    def _edited(self, deed: Any) -> date:
        """Sometimes on another day: `--as-of` dates an edit back."""
        today = self.story.today
        on = self.day() if self.random.random() < 0.2 else today
        self.story.today = on
        try:
            deed()
        finally:
            self.story.today = today
        return on

    def approve(self) -> date | None:
        on = self.day()
        change = next(change for change in self.job.changes if change.id == "CO-002")
        dated = On(on, self.story.today)
        self.story.job = self.job.having(agreements.approve(self.job, change, "Dana", dated))
        return on

    def pay(self) -> date | None:
        on, invoice = self.day(), self.pick(self.owed())
        part = self.pick([None, None, "10", "100", "5000"])
        how = {"pending": self.random.random() < 0.2, "keep_credit": self.random.random() < 0.5}
        self.story.pay(invoice.id, parts={invoice.id: part}, day=on, today=self.story.today, **how)
        return on

    def draw(self) -> date | None:
        on, invoice = self.day(), self.pick(self.owed())
        self.story.pay(invoice.id, day=on, today=self.story.today, from_credit=True)
        return on

    def advance(self) -> date | None:
        on = self.day()
        self.story.advance(self.pick(["20", "400"]), day=on, today=self.story.today)
        return on

    def move_money(self) -> date | None:
        on, payment = self.day(), self.pick(self.job.payments)
        verb = self.pick(["settle", "fail", "undo", "refund", "credit"])
        if verb == "refund":
            self.story.refund(payment.id, self.pick([None, "5"]), day=on, today=self.story.today)
        elif verb == "credit":
            self.story.refund_credit(self.pick(["5", "100"]), day=on, today=self.story.today)
        else:
            getattr(self.story, verb)(payment.id, on)
        return on

    # the walk

    def step(self) -> None:
        deeds = [self.pass_days, self.draft, self.draft, self.draft, self.release, self.release, self.release,
                 self.void, self.void, self.discard, self.edit, self.edit, self.add, self.remove, self.approve,
                 self.pay, self.pay, self.draw, self.draw, self.draw, self.advance, self.move_money]  # fmt: skip
        deed = self.pick(deeds)
        before, today = self.job, self.story.today
        try:
            on = deed()
        except (Stop, IndexError):
            assert self.job is before and self.story.today == today, "a refusal changes nothing"
            return
        self.deeds.append(f"{deed.__name__} on {on}, today {self.story.today}")
        self.judge(on)

    def judge(self, on: date | None) -> None:
        wrong = [problem for problem in check(self.job) if problem.severity == "problem"]
        assert not wrong, wrong
        if on is not None:
            self.snapshots = {day: figures for day, figures in self.snapshots.items() if day < on}
        days = sorted(dates(self.job))
        for one in {*self.random.sample(days, min(3, len(days))), *([on] if on else [])}:
            wrong = [problem for problem in check_on(self.job, one) if problem.severity == "problem"]
            assert not wrong, (one, wrong)
            self.account(one)
        for one, figures in self.snapshots.items():
            assert self.figures(one) == figures, one
        self.snapshots[self.story.today] = self.figures(self.story.today)

    def figures(self, on: date) -> dict[str, str]:
        billing = summary(Book(as_of(self.job, on)), on).billing
        return {name: str(getattr(billing, name)) for name in FIGURES}

    def account(self, on: date) -> None:
        """The statement of a day closes with what is outstanding less the credit."""
        past = Book(as_of(self.job, on))
        billing = summary(past, on).billing
        assert statement(Book(self.job), on).closing == billing.outstanding - billing.credit, on
        assert credit_figures(past).credit == billing.credit == credit(past), on
        days = [on, *(day for day in dates(self.job) if day > on)]
        lowest = min(credit(Book(as_of(self.job, day))) for day in days)
        assert spendable(Book(self.job), on) == lowest, on

    def finish(self) -> None:
        """Everything can still be billed to its worth: with the drafts gone, all that is left is released today."""
        job = self.job
        for draft in job.drafts:
            job = job.without(draft)
        story = Story(job, str(self.story.today))
        for method in ("percentage", "changes"):
            try:
                draft = story.new(method, everything=True)
            except Stop:
                continue
            story.release(draft.id)
        book = story.book
        for source in book.sources.values():
            if source.blocked is None and source.id != "retainage":
                assert not book.rest(source), source.id
        assert not [problem for problem in check(story.job) if problem.severity == "problem"]


def dates(job: Project) -> set[date]:
    """Every day on which something is dated, and the ones around it."""
    days = {invoice.released for invoice in job.invoices}
    days |= {invoice.void.on for invoice in job.invoices if invoice.void}
    days |= {event.on for invoice in job.invoices for event in invoice.history}
    for payment in job.payments:
        days |= {payment.received} | ({payment.settled} if payment.settled else set())
        days |= {undone.on for undone in (payment.failed, payment.void) if undone}
    days |= {change.decided.on for change in job.changes if change.decided}
    return {one + timedelta(days=more) for one in days for more in (-1, 0, 1)} or {day(START)}


def walked(seed: int) -> Walk:
    walk = Walk(seed)
    try:
        for _ in range(DEEDS):
            walk.step()
        walk.finish()
    except Exception as error:
        deeds = "\n".join(walk.deeds)
        raise AssertionError(f"seed {seed}: {error}\n{deeds}") from error
    return walk


@pytest.mark.parametrize("part", range(4))
def test_every_day_is_sound_after_every_deed(part: int) -> None:
    for seed in range(part, RUNS, 4):
        walked(seed)


def test_the_walk_does_what_it_says() -> None:
    """Most deeds of every kind come to pass: a walk that is always refused would prove nothing."""
    done: dict[str, int] = {}
    for seed in range(40):
        for deed in walked(seed).deeds:
            name = deed.split()[0]
            done[name] = done.get(name, 0) + 1
    assert {name for name, count in done.items() if count >= 5} >= {
        "draft", "release", "void", "discard", "edit", "add", "remove", "approve", "pay", "draw", "advance",
        "move_money",
    }  # fmt: skip
