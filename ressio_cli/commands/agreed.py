"""What is said after changes or bills were written.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Sequence

from ressio_cli.commands.job import Job
from ressio_cli.files import records
from ressio_cli.model.bill import Bill
from ressio_cli.model.change import Change
from ressio_cli.rules.bill_identity import lookalikes
from ressio_cli.rules.book import Book
from ressio_cli.rules.groups import bill_figures, bill_page, bill_sources, change_figures, change_sources
from ressio_cli.views import json_costs
from ressio_cli.views.say import Preview, Result
from ressio_cli.views.sheets import costs as sheets

_NAMED = 3  # how many bills a commit's message names
_LOOKALIKES = 6  # how many pairs of bills that look alike are named


def billing_step(job: Job, approved: Sequence[Bill]) -> str:
    """What comes after the approval of bills: billing them where costs are billed."""
    settings = job.project.settings
    if settings.fixed_price or not settings.by_codes or not approved:
        return "ressio summary"
    if len(approved) == 1:
        return f"ressio invoice new --bill {approved[0].id}"
    return "ressio invoice new --from actuals --all"


def named(bills: Sequence[Bill]) -> str:
    """The bills as one line of a commit's message calls them."""
    return ", ".join(bill.id for bill in bills) if len(bills) <= _NAMED else f"{len(bills)} bills"


def note_lookalikes(job: Job, new: Sequence[Bill]) -> None:
    """Say which of these bills may be the same paper as another; of many only the first ones."""
    sentences = lookalikes(job.project, new)
    more = len(sentences) - _LOOKALIKES
    job.note([*sentences[:_LOOKALIKES], *([f"{more} more look alike: ressio check"] if more > 0 else [])])


def tell_change(job: Job, change: Change, did: str, next_step: str, preview: Preview | None) -> None:
    """Say that a change was written, with its worth."""
    book, file = Book(job.project.having(change)), records.of(change).path(change.id)
    figures = next(row for row in change_figures(book) if row.id == change.id)
    job.tell(
        Result(
            found=json_costs.change(change, figures, change_sources(book, change), file),
            key=change.id,
            said=(f"{change.id} {change.title}: {did}, worth {figures.worth.grouped()}.",),
            files=(file,),
            next_step=next_step,
            preview=preview,
        )
    )


def tell_bill(job: Job, bill: Bill, did: str, next_step: str, preview: Preview | None) -> None:
    """Say that a bill was written, with its cost."""
    book, file = Book(job.project.having(bill)), records.of(bill).path(bill.id)
    figures = next(row for row in bill_figures(book) if row.id == bill.id)
    job.tell(
        Result(
            found=json_costs.bill(bill, figures, bill_sources(book, bill), file),
            key=bill.id,
            said=(f"{bill.id}: {did}, {figures.cost.grouped()} of cost.",),
            files=(file,),
            next_step=next_step,
            preview=preview,
        )
    )


def tell_bills(
    job: Job, bills: Sequence[Bill], did: str, next_step: str, preview: Preview | None, *, as_list: bool = True
) -> None:
    """Say that bills were written: one that was named by itself as `tell_bill` does, else a list of them."""
    if not as_list:
        tell_bill(job, bills[0], did, next_step, preview)
        return
    project = job.project.having(*bills)
    ids = {bill.id for bill in bills}
    page = bill_page(Book(project), ids)
    listed = [bill for bill in project.bills if bill.id in ids]
    count = f"{len(bills)} bill{'s' if len(bills) != 1 else ''}"
    job.tell(
        Result(
            found=json_costs.bills(listed, page),
            key="\n".join(bill.id for bill in bills),
            said=(f"{count} {did}, {page.total.cost.grouped()} of cost.",),
            sheet=sheets.bills(listed, page, project.settings.fixed_price, "Total") if bills else (),
            files=tuple(records.BILL.path(bill.id) for bill in bills),
            next_step=next_step,
            preview=preview,
        )
    )
