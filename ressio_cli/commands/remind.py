"""The client is reminded of what is overdue.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands import delivering, notifying
from ressio_cli.commands.job import writing
from ressio_cli.files import outbox
from ressio_cli.files.edits import NewFile
from ressio_cli.model.notice import QUEUED, Message, reminder
from ressio_cli.model.problem import misused
from ressio_cli.rules import notices
from ressio_cli.views.mail import listing
from ressio_cli.views.mail.listing import Item
from ressio_cli.views.say import Result

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
) -> None:
    """Queue a reminder for every overdue invoice: one per invoice and step of days past due."""
    with writing(ctx) as job:
        steps = _steps(days) if days else job.project.settings.mail.remind
        due = list(notices.reminders(job.as_of, steps, outbox.messages(job.root), job.session.today))
        letters = [notifying.compose(job, job.as_of.project, one.invoice, reminder(one.days)) for one in due]
        preview = job.apply(letters, "remind the client") if letters else job.nothing()
        items = [_item(letter) for letter in letters]
        said = tuple(f"{item.message.name}: a reminder to {', '.join(item.to)} waits in the outbox" for item in items)
        job.tell(
            Result(
                found=listing.all_found(items),
                key="\n".join(item.message.name for item in items),
                said=said or ("nobody is to be reminded of anything",),
                files=tuple(letter.path for letter in letters),
                next_step="ressio outbox send" if letters else "",
                preview=preview,
            )
        )


def _item(letter: NewFile) -> Item:
    name = letter.path.rpartition("/")[2].removesuffix(outbox.ENDING)
    return Item(message=Message(name=name, state=QUEUED, file=letter.path), head=delivering.head_in(letter.new))


def _steps(word: str) -> tuple[int, ...]:
    parts = [part.strip() for part in word.split(",")]
    if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
        raise misused("usage", f"--days is {word!r}; whole numbers with commas are wanted", "--days 7,21")
    return tuple(map(int, parts))
