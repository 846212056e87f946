"""Terms of payment: the forms, the spellings that are read, the one that is written, and the days they come to."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ressio_cli.model.money import Percent
from ressio_cli.model.terms import Terms, canonical, discount_date, due_date, meant, read_terms

TWO = Percent(Decimal(2))
FORMS = {
    "Due on receipt": Terms(),
    "Net 30": Terms(days=30),
    "EOM": Terms(end_of_month=True),
    "Net 30 EOM": Terms(days=30, end_of_month=True),
    "1 month": Terms(months=1),
    "2 months": Terms(months=2),
    "15th of next month": Terms(next_month=15),
    "31st of next month": Terms(next_month=31),
    "2/10 net 30": Terms(days=30, discount=TWO, discount_days=10),
    "1.5/7 net 14": Terms(days=14, discount=Percent(Decimal("1.5")), discount_days=7),
}
SPELLINGS = {
    "Due on receipt": "due on receipt|DUE ON RECEIPT|Due upon receipt|on receipt|Payable immediately|Net 0",
    "Net 30": "net 30|NET30|Net30|net  30|Net 30 days|net 30 day|n30|n/30|30 days|30days|30 days net|"
    " Net 30 |0/10 net 30",
    "EOM": "eom|end of month|End of the month|at end of month|end-of-month",
    "Net 30 EOM": "net30eom|net 30 eom|30 days EOM|Net 30 days EOM|30 days from the end of the month|EOM + 30|"
    "net 30, end of month|30 EOM",
    "1 month": "1 Month|1month|net 1 month|1 months",
    "15th of next month": "15th of the next month|15 of next month|Due on the 15th of next month|"
    "by the 15th of next month|15th next month|15th day of the following month|15th prox|15 prox.",
    "31st of next month": "end of next month|last day of the next month|the end of the following month",
    "2/10 net 30": "2%/10 net 30|2/10, net 30|2/10 NET 30|2/10 net30|2/10 n/30|2% 10 net 30|2% 10, net 30 days|"
    "2 / 10 net 30|2.0/10 net 30|2% in 10 days, net 30|2% within 10 days net 30",
}


@pytest.mark.parametrize(("words", "terms"), FORMS.items())
def test_every_form_is_read_and_written_the_same(words: str, terms: Terms) -> None:
    assert (read_terms(words), terms.words) == (terms, words)


@pytest.mark.parametrize(
    ("words", "spelling"), [(key, each) for key, all_ in SPELLINGS.items() for each in all_.split("|")]
)
def test_usual_spellings_are_read_and_one_is_written(words: str, spelling: str) -> None:
    assert (read_terms(spelling), canonical(spelling)) == (FORMS[words], words)


@pytest.mark.parametrize(
    "word",
    ["", "30", "Net", "Net -5", "net - 5", "Net ３０", "2/10", "2/40 net 30", "100/10 net 30", "Net 99999", "0 months",
     "0th of next month", "32nd of next month", "Due on the 15th", "15th", "COD", "Net 30 days please", "2 10 net 30",
     "2/10 net 30 EOM", "next month"],
)  # fmt: skip
def test_other_terms_are_refused(word: str) -> None:
    assert (read_terms(word), canonical(word)) == (None, word)


def test_a_day_without_its_month_is_answered_with_the_terms_that_may_be_meant() -> None:
    assert meant("Due on the 15th").startswith('"15th of next month"; terms are Due on receipt, Net N, EOM')
    assert meant("the 32nd").startswith("terms are ")


@pytest.mark.parametrize(
    ("released", "terms", "due"),
    [
        ("2026-01-31", "Net 30", "2026-03-02"),
        ("2024-01-30", "Net 30", "2024-02-29"),
        ("2026-12-31", "Net 1", "2027-01-01"),
        ("2026-03-31", "Due on receipt", "2026-03-31"),
        ("2026-03-31", "2/10 net 30", "2026-04-30"),
        ("2026-01-04", "EOM", "2026-01-31"),
        ("2026-01-31", "EOM", "2026-01-31"),
        ("2024-02-01", "EOM", "2024-02-29"),
        ("2026-12-05", "EOM", "2026-12-31"),
        ("2026-01-04", "Net 30 EOM", "2026-03-02"),
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2024-01-31", "1 month", "2024-02-29"),
        ("2026-11-30", "3 months", "2027-02-28"),
        ("2026-12-31", "12 months", "2027-12-31"),
        ("2026-01-04", "15th of next month", "2026-02-15"),
        ("2026-01-04", "end of next month", "2026-02-28"),
        ("2026-12-20", "10th of next month", "2027-01-10"),
        ("2026-03-31", "31st of next month", "2026-04-30"),
        ("9999-12-30", "Net 30", "9999-12-31"),
        ("9999-12-02", "EOM", "9999-12-31"),
        ("9999-12-02", "Net 5 EOM", "9999-12-31"),
        ("9999-12-02", "1 month", "9999-12-31"),
        ("9999-11-30", "15th of next month", "9999-12-15"),
    ],
)
def test_the_due_date(released: str, terms: str, due: str) -> None:
    read = read_terms(terms)
    assert read is not None
    assert due_date(date.fromisoformat(released), read) == date.fromisoformat(due)


def test_a_discount_is_given_for_days_from_the_release() -> None:
    released = date(2026, 3, 31)
    assert discount_date(released, FORMS["2/10 net 30"]) == date(2026, 4, 10)
    assert discount_date(released, FORMS["Net 30"]) is None


@given(st.dates(), st.sampled_from(sorted(FORMS)))
def test_nothing_is_due_before_its_release_nor_a_discount_after_the_due_date(released: date, words: str) -> None:
    terms = FORMS[words]
    due = due_date(released, terms)
    assert released <= (discount_date(released, terms) or due) <= due


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 31))
def test_a_day_of_the_next_month_lies_in_the_next_month(released: date, day: int) -> None:
    due = due_date(released, Terms(next_month=day))
    assert (due.year * 12 + due.month) - (released.year * 12 + released.month) == 1
    assert due.day == day or (due.day < day and (due + timedelta(days=1)).day == 1)
