"""How a draft goes away.

Room: commands.
"""

from __future__ import annotations

from ressio_cli.billing.claim_guards import may_discard
from ressio_cli.commands.job import Job
from ressio_cli.model.invoice import Draft
from ressio_cli.views import json_out
from ressio_cli.views.say import Result


def discard(job: Job, draft: Draft) -> None:
    """Take a draft's file away and say so; refused where other claims lean on it."""
    may_discard(job.book, draft)
    preview = job.apply([job.remove(draft)], f"discard draft {draft.id}")
    job.tell(
        Result(
            found=json_out.discarded(draft.id),
            key=draft.id,
            said=(f"the draft {draft.id} is discarded; what it reserved is free again",),
            next_step="ressio invoice new",
            preview=preview,
        )
    )
