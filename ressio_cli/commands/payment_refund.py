"""Money of a payment goes back.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.billing.collect import one_payment
from ressio_cli.billing.send_back import refund
from ressio_cli.commands import days, paying
from ressio_cli.commands.job import writing
from ressio_cli.commands.pay import write_payment
from ressio_cli.files import options

WRITES = True
EXAMPLES = """
ressio payment refund 2026-04-12-INV-0003 --reason "Paid twice"
ressio payment refund 2026-04-12-INV-0003 250.00 --reason "Goodwill"
"""


def run(
    ctx: typer.Context,
    payment: Annotated[str, typer.Argument(metavar="PAYMENT", help="Its id, or an unambiguous beginning.")],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="How much; all of it if left out.")] = "",
    reason: paying.Reason = "",
    on: days.On = "",
    future: days.Future = False,
    method: Annotated[str, typer.Option("--method", metavar="METHOD", help="As it came, if left out.")] = "",
    ref: paying.Ref = "",
) -> None:
    """Record money sent back to the client.

    What of it is still the client's credit goes first; then the invoices it had paid, the last one first, are owed
    again. A discount for paying early that needed the money is lost.
    """
    with writing(ctx) as job:
        before = one_payment(job.book, payment)
        paying.why(reason, f'ressio payment refund {before.id} --reason "…"')
        how = paying.paying(
            job,
            job.on(on, future),
            method=method or (before.method if before.method in paying.CASH else "other"),
            ref=ref,
            note=reason,
        )
        money = options.money("AMOUNT", amount, job.project.currency) if amount else None
        recorded = refund(job.book, before, money, how)
        write_payment(job, recorded, f"{(-recorded.payment.amount).grouped()} of {before.id} sent back")
