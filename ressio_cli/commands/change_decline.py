"""A change is declined.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands import days
from ressio_cli.commands.agreed import tell_change
from ressio_cli.commands.job import writing
from ressio_cli.rules import find
from ressio_cli.rules.agreements import decline

WRITES = True
EXAMPLES = """
ressio change decline CO-004 --by "Dana Reyes"
"""


def run(
    ctx: typer.Context,
    change: Annotated[str, typer.Argument(metavar="CHANGE", help="Its id, or an unambiguous beginning.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided.")] = "",
    on: days.On = "",
    future: days.Future = False,
) -> None:
    """Record that the client declined."""
    with writing(ctx) as job:
        after = decline(job.project, find.change(job.project, change), by, job.on(on, future))
        before = find.change(job.project, change)
        preview = job.apply([job.rewrite(before, after)], f"{after.id} declined")
        tell_change(job, after, "declined", f"ressio change propose {after.id}", preview)
