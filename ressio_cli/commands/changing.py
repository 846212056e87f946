"""How a changed draft or open invoice is written down, and what its client is sent.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ressio_cli.commands import next_steps, notifying, printing, publishing
from ressio_cli.commands.job import Job
from ressio_cli.commands.notifying import Notification, Wish
from ressio_cli.commands.told import Words, tell_invoice
from ressio_cli.files import records
from ressio_cli.files.edits import Edit, NewFile
from ressio_cli.files.invoice_file import sealed
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.record import dataclass
from ressio_cli.rules.book import Book
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A changed paper that was written: what is to become of its message, and what a dry run shows."""

    job: Job
    changed: Changed
    wish: Wish
    notification: Notification
    preview: Preview | None


def change_paper(job: Job, changed: Changed, wish: Wish, more: Sequence[Edit] = ()) -> Written:
    """Write a changed invoice; the sealed earlier revision of a released one is kept beside it."""
    if changed.after == changed.before and not more:
        return unchanged(job, changed, wish)
    before, after = changed.before, job.attributed(changed.after, changed.before)
    if changed.revised and isinstance(after, Released):
        after = sealed(after)
    edits = [job.rewrite(before, after), *superseded(job, before, after), *more]
    return write_changed(job, replace(changed, after=after), wish, edits)


def write_changed(job: Job, changed: Changed, wish: Wish, edits: Sequence[Edit]) -> Written:
    """Write the changed paper down with the message about a new revision, and draw what the client gets anew."""
    after = changed.after
    notification = notifying.of_revision(job, changed.before, after, wish)
    notification, preview = notifying.write(job, edits, notification, f"edit {after.id}")
    if isinstance(after, Released):
        project = job.project.having(after)
        job.note([*printing.after(job, project, [after]), *publishing.refresh(job, project)])
    return Written(job=job, changed=changed, wish=wish, notification=notification, preview=preview)


def tell_changed(written: Written) -> None:
    """Send the message where that is wanted now; then show the changed invoice, and what comes next."""
    job, after = written.job, written.changed.after
    notification = notifying.deliver(job, written.notification, written.wish)
    job.note(notification.notes)
    if isinstance(after, Released):
        after = notification.marked(after, job.session.today)
    project = job.project.having(after)
    step = next_steps.of_invoice(Book(project), after, job.session.today)
    words = Words(
        did=f"{after.id} {written.changed.did}",
        next_step=notification.next_step(project.settings, step),
        more=notification.sentences(project.settings),
        found=notifying.message_object(job, project, notification),
    )
    tell_invoice(job, project, after, words, written.preview)


def unchanged(job: Job, changed: Changed, wish: Wish) -> Written:
    """An edit that left the paper as it was: nothing is written and nobody is sent anything."""
    same = Changed(before=changed.before, after=changed.before, did="is unchanged; it comes to")
    notification = notifying.of_revision(job, changed.before, changed.before, wish)
    return Written(job=job, changed=same, wish=wish, notification=notification, preview=job.nothing())


def superseded(job: Job, before: Draft | Released, after: Draft | Released) -> list[Edit]:
    """The earlier revision, word for word, where there is a later one now."""
    if isinstance(before, Draft) or isinstance(after, Draft) or after.revision == before.revision:
        return []
    text = job.reading.texts[records.INVOICE.path(before.id)]
    return [NewFile(f"invoices/superseded/{before.id}.r{before.revision}.yaml", text)]
