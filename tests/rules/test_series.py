"""Number series: which one a number belongs to, and which invoice bare digits mean."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from build import a_job, an_invoice, section, stated
from story import misused

from ressio_cli.model.invoice import Released
from ressio_cli.model.issued import Issued
from ressio_cli.model.numbering import guessed_pattern, same_number
from ressio_cli.model.project import Project
from ressio_cli.rules import find
from ressio_cli.rules.series import Place, Series


def fee(id: str, **more: Any) -> Released:
    return an_invoice(1, section("amount", stated(100)), id=id, **more)


def job(*invoices: Released, number: str = "2027-{n:03}", earlier: tuple[str, ...] = ("2026-{n:03}",)) -> Project:
    made = a_job(invoices=invoices)
    billing = replace(made.settings.billing, number=number, earlier_numbers=earlier)
    return replace(made, settings=replace(made.settings, billing=billing))


def test_the_present_series_comes_first_then_those_listed_then_those_that_invoices_hold() -> None:
    sealed = fee("2025-001", issued=Issued(series="2025-{n:03}"))
    assert Series(job(sealed)).patterns == ("2027-{n:03}", "2026-{n:03}", "2025-{n:03}")


def test_patterns_that_differ_in_width_or_case_are_one_series() -> None:
    wider = fee("INV-0001", issued=Issued(series="inv-{n:06}"))
    series = Series(job(wider, number="INV-{n:04}", earlier=("INV-{n}",)))
    assert series.patterns == ("INV-{n:04}",)
    assert series.place("inv-7") == series.place("INV-000007") == Place("INV-{n:04}", 7)


@pytest.mark.parametrize(
    ("number", "place"),
    [("2027-007", Place("2027-{n:03}", 7)), ("2026-7", Place("2026-{n:03}", 7)), ("2028-001", None), ("7", None)],
)
def test_a_number_has_its_place_in_one_series(number: str, place: Place | None) -> None:
    assert Series(job()).place(number) == place


def test_every_number_that_was_given_counts_by_name_inside_a_file_and_in_the_history() -> None:
    series = Series(job(fee("2027-001"), fee("gravel", number="2027-004"), fee("2026-009")))
    assert series.numbers("2027-{n:03}", ["2027-6", "2026-030", "other"]) == {1, 4, 6}


def test_bare_digits_find_an_invoice_of_any_series_the_present_one_first() -> None:
    project = job(fee("2026-001"), fee("2026-002"), fee("2027-001"))
    assert [find.invoice(project, word).id for word in ("1", "2", "002")] == ["2027-001", "2026-002", "2026-002"]
    assert find.has_number(project, "2") and not find.has_number(project, "3")


@pytest.mark.parametrize("ids", [("INV-0001", "INV-1"), ("2025-001", "2026-001")])
def test_digits_that_mean_several_invoices_are_ambiguous_not_unknown(ids: tuple[str, str]) -> None:
    project = job(*map(fee, ids), number="INV-{n:04}", earlier=("2025-{n:03}", "2026-{n:03}"))
    with misused("invoice.ambiguous") as caught:
        find.invoice(project, "1")
    assert caught.value.problems[0].message == f"1 is the number of several invoices: {ids[0]}, {ids[1]}"


def test_digits_beyond_any_number_are_unknown() -> None:
    with misused("invoice.unknown"):
        find.invoice(job(fee("2027-001")), "9" * 5000)


@pytest.mark.parametrize(
    ("id", "pattern"),
    [("2026-001", "2026-{n:03}"), ("A-7", "A-{n}"), ("07-B", "{n:02}-B"), ("0", "{n:01}"), ("gravel", "")],
)
def test_a_pattern_is_guessed_from_the_last_digits(id: str, pattern: str) -> None:
    assert guessed_pattern(id) == pattern


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("CO-1", "co-001", True), ("CO-10", "CO-1", False), ("a-0", "A-00", True), ("CO-001a", "CO-1A", True)],
)
def test_zeros_before_a_number_and_case_make_no_other_name(one: str, other: str, same: bool) -> None:
    assert same_number(one, other) is same
