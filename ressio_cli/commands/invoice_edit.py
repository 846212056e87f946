"""A draft or open invoice is changed.

Room: commands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from ressio_cli.billing.edit import Edit, edit
from ressio_cli.billing.numbers import take_number
from ressio_cli.billing.relining import Relines
from ressio_cli.commands import asking, editor, notifying, number_history
from ressio_cli.commands.changing import Changed, change_paper, tell_changed
from ressio_cli.commands.job import Job, writing
from ressio_cli.commands.notifying import NoNotify, Send
from ressio_cli.files import attachments, item_options, options
from ressio_cli.model.ask import Wording
from ressio_cli.model.invoice import Draft
from ressio_cli.rules import find

WRITES = True
EXAMPLES = """
ressio invoice edit march-progress --percent 03-100=60 --title "March and April"
ressio invoice edit march-progress --refresh
ressio invoice edit 7 --drop 2.1 --item "Permit fee=275"
ressio invoice edit march-progress
"""

Drops = Annotated[
    list[str] | None,
    typer.Option("--drop", metavar="SOURCE|SECTION.LINE", help="Take a line out; repeat it for more."),
]

Into = Annotated[
    str, typer.Option("--into", metavar="SECTION", help="Where an added line goes: a section's number or title.")
]


def run(
    ctx: typer.Context,
    invoice: Annotated[str, typer.Argument(metavar="INVOICE", help="A draft or an open invoice.")],
    percent: asking.Percents = None,
    amount: asking.Amounts = None,
    markup: asking.Markups = None,
    tax: asking.Taxes = None,
    stored: asking.Stored = None,
    item: asking.Items = None,
    drop: Drops = None,
    into: Into = "",
    refresh: Annotated[bool, typer.Option("--refresh", help="Bring the lines up to today's worth and taxes.")] = False,
    over: asking.Over = "",
    retainage: asking.Held = "",
    number: asking.Number = None,
    title: asking.Title = None,
    description: asking.Description = None,
    notes: asking.Notes = None,
    internal: asking.Internal = None,
    conditions: asking.Conditions = None,
    terms: asking.Terms = None,
    due: asking.Due = "",
    show: asking.Show = None,
    hide: asking.Hide = None,
    attach: asking.Attach = None,
    no_notify: NoNotify = False,
    send: Send = False,
) -> None:
    """Change what is on a draft or open invoice; without options its file opens in your editor.

    A line is named by its source, or by its place on the invoice, SECTION.LINE.
    """
    if not editor.said(ctx.params):
        editor.edit_file(ctx, invoice, notifying.wish(no_notify, send))
        return
    wish = notifying.wish(no_notify, send)
    with writing(ctx) as job:
        before = find.invoice(job.project, invoice)
        job.refuse_unsound([before])
        copies = attachments.copies(job.root, attach or (), attachments.place(before))
        change = Edit(
            wording=_wording(job, before, ctx.params),
            lines=_relines(job, ctx.params),
            attach=copies.attachments,
            refresh=refresh,
        )
        after = edit(job.book, before, change, job.session.today)
        changed = Changed(before=before, after=after, did="is changed; it comes to")
        written = change_paper(job, changed, wish, copies.edits)
    tell_changed(written)


def _wording(job: Job, paper: object, params: asking.Params) -> Wording:
    wording = asking.wording(params, job.project.currency)
    if wording.number and isinstance(paper, Draft):
        return replace(wording, number=take_number(job.book, paper, wording.number, number_history.numbers(job)))
    return wording


def _relines(job: Job, params: asking.Params) -> Relines:
    currency = job.project.currency
    return Relines(
        percents=options.percents("--percent", params["percent"] or ()),
        amounts=options.amounts("--amount", params["amount"] or (), currency),
        markups=options.percents("--markup", params["markup"] or ()),
        taxes=options.tax_names(params["tax"] or ()),
        stored=options.amounts("--stored", params["stored"] or (), currency),
        items=item_options.stated(params["item"] or (), currency),
        drops=tuple(params["drop"] or ()),
        into=params["into"] or "",
        over=params["over"],
    )
