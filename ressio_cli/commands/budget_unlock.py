"""Unlock the budget.

Room: commands.
"""

from __future__ import annotations

import typer

from ressio_cli.commands.job import writing
from ressio_cli.rules.agreements import unlock
from ressio_cli.views import json_job
from ressio_cli.views.say import Result

WRITES = True
EXAMPLES = """
ressio budget unlock
"""


def run(ctx: typer.Context) -> None:
    """Make the budget an estimate again; refused once a change is approved or an invoice bills its items."""
    with writing(ctx) as job:
        budget = unlock(job.project)
        preview = job.apply([job.rewrite(job.project.budget, budget)], "unlock the budget")
        job.tell(
            Result(
                found=json_job.lock(None),
                said=("The budget is an estimate again.",),
                files=("budget.yaml",),
                next_step="ressio budget lock",
                preview=preview,
            )
        )
