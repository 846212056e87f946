"""Messages as files: any mail program reads them, their head says what was meant, and nothing that is hidden is in."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.utils import getaddresses
from html.parser import HTMLParser

import pytest
from mail.corpus import HOSTILE
from mail.post_office import read

from ressio_cli.model.problem import Refused
from ressio_cli.views.mail import headers, message
from ressio_cli.views.mail.headers import Mailbox, harmless, mailbox
from ressio_cli.views.mail.letter import Occasion, letter
from ressio_cli.views.mail.message import Envelope
from ressio_cli.views.paper import Address, Paper, Sum, Sums, Words

DAY = date(2026, 3, 31)
PDF = b"%PDF-1.4\n.\nnot much of one\r\n\0"
HEADS = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]


def a_paper(**more: str) -> Paper:
    usual = {"title": "March progress", "client": "Dana Reyes", "builder": "Alder & Oak", "project": "Harbor House"}
    words = {**usual, "notes": "Thank you", **more}
    return Paper(
        kind="Invoice", number="INV-0003", title=words["title"],
        builder=Address(name=words["builder"], lines=("3 Mill Street",)), client=Address(name=words["client"]),
        project=Address(name=words["project"]),
        facts=(("Date", DAY), ("Due", date(2026, 4, 30)), ("Terms", "Net 30")),
        blocks=(Sums(sums=(Sum(label="Balance due", amount="5,000.00", weight=2),),
                     beside=Words(heading="Notes", text=words["notes"])),),
    )  # fmt: skip


def a_message(paper: Paper, to: tuple[Mailbox, ...] | None = None, kind: str = "released", link: str = "") -> bytes:
    words = letter(paper, Occasion(kind=kind, revision=2, late=7, link=link))
    sender = mailbox("billing@example.com", paper.builder.name)
    dana = mailbox("dana@example.com", paper.client.name)
    assert sender and dana
    head = message.envelope(sender, to or (dana,), words.subject, DAY, ("Harbor House", "INV-0003", "1", kind))
    return message.write(head, words, PDF)


def test_there_are_enough_hostile_texts() -> None:
    assert len(HOSTILE) >= 170


class Tree(HTMLParser):
    """The tags of a page, without its texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self.tags.append((tag, ";".join(f"{name}={value}" for name, value in attrs)))


def tree(data: bytes) -> list[tuple[str, str]]:
    body = read(data).get_body(("html",))
    assert body
    return Tree(body.get_content()).tags


@pytest.mark.parametrize("at", range(len(HOSTILE)))
def test_a_hostile_text_in_any_field_adds_no_header_no_recipient_and_no_tag(at: int) -> None:
    hostile = HOSTILE[at]
    fields = ("title", "client", "builder", "project", "notes")
    for field in fields:
        data = a_message(a_paper(**{field: hostile}))
        head, _, _ = data.partition(b"\r\n\r\n")
        assert [line.split(b":")[0].decode() for line in head.split(b"\r\n") if not line.startswith(b" ")] == HEADS
        assert max(map(len, data.split(b"\r\n"))) <= 98, field
        found = read(data)
        assert [name for name, _ in found.items()] == HEADS
        assert [one.addr_spec for one in found["From"].addresses] == ["billing@example.com"]
        assert [one.addr_spec for one in found["To"].addresses] == ["dana@example.com"]
        assert not found.defects and not any(part.defects for part in found.walk())
        assert message.read(data).to[0].address == "dana@example.com"
        assert tree(data) == tree(a_message(a_paper(**{field: "harmless" if harmless(hostile) else ""}))), field


@pytest.mark.parametrize("at", range(len(HOSTILE)))
def test_a_subject_and_names_read_back_to_the_letter(at: int) -> None:
    words = harmless(HOSTILE[at])
    paper = a_paper(title=HOSTILE[at], client=HOSTILE[at])
    data = a_message(paper)
    assert str(read(data)["Subject"]) == letter(paper, Occasion(kind="released")).subject
    old = message_from_bytes(data, policy=policy.compat32)
    [(name, address)] = getaddresses([str(old["To"])])
    assert (message.read(data).to, address) == ((Mailbox("dana@example.com", words),), "dana@example.com")
    assert bool(name) == bool(words)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|=\?|\?=", words)


