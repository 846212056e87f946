"""The number a release takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from build import a_job, an_invoice, section, stated
from story import Story, an_extra, misused, refused

from ressio_cli.model.ask import Wording
from ressio_cli.model.invoice import Released
from ressio_cli.model.issued import Issued


def fee(id: str, **more: Any) -> Released:
    return an_invoice(1, section("amount", stated(100)), **{"id": id, "number": id, **more})


def after(*invoices: Released, number: str = "INV-{n:04}", earlier: tuple[str, ...] = ()) -> Story:
    """A job with these invoices and the draft `new`."""
    made = a_job(invoices=invoices)
    billing = replace(made.settings.billing, number=number, earlier_numbers=earlier)
    story = Story(replace(made, settings=replace(made.settings, billing=billing)))
    story.new(items=[an_extra("Fee", 5)], id="new")
    return story


def released(story: Story, **how: Any) -> str:
    return story.release("new", **how).id


def test_the_next_number_is_above_every_number_that_was_given() -> None:
    assert released(after()) == "INV-0001"
    assert released(after(fee("INV-0003"))) == "INV-0004"
    assert released(after(fee("inv-9"))) == "INV-0010"
    assert released(after(fee("gravel", number="INV-0006"))) == "INV-0007", "the number inside a renamed file counts"
    assert released(after(fee("INV-0003")), numbers=["INV-0005", "inv-07", "2026-099"]) == "INV-0008"


@pytest.mark.parametrize("asked", ["3", "INV-3", "inv-0003", "INV-00003"])
def test_a_number_that_was_given_is_taken_however_it_is_spelled(asked: str) -> None:
    with refused("invoice.number-taken"):
        released(after(fee("INV-0003")), number=asked)
    with refused("invoice.number-taken"):
        released(after(), number=asked, numbers=["INV-0003"])


@pytest.mark.parametrize("asked", ["2", "INV-0002", "inv-2"])
def test_a_number_below_the_highest_of_its_series_is_refused_with_the_next_one(asked: str) -> None:
    with refused("invoice.number-low") as caught:
        released(after(fee("INV-0003")), number=asked)
    (problem,) = caught.value.problems
    assert problem.message == "INV-0002 is below INV-0003, the highest number of its series"
    assert problem.hint == "the next one is free: --number INV-0004"
    with refused("invoice.number-low"):
        released(after(), number=asked, numbers=["INV-0003"])


@pytest.mark.parametrize(("asked", "taken"), [("9", "INV-0009"), ("inv-9", "INV-0009"), ("INV-00009", "INV-0009")])
def test_a_number_is_written_as_the_pattern_says(asked: str, taken: str) -> None:
    assert released(after(fee("INV-0003")), number=asked) == taken


@pytest.mark.parametrize("earlier", [("2026-{n:03}",), ()])
def test_an_earlier_series_goes_on_above_its_own_highest(earlier: tuple[str, ...]) -> None:
    """It is listed, or an invoice was released under it."""
    issued = Issued(series="2026-{n:03}")
    invoices = (fee("2026-004", issued=issued), fee("2027-001"))
    late = after(*invoices, number="2027-{n:03}", earlier=earlier)
    assert released(late, number="2026-005") == "2026-005"
    with refused("invoice.number-low"):
        released(after(*invoices, number="2027-{n:03}", earlier=earlier), number="2026-003")
    assert released(after(*invoices, number="2027-{n:03}", earlier=earlier)) == "2027-002"


@pytest.mark.parametrize("asked", ["gravel", "OTHER-1", "2026-001", "../7", "INV-x"])
def test_a_number_of_no_series_is_not_given(asked: str) -> None:
    with misused("invoice.number-unknown"):
        released(after(fee("INV-0003")), number=asked)


def test_no_number_is_taken_while_a_file_may_hide_one() -> None:
    story = after(fee("INV-0005"), fee("gravel", number=""))
    with refused("invoice.no-series"):
        released(story)
    assert released(story, number="7") == "INV-0007"


def test_the_number_a_draft_wishes_obeys_the_same_rules() -> None:
    story = after(fee("INV-0003"))
    story.new(items=[an_extra("Fee", 5)], id="low", wording=Wording(number="2"))
    with refused("invoice.number-low"):
        story.release("low")
    assert story.release("low", number="8").id == "INV-0008"
