"""Bills are loaded.

Room: commands.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ressio_cli.commands.agreed import tell_bills
from ressio_cli.commands.job import writing
from ressio_cli.files import disk, imports
from ressio_cli.files.bytes import LARGEST
from ressio_cli.model.problem import Misused
from ressio_cli.rules.bill_identity import lookalikes
from ressio_cli.rules.new_papers import imported

WRITES = True
EXAMPLES = """
ressio bill import bills.csv
ressio bill import bills.xlsx --approve
"""

_NAMED = 3  # how many bills the next step names


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
        job.note(lookalikes(job.project, bills))
        preview = job.apply([job.new(bill) for bill in bills], f"import {file.name}")
        ids = " ".join(bill.id for bill in bills) if len(bills) <= _NAMED else "--all"
        step = "ressio bill list" if approve else f"ressio bill approve {ids}"
        tell_bills(job, bills, f"loaded from {file.name}", step, preview)
