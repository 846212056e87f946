"""Messages of the outbox on their way: read with suspicion, handed to the post, and moved as far as is known.

Room: commands.  Problems: mail.differs, mail.failed, message.twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field

from ressio_cli.commands import notifying
from ressio_cli.commands.job import Job
from ressio_cli.files import edits, outbox, post
from ressio_cli.files.post import Credentials, Line, Server, Undelivered
from ressio_cli.model.notice import FAILED, QUEUED, SENT, UNKNOWN, Message
from ressio_cli.model.problem import Origin, Problem, Refused, Stop, Trouble, refused
from ressio_cli.model.record import dataclass
from ressio_cli.rules.notices import is_owed
from ressio_cli.views.mail import message as mail
from ressio_cli.views.mail.listing import Item
from ressio_cli.views.mail.message import Envelope

NOT_KNOWN = "may have arrived, or may not"


@dataclass(slots=True)
class Round:
    """One round of the post. `down`: why no line can be opened, once that was found; `line`: the open one."""

    job: Job
    server: Server
    who: Credentials
    line: Line | None = None
    down: Undelivered | None = None
    problems: list[Problem] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def deliver(self, message: Message) -> Item:
        """Hand one message over. Where that fails the message says by its place how far it got."""
        try:
            data, head = opened(self.job, message)
            text = mail.canonical(data)
            message = self._requeued(message, data)
            message = self._handed_over(message, data, text, head)
            return Item(message=message, head=head, said="sent")
        except _Failed as failed:
            return self._told(failed.message, head, failed.why)
        except Stop as stop:
            self.problems += stop.problems
            return Item(message=message, head=head_of(self.job, message), said=str(stop))

    def _requeued(self, message: Message, data: bytes) -> Message:
        """One that is sent once more begins anew: should we be cut off now, it waits as it was asked to."""
        return self._moved(message, QUEUED, data) if message.state in (UNKNOWN, SENT) else message

    def _handed_over(self, message: Message, data: bytes, text: bytes, head: Envelope) -> Message:
        try:
            line = self._open()
            line.offer(head.sender.address, [box.address for box in head.to])
            message = self._moved(message, UNKNOWN, data)
            line.hand_over(text)
        except Undelivered as error:
            self._after(error)
            raise _Failed(self._moved(message, FAILED, data) if error.known else message, error) from None
        except Trouble:
            self.close()
            raise
        try:
            return self._moved(message, SENT, data)
        except Trouble as trouble:
            raise _Failed(message, Undelivered("outbox", f"it was sent, but {trouble}", known=False)) from None

    def _open(self) -> Line:
        """The line; one call is enough to know that nobody answers."""
        if self.down:
            raise self.down
        if self.line is None:
            try:
                self.line = post.call(self.server, self.who)
            except Undelivered as error:
                self.down = error
                raise
        return self.line

    def _after(self, error: Undelivered) -> None:
        """After a refusal the line may be of use again; else the next message gets a new one."""
        if self.line is None:
            return
        try:
            if not error.known:
                raise error
            self.line.again()
        except Undelivered:
            self.close()

    def close(self) -> None:
        """Hang up."""
        line, self.line = self.line, None
        if line:
            line.close()

    def _moved(self, message: Message, state: str, data: bytes) -> Message:
        moved, steps = outbox.move(message, state, data)
        edits.apply(self.job.root, steps)
        self.paths += [step.path for step in steps]
        return moved

    def _told(self, message: Message, head: Envelope, why: Undelivered) -> Item:
        said = f"{why.step}: {why.said}"
        if why.known:
            outcome, hint = "is not sent", "ressio outbox send tries again"
        else:
            outcome, hint = NOT_KNOWN, f"ask the client, then: ressio outbox send --again {message.name}"
        self.problems.append(Problem("mail.failed", f"this message {outcome}: {said}", Origin(message.file), hint))
        return Item(message=message, head=head, said=said)


class _Failed(Exception):
    """A message that was not sent, and where it is now."""

    def __init__(self, message: Message, why: Undelivered) -> None:
        self.message, self.why = message, why
        super().__init__(str(why))


def opened(job: Job, message: Message) -> tuple[bytes, Envelope]:
    """The bytes of a message and its head; refused where it is not wholly ours, or not for this client."""
    data = outbox.data(job.root, message)
    origin = Origin(message.file)
    try:
        head = mail.read(data)
    except Refused as stop:
        hint = f"ressio outbox drop {message.name}"
        raise Refused(Problem(each.code, each.message, origin, hint) for each in stop.problems) from None
    ours, known = notifying.sender(job).address, {box.address for box in notifying.recipients(job)}
    others = [box.address for box in head.to if box.address not in known]
    if head.sender.address != ours:
        said = f"this message comes from {head.sender.address}; mail.from is {ours}"
    elif others:
        said = f"this message goes to {', '.join(others)}, whom client.emails does not name"
    else:
        return data, head
    hint = f"ressio outbox drop {message.name}, then ressio outbox new INVOICE"
    raise refused("mail.differs", said, hint, origin)


def head_of(job: Job, message: Message) -> Envelope | None:
    """The head of a message; None where it cannot be read."""
    with suppress(Stop):
        return head_in(outbox.data(job.root, message))
    return None


def head_in(data: bytes) -> Envelope | None:
    """The head of a message by its bytes; None where it is not wholly ours."""
    with suppress(Refused):
        return mail.read(data)
    return None


def items(job: Job, found: Iterable[Message]) -> list[Item]:
    """Messages with their heads."""
    return [Item(message=message, head=head_of(job, message)) for message in found]


def twice(found: Sequence[Message]) -> Iterator[Problem]:
    """Messages that wait and stand elsewhere too, as after a merge: they were sent, or perhaps."""
    states: Mapping[str, set[str]] = {message.name: set() for message in found}
    for message in found:
        states[message.name].add(message.state)
    for message in found:
        others = states[message.name] & {SENT, UNKNOWN}
        if message.state in (QUEUED, FAILED) and others:
            said = f"{message.name} waits, and is {' and '.join(sorted(others))} too"
            yield Problem("message.twice", said, Origin(message.file), f"remove {message.file}", "note")


def idle(job: Job, message: Message) -> bool:
    """A reminder of what is not owed any more."""
    id, what = message.tells
    invoice = next((one for one in job.project.invoices if one.id == id), None)
    return what.startswith("reminder") and not (invoice and is_owed(job.book, invoice, job.session.today))
