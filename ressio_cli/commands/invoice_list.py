"""The invoices page.

Room: commands.
"""

from __future__ import annotations

import typer

from ressio_cli.commands import waiting
from ressio_cli.commands.job import reading
from ressio_cli.rules.papers import invoice_list
from ressio_cli.views import json_out
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import invoices as sheets

EXAMPLES = """
ressio invoice list
ressio invoice list --json | jq -r '.invoices[] | select(.overdue) | .number'
"""


def run(ctx: typer.Context) -> None:
    """List every invoice and draft with its total and balance, and what is invoiced, received and outstanding.

    Received is the money that came in less what went back. A deposit that pays an invoice later is not received again:
    it stands under deposits drawn. `ressio help payments` has the formulas.
    """
    job = reading(ctx)
    page = invoice_list(job.as_of, job.session.today)
    messages = waiting.count(job)
    next_step = "" if page.rows else "ressio invoice new"
    if messages:
        next_step = waiting.next_step(job.project.settings)
    keys = "\n".join(row.invoice.id for row in page.rows)
    found = {**json_out.invoice_list(page), "messages_waiting": messages}
    job.tell(Result(found=found, sheet=sheets.invoice_list(page, messages), key=keys, next_step=next_step))
