"""Bills become actual costs.

Room: commands.  Problems: bill.none-named.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands import days
from ressio_cli.commands.agreed import billing_step, named, tell_bills
from ressio_cli.commands.job import Job, writing
from ressio_cli.model.bill import Bill
from ressio_cli.model.problem import misused
from ressio_cli.rules import find
from ressio_cli.rules.bill_life import approve_bills

WRITES = True
EXAMPLES = """
ressio bill approve coastal-concrete-88121
ressio bill approve --all
"""


def run(
    ctx: typer.Context,
    bill: Annotated[
        list[str] | None, typer.Argument(metavar="[BILL]...", help="Ids, or unambiguous beginnings.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Approve every draft bill.")] = False,
    on: days.On = "",
    future: days.Future = False,
) -> None:
    """Approve bills: they are actual costs from then on, and on cost plus they can be billed.

    Several bills are approved together or not at all.
    """
    with writing(ctx) as job:
        before = _chosen(job, bill or [], all_)
        after = approve_bills(before, job.on(on, future).day, job.findings)
        edits = [job.rewrite(old, new) for old, new in zip(before, after, strict=True)]
        preview = job.apply(edits, f"approve {named(after)}") if edits else job.nothing()
        tell_bills(job, after, "approved", billing_step(job, after), preview, as_list=all_ or len(bill or ()) > 1)


def _chosen(job: Job, words: list[str], everything: bool) -> list[Bill]:
    drafts = [bill for bill in job.project.bills if bill.status == "draft"]
    if everything == bool(words):
        names = f"drafts: {', '.join(bill.id for bill in drafts[:6])}" if drafts else "no bill is a draft"
        message = "--all and names of bills exclude each other" if words else "which bill is to be approved?"
        raise misused("bill.none-named", message, f"ressio bill approve BILL, or --all; {names}")
    return drafts if everything else find.bills(job.project, words)
