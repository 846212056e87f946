"""A draft is released.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated

import typer

from ressio_cli.billing import life
from ressio_cli.commands import days, notifying, printing, publishing
from ressio_cli.commands.job import Job, writing
from ressio_cli.commands.notifying import NoNotify, Telling
from ressio_cli.commands.told import Words, tell_invoice
from ressio_cli.files import attachments
from ressio_cli.files.edits import Edit
from ressio_cli.files.invoice_file import sealed
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.notice import RELEASED
from ressio_cli.model.problem import refused
from ressio_cli.rules import find

WRITES = True
EXAMPLES = """
ressio release march-progress
ressio release march-progress --on 2026-03-31 --apply-credit
ressio release march-progress --no-notify
ressio release march-progress --number 12 --dry-run
"""


def run(
    ctx: typer.Context,
    draft: Annotated[str, typer.Argument(metavar="DRAFT", help="Its id, or an unambiguous beginning.")],
    number: Annotated[str, typer.Option("--number", metavar="NUMBER", help="This number, not the next one.")] = "",
    on: days.On = "",
    future: days.Future = False,
    apply_credit: Annotated[bool, typer.Option("--apply-credit", help="Pay from the client's credit at once.")] = False,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="A word for the invoice's history.")] = "",
    no_notify: NoNotify = False,
) -> None:
    """Release a draft to the client: it takes its number, date and seal, and a notice is queued for the client.

    Refused while any line is stale.
    """
    with writing(ctx) as job:
        paper = find.invoice(job.project, draft)
        if isinstance(paper, Released):
            hint = f"ressio invoice show {paper.id}"
            raise refused("invoice.not-draft", f"{paper.id} was released on {paper.released}", hint, paper.origin)
        dated = job.on(on, future)
        how = life.Releasing(
            day=dated.day,
            today=dated.today,
            number=number or None,
            apply_credit=apply_credit,
            note=note,
        )
        ready = replace(paper, attachments=attachments.hashed(job.root, paper))
        done = life.release(job.book, ready, how, job.findings)
        done = replace(done, invoice=sealed(done.invoice))
        new = [record for record in (done.invoice, done.replaced, done.drawn) if record is not None]
        after = job.project.without(paper).having(*new)
        told = notifying.telling(job, after, done.invoice, RELEASED, no_notify)

        def edits(told: Telling) -> list[Edit]:
            return _edits(job, paper, replace(done, invoice=told.marks(done.invoice)))

        told, preview = notifying.apply(job, edits, told, f"release {paper.id} as {done.invoice.id}")
        invoice = told.marks(done.invoice)
        job.note(told.notes)
        job.note(printing.after(job, after, [one for one in (done.invoice, done.replaced) if one is not None]))
        job.note(publishing.refresh(job, after))
        words = Words(
            did=f"{paper.id} is released as {done.invoice.id}, due {done.invoice.due}:",
            next_step=f"ressio pay {done.invoice.id}",
            more=(*_more(done), *told.said),
            whole=False,
        )
        tell_invoice(job, after.having(invoice), invoice, words, preview)


def _edits(job: Job, paper: Draft, done: life.Release) -> list[Edit]:
    """The invoice's file is the moment of truth; it comes first."""
    edits = job.move(paper, done.invoice)
    if done.replaced:
        edits.append(job.rewrite(find.invoice(job.project, done.replaced.id), done.replaced))
    if done.drawn:
        edits.append(job.new(done.drawn))
    return edits


def _more(done: life.Release) -> Iterable[str]:
    if done.drawn:
        yield f"{done.drawn.amount.grouped()} of it is paid from the client's credit ({done.drawn.id})"
    if done.replaced:
        yield f"it replaces {done.replaced.id}"
