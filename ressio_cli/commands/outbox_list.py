"""The outbox.

Room: commands.
"""

from __future__ import annotations

import typer

from ressio_cli.commands import message_items, waiting
from ressio_cli.commands.job import reading
from ressio_cli.rules import notices
from ressio_cli.views.mail import listing
from ressio_cli.views.say import Result

EXAMPLES = """
ressio outbox
ressio outbox list --json
"""


def run(ctx: typer.Context) -> None:
    """List the messages to the client by their state: queued, failed, unknown (it may have arrived) or sent."""
    job = reading(ctx)
    facts = waiting.facts(job)
    items = message_items.items(job, facts.messages, notices.prospects(facts))
    keys = "\n".join(item.message.name for item in items)
    job.tell(Result(found=listing.all_said(items), sheet=listing.sheet(items), key=keys))
