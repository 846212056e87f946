"""The client is reminded of what is overdue.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from ressio_cli.commands import composing, delivering, notifying
from ressio_cli.commands.job import Job, writing
from ressio_cli.commands.notifying import Notification, Send
from ressio_cli.files import outbox
from ressio_cli.model.notice import Message
from ressio_cli.model.problem import misused
from ressio_cli.rules import notices
from ressio_cli.views.say import Preview, Result

WRITES = True
EXAMPLES = """
ressio remind
ressio remind --days 7,21,45
"""


def run(
    ctx: typer.Context,
    days: Annotated[
        str, typer.Option("--days", metavar="DAYS", help="Days past due, such as 7,21, instead of mail.remind.")
    ] = "",
    send: Send = False,
) -> None:
    """Queue a reminder for every overdue invoice: one per invoice and step of days past due."""
    with writing(ctx) as job:
        steps = _steps(days) if days else job.project.settings.mail.remind
        due = list(notices.reminders(job.as_of, steps, outbox.messages(job.root), job.session.today))
        if due:
            composing.sender(job.project.settings)
        reminders = [notifying.of_reminder(job, reminder) for reminder in due]
        edits = [edit for reminder in reminders for edit in reminder.edits]
        preview = job.apply(edits, "remind the client") if edits else job.nothing()
    messages = [reminder.message for reminder in reminders if reminder.message]
    job.note([note for reminder in reminders for note in reminder.notes])
    if send and messages and not job.session.dry_run:
        items, notes = delivering.send_now(job, messages)
        job.note(notes)
        messages = [item.message for item in items]
    reminders = [replace(reminder, message=message) for reminder, message in _pairs(reminders, messages)]
    _tell(job, reminders, preview)


def _pairs(reminders: Iterable[Notification], messages: Iterable[Message]) -> Iterable[tuple[Notification, Message]]:
    return zip([reminder for reminder in reminders if reminder.message], messages, strict=True)


def _tell(job: Job, reminders: Sequence[Notification], preview: Preview | None) -> None:
    settings = job.project.settings
    messages = [reminder.message for reminder in reminders if reminder.message]
    sentences = [
        f"{reminder.message.name}: {sentence}"
        for reminder in reminders
        if reminder.message
        for sentence in reminder.sentences(settings)
    ]
    waits = next((reminder for reminder in reminders if reminder.message and reminder.message.waits), None)
    job.tell(
        Result(
            found=notifying.message_objects(job, messages),
            key="\n".join(message.name for message in messages),
            said=tuple(sentences) or ("nobody is to be reminded of anything",),
            files=tuple(message.file for message in messages),
            next_step=waits.next_step(settings, "") if waits else "",
            preview=preview,
        )
    )


def _steps(word: str) -> tuple[int, ...]:
    parts = [part.strip() for part in word.split(",")]
    if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
        raise misused("usage", f"--days is {word!r}; whole numbers with commas are wanted", "--days 7,21")
    return tuple(map(int, parts))
