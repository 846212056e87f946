"""One invoice.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands.job import reading
from ressio_cli.files import records
from ressio_cli.model.invoice import Draft
from ressio_cli.rules import find
from ressio_cli.rules.papers import invoice_figures
from ressio_cli.rules.rate_notes import rate_notes
from ressio_cli.views import json_out
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import invoices as sheets

EXAMPLES = """
ressio invoice show 7
ressio invoice show march-progress --json
"""


def run(
    ctx: typer.Context,
    invoice: Annotated[str, typer.Argument(metavar="INVOICE", help="Its id, its number's digits, or a beginning.")],
) -> None:
    """Show an invoice or a draft: sections, lines, taxes, retainage, payments, history."""
    job = reading(ctx)
    paper = find.invoice(job.as_of.project, invoice)
    figures = invoice_figures(job.as_of, paper, job.session.today)
    if isinstance(paper, Draft):
        job.note(rate_notes(job.as_of.project, paper, job.session.today))
    file = records.of(paper).path(paper.id)
    job.tell(Result(found=json_out.invoice(figures, file), sheet=sheets.invoice(figures), key=paper.id, files=(file,)))
