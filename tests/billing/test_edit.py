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
from ressio_cli.rules.checks import check

RETAINED = Wording(retainage=percent("5%"))


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


REST = "only its internal note and attachments can be changed"


def locked(story: Story, id: str) -> str:
    with refused("edit.locked") as caught:
        story.edit(id, wording=Wording(notes="Thanks"))
    return str(caught.value.problems[0].message)


def test_a_refusal_to_edit_says_why() -> None:
    story = two()
    story.bill(percent={"A": "20"})
    story.pay("INV-0001", parts={"INV-0001": 500})
    money_on_it = f"and has money on it (2026-03-31-INV-0001): {REST}"
    assert locked(story, "INV-0001") == f"INV-0001 is partially-paid {money_on_it}"
    story.refund("2026-03-31-INV-0001")
    both = f"2026-03-31-INV-0001, 2026-03-31-INV-0001-2, sent back): {REST}"
    assert locked(story, "INV-0001") == f"INV-0001 is open and has money on it ({both}"
    story.void("INV-0001")
    assert locked(story, "INV-0001") == f"INV-0001 is void: {REST}"
    story.bill(items=[an_extra("Discount", -5)])
    assert locked(story, "INV-0002") == f"INV-0002 asks for nothing and counts as paid: {REST}"


def test_an_edit_that_changes_nothing_makes_no_revision() -> None:
    story = two(retainage="10%")
    released = story.bill(percent={"A": "20"}, items=[an_extra("Fee", 5)])
    kept = story.paper(released.id)
    same = Wording(title=released.title, retainage=percent("10%"))
    for change in ({"percent": {"A": "20"}}, {"wording": same}, {"refresh": True}, {"items": (an_extra("Fee", 5),)}):
        assert story.edit(released.id, **change) == kept


def test_a_draft_is_discarded_unless_others_lean_on_what_it_takes_back() -> None:
    story = two()
    story.bill(percent={"A": "100"})
    story.new(percent={"A": "70"}, id="back")
    story.new(amount={"A": 3000}, id="again")
    with refused("source.beyond-worth") as caught:
        story.discard("back")
    (problem,) = caught.value.problems
    assert problem.message == "A would stand at 13,000.00 of 10,000.00, with INV-0001, again"
    assert problem.hint == "ressio invoice delete again, or ressio invoice edit again --drop A"
    story.discard("again")
    story.discard("back")
    assert story.findings == []


def test_a_draft_that_takes_back_what_is_gone_is_stale_and_no_problem() -> None:
    story = two()
    story.new(percent={"A": "70"}, id="first")
    story.new(percent={"A": "0"}, id="back")
    story.discard("first")
    (note,) = check(story.job)
    assert (note.code, note.severity) == ("source.outside", "note")
    assert note.message == "back takes back more of A than is claimed: -7,000.00 with it"
    assert note.hint == "ressio invoice edit back --refresh"
    story.edit("back", refresh=True)
    assert check(story.job) == []


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


def test_what_is_added_to_a_released_invoice_starts_from_those_before_it() -> None:
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


def test_claims_of_an_invoice_stay_while_a_later_one_bills_the_same_source() -> None:
    story = two(tax={"GST": "5%"})
    story.bill(percent={"A": "20", "B": "10"})
    story.bill(percent={"A": "80"})
    with refused("edit.not-newest") as caught:
        story.edit("INV-0001", percent={"A": "30"})
    (problem,) = caught.value.problems
    assert problem.message == "INV-0001 is not the newest that bills A: INV-0002 was released after it"
    assert problem.hint == (
        'ressio void INV-0001 --reason "…" --reissue, or bill the difference: ressio invoice new --amount A=1000.00'
    )
    for change in ({"drops": ("A",)}, {"amount": {"A": 1}}, {"taxes": {"A": ("GST",)}}, {"wording": RETAINED}):
        with refused("edit.not-newest"):
            story.edit("INV-0001", **change)
    with refused("edit.not-newest"):
        story.remove(story.add("INV-0001", items=[an_extra("Fee", 5)]).id, "1")
    assert claims(story.edit("INV-0001", percent={"B": "20"})) == {"A": "2000.00", "B": "100.00"}
    assert story.edit("INV-0001", wording=Wording(title="March", notes="Thanks")).title == "March"
    assert story.findings == []


def test_an_edit_after_the_void_of_an_earlier_one_starts_from_what_is_live() -> None:
    story = two()
    story.bill(percent={"A": "20"})
    story.bill(percent={"A": "60", "B": "10"})
    story.void("INV-0001")
    assert story.findings == []
    line = the_line(story.edit("INV-0002", percent={"A": "70"}), "A")
    assert (str(line.previous), str(line.amount)) == ("0.00", "7000.00")
    assert story.findings == []


def test_the_difference_is_offered_only_where_it_can_be_billed() -> None:
    story = two()
    story.bill(percent={"A": "70"})
    story.bill(percent={"A": "0"})
    with refused("edit.not-newest") as caught:
        story.edit("INV-0001", amount={"A": 1})
    assert caught.value.problems[0].hint == 'ressio void INV-0001 --reason "…" --reissue'


def test_an_edit_leaves_what_was_billed_back_of_its_retainage() -> None:
    story = two(retainage="10%")
    story.bill(percent={"A": "50"})
    story.bill("retainage")
    with refused("source.beyond-worth") as caught:
        story.edit("INV-0001", percent={"A": "40"})
    assert caught.value.problems[0].message == "retainage would stand at 500.00 of 400.00, with INV-0002"
    assert str(story.edit("INV-0001", percent={"A": "60"}).held) == "600.00"
    assert story.findings == []


def test_a_void_or_drafted_later_one_lets_the_claims_change() -> None:
    story = two()
    story.bill(percent={"A": "20"})
    story.bill(percent={"A": "60"})
    story.void("INV-0002")
    story.new(percent={"A": "90"}, id="april")
    assert claims(story.edit("INV-0001", percent={"A": "30"})) == {"A": "3000.00"}
    with refused("line.stale"):
        story.release("april")
    story.edit("april", refresh=True)
    assert claims(story.release("april")) == {"A": "6000.00"}
    assert story.findings == []


def test_no_edit_takes_a_source_below_zero_that_others_brought_down() -> None:
    story = two()
    story.bill(percent={"A": "70"})
    story.new(percent={"A": "0"}, id="back")
    story.add("INV-0001", items=[an_extra("Fee", 5)])
    for change in ({"amount": {"A": 1}}, {"percent": {"A": "10"}}, {"drops": ("A",)}):
        with refused("source.below-zero"):
            story.edit("INV-0001", **change)
    with refused("source.below-zero") as caught:
        story.remove("INV-0001", "1")
    (problem,) = caught.value.problems
    assert problem.message == "A would stand at -7,000.00 of 10,000.00, with back"
    assert problem.hint == "ressio invoice delete back, or ressio invoice edit back --drop A"
    assert story.findings == []


def test_texts_can_be_taken_away() -> None:
    story = two()
    draft = story.new(percent={"A": "10"}, wording=Wording(notes="Thanks", show={"cost": True}))
    draft = story.edit(draft.id, wording=Wording(notes="", show={"percent": False}))
    assert (draft.notes, draft.show, amounts(draft)) == ("", {"cost": True, "percent": False}, ["1000.00"])
    with misused("title.empty"):
        story.edit(draft.id, wording=Wording(title=" "))
