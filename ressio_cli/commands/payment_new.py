"""Money before any invoice.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.billing.collect import advance
from ressio_cli.commands import days, paying
from ressio_cli.commands.job import writing
from ressio_cli.commands.pay import write_payment
from ressio_cli.files import options

WRITES = True
EXAMPLES = """
ressio payment new 10000.00 --method wire --ref 77120
"""


def run(
    ctx: typer.Context,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="How much came in.")],
    on: days.On = "",
    future: days.Future = False,
    method: paying.Method = "check",
    ref: paying.Ref = "",
    note: paying.Note = "",
    pending: paying.Pending = False,
) -> None:
    """Record money that is for no invoice yet: it is the client's credit."""
    with writing(ctx) as job:
        how = paying.paying(job, job.on(on, future), method=method, ref=ref, note=note, pending=pending)
        money = options.money("AMOUNT", amount, job.project.currency)
        recorded = advance(job.book, money, how)
        write_payment(job, recorded, f"{money.grouped()} received by {method}, kept as the client's credit")
