"""ressio.toml as a tree: every setting at its place, what is no TOML in plain words."""

from __future__ import annotations

import time

import pytest

from ressio_cli.files import settings_file
from ressio_cli.files.fields import Fields
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
