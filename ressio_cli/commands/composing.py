"""What a message says when it is sent: from the facts of that day, by whom and to whom the settings name.

Room: commands.  Problems: mail.nobody, mail.address.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from ressio_cli.commands import printing
from ressio_cli.commands.job import Job
from ressio_cli.commands.printing import Print
from ressio_cli.model.invoice import Released
from ressio_cli.model.notice import VOID, Notice
from ressio_cli.model.problem import Origin, Problem, Refused, refused
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Settings
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.views.mail import message, render
from ressio_cli.views.mail.headers import Mailbox, mailbox
from ressio_cli.views.mail.letter import Letter, Occasion, letter
from ressio_cli.views.mail.message import Envelope
from ressio_cli.views.portal.pages import href


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that a message says, before it is drawn and written: two that are equal say the same."""

    sender: Mailbox
    to: tuple[Mailbox, ...]
    letter: Letter
    print: Print


def sender(settings: Settings) -> Mailbox:
    """Who the client's e-mail comes from; refused where the settings do not say."""
    word, origin = settings.mail.sender, settings.origin.at("mail.from")
    if not word:
        hint = 'from = "billing@example.com" under [mail] in ressio.toml'
        raise refused("mail.nobody", "nothing says who e-mail comes from", hint, Origin(origin.file))
    box = mailbox(word, settings.company.name)
    if box is None:
        raise refused("mail.address", f"mail.from is {word!r}, which is no address", "write such as a@b.com", origin)
    return box


def recipients(settings: Settings) -> tuple[Mailbox, ...]:
    """Who is written to; refused where there is nobody, or where one of them cannot be written to."""
    origin = settings.origin.at("client.emails")
    if not settings.client.emails:
        hint = 'emails = ["dana@example.com"] under [client] in ressio.toml'
        raise refused("mail.nobody", "the client has no e-mail address", hint, Origin(origin.file))
    boxes = {word: mailbox(word, settings.client.name) for word in settings.client.emails}
    wrong = [word for word, box in boxes.items() if box is None]
    if wrong:
        messages = (f"client.emails holds {word!r}, which is no address" for word in wrong)
        hint = "write such as dana@example.com, in ASCII"
        raise Refused(Problem("mail.address", message, origin, hint) for message in messages)
    return tuple(dict.fromkeys(box for box in boxes.values() if box))


def content(job: Job, project: Project, notice: Notice) -> Content:
    """What a message says on the day of the session about its invoice as it stands in `project`.

    Refused where the invoice's figures are not those that were released, but for a void: the client is to pay nothing.
    """
    settings, day = project.settings, job.session.today
    book = Book(as_of(project, _day(project, notice, day)))
    invoice = next(invoice for invoice in book.project.invoices if invoice.id == notice.invoice)
    if notice.kind != VOID:
        job.refuse_unsound([invoice])
    page = printing.of_record(job, book, invoice)
    portal = settings.mail.portal_url.rstrip("/")
    occasion = Occasion(
        kind=notice.kind,
        revision=invoice.revision,
        late=(day - invoice.due).days if invoice.due else 0,
        link=f"{portal}/{href(invoice)}" if portal else "",
    )
    words = letter(page.paper, occasion)
    return Content(sender=sender(settings), to=recipients(settings), letter=words, print=page)


def _day(project: Project, notice: Notice, day: date) -> date:
    """Today; an invoice or a void that is dated later is told as of that day."""
    dates = (_latest(invoice) for invoice in project.invoices if invoice.id == notice.invoice)
    return max(day, *dates)


def _latest(invoice: Released) -> date:
    return max(invoice.released, invoice.void.on) if invoice.void else invoice.released


def envelope(job: Job, name: str, content: Content, pdf: bytes) -> Envelope:
    """The head of a message. One message has one id, as long as it says the same: no program then shows it twice."""
    settings = job.project.settings
    text = render.text(content.letter).encode("utf-8", "surrogatepass")
    facts = (settings.name, settings.number, name, sha256(text).hexdigest(), sha256(pdf).hexdigest())
    return message.envelope(content.sender, content.to, content.letter.subject, job.session.today, facts)


def written(job: Job, name: str, content: Content) -> tuple[Envelope, bytes]:
    """The message itself, drawn and written, and its head."""
    pdf = printing.drawn(job, content.print)
    head = envelope(job, name, content, pdf)
    return head, message.write(head, content.letter, pdf)
