"""Bills are marked as paid.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands import days
from ressio_cli.commands.agreed import named, tell_bills
from ressio_cli.commands.job import writing
from ressio_cli.model.problem import misused
from ressio_cli.rules import find
from ressio_cli.rules.bill_life import pay_bills, unpay_bills

WRITES = True
EXAMPLES = """
ressio bill pay coastal-concrete-88121
ressio bill pay coastal-concrete-88121 pine-state-lumber-5519 --on 2026-03-20
ressio bill pay coastal-concrete-88121 --undo
"""


def run(
    ctx: typer.Context,
    bill: Annotated[list[str], typer.Argument(metavar="BILL...", help="Ids, or unambiguous beginnings.")],
    on: days.On = "",
    future: days.Future = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the mark back: the bill is approved, not paid.")] = False,
) -> None:
    """Mark approved bills as paid to their vendors. Several are marked together or not at all.

    Costs and what can be billed stay as they are: a bill is an actual cost from its approval on.
    """
    if undo and on:
        raise misused("bill.undo-date", "--undo takes the payment date away; --on gives one", "leave one of them out")
    with writing(ctx) as job:
        before = find.bills(job.project, bill)
        after = unpay_bills(before) if undo else pay_bills(before, job.on(on, future).day, job.findings)
        edits = [job.rewrite(old, new) for old, new in zip(before, after, strict=True)]
        did = "not paid any more" if undo else "paid"
        preview = job.apply(edits, f"{named(after)} {did}")
        tell_bills(job, after, did, "ressio bill list", preview, as_list=len(bill) > 1)
