"""Records are added to a project in their places, with work in proportion to their number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import a_bill, a_job, an_invoice, stated
from build import section as section_of


class CountedId(str):
    """An id that counts how often it is compared."""

    compared = 0

    def __eq__(self, other: object) -> bool:
        CountedId.compared += 1
        return str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        CountedId.compared += 1
        return str.__ne__(self, other)

    def __lt__(self, other: str) -> bool:
        CountedId.compared += 1
        return str.__lt__(self, other)

    __hash__ = str.__hash__


def comparisons(count: int) -> int:
    """How many comparisons it takes to add so many bills to a project of as many others."""
    ids = [f"{n:05}" for n in range(2 * count)]
    job = a_job(bills=[a_bill(id) for id in ids[::2]])
    new = [replace(a_bill(id), id=CountedId(id)) for id in ids[1::2]]
    CountedId.compared = 0
    assert [bill.id for bill in job.having(*new).bills] == ids
    return CountedId.compared


def test_adding_many_records_takes_work_in_proportion_to_their_number() -> None:
    assert comparisons(400) < 5 * comparisons(100)


def test_records_stand_where_they_sort_and_a_changed_one_takes_its_own_place() -> None:
    job = a_job(bills=[a_bill("b"), a_bill("d")])
    after = job.having(a_bill("c"), a_bill("d", vendor="New"), a_bill("a"))
    assert [(bill.id, bill.vendor) for bill in after.bills] == [
        ("a", "Vendor of a"), ("b", "Vendor of b"), ("c", "Vendor of c"), ("d", "New"),
    ]  # fmt: skip


@pytest.mark.parametrize("void", [None, "2026-04-01"])
def test_a_new_invoice_comes_last_and_a_changed_one_stays(void: str | None) -> None:
    papers = [an_invoice(number, section_of("amount", stated(5))) for number in (2, 10)]
    job = a_job(invoices=papers)
    changed = replace(job.invoices[0], void=an_invoice(2, void=void).void)
    after = job.having(replace(papers[0], id="A-1"), changed)
    assert [invoice.id for invoice in after.invoices] == ["INV-0002", "INV-0010", "A-1"]
    assert after.invoices[0] is changed
