"""One mapping, read key by key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ressio_cli.files import kinds
from ressio_cli.files.fields import Fields
from ressio_cli.files.kinds import Kind
from ressio_cli.files.tree import read_tree
from ressio_cli.model.money import Currency, Money, Percent
from ressio_cli.model.problem import Problem

USD = Currency()

SCALARS = [
    "", "0", "-0", "00", "5", "-5", "+5", "010", "0007", "0008", "12", "12.5", "12.50", "12.345", "12.3456789", ".5",
    "5.", "-0.00", "-0.01", "1250", "1250.00", "1,250.00", "12,50.00", "1,2500", "-1,250.00", "$5", "5 $", " 5", "5 ",
    "1_000", "1e3", "1E+30", "NaN", "nan", ".nan", "inf", "-.inf", "0x10", "0b1", "٣", "５", "999999999999.99",
    "1000000000000", "12:30", "1:30:15", "no", "NO", "off", "yes", "on", "y", "true", "True", "TRUE", "false", "null",
    "~", "2026-03-31", "2026-3-31", "2024-02-30", "2024-02-29", "2023-02-29", "20260331", "2026-W10-1", "01/02/2024",
    "2026-03-31T00:00:00", "18%", "8.25%", "-5%", "100%", "100.000001%", "101%", "1000%", "1001%", "-0%", "18 %",
    "8.1234567%", "%", "INV-0003", "03-100", "all", "../7", "a/b", "-rf", ".x", "a b", "Net 30", "net 0",
    "2/10 net 30", "Due on receipt", "30 days", "__class__", "{0.__class__}",
]  # fmt: skip

ACCEPTED: dict[str, dict[str, str]] = {
    "money": {
        "0": "0.00", "-0": "0.00", "00": "0.00", "5": "5.00", "-5": "-5.00", "010": "10.00", "0007": "7.00",
        "0008": "8.00", "12": "12.00", "12.5": "12.50", "12.50": "12.50", "-0.00": "0.00", "-0.01": "-0.01",
        "1250": "1250.00", "1250.00": "1250.00", "1,250.00": "1250.00", "-1,250.00": "-1250.00",
        "999999999999.99": "999999999999.99", "20260331": "20260331.00",
    },
    "number": {
        "0": "0", "-0": "-0", "00": "0", "5": "5", "-5": "-5", "010": "10", "0007": "7", "0008": "8", "12": "12",
        "12.5": "12.5", "12.50": "12.50", "12.345": "12.345", "-0.00": "-0.00", "-0.01": "-0.01", "1250": "1250",
        "1250.00": "1250.00", "1,250.00": "1250.00", "-1,250.00": "-1250.00", "999999999999.99": "999999999999.99",
        "20260331": "20260331",
    },
    "rate": {"18%": "18%", "8.25%": "8.25%", "100%": "100%", "-0%": "0%"},
    "to date": {
        "18%": "18%", "8.25%": "8.25%", "100%": "100%", "100.000001%": "100.000001%", "101%": "101%",
        "1000%": "1000%", "-0%": "0%",
    },
    "markup": {
        "18%": "18%", "8.25%": "8.25%", "-5%": "-5%", "100%": "100%", "100.000001%": "100.000001%", "101%": "101%",
        "1000%": "1000%", "1001%": "1001%", "-0%": "0%",
    },
    "day": {"2026-03-31": "2026-03-31", "2024-02-29": "2024-02-29"},
    "truth": {"true": "True", "false": "False"},
    "whole": {
        "0": "0", "00": "0", "5": "5", "010": "10", "0007": "7", "0008": "8", "12": "12", "1250": "1250",
        "1000000000000": "", "20260331": "20260331",
    },
    "terms": {word: word for word in ("Net 30", "net 0", "2/10 net 30", "Due on receipt", "30 days")},
}  # fmt: skip
del ACCEPTED["whole"]["1000000000000"]

KINDS: dict[str, Kind[Any]] = {
    "money": kinds.money_of(USD), "number": kinds.NUMBER, "rate": kinds.RATE, "to date": kinds.TO_DATE,
    "markup": kinds.MARKUP, "day": kinds.DAY, "truth": kinds.TRUTH, "whole": kinds.WHOLE_NUMBER, "terms": kinds.TERMS,
}  # fmt: skip


def read(text: str, reader: Callable[[Fields], Any]) -> tuple[Any, list[Problem]]:
    tree, problems = read_tree(text, "f.yaml")
    assert tree is not None
    fields = Fields(tree, "f.yaml", problems, USD)
    record = reader(fields)
    fields.finish(reader)
    return record, problems


def said(problems: list[Problem]) -> list[tuple[str, int, int, str]]:
    return [(problem.code, problem.origin.line, problem.origin.column, problem.message) for problem in problems]


def double_quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.mark.parametrize("name", KINDS)
def test_a_type_accepts_these_words_and_no_others(name: str) -> None:
    kind = KINDS[name]
    found = {}
    for scalar in SCALARS:
        value, problems = read(f"key: {double_quoted(scalar)}\n", lambda fields: fields.word("key", kind, "", True))
        codes = [problem.code for problem in problems]
        assert codes == ([] if value is not None else ["field.empty" if not scalar else kind.code]), scalar
        if value is not None:
            found[scalar] = str(value)
    assert found == ACCEPTED[name]


def test_an_item_id_is_a_plain_name_that_is_not_taken() -> None:
    good = [scalar for scalar in SCALARS if kinds.ITEM_ID.read(scalar)]
    assert good == [
        "0", "00", "5", "010", "0007", "0008", "12", "12.5", "12.50", "12.345", "12.3456789", "5.", "1250",
        "1250.00", "1_000", "1e3", "NaN", "nan", "inf", "0x10", "0b1", "999999999999.99", "1000000000000", "no", "NO",
        "off", "yes", "on", "y", "true", "True", "TRUE", "false", "null", "2026-03-31", "2026-3-31", "2024-02-30",
        "2024-02-29", "2023-02-29", "20260331", "2026-W10-1", "INV-0003", "03-100",
    ]  # fmt: skip


@pytest.mark.parametrize("scalar", [scalar for scalar in SCALARS if scalar and scalar == scalar.strip()])
def test_a_text_is_the_word_as_written(scalar: str) -> None:
    assert read(f"key: {double_quoted(scalar)}\n", lambda fields: fields.text("key", "")) == (scalar, [])


def test_a_code_keeps_its_zeros_without_quotes() -> None:
    assert read("code: 010\nday: 2026-03-31\n", lambda f: (f.text("code", ""), f.day("day", ""))) == (
        ("010", date(2026, 3, 31)),
        [],
    )


@pytest.mark.parametrize("code", ["USD", "JPY", "KWD"])
def test_money_in_canonical_form_reads_as_the_currency_reads_it(code: str) -> None:
    currency = Currency(code)
    read_word = kinds.money_of(currency).read
    words = [*SCALARS, "0.00", "-12.34", "1.234", "-0.000", "123456789012.345", "1234567890123.00", "7.0\n"]
    assert [read_word(word) for word in words] == [currency.read(word) for word in words]


def test_a_bad_value_is_placed_at_the_value_and_says_what_is_wanted() -> None:
    _, problems = read("amount: $5\nday: 2024-02-30\n", lambda f: (f.money("amount", ""), f.day("day", "")))
    assert said(problems) == [
        ("field.money", 1, 9, '`amount` is "$5"; an amount such as 1250.00 is wanted'),
        ("field.date", 2, 6, '`day` is "2024-02-30"; a day of the calendar such as 2026-03-31 is wanted'),
    ]
    assert [problem.hint for problem in problems] == [
        "write digits and at most 2 decimals: no currency sign, no exponent",
        "write YYYY-MM-DD",
    ]


def test_a_missing_key_is_placed_at_the_start_of_the_mapping_that_lacks_it() -> None:
    def line(fields: Fields) -> Money | None:
        return fields.money("amount", "", True)

    def lines(fields: Fields) -> tuple[Money | None, ...]:
        return fields.each("lines", "", line, True)

    _, problems = read("lines:\n  - amount: 5\n  - {}\n", lines)
    assert said(problems) == [("field.missing", 3, 5, "`amount` is missing")]
    _, problems = read("other: 5\n", lines)
    assert said(problems) == [
        ("field.missing", 1, 1, "`lines` is missing"),
        ("field.unknown", 1, 1, "`other` is not a key that stands here"),
    ]


def test_an_unknown_key_is_placed_at_the_key_with_the_nearest_known_one() -> None:
    _, problems = read("name: a\ntaxd: true\n", lambda f: (f.text("name", ""), f.taxed("taxed", "")))
    assert said(problems) == [("field.unknown", 2, 1, "`taxd` is not a key that stands here")]
    assert problems[0].hint == "did you mean `taxed`?"
    _, problems = read("zzz: 1\n", lambda f: (f.text("name", ""), f.taxed("taxed", "")))
    assert problems[0].hint == "the keys that may stand here: name, taxed"


def test_an_empty_value_is_no_value() -> None:
    _, problems = read("a:\nb: ''\nc: ''\nd:\n", lambda f: (f.text("a", ""), f.text("b", "", True), f.money("c", ""),
                       f.each("d", "", lambda g: None)))  # fmt: skip
    assert [problem[:3] for problem in said(problems)] == [
        ("field.empty", 1, 3), ("field.empty", 2, 4), ("field.empty", 3, 4), ("field.empty", 4, 3),
    ]  # fmt: skip


def test_an_optional_text_may_be_said_to_be_empty() -> None:
    assert read("notes: ''\n", lambda f: f.long_text("notes", "")) == ("", [])


def test_a_shape_that_is_not_wanted_is_told() -> None:
    def reader(fields: Fields) -> None:
        fields.text("a", "")
        fields.money("b", "")
        fields.words("c", "")
        fields.each("d", "", lambda inner: None)
        fields.nested("e", "", lambda inner: None)
        fields.pairs("f", "", kinds.RATE)

    _, problems = read("a: [x]\nb: {x: 1}\nc: x\nd: [x]\ne: x\nf: [x]\n", reader)
    assert said(problems) == [
        ("field.kind", 1, 4, "`a` is a list; a text is wanted"),
        ("field.kind", 2, 4, "`b` is a mapping; an amount such as 1250.00 is wanted"),
        ("field.kind", 3, 4, '`c` is "x"; a list of texts is wanted'),
        ("field.kind", 4, 5, 'an entry of `d` is "x"; keys with values are wanted'),
        ("field.kind", 5, 4, '`e` is "x"; a mapping with keys of its own is wanted'),
        ("field.kind", 6, 4, "`f` is a list; a mapping of names to values is wanted"),
    ]


@pytest.mark.parametrize(
    ("word", "taxed"),
    [("true", True), ("false", False), ("[GST, PST]", ("GST", "PST")), ("[]", ()), ("[Sales tax]", ("Sales tax",))],
)
def test_taxed_is_a_truth_or_a_list_of_names(word: str, taxed: object) -> None:
    assert read(f"taxed: {word}\n", lambda fields: fields.taxed("taxed", "")) == (taxed, [])


@pytest.mark.parametrize("word", ["yes", "GST", "True", "{a: b}", "''"])
def test_taxed_is_nothing_else(word: str) -> None:
    _, problems = read(f"taxed: {word}\n", lambda fields: fields.taxed("taxed", ""))
    assert [problem[:3] for problem in said(problems)] == [("field.taxed", 1, 8)]


def test_a_choice_suggests_the_nearest() -> None:
    choices = ("approved", "declined")
    found, problems = read("status: aproved\n", lambda fields: fields.choice("status", "", choices, True))
    assert said(problems) == [
        ("field.choice", 1, 9, '`status` is "aproved"; one of approved, declined is wanted'),
    ]
    assert (found, problems[0].hint) == ("approved", "did you mean `approved`?")


def test_the_origin_knows_where_each_value_stands() -> None:
    origin, _ = read("a: 1\nbb:   2\n", lambda f: (f.text("a", ""), f.text("bb", ""), f.origin)[2])
    assert (origin.file, origin.line, origin.column, origin.keys) == ("f.yaml", 1, 1, {"a": (1, 4), "bb": (2, 7)})


def test_names_with_percents_are_read_in_their_order() -> None:
    found, problems = read("rates: {GST: 5%, PST: 7 %}\n", lambda fields: fields.pairs("rates", "", kinds.RATE))
    assert found == {"GST": Percent(Decimal(5))}
    assert said(problems) == [
        ("field.percent", 1, 23, '`rates.PST` is "7 %"; a percent from 0% to 100%, such as 8.25% is wanted'),
    ]
