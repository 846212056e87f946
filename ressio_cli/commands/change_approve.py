"""A change is approved.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands import days
from ressio_cli.commands.agreed import tell_change
from ressio_cli.commands.job import writing
from ressio_cli.files import attachments
from ressio_cli.rules import find
from ressio_cli.rules.agreements import approve

WRITES = True
EXAMPLES = """
ressio change approve CO-003 --by "Dana Reyes"
ressio change approve CO-003 --by "Dana Reyes" --on 2026-03-05 --signed CO-003-signed.pdf
"""


def run(
    ctx: typer.Context,
    change: Annotated[str, typer.Argument(metavar="CHANGE", help="Its id, or an unambiguous beginning.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who approved it; required.")] = "",
    on: days.On = "",
    future: days.Future = False,
    signed: Annotated[str, typer.Option("--signed", metavar="FILE", help="Copy in the signed paper or mail.")] = "",
) -> None:
    """Record that the client agreed: the change is part of the contract and can be billed.

    The change is sealed, and with it the file that was signed.
    """
    with writing(ctx) as job:
        before = find.change(job.project, change)
        copies = attachments.copies(job.root, [signed] if signed else [], f"changes/{before.id}")
        paper = next(iter(copies.attachments), None)
        after = approve(job.project, before, by, job.on(on, future), paper)
        preview = job.apply([*copies.edits, job.rewrite(before, after)], f"{after.id} approved")
        tell_change(job, after, "approved", f"ressio invoice new --change {after.id}", preview)
