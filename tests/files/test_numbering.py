"""Ids and numbers of papers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ressio_cli.model.numbering import (
    draft_id,
    is_id,
    is_pattern,
    looks_like_number,
    number_of,
    numbered,
)

SERIES = "INV-{n:04}"
MARCH_31 = date(2026, 3, 31)


@pytest.mark.parametrize("word", ["INV-0007", "7", "a.b_c-d", "03-100", "A" * 200])
def test_an_id_is_letters_digits_and_three_signs(word: str) -> None:
    assert is_id(word)


@pytest.mark.parametrize("word", ["", "-rf", ".x", "../7", "a/b", "０００７", "a b", "a\n", "é", "A" * 201, "a\x00"])
def test_other_names_are_no_ids(word: str) -> None:
    assert not is_id(word)


@pytest.mark.parametrize("pattern", ["{n}", "INV-{n:04}", "2026.{n:03}", "{n:02}-A"])
def test_a_pattern_holds_the_number_once(pattern: str) -> None:
    assert is_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", ["", "INV", "{n}{n}", "INV {n}", "-{n}", "{n:4}", "{n:00}", "{0.__class__}", "{n!r}", "{}", "{n}/"]
)
def test_other_patterns_are_refused(pattern: str) -> None:
    assert not is_pattern(pattern)


@given(st.integers(0, 10**17), st.sampled_from(["{n}", "INV-{n:04}", "2026.{n:03}", "{n:02}-A"]))
def test_a_number_comes_back_from_its_id(n: int, pattern: str) -> None:
    assert number_of(numbered(n, pattern), pattern) == n


def test_a_number_has_its_zeros() -> None:
    assert [numbered(n, SERIES) for n in (7, 12345)] == ["INV-0007", "INV-12345"]


@pytest.mark.parametrize(
    ("id", "number"),
    [
        ("INV-0007", 7),
        ("INV-7", 7),
        ("INV-", None),
        ("INV-7a", None),
        ("inv-0007", None),
        ("X-0007", None),
        ("INV--7", None),
    ],
)
def test_ids_outside_the_series_have_no_number(id: str, number: int | None) -> None:
    assert number_of(id, SERIES) == number


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("March progress", "march-progress"),
        ("  Übergabe — façade & Deck #2 ", "ubergabe-facade-deck-2"),
        ("日本", "draft-2026-03-31"),
        ("../../etc/passwd", "etc-passwd"),
        ("0007", "draft-0007"),
        ("Inv 12", "draft-inv-12"),
        ("INV", "draft-inv"),
        ("x" * 60, "x" * 40),
        ("a" * 39 + " b", "a" * 39),
        ("taken", "taken-3"),
    ],
)
def test_a_draft_is_named_after_its_title(title: str, id: str) -> None:
    assert draft_id(title, MARCH_31, {"taken", "taken-2"}, SERIES) == id


@given(st.text(max_size=60), st.sampled_from([SERIES, "{n}", "draft-{n}", "a-{n}", "draft-draft-{n}"]))
def test_a_drafts_name_is_an_id_outside_the_series(title: str, pattern: str) -> None:
    id = draft_id(title, MARCH_31, (), pattern)
    assert (is_id(id), looks_like_number(id, pattern)) == (True, False)
