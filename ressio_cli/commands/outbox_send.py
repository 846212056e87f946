"""The outbox is sent.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from ressio_cli.commands import delivering, message_items, outgoing, waiting
from ressio_cli.commands.delivering import GONE, NOT_KNOWN
from ressio_cli.commands.job import Job, writing
from ressio_cli.commands.outgoing import Selection
from ressio_cli.files import outbox, records
from ressio_cli.model.notice import DROPPED, SENT, Message
from ressio_cli.model.problem import Problem
from ressio_cli.rules.notices import Prospect, prospect_of
from ressio_cli.views import json_out, say
from ressio_cli.views.mail import listing
from ressio_cli.views.mail.listing import Item
from ressio_cli.views.say import Preview, Result

WRITES = True
EXAMPLES = """
ressio outbox send
ressio outbox send 2026-03-31-INV-0003-released
ressio outbox send --again 2026-03-31-INV-0003-released
"""

Again = Annotated[
    list[str] | None,
    typer.Option("--again", metavar="MESSAGE", help="Send this one, though it may have arrived already."),
]


def run(
    ctx: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="MESSAGE...", help="Left out: all that wait.")] = None,
    again: Again = None,
) -> int:
    """Send what is queued or failed by SMTP. It is safe to repeat: what was sent, or may have been, is not sent again.

    User and password come from RESSIO_SMTP_USER and RESSIO_SMTP_PASSWORD (or RESSIO_SMTP_PASSWORD_COMMAND).
    """
    with writing(ctx) as job:
        chosen = outgoing.selection(job, names or [], again or [])
        if not job.session.dry_run:
            job.apply(chosen.edits, "drop messages that tell nothing any more")
    _note_dropped(job, chosen)
    send = [*chosen.send, *(message for message in chosen.ask if _asked(job, message))]
    if job.session.dry_run or not send:
        _tell(job, [*_would_be(job, send), *_dropped(chosen)], [], _preview(job, send, chosen.drop))
        return 0
    postman = delivering.round_of(job)
    try:
        items = [postman.deliver(message) for message in send]
    finally:
        postman.close()
    postman.commit("send the outbox")
    _tell(postman.job, [*items, *_dropped(chosen)], postman.problems, None)
    return postman.exit_code


def _asked(job: Job, message: Message) -> bool:
    """A message that may have arrived is sent once more only where a person says so."""
    if outgoing.can_ask(job):
        return typer.confirm(f"{message.name} {NOT_KNOWN}. Send it again?", default=False, err=True)
    job.note([f"{message.name} {NOT_KNOWN}; --again {message.name} sends it again"])
    return False


def _note_dropped(job: Job, chosen: Selection) -> None:
    verb = "would be dropped" if job.session.dry_run else "is dropped"
    job.note([f"{prospect.message.name} {verb}: {prospect.drop}" for prospect in chosen.drop])


def _dropped(chosen: Selection) -> list[Item]:
    return [
        Item(message=replace(prospect.message, state=DROPPED), said=f"dropped: {prospect.drop}")
        for prospect in chosen.drop
    ]


def _would_be(job: Job, messages: Iterable[Message]) -> list[Item]:
    """The messages of a dry run, as they would be sent now."""
    facts = waiting.facts(job)
    found = ((message, prospect_of(facts, message)) for message in messages)
    return [
        message_items.described(job, message, prospect.notice) if prospect.notice else Item(message=message)
        for message, prospect in found
    ]


def _preview(job: Job, messages: Iterable[Message], drops: Iterable[Prospect]) -> Preview | None:
    if not job.session.dry_run:
        return None
    steps: list[tuple[str, str]] = []
    for message in messages:
        steps += [(outbox.sent_file(message), "create"), (message.file, "remove")]
        steps += [(records.INVOICE.path(message.notice.invoice), "change")] if message.notice else []
    steps += [(prospect.message.file, "remove") for prospect in drops]
    return Preview(edits=tuple(dict.fromkeys(steps)))


def _tell(job: Job, items: Sequence[Item], problems: Sequence[Problem], preview: Preview | None) -> None:
    """Say what became of each; where something failed, the one object holds the problems too."""
    found = dict(listing.all_said(items))
    if problems:
        found |= json_out.problems(problems)
        if not job.session.json:
            say.print_problems(problems, job.session.excerpt)
    sent = [item for item in items if item.message.state == SENT]
    would = [item for item in items if preview and item.to]
    sentences = [f"{item.message.name}: would be sent to {', '.join(item.to)}" for item in would]
    sentences += [f"{item.message.name}: sent to {', '.join(item.to)}" for item in sent]
    taken = [f"{item.message.name}: {item.said}" for item in items if item.message.waits and item.said == GONE]
    job.note(taken)
    nothing = () if items and (sentences or problems or taken) else ("there is nothing to send",)
    keys = "\n".join(item.message.name for item in sent)
    job.tell(Result(found=found, key=keys, said=(*sentences, *nothing), preview=preview))
