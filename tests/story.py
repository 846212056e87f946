"""A job told step by step: each deed is decided by the rules and becomes part of the job, as the commands do it.

    story = Story(a_job(items=[an_item("03-100", price=1000)]))
    story.bill(percent={"03-100": "60"})
    story.pay("INV-0001", 100)

Amounts, percents and days may be given as words. `refused("code")` is what a deed that may not be ends in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from build import Word, day, money, percent

from ressio_cli.billing import collect, edit, life, send_back
from ressio_cli.billing.claim_guards import may_discard
from ressio_cli.billing.pipeline import new_draft
from ressio_cli.billing.relining import Relines
from ressio_cli.billing.write_off import WritingOff, write_off
from ressio_cli.model.ask import Ask, Stated, Wording
from ressio_cli.model.deed import On
from ressio_cli.model.figures import InvoiceFigures, Standing
from ressio_cli.model.invoice import Draft, Line, Released
from ressio_cli.model.job_figures import Summary
from ressio_cli.model.money import Money, read_number
from ressio_cli.model.payment import Payment
from ressio_cli.model.problem import Misused, Refused, Stop
from ressio_cli.model.project import Project
from ressio_cli.rules import checks, find, papers, position
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import credit, deposits_held
from ressio_cli.rules.new_papers import named
from ressio_cli.rules.standing import standing

Paper = Draft | Released


@contextmanager
def refused(*codes: str, kind: type[Stop] = Refused) -> Iterator[Any]:
    """The deed is refused for exactly these reasons."""
    with pytest.raises(kind) as caught:
        yield caught
    assert [problem.code for problem in caught.value.problems] == list(codes)


def misused(*codes: str) -> Any:
    """The command line is wrong for exactly these reasons."""
    return refused(*codes, kind=Misused)


def an_ask(
    *methods: str,
    percent: Mapping[str, str] | None = None,
    amount: Mapping[str, Word] | None = None,
    markup: Mapping[str, str] | None = None,
    deposit: Word = None,
    through: str | None = None,
    items: Sequence[Stated] = (),
    **more: Any,
) -> Ask:
    """What to bill, from words."""
    return Ask(
        methods=methods,
        percents=_percents(percent),
        amounts=_amounts(amount),
        markups=_percents(markup),
        deposit=None if deposit is None else money(deposit),
        through=None if through is None else day(through),
        items=tuple(items),
        **more,
    )


def _percents(words: Mapping[str, str] | None) -> dict[str, Any]:
    return {name: percent(word) for name, word in (words or {}).items()}


def _amounts(words: Mapping[str, Word] | None) -> dict[str, Money]:
    return {name: money(word) for name, word in (words or {}).items()}


def an_extra(
    description: str,
    amount: Word = None,
    *,
    cost: Word = None,
    quantity: str = "",
    unit_cost: str = "",
    markup: str = "",
    **more: Any,
) -> Stated:
    """A stated line, from words."""
    return Stated(
        description=description,
        amount=None if amount is None else money(amount),
        cost=None if cost is None else money(cost),
        quantity=read_number(quantity) if quantity else None,
        unit_cost=read_number(unit_cost) if unit_cost else None,
        markup=percent(markup) if markup else None,
        **more,
    )


class Story:
    """One job and the day it is."""

    def __init__(self, job: Project, today: str = "2026-03-31") -> None:
        self.job = job
        self.today = day(today)
        self.left_out = ""

    @property
    def book(self) -> Book:
        """The book of the job as it stands now."""
        return Book(self.job)

    def paper(self, id: str) -> Paper:
        """A draft or an invoice."""
        return find.invoice(self.job, id)

    def new(self, *methods: str, wording: Wording = Wording(), id: str = "", **said: Any) -> Draft:
        """A new draft; `said` goes to `an_ask`."""
        draft, self.left_out = new_draft(self.book, an_ask(*methods, **said), wording, "new", self.today)
        draft = named(self.job, draft, id, self.today)
        self.job = self.job.having(draft)
        return draft

    def release(self, id: str, *, on: str | date | None = None, **how: Any) -> Released:
        """The draft, released."""
        draft = self.paper(id)
        assert isinstance(draft, Draft)
        releasing = life.Releasing(day=self.today if on is None else day(on), **{"today": self.today, **how})
        done = life.release(self.book, draft, releasing, checks.check(self.job))
        new = [record for record in (done.replaced, done.invoice, done.drawn) if record is not None]
        sealed = [
            replace(record, seal=f"sha256:{record.id}", content=f"sha256:{record.id}")
            if isinstance(record, Released)
            else record
            for record in new
        ]
        self.job = self.job.without(draft).having(*sealed)
        return done.invoice

    def bill(self, *methods: str, on: str | date | None = None, **said: Any) -> Released:
        """A new draft, released at once."""
        return self.release(self.new(*methods, **said).id, on=on)

    def void(self, id: str, *, on: str | None = None, reason: str = "Wrong", **how: Any) -> life.Void:
        """The invoice, void."""
        invoice = self.paper(id)
        assert isinstance(invoice, Released)
        how = {"today": self.today, **how}
        done = life.void(self.book, invoice, life.Voiding(day=day(on) if on else self.today, reason=reason, **how))
        new = [record for record in (done.invoice, done.reissue, done.refund) if record is not None]
        self.job = self.job.having(*new)
        return done

    def discard(self, id: str) -> None:
        """The draft is no more."""
        draft = self.paper(id)
        assert isinstance(draft, Draft)
        may_discard(self.book, draft)
        self.job = self.job.without(draft)

    def edit(self, id: str, *, wording: Wording = Wording(), refresh: bool = False, **lines: Any) -> Paper:
        """The paper with its words or lines changed; `percent`, `amount` and `markup` are given as words."""
        relines = Relines(
            percents=_percents(lines.pop("percent", None)),
            amounts=_amounts(lines.pop("amount", None)),
            markups=_percents(lines.pop("markup", None)),
            **lines,
        )
        change = edit.Edit(wording=wording, lines=relines, refresh=refresh)
        return self._kept(id, edit.edit(self.book, self.paper(id), change, self.today))

    def add(self, id: str, *methods: str, **said: Any) -> Paper:
        """The paper with more sections."""
        paper, self.left_out = edit.add(self.book, self.paper(id), an_ask(*methods, **said), self.today)
        return self._kept(id, paper)

    def remove(self, id: str, section: str) -> Paper:
        """The paper without a section."""
        return self._kept(id, edit.remove(self.book, self.paper(id), section, self.today))

    def _kept(self, id: str, paper: Paper) -> Paper:
        """The paper with its seal, in the job; the earlier revision of a released one is kept."""
        before = self.paper(id)
        if isinstance(before, Released) and isinstance(paper, Released) and paper.revision > before.revision:
            self.job = replace(self.job, superseded=(*self.job.superseded, before))
        self.job = self.job.having(paper)
        return paper

    def pay(self, *ids: str, parts: Mapping[str, Word] | None = None, whole: Word = None, **how: Any) -> Payment:
        """Money on invoices: the whole balance of each, `whole` over all of them, or `parts`."""
        order = [invoice.id for invoice in self.job.invoices]
        named = [self.paper(id) for id in dict.fromkeys((*ids, *(parts or ())))]
        if whole is not None or not parts:
            named = collect.ordered_by_due(named, order) if all(isinstance(p, Released) for p in named) else named
        said = {id: None if word is None else money(word) for id, word in (parts or {}).items()}
        stated = {paper.id: None for paper in named} | said
        how = {"day": self.today, "today": self.today, **how}
        how["day"] = day(how["day"])
        done = collect.pay(self.book, named, stated, money(whole) if whole is not None else None, collect.Paying(**how))
        self.job = self.job.having(done.payment, *([done.drawn] if done.drawn else []))
        return done.payment

    def advance(self, amount: Word, **how: Any) -> Payment:
        """Money before any invoice."""
        paying = collect.Paying(**{"day": self.today, "today": self.today, **how})
        return self._received(collect.advance(self.book, money(amount), paying).payment)

    def settle(self, id: str, on: str) -> Payment:
        """A pending payment has cleared."""
        return self._received(send_back.settle(collect.one_payment(self.book, id), self._on(on)))

    def fail(self, id: str, on: str) -> Payment:
        """A payment came back."""
        return self._received(send_back.fail(self.book, collect.one_payment(self.book, id), self._on(on), "Returned"))

    def undo(self, id: str, on: str) -> Payment:
        """A payment was a typing error."""
        return self._received(send_back.undo(self.book, collect.one_payment(self.book, id), self._on(on), "Mistyped"))

    def refund(self, id: str, amount: Word = None, **how: Any) -> Payment:
        """Money of a payment goes back."""
        paying = collect.Paying(**{"day": self.today, "today": self.today, **how})
        payment = collect.one_payment(self.book, id)
        back = send_back.refund(self.book, payment, None if amount is None else money(amount), paying)
        return self._received(back.payment)

    def write_off(self, id: str, amount: Word = None, *, on: str | date | None = None, reason: str = "Gone") -> Payment:
        """An amount is let go."""
        how = WritingOff(amount=None if amount is None else money(amount), on=self._on(on or self.today), reason=reason)
        return self._received(write_off(self.book, self.paper(id), how))

    def refund_credit(self, amount: Word, **how: Any) -> Payment:
        """Credit goes back."""
        paying = collect.Paying(**{"day": self.today, "today": self.today, **how})
        return self._received(send_back.refund_credit(self.book, money(amount), paying).payment)

    def _on(self, word: str | date) -> On:
        """A deed of a day; one that is still to come is written down on it."""
        return On(day(word), max(day(word), self.today))

    def _received(self, payment: Payment) -> Payment:
        self.job = self.job.having(payment)
        return payment

    def standing(self, id: str, on: str | None = None) -> Standing:
        """Where an invoice stands."""
        return standing(self.book, self.paper(id), day(on) if on else self.today)

    def figures(self, id: str) -> InvoiceFigures:
        """One paper with all that is reckoned of it."""
        return papers.invoice_figures(self.book, self.paper(id), self.today)

    def summary(self) -> Summary:
        """Where the job stands."""
        return position.summary(self.book, self.today)

    @property
    def credit(self) -> str:
        """The client's credit in words."""
        return str(credit(self.book))

    @property
    def deposits(self) -> str:
        """The deposits held in words."""
        return str(deposits_held(self.book))

    @property
    def findings(self) -> list[str]:
        """The codes of what `check` finds."""
        return [problem.code for problem in checks.check(self.job)]


def claims(paper: Paper) -> dict[str, str]:
    """What a paper claims of each source."""
    return {line.source: str(line.amount) for line in paper.lines if line.source}


def amounts(paper: Paper) -> list[str]:
    """The amounts of its lines in order."""
    return [str(line.amount) for line in paper.lines]


def the_line(paper: Paper, source: str) -> Line:
    """The one line on a source."""
    (line,) = (line for line in paper.lines if line.source == source)
    return line
