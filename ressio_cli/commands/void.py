"""An invoice is made void.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated

import typer

from ressio_cli.billing import life
from ressio_cli.commands import days, notifying, printing, publishing
from ressio_cli.commands.discarding import discard
from ressio_cli.commands.job import Job, writing
from ressio_cli.commands.notifying import NoNotify, Notification, Send
from ressio_cli.files import records
from ressio_cli.files.edits import Edit
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.money import Money
from ressio_cli.model.project import Record
from ressio_cli.rules import find
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import credit
from ressio_cli.rules.new_papers import named
from ressio_cli.rules.papers import invoice_figures
from ressio_cli.rules.rate_notes import rate_notes
from ressio_cli.rules.standing import standing
from ressio_cli.views import json_out
from ressio_cli.views.say import Preview, Result

WRITES = True
EXAMPLES = """
ressio void 3 --reason "Wrong slab percentage"
ressio void 3 --reason "Wrong slab percentage" --reissue
ressio void 3 --reason "Job cancelled" --refund
"""


def run(
    ctx: typer.Context,
    invoice: Annotated[str, typer.Argument(metavar="INVOICE", help="Its id, its number's digits, or a beginning.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; the client reads it.")] = "",
    reissue: Annotated[bool, typer.Option("--reissue", help="Make a draft with the same lines.")] = False,
    refund: Annotated[bool, typer.Option("--refund", help="Record the cleared money as sent back.")] = False,
    on: days.On = "",
    future: days.Future = False,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="A word for the invoice's history.")] = "",
    no_notify: NoNotify = False,
    send: Send = False,
) -> None:
    """Make an invoice void: it keeps its number and bills nothing; its money is the client's credit.

    A client who was notified of the invoice is notified of the void; messages about it that still wait are dropped.
    """
    wish = notifying.wish(no_notify, send)
    with writing(ctx) as job:
        paper = find.invoice(job.project, invoice)
        if isinstance(paper, Draft):
            discard(job, paper)
            return
        dated = job.on(on, future)
        how = life.Voiding(
            day=dated.day,
            today=dated.today,
            reason=reason,
            reissue="reissue" if reissue else "",
            refund=refund,
            note=note,
        )
        done = life.void(job.book, paper, how)
        if done.reissue:
            done = replace(done, reissue=job.attributed(named(job.project, done.reissue, "", dated.today)))
        if done.refund:
            done = replace(done, refund=job.attributed(done.refund))
        done = replace(done, invoice=job.attributed(done.invoice, paper))
        notification = notifying.of_void(job, paper, wish)
        did = f"void {paper.id}: {reason}"
        notification, preview = notifying.write(job, _edits(job, paper, done), notification, did)
        after = job.project.having(*_new(done))
        job.note([*printing.after(job, after, [done.invoice]), *publishing.refresh(job, after)])
    notification = notifying.deliver(job, notification, wish)
    job.note(notification.notes)
    _tell(job, replace(done, invoice=notification.marked(done.invoice, job.session.today)), notification, preview)


def _new(done: life.Void) -> list[Record]:
    return [record for record in (done.invoice, done.refund, done.reissue) if record is not None]


def _edits(job: Job, paper: Released, done: life.Void) -> list[Edit]:
    new = [record for record in (done.refund, done.reissue) if record is not None]
    return [job.rewrite(paper, done.invoice), *(job.new(record) for record in new)]


def _tell(job: Job, done: life.Void, notification: Notification, preview: Preview | None) -> None:
    after = job.project.having(*_new(done))
    book = Book(after)
    if done.reissue:
        job.note(rate_notes(after, done.reissue, job.session.today))
    figures = invoice_figures(book, done.invoice, job.session.today)
    file = records.INVOICE.path(done.invoice.id)
    reissued = done.reissue.id if done.reissue else None
    otherwise = f"ressio invoice show {reissued}" if reissued else "ressio invoice new"
    job.tell(
        Result(
            found=json_out.invoice(figures, file, reissued) | notifying.message_object(job, after, notification),
            key=done.invoice.id,
            said=(*_sentences(job, book, done), *notification.sentences(after.settings)),
            files=(file,),
            next_step=notification.next_step(after.settings, otherwise),
            preview=preview,
        )
    )


def _pending(job: Job, invoice: Released) -> Money:
    """What was pending on the invoice before it was void."""
    before = find.invoice(job.project, invoice.id)
    return standing(job.book, before, job.session.today).pending


def _sentences(job: Job, book: Book, done: life.Void) -> Iterable[str]:
    yield f"{done.invoice.id} is void; what it billed is free again"
    before, after = credit(job.book), credit(book)
    if after != before:
        yield f"what was paid on it is the client's credit, now {after.grouped()}"
    waiting = _pending(job, done.invoice)
    if waiting:
        yield f"{waiting.grouped()} on it is pending; it becomes the client's credit when it settles"
    if done.refund:
        yield f"{(-done.refund.amount).grouped()} is recorded as sent back ({done.refund.id})"
    if done.reissue:
        yield f"the draft {done.reissue.id} has the same lines; its release replaces {done.invoice.id}"
