"""Drafts and open invoices may be changed; from the first payment on, and when void, they are locked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import a_change, a_job, an_item, dated, day, money, percent
from story import Paper, Story, amounts, an_extra, claims, misused, refused, the_line

from ressio_cli.billing import edit as editing
from ressio_cli.model.ask import Wording
from ressio_cli.model.invoice import Attachment, Draft, Event, Retainage
from ressio_cli.model.settings import Tax


def two(**said: object) -> Story:
    facts = {"items": [an_item("A", price=10_000), an_item("B", price=500)], "changes": [a_change("CO-001", 70)]}
    return Story(a_job(**{**facts, **said}))


def attached(story: Story, id: str) -> Paper:
    change = editing.Edit(attach=(Attachment(file="attachments/x.jpg", sha256="0" * 64),))
    return editing.edit(story.book, story.paper(id), change, story.today)


def test_a_draft_is_edited_as_often_as_wanted_without_a_revision() -> None:
    story = two()
    draft = story.new(percent={"A": "10"})
    draft = story.edit(draft.id, percent={"A": "30"}, wording=Wording(title="March", internal="check the slab"))
    assert (draft.title, draft.internal, claims(draft)) == ("March", "check the slab", {"A": "3000.00"})
    assert isinstance(draft, Draft)


def test_editing_an_open_invoice_raises_its_revision_and_reckons_it_anew() -> None:
    story = two(tax={"GST": "5%"}, retainage="10%")
    story.bill(percent={"A": "10"}, items=[an_extra("Fee", 100, taxed=True)])
    invoice = story.edit("INV-0001", percent={"A": "30"}, items=(an_extra("Fee", 200, taxed=True),))
    assert (invoice.revision, str(invoice.total), str(invoice.held)) == (2, "2910.00", "300.00")
    assert (str(invoice.taxes[0].base), str(invoice.recap.this_invoice)) == ("200.00", "3000.00")
    assert invoice.history[-1] == Event(on=story.today, did="edited")


def test_an_edit_keeps_the_rates_of_its_release() -> None:
    story = two(tax={"GST": "5%"})
    story.bill(items=[an_extra("Fee", 100, taxed=True)])
    dearer = Tax(rates={"GST": dated("9%")}, default=("GST",))
    story.job = replace(story.job, settings=replace(story.job.settings, tax=dearer))
    assert str(story.edit("INV-0001", amount={"Fee": 200}).total) == "210.00"


def test_new_terms_of_an_open_invoice_move_its_due_day() -> None:
    story = two()
    story.bill(percent={"A": "10"})
    assert story.edit("INV-0001", wording=Wording(terms="Net 10")).due == day("2026-04-10")
    assert story.edit("INV-0001", wording=Wording(due=day("2026-05-05"))).due == day("2026-05-05")


def test_an_internal_note_makes_no_revision_and_is_never_locked() -> None:
    story = two()
    story.bill(percent={"A": "10"})
    story.pay("INV-0001", whole=5)
    invoice = story.edit("INV-0001", wording=Wording(internal="paid late"))
    assert (invoice.internal, invoice.revision) == ("paid late", 1)
    assert attached(story, "INV-0001").attachments[0].file == "attachments/x.jpg"


@pytest.mark.parametrize("pending", [True, False])
def test_sections_are_locked_from_the_first_payment_on(pending: bool) -> None:
    story = two()
    story.bill(percent={"A": "10"}, changes=("CO-001",))
    story.pay("INV-0001", whole=1, pending=pending)
    for deed in (
        lambda: story.edit("INV-0001", percent={"A": "20"}),
        lambda: story.add("INV-0001", percent={"B": "20"}),
        lambda: story.remove("INV-0001", "2"),
        lambda: story.edit("INV-0001", wording=Wording(notes="Thanks")),
    ):
        with refused("edit.locked"):
            deed()


def test_a_payment_that_failed_opens_it_again() -> None:
    story = two()
    story.bill(percent={"A": "10"})
    story.pay("INV-0001")
    story.fail("2026-03-31-INV-0001", "2026-04-02")
    assert claims(story.edit("INV-0001", percent={"A": "20"})) == {"A": "2000.00"}


def test_void_invoices_and_credits_are_locked() -> None:
    story = two()
    story.bill(percent={"A": "20"})
    story.bill(percent={"A": "10"})
    with refused("edit.locked"):
        story.edit("INV-0002", percent={"A": "15"})
    story.void("INV-0001")
    with refused("edit.locked"):
        story.edit("INV-0001", percent={"A": "15"})


def test_a_strict_project_only_voids_and_reissues() -> None:
    story = two()
    story.bill(percent={"A": "20"})
    settings = story.job.settings
    story.job = replace(story.job, settings=replace(settings, billing=replace(settings.billing, strict=True)))
    with refused("edit.strict"):
        story.edit("INV-0001", percent={"A": "15"})
    assert story.edit("INV-0001", wording=Wording(internal="ok")).internal == "ok"


def test_sections_are_added_at_the_end() -> None:
    story = two()
    draft = story.new(percent={"A": "10"})
    story.add(draft.id, changes=("CO-001",))
    paper = story.add(draft.id, items=[an_extra("Fee", 1)], titles=("Fees",))
    assert [section.title for section in paper.sections] == ["Progress billing", "Approved changes", "Fees"]


def test_a_source_stands_once_on_an_invoice() -> None:
    story = two()
    draft = story.new(percent={"A": "10"})
    with refused("source.twice"):
        story.add(draft.id, percent={"A": "20"})
    assert claims(story.add(draft.id, percent={"all": "10"})) == {"A": "1000.00", "B": "50.00"}


def test_what_is_added_to_a_released_invoice_starts_from_the_lower_numbers() -> None:
    story = two()
    story.bill(percent={"B": "10"})
    story.bill(percent={"A": "10"})
    story.new(percent={"B": "40"}, id="reserve")
    line = the_line(story.add("INV-0002", percent={"B": "60"}), "B")
    assert (str(line.previous), str(line.amount), line.percent) == ("50.00", "250.00", percent("60%"))
    assert story.findings == []


def test_a_section_is_removed_by_number_or_title_but_the_last_stays() -> None:
    story = two()
    draft = story.new(percent={"A": "10"}, changes=("CO-001",), deposit=5)
    story.remove(draft.id, "2")
    story.remove(draft.id, "Deposit")
    with misused("section.unknown"):
        story.remove(draft.id, "Costs")
    with misused("section.unknown"):
        story.remove(draft.id, "2")
    with refused("edit.last-section"):
        story.remove(draft.id, "1")


def test_a_stated_retainage_is_under_no_rate() -> None:
    story = two(retainage="10%")
    story.bill(percent={"A": "10"})
    invoice = story.edit("INV-0001", wording=Wording(retainage=money("12.34")))
    assert (invoice.retainage, str(invoice.total)) == (Retainage(held=money("12.34")), "987.66")
    invoice = story.edit("INV-0001", wording=Wording(retainage=percent("5%")))
    assert (str(invoice.held), invoice.retainage.rate) == ("50.00", percent("5%"))


def test_a_released_number_stays() -> None:
    story = two()
    story.bill(percent={"A": "10"})
    with refused("edit.number"):
        story.edit("INV-0001", wording=Wording(number="9"))


def test_an_edit_earlier_in_the_row_starts_from_the_lower_numbers_and_obeys_law_two() -> None:
    story = two()
    story.bill(percent={"A": "20"})
    story.bill(percent={"A": "80"})
    line = the_line(story.edit("INV-0001", percent={"A": "30"}), "A")
    assert (str(line.amount), str(line.previous)) == ("3000.00", "0.00")
    with refused("source.beyond-worth"):
        story.edit("INV-0001", percent={"A": "50"})


def test_texts_can_be_taken_away() -> None:
    story = two()
    draft = story.new(percent={"A": "10"}, wording=Wording(notes="Thanks", show={"cost": True}))
    draft = story.edit(draft.id, wording=Wording(notes="", show={"percent": False}))
    assert (draft.notes, draft.show, amounts(draft)) == ("", {"cost": True, "percent": False}, ["1000.00"])
    with misused("title.empty"):
        story.edit(draft.id, wording=Wording(title=" "))
