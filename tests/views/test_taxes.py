"""Taxes on paper and on the terminal: one tax at two rates, and what was rounded over all to date."""

from __future__ import annotations

from dataclasses import replace

from build import a_job, an_item, settings
from story import Story

from ressio_cli.model.figures import InvoiceFigures
from ressio_cli.model.settings import TO_DATE
from ressio_cli.views.paper import Grid, Sums
from ressio_cli.views.papers.invoice import invoice as paper_of
from ressio_cli.views.taxes import charge_label, line_taxes


def a_credit() -> tuple[Story, InvoiceFigures]:
    """1,000.01 billed at 20 %, 500.01 at 22 %, all of it taken back."""
    facts = settings(tax={"VAT": {"": "20%", "2026-07-01": "22%"}, "PST": "7%"}, default=["VAT"])
    facts = replace(facts, tax=replace(facts.tax, rounding=TO_DATE))
    story = Story(a_job(items=[an_item("A", price=2000, taxed=("VAT", "PST"))], settings=facts))
    story.bill(amount={"A": "1000.01"}, on="2026-06-15")
    story.bill(amount={"A": "500.02"}, on="2026-07-15")
    return story, story.figures(story.bill(percent={"A": "0"}, on="2026-07-16").id)


def test_a_line_says_the_rate_where_the_invoice_has_several_of_that_name() -> None:
    _, figures = a_credit()
    assert line_taxes(figures) == ["VAT 22%, PST", "VAT 20%, PST"]


def test_the_paper_says_the_same_and_what_each_rate_is_charged_on() -> None:
    story, figures = a_credit()
    blocks = paper_of(figures, story.job.settings).blocks
    (grid,) = (block for block in blocks if isinstance(block, Grid))
    tax = [column.label for column in grid.columns].index("Tax")
    assert [row[tax] for row in grid.rows] == ["VAT 22%, PST", "VAT 20%, PST"]
    (sums,) = (block for block in blocks if isinstance(block, Sums))
    labels = [line.label for line in sums.sums]
    assert labels[1:4] == ["VAT 22% of -500.02", "VAT 20% of -1,000.01", "PST 7% of -1,500.03"]


def test_a_tax_that_was_rounded_over_all_to_date_says_so() -> None:
    _, figures = a_credit()
    charge = replace(figures.taxes[0], base_before=figures.taxes[0].base, amount_before=figures.taxes[0].amount)
    assert charge_label(charge) == "VAT 22% of -500.02, rounded to date"
