"""A payment was a typing error.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.billing.collect import one_payment
from ressio_cli.billing.send_back import undo
from ressio_cli.commands import days, paying
from ressio_cli.commands.job import writing
from ressio_cli.commands.told import tell_payment

WRITES = True
EXAMPLES = """
ressio payment void 2026-04-12-INV-0003 --reason "Typed twice"
"""


def run(
    ctx: typer.Context,
    payment: Annotated[str, typer.Argument(metavar="PAYMENT", help="Its id, or an unambiguous beginning.")],
    reason: paying.Reason = "",
    on: days.On = "",
    future: days.Future = False,
) -> None:
    """Take back a payment or write-off that was entered by mistake; its file stays and says so.

    Refused while a refund of it stands: take that back first.
    """
    with writing(ctx) as job:
        before = one_payment(job.book, payment)
        paying.why(reason, f'ressio payment void {before.id} --reason "…"')
        after = job.attributed(undo(job.book, before, job.on(on, future), reason), before)
        preview = job.apply([job.rewrite(before, after)], f"payment {after.id} void: {reason}")
        tell_payment(job, after, [f"{after.id} is void: {reason}"], preview)
