"""The same walk with money: payments that clear, settle, fail, are voided and sent back; and credit."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test
from walk.job_machine import DATA, MONEY, RUNS, SOAK, STEPS, Job
from walk.plain_model import Paid, Paper, text


def owed(job: Job) -> list[Paper]:
    """Invoices with something to pay that no pending money covers."""
    model = job.model
    return [paper for paper in job.papers("released") if model.balance(paper) - model.pending(paper) > 0]


class FixedPrice(Job):
    """A fixed-price job with money."""

    @precondition(owed)
    @rule(data=DATA, amount=MONEY, whole=st.booleans(), pending=st.booleans(), keep=st.booleans())
    def pay(self, data: st.DataObject, amount: Fraction, whole: bool, pending: bool, keep: bool) -> None:
        paper = data.draw(st.sampled_from(owed(self)))
        owes = self.model.balance(paper) - self.model.pending(paper)
        amount = owes if whole else amount
        words = ["pay", paper.id, *([] if whole else [text(amount)])]
        words += ["--pending"] * pending + ["--keep-credit"] * keep
        if amount > owes and not keep:
            self.walker.must(3, *words)
            return
        found = self.walker.must(0, *words)["payment"]
        assert found["amount"] == text(amount)
        status = "pending" if pending else "cleared"
        self.model.payments.append(Paid(found["id"], amount, {paper.id: min(amount, owes)}, status))

    @precondition(lambda self: len(owed(self)) > 1)
    @rule(data=DATA, share=st.integers(1, 99))
    def pay_several(self, data: st.DataObject, share: int) -> None:
        papers = data.draw(st.lists(st.sampled_from(owed(self)), min_size=2, max_size=3, unique_by=lambda one: one.id))
        owes = {paper.id: self.model.balance(paper) - self.model.pending(paper) for paper in papers}
        amount = max(Fraction(sum(owes.values()) * share // 1, 100), Fraction(1, 100))
        found = self.walker.must(0, "pay", *owes, "--amount", text(amount))["payment"]
        applied, rest = {}, amount
        for paper in sorted(papers, key=lambda one: (one.due, one.number)):
            part = min(rest, owes[paper.id])
            if part:
                applied[paper.id] = part
            rest -= part
        assert {one["invoice"]: one["amount"] for one in found["applied"]} == {
            key: text(part) for key, part in applied.items()
        }
        self.model.payments.append(Paid(found["id"], amount, applied))

    @precondition(owed)
    @rule(data=DATA, amount=MONEY, whole=st.booleans())
    def write_off(self, data: st.DataObject, amount: Fraction, whole: bool) -> None:
        paper = data.draw(st.sampled_from(owed(self)))
        owes = self.model.balance(paper) - self.model.pending(paper)
        words = ["write-off", paper.id, *([] if whole else [text(amount)]), "--reason", "Gone"]
        found = self.walker.must(0 if whole or amount <= owes else 3, *words)
        if whole or amount <= owes:
            part = owes if whole else amount
            written = Paid(found["payment"]["id"], part, {paper.id: part}, let_go=True, touched=True)
            self.model.payments.append(written)

    @precondition(lambda self: self.written_off())
    @rule(data=DATA)
    def void_a_write_off(self, data: st.DataObject) -> None:
        written = data.draw(st.sampled_from(self.written_off()))
        self.walker.must(0, "payment", "void", written.id, "--reason", "Not yet")
        written.status = "void"

    def written_off(self) -> list[Paid]:
        return [paid for paid in self.model.payments if paid.let_go and paid.status == "cleared"]

    @rule(amount=MONEY, pending=st.booleans())
    def payment_new(self, amount: Fraction, pending: bool) -> None:
        found = self.walker.must(0, "payment", "new", text(amount), *(["--pending"] * pending))["payment"]
        self.model.payments.append(Paid(found["id"], amount, {}, "pending" if pending else "cleared"))

    @precondition(lambda self: self.money("pending", "cleared"))
    @rule(data=DATA, verb=st.sampled_from(["settle", "settle", "fail", "void"]))
    def payment_moves(self, data: st.DataObject, verb: str) -> None:
        paid = data.draw(st.sampled_from(self.money("pending", "cleared")))
        reason = () if verb == "settle" else ("--reason", "No funds")
        allowed = verb != "settle" or paid.status == "pending"
        self.walker.must(0 if allowed else 3, "payment", verb, paid.id, *reason)
        if allowed:
            paid.status = {"settle": "cleared", "fail": "failed", "void": "void"}[verb]

    @precondition(lambda self: self.money("cleared"))
    @rule(data=DATA, part=st.integers(1, 100))
    def payment_refund(self, data: st.DataObject, part: int) -> None:
        paid = data.draw(st.sampled_from(self.money("cleared")))
        amount = paid.amount
        if list(paid.applied.values()) in ([], [paid.amount]):
            amount = max(Fraction(paid.amount * part // 1, 100), Fraction(1, 100))
        found = self.walker.must(0, "payment", "refund", paid.id, text(amount), "--reason", "Sent back")["payment"]
        applied = {
            name: -min(share, amount) if len(paid.applied) == 1 else -share for name, share in paid.applied.items()
        }
        assert found["amount"] == text(-amount)
        paid.touched = True
        self.model.payments.append(Paid(found["id"], -amount, applied, touched=True))

    @precondition(lambda self: self.model.credit() > 0)
    @rule(amount=MONEY)
    def credit_refund(self, amount: Fraction) -> None:
        allowed = amount <= self.model.credit()
        found = self.walker.must(0 if allowed else 3, "credit", "refund", text(amount))
        if allowed:
            self.model.payments.append(Paid(found["payment"]["id"], -amount, {}, touched=True))

    @precondition(lambda self: self.model.credit() > 0 and any(not self.model.pending(one) for one in owed(self)))
    @rule(data=DATA)
    def pay_from_credit(self, data: st.DataObject) -> None:
        paper = data.draw(st.sampled_from([one for one in owed(self) if not self.model.pending(one)]))
        drawn = min(self.model.balance(paper), self.model.credit())
        found = self.walker.must(0, "pay", paper.id, "--from-credit")["payment"]
        assert found["amount"] == text(drawn)
        self.model.payments.append(Paid(found["id"], drawn, {paper.id: drawn}, credit=True, touched=True))


class CostPlus(FixedPrice):
    """A cost-plus job with money."""

    fixed = False


class TestWalks:
    """The walks, small in every run and long under RESSIO_SOAK."""

    machines: ClassVar = [FixedPrice, CostPlus]

    @pytest.mark.parametrize("machine", machines, ids=lambda machine: machine.__name__)
    def test_program_and_model_agree(self, machine: type[Job]) -> None:
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=RUNS, stateful_step_count=STEPS, deadline=None, derandomize=not SOAK, database=None,
                suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
                phases=[Phase.generate],
            ),
        )  # fmt: skip
