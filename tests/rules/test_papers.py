"""One paper with all that is reckoned of it, the page of all, and how papers are found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import a_change, a_draft, a_job, an_invoice, an_item, dated, day, section, stated
from story import Story, an_extra, misused

from ressio_cli.model.ask import Wording
from ressio_cli.model.settings import Tax
from ressio_cli.rules import find
from ressio_cli.rules.papers import invoice_list


def two_taxes() -> Story:
    job = a_job(items=[an_item("A", price=1000, taxed=True)], tax={"GST": "5%", "PST": "7%"}, default=["GST"])
    return Story(job)


def test_a_draft_answers_with_todays_figures() -> None:
    story = two_taxes()
    draft = story.new(percent={"A": "50"}, items=[an_extra("Fee", 10)], wording=Wording(show={"cost": True}))
    found = story.figures(draft.id)
    assert [str(part) for part in (*found.subtotals, found.subtotal, found.tax, found.standing.balance)] == [
        "500.00", "10.00", "510.00", "25.00", "535.00",
    ]  # fmt: skip
    assert (found.standing.status, str(found.standing.paid), found.payments) == ("draft", "0.00", ())
    assert (found.terms, found.show["cost"], found.show["markup"]) == ("Net 30", True, False)
    assert [line.taxes for line in found.lines] == [("GST",), ()]


def test_a_released_invoice_answers_with_what_its_file_holds() -> None:
    story = two_taxes()
    story.bill(percent={"A": "50"})
    other = Tax(rates={"GST": dated("9%"), "PST": dated("7%")}, default=("PST",))
    story.job = replace(story.job, settings=replace(story.job.settings, tax=other))
    found = story.figures("INV-0001")
    assert (str(found.tax), found.lines[0].taxes) == ("25.00", ("GST",))
    payment = story.pay("INV-0001", whole=5)
    assert (story.figures("INV-0001").payments, str(story.figures("INV-0001").recap.left)) == ((payment,), "500.00")


def test_every_line_says_why_it_has_its_amount() -> None:
    story = Story(a_job(items=[an_item("A", price="24864.00")], changes=[a_change("CO-001", 70)]))
    story.bill(percent={"A": "30"})
    permit, siding = an_extra("Permit", cost=250, markup="10%"), an_extra("S", quantity="2", unit_cost="3")
    extras = [an_extra("Fee", 5), permit, siding]
    draft = story.new(percent={"A": "60"}, changes=("CO-001",), items=extras)
    assert [line.basis for line in story.figures(draft.id).lines] == [
        "60% of 24,864.00, less 7,459.20 billed before",
        "all of 70.00",
        "stated amount",
        "250.00 + 10%",
        "2 × 3",
    ]


def test_the_invoices_page_counts_live_released_invoices_and_lists_drafts_apart() -> None:
    story = Story(a_job(items=[an_item("A", price=1000)]))
    story.bill(percent={"A": "10"})
    story.bill(percent={"A": "30"})
    story.void("INV-0001")
    story.pay("INV-0002", whole=50)
    story.new(percent={"A": "50"}, id="next")
    page = invoice_list(story.book, day("2026-05-01"))
    assert [(row.invoice.id, row.standing.status) for row in page.rows] == [
        ("INV-0001", "void"), ("INV-0002", "partially-paid"), ("next", "draft"),
    ]  # fmt: skip
    sums = (page.invoiced, page.collected, page.outstanding, page.overdue, page.drafts_total)
    assert [str(amount) for amount in sums] == ["200.00", "50.00", "150.00", "150.00", "300.00"]
    assert page.drafts == 1


def papers() -> object:
    invoices = [an_invoice(number, section("amount", stated(5))) for number in (7, 70, 71)]
    drafts = [a_draft(id, section("amount", stated(5))) for id in ("march", "march-two", "june")]
    return a_job(invoices=invoices, drafts=drafts)


@pytest.mark.parametrize(
    ("word", "id"),
    [("7", "INV-0007"), ("007", "INV-0007"), ("INV-0007", "INV-0007"), ("march", "march"), ("march-", "march-two"),
     ("j", "june"), ("INV-0071", "INV-0071")],
)  # fmt: skip
def test_a_paper_is_found_by_id_number_or_beginning(word: str, id: str) -> None:
    assert find.invoice(papers(), word).id == id


@pytest.mark.parametrize(
    ("word", "code"), [("mar", "invoice.ambiguous"), ("INV-007", "invoice.ambiguous"), ("8", "invoice.unknown")]
)
def test_a_word_that_fits_several_or_none_is_a_wrong_command_line(word: str, code: str) -> None:
    with misused(code):
        find.invoice(papers(), word)
