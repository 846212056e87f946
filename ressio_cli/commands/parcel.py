"""A message made ready to be handed over.

Room: commands.  Problems: none.
"""

from __future__ import annotations

from ressio_cli.commands import composing, waiting
from ressio_cli.commands.composing import Content
from ressio_cli.commands.job import Job
from ressio_cli.files import outbox
from ressio_cli.model.notice import Message, Notice
from ressio_cli.model.problem import Trouble
from ressio_cli.model.record import dataclass
from ressio_cli.rules.notices import prospect_of
from ressio_cli.views.mail.listing import Item
from ressio_cli.views.mail.message import Envelope

TAKEN = "another command took it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A message ready to be handed over. `bytes_waiting`: what its file holds until then."""

    message: Message
    notice: Notice
    content: Content
    head: Envelope
    data: bytes
    bytes_waiting: bytes

    @property
    def item(self) -> Item:
        """It, as it is listed."""
        return Item(message=self.message, to=self.head.addresses, subject=self.head.subject)


class Gone(Exception):
    """Another command took the message, or what it was to say is no longer so."""


def pack(job: Job, message: Message) -> Parcel:
    """Make the message as it is to be sent today; refused where it cannot be."""
    prospect = prospect_of(waiting.facts(job), message)
    if prospect.drop:
        raise Gone(prospect.drop)
    if prospect.notice is None:
        raise waiting.unsendable(message)
    bytes_waiting = _bytes_waiting(job, message)
    content = composing.content(job, job.project, prospect.notice)
    head, data = composing.written(job, message.name, content)
    return Parcel(
        message=message, notice=prospect.notice, content=content, head=head, data=data, bytes_waiting=bytes_waiting
    )


def _bytes_waiting(job: Job, message: Message) -> bytes:
    try:
        return outbox.data(job.root, message)
    except Trouble:
        if outbox.is_there(job.root, message):
            raise
        raise Gone(TAKEN) from None
