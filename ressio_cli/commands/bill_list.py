"""The bills.

Room: commands.
"""

from __future__ import annotations

import typer

from ressio_cli.commands.job import reading
from ressio_cli.rules.groups import bill_figures, sum_of
from ressio_cli.views import json_out
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import costs as sheets

EXAMPLES = """
ressio bill list
ressio bill list --json
"""


def run(ctx: typer.Context) -> None:
    """List the bills with their cost, their worth, what is billed of them and what is left."""
    job = reading(ctx)
    rows = list(zip(job.as_of.project.bills, bill_figures(job.as_of), strict=True))
    total = sum_of(job.as_of, [figures for _, figures in rows])
    keys = "\n".join(bill.id for bill, _ in rows)
    next_step = "" if rows else "ressio bill new --vendor VENDOR --number NUMBER --line DESCRIPTION=AMOUNT"
    job.tell(Result(found=json_out.bills(rows, total), sheet=sheets.bills(rows, total), key=keys, next_step=next_step))
