"""One message of the outbox.

Room: commands.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Annotated

import typer

from ressio_cli.commands import composing, message_items, waiting
from ressio_cli.commands.job import Job, reading
from ressio_cli.commands.session import Session
from ressio_cli.files import outbox
from ressio_cli.model.problem import Origin, Refused, misused
from ressio_cli.rules import notices
from ressio_cli.rules.notices import Prospect
from ressio_cli.views import say, terminal
from ressio_cli.views.mail import listing
from ressio_cli.views.mail import message as mail
from ressio_cli.views.mail.listing import Item
from ressio_cli.views.mail.message import Envelope
from ressio_cli.views.say import Result

EXAMPLES = """
ressio outbox show 2026-03-31-INV-0003-released
ressio outbox show 2026-03-31-INV-0003-released --raw > message.eml
"""


def run(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="MESSAGE", help="Its name, or an unambiguous beginning.")],
    raw: Annotated[bool, typer.Option("--raw", help="Write the whole message to standard output.")] = False,
) -> None:
    """Show one message: as it would be sent now, or as it was handed over."""
    if raw:
        _refuse_mixed(ctx.obj)
    job = reading(ctx)
    facts = waiting.facts(job)
    message = outbox.find(facts.messages, name)
    [prospect] = [one for one in notices.prospects(facts) if one.message == message] or [Prospect(message=message)]
    if raw:
        terminal.write_bytes(_data(job, prospect))
        return
    item = message_items.item(job, message, prospect)
    head, text = _read(job, prospect, item)
    job.tell(
        Result(
            found={**listing.found(item), "said": item.said, "text": text},
            key=message.name,
            said=listing.shown(item, head, text),
        )
    )


def _read(job: Job, prospect: Prospect, item: Item) -> tuple[Envelope | None, str]:
    """The head and the words of a message; nothing of one that is dropped, or cannot be made or read."""
    if prospect.message.waits and not item.subject:
        return None, ""
    data = _data(job, prospect)
    try:
        return mail.read(data), mail.words(data)
    except Refused as unsound:
        hint = f"ressio outbox drop {prospect.message.name}"
        origin = Origin(prospect.message.file)
        say.print_problems(replace(problem, origin=origin, hint=hint, severity="note") for problem in unsound.problems)
        return None, ""


def _data(job: Job, prospect: Prospect) -> bytes:
    """The message itself: made now where it waits."""
    message = prospect.message
    if not message.waits:
        return outbox.data(job.root, message)
    if prospect.notice is None:
        raise waiting.unsendable(message, prospect.drop)
    return composing.written(job, message.name, composing.content(job, job.project, prospect.notice))[1]


def _refuse_mixed(session: Session) -> None:
    """A message on standard output leaves no place for words, and is none for a terminal."""
    if session.json:
        raise misused("usage", "--raw and --json both write to standard output", "leave one of them out")
    if sys.stdout is not None and sys.stdout.isatty():
        raise misused("usage", "a message with its PDF is nothing to show on a terminal", "--raw > message.eml")
