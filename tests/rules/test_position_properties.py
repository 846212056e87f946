"""What holds for every sound project."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings
from random_jobs import jobs, last_day

from ressio_cli.model.job_figures import BudgetRow
from ressio_cli.model.money import Money
from ressio_cli.rules import checks
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.budget_rows import budget_table
from ressio_cli.rules.credit import credit, credit_figures
from ressio_cli.rules.groups import bill_figures, change_figures
from ressio_cli.rules.papers import invoice_figures, invoice_list
from ressio_cli.rules.position import summary
from ressio_cli.rules.unbilled import unbilled

often = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
COLUMNS = [field.name for field in fields(BudgetRow) if field.type == "Money"]


def column_sums(rows):
    return {name: sum(getattr(row, name).minor for row in rows) for name in COLUMNS}


@pytest.mark.parametrize("by", ["item", "category", "code"])
@often
@given(job=jobs())
def test_rows_add_up_to_the_total_and_the_total_to_the_summary(by, job):
    book = Book(job)
    table, totals = budget_table(book, by), summary(book, last_day(job))
    assert column_sums(table.rows) == column_sums([table.total])
    assert column_sums([table.total]) == column_sums([budget_table(book, "item").total])
    assert table.total.billed == totals.billing.billed
    assert (table.total.approved_price, table.total.left_to_bill) == (
        totals.contract.approved_price,
        totals.billing.left_to_bill,
    )
    assert (table.total.actual_cost, table.total.projected_cost) == (totals.cost.actual, totals.cost.projected)
    assert len({row.id for row in table.rows}) == len(table.rows)


@often
@given(job=jobs())
def test_credit_entries_end_at_the_credit(job):
    book = Book(job)
    figures = credit_figures(book)
    assert figures.credit == credit(book)
    assert (figures.entries[-1].balance if figures.entries else Money(0)) == figures.credit
    assert Money(0) <= figures.deposits_held <= max(figures.credit, Money(0))
    assert sum(entry.amount.minor for entry in figures.entries) == figures.credit.minor


@often
@given(job=jobs())
def test_the_last_day_sees_everything(job):
    assert as_of(job, last_day(job)) == job


@often
@given(job=jobs())
def test_sound_projects_raise_no_alarm(job):
    assert [problem for problem in checks.check(job) if not expected(problem)] == []


def expected(problem):
    """Notes that sound deeds may leave: credit taken back, and negative work after retainage was billed back."""
    taken_back = problem.code == "source.outside" and problem.subjects[0] == "retainage"
    return problem.severity == "note" and (problem.code == "credit.negative" or taken_back)


@often
@given(job=jobs())
def test_every_earlier_day_is_sound_too(job):
    before = {invoice.released for invoice in job.invoices} | {payment.received for payment in job.payments}
    for day in sorted(before):
        past = as_of(job, day)
        assert as_of(past, day) == past
        book = Book(past)
        assert column_sums(budget_table(book, "code").rows) == column_sums([budget_table(book, "item").total])
        assert credit_figures(book).credit == credit(book)


@often
@given(job=jobs())
def test_the_invoices_page_agrees_with_the_summary(job):
    book, day = Book(job), last_day(job)
    page, billing = invoice_list(book, day), summary(book, day).billing
    assert (page.invoiced, page.collected, page.outstanding, page.overdue) == (
        billing.invoiced,
        billing.collected,
        billing.outstanding,
        billing.overdue,
    )
    assert page.outstanding == page.invoiced - page.collected


@often
@given(job=jobs())
def test_what_is_left_of_groups_is_what_could_be_billed(job):
    book, day = Book(job), last_day(job)
    left = sum(group.left.minor for group in (*change_figures(book), *bill_figures(book)))
    assert unbilled(book, day).total.minor == left


@often
@given(job=jobs())
def test_a_recap_adds_up(job):
    book, day = Book(job), last_day(job)
    for draft in job.drafts:
        recap = invoice_figures(book, draft, day).recap
        assert recap.billed_before + recap.this_invoice == recap.billed_to_date
        if job.settings.fixed_price:
            assert recap.left == recap.approved_price - recap.billed_to_date
