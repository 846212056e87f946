"""One random walk: commands on a real folder and, beside it, the same deeds on the plain model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from cli.house import Answer, House, Object, categories, settings, writes
from walk.plain_model import Line, Model, Paid, Paper, cents, text

ITEMS = {"A1": ("1000.00", True), "A2": ("333.33", False), "A3": ("-100.00", False), "A4": ("0.07", False)}
RATES = ("0%", "10%", "7.5%")
PERCENTS = ("0", "10", "33.3333", "50", "66.666667", "99.99", "100")


def fraction(percent: str) -> Fraction:
    return Fraction(percent.removesuffix("%")) / 100


class Walker:
    """The folder and the model, and what keeps them together."""

    def __init__(self, root: Path, fixed: bool, rate: str, apart: bool) -> None:
        self.job = House(root / "job", today="2026-01-01")
        more = f'[tax]\nrates = {{T = "8.25%"}}\nrounding = "{"line" if apart else "invoice"}"\n\n[billing]\n'
        more += f'retainage = "{rate}"\nretainage_rounding = "{"invoice" if apart else "to-date"}"\n'
        kind = ("fixed-price", "cost-items") if fixed else ("cost-plus", "cost-codes")
        self.job.put("ressio.toml", settings(*kind, more=more))
        items = [
            f"id: {name}, name: {name}, cost: {cost}, taxed: {str(taxed).lower()}"
            for name, (cost, taxed) in ITEMS.items()
        ]
        self.job.put("budget.yaml", categories(Work=items))
        self.model = Model(
            fixed=fixed, rate=fraction(rate), tax=Fraction("0.0825"), today=date(2026, 1, 1), apart=apart
        )
        if fixed:
            assert self.job.run("budget", "lock").code == 0
            self.model.items = {name: Fraction(cost) for name, (cost, _) in ITEMS.items()}
            self.model.taxed = {name for name, (_, taxed) in ITEMS.items() if taxed}
        self.count = 0
        self.told: list[str] = []
        self.past: dict[str, Object] = {}

    # the two sides together

    def run(self, *words: str) -> Answer:
        answer = self.job.run(*words, "--json")
        if writes(words):
            self.told.append(f"{self.job.today} {answer.code} ressio {' '.join(words)}")
        return answer

    def must(self, code: int, *words: str) -> Object:
        answer = self.run(*words)
        assert answer.code == code, (words, answer)
        return answer.json

    @contextmanager
    def telling(self) -> Iterator[None]:
        """What fails is told with every command that led there."""
        try:
            yield
        except AssertionError as wrong:
            wrong.add_note("\n".join(self.told))
            raise

    def pass_days(self, days: int) -> None:
        self.past[self.job.today] = self.dated("summary")
        self.model.today += timedelta(days=days)
        self.job.today = str(self.model.today)

    def dated(self, *words: str) -> Object:
        """The figures of a day that nothing done later may change: all but drafts, and changes that came back."""
        found = self.must(0, *words)
        keys = ("approved_price", "original_price", "approved_changes")
        return {key: found["contract"][key] for key in keys} | {**found["billing"], "drafted": None}

    def look_back(self, day: str) -> None:
        """The figures of a day gone by are still what they were on that day."""
        with self.telling():
            now = self.dated("summary", "--as-of", day)
            assert now == self.past[day], day

    def agree(self) -> None:
        """Everything the program says is what the model says, and `check` is content."""
        model = self.model
        listed = {row["id"]: row for row in self.must(0, "invoice", "list")["invoices"]}
        assert set(listed) == {paper.id for paper in model.papers}
        for paper in model.papers:
            row = listed[paper.id]
            found = [row[key] for key in ("status", "total", "paid", "written_off", "pending", "balance")]
            mine = [model.standing(paper)]
            figures = (model.total, model.paid, model.written_off, model.pending, model.balance)
            mine += [text(one(paper)) for one in figures]
            assert found == mine, (paper, found, mine)
        billing = self.must(0, "summary")["billing"]
        mine_all = model.summary()
        assert {key: billing[key] for key in mine_all} == mine_all
        held = Fraction(billing["deposits_held"])
        assert 0 <= held <= max(Fraction(0), min(model.credit(), model.deposits()))
        for kind, groups in (("change", model.changes), ("bill", model.bills)):
            for row in self.must(0, kind, "list")[f"{kind}s"]:
                sources = model.group(row["id"])
                billed = sum(line.amount for p in model.released() for line in p.lines if line.source in sources)
                assert (row["worth"], row["billed"]) == (text(sum(groups[row["id"]])), text(Fraction(billed))), row
        left = Fraction(self.must(0, "unbilled", "--contract")["total"])
        rows = {source: model.left(source) for source in model.sources() if model.open(source)}
        assert left == sum((part for source, part in rows.items() if part * model.worth(source) > 0), Fraction(0))
        answer = self.run("check")
        codes = {one["code"] for one in answer.json["problems"] if one["severity"] == "problem"}
        assert codes <= ({"source.beyond-worth"} if any(map(model.shaky, rows)) else set()), answer.out

    # making papers

    def line(self, source: str, amount: Fraction, percent: Fraction | None = None, own: Fraction | None = None) -> Line:
        return Line(self.model.method(source), amount, source, percent, own, taxed=source in self.model.taxed)

    def new(self, words: Sequence[str], lines: list[Line] | None, sure: bool, held: str = "") -> None:
        """Make a draft. `lines` None: it must be refused; not `sure`: the program may do either, and is followed."""
        self.count += 1
        name = f"d{self.count}"
        words = ("invoice", "new", "--id", name, *words, *(("--retainage", held) if held else ()))
        paper = Paper(name, lines or [], self.model.rate)
        if held.endswith("%"):
            paper.rate = fraction(held)
        elif held:
            paper.rate, paper.stated = Fraction(0), Fraction(held)
        answer = self.run(*words)
        if lines is None or self.model.holds_too_much(paper) or (not sure and answer.code):
            assert answer.code == 3, (words, answer)
            return
        assert answer.code == 0, (words, answer)
        self.same_lines(answer.json, paper)
        self.model.papers.append(paper)

    def same_lines(self, shown: Object, paper: Paper) -> None:
        found = [(line["source"] or "", line["amount"]) for section in shown["sections"] for line in section["lines"]]
        assert sorted(found) == sorted((line.source, text(line.amount)) for line in paper.lines), (found, paper)

    def follow(self, shown: Object, paper: Paper) -> None:
        """Take the lines as the program has them, where the specification leaves more than one answer."""
        lines = []
        for section in shown["sections"]:
            for one in section["lines"]:
                percent = fraction(one["percent"]) if one["percent"] else None
                source = one["source"] or ""
                own = Fraction(one["worth"]) if section["from"] == "actuals" else None
                seen = Fraction(one["worth"]) if source == "retainage" else None
                if own is not None and own == self.model.worth(source):
                    own = None
                taxed = bool(one["taxed"])
                lines.append(Line(section["from"], Fraction(one["amount"]), source, percent, own, seen, taxed))
        paper.lines = lines

    def claim_amount(self, source: str, amount: Fraction, held: str) -> None:
        model = self.model
        before = model.claimed(source)
        fits = model.open(source) and model.fits(source, before + amount)
        lines = [self.line(source, amount)] if fits or (not model.fits(source, before) and model.open(source)) else None
        self.new(("--amount", f"{source}={text(amount)}"), lines, fits, held)

    def claim_percent(self, sources: list[str], named: str, percent: str, held: str) -> None:
        model, lines = self.model, []
        if not all(model.open(source) for source in sources):
            self.new(("--percent", f"{named}={percent}"), None, True)
            return
        for source in sources:
            amount = model.to_date(source, fraction(percent))
            lowers = amount * model.worth(source) < 0
            if amount and not (lowers and len(sources) > 1):
                lines.append(self.line(source, amount, fraction(percent)))
        self.new(("--percent", f"{named}={percent}"), lines or None, True, held)

    def claim_rest(self, words: Sequence[str], sources: list[str], markup: Fraction | None = None) -> None:
        model, lines = self.model, []
        if not all(model.open(source) for source in sources):
            self.new(words, None, True)
            return
        for source in sources:
            own = cents(model.costs[source] * (1 + markup)) if markup is not None else None
            left = model.left(source)
            amount = left if own is None else cents(left * own / model.worth(source))
            if left:
                lines.append(self.line(source, amount, None, own))
        self.new(words, lines or None, markup is None)

    # an invoice's life

    def release(self, paper: Paper, apply_credit: bool, number: int = 0) -> None:
        model = self.model
        words = ("release", paper.id, *(("--apply-credit",) if apply_credit else ()))
        words += ("--number", str(number)) if number else ()
        sources = [line.source for line in paper.lines if line.source]
        billed = {source: model.count(source, [*model.released(), paper]) for source in sources}
        sure = not any(model.shaky(source) or not model.fits(source, part) for source, part in billed.items())
        sure = sure and not model.holds_too_much(paper)
        stale, answer = model.stale(paper), self.run(*words)
        if answer.code:
            assert answer.code == 3 and (stale or not sure), (paper, answer)
            return
        assert not stale or not sure, (paper, answer)
        total, credit = model.total(paper), model.credit()
        number = number or 1 + max((one.number for one in model.papers), default=0)
        model.release(paper, number)
        self.same_lines(answer.json, paper)
        assert answer.json["due"] == str(paper.due)
        if apply_credit and total > 0 and credit > 0:
            drawn = min(total, credit)
            model.payments.append(
                Paid(answer.json["payments"][0]["id"], drawn, {paper.id: drawn}, credit=True, touched=True)
            )

    def void(self, paper: Paper, how: str) -> None:
        model = self.model
        words = ("--reason", "Wrong", *((f"--{how}",) if how else ()))
        found = self.must(0, "void", paper.id, *words)
        if how == "refund":
            self.take_back(paper)
        paper.state = "void"
        if how == "reissue":
            copy = [Line(**{name: getattr(line, name) for name in Line.__dataclass_fields__}) for line in paper.lines]
            again = Paper(found["reissued_as"], copy, paper.rate, paper.stated)
            shown = self.must(0, "invoice", "show", again.id)
            self.same_lines(shown, again)
            self.follow(shown, again)
            model.papers.append(again)

    def take_back(self, paper: Paper) -> None:
        cash = [one for one in self.model.payments if one.status == "cleared" and not one.credit and not one.let_go]
        for paid in cash:
            paid.touched = paid.touched or paper.id in paid.applied
        money = sum((one.applied.get(paper.id, Fraction(0)) for one in cash), Fraction(0))
        if money:
            self.model.payments.append(Paid("sent back", -money, {paper.id: -money}, touched=True))

    def editable(self, paper: Paper) -> bool:
        if paper.state == "released":
            return self.model.standing(paper) == "open" and not any(
                paper.id in one.applied and one.status in ("pending", "cleared") for one in self.model.payments
            )
        return paper.state == "draft"

    def newest(self, paper: Paper, source: str) -> bool:
        """Whether no live invoice released later bills the source."""
        later = [one for one in self.model.released() if paper.number and one.number > paper.number]
        return not any(line.source == source for one in later for line in one.lines)

    def reseal(self, paper: Paper) -> None:
        if paper.state == "released":
            paper.held, paper.tax = self.model.hold(paper), self.model.charge(paper)
