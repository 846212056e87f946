"""The changes.

Room: commands.
"""

from __future__ import annotations

import typer

from ressio_cli.commands.job import reading
from ressio_cli.rules.groups import change_figures, sum_of
from ressio_cli.views import json_out
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import agreed as sheets

EXAMPLES = """
ressio change list
ressio change list --json | jq -r '.changes[] | select(.status == "pending") | .id'
"""


def run(ctx: typer.Context) -> None:
    """List the changes with their worth, what is billed of them and what is left."""
    job = reading(ctx)
    rows = list(zip(job.as_of.project.changes, change_figures(job.as_of), strict=True))
    total = sum_of(job.as_of, [figures for _, figures in rows])
    keys = "\n".join(change.id for change, _ in rows)
    next_step = "" if rows else "ressio change new --title TITLE --item NAME=COST"
    job.tell(
        Result(found=json_out.changes(rows, total), sheet=sheets.changes(rows, total), key=keys, next_step=next_step)
    )
