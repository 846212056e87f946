"""More sections on an invoice.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.billing.edit import add
from ressio_cli.commands import asking, notifying
from ressio_cli.commands.changing import Changed, change_paper, tell_changed
from ressio_cli.commands.job import writing
from ressio_cli.commands.notifying import NoNotify, Send
from ressio_cli.model.problem import misused
from ressio_cli.rules import find

WRITES = True
EXAMPLES = """
ressio invoice add march-progress --change CO-001
ressio invoice add 7 --item "Permit fee=250+10%" --section "Fees"
"""


def run(
    ctx: typer.Context,
    invoice: Annotated[str, typer.Argument(metavar="INVOICE", help="A draft or an open invoice.")],
    from_: asking.From = None,
    percent: asking.Percents = None,
    amount: asking.Amounts = None,
    change: asking.Changes = None,
    bill: asking.Bills = None,
    code: asking.Codes = None,
    through: asking.Through = "",
    all_: asking.All = False,
    all_items: asking.AllItems = False,
    markup: asking.Markups = None,
    tax: asking.Taxes = None,
    stored: asking.Stored = None,
    deposit: asking.Deposit = "",
    item: asking.Items = None,
    items: asking.ItemsFile = "",
    section: asking.Titles = None,
    over: asking.Over = "",
    no_notify: NoNotify = False,
    send: Send = False,
) -> None:
    """Add a section at the end of a draft or open invoice: one per method, or per section that --items names."""
    wish = notifying.wish(no_notify, send)
    with writing(ctx) as job:
        if not asking.chosen(ctx.params):
            raise misused("ask.empty", "nothing is chosen to add", "--percent, --change, --bill, --item, --deposit …")
        before = find.invoice(job.project, invoice)
        job.refuse_unsound([before])
        after, left_out = add(job.book, before, asking.ask(ctx.params, job.project.currency), job.session.today)
        job.note_line(left_out)
        changed = Changed(before=before, after=after, did="has a section more; it comes to")
        written = change_paper(job, changed, wish)
    tell_changed(written)
