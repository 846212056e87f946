"""Bills are loaded.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands import loading
from ressio_cli.commands.agreed import note_lookalikes, tell_bills
from ressio_cli.commands.job import writing
from ressio_cli.files import imports
from ressio_cli.rules.new_papers import imported

WRITES = True
EXAMPLES = """
ressio bill import bills.csv
ressio bill import bills.xlsx --sheet March --approve
ressio bill import - < bills.csv
"""

_NAMED = 3  # how many bills the next step names


def run(
    ctx: typer.Context,
    file: loading.File,
    approve: Annotated[bool, typer.Option("--approve", help="Approve them at once.")] = False,
    sheet: loading.Sheet = "",
) -> None:
    """Load bills: vendor, number, date, due, kind, code, item, change, description, amount, markup, taxed.

    Rows of one vendor and number are one bill; without a number, rows of one vendor and date. No bill is taken twice.
    """
    with writing(ctx) as job:
        found, problems = imports.bills(loading.source(file, sheet=sheet), job.project.currency)
        loading.refuse_or_note(problems)
        bills = imported(job.project, found, job.session.today if approve else None)
        note_lookalikes(job, bills)
        preview = job.apply([job.new(bill) for bill in bills], f"import {loading.title(file)}")
        ids = " ".join(bill.id for bill in bills) if len(bills) <= _NAMED else "--all"
        step = "ressio bill list" if approve else f"ressio bill approve {ids}"
        tell_bills(job, bills, f"loaded from {loading.title(file)}", step, preview)
