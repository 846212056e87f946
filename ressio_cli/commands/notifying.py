"""What the client is sent about what a command writes: queued together with it, and sent at once where that is wanted.

Room: commands.  Problems: none.

A message that waits says what is true once it is sent, so an invoice needs only one. That it cannot be queued or sent
undoes nothing of what it is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from ressio_cli.commands import composing, delivering, message_items, waiting
from ressio_cli.commands.job import Job
from ressio_cli.files import outbox
from ressio_cli.files.edits import Edit, Remove
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.notice import COPY, QUEUED, RELEASED, REMINDER, REVISED, SENT, VOID, Message, Notice
from ressio_cli.model.problem import Stop, Trouble, misused
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Settings
from ressio_cli.rules.notices import Reminder, knows, prospects, reminds, waiting_about
from ressio_cli.views.mail import listing
from ressio_cli.views.mail.headers import Mailbox
from ressio_cli.views.mail.listing import Item
from ressio_cli.views.say import Preview

NoNotify = Annotated[bool, typer.Option("--no-notify", help="Send the client nothing about it.")]
Send = Annotated[bool, typer.Option("--send", help="Send the client's message at once.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person said about notifying the client: `send` the message now, or send `nothing`."""

    send: bool = False
    nothing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """What the client is sent: `message` goes `to` them; `edits` queue it, and drop what there is no more use for.

    `revision`: of the invoice that a message tells which waited before; 0 for a new message. `held`: it waits whatever
    the settings say. `dropped` tells of dropped messages, `notes` why nobody is notified, or nothing sent.
    """

    message: Message | None = None
    revision: int = 0
    held: bool = False
    to: tuple[Mailbox, ...] = ()
    edits: tuple[Edit, ...] = ()
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def sentences(self, settings: Settings) -> tuple[str, ...]:
        """What becomes of it, for the person who gave the command."""
        return (*self._outcome(settings), *self.dropped)

    def _outcome(self, settings: Settings) -> tuple[str, ...]:
        addresses = ", ".join(box.address for box in self.to)
        if self.message and self.message.state == SENT:
            return (f"sent to {addresses}",)
        if self.message is None or not self.message.waits:
            return ()
        later = "" if settings.mail.smtp else "; to send it, name a mail server (ressio help mail)"
        if self.revision:
            return (f"the message that waits in the outbox will tell of revision {self.revision}{later}",)
        return (f"a message to {addresses} waits in the outbox{later}",)

    def marked(self, invoice: Released, day: date) -> Released:
        """The invoice as it stands once the message is sent."""
        return replace(invoice, notified=day) if self.message and self.message.state == SENT else invoice

    def next_step(self, settings: Settings, otherwise: str) -> str:
        """The command to type now."""
        waits = self.message is not None and self.message.waits and not self.held
        return "ressio outbox send" if waits and settings.mail.smtp else otherwise


NOTHING = Notification()


def wish(no_notify: bool, send: bool) -> Wish:
    """What was said on the command line; refused where it is said both ways."""
    if no_notify and send:
        raise misused("usage", "--send and --no-notify contradict each other", "leave one of them out")
    return Wish(send=send, nothing=no_notify)


def of_release(job: Job, invoice: Released, wish: Wish) -> Notification:
    """The first message about an invoice."""
    return NOTHING if wish.nothing else _queued(job, invoice, RELEASED)


def of_revision(job: Job, before: Draft | Released, after: Draft | Released, wish: Wish) -> Notification:
    """The message about a changed invoice: the one that waits, else a new one to a client who knows of the invoice."""
    if isinstance(before, Draft) or isinstance(after, Draft) or after.revision == before.revision:
        return _unsent(f"{after.id} has no revision to tell of", wish)
    messages = outbox.messages(job.root)
    waits = [message for message in waiting_about(messages, after.id) if not reminds(message)]
    if waits:
        return Notification(message=waits[0], revision=after.revision, held=wish.nothing, to=_to(job))
    if wish.nothing or not knows(before, messages):
        return _unsent(f"the client was never notified of {after.id}", wish)
    return _queued(job, after, REVISED)


def of_void(job: Job, before: Released, wish: Wish) -> Notification:
    """The message about a void, to a client who knows of the invoice. Messages that wait are dropped."""
    messages = outbox.messages(job.root)
    known = knows(before, messages)
    why = f"{before.id} is void" if known else f"the client was never notified of {before.id}"
    notification = _queued(job, before, VOID) if known and not wish.nothing else _unsent(why, wish)
    waits = waiting_about(messages, before.id)
    drops = [Remove(message.file, outbox.data(job.root, message)) for message in waits]
    dropped = tuple(f"dropped the message {message.name}: {why}" for message in waits)
    return replace(notification, edits=(*notification.edits, *drops), dropped=dropped)


