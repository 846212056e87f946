"""A letter as a message, RFC 5322: text, HTML and the PDF; and a message read again before it is queued or sent.

Room: views.  Problems: mail.unsound.

The same letter on the same day gives the same bytes. What was written is parsed by somebody else's parser, and sent
only if that reads the same head: the same sender, the same recipients, the same subject, and nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import TYPE_CHECKING

from ressio_cli.model.problem import Problem, Refused
from ressio_cli.model.record import dataclass
from ressio_cli.views.mail import headers
from ressio_cli.views.mail.headers import Mailbox
from ressio_cli.views.mail.letter import Letter
from ressio_cli.views.mail.render import html, text

if TYPE_CHECKING:
    from email.message import Message

HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type")
_PARTS = ("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf")
_NOON = time(12, tzinfo=UTC)
_ID = re.compile(r"<[0-9a-f]{32}@[a-z0-9.-]+>", re.ASCII)
_LONGEST_LINE = 998
_REASONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What the head of a message says."""

    sender: Mailbox
    to: tuple[Mailbox, ...]
    subject: str
    date: str
    id: str

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses it goes to."""
        return tuple(box.address for box in self.to)


def envelope(sender: Mailbox, to: Iterable[Mailbox], subject: str, day: date, facts: Iterable[str]) -> Envelope:
    """The head of a message. One notice has one id, made of `facts`: whatever tells it from every other."""
    from email.utils import format_datetime

    said = "\0".join(facts).encode("utf-8", "surrogatepass")
    return Envelope(
        sender=sender,
        to=tuple(dict.fromkeys(to)),
        subject=subject,
        date=format_datetime(datetime.combine(day, _NOON)),
        id=f"<{sha256(said).hexdigest()[:32]}@{sender.domain}>",
    )


def write(head: Envelope, letter: Letter, pdf: bytes) -> bytes:
    """The bytes of a message; refused where they do not read back as what was meant."""
    lines = headers.head(
        (
            ("From", headers.mailboxes([head.sender])),
            ("To", headers.mailboxes(head.to)),
            ("Subject", headers.text(head.subject, "Subject")),
            ("Date", head.date),
            ("Message-ID", head.id),
        )
    )
    found = lines + _body(head, letter, pdf)
    if read(found) != head:
        raise _unsound(["its head does not read back as it was meant"])
    return found


def _body(head: Envelope, letter: Letter, pdf: bytes) -> bytes:
    from email.message import EmailMessage
    from email.policy import SMTP

    body = EmailMessage(policy=SMTP)
    body.set_content(text(letter), cte="quoted-printable")
    body.add_alternative(html(letter), subtype="html", cte="quoted-printable")
    body.add_attachment(pdf, maintype="application", subtype="pdf", filename=letter.file)
    for number, part in enumerate(part for part in body.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{head.id[1:33]}")
    return body.as_bytes()


def canonical(data: bytes) -> bytes:
    """The bytes as they go out: a file that git or an editor gave other line ends has those of mail again."""
    return data if b"\r" in data else data.replace(b"\n", b"\r\n")


def read(data: bytes) -> Envelope:
    """The head of a message, read with suspicion: refused where it is not wholly one that we write."""
    from email import message_from_bytes, policy

    try:
        found = message_from_bytes(canonical(data), policy=policy.compat32)
        problems = [*_bytes(canonical(data)), *_structure(found)]
        if problems:
            raise _unsound(problems)
        head = _head(found)
        if [box.address for box in (head.sender, *head.to)] != _as_others_read(canonical(data)):
            raise _unsound(["its addresses can be read in two ways"])
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise _unsound([f"it cannot be read as a message ({type(error).__name__})"]) from error
    return head


def glance(data: bytes) -> Envelope | None:
    """The head of a message for a list, where its beginning is enough; None where it is not one that we write."""
    from email import message_from_bytes, policy

    head, end, _ = canonical(data).partition(b"\r\n\r\n")
    if not end:
        return None
    try:
        return _head(message_from_bytes(head + end, policy=policy.compat32))
    except (Refused, ValueError, LookupError, TypeError, AttributeError):
        return None


def words(data: bytes) -> str:
    """The text part of a message that was read before."""
    from email import message_from_bytes, policy

    part = message_from_bytes(data, policy=policy.default).get_body(("plain",))
    return str(part.get_content()) if part else ""


def _bytes(data: bytes) -> Iterator[str]:
    """Line ends and length: what a server might take for the end of the head, or of the message."""
    lines = data.split(b"\r\n")
    if any(b"\r" in line or b"\n" in line or b"\0" in line for line in lines):
        yield "its line ends are mixed"
    if any(len(line) > _LONGEST_LINE for line in lines):
        yield "it has a line that is too long"
    if not data.isascii():
        yield "it has signs outside ASCII"


def _structure(found: Message) -> Iterator[str]:
    names = [name.lower() for name in found.keys()]  # noqa: SIM118  a message names a header as often as it stands
    for name in dict.fromkeys(names):
        if name not in map(str.lower, HEADERS):
            yield f"its head has {headers.harmless(name, 40)!r}, which ressio does not write"
        elif names.count(name) > 1:
            yield f"its head has {name!r} twice"
    yield from (f"its head has no {name}" for name in HEADERS if name.lower() not in names)
    if tuple(part.get_content_type() for part in found.walk()) != _PARTS:
        yield "it has other parts than text, HTML and the PDF"
    if any(part.defects for part in found.walk()):
        yield "its parts are not put together as they should be"


def _head(found: Message) -> Envelope:
    senders, to = _mailboxes(found, "From"), _mailboxes(found, "To")
    if len(senders) != 1 or not to:
        raise _unsound(["it needs one sender, and somebody it goes to"])
    if not _ID.fullmatch(str(found["Message-ID"])):
        raise _unsound(["its Message-ID is not one that ressio writes"])
    return Envelope(
        sender=senders[0],
        to=tuple(to),
        subject=_decoded(_unfolded(found, "Subject")),
        date=_unfolded(found, "Date"),
        id=str(found["Message-ID"]),
    )


def _mailboxes(found: Message, name: str) -> list[Mailbox]:
    from email.utils import getaddresses

    pairs = getaddresses([_unfolded(found, name)])
    wrong = [address for _, address in pairs if not headers.is_address(address)]
    if wrong:
        raise _unsound([f"{headers.harmless(wrong[0], 60)!r} in {name} is no address"])
    return [Mailbox(address, _decoded(words)) for words, address in pairs]


def _unfolded(found: Message, name: str) -> str:
    return str(found[name]).replace("\r\n", "")


def _decoded(words: str) -> str:
    from email.header import decode_header, make_header

    return str(make_header(decode_header(words)))


def _as_others_read(data: bytes) -> list[str]:
    """The addresses of a message by the second parser of the standard library."""
    from email import message_from_bytes, policy

    found = message_from_bytes(data, policy=policy.default)
    return [address.addr_spec for name in ("From", "To") for address in found[name].addresses]


def _unsound(problems: Sequence[str]) -> Refused:
    """One refusal with the first few reasons."""
    more = len(problems) - _REASONS
    said = "; ".join([*problems[:_REASONS], *([f"and {more} more"] if more > 0 else [])])
    return Refused([Problem("mail.unsound", f"this message is not sound: {said}")])
