"""The outbox.

Room: commands.
"""

from __future__ import annotations

import typer

from ressio_cli.commands import delivering
from ressio_cli.commands.job import reading
from ressio_cli.files import outbox
from ressio_cli.views.mail import listing
from ressio_cli.views.say import Result

EXAMPLES = """
ressio outbox
ressio outbox list --json
"""


def run(ctx: typer.Context) -> None:
    """List the messages to the client by their state: queued, failed, unknown (it may have arrived) or sent."""
    job = reading(ctx)
    items = delivering.items(job, outbox.messages(job.root))
    keys = "\n".join(item.message.name for item in items)
    job.tell(Result(found=listing.all_found(items), sheet=listing.sheet(items), key=keys))
