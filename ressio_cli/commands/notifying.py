"""The client is told: whether, of what, and how the notice is queued together with what it tells of.

Room: commands.  Problems: mail.nobody, mail.address.

Whether there is a notice is settled before anything is written, because the invoice's history says so. Making it may
fail; that is told, and undoes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from ressio_cli.commands import printing
from ressio_cli.commands.job import Job
from ressio_cli.files import edits as file_edits
from ressio_cli.files import outbox
from ressio_cli.files.edits import Edit, NewFile
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.notice import RELEASED, Notice, revised
from ressio_cli.model.problem import Origin, Problem, Refused, Stop, Trouble, refused
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.rules import notices
from ressio_cli.rules.book import Book
from ressio_cli.views.mail import message
from ressio_cli.views.mail.headers import Mailbox, mailbox
from ressio_cli.views.mail.letter import letter
from ressio_cli.views.portal.pages import href
from ressio_cli.views.say import Preview

NoNotify = Annotated[bool, typer.Option("--no-notify", help="Tell the client nothing.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What becomes of a notice: `letter` is the edit that queues it, `to` who gets it; or `why` nobody is told."""

    letter: NewFile | None = None
    to: tuple[Mailbox, ...] = ()
    why: str = ""

    def marks(self, invoice: Released) -> Released:
        """The invoice with the word in its history that the client was told."""
        return notices.marked(invoice) if self.letter else invoice

    @property
    def said(self) -> tuple[str, ...]:
        """What is said of a notice that waits."""
        who = ", ".join(box.address for box in self.to)
        return (f"a notice to {who} waits in the outbox: ressio outbox send",) if self.letter else ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What is said where nobody could be told."""
        return (f"nobody was told: {self.why}",) if self.why else ()


SILENT = Telling()


def sender(job: Job) -> Mailbox:
    """Who the client's e-mail comes from; refused where the settings do not say."""
    settings = job.project.settings
    word, origin = settings.mail.sender, settings.origin.at("mail.from")
    if not word:
        hint = 'from = "billing@example.com" under [mail] in ressio.toml'
        raise refused("mail.nobody", "nothing says who e-mail comes from", hint, Origin(origin.file))
    box = mailbox(word, settings.company.name)
    if box is None:
        raise refused("mail.address", f"mail.from is {word!r}, which is no address", "write such as a@b.com", origin)
    return box


def recipients(job: Job) -> tuple[Mailbox, ...]:
    """Who is told; refused where there is nobody, or where one of them cannot be written to."""
    settings = job.project.settings
    origin = settings.origin.at("client.emails")
    if not settings.client.emails:
        hint = 'emails = ["dana@example.com"] under [client] in ressio.toml'
        raise refused("mail.nobody", "the client has no e-mail address", hint, Origin(origin.file))
    boxes = {word: mailbox(word, settings.client.name) for word in settings.client.emails}
    wrong = [word for word, box in boxes.items() if box is None]
    if wrong:
        said = (f"client.emails holds {word!r}, which is no address" for word in wrong)
        raise Refused(Problem("mail.address", one, origin, "write such as dana@example.com, in ASCII") for one in said)
    return tuple(dict.fromkeys(box for box in boxes.values() if box))


def compose(job: Job, after: Project, invoice: Released, what: str) -> NewFile:
    """The edit that queues the notice of an invoice as it stands in the project `after`."""
    settings, day = after.settings, job.session.today
    book = Book(after)
    one = printing.of_record(job, book, invoice)
    url = settings.mail.portal_url.rstrip("/")
    notice = Notice(invoice=invoice.id, what=what, day=day, link=f"{url}/{href(invoice)}" if url else "")
    late = (day - invoice.due).days if invoice.due else 0
    words = letter(one.paper, notice, late)
    facts = (settings.name, settings.number, invoice.id, str(invoice.revision), what, str(day))
    head = message.envelope(sender(job), recipients(job), words.subject, day, facts)
    return outbox.queue(notice.name, message.write(head, words, printing.drawn(job, one)))


def telling(job: Job, after: Project, invoice: Released, what: str, no_notify: bool) -> Telling:
    """Whether the client is told, asked where a person sits at a terminal; and the notice itself."""
    if no_notify:
        return SILENT
    try:
        sender(job)
        to = recipients(job)
        if not _agreed(job, to):
            return SILENT
        return Telling(letter=compose(job, after, invoice, what), to=to)
    except Stop as stop:
        return Telling(why=str(stop))


def telling_again(job: Job, before: Draft | Released, after: Draft | Released, no_notify: bool) -> Telling:
    """The notice of a changed invoice, where there is a new revision and the client was told of the earlier one."""
    if isinstance(before, Draft) or isinstance(after, Draft) or after.revision == before.revision:
        return SILENT
    if not notices.was_told(before):
        return SILENT
    return telling(job, job.project.having(after), after, revised(after.revision), no_notify)


def what_of(invoice: Released) -> str:
    """What a notice of an invoice would say today."""
    return "void" if invoice.void else revised(invoice.revision) if invoice.revision > 1 else RELEASED


def _agreed(job: Job, to: Sequence[Mailbox]) -> bool:
    session = job.session
    if not session.terminal or session.yes or session.dry_run or session.json or session.quiet:
        return True
    who = ", ".join(box.address for box in to)
    return typer.confirm(f"tell {who}?", default=True, err=True)


def apply(
    job: Job, edits: Callable[[Telling], Sequence[Edit]], told: Telling, did: str
) -> tuple[Telling, Preview | None]:
    """Write the edits down with the notice; where the notice is what fails, without it. Answers what became of it."""
    if told.letter is None:
        return told, job.apply(edits(told), did)
    if job.session.dry_run:
        preview = job.apply(edits(told), did)
        actions = tuple(file_edits.actions([told.letter]))
        return told, preview and replace(preview, edits=(*preview.edits, *actions))
    try:
        return told, job.apply([*edits(told), told.letter], did)
    except Trouble as trouble:
        if not all(problem.origin.file.startswith("outbox") for problem in trouble.problems):
            raise
        nobody = Telling(why=str(trouble))
        return nobody, job.apply(edits(nobody), did)
