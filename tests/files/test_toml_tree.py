"""ressio.toml as a tree: every setting at its place, what is no TOML in plain words."""

from __future__ import annotations

import time
from datetime import date

import pytest

from ressio_cli.files import settings_file
from ressio_cli.files.fields import Fields
from ressio_cli.files.nodes import Mapping, Sequence
from ressio_cli.files.toml_tree import read_toml
from ressio_cli.model.money import Currency
from ressio_cli.model.problem import Problem

SOUND = """\
# Harbor House
[project]
name = "Harbor House"
address = [
  "14 Harbor Lane",
]
contract = "fixed-price"
budget = "cost-items"
square_feet = 2647

[ "client" ]
name = 'Dana # and Robin'

[tax]
rates = {"Sales tax" = "8.25%", GST = "5%"}
[billing]
  retainage="0%"
conditions = \"\"\"
[project]
name = "not this one"
\"\"\"
show.cost = true
"""


def settings(text: str) -> list[tuple[str, int, int, str, str]]:
    """What is wrong with these settings."""
    tree, problems = read_toml(text, "ressio.toml")
    if tree is not None:
        fields = Fields(tree, "ressio.toml", problems, Currency())
        settings_file.read(fields)
        fields.finish(settings_file.read)
    return [said(problem) for problem in problems]


def said(one: Problem) -> tuple[str, int, int, str, str]:
    return one.code, one.origin.line, one.origin.column, one.message, one.hint


