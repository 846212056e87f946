"""A large sound project, the same one every time: what the measurements run on.

    python tests/bench/project.py FOLDER --invoices 1000

Every released invoice bills a part of the budget by percent, some items of changes and some stated lines, in turn.
Some are void, most are paid. One draft waits for its release, the last invoice for its payment, ten changes for
their bill. Nothing is left to chance: the same sizes give the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from ressio_cli.files import records
from ressio_cli.files.invoice_file import sealed
from ressio_cli.model.bill import Bill, BillLine
from ressio_cli.model.budget import Budget, Category, Item
from ressio_cli.model.change import Change, ChangeItem, Decision
from ressio_cli.model.invoice import Draft, Event, Line, Recap, Released, Retainage, Section, VoidMark
from ressio_cli.model.issued import issued
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Currency, Money, Percent
from ressio_cli.model.numbering import numbered
from ressio_cli.model.payment import Applied, Payment
from ressio_cli.model.project import Project, Record
from ressio_cli.model.settings import BillingSettings, DatedRate, Markup, Party, Settings, Tax
from ressio_cli.model.source import Source
from ressio_cli.rules import payment_seals
from ressio_cli.rules.seals import decided, lock_of
from ressio_cli.rules.sources import budget_items, change_items
from ressio_cli.rules.tax_charges import charges
from ressio_cli.rules.totals import work

BEGUN = date(2024, 1, 15)  # the budget is locked
DAYS = 730  # invoices are spread over two years from then
TODAY = BEGUN + timedelta(days=DAYS + 15)
DRAFT = "next-progress"
SPARE = 10  # the last changes are approved and not yet billed

_USD = Currency()
_PATTERN = "INV-{n:04}"
_TRADES = ("Foundations", "Framing", "Roofing", "Siding", "Windows", "Plumbing", "Heating", "Electrical", "Finishes")
_MOST_CHANGES = 8  # items of changes on one invoice

_TOML = """\
[project]
name = "Long Wharf"
number = "2024-100"
address = ["1 Long Wharf", "Rockport, ME 04856"]
contract = "fixed-price"
budget = "cost-items"

[company]
name = "Alder & Oak Builders"

[client]
name = "Wharf Housing Trust"
emails = ["office@example.com"]

[markup]
rates = {overhead = "10%", profit = "8%"}

[tax]
rates = {"Sales tax" = "8.25%", "County tax" = "1%"}
default = ["Sales tax"]

