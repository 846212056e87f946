"""Let an amount of an invoice go.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.billing.collect import Recorded
from ressio_cli.billing.write_off import WritingOff, write_off
from ressio_cli.commands import days, paying
from ressio_cli.commands.job import writing
from ressio_cli.commands.pay import write_payment
from ressio_cli.files import options
from ressio_cli.rules import find

WRITES = True
EXAMPLES = """
ressio write-off 7 --reason "Uncollectible"
ressio write-off 7 0.01 --reason "Bank fee"
"""


def run(
    ctx: typer.Context,
    invoice: Annotated[str, typer.Argument(metavar="INVOICE", help="Its id, its number's digits, or a beginning.")],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="How much; all that is due if left out.")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the folder.")] = "",
    on: days.On = "",
    future: days.Future = False,
    note: paying.Note = "",
) -> None:
    """Write off an amount that the client will not pay: the invoice owes it no more, and nothing was received.

    What was billed stays billed. `ressio payment void` takes a write-off back.
    """
    with writing(ctx) as job:
        paper = find.invoice(job.project, invoice)
        paying.why(reason, f'ressio write-off {paper.id}{f" {amount}" if amount else ""} --reason "…"')
        money = options.money("AMOUNT", amount, job.project.currency) if amount else None
        job.refuse_unsound([paper])
        how = WritingOff(amount=money, on=job.on(on, future), reason=reason, note=note)
        payment = write_off(job.book, paper, how)
        write_payment(job, Recorded(payment), f"{payment.amount.grouped()} of {paper.id} is written off: {reason}")
