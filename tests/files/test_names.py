"""File names of bills: readable, legal everywhere, and made of any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ressio_cli.files.names import bill_name
from ressio_cli.model.numbering import is_id


@pytest.mark.parametrize(
    ("vendor", "number", "name"),
    [
        ("Coastal Concrete", "88121", "coastal-concrete-88121"),
        ("Coastal Concrete", "2026-03-31", "coastal-concrete-2026-03-31"),
        ("A/B & Söhne", "R 7", "a-b-sohne-r-7"),
        ("木材店", "12", "mucaidian-12"),
        ("石材店", "12", "shicaidian-12"),
        ("ООО Ромашка", "5", "ooo-romashka-5"),
        ("Δομικά Υλικά", "3", "domika-ylika-3"),
        ("مؤسسة البناء", "9", "mu-ssh-lbn-9"),
        ("Bær", "1", "baer-1"),
        ("Br", "1", "br-1"),
        ("Straße", "№ 7", "strasse-no-7"),
        ("A", "№", "a-no"),
        ("\U0001faa8", "///", "rock"),
        ("!", "///", "bill"),
    ],
)
def test_a_bill_is_named_after_its_vendor_and_number(vendor: str, number: str, name: str) -> None:
    assert bill_name(vendor, number) == name


@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_people_write_the_name_is_an_id(vendor: str, number: str) -> None:
    assert is_id(bill_name(vendor, number))