[billing]
number = "INV-{n:04}"
retainage = "5%"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large the project is. `items`: the lines of the budget."""

    invoices: int = 1000
    changes: int = 500
    items: int = 2000
    bills: int = 20
    lines: int = 4  # of an invoice, by percent for the most part: about 45 lines of its file; 30 make a long one

    @property
    def progress(self) -> int:
        """How many lines of an invoice bill by percent; a third of the rest of them is stated."""
        return max(1, self.lines * 2 // 3)

    @property
    def stated(self) -> int:
        """How many lines of an invoice are stated."""
        return max(1, self.lines - self.progress)


@dataclass(slots=True)
class _Ledger:
    """What has been billed until now, so that each invoice starts where the one before left off."""

    contract: list[Source]
    changes: list[Source]
    approved_price: Money
    rounds: int  # how often each item is billed, at most
    claimed: dict[str, Money] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    taken: int = 0  # items of changes billed
    worked: Money = _USD.zero
    held: Money = _USD.zero


def cents(amount: int) -> Money:
    """An amount in cents."""
    return Money(amount)


def percent(word: str) -> Percent:
    """A percent by its number."""
    return Percent(Decimal(word))


def settings() -> Settings:
    """What ressio.toml says, as far as figures depend on it."""
    rates = {name: (DatedRate(rate=percent(word)),) for name, word in (("Sales tax", "8.25"), ("County tax", "1"))}
    return Settings(
        name="Long Wharf",
        fixed_price=True,
        by_codes=False,
        client=Party(name="Wharf Housing Trust"),
        markup=Markup(rates={"overhead": percent("10"), "profit": percent("8")}),
        tax=Tax(rates=rates, default=("Sales tax",)),
        billing=BillingSettings(number=_PATTERN, retainage=percent("5")),
    )


def made(size: Size) -> Project:
    """The project in memory."""
    facts = settings()
    budget = Budget(categories=tuple(_categories(size.items)))
    project = Project(
        settings=facts,
        budget=replace(budget, locked=lock_of(budget, facts, BEGUN)),
        changes=tuple(_change(number, size.changes, facts) for number in range(1, size.changes + 1)),
        bills=tuple(sorted(_bills(size), key=lambda bill: bill.id)),
    )
    ledger = _ledger(project, size)
    invoices = tuple(_invoice(project, ledger, number, size) for number in range(1, size.invoices + 1))
    payments = sorted((payment for each in invoices if (payment := _payment(each, size))), key=lambda each: each.id)
    draft = _draft(ledger, size)
    return replace(project, invoices=invoices, payments=tuple(payments), drafts=(draft,))


def write(project: Project, folder: Path) -> None:
    """Write the project into a folder that does not exist yet."""
    folder.mkdir(parents=True)
    (folder / "ressio.toml").write_text(_TOML, encoding="utf-8", newline="\n")
    _write(folder, "budget.yaml", records.written(records.BUDGET, project.budget, project.currency))
    shelves: tuple[tuple[Record, ...], ...] = (
        project.changes, project.bills, project.invoices, project.drafts, project.payments,
    )  # fmt: skip
    for record in (each for shelf in shelves for each in shelf):
        paper = records.of(record)
        _write(folder, paper.path(record.id), records.new_text(paper.value(record)))


def _write(folder: Path, path: str, data: bytes) -> None:
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_bytes(data)


def _categories(items: int) -> Iterator[Category]:
    numbers = range(1, items + 1)
    for place, name in enumerate(_TRADES):
        yield Category(name=name, items=tuple(_item(number) for number in numbers if number % len(_TRADES) == place))


def _item(number: int) -> Item:
    """Stated costs and quantities with unit costs in turn; every fourth is taxed."""
    measured = number % 3 == 0
    return Item(
        id=f"{number % len(_TRADES) + 3:02}-{number:04}",
        name=f"Item {number}, labor and material",
        code=f"{number % len(_TRADES) + 3:02}-{number % 50:02}-00",
        quantity=Decimal(number % 40 + 1) if measured else None,
        unit="ea" if measured else "",
        unit_cost=Decimal(number % 700 + 90).scaleb(-1) * 10 if measured else None,
        cost=None if measured else cents(250_000 + number * 7919 % 900_000),
        markup=percent("12.5") if number % 5 == 0 else None,
        taxed=number % 4 == 0,
    )


def _change(number: int, changes: int, facts: Settings) -> Change:
    """Two items each, the second often a credit; a few are still pending or were declined."""
    spare = number > changes - SPARE
    status = "approved" if spare else {11: "pending", 23: "declined", 37: "draft"}.get(number % 50, "approved")
    answered = BEGUN + timedelta(days=1) if status in ("approved", "declined") else None
    change = Change(
        id=f"CO-{number:04}",
        title=f"Change {number} asked for on site",
        kind="selection" if number % 6 == 0 else "change-order",
        status=status,
        proposed=None if status == "draft" else BEGUN,
        decided=Decision(on=answered, by="Dana Reyes") if answered else None,
        items=(_part(number, 1), _part(number, 2)),
    )
    return decided(change, facts) if change.decided else change


def _part(number: int, place: int) -> ChangeItem:
    cost = 30_000 + number * 104_729 % 200_000
    return ChangeItem(
        name=f"Work {place} of change {number}",
        code=f"{number % len(_TRADES) + 3:02}-{number % 50:02}-00",
        cost=cents(-cost // 3 if place == 2 and number % 2 else cost),
        markup=percent("18") if number % 3 == 0 else None,
        taxed=place == 1,
    )


def _bills(size: Size) -> Iterator[Bill]:
    for number in range(1, size.bills + 1):
        lines = tuple(_cost(number, place, size) for place in range(1, 4))
        yield Bill(
            id=f"coastal-supply-{9000 + number}",
            vendor="Coastal Supply",
            number=str(9000 + number),
            kind="bill",
            date=BEGUN + timedelta(days=number),
            status="approved",
            approved=BEGUN + timedelta(days=number + 2),
            lines=lines,
        )


def _cost(number: int, place: int, size: Size) -> BillLine:
    item = _item((number * 31 + place) % size.items + 1)
    return BillLine(amount=cents(40_000 + number * 777), description=f"Delivery {place}", item=item.id, code=item.code)


def _ledger(project: Project, size: Size) -> _Ledger:
    """The sources in the order they are billed; the spare changes are left out."""
    contract, every = list(budget_items(project)), list(change_items(project))
    approved = [source for source in every if source.blocked is None]
    return _Ledger(
        contract=contract,
        changes=approved[: -2 * SPARE],
        approved_price=_USD.total(source.worth for source in (*contract, *approved)),
        rounds=size.invoices * size.progress // len(contract) + 2,
    )


def _invoice(project: Project, ledger: _Ledger, number: int, size: Size) -> Released:
    """The next invoice. A void one stands in no later one's way."""
    on = BEGUN + timedelta(days=2 + number * DAYS // (size.invoices + 1))
    void = number % 25 == 7
    before = replace(ledger, claimed=dict(ledger.claimed), visits=dict(ledger.visits)) if void else ledger
    id = numbered(number, _PATTERN)
    sections = _sections(before, number, number - 1, size)
    own = work(project, sections)
    held = (ledger.worked + own).share(project.settings.billing.retainage) - ledger.held
    bare = Released(
        id=id,
        title=f"Progress {number}",
        draft=f"progress-{number}",
        number=id,
        issued=issued(project.settings, any(line.taxed is True for part in sections for line in part.lines), None),
        released=on,
        due=on + timedelta(days=30),
        terms="Net 30",
        notes="Thank you for building with us." if number % 3 == 0 else "",
        sections=sections,
        retainage=Retainage(rate=project.settings.billing.retainage, held=held),
        total=_USD.zero,
        recap=_recap(ledger, own),
        history=(Event(on=on, did="created"), Event(on=on, did="released")),
    )
    taxes = charges(project, bare, (), on)
    subtotal = _USD.total(line.amount for line in bare.lines)
    invoice = replace(bare, taxes=taxes, total=subtotal + _USD.total(tax.amount for tax in taxes) - held)
    if not void:
        ledger.worked, ledger.held = ledger.worked + own, ledger.held + held
        return sealed(invoice)
    gone = VoidMark(on=on, reason="Wrong percentages")
    return sealed(replace(invoice, void=gone, history=(*invoice.history, Event(on=on, did="void"))))


def _recap(ledger: _Ledger, own: Money) -> Recap:
    to_date = ledger.worked + own
    return Recap(
        approved_price=ledger.approved_price,
        billed_before=ledger.worked,
        this_invoice=own,
        billed_to_date=to_date,
        left=ledger.approved_price - to_date,
    )


def _sections(ledger: _Ledger, number: int, place: int, size: Size) -> tuple[Section, ...]:
    """Progress, changes and stated lines; one invoice in ten has stated lines only."""
    lines = {"amount": tuple(_stated(number, each) for each in range(1, size.stated + 1))}
    if number % 10 != 9:
        lines = {
            "percentage": tuple(_progress(ledger, place * size.progress + each) for each in range(size.progress)),
            "changes": tuple(_changes(ledger, number, size)),
            **lines,
        }
    return tuple(Section(title=METHODS[name].title, method=name, lines=found) for name, found in lines.items() if found)


def _progress(ledger: _Ledger, at: int) -> Line:
    """One more step towards the whole of an item."""
    source = ledger.contract[at % len(ledger.contract)]
    step = ledger.visits[source.id] = ledger.visits.get(source.id, 0) + 1
    done = Percent(Decimal(100 * 100 * step // ledger.rounds).scaleb(-2))
    return _claim(ledger, source, source.worth.share(done), done)


def _changes(ledger: _Ledger, number: int, size: Size) -> Iterator[Line]:
    """The items of changes whose turn it is, each in full."""
    until = min(number * len(ledger.changes) // size.invoices, ledger.taken + _MOST_CHANGES)
    for source in ledger.changes[ledger.taken : until]:
        yield _claim(ledger, source, source.worth, None)
    ledger.taken = max(until, ledger.taken)


def _claim(ledger: _Ledger, source: Source, to_date: Money, done: Percent | None) -> Line:
    before = ledger.claimed.get(source.id, _USD.zero)
    ledger.claimed[source.id] = to_date
    return Line(
        source=source.id,
        code=source.code,
        description=source.title,
        worth=source.worth,
        percent=done,
        previous=before,
        amount=to_date - before,
        taxed=bool(source.taxes),
    )


def _stated(number: int, place: int) -> Line:
    """A fee as an amount, from a cost with markup, or from a quantity, in turn."""
    facts = {"description": f"Additional work {place}", "code": "01-40-00"}
    if place % 3 == 0:
        return Line(**facts, amount=cents(5_000 + number % 90 * 100), taxed=("County tax",) if place == 6 else False)
    if place % 3 == 1:
        return Line(**facts, cost=cents(20_000), markup=percent("10"), amount=cents(22_000), taxed=True)
    return Line(**facts, quantity=Decimal("12.5"), unit="sf", unit_cost=Decimal("48.00"), amount=cents(60_000))


def _payment(invoice: Released, size: Size) -> Payment | None:
    """Most are paid in full, one in twelve in part, one in twenty is pending; the last five wait."""
    number = int(invoice.id.rpartition("-")[2])
    if invoice.void or number > size.invoices - 5 or number % 15 == 4 or not invoice.total.positive:
        return None
    on = invoice.released + timedelta(days=12)
    amount = cents(invoice.total.minor // 2) if number % 12 == 5 else invoice.total
    payment = Payment(
        id=f"{on}-{invoice.id}",
        received=on,
        amount=amount,
        method="check" if number % 3 else "ach",
        reference=str(5000 + number),
        status="pending" if number % 20 == 11 else "cleared",
        applied=(Applied(invoice=invoice.id, amount=amount),),
    )
    return payment_seals.sealed(payment)


def _draft(ledger: _Ledger, size: Size) -> Draft:
    """The next progress invoice, not released yet: it reserves what it claims."""
    lines = tuple(_progress(ledger, at) for at in range(size.progress))
    section = Section(title=METHODS["percentage"].title, method="percentage", lines=lines)
    return Draft(id=DRAFT, title="Next progress", sections=(section,), history=(Event(on=TODAY, did="created"),))


def main() -> None:
    """Write a project of the sizes on the command line."""
    words = argparse.ArgumentParser(description="Write a large sound project into a new folder.")
    words.add_argument("folder", type=Path)
    for name, default in (("invoices", 1000), ("changes", 500), ("items", 2000), ("bills", 20), ("lines", 4)):
        words.add_argument(f"--{name}", type=int, default=default)
    given = vars(words.parse_args())
    folder = given.pop("folder")
    write(made(Size(**given)), folder)


if __name__ == "__main__":
    main()
