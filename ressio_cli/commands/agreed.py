"""What is said after a change or a bill was written.

Room: commands.
"""

from __future__ import annotations

from ressio_cli.commands import publishing
from ressio_cli.commands.job import Job
from ressio_cli.files import records
from ressio_cli.model.bill import Bill
from ressio_cli.model.change import Change
from ressio_cli.rules.book import Book
from ressio_cli.rules.groups import bill_figures, change_figures
from ressio_cli.views import json_out
from ressio_cli.views.say import Preview, Result


def tell_change(job: Job, change: Change, did: str, next_step: str, preview: Preview | None) -> None:
    """Say that a change was written, with its worth."""
    book = Book(job.project.having(change))
    figures = next(row for row in change_figures(book) if row.id == change.id)
    said = f"{change.id} {change.title}: {did}, worth {figures.worth.grouped()}."
    _tell(job, change, json_out.change(change, figures), said, next_step, preview)


def tell_bill(job: Job, bill: Bill, did: str, next_step: str, preview: Preview | None) -> None:
    """Say that a bill was written, with its cost."""
    book = Book(job.project.having(bill))
    figures = next(row for row in bill_figures(book) if row.id == bill.id)
    said = f"{bill.id}: {did}, {figures.cost.grouped()} of cost."
    _tell(job, bill, json_out.bill(bill, figures), said, next_step, preview)


def _tell(
    job: Job, record: Change | Bill, found: dict[str, object], said: str, next_step: str, preview: Preview | None
) -> None:
    files = (records.of(record).path(record.id),)
    job.note(publishing.refresh(job, job.project.having(record)))
    job.tell(Result(found=found, key=record.id, said=(said,), files=files, next_step=next_step, preview=preview))
