"""Messages of the outbox are taken away.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands import delivering
from ressio_cli.commands.job import writing
from ressio_cli.files import outbox
from ressio_cli.files.edits import Remove
from ressio_cli.views.mail import listing
from ressio_cli.views.say import Result

WRITES = True
EXAMPLES = """
ressio outbox drop 2026-03-31-INV-0003-released
"""


def run(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="MESSAGE...", help="Names, or unambiguous beginnings.")],
) -> None:
    """Take messages out of the outbox; what was sent is not called back."""
    with writing(ctx) as job:
        there = outbox.messages(job.root)
        found = list(dict.fromkeys(outbox.find(there, name) for name in names))
        items = delivering.items(job, found)
        edits = [Remove(message.file, outbox.data(job.root, message)) for message in found]
        preview = job.apply(edits, f"drop {', '.join(message.name for message in found)}")
        job.tell(
            Result(
                found=listing.all_found(items),
                key="\n".join(message.name for message in found),
                said=tuple(f"{message.name} ({message.state}) is dropped" for message in found),
                preview=preview,
            )
        )
