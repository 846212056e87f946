"""A pending payment clears.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.billing.collect import one_payment
from ressio_cli.billing.send_back import settle
from ressio_cli.commands import days
from ressio_cli.commands.job import writing
from ressio_cli.commands.told import tell_payment

WRITES = True
EXAMPLES = """
ressio payment settle 2026-04-12-INV-0003
"""


def run(
    ctx: typer.Context,
    payment: Annotated[str, typer.Argument(metavar="PAYMENT", help="Its id, or an unambiguous beginning.")],
    on: days.On = "",
    future: days.Future = False,
) -> None:
    """Record that a pending payment has cleared."""
    with writing(ctx) as job:
        before = one_payment(job.book, payment)
        after = settle(before, job.on(on, future))
        preview = job.apply([job.rewrite(before, after)], f"payment {after.id} settled")
        tell_payment(job, after, [f"{after.id} cleared on {after.settled}"], preview)