def test_every_value_has_its_place() -> None:
    tree, problems = read_toml(SOUND, "ressio.toml")
    assert tree is not None and problems == []
    read = settings_file.read(Fields(tree, "ressio.toml", [], Currency()))
    assert read.name == "Harbor House"
    assert read.client.name == "Dana # and Robin"
    assert dict(read.origin.keys) == {
        "project": (2, 1), "project.name": (3, 8), "project.address": (4, 11), "project.contract": (7, 12),
        "project.budget": (8, 10), "project.square_feet": (9, 15), "client": (11, 1), "client.name": (12, 8),
        "tax": (14, 1), "tax.rates": (15, 9), "billing": (16, 1), "billing.retainage": (17, 13),
        "billing.conditions": (18, 14), "billing.show": (16, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"fixed-price"', '"fixed"', (
            "field.choice", 7, 12, '`project.contract` is "fixed"; one of fixed-price, cost-plus is wanted',
            "did you mean `fixed-price`?")),
        ('"fixed-price"', "7", (
            "field.kind", 7, 12, '`project.contract` is "7"; one of fixed-price, cost-plus is wanted',
            'put it in quotes: "7"')),
        ("2647", '"many"', (
            "field.whole", 9, 15, '`project.square_feet` is "many"; a whole number such as 2647 is wanted',
            "write digits only")),
        ("2647", "26.5", (
            "field.whole", 9, 15, '`project.square_feet` is "26.5"; a whole number such as 2647 is wanted',
            "write digits only")),
        ('"5%"', '"5"', (
            "field.percent", 15, 39, '`tax.rates.GST` is "5"; a percent from 0% to 100%, such as 8.25% is wanted',
            "write the sign: `18%`")),
        ('"5%"', "5", (
            "field.kind", 15, 39, '`tax.rates.GST` is "5"; a percent from 0% to 100%, such as 8.25% is wanted',
            'put it in quotes: "5"')),
        ("name = 'Dana", "nmae = 'Dana", (
            "field.unknown", 12, 1, "`client.nmae` is not a key that stands here", "did you mean `name`?")),
        ('[project]\nname = "H', '[projekt]\nname = "H', (
            "field.unknown", 2, 1, "`projekt` is not a key that stands here", "did you mean `project`?")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(old: str, new: str, problem: tuple[str, int, int, str, str]) -> None:
    sound = SOUND.replace("show.cost = true\n", "")
    assert settings(sound) == []
    assert problem in settings(sound.replace(old, new, 1))


RATES = """\
[project]
name = "Harbor House"
contract = "fixed-price"
budget = "cost-items"
[client]
name = "Dana"
[tax.rates]
GST = "5%"
HST = [
  {rate = "13%"},  # until June
  {rate = "15%", from = 2026-07-01},
]
PST = [{rate="7%"}, {rate="8%", from="2027-01-01"}, { from = 2028-01-01, rate = "9%" },]
[[tax.rates.QST]]
rate = "9.975%"
[[tax.rates.QST]]
rate = "10%"
from = 2026-07-01
[tax.rates.VAT]
rate = "20%"
"""


def test_a_rate_may_change_over_time() -> None:
    tree, problems = read_toml(RATES, "ressio.toml")
    assert tree is not None and problems == []
    tax = settings_file.read(Fields(tree, "ressio.toml", problems, Currency())).tax
    assert problems == []
    assert {
        name: [(str(dated.rate), str(dated.start) if dated.start else "") for dated in rates]
        for name, rates in tax.rates.items()
    } == {
        "GST": [("5%", "")],
        "HST": [("13%", ""), ("15%", "2026-07-01")],
        "PST": [("7%", ""), ("8%", "2027-01-01"), ("9%", "2028-01-01")],
        "QST": [("9.975%", ""), ("10%", "2026-07-01")],
        "VAT": [("20%", "")],
    }
    days = ("2026-06-30", "2026-07-01", "2199-01-01")
    assert [str(tax.rate_on("HST", date.fromisoformat(day))) for day in days] == ["13%", "15%", "15%"]
    assert (str(tax.rate_on("PST", date.fromisoformat("2027-12-31"))), tax.rate_on("XXX", date.min)) == ("8%", None)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('rate = "15%"', 'rate = "15"', (
            "field.percent", 11, 11, '`rate` is "15"; a percent from 0% to 100%, such as 8.25% is wanted',
            "write the sign: `18%`")),
        ("from = 2026-07-01},\n]", "form = 2026-07-01},\n]", (
            "field.unknown", 11, 18, "`form` is not a key that stands here", "did you mean `from`?")),
        ("from = 2026-07-01},\n]", "},\n]", (
            "toml.syntax", 11, 18,
            "this is not TOML: a key is missing here: braces stay on one line, without a comma before the closing one",
            'a setting is `key = "value"`, below its `[section]`')),
        ("from = 2026-07-01},\n]", "zzz = 1, from = 2026-07-01},\n]", (
            "field.unknown", 11, 18, "`zzz` is not a key that stands here",
            "the keys that may stand here: rate, from")),
        ('{rate = "15%", from = 2026-07-01}', '{from = 2026-07-01}', (
            "field.missing", 11, 3, "`rate` is missing", "add `rate:` with a percent from 0% to 100%, such as 8.25%")),
        ('{rate = "15%", from = 2026-07-01}', '"15%"', (
            "field.kind", 11, 3, 'an entry of `HST` is "15%"; keys with values are wanted',
            "write its keys and values")),
        ("from = 2026-07-01},\n]", "from = 2026-07-01T00:00:00},\n]", (
            "field.date", 11, 25, '`from` is "2026-07-01 00:00:00"; a day of the calendar such as 2026-03-31 is wanted',
            "write YYYY-MM-DD")),
        ('from="2027-01-01"', 'from="2029-01-01"', (
            "settings.tax-rates", 13, 62, "PST: the rate from 2028-01-01 follows the rate from 2029-01-01",
            "write its rates in the order of their dates, one for each date")),
        ('from="2027-01-01"', 'from="2028-01-01"', (
            "settings.tax-rates", 13, 62, "PST: the rate from 2028-01-01 follows the rate from 2028-01-01",
            "write its rates in the order of their dates, one for each date")),
        ('{rate = "13%"}', '{rate = "13%", from = 2026-01-01}', (
            "settings.tax-rates", 10, 25,
            "the first rate of HST starts on 2026-01-01; the first rate applies from the beginning",
            "take out its `from`, or write the earlier rate before it")),
        ('{rate="7%"}', '{rate="7%"}, {rate="7.5%"}', (
            "settings.tax-rates", 13, 21, "PST: 7.5% follows another rate and has no start date",
            "add the day it starts: `from = 2026-07-01`")),
        ('rate = "10%"', 'rate = 10', (
            "field.kind", 17, 8, '`rate` is "10"; a percent from 0% to 100%, such as 8.25% is wanted',
            'put it in quotes: "10"')),
        ('[tax.rates.VAT]\nrate = "20%"', "[tax.rates.VAT]\nfrom = 2026-07-01\nrate = \"20%\"", (
            "settings.tax-rates", 20, 8,
            "the first rate of VAT starts on 2026-07-01; the first rate applies from the beginning",
            "take out its `from`, or write the earlier rate before it")),
        ("HST = [\n", "HST = []\nXST = [\n", (
            "field.empty", 9, 7, "`HST` is an empty list", "write at least one entry")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_dated_rates_is_told_at_its_place(
    old: str, new: str, problem: tuple[str, int, int, str, str]
) -> None:
    assert RATES.count(old) == 1
    assert problem in settings(RATES.replace(old, new))


@pytest.mark.parametrize(
    "text",
    [
        'a = ["x", """ ] , } """, \'y\']\n',
        'a = "\\""\nb = """\\"""]"""\n',
        "a = {b = [{c = 1}, {c = [[1], [2, 3]]}], d = '[{'}\n",
        "a = [ # one ]\n  1, # two\n  2,\n]\n",
        "[a]\nb.c = [{d.e = 1}]\n\n[[a.f]]\n[a.f.g]\nh = 1\n",
        "a = [\n  [],\n  {},\n]",
    ],
)  # fmt: skip
def test_whatever_may_stand_in_a_value_does_not_lead_the_places_astray(text: str) -> None:
    tree, problems = read_toml(f"{text}[last]\nkey = [{{name = 'x'}}]\n" if text.endswith("\n") else text, "x.toml")
    assert tree is not None and problems == []
    if text.endswith("\n"):
        last = tree.entries["last"].node
        assert isinstance(last, Mapping)
        row = text.count("\n") + 2
        listed = last.entries["key"].node
        assert (listed.line, listed.column) == (row, 7)
        assert isinstance(listed, Sequence)
        (inner,) = listed.items
        assert isinstance(inner, Mapping)
        assert (inner.line, inner.column, inner.entries["name"].node.column) == (row, 8, 16)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("name = Harbor\n", 1, 8, "this is not TOML: a value is missing here, or has no quotes"),
        ('a = "x\n', 1, 7, "this is not TOML: a quote is not closed on its line, or a strange character stands here"),
        ("a = [1,\n", 1, 1, "this is not TOML: a value is missing here, or has no quotes"),
        ("a: 1\n", 1, 2, "this is not TOML: an equals sign is missing after the key"),
        ("a = " + "9" * 5000, 1, 1, "this is not TOML: a number is too long"),
    ],
)  # fmt: skip
def test_what_is_no_toml_is_told_in_plain_words(text: str, line: int, column: int, message: str) -> None:
    hint = 'a setting is `key = "value"`, below its `[section]`'
    assert settings(text) == [("toml.syntax", line, column, message, hint)]


