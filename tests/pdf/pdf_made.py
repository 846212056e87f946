"""One of every paper, with a text planted in every field a person can write in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from build import (
    a_change,
    a_job,
    a_line,
    a_part,
    a_payment,
    an_invoice,
    an_item,
    money,
    percent,
    progress,
    section,
    settings,
    stated,
)  # fmt: skip

from ressio_cli.model.invoice import Attachment, Draft, Released, VoidMark
from ressio_cli.model.job_figures import BudgetRow, BudgetTable
from ressio_cli.model.payment import Undone
from ressio_cli.model.project import Project
from ressio_cli.model.settings import SHOWABLE, Party, Settings
from ressio_cli.rules.aging import aging
from ressio_cli.rules.book import Book
from ressio_cli.rules.budget_rows import budget_table
from ressio_cli.rules.groups import change_effect, change_sources
from ressio_cli.rules.papers import invoice_figures, recap
from ressio_cli.rules.position import summary
from ressio_cli.rules.statement import statement
from ressio_cli.views.paper import Paper
from ressio_cli.views.papers import budget, change_order, invoice, receipt
from ressio_cli.views.papers import statement as statements

TODAY = date(2026, 5, 1)
EVERYTHING = dict.fromkeys(SHOWABLE, True)


def facts(text: str = "", **more: Any) -> Settings:
    """Settings with a letterhead; `text` is added to whatever stands in it."""
    builder = Party(
        name=f"Alder & Oak Builders{text}",
        address=(f"3 Mill Street{text}", "Camden, ME 04843"),
        emails=(f"office@alder.example{text}",),
        phone=f"207-555-0142{text}",
        license=f"ME-1234{text}",
        how_to_pay=f"Check to Alder & Oak Builders{text}",
    )
    found = settings(
        tax={f"Sales tax{text}": "5.5%", "County tax": "1.25%"},
        retainage="10%",
        name=f"Harbor House{text}",
        number=f"2026-014{text}",
        address=(f"14 Harbor Lane{text}",),
        company=builder,
        client=Party(name=f"Dana and Robin Reyes{text}", address=(f"9 Elm Street{text}", "Rockport, ME 04856")),
    )
    return replace(found, **more)


def a_whole_invoice(text: str = "", lines: int = 3, **more: Any) -> Released:
    """Progress lines with everything a line can have, and a stated line."""
    progressed = [
        a_line(
            f"03-{number:03}",
            600 + number,
            worth=1200 + number,
            percent_to_date="50%",
            previous=10,
            code=f"03-30-{number % 100:02}{text}",
            description=f"Item {number}{text}\nIts longer text{text}",
            taxed=True,
            quantity=Decimal(number) * Decimal("1.5"),
            unit=f"ea{text}",
            unit_cost=Decimal("48.75"),
            cost=money(f"{number}.10"),
        )
        for number in range(1, lines + 1)
    ]
    extra = stated("250", description=f"Permit fee{text}", cost=money(200), markup=percent("25%"))
    told: dict[str, Any] = {
        "title": f"March progress{text}",
        "terms": "Net 30",
        "description": f"All work of March{text}",
        "notes": f"Thank you{text}",
        "conditions": f"Pay in time{text}",
        "show": EVERYTHING,
        "attachments": (Attachment(file="attachments/slab.jpg", title=f"The slab{text}"),),
    }
    return an_invoice(
        3, replace(progress(*progressed), title=f"Progress{text}"), section("amount", extra), **{**told, **more}
    )


def a_whole_job(text: str = "", lines: int = 3, **more: Any) -> Project:
    """A job with one invoice that is paid in part; its recap is stored, as release does it."""
    items = [an_item(f"03-{number:03}", 1200 + number) for number in range(1, lines + 1)]
    paid = a_payment("2026-04-12-INV-0003", 500, "INV-0003", reference=f"1042{text}")
    parts = (a_part(300, name=f"Heat mat{text}", description=f"With controls{text}", taxed=True), a_part(-50))
    change = a_change("CO-001", *parts, status="pending", title=f"Heated floor{text}", reason=f"Asked for{text}")
    job = a_job(
        settings=facts(text),
        items=items,
        changes=[change],
        invoices=[a_whole_invoice(text, lines, **more)],
        payments=[paid],
    )
    kept = replace(job.invoices[0], recap=recap(Book(job), job.invoices[0]))
    return replace(job, invoices=(kept,))


def paper_of(job: Project, record: Draft | Released | None = None) -> Paper:
    """The paper of an invoice, of the first one where none is named."""
    figures = invoice_figures(Book(job), record or job.invoices[0], TODAY)
    return invoice.invoice(figures, job.settings)


def every_paper(text: str = "") -> dict[str, Paper]:
    """One of each kind with a text in all its fields; a void invoice and a payment that failed too."""
    job = a_whole_job(text)
    book, change, paid = Book(job), job.changes[0], job.payments[0]
    totals = summary(book, TODAY)
    void = replace(job.invoices[0], void=VoidMark(on=TODAY, reason=f"Wrong{text}"))
    failed = replace(paid, status="failed", failed=Undone(on=TODAY, reason=f"No cover{text}"))
    return {
        "invoice": paper_of(job),
        "void": paper_of(job, void),
        "receipt": receipt.receipt(paid, job.invoices, money(20), job.settings),
        "failed": receipt.receipt(failed, job.invoices, money(0), job.settings),
        "statement": statements.statement(statement(book, TODAY, None), aging(book, TODAY), money(100), job.settings),
        "change": change_order.change_order(
            change, change_sources(book, change), change_effect(book, change), job.settings
        ),
        "budget": budget.budget(_named(budget_table(book, "category"), text), totals, job.settings),
    }


def _named(table: BudgetTable, text: str) -> BudgetTable:
    rows: tuple[BudgetRow, ...] = tuple(replace(row, name=f"{row.name}{text}") for row in table.rows)
    return replace(table, rows=rows)
