"""Messages as they are listed: those that wait as they would be sent today.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Iterable

from ressio_cli.commands import composing
from ressio_cli.commands.job import Job
from ressio_cli.files import outbox
from ressio_cli.model.notice import Message, Notice
from ressio_cli.model.problem import Stop, Trouble
from ressio_cli.rules.notices import Prospect
from ressio_cli.views.mail import message as mail
from ressio_cli.views.mail.listing import Item

_HEAD = 64 * 1024  # bytes in which the head of any message ends


def items(job: Job, messages: Iterable[Message], prospects: Iterable[Prospect] = ()) -> list[Item]:
    """Messages as they are listed: those that wait as they would be sent today."""
    by_file = {prospect.message.file: prospect for prospect in prospects}
    return [item(job, message, by_file.get(message.file)) for message in messages]


def item(job: Job, message: Message, prospect: Prospect | None = None) -> Item:
    """One message as it is listed."""
    if not message.waits:
        return handed_over(job, message)
    if prospect is None or prospect.notice is None:
        drop = f"dropped when sent: {prospect.drop}" if prospect and prospect.drop else ""
        return Item(message=message, said=drop)
    return described(job, message, prospect.notice)


def described(job: Job, message: Message, notice: Notice) -> Item:
    """A message that waits, as it would be sent today."""
    try:
        content = composing.content(job, job.project, notice)
    except Stop as stop:
        return Item(message=message, said=f"cannot be made: {stop}")
    addresses = tuple(box.address for box in content.to)
    return Item(message=message, to=addresses, subject=content.letter.subject)


def handed_over(job: Job, message: Message) -> Item:
    """A message by its own head; without one where that cannot be read."""
    try:
        head = mail.glance(outbox.data(job.root, message, _HEAD))
    except Trouble:
        head = None
    if head is None:
        return Item(message=message)
    return Item(message=message, to=head.addresses, subject=head.subject)
