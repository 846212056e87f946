"""What could be billed today.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands.job import reading
from ressio_cli.rules.unbilled import unbilled
from ressio_cli.views import json_out
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
    job.tell(
        Result(found=json_out.unbilled(found), sheet=sheets.unbilled(found), key=str(found.total), next_step=next_step)
    )
    if fail and found.rows:
        raise typer.Exit(1)
