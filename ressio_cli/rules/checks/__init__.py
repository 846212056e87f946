"""Every rule that holds between records, in one register.

Room: rules.  Problems: those its modules name.

A rule is a function from the book to problems. It never raises and never changes anything. Problems say where the
value stands and what would settle it; `subjects` are the ids of the sources and papers a problem speaks of, so that a
command can refuse what would build on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ressio_cli.model.problem import Problem
from ressio_cli.model.project import Project
from ressio_cli.rules.book import Book
from ressio_cli.rules.checks import (
    arithmetic,
    bills,
    carried,
    claims,
    contract,
    doubles,
    early,
    money_in,
    names,
    numbers,
    previous,
    references,
    refunds,
    seals,
)

Rule = Callable[[Book], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    references.one_meaning_per_source,
    references.items_exist,
    references.taxes_exist,
    references.defaults_exist,
    bills.bills_stand_once,
    bills.bills_look_alike,
    bills.bills_are_consistent,
    bills.billed_costs_stand,
    seals.lock_holds,
    seals.decisions_hold,
    seals.payments_hold,
    seals.invoices_are_sealed,
    arithmetic.taxes_add_up,
    arithmetic.totals_add_up,
    arithmetic.percents_add_up,
    arithmetic.retainage_adds_up,
    claims.sources_are_named,
    claims.sources_are_known,
    claims.sources_are_ready,
    claims.percents_in_range,
    claims.within_worth,
    contract.methods_are_open,
    carried.links_exist,
    carried.billed_on_one_side,
    carried.lookalikes_are_told,
    carried.ways_are_heard,
    previous.bills_follow_each_other,
    names.invoices_are_named_by_number,
    names.numbers_stand_once,
    names.numbers_are_of_a_series,
    names.drafts_are_released_once,
    names.names_differ_in_more_than_case,
    names.drafts_have_names,
    numbers.no_gaps,
    numbers.dates_follow_numbers,
    numbers.drafts_are_not_released,
    numbers.currency_stays,
    numbers.reissues_exist,
    money_in.invoices_exist,
    money_in.applied_is_there,
    money_in.not_paid_twice,
    money_in.something_is_due,
    money_in.references_once,
    money_in.voided_unpaid,
    refunds.refunds_exist,
    refunds.refunds_are_of_money,
    refunds.not_paid_below_zero,
    early.discounts_are_earned,
    money_in.credit_is_there,
    doubles.payments_differ,
    doubles.changes_differ,
)

# What is said of an invoice whose figures are not those that were released.
UNSOUND = (
    "invoice.currency", "invoice.seal-broken", "invoice.seal-missing", "invoice.arithmetic", "invoice.renamed",
    "invoice.number-twice", "draft.released-twice", "seal.unknown-form",
)  # fmt: skip


def check(project: Project, book: Book | None = None) -> list[Problem]:
    """Problems and notes of every rule, sorted by file, line, column. Give the book where there is one already."""
    book = book or Book(project)
    return sorted((problem for rule in RULES for problem in rule(book)), key=lambda problem: problem.place)


def checked_counts(project: Project) -> dict[str, int]:
    """How many records the rules looked at, by kind."""
    return {
        "invoices": len(project.invoices),
        "drafts": len(project.drafts),
        "changes": len(project.changes),
        "bills": len(project.bills),
        "payments": len(project.payments),
        "items": len(project.budget.items),
    }