@pytest.mark.parametrize("text", ["[a]\n x = 1\n x = 2\n", "[a]\n[b]\n [a]\n"])
def test_what_stands_twice_is_told_at_the_second(text: str) -> None:
    assert settings(text) == [("toml.syntax", 3, 2, "this is not TOML: this stands here again", "keep one of the two")]


def test_a_merge_marker_is_told_as_such() -> None:
    ((code, line, column, message, _),) = settings("[a]\n<<<<<<< HEAD\nx = 1\n=======\n")
    assert (code, line, column, message) == (
        "file.merge-marker", 2, 1, "line 2 is left over from an unfinished merge: <<<<<<< HEAD",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000, "a" + ".a" * 100_000 + " = 1", "[" + "a." * 100_000 + "a]\nx = 1",
        "x = {" + "a . " * 50,
        "[" * 100_000, 'x = 1\n"a"' + ".'a'" * 900 + " = 1", "a = " + "{a=" * 100_000,
    ],
    ids=range(7),
)  # fmt: skip
def test_what_lies_too_deep_is_refused_at_once(text: str) -> None:
    began = time.process_time()
    (code, *_), *more = settings(text)
    assert (code, more) in (("toml.depth", []), ("toml.syntax", []))
    assert time.process_time() - began < 1


def test_what_looks_deep_in_a_text_is_only_text() -> None:
    dots = "e.g. " * 40
    tree, problems = read_toml(f'a = "{dots}"\nb = """\nfirst {dots}\n"""\n', "ressio.toml")
    assert tree is not None and problems == []
