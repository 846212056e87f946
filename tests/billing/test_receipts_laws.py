"""Random histories of money, walked by the rules and beside them by sums over plain dictionaries.

The dictionaries hold cents and days; they know nothing of the program. After every deed both say the same: what was
received, collected, written off and taken off, the credit, the deposits in it, and what is still owed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from build import a_job, an_invoice, section, stated
from hypothesis import given, settings
from hypothesis import strategies as st
from story import Story

from ressio_cli.model.money import Money
from ressio_cli.model.payment import Payment
from ressio_cli.model.problem import Stop
from ressio_cli.rules import checks, position
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import credit_figures
from ressio_cli.rules.statement import statement

START = date(2026, 3, 2)
TERMS = {"Net 30": (0, 0), "2/10 net 30": (2, 10), "5/3 net 30": (5, 3)}  # percent, days
Cents = int


class Plain:
    """Invoices and payments as dictionaries, and every figure as a sum over them."""

    def __init__(self) -> None:
        self.invoices: dict[str, dict[str, Any]] = {}
        self.payments: dict[str, dict[str, Any]] = {}

    # one invoice

    def live(self) -> list[str]:
        return [name for name, invoice in self.invoices.items() if not invoice["void"]]

    def parts(self, name: str, *states: str, kinds: tuple[str, ...] = ("cash", "credit")) -> list[Cents]:
        return [
            payment["parts"][name]
            for payment in self.payments.values()
            if name in payment["parts"] and payment["state"] in states and payment["kind"] in kinds
        ]

    def offer(self, name: str) -> Cents:
        invoice = self.invoices[name]
        percent, _ = TERMS[invoice["terms"]]
        return max(0, (invoice["total"] * percent * 2 + 100) // 200)

    def in_time(self, name: str) -> Cents:
        last = self.invoices[name]["day"] + timedelta(days=TERMS[self.invoices[name]["terms"]][1])
        came = {id: payment["day"] for id, payment in self.payments.items()}
        return sum(
            payment["parts"][name]
            for payment in self.payments.values()
            if name in payment["parts"]
            and payment["state"] in ("pending", "cleared")
            and payment["kind"] != "write-off"
            if came.get(payment["of"], payment["day"]) <= last
        )

    def taken(self, name: str, *states: str) -> Cents:
        """The discount that counts, of payments in these states: the one that names it says in which."""
        if not self.offer(name) or self.in_time(name) < self.invoices[name]["total"] - self.offer(name):
            return 0
        if sum(self.parts(name, "pending", "cleared", kinds=("cash", "credit", "write-off"))) > (
            self.invoices[name]["total"] - self.offer(name)
        ):
            return 0  # settled without it
        named = [p for p in self.payments.values() if name in p["off"] and p["state"] in ("pending", "cleared")]
        return sum(p["off"][name] for p in named if p["state"] in states)

    def paid(self, name: str) -> Cents:
        total = self.invoices[name]["total"]
        return total if total <= 0 else sum(self.parts(name, "cleared"))

    def written_off(self, name: str) -> Cents:
        return sum(self.parts(name, "cleared", kinds=("write-off",)))

    def balance(self, name: str) -> Cents:
        return self.invoices[name]["total"] - self.paid(name) - self.written_off(name) - self.taken(name, "cleared")

    def due(self, name: str) -> Cents:
        if self.invoices[name]["void"]:
            return 0
        return max(0, self.balance(name) - sum(self.parts(name, "pending")) - self.taken(name, "pending"))

    def reduced(self, name: str, day: date) -> Cents:
        """What pays it in full on a day."""
        invoice, offer = self.invoices[name], self.offer(name)
        late = day > invoice["day"] + timedelta(days=TERMS[invoice["terms"]][1])
        rest = self.due(name) - offer
        if late or not offer or rest <= 0 or self.taken(name, "pending", "cleared"):
            return self.due(name)
        return rest if self.in_time(name) + rest >= invoice["total"] - offer else self.due(name)

    def names_a_discount(self, name: str) -> bool:
        return any(name in p["off"] for p in self.payments.values() if p["state"] in ("pending", "cleared"))

    def paid_deposit(self, name: str) -> Cents:
        invoice = self.invoices[name]
        if not invoice["deposit"] or self.balance(name) > 0:
            return 0
        let_go = self.written_off(name) + self.taken(name, "cleared")
        others = max(0, invoice["total"] - invoice["deposit"])
        return max(0, invoice["deposit"] - max(0, let_go - others))

    # the job

    def received(self) -> Cents:
        cash = [p for p in self.payments.values() if p["kind"] == "cash" and p["state"] == "cleared"]
        return sum(payment["amount"] for payment in cash)

    def deposits(self) -> Cents:
        return sum(map(self.paid_deposit, self.live()))

    def credit(self) -> Cents:
        return self.received() + self.deposits() - sum(map(self.paid, self.live()))

    def totals(self) -> dict[str, Cents]:
        live = self.live()
        return {
            "invoiced": sum(self.invoices[name]["total"] for name in live),
            "received": self.received(),
            "collected": sum(map(self.paid, live)),
            "written_off": sum(map(self.written_off, live)),
            "discounts": sum(self.taken(name, "cleared") for name in live),
            "outstanding": sum(map(self.balance, live)),
            "credit": self.credit(),
        }


class History:
    """The story and the dictionaries, deed by deed."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data
        self.story = Story(a_job(), START.isoformat())
        self.plain = Plain()
        self.days: dict[date, tuple[Any, ...]] = {}

    @property
    def today(self) -> date:
        return self.story.today

    def draw(self, strategy: st.SearchStrategy[Any]) -> Any:
        return self.data.draw(strategy)

    def one(self, names: list[str]) -> str:
        return self.draw(st.sampled_from(sorted(names)))

    def keep(self, payment: Payment, kind: str = "cash", of: str = "") -> None:
        """The payment that the story made, as a dictionary."""
        self.plain.payments[payment.id] = {
            "day": payment.received, "kind": kind, "amount": payment.amount.minor, "state": payment.status, "of": of,
            "parts": {part.invoice: part.amount.minor for part in payment.applied},
            "off": {part.invoice: part.discount.minor for part in payment.applied if part.discount},
        }  # fmt: skip

    def pass_days(self) -> None:
        self.days[self.today] = self.shown(self.story.book, self.today)
        self.story.today += timedelta(days=self.draw(st.sampled_from((1, 2, 5, 9, 30))))

    def shown(self, book: Book, day: date) -> tuple[Any, ...]:
        billing = position.summary(book, day).billing
        return (billing, statement(Book(self.story.job), day).closing)

    # deeds

    def release(self) -> None:
        total = self.draw(st.sampled_from((-30_00, -1, 1, 99, 100_00, 333_33, 1_000_00)))
        deposit = self.draw(st.sampled_from((0, 0, 0, 50_00, 100_00))) if total > 0 else 0
        terms, number = self.draw(st.sampled_from(sorted(TERMS))), len(self.plain.invoices) + 1
        sections = [section("amount", stated(Money(total)))]
        sections += [section("deposit", stated(Money(deposit)))] if deposit else []
        invoice = an_invoice(
            number, *sections, on=self.today.isoformat(), total=Money(total + deposit), terms=terms,
            due=(self.today + timedelta(30)).isoformat(),
        )  # fmt: skip
        self.story.job = replace(self.story.job, invoices=(*self.story.job.invoices, invoice))
        self.plain.invoices[invoice.id] = {
            "total": total + deposit, "deposit": deposit, "day": self.today, "terms": terms, "void": None,
        }  # fmt: skip

    def owed(self) -> list[str]:
        return [name for name in self.plain.live() if self.plain.due(name) > 0]

    def pay(self) -> None:
        if not (owed := self.owed()):
            return
        name, plain = self.one(owed), self.plain
        due, reduced = plain.due(name), plain.reduced(name, self.today)
        said = self.draw(st.sampled_from((None, due, reduced, reduced - 1, max(1, due // 2), due + 1, due + 25_00)))
        keep, pending = self.draw(st.booleans()), self.draw(st.booleans())
        if said is not None and said <= 0:
            return
        amount = reduced if said is None else said
        in_full = amount == due and not keep and said is not None
        fits = in_full or amount <= reduced or keep
        parts = {name: None if said is None else Money(said)}
        payment = self.may(fits, lambda: self.story.pay(parts=parts, keep_credit=keep, pending=pending))
        if payment is None:
            return
        self.keep(payment)
        part = payment.applied[0]
        named = sum(p["off"].get(name, 0) for p in plain.payments.values() if p["state"] in ("pending", "cleared"))
        whole = reduced < due and amount >= reduced and not in_full
        assert part.amount.minor == (amount if in_full else min(amount, reduced)), (payment, due, reduced)
        assert named == (plain.offer(name) if whole or plain.names_a_discount(name) else 0)

    def may(self, fits: bool, deed: Any) -> Any:
        """The deed is done, or refused, as the dictionaries say."""
        before = self.story.job
        try:
            done = deed()
        except Stop as stop:
            assert not fits, stop.problems
            assert self.story.job is before
            return None
        assert fits, done
        return done

    def pay_from_credit(self) -> None:
        if (owed := self.owed()) and self.plain.credit() > 0:
            name = self.one(owed)
            reduced = self.plain.reduced(name, self.today)
            payment = self.story.pay(name, from_credit=True)
            assert payment.amount.minor == min(self.plain.credit(), reduced)
            self.keep(payment, "credit")

    def write_off(self) -> None:
        if owed := self.owed():
            name, part = self.one(owed), self.draw(st.sampled_from((None, 1, 7_00, 10_000_00)))
            fits = part is None or part <= self.plain.due(name)
            amount = None if part is None else Money(part)
            if payment := self.may(fits, lambda: self.story.write_off(name, amount)):
                self.keep(payment, "write-off")

    def advance(self) -> None:
        pending = self.draw(st.booleans())
        self.keep(self.story.advance(Money(self.draw(st.sampled_from((1, 45_00, 300_00)))), pending=pending))

    def refund_credit(self) -> None:
        if (there := self.plain.credit()) > 0:
            self.keep(self.story.refund_credit(Money(self.draw(st.sampled_from((there, (there + 1) // 2))))))

    def refund(self) -> None:
        plain = self.plain
        back = {id: sum(p["amount"] for p in plain.payments.values() if p["of"] == id) for id in plain.payments}
        every = [
            id for id, p in plain.payments.items()
            if p["kind"] == "cash" and p["state"] == "cleared" and p["amount"] + back[id] > 0 and not p["of"]
        ]  # fmt: skip
        if every := [id for id in every if plain.payments[id]["amount"] > 0]:
            id = self.one(every)
            left, before = plain.payments[id]["amount"] + back[id], max(plain.credit(), 0)
            kept = plain.payments[id]["amount"] - sum(plain.payments[id]["parts"].values())
            kept += sum(p["amount"] - sum(p["parts"].values()) for p in plain.payments.values() if p["of"] == id)
            amount = self.draw(st.sampled_from((left, (left + 1) // 2, 1)))
            payment = self.story.refund(id, Money(amount))
            self.keep(payment, of=id)
            free = -(payment.amount.minor - sum(part.amount.minor for part in payment.applied))
            assert free >= min(amount, before, max(kept, 0)), "credit goes back first"

    def change(self) -> None:
        """A payment settles, fails, or is void."""
        every = [id for id, p in self.plain.payments.items() if p["state"] in ("pending", "cleared")]
        if not every:
            return
        id = self.one(every)
        payment = self.plain.payments[id]
        deed = self.draw(st.sampled_from(("settle", "fail", "void")))
        if deed == "settle":
            if payment["state"] == "pending":
                self.story.settle(id, self.today.isoformat())
                payment["state"] = "cleared"
            return
        if deed == "fail" and payment["kind"] != "cash":
            return
        state, payment["state"] = payment["state"], {"fail": "failed", "void": "void"}[deed]
        fits = not self.paid_twice(payment) and (deed == "fail" or not self.sent_back(id))
        payment["state"] = state
        how = self.story.fail if deed == "fail" else self.story.undo
        if self.may(fits, lambda: how(id, self.today.isoformat())):
            payment["state"] = {"fail": "failed", "void": "void"}[deed]

    def sent_back(self, id: str) -> bool:
        return any(p["of"] == id and p["state"] in ("pending", "cleared") for p in self.plain.payments.values())

    def paid_twice(self, payment: dict[str, Any]) -> bool:
        """Without a refund an invoice may be paid beyond its total."""
        plain = self.plain
        return any(
            part < 0
            and not plain.invoices[name]["void"]
            and plain.balance(name) < sum(plain.parts(name, "pending")) + plain.taken(name, "pending")
            for name, part in payment["parts"].items()
        )

    def void(self) -> None:
        if live := self.plain.live():
            name = self.one(live)
            self.story.void(name)
            self.plain.invoices[name]["void"] = self.today

    # what holds after every deed

    def agree(self) -> None:
        billing, plain = self.story.summary().billing, self.plain.totals()
        assert {name: getattr(billing, name).minor for name in plain} == plain
        assert billing.outstanding.minor == (
            plain["invoiced"] - plain["collected"] - plain["written_off"] - plain["discounts"]
        )
        held, drawn, back = (getattr(billing, f"deposits_{what}").minor for what in ("held", "drawn", "returned"))
        assert plain["collected"] == plain["received"] + drawn + back - (plain["credit"] - held)
        assert held + drawn + back == self.plain.deposits()
        assert min(held, drawn, back) >= 0 and held <= max(plain["credit"], 0)
        for name, invoice in self.plain.invoices.items():
            stands = self.story.standing(name)
            if not invoice["void"]:
                assert stands.balance.minor == self.plain.balance(name) >= 0 or invoice["total"] > 0, name
                assert stands.still_due.minor == self.plain.due(name), name
                assert (stands.status == "paid") == (self.plain.balance(name) <= 0), name
        entries = credit_figures(self.story.book)
        assert (entries.entries[-1].balance if entries.entries else Money(0)).minor == plain["credit"]
        account = statement(self.story.book, self.today)
        assert account.closing.minor == plain["outstanding"] - plain["credit"]
        assert [getattr(account, name).minor for name in ("received", "written_off", "discounts", "invoiced")] == [
            plain[name] for name in ("received", "written_off", "discounts", "invoiced")
        ]
        assert [each for each in checks.check(self.story.job) if each.severity == "problem"] == []

    def look_back(self) -> None:
        """The figures of a day gone by are still what they were on its evening."""
        for day, shown in self.days.items():
            assert self.shown(Book(as_of(self.story.job, day)), day) == shown, day


DEEDS = (
    History.release, History.release, History.pay, History.pay, History.pay, History.pay_from_credit, History.write_off,
    History.advance, History.refund, History.refund_credit, History.change, History.change, History.void,
    History.pass_days, History.pass_days,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_money_ties_out_over_any_history(data: st.DataObject) -> None:
    history = History(data)
    history.release()
    for _ in range(data.draw(st.integers(8, 30))):
        deed = data.draw(st.sampled_from(DEEDS))
        deed(history)
        history.agree()
    history.look_back()
