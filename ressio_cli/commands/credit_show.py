"""The client's credit.

Room: commands.
"""

from __future__ import annotations

import typer

from ressio_cli.commands.job import reading
from ressio_cli.rules.credit import credit_figures
from ressio_cli.views import json_job
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import received as sheets

EXAMPLES = """
ressio credit
ressio credit --json
"""


def run(ctx: typer.Context) -> None:
    """Show the client's credit, the deposits held in it, and every movement of it.

    Credit is the money that pays for no invoice yet, paid deposits included. `ressio help payments` has the formula.
    """
    job = reading(ctx)
    figures = credit_figures(job.as_of)
    next_step = "ressio pay INVOICE --from-credit" if figures.credit.positive else ""
    result = Result(
        found=json_job.credit(figures), sheet=sheets.credit(figures), key=str(figures.credit), next_step=next_step
    )
    job.tell(result)
