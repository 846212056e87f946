"""The kinds of cases: how each is told as a story of a job, or the reason why it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from case_kinds import invoices, payapp, received, work
from case_kinds.case import Case, NotOffered, Tree, refuse_rounding


def _nothing(case: Case) -> None:
    """A kind whose every rule is offered."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`run` gives what the product makes of a case; `refuse` raises `NotOffered` where a rule is missing."""

    run: Callable[[Case], Tree]
    refuse: Callable[[Case], None] = _nothing


KINDS = {
    "invoice": Kind(invoices.run, invoices.refuse),
    "document_pair": Kind(invoices.run_pair, invoices.refuse),
    "payapp": Kind(payapp.run, payapp.refuse),
    "payments": Kind(received.run, received.refuse),
    "instalment_schedule": Kind(received.run_instalments),
    "progress": Kind(work.run_progress),
    "percent_of_total": Kind(work.run_percent_of_total, work.refuse_percent_of_total),
    "markup": Kind(work.run_markup, work.refuse_markup),
    "retainage": Kind(work.run_retainage, work.refuse_retainage),
    "allocation": Kind(work.run_allocation),
}
NO_SUCH_KIND = {
    "aging": "aging over several clients (a project has one)",
    "contract_growth": "percent billed to 6 decimals (it has two)",
    "deposit": "a deposit split over the taxes of an order (a deposit is untaxed)",
    "fee_by_effort": "a fee shared by hours worked over hours planned",
    "rounding": "rounding of the amount due",
    "wip": "earned revenue by cost to cost",
}


def made(case: Case) -> Tree:
    """What the product makes of the case. Raises `NotOffered` with the name of the rule or kind it has not."""
    if case.kind in NO_SUCH_KIND:
        raise NotOffered(NO_SUCH_KIND[case.kind])
    KINDS[case.kind].refuse(case)
    refuse_rounding(case)
    return KINDS[case.kind].run(case)
