"""A message about an invoice is queued by itself.

Room: commands.  Problems: message.draft.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands import notifying
from ressio_cli.commands.job import writing
from ressio_cli.commands.notifying import Send, Wish
from ressio_cli.model.invoice import Released
from ressio_cli.model.problem import misused
from ressio_cli.rules import find
from ressio_cli.views.say import Result

WRITES = True
EXAMPLES = """
ressio outbox new 7
ressio outbox new 7 --send
"""


def run(
    ctx: typer.Context,
    invoice: Annotated[str, typer.Argument(metavar="INVOICE", help="A released or void invoice.")],
    send: Send = False,
) -> None:
    """Queue a message about an invoice as it stands: the first one, or a copy for a client who asks for it again."""
    with writing(ctx) as job:
        paper = find.invoice(job.project, invoice)
        if not isinstance(paper, Released):
            raise misused("message.draft", f"{paper.id} is a draft", f"ressio release {paper.id}")
        notification = notifying.of_copy(job, paper)
        preview = job.apply(notification.edits, f"message about {paper.id}")
    notification = notifying.deliver(job, notification, Wish(send=send))
    job.note(notification.notes)
    message = notification.message
    assert message
    job.tell(
        Result(
            found=notifying.message_objects(job, [message]),
            key=message.name,
            said=notification.sentences(job.project.settings),
            files=(message.file,),
            next_step=notification.next_step(job.project.settings, f"ressio outbox show {message.name}"),
            preview=preview,
        )
    )
