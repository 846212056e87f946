"""A draft is discarded.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands.discarding import discard
from ressio_cli.commands.job import writing
from ressio_cli.model.invoice import Released
from ressio_cli.model.problem import refused
from ressio_cli.rules import find

WRITES = True
EXAMPLES = """
ressio invoice delete march-progress
"""


def run(
    ctx: typer.Context,
    draft: Annotated[str, typer.Argument(metavar="DRAFT", help="Its id, or an unambiguous beginning.")],
) -> None:
    """Discard a draft: what it reserved is free again. A released invoice is never deleted."""
    with writing(ctx) as job:
        paper = find.invoice(job.project, draft)
        if isinstance(paper, Released):
            hint = f'ressio void {paper.id} --reason "…"'
            raise refused(
                "invoice.released", f"{paper.id} is released: it can be void, never deleted", hint, paper.origin
            )
        discard(job, paper)
