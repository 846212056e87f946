"""A change is edited until its client answers."""

from __future__ import annotations

from typing import Any

import pytest
from build import a_change, a_job, a_part, an_item, deed_on, money, percent
from story import misused, refused

from ressio_cli.model.change import Change
from ressio_cli.model.line_edits import LineEdits
from ressio_cli.rules.agreements import approve, decline
from ressio_cli.rules.change_edit import edit_change
from ressio_cli.rules.new_papers import NewChange, new_change

DAY = deed_on("2026-03-05")
ITEM = a_part(5, markup="0%")


def job(*changes: Change) -> Any:
    return a_job(items=[an_item("03-100")], changes=changes)


def edited(change: Change, items: LineEdits = LineEdits(), **facts: Any) -> Change:
    return edit_change(job(change), change, facts, items)


@pytest.mark.parametrize("status", ["draft", "pending"])
def test_title_kind_reason_and_items_can_be_edited(status: str) -> None:
    items = LineEdits(fields={"1": {"cost": money(7)}}, dropped=("CO-001/2",), added=(a_part(9, item="03-100"),))
    after = edited(a_change("CO-001", 5, 6, status=status), items, title="Deck", kind="selection", reason="Asked")
    assert (after.title, after.kind, after.reason, after.status) == ("Deck", "selection", "Asked", status)
    assert [(str(item.cost), item.item) for item in after.items] == [("7.00", ""), ("9.00", "03-100")]


@pytest.mark.parametrize("status", ["approved", "declined"])
def test_an_answered_change_is_not_edited(status: str) -> None:
    with refused("change.status"):
        edited(a_change("CO-001", 5, status=status), title="Deck")


def test_what_it_names_must_be_known_and_a_title_stays() -> None:
    draft = a_change("CO-001", 5, status="draft")
    with misused("item.unknown", "tax.unknown"):
        edited(draft, LineEdits(fields={"1": {"item": "09-900", "taxed": ("GST",)}}))
    with misused("title.empty"):
        edited(draft, title=" ")
    with misused("line.last"):
        edited(draft, LineEdits(dropped=("1",)))


def test_one_is_approved_by_somebody() -> None:
    pending = a_change("CO-001", 5, status="pending")
    for nobody in ("", "  "):
        with misused("change.by"):
            approve(job(pending), pending, nobody, DAY)
    assert decline(job(pending), pending, "", DAY).status == "declined"


@pytest.mark.parametrize(
    ("kind", "there", "id"),
    [
        ("change-order", (), "CO-001"),
        ("selection", (), "SEL-001"),
        ("selection", ("CO-007", "SEL-002"), "SEL-003"),
        ("change-order", ("CO-007", "SEL-012"), "CO-008"),
        ("selection", ("sel-004", "DECK-009"), "SEL-005"),
    ],
)
def test_orders_and_selections_are_counted_apart(kind: str, there: tuple[str, ...], id: str) -> None:
    project = a_job(changes=[a_change(name) for name in there])
    assert new_change(project, NewChange(title="Tile", kind=kind, items=(ITEM,))).id == id


def test_a_markup_of_an_item_is_a_percent() -> None:
    after = edited(a_change("CO-001", 5, status="draft"), LineEdits(fields={"1": {"markup": percent("12%")}}))
    assert after.items[0].markup == percent("12%")
