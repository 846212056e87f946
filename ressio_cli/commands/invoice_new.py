"""A new draft.

Room: commands.
"""

from __future__ import annotations

from dataclasses import replace

import typer

from ressio_cli.billing.numbers import take_number
from ressio_cli.billing.pipeline import new_draft
from ressio_cli.commands import asking, choosing, given
from ressio_cli.commands.job import writing
from ressio_cli.commands.told import Words, tell_invoice
from ressio_cli.files import attachments
from ressio_cli.rules.new_papers import named

WRITES = True
EXAMPLES = """
ressio invoice new --percent all=40 --title "March progress"
ressio invoice new --percent Foundations=100 --change CO-001 --item "Permit fee=250+10%,code=01-40-00"
ressio invoice new --from actuals --through 2026-03-31
ressio invoice new --deposit 10000
"""


def run(
    ctx: typer.Context,
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
    retainage: asking.Held = "",
    id: asking.Id = "",
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
) -> None:
    """Make a draft of what is named. On a terminal, with nothing named, what can be billed is listed and asked for."""
    params = choosing.choices(ctx)
    with writing(ctx) as job:
        currency, today = job.project.currency, job.session.today
        ask, wording = asking.ask(params, currency), asking.wording(params, currency)
        draft, left_out = new_draft(job.book, ask, wording, "draft", today)
        draft = named(job.project, draft, id, today)
        if draft.number:
            draft = replace(draft, number=take_number(job.book, draft, None, given.numbers(job)))
        copies = attachments.copies(job.root, attach or (), draft.id)
        draft = job.attributed(replace(draft, attachments=copies.attachments))
        preview = job.apply([job.new(draft), *copies.edits], f"draft {draft.id}")
        job.note_line(left_out)
        after = job.project.having(draft)
        words = Words(did=f"{draft.id} is a draft of", next_step=f"ressio release {draft.id}")
        tell_invoice(job, after, draft, words, preview)
