"""One message of the outbox.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands import delivering
from ressio_cli.commands.job import reading
from ressio_cli.files import outbox
from ressio_cli.views.mail import listing, message
from ressio_cli.views.mail.listing import Item
from ressio_cli.views.say import Result

EXAMPLES = """
ressio outbox show 2026-03-31-INV-0003-released
"""


def run(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="MESSAGE", help="Its name, or an unambiguous beginning.")],
) -> None:
    """Show one message: its head and its words. Any mail program opens its file."""
    job = reading(ctx)
    found = outbox.find(outbox.messages(job.root), name)
    item = Item(message=found, head=delivering.head_of(job, found))
    words = message.words(outbox.data(job.root, found)) if item.head else ""
    job.tell(
        Result(
            found={**listing.found(item), "text": words},
            key=found.name,
            said=listing.shown(item, words),
        )
    )
