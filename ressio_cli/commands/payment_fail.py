"""A payment bounces.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.billing.collect import one_payment
from ressio_cli.billing.send_back import fail
from ressio_cli.commands import days, paying
from ressio_cli.commands.job import writing
from ressio_cli.commands.told import tell_payment

WRITES = True
EXAMPLES = """
ressio payment fail 2026-04-12-INV-0003 --reason "Insufficient funds"
"""


def run(
    ctx: typer.Context,
    payment: Annotated[str, typer.Argument(metavar="PAYMENT", help="Its id, or an unambiguous beginning.")],
    reason: paying.Reason = "",
    on: days.On = "",
    future: days.Future = False,
) -> None:
    """Record that a payment did not clear, or came back after it had: its invoices are owed again.

    A discount for paying early that needed the money is lost.
    """
    with writing(ctx) as job:
        before = one_payment(job.book, payment)
        paying.why(reason, f'ressio payment fail {before.id} --reason "…"')
        after = job.attributed(fail(job.book, before, job.on(on, future), reason), before)
        preview = job.apply([job.rewrite(before, after)], f"payment {after.id} fail: {reason}")
        did = "came back after it had cleared" if before.status == "cleared" else "did not clear"
        back = [other for other in job.project.payments if other.refunds == after.id and other.live]
        owed = [f"{other.id} had sent back {(-other.amount).grouped()} of it: that is owed again too" for other in back]
        tell_payment(job, after, [f"{after.id} {did}: {reason}", *owed], preview)
