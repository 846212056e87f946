"""The notice of an invoice is queued by itself.

Room: commands.  Problems: message.there, message.draft.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from ressio_cli.commands import delivering, notifying
from ressio_cli.commands.job import Job, writing
from ressio_cli.commands.notifying import Telling
from ressio_cli.files import outbox
from ressio_cli.files.edits import Edit
from ressio_cli.model.invoice import Event, Released
from ressio_cli.model.notice import QUEUED, Message, told_of
from ressio_cli.model.problem import misused, refused
from ressio_cli.rules import find
from ressio_cli.views.mail import listing
from ressio_cli.views.mail.listing import Item
from ressio_cli.views.say import Result

WRITES = True
EXAMPLES = """
ressio outbox new 7
"""


def run(
    ctx: typer.Context,
    invoice: Annotated[str, typer.Argument(metavar="INVOICE", help="A released or void invoice.")],
) -> None:
    """Queue the notice of an invoice that the client was not told of, as when it was released with --no-notify."""
    with writing(ctx) as job:
        paper = find.invoice(job.project, invoice)
        if not isinstance(paper, Released):
            raise misused("message.draft", f"{paper.id} is a draft", f"ressio release {paper.id} tells the client")
        what = notifying.what_of(paper)
        _refuse_second(job, paper, what)
        letter = notifying.compose(job, job.project, paper, what)
        told = Telling(letter=letter, to=notifying.recipients(job))
        later = (*paper.history, Event(on=job.session.today, did="notified"))
        marked = told.marks(replace(paper, history=later))
        edits: list[Edit] = [job.rewrite(paper, marked), letter]
        preview = job.apply(edits, f"tell the client of {paper.id}")
        message = Message(name=letter.path.rpartition("/")[2].removesuffix(outbox.ENDING), state=QUEUED,
                          file=letter.path)  # fmt: skip
        item = Item(message=message, head=delivering.head_in(letter.new))
        job.tell(
            Result(
                found=listing.all_found([item]), key=message.name, said=told.said, files=(letter.path,),
                next_step="ressio outbox send", preview=preview,
            )
        )  # fmt: skip


def _refuse_second(job: Job, paper: Released, what: str) -> None:
    there = told_of(outbox.messages(job.root), paper.id).get(what)
    if there:
        again = f"ressio outbox send --again {there.name}" if there.state not in (QUEUED,) else "ressio outbox send"
        raise refused("message.there", f"the outbox has {there.name} already: {there.state}", again)
