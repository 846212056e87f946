"""What a release stores for the paper beside the figures, and what edits and reissues make of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from build import a_bill, a_cost, a_job, an_item, percent
from story import Story, an_extra, the_line

from ressio_cli.model.ask import Wording
from ressio_cli.model.invoice import Released
from ressio_cli.model.issued import Issued, JobSite, StoredFile
from ressio_cli.model.settings import Markup, Party, Tax
from ressio_cli.views.paper import Paper
from ressio_cli.views.papers.invoice import invoice as paper

COMPANY = Party(
    name="Alder & Oak", address=("3 Mill Street",), emails=("office@alder.example",), phone="207", license="ME-1",
    logo="attachments/logo.png", how_to_pay="By check",
)  # fmt: skip
LOGO = StoredFile(file="attachments/logo.png", sha256="abc")
FACTS: dict[str, Any] = {
    "company": COMPANY,
    "client": Party(name="Pat Marsh", address=("4 Elm Row",), emails=("pat@marsh.example",)),
    "number": "2026-014",
    "address": ("14 Harbor Lane",),
}


def job(**said: Any) -> Story:
    return Story(a_job(items=[an_item("A", price=1000)], **{**FACTS, **said}))


def moved(story: Story) -> None:
    """The client moves, the company takes another name, logo and address."""
    settings = replace(
        story.job.settings, name="Elm Row House", number="9", address=("1 Elm Row",),
        client=Party(name="Elm Row Holdings LLC", address=("PO Box 9",), emails=("office@elm.example",)),
        company=Party(name="Alder", logo="attachments/new.png", how_to_pay="By card", phone="1", license="2"),
    )  # fmt: skip
    story.job = replace(story.job, settings=settings)


def printed(story: Story, id: str) -> Paper:
    return paper(story.figures(id), story.paper(id).letterhead(story.job.settings))


def test_a_release_stores_its_number_and_all_that_the_paper_prints_from_the_settings() -> None:
    story = job()
    invoice = story.release(story.new(percent={"A": "10"}).id, logo=LOGO)
    assert invoice.number == invoice.id == "INV-0001"
    assert invoice.issued == Issued(
        company=COMPANY,
        client=Party(name="Pat Marsh", address=("4 Elm Row",)),
        project=JobSite(name="Harbor House", number="2026-014", address=("14 Harbor Lane",)),
        series="INV-{n:04}",
        logo=LOGO,
    )


def test_no_logo_is_stored_where_none_is_printed() -> None:
    invoice = job().bill(percent={"A": "10"})
    assert invoice.issued is not None
    assert (invoice.issued.logo, invoice.issued.company.logo) == (None, "")


def test_a_paper_stays_as_it_was_whatever_the_settings_say_later() -> None:
    story = job(tax={"GST": "5%"})
    story.release(story.new(percent={"A": "10"}, items=[an_extra("Fee", 5, taxed=True)]).id, logo=LOGO)
    before = printed(story, "INV-0001")
    moved(story)
    assert printed(story, "INV-0001") == before
    story.void("INV-0001")
    assert printed(story, "INV-0001").client == before.client


def test_a_draft_and_an_invoice_of_version_0_1_print_the_settings() -> None:
    story = job()
    invoice = story.bill(percent={"A": "10"})
    story.new(percent={"A": "20"}, id="draft")
    story.job = story.job.having(replace(story.paper(invoice.id), number="", issued=None))
    moved(story)
    assert [printed(story, id).client.name for id in (invoice.id, "draft")] == ["Elm Row Holdings LLC"] * 2


def test_a_reissue_prints_the_settings_of_its_own_day() -> None:
    story = job()
    story.bill(percent={"A": "10"})
    moved(story)
    reissue = story.void("INV-0001", reissue="again").reissue
    assert reissue is not None
    again = story.release(reissue.id)
    assert again.issued is not None and again.issued.client.name == "Elm Row Holdings LLC"


def plus(**said: Any) -> Story:
    facts = {"contract": "cost-plus", "budget": "cost-codes", "markup": {"overhead": "10%"}}
    costs = [a_bill("b", a_cost(100), a_cost(200)), a_bill("c", a_cost(50, markup="25%"))]
    return Story(a_job(bills=costs, **{**facts, **said}))


def markups(story: Story, id: str) -> list[str]:
    return [str(line.markup) for line in story.figures(id).lines]


def test_the_markup_that_is_shown_stays_when_the_project_changes_its_own() -> None:
    story = plus()
    wording = Wording(show={"markup": True})
    released = story.release(story.new("actuals", wording=wording, markup={"b/2": "5%"}).id)
    assert [str(line.source_markup) for line in released.lines] == ["10%", "None", "25%"]
    assert markups(story, released.id) == ["10%", "5%", "25%"]
    settings = replace(story.job.settings, markup=Markup(rates={"overhead": percent("20%")}))
    story.job = replace(story.job, settings=settings)
    assert markups(story, released.id) == ["10%", "5%", "25%"]


def test_a_reissue_starts_without_the_markups_of_what_it_replaces() -> None:
    story = plus()
    story.bill("actuals")
    reissue = story.void("INV-0001", reissue="again").reissue
    assert reissue is not None
    assert {line.source_markup for line in reissue.lines} == {None}


TAXES: dict[str, Any] = {"tax": {"GST": "5%", "PST": "7%"}, "default": ["GST", "PST"]}


def test_what_taxed_meant_is_stored_where_a_line_says_no_more_than_taxed() -> None:
    story = job(**TAXES)
    invoice = story.bill(items=[an_extra("Fee", 5, taxed=True)])
    assert invoice.issued is not None and invoice.issued.taxed == ("GST", "PST")
    by_name = story.bill(items=[an_extra("Fee", 5, taxed=("GST",))])
    assert by_name.issued is not None and by_name.issued.taxed == ()


def with_default(story: Story, *names: str) -> None:
    tax = story.job.settings.tax
    settings = replace(story.job.settings, tax=Tax(rates=tax.rates, default=names))
    story.job = replace(story.job, settings=settings)


def test_the_taxes_of_a_line_are_told_as_they_were_when_the_default_changes() -> None:
    story = job(**TAXES)
    story.bill(items=[an_extra("Fee", 5, taxed=True)])
    with_default(story, "GST")
    assert [line.taxes for line in story.figures("INV-0001").lines] == [("GST", "PST")]


def test_an_edit_keeps_the_letterhead_and_what_taxed_meant() -> None:
    story = job(**TAXES)
    before = story.bill(items=[an_extra("Fee", 100, taxed=True)])
    moved(story)
    with_default(story, "GST")
    after = story.edit("INV-0001", wording=Wording(title="Permit"))
    assert isinstance(after, Released)
    assert (after.revision, after.issued, after.total) == (2, before.issued, before.total)
    more = story.add("INV-0001", items=[an_extra("Crane", 100, taxed=True)])
    assert isinstance(more, Released)
    assert [(charge.name, str(charge.base)) for charge in more.taxes] == [("GST", "200.00"), ("PST", "200.00")]
    assert more.issued == before.issued


def test_the_lines_an_edit_leaves_alone_keep_the_markup_of_their_day() -> None:
    story = plus()
    story.bill(amount={"b/1": 55, "b/2": 110})
    settings = replace(story.job.settings, markup=Markup(rates={"overhead": percent("20%")}))
    story.job = replace(story.job, settings=settings)
    after = story.edit("INV-0001", amount={"b/2": 120})
    assert [str(line.source_markup) for line in after.lines] == ["10%", "20%"]


def test_the_new_lines_of_an_edit_store_their_markup_too() -> None:
    story = plus()
    story.bill(amount={"b/1": 55})
    after = story.edit("INV-0001", amount={"b/1": 66})
    assert [str(line.source_markup) for line in after.lines] == ["10%"]
    more = story.add("INV-0001", bills=["b/2"])
    assert str(the_line(more, "b/2").source_markup) == "10%"


def test_an_edited_invoice_of_version_0_1_stays_one() -> None:
    story = job()
    invoice = story.bill(percent={"A": "10"})
    story.job = story.job.having(replace(story.paper(invoice.id), number="", issued=None))
    after = story.edit(invoice.id, percent={"A": "20"})
    assert isinstance(after, Released) and (after.number, after.issued, after.revision) == ("", None, 2)


def test_a_seal_is_not_printed_under_a_number_it_was_not_put_on() -> None:
    story = job()
    invoice = story.bill(percent={"A": "10"})
    assert printed(story, invoice.id).foot == "Seal sha256:INV-0001"
    story.job = story.job.having(replace(story.paper(invoice.id), number="INV-0009"))
    assert printed(story, invoice.id).foot == ""
