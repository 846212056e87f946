"""The outbox is sent.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from ressio_cli.commands import delivering, message_items, outgoing, waiting
from ressio_cli.commands.delivering import NOT_KNOWN, Round
from ressio_cli.commands.job import Job, reopened, writing
from ressio_cli.commands.outgoing import Selection
from ressio_cli.files import outbox, records
from ressio_cli.model.notice import DROPPED, SENT, Message
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
    ask = [message for message in chosen.ask if _asked(job, message)]
    if job.session.dry_run:
        _note_dropped(job, chosen)
        send = [*chosen.send, *ask]
        _tell(job, [*_would_be(job, send), *_dropped(chosen)], None, _preview(job, send, chosen.drop))
        return 0
    postman = delivering.round_of(job) if chosen.send or ask else None
    if chosen.drop or chosen.again:
        with reopened(job) as job:
            chosen = outgoing.settle(job, chosen)
    _note_dropped(job, chosen)
    items: list[Item] = []
    if postman:
        items = postman.deliver_all([*chosen.send, *ask], "send the outbox")
    _tell(job, [*items, *_dropped(chosen)], postman, None)
    return postman.exit_code if postman else 0


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
    return [_as_sent(job, prospect_of(facts, message)) for message in messages]


def _as_sent(job: Job, prospect: Prospect) -> Item:
    if prospect.notice is None:
        return Item(message=prospect.message)
    return message_items.described(job, prospect.message, prospect.notice)


def _preview(job: Job, messages: Iterable[Message], drops: Iterable[Prospect]) -> Preview | None:
    if not job.session.dry_run:
        return None
    steps: list[tuple[str, str]] = []
    for message in messages:
        steps += [(outbox.sent_file(message), "create")]
        steps += [(message.file, "remove")] if outbox.is_there(job.root, message) else []
        steps += [(records.INVOICE.path(message.notice.invoice), "change")] if message.notice else []
    steps += [(prospect.message.file, "remove") for prospect in drops]
    return Preview(edits=tuple(dict.fromkeys(steps)))


def _tell(job: Job, items: Sequence[Item], postman: Round | None, preview: Preview | None) -> None:
    """Say what became of each; where something failed, the one object holds the problems too."""
    answer = dict(listing.all_said(items))
    problems = postman.problems if postman else []
    left = postman.left if postman else []
    if problems:
        answer |= json_out.problems(problems)
        if not job.session.json:
            say.print_problems(problems, job.session.excerpt)
    sent = [item for item in items if item.message.state == SENT and item not in left]
    would = [item for item in items if preview and item.to]
    sentences = [f"{item.message.name}: would be sent to {', '.join(item.to)}" for item in would]
    sentences += [f"{item.message.name}: sent to {', '.join(item.to)}" for item in sent]
    job.note([f"{item.message.name}: {item.said}" for item in left])
    nothing = () if sentences or problems or left else ("there is nothing to send",)
    keys = "\n".join(item.message.name for item in sent)
    job.tell(Result(found=answer, key=keys, said=(*sentences, *nothing), preview=preview))
