"""How a changed draft or open invoice is written down and told.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ressio_cli.commands import notifying, printing, publishing
from ressio_cli.commands.job import Job
from ressio_cli.commands.notifying import SILENT, Telling
from ressio_cli.commands.told import Words, tell_invoice
from ressio_cli.files import records
from ressio_cli.files.edits import Edit, NewFile
from ressio_cli.files.invoice_file import sealed
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.record import dataclass
from ressio_cli.views.say import Preview


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A paper before and after, and what was done to it in the words of a sentence."""

    before: Draft | Released
    after: Draft | Released
    did: str

    @property
    def revised(self) -> bool:
        """A released invoice has a later revision now."""
        before, after = self.before, self.after
        return isinstance(before, Released) and isinstance(after, Released) and after.revision > before.revision


def change_paper(job: Job, changed: Changed, no_notify: bool, more: Sequence[Edit] = ()) -> None:
    """Write a changed invoice; the sealed earlier revision of a released one is kept beside it."""
    before, after = changed.before, changed.after
    if after == before and not more:
        tell_unchanged(job, after)
        return
    if changed.revised and isinstance(after, Released):
        after = sealed(after)

    def edits(after: Draft | Released) -> list[Edit]:
        return [job.rewrite(before, after), *superseded(job, before, after), *more]

    write_changed(job, replace(changed, after=after), no_notify, edits)


def write_changed(
    job: Job, changed: Changed, no_notify: bool, edits: Callable[[Draft | Released], Sequence[Edit]]
) -> None:
    """Write the changed paper down, with the notice of a new revision; then show it. `edits` are those of a paper."""
    after = changed.after
    told = notifying.telling_again(job, changed.before, after, no_notify)

    def all_edits(told: Telling) -> Sequence[Edit]:
        return edits(_marked(after, told))

    told, preview = notifying.apply(job, all_edits, told, f"edit {after.id}")
    job.note(told.notes)
    tell_changed(job, _marked(after, told), f"{after.id} {changed.did}", preview, told)


def _marked(after: Draft | Released, told: Telling) -> Draft | Released:
    return told.marks(after) if isinstance(after, Released) else after


def tell_changed(job: Job, after: Draft | Released, did: str, preview: Preview | None, told: Telling = SILENT) -> None:
    """Show the changed invoice, and what comes next."""
    if isinstance(after, Released):
        project = job.project.having(after)
        job.note([*printing.after(job, project, [after]), *publishing.refresh(job, project)])
    if isinstance(after, Draft):
        step = f"ressio release {after.id}"
    else:
        step = f"ressio pay {after.id}" if after.total.positive else "ressio credit"
    tell_invoice(job, job.project.having(after), after, Words(did=did, next_step=step, more=told.said), preview)


def tell_unchanged(job: Job, paper: Draft | Released) -> None:
    """Show a paper that an edit left as it was."""
    tell_changed(job, paper, f"no changes were made; {paper.id} comes to", job.nothing())


def superseded(job: Job, before: Draft | Released, after: Draft | Released) -> list[Edit]:
    """The earlier revision, word for word, where there is a later one now."""
    if isinstance(before, Draft) or isinstance(after, Draft) or after.revision == before.revision:
        return []
    text = job.reading.texts[records.INVOICE.path(before.id)]
    return [NewFile(f"invoices/superseded/{before.id}.r{before.revision}.yaml", text)]
