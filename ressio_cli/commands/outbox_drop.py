"""Messages of the outbox are taken away.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from ressio_cli.commands import message_items, waiting
from ressio_cli.commands.job import Job, writing
from ressio_cli.files import outbox
from ressio_cli.files.edits import Edit, Remove
from ressio_cli.model.notice import Message
from ressio_cli.rules import notices
from ressio_cli.views.mail import listing
from ressio_cli.views.say import Result

WRITES = True
EXAMPLES = """
ressio outbox drop 2026-03-31-INV-0001-released
"""


def run(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="MESSAGE...", help="Names, or unambiguous beginnings.")],
) -> None:
    """Take messages out of the outbox; what was sent is not called back."""
    with writing(ctx) as job:
        facts = waiting.facts(job)
        found = list(dict.fromkeys(outbox.find(facts.messages, name) for name in names))
        items = message_items.items(job, found, notices.prospects(facts))
        edits: list[Edit] = [Remove(message.file, outbox.data(job.root, message)) for message in found]
        preview = job.apply([*edits, *_unmarked(job, found)], f"drop {', '.join(message.name for message in found)}")
        job.tell(
            Result(
                found=listing.all_found(items),
                key="\n".join(message.name for message in found),
                said=tuple(f"{message.name} ({message.state}) is dropped" for message in found),
                preview=preview,
            )
        )


def _unmarked(job: Job, messages: Iterable[Message]) -> Iterable[Edit]:
    """Take back the note of version 0.1 that the client was notified, where the message was never sent."""
    ready_made = [
        message.notice.invoice
        for message in messages
        if message.ready_made and message.notice and not notices.reminds(message)
    ]
    for invoice in job.project.invoices:
        after = invoice
        for _ in range(ready_made.count(invoice.id)):
            after = notices.not_noted(after)
        if after != invoice:
            yield job.rewrite(invoice, after)
