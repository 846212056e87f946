"""Names that nobody knows: each is told, and for the first ones what may have been meant."""

from __future__ import annotations

import pytest
from build import a_bill, a_cost, a_job, a_payment, an_item
from effort import growth

from ressio_cli.model.problem import Problem
from ressio_cli.model.project import Project
from ressio_cli.rules.checks import check


def costs_of_unknown_items(count: int) -> Project:
    lines = [a_cost(1, item=f"itme-{number:04}") for number in range(count)]
    items = [an_item(f"item-{number:04}", 1) for number in range(count)]
    return a_job(items=items, bills=[a_bill("b", *lines)], contract="cost-plus", budget="cost-codes")


def refunds_of_unknown_payments(count: int) -> Project:
    payments = [a_payment(f"p-{number:04}", 5) for number in range(count)]
    return a_job(payments=[*payments, *(a_payment(f"r-{n:04}", -1, refunds=f"q-{n:04}") for n in range(count))])


def told(job: Project, code: str) -> list[Problem]:
    return [problem for problem in check(job) if problem.code == code]


def test_of_many_unknown_names_the_first_are_asked_after_and_all_are_told() -> None:
    found = told(costs_of_unknown_items(25), "item.unknown")
    assert [problem.hint for problem in found[:20]] == [f"did you mean item-{number:04}?" for number in range(20)]
    assert [problem.hint for problem in found[20:]] == ["name an item of budget.yaml, or leave `item` out"] * 5


def test_a_name_that_is_unknown_again_is_asked_after_again() -> None:
    job = costs_of_unknown_items(1)
    bill = a_bill("b", *(a_cost(1, item="itme-0000") for _ in range(30)))
    found = told(a_job(items=job.budget.items, bills=[bill], contract="cost-plus", budget="cost-codes"), "item.unknown")
    assert {problem.hint for problem in found} == {"did you mean item-0000?"}


@pytest.mark.parametrize("job_of", [costs_of_unknown_items, refunds_of_unknown_payments])
def test_twice_as_many_unknown_names_are_no_more_than_twice_the_work(job_of) -> None:  # type: ignore[no-untyped-def]
    def deed(size: int):  # type: ignore[no-untyped-def]
        job = job_of(size)
        return lambda: check(job)

    assert growth(deed, 200) < 2.3
