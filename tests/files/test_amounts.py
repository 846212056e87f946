"""Words that are meant as amounts and are none: what is wrong, and what is meant where that is plain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ressio_cli.files.amounts import meant, refusal
from ressio_cli.model.money import Currency, Money

USD, JPY, KWD = Currency(), Currency("JPY"), Currency("KWD")


@pytest.mark.parametrize(
    ("word", "amount"),
    [
        ("$100", "100.00"), ("100$", "100.00"), ("US$ 1,250.50", "1250.50"), ("€50", "50.00"), ("50 €", "50.00"),
        ("100 USD", "100.00"), ("USD 100", "100.00"), (" 100 ", "100.00"), ("100,5", "100.50"), ("100,50", "100.50"),
        ("1.000,50", "1000.50"), ("1 000,50", "1000.50"), ("1'000", "1000.00"), ("1 000", "1000.00"), ("-$5", ""),
        ("$-5", "-5.00"), ("1250.00", "1250.00"),
        ("1.000", ""), ("1,000,5", ""), ("100,5555", ""), ("1e3", ""), ("abc", ""), ("", ""), ("$", ""), ("(50)", ""),
        ("50 dollars", ""), ("1.5.0", ""), ("12.50,00", ""),
    ],
)  # fmt: skip
def test_what_is_meant_where_there_is_no_doubt(word: str, amount: str) -> None:
    assert meant(word, USD) == amount


def test_a_comma_is_the_decimal_point_of_the_currency() -> None:
    assert (meant("1,5", JPY), meant("1,500", KWD), meant("1,5", KWD)) == ("", "1500.000", "1.500")


@pytest.mark.parametrize(
    ("word", "message", "hint"),
    [
        ("$100", "AMOUNT '$100' is not an amount", "write 100.00"),
        ("abc", "AMOUNT 'abc' is not an amount", "digits and a point, such as 1250.00"),
        ("0.001", "AMOUNT '0.001' is not an amount", "USD has 2 decimals: such as 1250.00"),
        ("1000000000000.00", "AMOUNT '1000000000000.00' is too large for an amount",
         "at most 12 digits stand before the point"),
        ("1,000,000,000,000", "AMOUNT '1,000,000,000,000' is too large for an amount",
         "at most 12 digits stand before the point"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_word(word: str, message: str, hint: str) -> None:
    (problem,) = refusal("AMOUNT", word, USD).problems
    assert (problem.code, problem.message, problem.hint) == ("option.money", message, hint)


def test_the_next_step_is_the_command_with_the_amount_that_is_meant() -> None:
    assert refusal("", "$100", USD, "ressio pay 6").problems[0].hint == "ressio pay 6 100.00"
    assert refusal("", "abc", USD, "ressio pay 6").problems[0].hint == "digits and a point, such as 1250.00"


@given(st.integers(-(10**13), 10**13), st.sampled_from(["{}", "${}", "{} USD", "€ {}"]))
def test_money_with_a_sign_is_that_money(minor: int, form: str) -> None:
    amount = Money(minor)
    assert meant(form.format(amount.grouped()), USD) == str(amount)


@given(st.text(max_size=12))
def test_what_is_meant_can_be_typed(word: str) -> None:
    found = meant(word, USD)
    assert not found or USD.read(found) is not None
