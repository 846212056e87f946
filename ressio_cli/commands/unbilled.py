"""What could be billed today.

Room: commands.  Problems: unbilled.left.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.billing.left_out import waiting
from ressio_cli.commands.job import reading
from ressio_cli.model.figures import UnbilledList
from ressio_cli.model.problem import Problem
from ressio_cli.rules.unbilled import unbilled
from ressio_cli.views import json_job, json_out
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import job as sheets

EXAMPLES = """
ressio unbilled
ressio unbilled --contract --retainage
ressio unbilled --fail || echo "something is not billed yet"
"""


def run(
    ctx: typer.Context,
    contract: Annotated[bool, typer.Option("--contract", help="Add budget items that are not billed in full.")] = False,
    retainage: Annotated[bool, typer.Option("--retainage", help="Add the retainage that is held.")] = False,
    fail: Annotated[bool, typer.Option("--fail", help="End with exit code 1 when anything is left to bill.")] = False,
) -> None:
    """List approved changes and costs that are not billed yet, oldest first, and forgotten drafts."""
    job = reading(ctx)
    found = unbilled(job.as_of, job.session.today, contract=contract, retainage=retainage)
    next_step = "ressio invoice new --from METHOD, or --change ID, --bill ID" if found.rows else ""
    left = _left(found) if fail else []
    json = json_job.unbilled(found) | (json_out.problems(left) if left else {})
    job.tell(Result(found=json, sheet=sheets.unbilled(found), key=str(found.total), next_step=next_step))
    job.note_line(waiting(job.as_of))
    if left:
        raise typer.Exit(1)


def _left(found: UnbilledList) -> list[Problem]:
    """That something is not billed, where a script asked to be told."""
    if not found.rows:
        return []
    lines = sum(not row.undecided for row in found.rows)
    parts = [f"{found.total.grouped()} is not billed, on {lines} lines"] if lines else []
    if lines < len(found.rows):
        parts.append(f"{found.undecided.grouped()} of undecided changes is not billed")
    return [Problem("unbilled.left", "; ".join(parts), hint="ressio invoice new")]
