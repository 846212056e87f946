"""One bill.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands.job import reading
from ressio_cli.files import records
from ressio_cli.rules import find
from ressio_cli.rules.groups import bill_figures, bill_sources
from ressio_cli.views import json_costs
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import costs as sheets

EXAMPLES = """
ressio bill show coastal-concrete-88121
"""


def run(
    ctx: typer.Context,
    bill: Annotated[str, typer.Argument(metavar="BILL", help="Its id, or an unambiguous beginning.")],
) -> None:
    """Show one bill, line by line, with what is billed of it."""
    job = reading(ctx)
    found = find.bill(job.as_of.project, bill)
    figures = next(row for row in bill_figures(job.as_of) if row.id == found.id)
    sources, file = bill_sources(job.as_of, found), records.of(found).path(found.id)
    sheet = sheets.bill(found, figures, sources, job.project.settings.fixed_price)
    job.tell(Result(found=json_costs.bill(found, figures, sources, file), sheet=sheet, key=found.id, files=(file,)))
