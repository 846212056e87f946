"""Helpers that build a project in memory in three lines. Words go in, typed values come out.

    half = a_line("03-100", 600, worth=1200, percent_to_date="50%")
    job = a_job(items=[an_item("03-100", 1000, price=1200)], invoices=[an_invoice(1, progress(half))])

Amounts, percents and days may be given as words. What is built is sound: it is locked, approved, sealed, and stored
figures add up. `tests/` is on the path, so tests say `from build import a_job`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ressio_cli.model.bill import Bill, BillLine
from ressio_cli.model.budget import Budget, Category, Item
from ressio_cli.model.change import Change, ChangeItem, Decision
from ressio_cli.model.deed import On
from ressio_cli.model.invoice import Draft, Event, Line, Released, Retainage, Section, VoidMark
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Currency, Money, Percent, read_percent
from ressio_cli.model.payment import Applied, Payment
from ressio_cli.model.project import Project
from ressio_cli.model.settings import BillingSettings, DatedRate, Markup, Party, Settings, Tax, Taxed
from ressio_cli.rules.seals import decided, lock_of
from ressio_cli.rules.totals import reckoned

Word = str | int | Money | None
USD = Currency()
LOCKED_ON = date(2026, 2, 1)


def money(word: Word) -> Money:
    """`money("1,250.00")`, `money(1250)`."""
    found = word if isinstance(word, Money) else USD.read(str(word))
    assert found is not None, f"{word!r} is not money"
    return found


def percent(word: str | Percent) -> Percent:
    """`percent("8.25%")`; the sign may be left out."""
    found = word if isinstance(word, Percent) else read_percent(word if word.endswith("%") else f"{word}%")
    assert found is not None, f"{word!r} is not a percent"
    return found


def day(word: str | date) -> date:
    """`day("2026-03-01")`."""
    return word if isinstance(word, date) else date.fromisoformat(word)


def deed_on(word: str | date) -> On:
    """A deed of a day, written down on it."""
    return On(day(word), day(word))


def _maybe(make: Any, word: Any) -> Any:
    return None if word is None else make(word)


def settings(
    *,
    contract: str = "fixed-price",
    budget: str = "cost-items",
    markup: Mapping[str, str] | None = None,
    tax: Mapping[str, str | Mapping[str, str]] | None = None,
    default: Sequence[str] | None = None,
    retainage: str = "0%",
    over: str = "0%",
    **more: Any,
) -> Settings:
    """Settings of Harbor House. `default`: all taxes that stand; `more`: fields of Settings."""
    rates = {name: dated(rate) for name, rate in (tax or {}).items()}
    facts: dict[str, Any] = {
        "name": "Harbor House",
        "fixed_price": contract == "fixed-price",
        "by_codes": budget == "cost-codes",
        "client": Party(name="Dana and Robin Reyes"),
        "markup": Markup(rates={name: percent(rate) for name, rate in (markup or {}).items()}),
        "tax": Tax(rates=rates, default=tuple(rates if default is None else default)),
        "billing": BillingSettings(retainage=percent(retainage), over=percent(over)),
    }
    return Settings(**{**facts, **more})


def dated(rate: str | Mapping[str, str]) -> tuple[DatedRate, ...]:
    """A rate for all days, `"13%"`, or from day to day, `{"": "13%", "2026-07-01": "15%"}`."""
    steps = {"": rate} if isinstance(rate, str) else rate
    return tuple(DatedRate(rate=percent(word), start=day(start) if start else None) for start, word in steps.items())


def an_item(id: str, cost: Word = 1000, *, price: Word = None, markup: str | None = None, **more: Any) -> Item:
    """An item of the budget; without price or markup the project's markup."""
    return Item(
        id=id,
        **{"name": f"Item {id}", **more},
        cost=money(cost),
        price=_maybe(money, price),
        markup=_maybe(percent, markup),
    )


def a_part(cost: Word = 100, *, price: Word = None, markup: str | None = None, **more: Any) -> ChangeItem:
    """One item of a change."""
    return ChangeItem(
        **{"name": "Heat mat", **more}, cost=money(cost), price=_maybe(money, price), markup=_maybe(percent, markup)
    )


def a_change(
    id: str = "CO-001", *parts: ChangeItem | Word, status: str = "approved", on: str = "2026-03-05", **more: Any
) -> Change:
    """A change; parts given as amounts are costs at no markup. An answered one is sealed by `a_job`."""
    items = tuple(part if isinstance(part, ChangeItem) else a_part(part, markup="0%") for part in parts or (100,))
    decided = Decision(on=day(on), by="Dana Reyes") if status in ("approved", "declined") else None
    facts: dict[str, Any] = {"title": f"Change {id}", "kind": "change-order", "decided": decided}
    return Change(id=id, status=status, items=items, **{**facts, **more})


def a_cost(amount: Word = 100, *, markup: str | None = None, **more: Any) -> BillLine:
    """One line of a bill."""
    return BillLine(amount=money(amount), markup=_maybe(percent, markup), **more)


