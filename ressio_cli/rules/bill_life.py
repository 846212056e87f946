"""The life of a bill: draft, approved, paid. Several are moved on together or not at all.

Room: rules.  Problems: bill.approved, bill.not-approved, bill.paid, bill.not-paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ressio_cli.model.bill import Bill
from ressio_cli.model.problem import Problem, Refused


def approve_bills(bills: Sequence[Bill], day: date, findings: Iterable[Problem] = ()) -> list[Bill]:
    """Draft bills as actual costs from that day on. A bill with a finding, such as one entered twice, is refused."""
    reasons = [
        Problem(
            "bill.approved",
            f"{bill.id} is {bill.status} already",
            bill.origin.at("status"),
            f"ressio bill show {bill.id}",
        )
        for bill in bills
        if bill.status != "draft"
    ]
    _refuse([*reasons, *_findings_on(bills, findings)])
    return [replace(bill, status="approved", approved=day) for bill in bills]


def pay_bills(bills: Sequence[Bill], day: date, findings: Iterable[Problem] = ()) -> list[Bill]:
    """Approved bills as paid on that day."""
    reasons = [problem for bill in bills if (problem := _not_payable(bill))]
    _refuse([*reasons, *_findings_on(bills, findings)])
    return [replace(bill, status="paid", paid=day) for bill in bills]


def _not_payable(bill: Bill) -> Problem | None:
    place = bill.origin.at("status")
    if bill.status == "draft":
        hint = f"ressio bill approve {bill.id}"
        return Problem("bill.not-approved", f"{bill.id} is not approved, it is draft", place, hint)
    if bill.status == "paid":
        since = f" since {bill.paid}" if bill.paid else ""
        return Problem(
            "bill.paid", f"{bill.id} is paid{since}", place, f"if that is wrong: ressio bill pay {bill.id} --undo"
        )
    return None


def unpay_bills(bills: Sequence[Bill]) -> list[Bill]:
    """Paid bills as approved again: they were marked by mistake, or the payment did not go through."""
    _refuse(
        [
            Problem("bill.not-paid", f"{bill.id} is not paid, it is {bill.status}", bill.origin.at("status"),
                    f"ressio bill show {bill.id}")
            for bill in bills
            if bill.status != "paid"
        ]
    )  # fmt: skip
    return [replace(bill, status="approved", paid=None) for bill in bills]


def _findings_on(bills: Sequence[Bill], findings: Iterable[Problem]) -> list[Problem]:
    ids = {bill.id for bill in bills}
    return [finding for finding in findings if finding.severity == "problem" and ids & set(finding.subjects)]


def _refuse(reasons: Sequence[Problem]) -> None:
    if reasons:
        raise Refused(reasons)
