"""A draft is released.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated

import typer

from ressio_cli.billing import life
from ressio_cli.commands import days, letterheads, next_steps, notifying, number_history, printing, publishing
from ressio_cli.commands.job import Job, writing
from ressio_cli.commands.notifying import NoNotify, Notification, Send
from ressio_cli.commands.told import Words, tell_invoice
from ressio_cli.files import attachments
from ressio_cli.files.edits import Edit
from ressio_cli.files.invoice_file import sealed
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.problem import refused
from ressio_cli.rules import find
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import credit
from ressio_cli.rules.rate_notes import rate_notes
from ressio_cli.views.say import Preview

WRITES = True
EXAMPLES = """
ressio release march-progress
ressio release march-progress --on 2026-03-31 --apply-credit
ressio release march-progress --no-notify
ressio release march-progress --send
ressio release march-progress --number 12 --dry-run
"""


def run(
    ctx: typer.Context,
    draft: Annotated[str, typer.Argument(metavar="DRAFT", help="Its id, or an unambiguous beginning.")],
    number: Annotated[str, typer.Option("--number", metavar="NUMBER", help="This number, above the highest.")] = "",
    on: days.On = "",
    future: days.Future = False,
    apply_credit: Annotated[bool, typer.Option("--apply-credit", help="Pay from the client's credit at once.")] = False,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="A word for the invoice's history.")] = "",
    no_notify: NoNotify = False,
    send: Send = False,
) -> None:
    """Release a draft to the client: it takes its number, date and seal, and a message to the client is queued.

    Refused while any line is stale. With `send = "on-release"` under [mail] the message is sent at once.
    """
    wish = notifying.wish(no_notify, send)
    with writing(ctx) as job:
        paper = find.invoice(job.project, draft)
        if isinstance(paper, Released):
            hint = f"ressio invoice show {paper.id}"
            raise refused("invoice.not-draft", f"{paper.id} was released on {paper.released}", hint, paper.origin)
        history = number_history.numbers(job)
        on_day = job.on(on, future)
        how = life.Releasing(day=on_day.day, today=on_day.today, number=number or None, apply_credit=apply_credit)
        how = replace(how, logo=letterheads.current(job), numbers=history, note=note)
        ready = replace(paper, attachments=attachments.hashed(job.root, paper))
        done = life.release(job.book, ready, how, job.findings)
        drawn = job.attributed(done.drawn) if done.drawn else None
        done = replace(done, invoice=sealed(job.attributed(done.invoice, paper)), drawn=drawn)
        notification = notifying.of_release(job, done.invoice, wish)
        did = f"release {paper.id} as {done.invoice.id}"
        notification, preview = notifying.write(job, _edits(job, paper, done), notification, did)
        new = [record for record in (done.invoice, done.replaced, done.drawn) if record is not None]
        after = job.project.without(paper).having(*new)
        job.note([*rate_notes(job.project, ready, how.day), *number_history.skipped(job, done.invoice.id, history)])
        job.note(printing.after(job, after, [one for one in (done.invoice, done.replaced) if one is not None]))
        job.note(publishing.refresh(job, after))
    notification = notifying.deliver(job, notification, wish)
    _tell(job, paper, done, notification, preview)


def _tell(job: Job, paper: Draft, done: life.Release, notification: Notification, preview: Preview | None) -> None:
    new = [record for record in (done.replaced, done.drawn) if record is not None]
    invoice = notification.marked(done.invoice, job.session.today)
    after = job.project.without(paper).having(invoice, *new)
    job.note(notification.notes)
    book = Book(after)
    step = next_steps.of_invoice(book, invoice, job.session.today)
    words = Words(
        did=f"{paper.id} is released as {invoice.id}, {_due(invoice)}:",
        next_step=notification.next_step(after.settings, step),
        more=(*_more(done, book), *notification.sentences(after.settings)),
        whole=False,
        found=notifying.message_object(job, after, notification),
    )
    tell_invoice(job, after, invoice, words, preview)


def _edits(job: Job, paper: Draft, done: life.Release) -> list[Edit]:
    """The invoice's file is the moment of truth; it comes first."""
    edits = job.move(paper, done.invoice)
    if done.replaced:
        edits.append(job.rewrite(find.invoice(job.project, done.replaced.id), done.replaced))
    if done.drawn:
        edits.append(job.new(done.drawn))
    return edits


def _due(invoice: Released) -> str:
    return "a credit" if invoice.total.negative else f"due {invoice.due}"


def _more(done: life.Release, book: Book) -> Iterable[str]:
    if done.invoice.total.negative:
        yield f"the client's credit is now {credit(book).grouped()}"
    if done.drawn:
        yield f"{done.drawn.amount.grouped()} of it is paid from the client's credit ({done.drawn.id})"
        discount = done.drawn.applied[0].discount
        if discount:
            yield f"a discount of {discount.grouped()} for paying at once pays the rest"
    if done.replaced:
        yield f"it replaces {done.replaced.id}"
