"""A message was sent by other means, or has arrived.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from ressio_cli.commands import composing, days, delivering, message_items, waiting
from ressio_cli.commands.job import Job, writing
from ressio_cli.files import outbox
from ressio_cli.files.edits import Edit
from ressio_cli.model.notice import SENT, Message
from ressio_cli.rules.notices import prospect_of
from ressio_cli.views.mail import listing
from ressio_cli.views.mail.listing import Item
from ressio_cli.views.say import Result

WRITES = True
EXAMPLES = """
ressio outbox mark-sent 2026-03-31-INV-0001-released
ressio outbox mark-sent 2026-03-31-INV-0001-released --on 2026-04-02
"""


def run(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="MESSAGE...", help="Names, or unambiguous beginnings.")],
    on: days.On = "",
    future: days.Future = False,
) -> None:
    """Record that you sent a message yourself, or that one of unknown fate has arrived: the client is notified."""
    with writing(ctx) as job:
        day = job.on(on, future).day
        messages = outbox.messages(job.root)
        named = list(dict.fromkeys(outbox.find(messages, name) for name in names))
        job.note([f"{message.name} was sent already" for message in named if message.state == SENT])
        marked = [message for message in named if message.state != SENT]
        notices = [message.notice for message in marked if message.notice]
        items, edits = _moved(job, marked)
        edits += delivering.notified(job, notices, day)
        did = f"{', '.join(message.name for message in marked)} was sent"
        preview = job.apply(edits, did) if edits else job.nothing()
    job.tell(
        Result(
            found=listing.all_found(items),
            key="\n".join(item.message.name for item in items),
            said=tuple(f"{item.message.name} is marked as sent" for item in items),
            files=tuple(item.message.file for item in items),
            preview=preview,
        )
    )


def _moved(job: Job, messages: Sequence[Message]) -> tuple[list[Item], list[Edit]]:
    """The messages as they lie among the sent ones, and the edits that bring them there."""
    items: list[Item] = []
    edits: list[Edit] = []
    for message in messages:
        item, data = _made(job, message)
        after, steps = outbox.moved(message, SENT, outbox.data(job.root, message), data, outbox.MAIL)
        items.append(Item(message=after, to=item.to, subject=item.subject))
        edits += steps
    return items, edits


def _made(job: Job, message: Message) -> tuple[Item, bytes]:
    """The message itself: made now where it waits without its text, else as it lies there."""
    prospect = prospect_of(waiting.facts(job), message)
    if prospect.notice is None:
        raise waiting.unsendable(message, prospect.drop)
    if message.waits and not message.ready_made:
        content = composing.content(job, job.project, prospect.notice)
        return message_items.described(job, message, prospect.notice), composing.written(job, message.name, content)[1]
    return message_items.handed_over(job, message), outbox.data(job.root, message)
