"""A bill becomes an actual cost.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands import days
from ressio_cli.commands.agreed import tell_bill
from ressio_cli.commands.job import writing
from ressio_cli.rules import find
from ressio_cli.rules.agreements import approve_bill

WRITES = True
EXAMPLES = """
ressio bill approve coastal-concrete-88121
"""


def run(
    ctx: typer.Context,
    bill: Annotated[str, typer.Argument(metavar="BILL", help="Its id, or an unambiguous beginning.")],
    on: days.On = "",
    future: days.Future = False,
) -> None:
    """Approve a bill: it is an actual cost from then on, and on cost plus it can be billed."""
    with writing(ctx) as job:
        before = find.bill(job.project, bill)
        after = approve_bill(before, job.on(on, future).day)
        preview = job.apply([job.rewrite(before, after)], f"approve bill {after.id}")
        step = "ressio summary" if job.project.settings.fixed_price else f"ressio invoice new --bill {after.id}"
        tell_bill(job, after, "approved", step, preview)
