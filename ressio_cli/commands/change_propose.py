"""A change is proposed.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands import days
from ressio_cli.commands.agreed import tell_change
from ressio_cli.commands.job import writing
from ressio_cli.rules import find
from ressio_cli.rules.agreements import propose

WRITES = True
EXAMPLES = """
ressio change propose CO-003
"""


def run(
    ctx: typer.Context,
    change: Annotated[str, typer.Argument(metavar="CHANGE", help="Its id, or an unambiguous beginning.")],
    on: days.On = "",
    future: days.Future = False,
) -> None:
    """Put a draft or declined change to the client: it is pending until the client answers."""
    with writing(ctx) as job:
        after = propose(find.change(job.project, change), job.on(on, future).day)
        before = find.change(job.project, change)
        preview = job.apply([job.rewrite(before, after)], f"{after.id} proposed")
        tell_change(job, after, "put to the client", f"ressio change approve {after.id} --by NAME", preview)
