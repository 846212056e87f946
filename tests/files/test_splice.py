"""A change touches the words it must, and no other byte."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ressio_cli.files.emit import dump
from ressio_cli.files.nodes import as_value
from ressio_cli.files.splice import revise
from ressio_cli.files.tree import read_tree
from ressio_cli.model.value import Plain, Value

INVOICE = """\
# our march bill
title: March progress   # a title

notes: |
  First.
  Second.

# who and when
show: {percent: true,   cost: false}  # as agreed
sections:
  # the slab
  - title: 'Progress billing'
    from: percentage
    lines:
      - source: "03-100"     # slab
        percent: 60%
        taxed: false
      # the rest
      - {source: "03-200", percent: 10%}   # later
files: [a.pdf, b.pdf]
"""


def said(text: str) -> Any:
    tree, problems = read_tree(text, "a.yaml")
    assert problems == []
    assert tree is not None
    return as_value(tree)


def after_edit(text: str, edit: str) -> str:
    """The text once `edit`, a statement on `doc`, has been carried out."""
    doc = said(text)
    exec(edit, {"doc": doc, "Plain": Plain})
    result = revise(text, said(text), doc)
    assert said(result) == doc
    return result


EDITS = {
    "doc['title'] = 'April'": ("title: March progress   # a title", "title: April   # a title"),
    "doc['show']['cost'] = Plain('true')": ("cost: false}  # as", "cost: true}  # as"),
    "doc['show']['tax'] = Plain('true')": ("cost: false}  # as", "cost: false, tax: true}  # as"),
    "del doc['show']['percent']": ("{percent: true,   cost: false}", "{cost: false}"),
    "del doc['show']['cost']": ("{percent: true,   cost: false}", "{percent: true}"),
    "del doc['notes']": ("notes: |\n  First.\n  Second.\n", ""),
    "doc['notes'] = 'One'": ("notes: |\n  First.\n  Second.\n", "notes: One\n"),
    "doc['notes'] = 'First.\\nThird.'": ("notes: |\n  First.\n  Second.\n", "notes: |-\n  First.\n  Third.\n"),
    "doc['title'] = 'One\\ntwo\\n'": ("title: March progress   # a title\n", "title: |   # a title\n  One\n  two\n"),
    "doc['sections'][0]['title'] = 'It\\'s'": ("'Progress billing'", "'It''s'"),
    "doc['sections'][0]['lines'][0]['amount'] = Plain('1.00')": (
        "        taxed: false\n",
        "        taxed: false\n        amount: 1.00\n",
    ),
    "del doc['sections'][0]['title']": ("- title: 'Progress billing'\n    from", "- from"),
    "del doc['sections'][0]['lines'][0]": (
        '      - source: "03-100"     # slab\n        percent: 60%\n        taxed: false\n',
        "",
    ),
    "doc['sections'][0]['lines'].append({'description': 'Fee'})": (
        "   # later\n",
        "   # later\n      - {description: Fee}\n",
    ),
    "doc['sections'][0]['lines'].insert(0, {'source': '1'})": (
        '      - source: "03-100"',
        '      - {source: "1"}\n      - source: "03-100"',
    ),
    "doc['sections'].append({'title': 'B', 'lines': []})": (
        "   # later\n",
        "   # later\n  - title: B\n    lines: []\n",
    ),
    "doc['files'].append('c.pdf')": ("b.pdf]", "b.pdf, c.pdf]"),
    "doc['files'].remove('a.pdf')": ("[a.pdf, b.pdf]", "[b.pdf]"),
    "doc['files'].clear()": ("[a.pdf, b.pdf]", "[]"),
    "doc['sections'].clear()": (
        INVOICE[INVOICE.index("sections:") : INVOICE.index("files:")],
        "sections: []\n  # the slab\n",
    ),
    "doc['seal'] = 'sha256:1'": ("b.pdf]\n", "b.pdf]\nseal: sha256:1\n"),
    "doc['files'] = 'none'": ("[a.pdf, b.pdf]", "none"),
    "doc['title'] = {'a': 'b'}": ("March progress   # a", "{a: b}   # a"),
    "doc['title'] = [{'a': 'b'}]": ("title: March progress   # a title\n", "title:   # a title\n  - {a: b}\n"),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_changes_these_words_alone(edit: str, ending: str) -> None:
    old, new = EDITS[edit]
    assert INVOICE.count(old) == 1
    text = INVOICE.replace("\n", ending)
    assert after_edit(text, edit) == INVOICE.replace(old, new).replace("\n", ending)


def test_a_missing_last_newline_stays_missing() -> None:
    assert revise("a: 1\nb: 2", {"a": "1", "b": "2"}, {"a": "1", "b": "2", "c": "x"}) == "a: 1\nb: 2\nc: x"
    assert revise("a: 1\nb: 2", {"a": "1", "b": "2"}, {"a": "1"}) == "a: 1"


def test_a_default_written_out_is_left_alone_and_replaced_when_it_changes() -> None:
    text = "a: x\ntaxed: false\n"
    assert revise(text, {"a": "x"}, {"a": "z"}) == "a: z\ntaxed: false\n"
    assert revise(text, {"a": "x"}, {"a": "x", "taxed": Plain("true")}) == "a: x\ntaxed: true\n"


def test_a_word_that_was_read_as_the_same_amount_keeps_its_spelling() -> None:
    text = 'amount: "1,250.00"\nnote: a\n'
    before: dict[str, Value] = {"amount": Plain("1250.00"), "note": "a"}
    assert revise(text, before, before | {"note": "b"}) == 'amount: "1,250.00"\nnote: b\n'


def test_a_key_is_put_behind_its_neighbour() -> None:
    text = "title: a\n# about terms\nterms: Net 30\n"
    before: dict[str, Value] = {"title": "a", "terms": "Net 30"}
    after: dict[str, Value] = {"draft": "a", "title": "a", "released": Plain("2026-03-31"), "terms": "Net 30"}
    assert revise(text, before, after) == ("draft: a\ntitle: a\nreleased: 2026-03-31\n# about terms\nterms: Net 30\n")


def test_a_flow_mapping_that_grows_long_becomes_a_block() -> None:
    text = 'lines:\n  - {source: "03-100", description: Excavation and foundation, percent: 60%}   # slab\nend: x\n'
    before = said(text)
    line = before["lines"][0]
    grown = line | {"worth": Plain("24864.00"), "previous": Plain("7459.20"), "amount": Plain("7459.20")}
    assert revise(text, before, before | {"lines": [grown]}) == (
        'lines:\n  - source: "03-100"   # slab\n    description: Excavation and foundation\n    percent: 60%\n'
        "    worth: 24864.00\n    previous: 7459.20\n    amount: 7459.20\nend: x\n"
    )


def test_a_remark_below_is_not_swallowed_by_a_text_of_several_lines() -> None:
    text = "a: x\n    # about b\nb: y\n"
    assert revise(text, said(text), {"a": "one\ntwo\n", "b": "y"}) == 'a: "one\\ntwo\\n"\n    # about b\nb: y\n'


@pytest.mark.parametrize(
    ("text", "after", "wanted"),
    [
        ("a:\nb: 1\n", {"a": "x", "b": "1"}, "a: x\nb: 1\n"),
        ("a:   # why\n", {"a": "x"}, "a: x   # why\n"),
        ("a: >\n  x\n  y\n\nb: 1\n", {"a": "z", "b": "1"}, "a: z\n\nb: 1\n"),
        ("a: |   # why\n  x\n# so\nb: 1\n", {"a": "z", "b": "1"}, "a: z   # why\n# so\nb: 1\n"),
        ('a: "x\n  y"  # why\nb: 1\n', {"a": "z", "b": "1"}, 'a: "z"  # why\nb: 1\n'),
        ("a: |+\n  x\n\n\nb: 1\n", {"b": "1"}, "b: 1\n"),
        ("a:\n- x\n- y\n", {"a": ["x", "z", "y"]}, "a:\n- x\n- z\n- y\n"),
        ("a:\n-   b: 1\n    c: 2\n", {"a": [{"c": "2"}]}, "a:\n-   c: 2\n"),
        ("a:\n- b: 1\n  # why\n  c: 2\n", {"a": [{"c": "2"}]}, "a:\n-\n  # why\n  c: 2\n"),
        ("a:\n- - x\n  - y\n", {"a": [["y"]]}, "a:\n- - y\n"),
        ("a: {b: 1, # why\n    c: 2}\n", {"a": {"b": "1", "c": "2", "d": "x"}}, "a: {b: 1, # why\n    c: 2, d: x}\n"),
        ("a: {b, c: 1}\n", {"a": {"b": "x", "c": "1"}}, "a: {b: x, c: 1}\n"),
        ("a: {}\n", {"a": {"b": "x"}}, "a: {b: x}\n"),
        ("a: []\n", {"a": ["x"]}, "a: [x]\n"),
        ("a: 1\n", {"b": "x"}, "b: x\n"),
        ("a: 1\n", {}, "{}\n"),
        ("a:\n  # why\n  b: 1\n", {"a": {}}, "a: {}\n  # why\n"),
        ("a:\n  b: 1  # why\n", {"a": {"c": "x"}}, "a:\n  c: x\n"),
        ('a: "b"  # why\n', {"a": "c"}, 'a: "c"  # why\n'),
        ("---\na: 1\n", {"a": "x"}, "---\na: x\n"),
        ("{a: 1}\n", {"a": "x", "b": "z"}, "{a: x, b: z}\n"),
        ("a: [x, y, z]\n", {"a": ["z"]}, "a: [z]\n"),
        ("a:\n  -\n    b: 1\n  -   \n    b: 2\n", {"a": [{"b": "2"}]}, "a:\n  -   \n    b: 2\n"),
    ],
)
def test_a_form_a_person_chose_is_kept(text: str, after: dict[str, Value], wanted: str) -> None:
    assert revise(text, said(text), after) == wanted


WORDS = st.sampled_from(
    ["a", "b c", "1.00", "", "it's", 'say "so"', "x: y", "one\ntwo\n", "one\n\n two", "- z", "yes", "#"]
)
KEYS = st.sampled_from(["source", "title", "lines", "note", "amount", "show"])
VALUES: st.SearchStrategy[Value] = st.recursive(
    WORDS, lambda some: st.lists(some, max_size=4) | st.dictionaries(KEYS, some, max_size=4), max_leaves=10
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)


@st.composite
def edited(draw: st.DrawFn, value: Value) -> Value:
    """The value with some of its parts changed, left out or added."""
    deed = draw(st.integers(0, 9))
    if deed == 0:
        return draw(VALUES)
    if isinstance(value, dict):
        kept = {key: draw(edited(inner)) for key, inner in value.items() if draw(st.integers(0, 5))}
        new = draw(st.dictionaries(KEYS, VALUES, max_size=1)) if deed == 1 else {}
        return new | kept if draw(st.booleans()) else kept | new
    if isinstance(value, list):
        items = [draw(edited(inner)) for inner in value if draw(st.integers(0, 5))]
        if deed == 1:
            items.insert(draw(st.integers(0, len(items))), draw(VALUES))
        return items
    return draw(WORDS) if deed == 1 else value


@st.composite
def by_hand(draw: st.DrawFn, value: dict[str, Value]) -> str:
    """The document as a person may have left it: with remarks, empty lines, other line ends."""
    lines = []
    body = -1  # lines further in than this belong to a text of several lines
    for number, line in enumerate(dump(value).splitlines()):
        indent = len(line) - len(line.lstrip())
        if body >= 0 and (indent > body or not line):
            lines.append(line)
            continue
        header = re.search(r"\|-?$", line)
        body = indent if header else -1
        if draw(st.integers(0, 4)) == 0:
            lines.append(draw(st.sampled_from(["", f"# remark {number}", f"{' ' * indent}# inner {number}"])))
        lines.append(line + ("   # so" if draw(st.integers(0, 4)) == 0 else ""))
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    return ending.join(lines) + (draw(st.sampled_from([ending, ""])) if body < 0 else ending)


@given(st.data())
@settings(max_examples=600, deadline=None)
def test_any_edit_of_any_text_says_what_was_asked(data: st.DataObject) -> None:
    before = data.draw(DOCUMENTS)
    text = data.draw(by_hand(before))
    assert said(text) == before
    after = {key: data.draw(edited(inner)) for key, inner in before.items() if data.draw(st.integers(0, 5))}
    after |= data.draw(st.dictionaries(KEYS, VALUES, max_size=1))
    hidden = {"taxed": "false"} if data.draw(st.booleans()) else {}
    if hidden:
        text = "taxed: false   # so" + ("\r\n" if "\r\n" in text else "\n") + text
    result = revise(text, before, after)
    assert said(result) == after | hidden
    remarks = [line for line in text.splitlines() if line.startswith("# remark")]
    kept = [line for line in result.splitlines() if line.startswith("# remark")]
    if all(type(after.get(key)) is type(inner) is str for key, inner in before.items()):
        assert kept == remarks
    assert set(kept) <= set(remarks)
    assert revise(text, before, before) == text


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_what_is_put_in_and_taken_out_again_leaves_no_trace(data: st.DataObject) -> None:
    before = data.draw(DOCUMENTS)
    text = data.draw(by_hand(before))
    place = data.draw(st.integers(0, len(before)))
    parts = [*before.items()]
    after = dict([*parts[:place], ("fresh", data.draw(WORDS)), *parts[place:]])
    there_and_back = revise(revise(text, before, after), after, before)
    newline = "\r\n" if "\r\n" in text else "\n"
    assert there_and_back in (text, text + newline)  # a text of several lines at the end ends its last line


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_the_lines_of_untouched_keys_stay_in_order(data: st.DataObject) -> None:
    before = data.draw(DOCUMENTS)
    text = data.draw(by_hand(before))
    key = data.draw(st.sampled_from([*before]))
    result = revise(text, before, before | {key: data.draw(VALUES)}).splitlines()
    own = False
    for line in text.splitlines():
        own = line.startswith(f"{key}:") if re.match(r"[a-z]", line) else own
        if not own:
            assert line in result
            result = result[result.index(line) + 1 :]
