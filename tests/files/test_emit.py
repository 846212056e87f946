"""What we write comes back as it went in."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ressio_cli.files.emit import dump
from ressio_cli.files.nodes import as_value
from ressio_cli.files.strict import read_strict
from ressio_cli.files.tree import read_events, read_tree
from ressio_cli.model.value import Plain, Value

SIGNS = """
08 1e3 0x1 0o7 0b1 1_000 12:30 1:2:3.5 2026-02-01 03-100 yes No ON off True null Null ~ .inf -.INF
.nan y n = << . .. + - -- --- ... ? : # | > & * ! % @ ` ' " { } [ ] , a:b a#b -a ?a :a a: +.5 5. ._
1,250.00 2001-12-14t21:59:43.10-05:00
"""
AWKWARD = st.sampled_from(
    [
        *SIGNS.split(),
        "",
        " ",
        " a",
        "a ",
        "a: b",
        "a #b",
        "- a",
        "a\n",
        "\na",
        "a\nb",
        "a\n\nb\n",
        "a\nb\n\n",
        " a\nb",
        "a \nb",
        "\n",
        "<<<<<<< HEAD",
        "a\n<<<<<<< HEAD\nb",
        "=======",
        "a\n=======",
        "\u202etext",
        "a\u2028b",
        "\ufeff",
        "é",
        "😀",
        "a\xa0b",
        "\x85",
    ]
)
TEXT = st.one_of(AWKWARD, st.text(st.characters(codec="utf-8"), max_size=30), st.text("ab \n:#-'\",", max_size=12))
KEY = st.one_of(st.sampled_from(["title", "from", "on", "no", "source", "lines"]), TEXT)


def values(words: st.SearchStrategy[str], keys: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Value]]:
    inner: st.SearchStrategy[Value] = st.recursive(
        words, lambda some: st.lists(some, max_size=4) | st.dictionaries(keys, some, max_size=4), max_leaves=12
    )
    return st.dictionaries(keys, inner, min_size=1, max_size=5)


@given(values(TEXT, KEY))
@settings(max_examples=400, deadline=None)
def test_any_value_comes_back_from_its_text(value: dict[str, Value]) -> None:
    text = dump(value)
    tree, problems = read_tree(text, "a.yaml")
    assert problems == []
    assert tree is not None
    assert as_value(tree) == value


@given(values(TEXT, st.sampled_from(["title", "from", "source", "lines"])))
@settings(max_examples=300, deadline=None)
def test_another_yaml_reader_sees_texts_as_texts(value: dict[str, Value]) -> None:
    assert yaml.safe_load(dump(value)) == value


ORDINARY = st.sampled_from(["March progress", "CO-001/1", "03-100", "a: b", "Unit #4", "Reyes, Dana", "", "yes"])


@given(values(ORDINARY | st.sampled_from(["1250.00", "8.25%", "2026-01-02"]).map(Plain), st.sampled_from("abcdef")))
@settings(max_examples=200, deadline=None)
def test_the_strict_reader_reads_what_we_write(value: dict[str, Value]) -> None:
    text = dump(value)
    tree = read_strict(text)
    assert (tree, []) == (tree, read_events(text, "a.yaml")[1])
    if tree is not None:
        assert tree == read_events(text, "a.yaml")[0]


@pytest.mark.parametrize(
    "text", ["1250", "08", "1,250.00", "12:30", "2026-02-01", "no", "True", "~", "", " a", "a:", "a #b"]
)
def test_a_text_that_looks_like_something_else_is_quoted(text: str) -> None:
    assert dump({"number": text}) == f'number: "{text}"\n'


def test_a_typed_word_is_bare_and_quoted_only_for_its_comma_in_brackets() -> None:
    value: dict[str, Value] = {"a": Plain("1,250.00"), "b": {"c": Plain("1,250.00"), "d": Plain("false")}}
    assert dump(value) == 'a: 1,250.00\nb: {c: "1,250.00", d: false}\n'


def test_a_file_reads_like_the_handbook() -> None:
    value: dict[str, Value] = {
        "title": "Heated bathroom floor",
        "decided": {"on": Plain("2026-03-05"), "by": "Dana Reyes", "seal": "sha256:4be1"},
        "notes": "First line.\nSecond line: with a colon.\n",
        "files": ["attachments/88121.pdf"],
        "none": [],
        "items": [
            {"name": "Heat mat", "code": "03-30-00", "item": "09-110", "cost": Plain("-300.00"), "taxed": ["GST"]},
            {"name": "A long name " + "x" * 90, "notes": "one\ntwo"},
        ],
    }
    assert dump(value) == (
        "title: Heated bathroom floor\n"
        "decided: {on: 2026-03-05, by: Dana Reyes, seal: sha256:4be1}\n"
        "notes: |\n"
        "  First line.\n"
        "  Second line: with a colon.\n"
        "files: [attachments/88121.pdf]\n"
        "none: []\n"
        "items:\n"
        '  - {name: Heat mat, code: 03-30-00, item: "09-110", cost: -300.00, taxed: [GST]}\n'
        f"  - name: A long name {'x' * 90}\n"
        "    notes: |-\n"
        "      one\n"
        "      two\n"
    )


def test_an_empty_document_is_an_empty_mapping() -> None:
    assert dump({}) == "{}\n"
