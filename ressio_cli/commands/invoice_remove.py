"""A section off an invoice.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.billing.edit import remove
from ressio_cli.commands import notifying
from ressio_cli.commands.changing import Changed, change_paper, tell_changed
from ressio_cli.commands.job import writing
from ressio_cli.commands.notifying import NoNotify, Send
from ressio_cli.rules import find

WRITES = True
EXAMPLES = """
ressio invoice remove march-progress 2
ressio invoice remove march-progress "Additional items"
"""


def run(
    ctx: typer.Context,
    invoice: Annotated[str, typer.Argument(metavar="INVOICE", help="A draft or an open invoice.")],
    section: Annotated[str, typer.Argument(metavar="SECTION", help="Its number from 1, or its title.")],
    no_notify: NoNotify = False,
    send: Send = False,
) -> None:
    """Remove a section from a draft or open invoice; the last one stays."""
    wish = notifying.wish(no_notify, send)
    with writing(ctx) as job:
        before = find.invoice(job.project, invoice)
        job.refuse_unsound([before])
        after = remove(job.book, before, section, job.session.today)
        changed = Changed(before=before, after=after, did="has a section less; it comes to")
        written = change_paper(job, changed, wish)
    tell_changed(written)
