"""The budget table.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands.job import reading
from ressio_cli.files.options import one_of
from ressio_cli.rules.budget_rows import budget_table
from ressio_cli.rules.places import VIEWS
from ressio_cli.views import json_job
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import job as sheets

EXAMPLES = """
ressio budget
ressio budget --by code
ressio budget --by category --json
"""


def run(
    ctx: typer.Context,
    by: Annotated[str, typer.Option("--by", metavar="VIEW", help="item, category or code.")] = "",
) -> None:
    """Show the budget in four bands: cost, profit, price, and what is invoiced."""
    job = reading(ctx)
    table = budget_table(job.as_of, one_of("--by", by, tuple(VIEWS)) if by else job.default_view)
    job.tell(Result(found=json_job.budget(table), sheet=sheets.budget(table)))
