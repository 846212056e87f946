"""A plain model of a job: sources, papers and payments in lists, and every figure reckoned anew from them.

Written from the specification alone; it shares no code with the program.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

WORK = ("percentage", "changes", "actuals")
CENT = Fraction(1, 100)


def cents(amount: Fraction) -> Fraction:
    """To the cent, half away from zero."""
    whole = int(abs(amount) * 100 + Fraction(1, 2))
    return Fraction(whole if amount >= 0 else -whole, 100)


def text(amount: Fraction) -> str:
    """Money as JSON holds it."""
    whole = round(abs(amount) * 100)
    return f"{'-' if amount < 0 else ''}{whole // 100}.{whole % 100:02}"


@dataclass
class Line:
    """One claim: on a source, or on none."""

    method: str
    amount: Fraction
    source: str = ""
    percent: Fraction | None = None
    worth: Fraction | None = None  # its own, where it differs from that of the source
    seen: Fraction | None = None  # of held retainage: its worth when the line was made
    taxed: bool = False


@dataclass
class Paper:
    """A draft, a released invoice or a void one."""

    id: str
    lines: list[Line]
    rate: Fraction = Fraction(0)
    stated: Fraction | None = None  # a stated amount of retainage
    state: str = "draft"
    number: int = 0
    due: date = date.max
    held: Fraction = Fraction(0)
    tax: Fraction = Fraction(0)
    locked: bool = False


@dataclass
class Paid:
    """A payment, a refund, credit drawn, or an amount written off."""

    id: str
    amount: Fraction
    applied: dict[str, Fraction]
    status: str = "cleared"
    credit: bool = False
    let_go: bool = False
    touched: bool = False  # refunded, or itself a refund


@dataclass
class Model:
    """The whole job."""

    fixed: bool
    rate: Fraction
    tax: Fraction
    today: date
    apart: bool = False  # tax rounded by line, retainage by invoice
    items: dict[str, Fraction] = field(default_factory=dict)
    changes: dict[str, list[Fraction]] = field(default_factory=dict)
    bills: dict[str, list[Fraction]] = field(default_factory=dict)
    costs: dict[str, Fraction] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    taxed: set[str] = field(default_factory=set)
    papers: list[Paper] = field(default_factory=list)
    payments: list[Paid] = field(default_factory=list)

    # sources

    def group(self, name: str) -> list[str]:
        """The sources of a change or a bill."""
        return [f"{name}/{n}" for n in range(1, len((self.changes | self.bills)[name]) + 1)]

    def worth(self, source: str) -> Fraction:
        if source == "retainage":
            return sum((paper.held for paper in self.released()), Fraction(0))
        if source in self.items:
            return self.items[source]
        name, _, place = source.rpartition("/")
        return (self.changes | self.bills)[name][int(place) - 1]

    def open(self, source: str) -> bool:
        name = source.rpartition("/")[0]
        if source in self.items:
            return self.fixed
        return self.status[name] == "approved" and (name in self.changes or not self.fixed)

    def method(self, source: str) -> str:
        if source in self.items:
            return "percentage"
        return "changes" if source.rpartition("/")[0] in self.changes else "actuals"

    def sources(self) -> list[str]:
        """Every source that could ever be billed, but for retainage."""
        return [*self.items, *(source for name in (*self.changes, *self.bills) for source in self.group(name))]

    # claims

    def live(self) -> list[Paper]:
        return [paper for paper in self.papers if paper.state != "void"]

    def released(self) -> list[Paper]:
        return [paper for paper in self.papers if paper.state == "released"]

    def drafts(self) -> list[Paper]:
        return [paper for paper in self.papers if paper.state == "draft"]

    def count(self, source: str, papers: Iterable[Paper], without: Line | None = None) -> Fraction:
        """What the papers claim of a source, a line with its own worth in proportion, rounded once."""
        found = [line for paper in papers for line in paper.lines if line.source == source and line is not without]
        total = Fraction(0)
        for line in found:
            total += line.amount if line.worth is None else line.amount * self.worth(source) / line.worth
        return cents(total)

    def claimed(self, source: str, without: Line | None = None) -> Fraction:
        return self.count(source, self.live(), without)

    def left(self, source: str) -> Fraction:
        return self.worth(source) - self.claimed(source)

    def fits(self, source: str, total: Fraction) -> bool:
        return min(0, self.worth(source)) <= total <= max(0, self.worth(source))

    def goes(self, source: str, before: Fraction, amount: Fraction) -> bool:
        """Whether an amount may be claimed: it ends within, or leads back from what a void left outside."""
        after = before + amount
        back = (after > 0 and amount < 0) if after > max(0, self.worth(source)) else (after < 0 and amount > 0)
        return self.fits(source, after) or back or not amount

    def shaky(self, source: str) -> bool:
        """Whether something that was taken away left the claims outside."""
        return not self.fits(source, self.claimed(source))

    def to_date(self, source: str, percent: Fraction, without: Line | None = None) -> Fraction:
        return cents(self.worth(source) * percent) - self.claimed(source, without)

    def shares(self, sources: list[str], amount: Fraction) -> dict[str, Fraction] | None:
        """An amount over what is left of several sources (what is claimed, to give back); None where it cannot be."""
        back = amount < 0 < sum(self.worth(source) for source in sources)
        parts = {source: self.claimed(source) if back else self.left(source) for source in sources}
        total = sum(parts.values(), Fraction(0))
        if total == 0 or ((total > 0) != (amount > 0) and not back) or (back and total <= 0):
            return None
        exact = {source: amount * part / total for source, part in parts.items() if part}
        found = {source: Fraction(share * 100 // 1, 100) for source, share in exact.items()}
        missing = round((amount - sum(found.values())) * 100)
        for source in sorted(exact, key=lambda source: found[source] - exact[source])[:missing]:
            found[source] += CENT
        return found

    # one paper

    def subtotal(self, paper: Paper) -> Fraction:
        return sum((line.amount for line in paper.lines), Fraction(0))

    def work(self, paper: Paper) -> Fraction:
        return sum((line.amount for line in paper.lines if line.method in WORK), Fraction(0))

    def taxes(self, paper: Paper) -> Fraction:
        return self.charge(paper) if paper.state == "draft" else paper.tax

    def taxed_part(self, *papers: Paper) -> Fraction:
        return sum((line.amount for paper in papers for line in paper.lines if line.taxed), Fraction(0))

    def earlier(self, paper: Paper) -> list[Paper]:
        """The released papers before it."""
        return [one for one in self.others(paper) if not paper.number or one.number < paper.number]

    def others(self, paper: Paper) -> list[Paper]:
        return [one for one in self.released() if one is not paper]

    def charge(self, paper: Paper) -> Fraction:
        """The tax of an invoice when it is released now, or sealed anew: what is left where nothing is billed."""
        before = self.earlier(paper)
        if not any(line.taxed for line in paper.lines):
            return Fraction(0)
        if self.taxed_part(paper, *before) == 0:
            return -sum((one.tax for one in before), Fraction(0))
        if self.apart:
            return sum((cents(self.tax * line.amount) for line in paper.lines if line.taxed), Fraction(0))
        return cents(self.tax * self.taxed_part(paper))

    def hold(self, paper: Paper) -> Fraction:
        """What an invoice holds when it is released now, or sealed anew; at most what is held is given back."""
        if paper.stated is not None:
            return paper.stated
        before = [one for one in self.earlier(paper) if one.stated is None and one.rate == paper.rate]
        done = self.work(paper) + (0 if self.apart else sum(self.work(one) for one in before))
        held = cents(paper.rate * done) - (0 if self.apart else sum(one.held for one in before))
        return max(held, -max(self.held_of(self.others(paper)) - self.back(paper), Fraction(0))) if held < 0 else held

    def back(self, *papers: Paper) -> Fraction:
        return self.billed("retainage", papers=list(papers))

    def held_of(self, papers: list[Paper]) -> Fraction:
        return sum((one.held for one in papers), Fraction(0)) - self.back(*papers)

    def strays(self, papers: list[Paper], held: Fraction) -> Fraction:
        """How far retainage is outside nothing and the work billed; stated lines count where they widen that."""
        work, billed = (self.billed(*methods, papers=papers) for methods in (WORK, (*WORK, "amount")))
        return max(min(work, billed, Fraction(0)) - held, held - max(work, billed, Fraction(0)), Fraction(0))

    def holds_too_much(self, paper: Paper) -> bool:
        """Whether an invoice would move the retainage held outside its bounds, or further outside."""
        others = self.others(paper)
        before = self.held_of(others)
        after = before + self.hold(paper) - self.back(paper)
        return self.strays([*others, paper], after) > self.strays(others, before)

    def total(self, paper: Paper) -> Fraction:
        held = self.hold(paper) if paper.state == "draft" else paper.held
        return self.subtotal(paper) + self.taxes(paper) - held

    def applied(self, paper: Paper, status: str, let_go: bool = False) -> Fraction:
        found = [p for p in self.payments if p.status == status and p.let_go == let_go]
        return sum((p.applied.get(paper.id, Fraction(0)) for p in found), Fraction(0))

    def paid(self, paper: Paper) -> Fraction:
        if paper.state != "released":
            return Fraction(0)
        return min(self.total(paper), Fraction(0)) or self.applied(paper, "cleared")

    def written_off(self, paper: Paper) -> Fraction:
        return self.applied(paper, "cleared", let_go=True) if paper.state == "released" else Fraction(0)

    def pending(self, paper: Paper) -> Fraction:
        return self.applied(paper, "pending") if paper.state == "released" else Fraction(0)

    def balance(self, paper: Paper) -> Fraction:
        return Fraction(0) if paper.state == "void" else self.total(paper) - self.paid(paper) - self.written_off(paper)

    def standing(self, paper: Paper) -> str:
        if paper.state != "released":
            return paper.state
        if self.balance(paper) <= 0:
            return "paid"
        if any(p.status == "pending" and paper.id in p.applied for p in self.payments):
            return "pending"
        return "partially-paid" if self.paid(paper) > 0 else "open"

    # the job

    def received(self) -> Fraction:
        cash = [p for p in self.payments if p.status == "cleared" and not p.credit and not p.let_go]
        return sum((p.amount for p in cash), Fraction(0))

    def deposits(self) -> Fraction:
        paid = [paper for paper in self.released() if self.balance(paper) <= 0]
        return sum(map(self.paid_deposit, paid), Fraction(0))

    def paid_deposit(self, paper: Paper) -> Fraction:
        asked = sum((line.amount for line in paper.lines if line.method == "deposit"), Fraction(0))
        others = max(self.total(paper) - asked, Fraction(0))
        return asked - min(max(self.written_off(paper) - others, Fraction(0)), asked)

    def credit(self) -> Fraction:
        return self.received() + self.deposits() - sum(self.paid(paper) for paper in self.released())

    def billed(self, *methods: str, papers: list[Paper] | None = None) -> Fraction:
        chosen = self.released() if papers is None else papers
        return sum((line.amount for paper in chosen for line in paper.lines if line.method in methods), Fraction(0))

    def approved(self, groups: Iterable[str]) -> list[str]:
        return [source for name in groups if self.status[name] == "approved" for source in self.group(name)]

    def left_to_bill(self) -> Fraction:
        if self.fixed:
            price = sum(self.items.values()) + sum(self.worth(source) for source in self.approved(self.changes))
            return price - self.billed("percentage", "changes")
        sources = self.approved((*self.changes, *self.bills))
        return sum((self.worth(one) - self.count(one, self.released()) for one in sources), Fraction(0))

    def summary(self) -> dict[str, str]:
        """The figures of `summary`, but for those a plain model leaves to other tests."""
        invoices = self.released()
        balances = {paper.id: self.balance(paper) for paper in invoices}
        overdue = [paper.id for paper in invoices if paper.due < self.today and balances[paper.id] > 0]
        found = {
            "billed": self.billed(*WORK, "amount"),
            "contract": self.billed("percentage"),
            "changes": self.billed("changes"),
            "actuals": self.billed("actuals"),
            "additional": self.billed("amount"),
            "tax": sum((self.taxes(paper) for paper in invoices), Fraction(0)),
            "retainage_held": self.worth("retainage") - self.billed("retainage"),
            "invoiced": sum((self.total(paper) for paper in invoices), Fraction(0)),
            "collected": sum((self.paid(paper) for paper in invoices), Fraction(0)),
            "received": self.received(),
            "written_off": sum(map(self.written_off, invoices), Fraction(0)),
            "outstanding": sum(balances.values(), Fraction(0)),
            "overdue": sum((balances[name] for name in overdue), Fraction(0)),
            "credit": self.credit(),
            "drafted": self.billed(*WORK, "amount", papers=self.drafts()),
            "left_to_bill": self.left_to_bill(),
        }
        return {key: text(amount) for key, amount in found.items()}

    def stale(self, paper: Paper) -> bool:
        """Whether a draft can surely not be released as it stands."""
        for line in paper.lines:
            if not line.source:
                continue
            if line.source == "retainage" and line.seen != self.worth("retainage"):
                return True
            if line.percent is None:
                if self.shaky(line.source):
                    return True
            elif (
                cents(self.worth(line.source) * line.percent) - self.count(line.source, self.released()) != line.amount
            ):
                return True
        return False

    def release(self, paper: Paper, number: int) -> None:
        """The draft becomes an invoice."""
        paper.held, paper.tax = self.hold(paper), self.charge(paper)
        paper.state, paper.number, paper.id = "released", number, f"INV-{number:04}"
        paper.due = self.today + timedelta(days=30)
