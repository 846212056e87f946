"""A long random life of a job, fixed price and cost plus, against a plain model, re-read from disk after each step."""

from __future__ import annotations

import os
import tempfile
from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from walk.plain_model import CENT, Line, Paid, Paper, cents, text
from walk.walker import PERCENTS, RATES, Walker, fraction

SOAK = bool(os.environ.get("RESSIO_SOAK"))
RUNS, STEPS = int(os.environ.get("RESSIO_WALKS", "500" if SOAK else "8")), 50 if SOAK else 30
MONEY = st.integers(1, 60_000).map(lambda whole: Fraction(whole, 100))
SIGNED = st.integers(-30_000, 60_000).filter(bool).map(lambda whole: Fraction(whole, 100))
HELD = st.sampled_from(["", "", "", "5%", "12.34"])
DATA = st.data()


class Job(RuleBasedStateMachine):
    """Commands in any order."""

    fixed = True
    walker: Walker

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()

    @initialize(rate=st.sampled_from(RATES), apart=st.booleans())
    def start(self, rate: str, apart: bool) -> None:
        self.walker = Walker(Path(self.folder.name), self.fixed, rate, apart)
        self.model, self.run = self.walker.model, self.walker.run

    def teardown(self) -> None:
        self.folder.cleanup()

    def papers(self, *states: str) -> list[Paper]:
        return [paper for paper in self.model.papers if paper.state in states]

    def money(self, *status: str) -> list[Paid]:
        return [paid for paid in self.model.payments if paid.status in status and not paid.touched]

    @invariant()
    def the_two_agree(self) -> None:
        if hasattr(self, "model"):
            with self.walker.telling():
                self.walker.agree()

    @rule(days=st.integers(1, 25))
    def days_pass(self, days: int) -> None:
        self.walker.pass_days(days)

    @precondition(lambda self: self.walker.past)
    @rule(data=DATA)
    def look_back(self, data: st.DataObject) -> None:
        self.walker.look_back(data.draw(st.sampled_from(sorted(self.walker.past))))

    # changes and bills

    @rule(parts=st.lists(SIGNED, min_size=1, max_size=2), taxed=st.booleans())
    def change_new(self, parts: list[Fraction], taxed: bool) -> None:
        name = f"CO-{len(self.model.changes) + 1:03}"
        items = [word for n, part in enumerate(parts) for word in
                 ("--item", f"Part {n}={text(part)}{',taxed' if taxed else ''}")]  # fmt: skip
        self.walker.must(0, "change", "new", "--title", "T", *items)
        self.model.changes[name], self.model.status[name] = list(parts), "draft"
        self.model.taxed |= set(self.model.group(name)) if taxed else set()

    @precondition(lambda self: self.model.changes)
    @rule(data=DATA, verb=st.sampled_from(["propose", "approve", "approve", "decline"]))
    def change_moves(self, data: st.DataObject, verb: str) -> None:
        name = data.draw(st.sampled_from(sorted(self.model.changes)))
        before = {"propose": ("draft", "declined"), "approve": ("pending",), "decline": ("pending",)}[verb]
        by = () if verb == "propose" else ("--by", "Dana")
        allowed = self.model.status[name] in before
        self.walker.must(0 if allowed else 3, "change", verb, name, *by)
        if allowed:
            self.model.status[name] = {"propose": "pending", "approve": "approved", "decline": "declined"}[verb]

    @precondition(lambda self: not self.fixed)
    @rule(
        parts=st.lists(SIGNED, min_size=1, max_size=2),
        markup=st.sampled_from(["0", "15", "33.333"]),
        ready=st.booleans(),
    )
    def bill_new(self, parts: list[Fraction], markup: str, ready: bool) -> None:
        number = len(self.model.bills) + 1
        lines = [word for part in parts for word in ("--line", f"L={text(part)}+{markup}%")]
        day = str(self.model.today)
        self.walker.must(0, "bill", "new", "--vendor", "V", "--number", str(number), "--date", day, *lines)
        name = f"v-{number}"
        self.model.bills[name] = [cents(part * (1 + fraction(markup))) for part in parts]
        self.model.costs |= dict(zip(self.model.group(name), parts, strict=True))
        self.model.status[name] = "draft"
        if ready:
            self.walker.must(0, "bill", "approve", name)
            self.model.status[name] = "approved"

    # drafts

    @rule(data=DATA, amount=SIGNED, held=HELD)
    def new_by_amount(self, data: st.DataObject, amount: Fraction, held: str) -> None:
        sources = self.model.sources()
        if sources:
            self.walker.claim_amount(data.draw(st.sampled_from(sources)), amount, held)

    @rule(data=DATA, percent=st.sampled_from(PERCENTS), held=HELD)
    def new_by_percent(self, data: st.DataObject, percent: str, held: str) -> None:
        groups = {name: self.model.group(name) for name in self.model.changes}
        groups |= {source: [source] for found in list(groups.values()) for source in found}
        groups |= {"all": list(self.model.items)} if self.fixed else {}
        groups |= {name: [name] for name in self.model.items}
        if groups:
            named = data.draw(st.sampled_from(sorted(groups)))
            self.walker.claim_percent(groups[named], named, percent, held)

    @precondition(lambda self: self.fixed)
    @rule(amount=SIGNED)
    def new_by_a_shared_amount(self, amount: Fraction) -> None:
        model = self.model
        shares = model.shares(list(model.items), amount)
        fits = shares is not None and all(model.fits(one, model.claimed(one) + part) for one, part in shares.items())
        lines = [self.walker.line(one, part) for one, part in (shares or {}).items() if part]
        sure = not any(map(model.shaky, model.items))
        self.walker.new(("--amount", f"all={text(amount)}"), lines if lines and (fits or not sure) else None, sure)

    @precondition(lambda self: self.model.changes)
    @rule(data=DATA)
    def new_by_change(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.model.changes)))
        self.walker.claim_rest(("--change", name), self.model.group(name))

    @precondition(lambda self: self.model.bills)
    @rule(data=DATA, markup=st.sampled_from(["", "", "0", "20", "12.5"]))
    def new_by_bill(self, data: st.DataObject, markup: str) -> None:
        name = data.draw(st.sampled_from(sorted(self.model.bills)))
        sources = self.model.group(name)
        words = ["--bill", name]
        if markup:
            words += [word for source in sources for word in ("--markup", f"{source}={markup}%")]
        self.walker.claim_rest(words, sources, fraction(markup) if markup else None)

    @rule(amount=SIGNED, taxed=st.booleans())
    def new_stated(self, amount: Fraction, taxed: bool) -> None:
        words = ("--item", f"Fee={text(amount)}{',taxed' if taxed else ''}")
        self.walker.new(words, [Line("amount", amount, taxed=taxed)], True)

    @rule(amount=MONEY)
    def new_deposit(self, amount: Fraction) -> None:
        self.walker.new(("--deposit", text(amount)), [Line("deposit", amount)], True)

    @precondition(lambda self: self.model.left("retainage") > 0)
    @rule(part=st.sampled_from([Fraction(1), Fraction(1, 3), Fraction(2)]))
    def new_retainage(self, part: Fraction) -> None:
        left = self.model.left("retainage")
        amount = cents(left * part) or CENT
        line = Line("retainage", amount, "retainage", seen=self.model.worth("retainage"))
        fits = self.model.fits("retainage", self.model.claimed("retainage") + amount)
        self.walker.new(("--amount", f"retainage={text(amount)}"), [line] if fits else None, True)

    # an invoice's life

    @precondition(lambda self: self.papers("draft"))
    @rule(data=DATA, apply_credit=st.booleans())
    def release(self, data: st.DataObject, apply_credit: bool) -> None:
        self.walker.release(data.draw(st.sampled_from(self.papers("draft"))), apply_credit)

    @precondition(lambda self: self.papers("draft"))
    @rule(data=DATA, verb=st.sampled_from(["void", "delete"]))
    def discard(self, data: st.DataObject, verb: str) -> None:
        paper = data.draw(st.sampled_from(self.papers("draft")))
        self.walker.must(0, "invoice", verb, paper.id)
        self.model.papers.remove(paper)

    @precondition(lambda self: self.papers("released"))
    @rule(data=DATA, how=st.sampled_from(["", "", "reissue", "refund"]))
    def void(self, data: st.DataObject, how: str) -> None:
        self.walker.void(data.draw(st.sampled_from(self.papers("released"))), how)

    @precondition(lambda self: self.papers("draft"))
    @rule(data=DATA)
    def refresh(self, data: st.DataObject) -> None:
        paper = data.draw(st.sampled_from(self.papers("draft")))
        answer = self.run("invoice", "edit", paper.id, "--refresh")
        assert answer.code in (0, 3), answer
        if answer.code == 0:
            self.walker.follow(answer.json, paper)

    @precondition(lambda self: self.model.papers)
    @rule(data=DATA, amount=SIGNED)
    def edit_an_amount(self, data: st.DataObject, amount: Fraction) -> None:
        paper = data.draw(st.sampled_from(self.model.papers))
        lines = [line for line in paper.lines if line.source and line.source != "retainage" and line.worth is None]
        if not lines:
            return
        line = data.draw(st.sampled_from(lines))
        fits = self.model.goes(line.source, self.model.claimed(line.source, line), amount)
        fits = fits and self.walker.editable(paper)
        before = line.amount, line.percent
        moved = before != (amount, None)
        line.amount, line.percent = amount, None
        allowed = fits and not self.model.holds_too_much(paper)
        allowed = allowed and (not moved or self.walker.newest(paper, line.source))
        self.walker.must(0 if allowed else 3, "invoice", "edit", paper.id, "--amount", f"{line.source}={text(amount)}")
        if allowed:
            self.walker.reseal(paper)
        else:
            line.amount, line.percent = before

    @precondition(lambda self: self.papers("draft"))
    @rule(data=DATA, percent=st.sampled_from(PERCENTS))
    def edit_a_percent(self, data: st.DataObject, percent: str) -> None:
        paper = data.draw(st.sampled_from(self.papers("draft")))
        lines = [line for line in paper.lines if line.source and line.method in ("percentage", "changes")]
        if not lines:
            return
        line = data.draw(st.sampled_from(lines))
        amount = self.model.to_date(line.source, fraction(percent), line)
        answer = self.run("invoice", "edit", paper.id, "--percent", f"{line.source}={percent}")
        before = line.amount, line.percent
        line.amount, line.percent = amount, fraction(percent)
        if (amount or answer.code == 0) and not self.model.holds_too_much(paper):
            assert answer.code == 0, answer
        else:
            assert answer.code == 3, answer
            line.amount, line.percent = before

    @precondition(lambda self: self.papers("draft"))
    @rule(data=DATA, skip=st.integers(1, 3))
    def number_of_its_own(self, data: st.DataObject, skip: int) -> None:
        paper = data.draw(st.sampled_from(self.papers("draft")))
        self.walker.release(paper, False, skip + max((one.number for one in self.model.papers), default=0))

    @precondition(lambda self: self.model.papers)
    @rule(data=DATA, amount=SIGNED)
    def add_a_section(self, data: st.DataObject, amount: Fraction) -> None:
        paper = data.draw(st.sampled_from(self.model.papers))
        open_still = self.walker.editable(paper)
        paper.lines.append(Line("amount", amount))
        allowed = open_still and not self.model.holds_too_much(paper)
        self.walker.must(0 if allowed else 3, "invoice", "add", paper.id, "--item", f"More={text(amount)}")
        if allowed:
            self.walker.reseal(paper)
        else:
            paper.lines.pop()
