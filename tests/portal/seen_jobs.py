"""What the client sees of a job in memory, and its pages as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from build import day

from ressio_cli.model.invoice import Released
from ressio_cli.model.project import Project
from ressio_cli.rules.book import Book
from ressio_cli.rules.budget_rows import budget_table
from ressio_cli.rules.groups import change_figures
from ressio_cli.rules.papers import invoice_figures
from ressio_cli.rules.position import summary
from ressio_cli.views.papers.invoice import invoice as invoice_paper
from ressio_cli.views.portal.addresses import attached
from ressio_cli.views.portal.page import Page
from ressio_cli.views.portal.pages import pages
from ressio_cli.views.portal.render import Printer
from ressio_cli.views.portal.seen import Facts, File, Seen, seen

TODAY = date(2026, 6, 15)


def what_is_seen(project: Project, on: str | date = TODAY) -> Seen:
    """What the client sees of it on a day, every attachment being there."""
    book, today = Book(project), day(on)
    invoices = [invoice_figures(book, invoice, today) for invoice in project.invoices]
    told = [row for row in invoices if isinstance(row.invoice, Released)]
    view = "code" if project.settings.by_codes else "item"
    return seen(Facts(
        day=today, settings=project.settings, totals=summary(book, today), invoices=invoices,
        changes=list(zip(project.changes, change_figures(book), strict=True)), table=budget_table(book, view),
        papers={row.invoice.id: invoice_paper(row, project.settings) for row in told},
        files={row.invoice.id: [File(href=each.href, title=each.title) for each in attached(row)] for row in told},
    ))  # fmt: skip


def pages_of(project: Project, on: str | date = TODAY) -> dict[str, Page]:
    """The pages by path."""
    return {page.path: page for page in pages(what_is_seen(project, on))}


def html_of(project: Project, overrides: Mapping[str, str] | None = None) -> dict[str, str]:
    """The HTML of the pages by path."""
    told = what_is_seen(project)
    site = {"project": told.name, "builder": told.builder, "currency": told.currency, "preview": ""}
    printer = Printer(site, overrides or {})
    return {page.path: printer.html(page) for page in pages(told)}
