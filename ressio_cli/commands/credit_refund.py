"""Credit goes back to the client.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.billing.send_back import refund_credit
from ressio_cli.commands import days, paying
from ressio_cli.commands.job import writing
from ressio_cli.commands.pay import write_payment
from ressio_cli.files import options

WRITES = True
EXAMPLES = """
ressio credit refund 1500.00 --method check --ref 2201
"""


def run(
    ctx: typer.Context,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="How much; at most the credit.")],
    on: days.On = "",
    future: days.Future = False,
    method: paying.Method = "check",
    ref: paying.Ref = "",
    note: paying.Note = "",
) -> None:
    """Record credit sent back to the client."""
    with writing(ctx) as job:
        how = paying.paying(job, job.on(on, future), method=method, ref=ref, note=note)
        money = options.money("AMOUNT", amount, job.project.currency)
        recorded = refund_credit(job.book, money, how)
        write_payment(job, recorded, f"{money.grouped()} of the client's credit sent back")
