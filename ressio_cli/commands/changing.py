"""How a changed draft or open invoice is written down and told.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Sequence

from ressio_cli.commands import printing, publishing
from ressio_cli.commands.job import Job
from ressio_cli.commands.told import Words, tell_invoice
from ressio_cli.files import records
from ressio_cli.files.edits import Edit, NewFile
from ressio_cli.files.invoice_file import sealed
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.views.say import Preview


def change_paper(
    job: Job, before: Draft | Released, after: Draft | Released, did: str, more: Sequence[Edit] = ()
) -> None:
    """Write a changed invoice; the sealed earlier revision of a released one is kept beside it."""
    if isinstance(before, Released) and isinstance(after, Released) and after.revision > before.revision:
        after = sealed(after)
    edits: list[Edit] = [job.rewrite(before, after), *superseded(job, before, after), *more]
    preview = job.apply(edits, f"edit {after.id}")
    tell_changed(job, after, f"{after.id} {did}", preview)


def tell_changed(job: Job, after: Draft | Released, did: str, preview: Preview | None) -> None:
    """Show the changed invoice, and what comes next."""
    if isinstance(after, Released):
        project = job.project.having(after)
        job.note([*printing.after(job, project, [after]), *publishing.refresh(job, project)])
    if isinstance(after, Draft):
        step = f"ressio release {after.id}"
    else:
        step = f"ressio pay {after.id}" if after.total.positive else "ressio credit"
    tell_invoice(job, job.project.having(after), after, Words(did=did, next_step=step), preview)


def superseded(job: Job, before: Draft | Released, after: Draft | Released) -> list[Edit]:
    """The earlier revision, word for word, where there is a later one now."""
    if isinstance(before, Draft) or isinstance(after, Draft) or after.revision == before.revision:
        return []
    text = job.reading.texts[records.INVOICE.path(before.id)]
    return [NewFile(f"invoices/superseded/{before.id}.r{before.revision}.yaml", text)]
