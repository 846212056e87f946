"""Bills are loaded.

Room: commands.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ressio_cli.commands.job import writing
from ressio_cli.files import disk, imports, records
from ressio_cli.files.bytes import LARGEST
from ressio_cli.model.problem import Misused
from ressio_cli.rules.book import Book
from ressio_cli.rules.groups import bill_figures, sum_of
from ressio_cli.rules.new_papers import imported
from ressio_cli.views import json_out
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import costs as sheets

WRITES = True
EXAMPLES = """
ressio bill import bills.csv
ressio bill import bills.xlsx --approve
"""


def run(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx with headings in any order.")],
    approve: Annotated[bool, typer.Option("--approve", help="Approve them at once.")] = False,
) -> None:
    """Load bills: vendor, number, date, due, kind, code, item, description, amount, markup, taxed.

    Rows of one vendor, number and date are one bill. No bill is taken twice.
    """
    with writing(ctx) as job:
        data = disk.read_any(file, LARGEST * 4)
        found, problems = imports.bills(data, str(file), job.project.currency)
        if problems:
            raise Misused(problems)
        bills = imported(job.project, found, job.session.today if approve else None)
        preview = job.apply([job.new(bill) for bill in bills], f"import {file.name}")
        ids = {bill.id for bill in bills}
        book = Book(job.project.having(*bills))
        rows = [(bill, row) for bill, row in zip(book.project.bills, bill_figures(book), strict=True) if bill.id in ids]
        total = sum_of(book, [row for _, row in rows])
        job.tell(
            Result(
                found=json_out.bills(rows, total),
                key="\n".join(bill.id for bill in bills),
                said=(f"{len(bills)} bills from {file.name}",),
                sheet=sheets.bills(rows, total),
                files=tuple(records.BILL.path(bill.id) for bill in bills),
                next_step="ressio bill list" if approve else f"ressio bill approve {bills[0].id}",
                preview=preview,
            )
        )
