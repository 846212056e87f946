"""Where the job stands: contract, cost, profit, billing.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands.job import reading
from ressio_cli.rules.budget_rows import budget_table
from ressio_cli.rules.position import summary
from ressio_cli.views import json_job
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import job as sheets

EXAMPLES = """
ressio summary
ressio summary --expand
ressio summary --as-of 2026-03-31 --json
"""


def run(
    ctx: typer.Context,
    expand: Annotated[bool, typer.Option("--expand", help="Show the budget table below the totals.")] = False,
) -> None:
    """Show where the job stands: the contract, its cost, the profit, what is billed and what is left.

    Received is the money that came in less what went back; a deposit that was drawn is not received again.
    `ressio help payments` has the formulas.
    """
    job = reading(ctx)
    totals = summary(job.as_of, job.session.today)
    found, sheet = json_job.summary(totals), sheets.summary(totals)
    if expand:
        table = budget_table(job.as_of, job.default_view)
        found, sheet = {**found, "budget": json_job.budget(table)}, (*sheet, *sheets.budget(table))
    job.tell(Result(found=found, sheet=sheet, key=str(totals.billing.left_to_bill)))
