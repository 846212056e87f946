"""The stylesheet: contrast that WCAG AA asks for, light, dark and on paper, reckoned from the colours in it."""

from __future__ import annotations

import re

import pytest

from ressio_cli.views.portal.render import Printer

STYLE = Printer({}, {}).style
TEXT = (("ink", "page"), ("soft", "page"), ("accent", "page"), ("alert", "page"), ("ink", "band"), ("soft", "band"),
        ("accent", "band"))  # fmt: skip
SHAPES = tuple((f"part{number}", "page") for number in range(4))


def colours(block: str) -> dict[str, str]:
    """The names of colours and what they are, in one rule."""
    return dict(re.findall(r"--([a-z0-9]+): (#[0-9a-f]+);", block))


def schemes() -> dict[str, dict[str, str]]:
    roots = re.findall(r":root \{([^}]*)\}", STYLE)
    return dict(zip(("light", "dark", "print"), map(colours, roots), strict=True))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio that WCAG 2 defines, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_that_of_the_definition() -> None:
    assert contrast("#000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_text_has_the_contrast_of_aa_and_shapes_three_to_one(scheme: str) -> None:
    found = schemes()[scheme]
    low = {pair: contrast(found[pair[0]], found[pair[1]]) for pair in TEXT}
    assert {pair for pair, ratio in low.items() if ratio < 4.5} == set()
    shapes = {pair: contrast(found[pair[0]], found[pair[1]]) for pair in SHAPES}
    assert {pair for pair, ratio in shapes.items() if ratio < 3} == set()


def test_every_colour_has_a_name_in_every_scheme() -> None:
    names = {scheme: set(found) for scheme, found in schemes().items()}
    assert names["light"] == names["dark"] == names["print"]
    rules = re.sub(r":root \{[^}]*\}", "", STYLE)
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgb|hsl", rules) == []
    assert set(re.findall(r"var\(--([a-z0-9]+)\)", rules)) == names["light"]


def test_nothing_is_loaded_by_the_stylesheet() -> None:
    assert re.findall(r"@import|url\(|@font-face|expression|javascript", STYLE) == []
