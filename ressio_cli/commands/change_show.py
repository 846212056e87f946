"""One change.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands.job import reading
from ressio_cli.files import records
from ressio_cli.rules import find
from ressio_cli.rules.groups import change_figures, change_sources
from ressio_cli.views import json_costs
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import agreed as sheets

EXAMPLES = """
ressio change show CO-001
"""


def run(
    ctx: typer.Context,
    change: Annotated[str, typer.Argument(metavar="CHANGE", help="Its id, or an unambiguous beginning.")],
) -> None:
    """Show one change, line by line, with what is billed of it."""
    job = reading(ctx)
    found = find.change(job.as_of.project, change)
    figures = next(row for row in change_figures(job.as_of) if row.id == found.id)
    sources, file = change_sources(job.as_of, found), records.of(found).path(found.id)
    sheet = sheets.change(found, figures, sources)
    job.tell(Result(found=json_costs.change(found, figures, sources, file), sheet=sheet, key=found.id, files=(file,)))
