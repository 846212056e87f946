"""A change is approved.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands import days
from ressio_cli.commands.agreed import tell_change
from ressio_cli.commands.job import writing
from ressio_cli.rules import find
from ressio_cli.rules.agreements import approve

WRITES = True
EXAMPLES = """
ressio change approve CO-003 --by "Dana Reyes"
ressio change approve CO-003 --by "Dana Reyes" --on 2026-03-05
"""


def run(
    ctx: typer.Context,
    change: Annotated[str, typer.Argument(metavar="CHANGE", help="Its id, or an unambiguous beginning.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided.")] = "",
    on: days.On = "",
    future: days.Future = False,
) -> None:
    """Record that the client agreed: the change is part of the contract and can be billed."""
    with writing(ctx) as job:
        after = approve(job.project, find.change(job.project, change), by, job.on(on, future))
        before = find.change(job.project, change)
        preview = job.apply([job.rewrite(before, after)], f"{after.id} approved")
        tell_change(job, after, "approved", f"ressio invoice new --change {after.id}", preview)
