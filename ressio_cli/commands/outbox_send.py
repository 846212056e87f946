"""The outbox is sent.

Room: commands.  Problems: message.arrived.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from ressio_cli.commands import delivering
from ressio_cli.commands.delivering import NOT_KNOWN, Round
from ressio_cli.commands.job import Job, writing
from ressio_cli.files import git, outbox, post
from ressio_cli.model.notice import FAILED, QUEUED, SENT, UNKNOWN, Message
from ressio_cli.model.problem import Origin, Problem, Refused
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
        chosen = _chosen(job, names or [], again or [])
        if job.session.dry_run or not chosen:
            _tell(job, delivering.items(job, chosen), [], _preview(job, chosen))
            return 0
        mail, origin = job.project.settings.mail, job.project.settings.origin.at("mail.smtp")
        server = post.server(mail.smtp, mail.plain, origin)
        postman = Round(job, server, post.credentials(job.session.env))
        try:
            items = [postman.deliver(message) for message in chosen]
        finally:
            postman.close()
        if job.project.settings.git_commit:
            git.commit(job.root, list(dict.fromkeys(postman.paths)), "ressio: send the outbox")
        _tell(job, items, postman.problems, None)
        return 4 if postman.problems else 0


def _chosen(job: Job, names: Sequence[str], again: Sequence[str]) -> list[Message]:
    """Those that wait, or those that are named. What may have arrived is asked about, or must be named by --again."""
    there = outbox.messages(job.root)
    once_more = [outbox.find(there, name) for name in again]
    named = [message for message in (outbox.find(there, name) for name in names) if message not in once_more]
    left_out = {problem.origin.file: problem for problem in delivering.twice(there)}
    if not names and not again:
        say.print_problems(left_out.values())
        named = [message for message in there if message.state != SENT and message.file not in left_out]
        idle = [message for message in named if delivering.idle(job, message)]
        job.note([f"{message.name} is left: nothing of it is overdue now" for message in idle])
        named = [message for message in named if message not in idle]
    else:
        _refuse_arrived(job, named, left_out)
    sent = [message.name for message in named if message.state == SENT]
    job.note([f"{name} was sent already" for name in sent])
    wanted = [message for message in named if message.state in (QUEUED, FAILED) or _asked(job, message)]
    return sorted({*once_more, *wanted}, key=lambda message: message.place)


def _refuse_arrived(job: Job, named: Sequence[Message], left_out: dict[str, Problem]) -> None:
    """A script that names one that may have arrived has to say that it knows."""
    problems = [left_out[message.file] for message in named if message.file in left_out]
    if not _can_ask(job):
        problems += [
            Problem("message.arrived", f"this message {NOT_KNOWN}", Origin(message.file),
                    f"ask the client, then: ressio outbox send --again {message.name}")
            for message in named if message.state == UNKNOWN
        ]  # fmt: skip
    if problems:
        raise Refused(problems)


def _can_ask(job: Job) -> bool:
    session = job.session
    return session.terminal and not (session.json or session.quiet or session.yes or session.dry_run)


def _asked(job: Job, message: Message) -> bool:
    if message.state != UNKNOWN:
        return False
    if _can_ask(job):
        return typer.confirm(f"{message.name} {NOT_KNOWN}. Send it again?", default=False, err=True)
    job.note([f"{message.name} {NOT_KNOWN}; --again {message.name} sends it again"])
    return False


def _preview(job: Job, chosen: Sequence[Message]) -> Preview | None:
    if not job.session.dry_run:
        return None
    moves = [(message.file, outbox.path(message.name, SENT)) for message in chosen]
    return Preview(edits=tuple(step for old, new in moves for step in ((new, "create"), (old, "remove")) if old != new))


def _tell(job: Job, items: Sequence[Item], problems: Sequence[Problem], preview: Preview | None) -> None:
    """What became of each; where something failed, the one object holds the problems too."""
    found = dict(listing.all_said(items))
    if problems:
        found |= json_out.problems(problems)
        if not job.session.json:
            say.print_problems(problems, job.session.excerpt)
    would = "would be sent" if preview else ""
    said = tuple(f"{item.message.name}: {item.said or would} to {', '.join(item.to)}"
                 for item in items if preview or item.message.state == SENT)  # fmt: skip
    nothing = () if items else ("there is nothing to send",)
    keys = "\n".join(item.message.name for item in items if item.message.state == SENT)
    job.tell(Result(found=found, key=keys, said=said or nothing, preview=preview))