@pytest.mark.parametrize("at", range(len(HOSTILE)))
def test_a_hostile_word_is_no_address(at: int) -> None:
    """As a whole, behind a good beginning, and before a good end."""
    for word in (HOSTILE[at], f"dana@example.com{HOSTILE[at]}", f"{HOSTILE[at]}@example.com", f"Dana <{HOSTILE[at]}>"):
        box = mailbox(word)
        if box:
            assert re.fullmatch(r"[!-~]+@[A-Za-z0-9.-]+", box.address), word
            assert not set(box.address) & set('"(),:;<>[]\\ ')
            assert read(a_message(a_paper(), (box,)))["To"].addresses[0].addr_spec == box.address


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("dana@example.com", Mailbox("dana@example.com")),
        (" dana@example.com ", Mailbox("dana@example.com")),
        ("Dana Reyes <dana@example.com>", Mailbox("dana@example.com", "Dana Reyes")),
        ('"Reyes, Dana" <dana+jobs@mail.example.co.uk>', Mailbox("dana+jobs@mail.example.co.uk", "Reyes, Dana")),
        ("dana@localhost", Mailbox("dana@localhost")),
        *((word, None) for word in (
            "", "dana", "@example.com", "dana@", "da na@example.com", "dana@exa mple.com", "dana@@example.com",
            "dana@example..com", ".dana@example.com", "dana.@example.com", "da..na@example.com", "dana@-example.com",
            "dána@example.com", "dana@exämple.com", "dana@example.com\n", "dana@example.com>", "<dana@example.com",
            f"{'x' * 65}@example.com", f"dana@{'x' * 64}.com", f"dana@{'example.' * 40}com", '"dana"@example.com',
            "dana@[127.0.0.1]", "a@b@c", "x <y> <dana@example.com>", "dana@example.com, robin@example.com",
        ) if word != "dana@example.com\n"),
    ],
)  # fmt: skip
def test_what_is_an_address(word: str, found: Mailbox | None) -> None:
    assert mailbox(word) == found


def test_a_message_has_text_html_and_the_pdf_and_no_more() -> None:
    found = read(a_message(a_paper(), link="https://example.com/harbor/invoices/INV-0003.html"))
    assert [part.get_content_type() for part in found.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
    ]  # fmt: skip
    text, html = found.get_body(("plain",)), found.get_body(("html",))
    [pdf] = found.iter_attachments()
    assert text and html
    for words in (text.get_content(), html.get_content()):
        assert "Dear Dana Reyes," in words and "5,000.00" in words and "2026-04-30" in words
        assert "https://example.com/harbor/invoices/INV-0003.html" in words
    assert (pdf.get_filename(), pdf.get_content()) == ("INV-0003.pdf", PDF)
    assert not re.search(r"<(script|img|link|iframe|object|form|style)|url\(|@import|src=", html.get_content())
    assert html.get_content().count("http") == 2, "the link, and what it says"


ATTACHED = "Invoice INV-0003 from Alder & Oak: March progress"


@pytest.mark.parametrize(
    ("occasion", "subject", "lead"),
    [
        (Occasion(kind="released"), ATTACHED, "Attached is invoice INV-0003 for Harbor House."),
        (Occasion(kind="released", revision=3), ATTACHED, "Attached is invoice INV-0003 for Harbor House."),
        (Occasion(kind="revised", revision=2), "Invoice INV-0003, revision 2, from Alder & Oak: March progress",
         "Invoice INV-0003 for Harbor House has changed: attached is revision 2, in place of the earlier one."),
        (Occasion(kind="revised"), ATTACHED,
         "Attached is invoice INV-0003 for Harbor House once more, as it stands today."),
        (Occasion(kind="copy", revision=2), ATTACHED,
         "Attached is invoice INV-0003 for Harbor House once more, as it stands today."),
        (Occasion(kind="void"), "VOID: Invoice INV-0003 from Alder & Oak: March progress",
         "Invoice INV-0003 for Harbor House is void: please pay nothing on it."),
        (Occasion(kind="reminder", late=7), "Reminder: Invoice INV-0003 from Alder & Oak: March progress",
         "Invoice INV-0003 for Harbor House is 7 days past due. Should your payment be on its way already, please take "
         "this with our thanks."),
        (Occasion(kind="reminder", late=1), "Reminder: Invoice INV-0003 from Alder & Oak: March progress",
         "Invoice INV-0003 for Harbor House is 1 day past due. Should your payment be on its way already, please take "
         "this with our thanks."),
    ],
)  # fmt: skip
def test_what_is_told(occasion: Occasion, subject: str, lead: str) -> None:
    words = letter(a_paper(), occasion)
    assert (words.subject, words.lead) == (subject, lead)


def test_a_letter_says_what_was_paid_and_what_is_still_due_but_not_how_the_total_comes_about() -> None:
    sums = Sums(sums=(
        Sum(label="Subtotal", amount="4,800.00"), Sum(label="Tax", amount="200.00"),
        Sum(label="Total", amount="5,000.00", weight=1), Sum(label="Paid 2026-05-10, check 1042", amount="-1,000.00"),
        Sum(label="Pending 2026-05-11: 500.00", amount=""), Sum(label="Balance due", amount="4,000.00", weight=2),
    ))  # fmt: skip
    words = letter(replace(a_paper(), blocks=(sums,), facts=()), Occasion(kind="copy"))
    assert words.rows == (
        ("For", "March progress"), ("Total", "5,000.00"), ("Paid 2026-05-10, check 1042", "-1,000.00"),
        ("Balance due", "4,000.00"),
    )  # fmt: skip