def of_copy(job: Job, invoice: Released) -> Notification:
    """A message that was asked for by itself: the one that waits, which will say the same, else a new one."""
    composing.sender(job.project.settings)
    to = composing.recipients(job.project.settings)
    if not invoice.void:
        job.refuse_unsound([invoice])
    facts = waiting.facts(job)
    waits = [
        prospect.message
        for prospect in prospects(facts)
        if prospect.notice and prospect.notice.invoice == invoice.id and not reminds(prospect.message)
    ]
    if waits:
        return Notification(message=waits[0], to=to)
    kind = VOID if invoice.void else COPY if knows(invoice, facts.messages) else RELEASED
    message = waiting.queued(job, Notice(invoice=invoice.id, kind=kind, queued=job.session.today, by=job.user))
    return Notification(message=message, to=to, edits=(outbox.queue(message),))


def of_reminder(job: Job, reminder: Reminder) -> Notification:
    """A reminder; it takes the place of an earlier one that waits, and waits itself for no other message."""
    to = composing.recipients(job.project.settings)
    waits = waiting_about(outbox.messages(job.root), reminder.invoice.id)
    if not all(map(reminds, waits)):
        return Notification(notes=(f"{reminder.invoice.id}: another message about it waits; it is sent first",))
    day = job.session.today
    notice = Notice(invoice=reminder.invoice.id, kind=REMINDER, days=reminder.days, queued=day, by=job.user)
    message = waiting.queued(job, notice)
    drops = [Remove(old.file, outbox.data(job.root, old)) for old in waits]
    dropped = tuple(f"dropped the message {old.name}: {message.name} takes its place" for old in waits)
    return Notification(message=message, to=to, edits=(outbox.queue(message), *drops), dropped=dropped)


def _unsent(why: str, wish: Wish) -> Notification:
    return Notification(notes=(f"nothing was sent: {why}",)) if wish.send else NOTHING


def _to(job: Job) -> tuple[Mailbox, ...]:
    try:
        return composing.recipients(job.project.settings)
    except Stop:
        return ()


def _queued(job: Job, invoice: Released, kind: str) -> Notification:
    """A new message, asked about where a person sits at a terminal; a note where there is nobody to send it to."""
    settings = job.project.settings
    try:
        composing.sender(settings)
        to = composing.recipients(settings)
        if not _agreed(job, to):
            return NOTHING
        message = waiting.queued(job, Notice(invoice=invoice.id, kind=kind, queued=job.session.today, by=job.user))
        return Notification(message=message, to=to, edits=(outbox.queue(message),))
    except Stop as stop:
        return Notification(notes=(f"nobody was notified: {stop}",))


def _agreed(job: Job, to: Sequence[Mailbox]) -> bool:
    session = job.session
    if not session.terminal or session.yes or session.dry_run or session.json or session.quiet:
        return True
    return typer.confirm(f"notify {', '.join(box.address for box in to)}?", default=True, err=True)


def write(job: Job, edits: Sequence[Edit], notification: Notification, did: str) -> tuple[Notification, Preview | None]:
    """Write the edits down with the message; where the outbox is what fails, without it. Answers what became of it."""
    try:
        return notification, job.apply([*edits, *notification.edits], did)
    except Trouble as trouble:
        if not all(problem.origin.file.startswith(outbox.FOLDERS[QUEUED]) for problem in trouble.problems):
            raise
        return Notification(notes=(f"nobody was notified, the outbox is as it was: {trouble}",)), job.apply(edits, did)


def deliver(job: Job, notification: Notification, wish: Wish) -> Notification:
    """Send the message where that is wanted now; where it fails it waits, and a note says why.

    Called once the lock is let go: the network is never waited for under it.
    """
    message = notification.message
    wanted = wish.send or (job.project.settings.mail.send_on_release and not notification.held)
    if message is None or not wanted or job.session.dry_run:
        return notification
    try:
        if job.session.terminal:
            job.note([f"the rest is done; sending to {', '.join(box.address for box in notification.to)}"])
        [item], notes = delivering.send_now(job, [message])
        message = item.message
    except Stop as stop:
        notes = [f"the message was not sent: {stop}"]
    return replace(notification, message=message, notes=(*notification.notes, *notes))


def message_objects(job: Job, messages: Sequence[Message]) -> Mapping[str, object]:
    """Messages that a command queued or sent, as an object."""
    return listing.all_found(_item(job, message) for message in messages)


def _item(job: Job, message: Message) -> Item:
    if message.waits and message.notice:
        return message_items.described(job, message, message.notice)
    return message_items.item(job, message)


def message_object(job: Job, project: Project, notification: Notification) -> dict[str, object]:
    """The message as part of a command's object; null where there is none."""
    message = notification.message
    if message is None or message.notice is None:
        return {"message": None}
    try:
        content = composing.content(job, project, message.notice)
    except Stop:
        return {"message": listing.found(Item(message=message))}
    addresses = tuple(box.address for box in content.to)
    return {"message": listing.found(Item(message=message, to=addresses, subject=content.letter.subject))}
