"""Bills are approved and paid together or not at all, and every reason against it is named."""

from __future__ import annotations

import pytest
from build import a_bill, a_job, day
from story import refused

from ressio_cli.rules import checks
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.bill_life import approve_bills, pay_bills, unpay_bills

DAY = day("2026-03-20")


def test_drafts_become_actual_costs_on_their_day() -> None:
    bills = [a_bill(id, status="draft") for id in ("a", "b")]
    assert [(bill.id, bill.status, bill.approved) for bill in approve_bills(bills, DAY)] == [
        ("a", "approved", DAY), ("b", "approved", DAY),
    ]  # fmt: skip


def test_one_that_is_approved_keeps_all_from_it() -> None:
    with refused("bill.approved", "bill.approved"):
        approve_bills([a_bill("a"), a_bill("b", status="draft"), a_bill("c", status="paid")], DAY)


@pytest.mark.parametrize("deed", [approve_bills, pay_bills])
def test_a_bill_that_is_entered_twice_goes_no_further(deed: object) -> None:
    status = "draft" if deed is approve_bills else "approved"
    job = a_job(bills=[a_bill(id, vendor="Coastal", number="1", status=status) for id in ("a", "b")])
    with refused("bill.twice"):
        deed(list(job.bills), DAY, checks.check(job))
    assert len(deed([job.bills[0]], DAY, checks.check(job))) == 1


def test_an_approved_bill_is_paid_and_the_mark_can_be_taken_back() -> None:
    approved = a_bill("a", approved=day("2026-03-01"))
    (paid,) = pay_bills([approved], DAY)
    assert (paid.status, paid.paid) == ("paid", DAY)
    assert unpay_bills([paid]) == [approved]


def test_what_is_not_approved_or_paid_already_is_not_paid() -> None:
    with refused("bill.not-approved", "bill.paid"):
        pay_bills([a_bill("a", status="draft"), a_bill("b"), a_bill("c", status="paid")], DAY)
    with refused("bill.not-paid", "bill.not-paid"):
        unpay_bills([a_bill("a", status="draft"), a_bill("b")])


def test_as_of_an_earlier_day_a_paid_bill_was_approved_and_before_that_a_draft() -> None:
    bill = a_bill("a", status="paid", on="2026-03-01", approved=day("2026-03-05"), paid=DAY)
    job = a_job(bills=[bill])

    def stood(on: str) -> tuple[str, object, object]:
        (then,) = as_of(job, day(on)).bills
        return (then.status, then.approved, then.paid)

    assert stood("2026-03-20") == ("paid", bill.approved, DAY)
    assert stood("2026-03-19") == ("approved", bill.approved, None)
    assert stood("2026-03-04") == ("draft", None, None)


@pytest.mark.parametrize("status", ["draft", "approved"])
def test_a_payment_date_on_a_bill_that_is_not_paid_is_a_problem(status: str) -> None:
    (problem,) = checks.check(a_job(bills=[a_bill("a", status=status, paid=DAY)]))
    assert (problem.code, problem.severity) == ("bill.paid-date", "problem")