def test_the_same_notice_has_the_same_bytes_and_every_other_another_id() -> None:
    assert a_message(a_paper()) == a_message(a_paper())
    kinds = ("released", "revised", "copy", "void", "reminder")
    ids = {message.read(a_message(a_paper(), kind=kind)).id for kind in kinds}
    assert len(ids) == len(kinds)
    assert all(id.endswith("@example.com>") for id in ids)
    assert message.read(a_message(a_paper())).date == "Tue, 31 Mar 2026 12:00:00 +0000"


def test_several_are_written_to_at_once_and_nobody_twice() -> None:
    to = (
        Mailbox("dana@example.com", "Dana Réyes"),
        Mailbox("robin@example.com", 'The "Oaks", Ltd'),
        Mailbox("x@y.org"),
    )
    found = message.read(a_message(a_paper(), (*to, to[0])))
    assert found.to == to


SOUND = a_message(a_paper())


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda data: data.replace(b"\r\nTo:", b"\r\nBcc: evil@example.com\r\nTo:", 1), "its head has 'bcc'"),
        (lambda data: data.replace(b"\r\nTo:", b"\r\nCc: evil@example.com\r\nTo:", 1), "its head has 'cc'"),
        (lambda data: data.replace(b"\r\nTo:", b"\r\nSender: evil@example.com\r\nTo:", 1), "its head has 'sender'"),
        (lambda data: data.replace(b"\r\nTo:", b"\r\nTo: evil@example.com\r\nTo:", 1), "its head has 'to' twice"),
        (lambda data: data.replace(b"\r\nTo: ", b"\r\nTo: <evil@example.com>extra@, ", 1), "is no address"),
        (lambda data: re.sub(rb"\r\nTo: [^\r]*", rb"\r\nTo: x", data, count=1), "is no address"),
        (lambda data: data.replace(b"\r\nTo: Dana Reyes <", b"\r\nTo: evil@example.com <", 1), "read in two ways"),
        (lambda data: data.replace(b"@example.com>\r\nSub", b"@example.com> e@example.com\r\nSub", 1), "in two ways"),
        (lambda data: data.replace(b"\r\nFrom", b"From").replace(b"From:", b"From: a@b.org,", 1), "needs one sender"),
        (lambda data: data.replace(b"\r\nSubject:", b"\nBcc: e@x.org\r\nSubject:", 1), "its line ends are mixed"),
        (lambda data: data.replace(b"\r\n\r\n", b"\r\n\r\n\n.\n\r\n", 1), "its line ends are mixed"),
        (lambda data: data.replace(b"Dear", b"Dear\0", 1), "its line ends are mixed"),
        (lambda data: data.replace(b"Dear", b"Dear\xff", 1), "it has signs outside ASCII"),
        (lambda data: data.replace(b"Dear", b"x" * 999, 1), "it has a line that is too long"),
        (lambda data: re.sub(rb"Message-ID: <[^>]*>", b"Message-ID: <me@example.com>", data), "Message-ID"),
        (lambda data: data[: data.index(b"\r\n\r\n")], "it has other parts"),
        (lambda data: data[: len(data) // 2], "its parts are not put together"),
        (lambda data: data.replace(b"application/pdf", b"application/x-sh", 1), "it has other parts"),
        (lambda data: b"", "its head has no From"),
        (lambda data: b"\x89PNG\r\n", "its head has no From"),
    ],
)  # fmt: skip
def test_a_message_that_was_tampered_with_is_refused(damage: object, why: str) -> None:
    assert callable(damage)
    with pytest.raises(Refused) as caught:
        message.read(damage(SOUND))
    assert why in str(caught.value)


@pytest.mark.parametrize("whole", [SOUND, SOUND.replace(b"\r\n", b"\n")], ids=["as written", "as git may leave it"])
def test_a_glance_sees_the_head_that_reading_does(whole: bytes) -> None:
    assert message.glance(whole[:2000]) == message.read(SOUND)


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\r\n", b"From: a@b.org\r\n\r\n", SOUND[:60], SOUND.replace(b"To: ", b"To: x, ", 1)]
)
def test_a_glance_at_what_we_do_not_write_sees_nothing(data: bytes) -> None:
    assert message.glance(data) is None


def test_a_message_whose_line_ends_git_changed_is_the_same() -> None:
    unix = SOUND.replace(b"\r\n", b"\n")
    assert message.read(unix) == message.read(SOUND)
    assert message.canonical(unix) == SOUND == message.canonical(SOUND)


def test_a_head_that_does_not_read_back_is_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check is our own: here the writer is made to forget to encode."""
    monkeypatch.setattr(headers, "text", lambda words, name: words)
    head = Envelope(
        sender=Mailbox("billing@example.com"), to=(Mailbox("dana@example.com"),), date=message.read(SOUND).date,
        subject="=?utf-8?q?a?=", id=message.read(SOUND).id,
    )  # fmt: skip
    words = letter(a_paper(), Occasion(kind="released"))
    with pytest.raises(Refused, match="does not read back"):
        message.write(head, words, PDF)
    injected = Envelope(
        sender=head.sender, to=head.to, date=head.date, subject="a\r\nBcc: evil@example.com", id=head.id
    )
    with pytest.raises(Refused, match="'bcc'"):
        message.write(injected, words, PDF)
