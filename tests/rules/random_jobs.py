"""Random sound projects: a job that was billed, changed, made void and paid step by step, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from build import (
    LOCKED_ON,
    a_bill,
    a_change,
    a_cost,
    a_draft,
    a_job,
    a_part,
    a_payment,
    an_invoice,
    an_item,
    percent,
    section,
    stated,
)
from hypothesis import strategies as st

from ressio_cli.model.budget import Category
from ressio_cli.model.invoice import Line, Released, Section, VoidMark
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.project import Project
from ressio_cli.rules.book import Book
from ressio_cli.rules.sources import RETAINAGE
from ressio_cli.rules.standing import standing
from ressio_cli.rules.totals import reckoned

CODES = ("", "03-30-00", "06-10-00", "09-30-00")
cents = st.integers(-20_000, 90_000).map(Money)
percents = st.sampled_from(("0%", "10%", "33.333333%", "50%", "66.67%", "100%"))
taxes = st.sampled_from((False, True, ("GST",), ("GST", "PST")))


@st.composite
def items(draw, place):
    return an_item(
        f"{place:02}-100",
        draw(cents),
        markup=draw(st.sampled_from((None, "0%", "12.5%"))),
        code=draw(st.sampled_from(CODES)),
        taxed=draw(taxes),
        closed=draw(st.booleans()),
        builder_taxed=draw(st.booleans()),
    )


def belonging(draw, ids):
    return {"code": draw(st.sampled_from((*CODES, "99-99-99"))), "item": draw(st.sampled_from(("", *ids)))}


@st.composite
def changes(draw, place, ids):
    parts = [a_part(draw(cents), taxed=draw(taxes), **belonging(draw, ids)) for _ in range(draw(st.integers(1, 3)))]
    status = draw(st.sampled_from(("approved", "approved", "pending", "declined", "draft")))
    return a_change(f"CO-{place:03}", *parts, status=status)


@st.composite
def bills(draw, place, ids):
    lines = [a_cost(draw(cents), taxed=draw(taxes), **belonging(draw, ids)) for _ in range(draw(st.integers(1, 3)))]
    return a_bill(f"bill-{place}", *lines, status=draw(st.sampled_from(("approved", "paid", "draft"))))


@st.composite
def jobs(draw, steps=8):
    """A sound project after up to `steps` deeds."""
    every = [draw(items(place)) for place in range(draw(st.integers(1, 5)))]
    half = len(every) // 2
    ids = [item.id for item in every]
    job = a_job(
        items=[Category(name="One", items=tuple(every[:half])), Category(name="Two", items=tuple(every[half:]))],
        changes=[draw(changes(place, ids)) for place in range(draw(st.integers(0, 3)))],
        bills=[draw(bills(place, ids)) for place in range(draw(st.integers(0, 3)))],
        contract=draw(st.sampled_from(("fixed-price", "cost-plus"))),
        budget=draw(st.sampled_from(("cost-items", "cost-codes"))),
        markup={"overhead": "10%", "profit": "8%"},
        tax={"GST": "5%", "PST": "7%"},
        retainage=draw(st.sampled_from(("0%", "10%"))),
    )
    day = LOCKED_ON
    for _ in range(draw(st.integers(0, steps))):
        day += timedelta(days=draw(st.integers(0, 40)))
        job = draw(st.sampled_from((bill, bill, bill, void, pay, pay, draw_credit)))(draw, job, day)
    return drafting(draw, job, day) if draw(st.booleans()) else job


def lines_left(draw, job, day) -> tuple[Section, ...]:
    """Sections that claim something of what is left and was there on the day, in every way of billing that is open."""
    book, sections = Book(job), {}
    for source in book.sources.values():
        if source.blocked or (source.since and source.since > day) or not draw(st.booleans()):
            continue
        claimed = Money(book.claimed(source).minor)
        if source.method == "percentage":
            share = draw(percents)
            due = source.worth.share(percent(share)) - claimed
            line = line_of(source, due, claimed, percent(share))
        else:
            line = line_of(source, source.worth - claimed, claimed, None)
        sections.setdefault(source.method, []).append(line)
    if draw(st.booleans()):
        sections["amount"] = [stated(draw(cents), taxed=draw(taxes), code=draw(st.sampled_from(CODES)))]
    if draw(st.booleans()):
        sections["deposit"] = [stated(draw(st.integers(1, 50_000).map(Money)))]
    closed = "actuals" if job.settings.fixed_price or not job.settings.by_codes else ""
    closed = {closed} | ({"percentage"} if not job.settings.fixed_price else set())
    return tuple(section(method, *lines) for method, lines in sections.items() if method not in closed)


def line_of(source, amount: Money, claimed: Money, share: Percent | None) -> Line:
    taxed = source.taxes if source.id != RETAINAGE else False
    return Line(source=source.id, amount=amount, worth=source.worth, previous=claimed, percent=share, taxed=taxed)


def bill(draw, job: Project, day) -> Project:
    """Releases an invoice."""
    sections = lines_left(draw, job, day)
    if not sections:
        return job
    invoice = an_invoice(len(job.invoices) + 1, *sections, on=day.isoformat(), due=(day + timedelta(30)).isoformat())
    sums = reckoned(job, invoice, day)
    kept = replace(invoice.retainage, rate=sums.rate, held=sums.held)
    return replace(job, invoices=(*job.invoices, replace(invoice, taxes=sums.taxes, retainage=kept, total=sums.total)))


def drafting(draw, job: Project, day) -> Project:
    """A draft of what is left."""
    sections = lines_left(draw, job, day)
    return replace(job, drafts=(a_draft("next", *sections, on=day.isoformat()),)) if sections else job


def void(draw, job: Project, day) -> Project:
    """Makes one live invoice void, the latest so that it leaves nothing outside."""
    if not job.live:
        return job
    chosen: Released = job.live[-1]
    return replace(
        job,
        invoices=tuple(
            replace(each, void=VoidMark(on=day, reason="Wrong")) if each is chosen else each for each in job.invoices
        ),
    )


def pay(draw, job: Project, day) -> Project:
    """Money on an open invoice, with some more kept as credit; cleared, settling later, or failed."""
    book = Book(job)
    owed = [(each, standing(book, each, day)) for each in job.live]
    owed = [(each, stands.balance - stands.pending) for each, stands in owed if stands.balance > stands.pending]
    extra = draw(st.integers(0, 500).map(Money))
    if not owed:
        return job
    invoice, rest = draw(st.sampled_from(owed))
    part = draw(st.sampled_from((rest, Money(rest.minor // 2 + 1))))
    status = draw(st.sampled_from(("cleared", "cleared", "pending", "failed")))
    id = f"{day}-{len(job.payments):03}"
    payment = a_payment(id, part + extra, (invoice.id, part), on=day.isoformat(), status=status)
    return replace(job, payments=(*job.payments, payment))


def draw_credit(draw, job: Project, day) -> Project:
    """Pays an open invoice from credit, as far as there is any."""
    from ressio_cli.rules.credit import credit

    book = Book(job)
    owed = [(each, standing(book, each, day)) for each in job.live]
    owed = [(each, stands.balance - stands.pending) for each, stands in owed if stands.balance > stands.pending]
    there = credit(book)
    if not owed or not there.positive:
        return job
    invoice, rest = owed[0]
    amount = min(rest, there)
    id = f"{day}-{len(job.payments):03}"
    payment = a_payment(id, amount, invoice.id, on=day.isoformat(), method="credit")
    return replace(job, payments=(*job.payments, payment))


def last_day(job: Project):
    """The last day any fact of the project names."""
    days = [invoice.released for invoice in job.invoices] + [payment.received for payment in job.payments]
    days += [invoice.void.on for invoice in job.invoices if invoice.void]
    days += [draft.history[0].on for draft in job.drafts] + [LOCKED_ON, *(bill.date for bill in job.bills)]
    days += [change.decided.on for change in job.changes if change.decided]
    return max(days)
