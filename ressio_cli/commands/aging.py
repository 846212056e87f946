"""What is owed, and how late.

Room: commands.
"""

from __future__ import annotations

import typer

from ressio_cli.commands import next_steps
from ressio_cli.commands.job import reading
from ressio_cli.rules.aging import aging
from ressio_cli.views import json_job
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import account as sheets

EXAMPLES = """
ressio aging
ressio aging --as-of 2026-06-30 --json
"""


def run(ctx: typer.Context) -> None:
    """List the invoices that are owed by days past due; retainage that is held stands apart.

    What was written off or taken off for paying early is owed no more. The client's credit stands below; it lowers no
    balance until it is drawn.
    """
    job = reading(ctx)
    found = aging(job.as_of, job.session.today)
    step = next_steps.of_aging(found)
    result = Result(found=json_job.aging(found), sheet=sheets.aging(found), key=str(found.balance), next_step=step)
    job.tell(result)
