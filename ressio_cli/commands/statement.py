"""The client's account.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands.job import reading
from ressio_cli.files.options import day
from ressio_cli.model.problem import misused
from ressio_cli.rules.statement import statement
from ressio_cli.views import json_job
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import account as sheets

EXAMPLES = """
ressio statement
ressio statement --from 2026-04-01 --to 2026-06-30
"""

From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="The first day; the beginning if left out.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="The last day; today if left out.")]


def run(ctx: typer.Context, from_: From = None, to: To = None) -> None:
    """Show the client's account: invoices, voids, payments, refunds and write-offs day by day, and the balance.

    The balance is what is owed less the client's credit. Below it stand the totals of the time: what was invoiced and
    received, deposits drawn, written off and taken off for paying early.
    """
    job = reading(ctx)
    until = day("--to", to) if to is not None else job.session.today
    since = day("--from", from_) if from_ is not None else None
    if since and since > until:
        raise misused("option.date", f"--from {since} lies after --to {until}", "the first day, then the last")
    found = statement(job.book, until, since)
    job.tell(Result(found=json_job.statement(found), sheet=sheets.statement(found), key=str(found.closing)))
