"""Which messages are sent: those that wait, or those that are named; and which are dropped instead.

Room: commands.  Problems: message.arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ressio_cli.commands import waiting
from ressio_cli.commands.delivering import NOT_KNOWN
from ressio_cli.commands.job import Job
from ressio_cli.files import outbox
from ressio_cli.files.edits import Edit, Remove
from ressio_cli.model.notice import COPY, REMINDER, SENT, UNKNOWN, VOID, Message
from ressio_cli.model.problem import Origin, Problem, Refused
from ressio_cli.model.record import dataclass
from ressio_cli.rules.notices import Facts, Prospect, prospect_of, prospects
from ressio_cli.views import say

_SAME_AGAIN = (VOID, REMINDER)  # a second one of any other kind is a copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is to be sent: `waits`, less what is dropped instead; `again`, once more; `ask`, if a person says so."""

    waits: tuple[Message, ...] = ()
    again: tuple[Message, ...] = ()
    ask: tuple[Message, ...] = ()
    drop: tuple[Prospect, ...] = ()

    @property
    def send(self) -> list[Message]:
        """The messages to send unasked, as they came about."""
        dropped = [prospect.message for prospect in self.drop]
        messages = [*(message for message in self.waits if message not in dropped), *self.again]
        return sorted(messages, key=lambda message: message.place)


def selection(job: Job, names: Sequence[str], again: Sequence[str]) -> Selection:
    """What is to be sent; refused where a named message may have arrived, and nobody can be asked."""
    facts = waiting.facts(job)
    doubles = {problem.origin.file: problem for problem in waiting.twice(facts.messages)}
    repeated = list(dict.fromkeys(outbox.find(facts.messages, name) for name in again))
    if names or again:
        matches = (outbox.find(facts.messages, name) for name in names)
        named = [message for message in matches if message not in repeated]
        _refuse_arrived(job, named, doubles)
        job.note([f"{message.name} was sent already" for message in named if message.state == SENT])
    else:
        named = [message for message in facts.messages if message.file not in doubles]
        say.print_problems(doubles.values())
    waits = [message for message in facts.messages if message.waits and (message in named or message in repeated)]
    return Selection(
        waits=tuple(waits),
        again=tuple(_once_more(job, facts, message) for message in repeated if not message.waits),
        ask=tuple(message for message in named if message.state == UNKNOWN),
        drop=tuple(prospect for prospect in prospects(facts, waits) if prospect.drop),
    )


def settle(job: Job, chosen: Selection) -> Selection:
    """Drop what tells nothing any more, and queue what is sent once more. Decided on the facts under the lock."""
    drop = [prospect for prospect in prospects(waiting.facts(job), chosen.waits) if prospect.drop]
    drop = [prospect for prospect in drop if outbox.is_there(job.root, prospect.message)]
    edits: list[Edit] = [Remove(one.message.file, outbox.data(job.root, one.message)) for one in drop]
    edits += [outbox.queue(message) for message in chosen.again if message.waits]
    job.apply(edits, "settle the outbox")
    return replace(chosen, drop=tuple(drop))


def _refuse_arrived(job: Job, named: Iterable[Message], doubles: Mapping[str, Problem]) -> None:
    """Refuse what a script names that may have arrived: it has to say that it knows."""
    named = list(named)
    problems = [doubles[message.file] for message in named if message.file in doubles]
    if not can_ask(job):
        problems += [
            Problem("message.arrived", f"this message {NOT_KNOWN}", Origin(message.file),
                    f"ask the client, then: ressio outbox send --again {message.name}")
            for message in named if message.state == UNKNOWN
        ]  # fmt: skip
    if problems:
        raise Refused(problems)


def can_ask(job: Job) -> bool:
    """A person sits at a terminal and wants to be asked."""
    session = job.session
    return session.terminal and not (session.json or session.quiet or session.yes or session.dry_run)


def _once_more(job: Job, facts: Facts, message: Message) -> Message:
    """What may have arrived is sent once more; what was sent stays as it was, and a message of its own repeats it."""
    prospect = prospect_of(facts, message)
    if prospect.notice is None:
        raise waiting.unsendable(message, prospect.drop)
    if message.state == UNKNOWN:
        return message
    kind = prospect.notice.kind if prospect.notice.kind in _SAME_AGAIN else COPY
    return waiting.queued(job, replace(prospect.notice, kind=kind, queued=job.session.today, by=job.user))
