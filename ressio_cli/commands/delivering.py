"""Messages of the outbox on their way: made, handed to the mail server, and moved as far as is known.

Room: commands.  Problems: mail.failed, message.busy.

The project's lock is never held while the network is waited for. It is taken twice for each message: right before the
server gets it, to see that it still waits and that what it says is still true; and after, to write down that it was
sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from datetime import date

from ressio_cli.commands import composing, waiting
from ressio_cli.commands.job import Job, held, reopened
from ressio_cli.commands.parcel import TAKEN, Gone, Parcel, pack
from ressio_cli.files import edits, git, outbox, post
from ressio_cli.files.edits import Edit
from ressio_cli.files.post import Credentials, Line, Server, Undelivered
from ressio_cli.model.notice import FAILED, QUEUED, SENT, UNKNOWN, Message, Notice
from ressio_cli.model.problem import Origin, Problem, Stop, Trouble, trouble
from ressio_cli.model.record import dataclass
from ressio_cli.rules.notices import prospect_of
from ressio_cli.views.mail import message as mail
from ressio_cli.views.mail.listing import Item

NOT_KNOWN = "may have arrived, or may not"

_TRIES = 5  # so often a message is made anew because the project changed while the server was called


class _Failed(Exception):
    """A message was not sent, or perhaps; `message` is where it lies now."""

    def __init__(self, message: Message, error: Undelivered) -> None:
        self.message, self.error = message, error
        super().__init__(str(error))


@dataclass(slots=True)
class Round:
    """One round of deliveries. `down`: why no line can be opened, once that was found; `line`: the open one.

    `left` are messages that are not to be sent any more, `exit_code` is that of the worst that happened.
    """

    job: Job
    server: Server
    who: Credentials
    line: Line | None = None
    down: Undelivered | None = None
    problems: list[Problem] = field(default_factory=list)
    left: list[Item] = field(default_factory=list)
    exit_code: int = 0
    paths: list[str] = field(default_factory=list)

    def deliver_all(self, messages: Sequence[Message], what: str) -> list[Item]:
        """Hand messages over one after the other, hang up, and commit what was moved."""
        try:
            items = [self.deliver(message) for message in messages]
        finally:
            self.close()
        self._commit(what)
        return items

    def deliver(self, message: Message) -> Item:
        """Hand one message over. Where that fails the message says by its place how far it got."""
        item = Item(message=message)
        try:
            for _ in range(_TRIES):
                parcel = pack(self.job, message)
                item = parcel.item
                self._offer(parcel)
                claimed = self._claim(parcel)
                if claimed:
                    return replace(item, message=self._hand_over(parcel, claimed), said="sent")
                self._take_back()
            raise trouble(
                "message.busy", "the project changes faster than this message can be sent", "ressio outbox send"
            )
        except Gone as gone:
            self._take_back()
            self.left.append(replace(item, message=self._present(message), said=str(gone)))
            return self.left[-1]
        except _Failed as failed:
            return self._undelivered(replace(item, message=failed.message), failed.error)
        except Stop as stop:
            self._take_back()
            self.problems += stop.problems
            self.exit_code = max(self.exit_code, stop.exit_code)
            return replace(item, said=str(stop))

    def _present(self, message: Message) -> Message:
        """The message where another command put it; where it was if that took it away."""
        return next((one for one in outbox.messages(self.job.root) if one.name == message.name), message)

    def _offer(self, parcel: Parcel) -> None:
        """Name the sender and the recipients; should the server not want them, nothing was sent."""
        try:
            self._open().offer(parcel.head.sender.address, parcel.head.addresses)
        except Undelivered as error:
            self._after(error)
            raise _Failed(self._set_aside(parcel), error) from None

    def _claim(self, parcel: Parcel) -> Message | None:
        """Mark the message as one that may have arrived; None where it would say something else by now.

        From here on a command that is cut off leaves it so, and no other takes it.
        """
        with reopened(self.job) as job:
            self.job = job
            self._see_that_it_waits(parcel)
            prospect = prospect_of(waiting.facts(job), parcel.message)
            if prospect.notice is None:
                raise Gone(prospect.drop)
            if composing.content(job, job.project, prospect.notice) != parcel.content:
                return None
            ending = outbox.MAIL
            return self._move(parcel.message, UNKNOWN, parcel.bytes_waiting, parcel.data, ending)

    def _see_that_it_waits(self, parcel: Parcel) -> None:
        there = outbox.messages(self.job.root, [parcel.message.state])
        if parcel.message not in there or outbox.data(self.job.root, parcel.message) != parcel.bytes_waiting:
            raise Gone(TAKEN)

    def _hand_over(self, parcel: Parcel, claimed: Message) -> Message:
        """Give the message itself; answers it in its last state."""
        assert self.line
        try:
            self.line.hand_over(mail.canonical(parcel.data))
        except Undelivered as error:
            self._after(error)
            raise self._refused(parcel, claimed, error) if error.known else _Failed(claimed, error) from None
        try:
            return self._record(parcel, claimed)
        except Stop as stop:
            raise _Failed(claimed, Undelivered("outbox", f"it was sent, but {stop}", known=False)) from None

    def _record(self, parcel: Parcel, claimed: Message) -> Message:
        """Write down that it was sent, in the outbox and in its invoice; where the invoice cannot be, in the outbox."""
        try:
            with reopened(self.job) as job:
                self.job = job
                return self._move(
                    claimed, SENT, parcel.data, parcel.data, more=notified(job, [parcel.notice], job.session.today)
                )
        except Stop as stop:
            with held(self.job.session, self.job.root):
                sent = self._move(claimed, SENT, parcel.data, parcel.data)
            self.job.note(
                [f"that the client was notified stands in the outbox, not in {parcel.notice.invoice}: {stop}"]
            )
            return sent

    def _refused(self, parcel: Parcel, claimed: Message, error: Undelivered) -> _Failed:
        """Put a message that was surely not taken where it waits; one that was sent before may still have arrived."""
        if not parcel.message.waits:
            return _Failed(claimed, error)
        ending = outbox.MAIL if parcel.message.ready_made else outbox.NOTICE
        try:
            with held(self.job.session, self.job.root):
                return _Failed(self._move(claimed, FAILED, parcel.data, parcel.bytes_waiting, ending), error)
        except Stop as stop:
            return _Failed(claimed, Undelivered(error.step, f"{error.said}; {stop}", known=False))

    def _set_aside(self, parcel: Parcel) -> Message:
        """Move a message that was not sent to the failed ones, unless another command took it or the disk is full."""
        if parcel.message.state != QUEUED:
            return parcel.message
        try:
            with held(self.job.session, self.job.root):
                self._see_that_it_waits(parcel)
                return self._move(parcel.message, FAILED, parcel.bytes_waiting, parcel.bytes_waiting)
        except (Gone, Stop):
            return parcel.message

    def _move(
        self, message: Message, state: str, old: bytes, new: bytes, ending: str = "", more: Sequence[Edit] = ()
    ) -> Message:
        after, steps = outbox.moved(message, state, old, new, ending)
        edits.apply(self.job.root, [*steps, *more])
        self.paths += [step.path for step in (*steps, *more)]
        return after

    def _open(self) -> Line:
        """The line; one call is enough to know that nobody answers."""
        if self.down:
            raise self.down
        if self.line is None:
            try:
                self.line = post.call(self.server, self.who)
            except Undelivered as error:
                self.down = error
                raise
        return self.line

    def _after(self, error: Undelivered) -> None:
        """After a refusal the line may be of use again; else the next message gets a new one."""
        if error.known:
            self._take_back()
        else:
            self.close()

    def _take_back(self) -> None:
        """Take back what was offered, so that the line is ready for another message."""
        if self.line is None:
            return
        try:
            self.line.again()
        except Undelivered:
            self.close()

    def close(self) -> None:
        """Hang up."""
        line, self.line = self.line, None
        if line:
            line.close()

    def _commit(self, what: str) -> None:
        if self.paths and self.job.project.settings.git_commit:
            with held(self.job.session, self.job.root):
                git.commit(self.job.root, list(dict.fromkeys(self.paths)), f"ressio: {what}")

    def _undelivered(self, item: Item, error: Undelivered) -> Item:
        """Note the problem of a message that was not sent, or perhaps."""
        message, said = item.message, f"{error.step}: {error.said}"
        if error.known and message.state != UNKNOWN:
            outcome, hint = "is not sent", "ressio outbox send"
        else:
            outcome, hint = NOT_KNOWN, f"ask the client, then: ressio outbox send --again {message.name}"
        self.problems.append(Problem("mail.failed", f"this message {outcome}: {said}", Origin(message.file), hint))
        self.exit_code = max(self.exit_code, Trouble.exit_code)
        return replace(item, said=said)


def notified(job: Job, notices: Iterable[Notice], day: date) -> list[Edit]:
    """The edits that write into invoices that the client was sent a message about them on that day."""
    ids = {notice.invoice for notice in notices}
    return [
        job.rewrite(invoice, replace(invoice, notified=max(day, invoice.notified or day)))
        for invoice in job.project.invoices
        if invoice.id in ids
    ]


def round_of(job: Job) -> Round:
    """A round over the mail server of the settings; refused where they or the environment say too little."""
    mail_settings, origin = job.project.settings.mail, job.project.settings.origin.at("mail.smtp")
    server = post.server(mail_settings.smtp, mail_settings.plain, origin)
    return Round(job, server, post.credentials(job.session.env))


def send_now(job: Job, messages: Sequence[Message]) -> tuple[list[Item], list[str]]:
    """Send these messages beside another deed; answers what became of each, and what stood in the way."""
    with reopened(job) as fresh:  # the deed itself was written meanwhile
        postman = round_of(fresh)
    items = postman.deliver_all(messages, f"send {', '.join(message.name for message in messages)}")
    left = [f"{item.message.name}: {item.said}" for item in postman.left]
    return items, [*left, *(f"{problem.message} (try: {problem.hint})" for problem in postman.problems)]
