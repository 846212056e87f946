"""Terms of payment."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ressio_cli.model.money import Percent
from ressio_cli.model.terms import Terms, due_date, read_terms


@pytest.mark.parametrize(
    ("word", "terms"),
    [
        ("Due on receipt", Terms(days=0)),
        ("due on receipt", Terms(days=0)),
        ("Net 30", Terms(days=30)),
        ("net 0", Terms(days=0)),
        ("2/10 net 30", Terms(days=30, discount=Percent(Decimal(2)), discount_days=10)),
        ("1.5%/7, Net 14", Terms(days=14, discount=Percent(Decimal("1.5")), discount_days=7)),
    ],
)
def test_terms_have_three_forms(word: str, terms: Terms) -> None:
    assert read_terms(word) == terms


@pytest.mark.parametrize(
    "word", ["", "30", "Net", "Net -5", "Net 30 days", "EOM", "2/40 net 30", "Net ３０", "2/10", "Net  30"]
)
def test_other_terms_are_refused(word: str) -> None:
    assert read_terms(word) is None


@pytest.mark.parametrize(
    ("released", "days", "due"),
    [
        (date(2026, 1, 31), 30, date(2026, 3, 2)),
        (date(2024, 1, 30), 30, date(2024, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2026, 3, 31), 0, date(2026, 3, 31)),
        (date(9999, 12, 30), 30, date.max),
    ],
)
def test_the_due_date_is_plain_days_later(released: date, days: int, due: date) -> None:
    assert due_date(released, Terms(days=days)) == due
