"""Whatever is done to bills, check stays clean, on the day itself and as of every day before it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from build import a_cost, a_job, day, money, percent
from story import Story

from ressio_cli.model.bill import Bill
from ressio_cli.model.line_edits import LineEdits
from ressio_cli.model.problem import Stop
from ressio_cli.rules import checks
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.bill_edit import BillEdit, edit_bill
from ressio_cli.rules.bill_life import approve_bills, pay_bills, unpay_bills
from ressio_cli.rules.new_papers import NewBill, new_bill

FIRST = day("2026-01-01")
STEPS = 40


class Walk:
    """One job and the deeds that chance picks; a deed that is refused changes nothing."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        markup = {"overhead": "10%", "profit": "8.5%"}
        self.story = Story(a_job(contract="cost-plus", budget="cost-codes", markup=markup), today=str(FIRST))

    def step(self) -> str:
        """Do something on the next day or the same."""
        self.story.today += timedelta(self.chance.randint(0, 2))
        deeds = (self.enter, self.enter, self.approve, self.approve, self.pay, self.unpay, self.edit, self.edit,
                 self.edit, self.bill, self.bill, self.draft, self.void)  # fmt: skip
        deed = self.chance.choice(deeds)
        before = self.story.job
        try:
            deed()
        except Stop:
            self.story.job = before
        return f"{self.story.today} {deed.__name__}"

    def bills(self, *statuses: str) -> list[Bill]:
        """Up to two bills with one of these statuses."""
        found = [bill for bill in self.story.job.bills if bill.status in statuses]
        return self.chance.sample(found, min(len(found), 2))

    def cost(self) -> Any:
        """One line, now and then a credit."""
        return a_cost(self.chance.randint(-5_000, 90_000) / 100, markup=self.chance.choice([None, "0%", "7.3%"]))

    def keep(self, *bills: Bill) -> None:
        self.story.job = self.story.job.having(*bills)

    def enter(self) -> None:
        lines = tuple(self.cost() for _ in range(self.chance.randint(1, 3)))
        vendor, number = self.chance.choice("ABC"), str(self.chance.randint(1, 9))
        on = self.story.today - timedelta(self.chance.randint(0, 3))
        self.keep(new_bill(self.story.job, NewBill(name="b", vendor=vendor, number=number, kind="bill", date=on,
                                                   lines=lines)))  # fmt: skip

    def approve(self) -> None:
        self.keep(*approve_bills(self.bills("draft"), self.story.today, checks.check(self.story.job)))

    def pay(self) -> None:
        self.keep(*pay_bills(self.bills("approved"), self.story.today))

    def unpay(self) -> None:
        self.keep(*unpay_bills(self.bills("paid")))

    def edit(self) -> None:
        (bill, *_) = self.bills("draft", "approved", "paid") or [None]
        if bill is None:
            return
        place = str(self.chance.randint(1, len(bill.lines)))
        cost = {"amount": money(f"{self.chance.randint(-5_000, 90_000) / 100:.2f}")}
        edits = (
            LineEdits(fields={place: cost}),
            LineEdits(fields={place: {"markup": percent("3%")}}),
            LineEdits(dropped=(place,)),
            LineEdits(added=(self.cost(),)),
            LineEdits(),
        )
        facts = {"date": bill.date + timedelta(self.chance.randint(-3, 3))} if self.chance.random() < 0.2 else {}
        edit = BillEdit(facts=facts, lines=self.chance.choice(edits), reason=self.chance.choice(["", "Corrected"]))
        self.keep(edit_bill(self.story.book, bill, edit, self.story.today))

    def bill(self) -> None:
        self.story.bill("actuals", bills=tuple(bill.id for bill in self.bills("approved", "paid")))

    def draft(self) -> None:
        self.story.new("actuals", bills=tuple(bill.id for bill in self.bills("approved", "paid")), id="draft")

    def void(self) -> None:
        live = [invoice.id for invoice in self.story.job.live]
        if live:
            self.story.void(self.chance.choice(live), on=str(self.story.today))


@pytest.mark.parametrize("seed", range(40))
def test_check_stays_clean_through_any_life_of_bills(seed: int) -> None:
    walk = Walk(seed)
    done = [walk.step() for _ in range(STEPS)]
    days = (FIRST + timedelta(n) for n in range((walk.story.today - FIRST).days + 1))
    for on in days:
        job = walk.story.job if on == walk.story.today else as_of(walk.story.job, on)
        problems = [problem.message for problem in checks.check(job) if problem.severity == "problem"]
        assert problems == [], (on, done)


@pytest.mark.parametrize("seed", range(10))
def test_every_bill_can_still_be_billed_to_its_worth(seed: int) -> None:
    walk = Walk(seed)
    for _ in range(STEPS):
        walk.step()
    story = walk.story
    story.job = replace(story.job, drafts=())
    approved = approve_bills([bill for bill in story.job.bills if bill.status == "draft"], story.today)
    story.job = story.job.having(*approved)
    for source in list(story.book.sources.values()):
        left = story.book.left(source)
        if left:
            story.bill(amount={source.id: str(left)})
    assert all(not story.book.left(source) for source in story.book.sources.values())
    assert [problem for problem in checks.check(story.job) if problem.code in ("bill.drift", "source.outside")] == []
