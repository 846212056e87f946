"""Lock the budget.

Room: commands.
"""

from __future__ import annotations

from dataclasses import replace

import typer

from ressio_cli.commands import days, publishing
from ressio_cli.commands.job import writing
from ressio_cli.rules.agreements import lock
from ressio_cli.views import json_job
from ressio_cli.views.say import Result

WRITES = True
EXAMPLES = """
ressio budget lock
ressio budget lock --on 2026-02-01
"""


def run(
    ctx: typer.Context,
    on: days.On = "",
    future: days.Future = False,
) -> None:
    """Lock the budget: it becomes the contract, and later differences must be agreed as changes."""
    with writing(ctx) as job:
        budget = lock(job.project, job.on(on, future))
        assert budget.locked is not None
        preview = job.apply([job.rewrite(job.project.budget, budget)], "lock the budget")
        job.note(publishing.refresh(job, replace(job.project, budget=budget)))
        job.tell(
            Result(
                found=json_job.lock(budget.locked),
                key=str(budget.locked.price),
                said=(f"The budget is locked on {budget.locked.on} at {budget.locked.price.grouped()}.",),
                files=("budget.yaml",),
                next_step=_next(job.project.settings.fixed_price),
                preview=preview,
            )
        )


def _next(fixed_price: bool) -> str:
    return (
        "ressio invoice new --percent all=10" if fixed_price else "ressio bill new --vendor VENDOR --line NAME=AMOUNT"
    )
