"""YAML as words with places: what is refused and where; and two readers that never disagree."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ressio_cli.files import emit
from ressio_cli.files.nodes import Mapping, Node, Sequence, Word, as_value
from ressio_cli.files.strict import read_strict
from ressio_cli.files.tree import read_events, read_tree
from ressio_cli.model.value import Value

INVOICE = """\
title: March progress   # a remark
released: 2026-03-31
show: {percent: true, cost: false}
attachments: []
# a remark of its own
sections:
  - title: "Progress: billing"
    from: percentage
    lines:
      - source: "03-100"
        amount: 7459.20
        taxed: [Sales tax, 'Fuel tax']
      - {source: CO-001/1, amount: -300.00, taxed: [a, b]}
  - title: Extras
    lines:
      - description: |
          two
          lines
void:
  on: 2026-04-02
"""
PIECES = [
    "a: ", "- ", "  ", "\n", "{a: b}", "[a, b]", "[]", "{}", '"x"', "'y'", " # r", "a:\n", "- a: b\n", "- - a\n", ", ",
    "a:b", "? ", "...", "---", "<<: ", "key: value\n", "  - x\n", "-1", "http://x:80/a#b", "x#y", "a : b", "~", "null",
    "\t", "\r\n", "\u00a0", "\u2028", "é", "*a", "&a ", "!t ", "|\n", ">-\n", "%", "@", "`",
]  # fmt: skip


def found(text: str) -> list[tuple[str, int, int]]:
    _, problems = read_tree(text, "f.yaml")
    return [(problem.code, problem.origin.line, problem.origin.column) for problem in problems]


def agree(text: str) -> bool:
    """Whether the strict reader read it; if so, the event reader must say the same."""
    tree = read_strict(text)
    if tree is None:
        return False
    assert (tree, []) == read_events(text, "f.yaml"), text
    return True


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)
values: st.SearchStrategy[Value] = st.recursive(
    words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4), max_leaves=12
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.from_regex("[a-z_]{1,8}", fullmatch=True), values, min_size=1, max_size=5))
def test_what_we_write_both_readers_read_alike(value: dict[str, Value]) -> None:
    text = emit.dump(value)
    agree(text)
    tree, problems = read_tree(text, "f.yaml")
    assert (problems, as_value(tree) if tree else None) == ([], value)


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
@example(["a:\n", "  ", "- ", "name:b", "\n", "    ", "key: value\n"])
@example(["a:\n", "  ", "- a:\n", "  ", "- d:e", "\n", "      ", "key: value\n"])
def test_two_readers_agree_on_pieces(pieces: list[str]) -> None:
    agree("".join(pieces))


def mutants(text: str, count: int) -> Iterator[str]:
    draw = random.Random(2026)
    for _ in range(count):
        mutant = text
        for _ in range(draw.randint(1, 4)):
            at = draw.randrange(len(mutant) + 1)
            mutant = mutant[:at] + draw.choice(["", *PIECES]) + mutant[at + draw.choice([0, 0, 1, 2, 5]) :]
        yield mutant


def test_two_readers_agree_on_a_damaged_invoice() -> None:
    whole = INVOICE.replace("description: |\n          two\n          lines", "description: two lines")
    assert agree(whole)
    assert not agree(INVOICE), "a text of several lines is the event reader's"
    assert sum(map(agree, mutants(whole, 6000))) > 100


def every_word(node: Node) -> Iterator[Word]:
    if isinstance(node, Word):
        yield node
    elif isinstance(node, Mapping):
        for entry in node.entries.values():
            yield entry.key
            yield from every_word(entry.node)
    else:
        for item in node.items:
            yield from every_word(item)


def test_every_place_is_where_the_word_stands() -> None:
    tree, problems = read_events(INVOICE, "f.yaml")
    assert tree is not None and problems == []
    lines = INVOICE.split("\n")
    for word in every_word(tree):
        there = INVOICE[word.start : word.end]
        assert lines[word.line - 1][word.column - 1 :].startswith(there.split("\n")[0])
        assert there.startswith(("|", '"', "'")) or there == word.text


def test_a_key_that_stands_twice_is_found_at_any_depth() -> None:
    """Each key of the invoice is doubled in turn, in block and in brackets."""
    tree, _ = read_events(INVOICE, "f.yaml")
    assert tree is not None
    lines = INVOICE.split("\n")
    doubled = 0
    for mapping in every_mapping(tree):
        for name in mapping.entries:
            if mapping.flow:
                text = f"{INVOICE[: mapping.end - 1]}, {name}: again{INVOICE[mapping.end - 1 :]}"
                place = (mapping.line, mapping.column + mapping.end - mapping.start + 1)
            else:
                at = INVOICE.count("\n", 0, mapping.end) + 1
                text = "\n".join([*lines[:at], f"{' ' * (mapping.column - 1)}{name}: again", *lines[at:]])
                place = (at + 1, mapping.column)
            assert found(text) == [("yaml.duplicate-key", *place)], text
            doubled += 1
    assert doubled == 21


def every_mapping(node: Node) -> Iterator[Mapping]:
    if isinstance(node, Mapping):
        yield node
        for entry in node.entries.values():
            yield from every_mapping(entry.node)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from every_mapping(item)


def test_every_repeated_key_names_the_first() -> None:
    _, problems = read_tree("a: 1\nb: 2\na: 3\na: 4\n", "f.yaml")
    assert [(problem.message, problem.origin.line, problem.hint) for problem in problems] == [
        ("`a` stands here again, first on line 1", 3, "keep one of the two"),
        ("`a` stands here again, first on line 1", 4, "keep one of the two"),
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("yaml.empty", 1, 1)]),
        ("# only remarks\n\n", [("yaml.empty", 1, 1)]),
        ("---\n", [("yaml.empty", 1, 1)]),
        ("- a\n- b\n", [("yaml.not-a-mapping", 1, 1)]),
        ("\njust words\n", [("yaml.not-a-mapping", 2, 1)]),
        ("a: &x 1\nb: *x\n", [("yaml.anchor", 1, 4), ("yaml.alias", 2, 4)]),
        ("a: *x\n", [("yaml.alias", 1, 4)]),
        ("a: {b: *x, c: *y}\n", [("yaml.alias", 1, 8), ("yaml.alias", 1, 15)]),
        ("a: !!int 1\n", [("yaml.tag", 1, 4)]),
        ("a: !!python/object/apply:os.system [ls]\n", [("yaml.tag", 1, 4)]),
        ("!t\na: 1\n", [("yaml.tag", 1, 1)]),
        ("a:\n  <<: {b: 1}\n  c: 2\n", [("yaml.merge-key", 2, 3)]),
        ("a:\n  <<: *b\n", [("yaml.merge-key", 2, 3), ("yaml.alias", 2, 7)]),
        ("a: 1\n---\nb: 2\n", [("yaml.documents", 2, 1)]),
        ("a: 1\n...\n---\nb: 2\n", [("yaml.documents", 3, 1)]),
        ("? a\n: b\n", [("yaml.complex-key", 1, 3)]),
        ("? [a, b]\n: c\n", [("yaml.complex-key", 1, 3), ("yaml.complex-key", 1, 3)]),
        ("{a: 1, ? b: 2}\n", [("yaml.complex-key", 1, 10)]),
        ("a: 1\n\tb: 2\n", [("yaml.syntax", 2, 1)]),
        ("a: b: c\n", [("yaml.syntax", 1, 5)]),
        ("a: 'b\n", [("yaml.syntax", 1, 4)]),
        ("a: [b\nc: d\n", [("yaml.syntax", 1, 4)]),
        ("a: %b\n", [("yaml.syntax", 1, 4)]),
        ("a: @b\n", [("yaml.syntax", 1, 4)]),
        ('a: "\\d"\n', [("yaml.syntax", 1, 5)]),
        ("a\nb: 1\n", [("yaml.syntax", 2, 2)]),
        ("%YAML 9.9\n---\na: 1\n", [("yaml.syntax", 1, 1)]),
    ],
)
def test_form_is_refused_at_its_place(text: str, problems: list[tuple[str, int, int]]) -> None:
    assert found(text) == problems


def test_a_quoted_merge_key_is_a_word() -> None:
    assert found('"<<": a\n') == []


def test_a_merge_marker_is_found_on_every_line_and_at_any_indent() -> None:
    lines = INVOICE.split("\n")
    for marker in ("<<<<<<< HEAD", ">>>>>>> main", "||||||| 1a2b3c", "<<<<<<<", "<<<<<<< HEAD: 3"):
        for at in range(len(lines)):
            for indent in ("", "          "):
                text = "\n".join([*lines[:at], indent + marker, *lines[at:]])
                assert found(text) == [("file.merge-marker", at + 1, len(indent) + 1)]


@pytest.mark.parametrize(
    "text", ["a: |\n  =======\n", "a: <<<<<<< b\n", "a: |\n  <<<<<<\n  <<<<<<<<\n  <<<<<<<x\n", "=======: 1\n"]
)
def test_what_only_looks_like_a_marker_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("depth", [33, 1_000, 30_000, 1_000_000])
@pytest.mark.parametrize("form", ["[{}", "{{a: {}", "{}]", "- {}", "? {}", "[{{a: {}", "a:\n{}"], ids=str)
def test_what_lies_too_deep_is_refused_at_once(form: str, depth: int) -> None:
    left = form.split("{}")[0].replace("{{", "{")
    if form == "{}]":
        text = f"k: {'[' * depth}{']' * depth}\n"
    elif form.startswith("a"):
        text = "".join(f"{' ' * level}a:\n" for level in range(min(depth, 2000)))
    else:
        text = f"{'' if left in ('- ', '? ') else 'k: '}{left * depth}x\n"
    began = time.process_time()
    assert [code for code, _, _ in found(text)] == ["yaml.depth"]
    assert time.process_time() - began < 1.5


def test_thirty_two_levels_are_read() -> None:
    assert found(f"k: {'[' * 31}{']' * 31}\n") == []
    assert found(f"k: {'[' * 32}{']' * 32}\n") == [("yaml.depth", 1, 35)]


@pytest.mark.parametrize(
    "text",
    [
        "k: " + "x" * 4_000_000, "k: " + "x " * 2_000_000, "k: " + "x:" * 2_000_000, "k: x" + " #" * 2_000_000,
        "k: {" + ", ".join(f"a{number}: [x]" for number in range(100_000)) + "}\n", "\n" * 4_000_000, "<" * 4_000_000,
        "".join(f"k{number}: x\n" for number in range(300_000)), "k: '" + "'" * 4_000_000, "k: [" + "x, " * 1_000_000,
    ],
    ids=range(10),
)  # fmt: skip
def test_a_file_of_the_greatest_size_is_read_in_bearable_time(text: str) -> None:
    began = time.process_time()
    found(text)
    assert time.process_time() - began < 6


def test_line_ends_of_windows_are_kept_in_places_and_not_in_words() -> None:
    tree, problems = read_tree("a: 1\r\nb:\r\n  - c: d\r\n    e: |\r\n      f\r\n      g\r\n", "f.yaml")
    assert tree is not None and problems == []
    assert as_value(tree) == {"a": "1", "b": [{"c": "d", "e": "f\ng\n"}]}
    assert [(word.line, word.column) for word in every_word(tree)] == [
        (1, 1), (1, 4), (2, 1), (3, 5), (3, 8), (4, 5), (4, 8),
    ]  # fmt: skip
