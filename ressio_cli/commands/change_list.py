"""The changes.

Room: commands.
"""

from __future__ import annotations

import typer

from ressio_cli.commands.job import reading
from ressio_cli.rules.groups import change_page
from ressio_cli.views import json_costs
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import agreed as sheets

EXAMPLES = """
ressio change list
ressio change list --json | jq -r '.changes[] | select(.status == "pending") | .id'
"""


def run(ctx: typer.Context) -> None:
    """List the changes with their worth, what is billed of them and what is left. The last line adds up the approved
    ones."""
    job = reading(ctx)
    changes, page = job.as_of.project.changes, change_page(job.as_of)
    keys = "\n".join(change.id for change in changes)
    next_step = "" if changes else "ressio change new --title TITLE --item NAME=COST"
    sheet = sheets.changes(changes, page)
    job.tell(Result(found=json_costs.changes(changes, page), sheet=sheet, key=keys, next_step=next_step))
