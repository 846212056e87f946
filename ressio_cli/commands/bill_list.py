"""The bills.

Room: commands.
"""

from __future__ import annotations

import typer

from ressio_cli.commands.job import reading
from ressio_cli.rules.groups import bill_page
from ressio_cli.views import json_costs
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import costs as sheets

EXAMPLES = """
ressio bill list
ressio bill list --json
"""


def run(ctx: typer.Context) -> None:
    """List the bills with their cost; on cost plus also with their worth, what is billed of them and what is left.

    The last line adds up the approved and paid ones.
    """
    job = reading(ctx)
    bills, page = job.as_of.project.bills, bill_page(job.as_of)
    keys = "\n".join(bill.id for bill in bills)
    next_step = "" if bills else "ressio bill new --vendor VENDOR --number NUMBER --line DESCRIPTION=AMOUNT"
    sheet = sheets.bills(bills, page, job.project.settings.fixed_price)
    job.tell(Result(found=json_costs.bills(bills, page), sheet=sheet, key=keys, next_step=next_step))