def a_bill(
    id: str = "coastal-1", *lines: BillLine | Word, status: str = "approved", on: str = "2026-02-20", **more: Any
) -> Bill:
    """A bill of a vendor of its own; lines given as amounts are costs with the project's markup."""
    costs = tuple(line if isinstance(line, BillLine) else a_cost(line) for line in lines or (100,))
    facts: dict[str, Any] = {"vendor": f"Vendor of {id}", "number": "1", "kind": "bill", "date": day(on)}
    return Bill(id=id, status=status, lines=costs, **{**facts, **more})


def a_line(
    source: str,
    amount: Word,
    *,
    worth: Word = None,
    previous: Word = 0,
    percent_to_date: str | None = None,
    markup: str | None = None,
    taxed: Taxed = False,
    **more: Any,
) -> Line:
    """A line on a source."""
    return Line(
        source=source,
        amount=money(amount),
        worth=_maybe(money, worth),
        previous=_maybe(money, previous),
        percent=_maybe(percent, percent_to_date),
        markup=_maybe(percent, markup),
        taxed=taxed,
        **more,
    )


def stated(amount: Word, *, taxed: Taxed = False, **more: Any) -> Line:
    """A line on no source."""
    return Line(amount=money(amount), taxed=taxed, **{"description": "Permit fee", **more})


def section(method: str, *lines: Line) -> Section:
    """A section under its usual title."""
    return Section(title=METHODS[method].title, method=method, lines=lines)


def progress(*lines: Line) -> Section:
    """Percentage lines."""
    return section("percentage", *lines)


def a_draft(id: str = "march", *sections: Section, on: str = "2026-03-30", **more: Any) -> Draft:
    """A draft created on a day."""
    facts: dict[str, Any] = {"title": id.capitalize(), "history": (Event(on=day(on), did="created"),)}
    return Draft(id=id, sections=sections, **{**facts, **more})


def an_invoice(
    number: int,
    /,
    *sections: Section,
    on: str = "2026-03-31",
    due: str | None = None,
    void: str | None = None,
    retainage: str | None = None,
    **more: Any,
) -> Released:
    """A released invoice. Taxes, held retainage and total are reckoned by `a_job` unless `total` is given.

    Its file holds its number; `issued` and `number=""` are left to the caller.
    """
    facts: dict[str, Any] = {
        "id": f"INV-{number:04}",
        "title": f"Invoice {number}",
        "due": day(due or on),
        "total": Money(0),
        "number": more.get("id", f"INV-{number:04}"),
        "seal": "sha256:sealed",
        "content": "sha256:sealed",
        "retainage": Retainage(rate=_maybe(percent, retainage)),
        "void": VoidMark(on=day(void), reason="Wrong") if void else None,
    }
    return Released(released=day(on), sections=sections, **{**facts, **more})


def a_payment(
    id: str,
    amount: Word,
    *invoices: str | tuple[str, Word],
    on: str = "2026-04-12",
    method: str = "check",
    status: str = "cleared",
    **more: Any,
) -> Payment:
    """Money on invoices: the whole amount on one named by its id, or pairs of id and amount."""
    applied = tuple(
        Applied(invoice=part, amount=money(amount))
        if isinstance(part, str)
        else Applied(invoice=part[0], amount=money(part[1]))
        for part in invoices
    )
    return Payment(id=id, received=day(on), amount=money(amount), method=method, status=status, applied=applied, **more)


def a_job(
    *,
    items: Iterable[Item | Category] = (),
    changes: Iterable[Change] = (),
    bills: Iterable[Bill] = (),
    drafts: Iterable[Draft] = (),
    invoices: Iterable[Released] = (),
    payments: Iterable[Payment] = (),
    locked: bool = True,
    **said: Any,
) -> Project:
    """A sound project of these facts; `said` goes to `settings`. Items without a category stand under `Work`."""
    facts = said.pop("settings", None) or settings(**said)
    budget = Budget(categories=_categories(items))
    job = Project(
        settings=facts,
        budget=replace(budget, locked=lock_of(budget, facts, LOCKED_ON)) if locked else budget,
        changes=tuple(sorted((_sealed(change, facts) for change in changes), key=lambda change: change.id)),
        bills=tuple(sorted(bills, key=lambda bill: bill.id)),
        drafts=tuple(sorted(drafts, key=lambda draft: draft.id)),
        payments=tuple(sorted(payments, key=lambda payment: payment.id)),
    )
    for invoice in sorted(invoices, key=lambda invoice: invoice.id):
        job = replace(job, invoices=(*job.invoices, _reckoned(job, invoice)))
    return job


def _categories(items: Iterable[Item | Category]) -> tuple[Category, ...]:
    every = list(items)
    loose = tuple(item for item in every if isinstance(item, Item))
    named = [category for category in every if isinstance(category, Category)]
    return (*([Category(name="Work", items=loose)] if loose else []), *named)


def _sealed(change: Change, facts: Settings) -> Change:
    return change if change.decided is None or change.decided.seal else decided(change, facts)


def _reckoned(job: Project, invoice: Released) -> Released:
    """Taxes, retainage and total as a release writes them, where the total was not stated."""
    if invoice.total:
        return invoice
    sums = reckoned(job, invoice, invoice.released)
    kept = replace(invoice.retainage, rate=sums.rate, held=sums.held)
    return replace(invoice, taxes=sums.taxes, retainage=kept, total=sums.total)
