"""Every rule that holds between records, in one register.

Room: rules.  Problems: those its modules name.

A rule is a function from the book to problems. It never raises and never changes anything. Problems say where the
value stands and what would settle it; `subjects` are the ids of the sources and papers a problem speaks of, so that a
command can refuse what would build on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from ressio_cli.model.problem import Problem
from ressio_cli.model.project import Project
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.checks import (
    arithmetic,
    bills,
    carried,
    claims,
    contract,
    dates,
    doubles,
    drafts,
    early,
    money_in,
    names,
    numbers,
    previous,
    references,
    refunds,
    seals,
    sequence,
)

Rule = Callable[[Book], Iterable[Problem]]

# What an invoice's figures say by themselves: it holds for each revision on its day.
OF_FILES: tuple[Rule, ...] = (
    arithmetic.taxes_add_up,
    arithmetic.totals_add_up,
    arithmetic.percents_add_up,
    arithmetic.retainage_adds_up,
    claims.percents_in_range,
)
# Money, which is judged by what had come in on a day.
OF_MONEY: tuple[Rule, ...] = (
    money_in.applied_is_there,
    money_in.not_paid_twice,
    money_in.something_is_due,
    money_in.references_once,
    refunds.not_paid_below_zero,
    early.discounts_are_earned,
    money_in.credit_is_there,
)
# What hangs together whatever the day: names, seals, the order of releases.
OF_THE_WHOLE: tuple[Rule, ...] = (
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
    seals.revisions_are_sealed,
    drafts.lines_add_up,
    claims.sources_are_named,
    claims.sources_are_known,
    claims.sources_are_ready,
    contract.methods_are_open,
    carried.links_exist,
    carried.billed_on_one_side,
    carried.lookalikes_are_told,
    carried.ways_are_heard,
    previous.bills_follow_each_other,
    sequence.one_follows_another,
    sequence.the_one_before_is_there,
    sequence.the_order_has_a_beginning,
    dates.payments_in_order,
    dates.credit_in_order,
    dates.changes_in_order,
    dates.invoices_in_order,
    dates.revisions_are_there,
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
    money_in.voided_unpaid,
    refunds.refunds_exist,
    refunds.refunds_are_of_money,
    doubles.payments_differ,
    doubles.changes_differ,
)
RULES: tuple[Rule, ...] = (*OF_FILES, *OF_MONEY, *OF_THE_WHOLE, claims.within_worth)

# What is said of an invoice whose figures are not those that were released.
UNSOUND = (
    "invoice.currency", "invoice.seal-broken", "invoice.seal-missing", "invoice.arithmetic", "invoice.renamed",
    "invoice.number-twice", "draft.released-twice", "seal.unknown-form",
)  # fmt: skip


def check(project: Project, book: Book | None = None, today: date | None = None) -> list[Problem]:
    """Problems and notes of every rule, sorted by file, line, column. Give the book where there is one already.

    With `today` also a note for what is dated after it.
    """
    book = book or Book(project)
    found = [problem for rule in RULES for problem in rule(book)]
    if today is not None:
        found += dates.days_to_come(book, today)
    return sorted(found, key=lambda problem: problem.place)


def check_on(project: Project, day: date) -> list[Problem]:
    """What was to be said of the project as it was known on a day, sorted as `check` does.

    Drafts are left out where the day lies before other facts: their files show only what they are now. So does money
    that was taken back since, and a claim on what was not ready yet: `date.order` says so on every day.
    """
    past = as_of(project, day)
    if past is project:
        return check(project)
    whole, known = Book(project), {invoice.id for invoice in past.invoices}
    gone = {draft.id for draft in project.drafts} | {one.id for one in project.invoices if one.id not in known}
    gone |= {one.id for one in project.payments if one.received > day}
    released = replace(past, drafts=())
    found = [problem for rule in OF_THE_WHOLE for problem in rule(whole) if not gone & set(problem.subjects)]
    found += [problem for rule in OF_FILES for problem in rule(Book(released))]
    money = Book(_money_on(project, released))
    found += [problem for rule in OF_MONEY for problem in rule(money)]
    found += claims.within_worth_on(Book(released))
    return sorted(found, key=lambda problem: problem.place)


def _money_on(project: Project, past: Project) -> Project:
    """The money of a day on the invoices as they are now. What was taken back since, a typing error, is not counted."""
    invoices = {invoice.id: invoice for invoice in project.invoices}
    payments = {payment.id: payment for payment in project.payments if payment.status in ("failed", "void")}
    return replace(
        past,
        invoices=tuple(replace(invoices[one.id], void=one.void) for one in past.invoices),
        payments=tuple(
            replace(payments[one.id], applied=one.applied) if one.id in payments else one for one in past.payments
        ),
    )


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
