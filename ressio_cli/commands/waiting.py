"""The outbox as it stands: what waits, and what becomes of it.

Room: commands.  Problems: message.lost, message.twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ressio_cli.commands.job import Job
from ressio_cli.files import outbox
from ressio_cli.model.notice import FAILED, QUEUED, SENT, UNKNOWN, WAITING, Message, Notice
from ressio_cli.model.problem import Origin, Problem, Stop, Trouble, Unreadable, refused
from ressio_cli.model.settings import Settings
from ressio_cli.rules import notices
from ressio_cli.rules.notices import Facts


def facts(job: Job) -> Facts:
    """What decides about messages, today."""
    messages = outbox.messages_in(job.reading.snapshot)
    return Facts(project=job.project, book=job.as_of, messages=messages, day=job.session.today)


def next_step(settings: Settings) -> str:
    """What to type where messages wait: they are sent, or where no mail server is named, looked at."""
    return "ressio outbox send" if settings.mail.smtp else "ressio outbox list"


def findings(job: Job) -> list[Problem]:
    """What `check` says of the outbox: messages that wait, may have arrived, or cannot be read."""
    try:
        messages = outbox.messages_in(job.reading.snapshot, (*WAITING, UNKNOWN))
    except Trouble as unreadable:
        return list(unreadable.problems)
    unsound = [problem for message in messages for problem in message.problems]
    return [*unsound, *notices.notes(messages, count(job), next_step(job.project.settings))]


def count(job: Job) -> int:
    """How many messages wait to be sent; none where the outbox cannot be read: `check` says so.

    What waits now says nothing of an earlier day.
    """
    try:
        if job.session.as_of or not outbox.messages_in(job.reading.snapshot, WAITING):
            return 0
        return sum(prospect.notice is not None for prospect in notices.prospects(facts(job)))
    except Trouble:
        return 0


def queued(job: Job, notice: Notice) -> Message:
    """A message under a name of its own; `outbox.queue` writes it."""
    return outbox.queued(notice, [message.name for message in outbox.messages(job.root)])


def twice(messages: Sequence[Message]) -> Iterator[Problem]:
    """Messages that wait and stand elsewhere too, as after a merge: they were sent, or perhaps."""
    states: Mapping[str, set[str]] = {message.name: set() for message in messages}
    for message in messages:
        states[message.name].add(message.state)
    for message in messages:
        others = states[message.name] & {SENT, UNKNOWN}
        if message.state in (QUEUED, FAILED) and others:
            words = f"{message.name} waits, and is {' and '.join(sorted(others))} too"
            yield Problem("message.twice", words, Origin(message.file), f"remove {message.file}", "note")


def unsendable(message: Message, drop: str = "") -> Stop:
    """Why a message cannot be sent: its file is broken, it is about nothing in the project, or it is to be dropped."""
    if message.problems:
        return Unreadable(message.problems)
    invoice = message.notice.invoice if message.notice else ""
    lost = f"there is no invoice {invoice}" if invoice else "its name tells no invoice"
    hint = f"ressio outbox drop {message.name}"
    return refused("message.lost", f"this message cannot be sent: {drop or lost}", hint, Origin(message.file))
