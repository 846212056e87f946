"""The payments.

Room: commands.
"""

from __future__ import annotations

import typer

from ressio_cli.commands.job import reading
from ressio_cli.rules.credit import credit, received
from ressio_cli.views import json_out
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import received as sheets

EXAMPLES = """
ressio payment list
ressio payment list --as-of 2026-03-31 --json
"""


def run(ctx: typer.Context) -> None:
    """List every payment and refund, what was received, and the client's credit."""
    job = reading(ctx)
    payments = sorted(job.as_of.project.payments, key=lambda payment: (payment.received, payment.id))
    cash, left = received(job.as_of), credit(job.as_of)
    keys = "\n".join(payment.id for payment in payments)
    sheet = sheets.payments(payments, cash, left)
    job.tell(Result(found=json_out.payments(payments, cash, left), sheet=sheet, key=keys))
