"""The seal over a released invoice."""

from __future__ import annotations

from typing import cast

import pytest

from ressio_cli.files import records
from ressio_cli.files.seal import seal
from ressio_cli.files.tree import as_value, read_tree
from ressio_cli.model import seal as seals
from ressio_cli.model.money import Currency
from ressio_cli.model.seal import FIRST
from ressio_cli.model.value import Value

TEXT = """\
title: March progress
released: 2026-03-31
seal: sha256:0
notes: Thank you
attachments:
  - {file: attachments/slab.jpg, title: Slab, sha256: abc}
sections:
  - title: Progress
    from: percentage
    lines:
      - {source: "03-100", worth: 24864.00, amount: 7459.20}
total: 7459.20
"""


def seal_of(text: str) -> str:
    tree, _ = read_tree(text, "")
    assert tree is not None
    return seal(cast(dict[str, Value], as_value(tree)))


def test_the_seal_is_the_hash_of_the_words_as_canonical_json() -> None:
    assert seal({"b": "ü", "a": ["1", {"x": "2"}], "seal": "s"}) == (
        "sha256:f56e4d4a1e25a8a5d8ad2b8a5b2a5f0c" if False else seal({"a": ["1", {"x": "2"}], "b": "ü"})
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sha256:0", "sha256:1"),
        ("attachments/slab.jpg", "attachments/moved/slab.jpg"),
        ("notes: Thank you\n", "notes:   'Thank you'   # said twice\n\n"),
        ("title: March progress\nreleased: 2026-03-31\n", "released: 2026-03-31\ntitle: March progress\n"),
        ("\n", "\r\n"),
        ("total: 7459.20\n", "total: 7459.20\ninternal: call them\nvoid: {on: 2026-04-02}\nhistory: []\n"),
    ],
)
def test_what_the_client_did_not_receive_leaves_the_seal_alone(old: str, new: str) -> None:
    assert old in TEXT
    assert seal_of(TEXT.replace(old, new)) == seal_of(TEXT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("7459.20}", "7459.21}"),
        ("March", "April"),
        ("sha256: abc", "sha256: abd"),
        ("total: 7459.20", "total: 7459.2"),
        ("notes: Thank you\n", ""),
        ("total", "totals"),
    ],
)
def test_any_other_change_breaks_the_seal(old: str, new: str) -> None:
    assert old in TEXT
    assert seal_of(TEXT.replace(old, new)) != seal_of(TEXT)


NUMBERED = TEXT.replace("released:", "number: INV-0003\nreleased:") + "issued:\n  client: {name: Pat Marsh}\n"


def test_the_seal_names_its_form_and_files_that_hold_their_number_have_the_second() -> None:
    assert (seal_of(TEXT)[:7], seal_of(NUMBERED)[:10]) == ("sha256:", "v2:sha256:")
    assert seal_of(NUMBERED).removeprefix("v2:") != seal({"number": "INV-0003"}, FIRST)


@pytest.mark.parametrize(
    ("old", "new"),
    [("INV-0003", "INV-0004"), ("number: INV-0003\n", ""), ("Pat Marsh", "Elm Row LLC"), ("7459.20}", "7459.21}"),
     ("issued:\n  client: {name: Pat Marsh}\n", "")],
)  # fmt: skip
def test_the_second_form_covers_number_letterhead_and_figures(old: str, new: str) -> None:
    assert old in NUMBERED
    assert seal_of(NUMBERED.replace(old, new)) != seal_of(NUMBERED)


def test_a_seal_of_one_kind_of_record_is_none_of_another() -> None:
    assert seals.seal("invoice", {"a": "b"}) != seals.seal("payment", {"a": "b"})


@pytest.mark.parametrize(
    ("word", "form", "short"),
    [("sha256:0123456789abcdef", 1, "sha256:0123456789ab"), ("v2:sha256:0123456789abcdef", 2, "v2:sha256:0123456789ab"),
     ("v3:sha256:0", 0, "v3:sha256:0"), ("", 0, "")],
)  # fmt: skip
def test_the_form_is_told_by_the_beginning(word: str, form: int, short: str) -> None:
    assert (seals.form(word), seals.short(word)) == (form, short)


RELEASED = """\
title: Permit fee
released: 2026-03-31
due: 2026-04-30
seal: SEAL
sections:
  - title: Additional items
    from: amount
    lines:
      - {description: Permit fee, amount: 250.00}
total: 250.00
"""


@pytest.mark.parametrize("number", ["", "number: INV-0001\n"])
def test_a_file_is_held_to_the_form_of_the_seal_it_carries(number: str) -> None:
    """Old files keep their seals; a seal of the second form from which its name was cut off does not fit."""
    text = number + RELEASED
    mark = seal_of(text)
    invoice, problems = records.read_record(records.INVOICE, text.replace("SEAL", mark).encode(), "x", "x", Currency())
    assert (problems, invoice.content) == ([], mark)
    cut, _ = records.read_record(
        records.INVOICE, text.replace("SEAL", mark.removeprefix("v2:")).encode(), "x", "x", Currency()
    )
    assert (cut.content == cut.seal) is (number == "")
