"""The outbox is sent to a real server on loopback, which fails at each of the seven points where a server can fail.

At each the release stands, the folder says what is known, and no second copy goes out unasked.
"""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pytest
from cli.house import House, of_version_0_1, raw
from mail.post_office import (
    PASSWORD,
    RELEASED,
    Certificate,
    Office,
    a_house,
    body,
    free_port,
    read,
    released,
    ressio,
    states,
)
from PIL import Image

from ressio_cli.commands import session
from ressio_cli.files import disk, post
from ressio_cli.files.calls import Calls

BOTH = '["dana@example.com", "robin@example.com"]'


def stands(house: House) -> bool:
    """The invoice is released, sound, and says that the client was told."""
    found = ressio(house, "invoice", "show", "1", "--json").json
    return bool(found["status"] == "open" and ressio(house, "check").code == 0)


def send(house: House, *words: str, code: int = 0, stdin: str = "") -> str:
    """What is said by `outbox send`."""
    answer = ressio(house, "outbox", "send", *words, stdin=stdin)
    assert answer.code == code, answer
    return answer.out + answer.err


def test_what_is_sent_arrives_as_it_was_shown_and_is_kept_and_goes_out_once(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port, emails=BOTH)
    released(house)
    shown = raw(["-C", str(house.root), "outbox", "show", RELEASED, "--raw"], house.today)
    assert send(house) == f"{RELEASED}: sent to dana@example.com, robin@example.com\n"
    [envelope] = office.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("billing@example.com", ["dana@example.com", "robin@example.com"])
    assert envelope.content == shown == (house.root / f"outbox/sent/{RELEASED}.eml").read_bytes()
    assert states(house) == {RELEASED: "sent"}
    assert send(house) == "there is nothing to send\n"
    assert "was sent already" in send(house, RELEASED)
    assert len(office.taken) == 1


def test_one_object_says_what_became_of_each(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    found = ressio(house, "outbox", "send", "--json").json
    assert found == {
        "messages": [
            {
                "name": RELEASED, "state": "sent", "to": ["dana@example.com"], "said": "sent",
                "subject": "Invoice INV-0001: March progress", "file": f"outbox/sent/{RELEASED}.eml",
                "invoice": "INV-0001", "kind": "released",
            }
        ]
    }  # fmt: skip


def test_a_dry_run_calls_nobody(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    before = house.files()
    assert "would be sent to dana@example.com" in send(house, "-n")
    assert (house.files(), office.taken) == (before, [])


def test_dots_at_the_start_of_a_line_arrive(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    assert ressio(house, "invoice", "edit", "march-progress", "--notes", ".\n..\n.x\nend").code == 0
    released(house)
    send(house)
    [message] = office.messages
    body = message.get_body(("plain",))
    assert body and ".\r\n..\r\n.x\r\nend" in body.get_content().replace("\r\n", "\n").replace("\n", "\r\n")


# The seven points.


def test_1_nobody_answers(tmp_path: Path) -> None:
    house = a_house(tmp_path, free_port())
    released(house)
    said = send(house, code=4)
    assert "this message is not sent: connect: localhost:" in said and "[mail.failed]" in said
    assert (states(house), stands(house)) == ({RELEASED: "failed"}, True)


def test_2_tls_that_is_not_offered_is_not_done_without(tmp_path: Path) -> None:
    with Office(host="127.0.0.2") as office:
        house = a_house(tmp_path, mail='[mail]\nfrom = "billing@example.com"\n', more=smtp("127.0.0.2", office))
        released(house)
        assert "TLS: 127.0.0.2 offers no TLS; mail.plain = '127.0.0.2' would allow that" in send(house, code=4)
        assert (states(house), stands(house), office.taken) == ({RELEASED: "failed"}, True, [])
        house.put("ressio.toml", house.text("ressio.toml") + 'plain = "127.0.0.2"\n')
        send(house)
        assert (states(house), len(office.taken)) == ({RELEASED: "sent"}, 1)


def smtp(host: str, office: Office, scheme: str = "smtp") -> str:
    return f'smtp = "{scheme}://{host}:{office.port}"\n'


FROM = '[mail]\nfrom = "billing@example.com"\n'


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2"])
def test_2_a_certificate_that_is_not_trusted_is_refused_and_one_that_is_is_taken(
    tmp_path: Path, certificate: Certificate, monkeypatch: pytest.MonkeyPatch, scheme: str, host: str
) -> None:
    tls, starttls = (certificate, None) if scheme == "smtps" else (None, certificate)
    with Office(host=host, tls=tls, starttls=starttls) as office:
        house = a_house(tmp_path, mail=FROM, more=smtp(host, office, scheme))
        released(house)
        assert "TLS: " in (said := send(house, code=4)) and "the certificate is not trusted" in said
        assert (states(house), stands(house), office.taken) == ({RELEASED: "failed"}, True, [])
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))
        send(house)
        assert (states(house), len(office.taken)) == ({RELEASED: "sent"}, 1)


def test_2_a_certificate_for_somebody_else_is_refused(
    tmp_path: Path, other_certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(other_certificate.file))
    with Office(tls=other_certificate) as office:
        house = a_house(tmp_path, mail=FROM, more=smtp("127.0.0.1", office, "smtps"))
        released(house)
        assert "the certificate is not trusted: IP address mismatch" in send(house, code=4)
        assert (states(house), office.taken) == ({RELEASED: "failed"}, [])


def test_2_tls_where_the_server_speaks_in_the_clear_fails(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, mail=FROM, more=smtp("127.0.0.1", office, "smtps"))
    released(house)
    assert "TLS: " in send(house, code=4)
    assert states(house) == {RELEASED: "failed"}


@pytest.mark.parametrize("how", ["password", "command"])
def test_3_a_login_that_is_refused_and_one_that_is_not(
    tmp_path: Path, certificate: Certificate, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))
    with Office(starttls=certificate, login=True) as office:
        house = a_house(tmp_path, office.port)
        released(house)
        assert "sender: 530 5.7.0 Authentication required" in send(house, code=4)
        monkeypatch.setenv(post.USER, "dana")
        monkeypatch.setenv(post.PASSWORD, f"not-{PASSWORD}")
        assert "login: 535 5.7.8 Authentication credentials invalid" in send(house, code=4)
        assert (states(house), stands(house), office.taken) == ({RELEASED: "failed"}, True, [])
        monkeypatch.delenv(post.PASSWORD)
        monkeypatch.setenv(*((post.PASSWORD, PASSWORD) if how == "password" else (post.COMMAND, f"echo {PASSWORD}")))
        send(house)
        assert (states(house), len(office.taken)) == ({RELEASED: "sent"}, 1)
        assert (office.tried[-1].login, office.tried[-1].password) == (b"dana", PASSWORD.encode())


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_3_a_login_over_tls_from_the_first_word_on(
    tmp_path: Path, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))
    monkeypatch.setenv(post.USER, "dana")
    monkeypatch.setenv(post.PASSWORD, PASSWORD)
    with Office(host="127.0.0.2", tls=certificate, login=True) as office:
        house = a_house(tmp_path, mail=FROM, more=smtp("127.0.0.2", office, "smtps"))
        released(house)
        send(house)
        assert (len(office.tried), len(office.taken)) == (1, 1)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("sender", "sender: 550 5.1.8 we do not know you"),
        ("recipient", "recipient: robin@example.com: 550 5.1.1 no such person"),
        ("data", "data: 554 5.7.1 this is spam"),
    ],
)
def test_4_5_6_a_refusal_leaves_it_failed_and_a_second_try_sends_it_once(tmp_path: Path, step: str, said: str) -> None:
    with Office({step: said.rpartition(": ")[2]}) as office:
        house = a_house(tmp_path, office.port, emails=BOTH)
        released(house)
        assert said in send(house, code=4)
        assert (states(house), stands(house), office.taken) == ({RELEASED: "failed"}, True, [])
        assert said in send(house, RELEASED, code=4)
        office.fails.clear()
        send(house)
        assert (states(house), len(office.taken)) == ({RELEASED: "sent"}, 1)


def test_7_a_line_that_breaks_after_the_message_leaves_it_unknown_and_nothing_sends_it_again_unasked(
    tmp_path: Path,
) -> None:
    with Office({"drop": "yes"}) as office:
        house = a_house(tmp_path, office.port)
        released(house)
        said = send(house, code=4)
        assert "this message may have arrived, or may not: data: the line was cut before the server answered" in said
        assert f"ressio outbox send --again {RELEASED}" in said
        assert (states(house), stands(house), len(office.taken)) == ({RELEASED: "unknown"}, True, 1)
        office.fails.clear()
        assert "may have arrived, or may not; --again" in send(house)
        assert "there is nothing to send" in send(house, "-y")
        assert "[message.arrived]" in send(house, RELEASED, code=3)
        assert (states(house), len(office.taken)) == ({RELEASED: "unknown"}, 1)
        send(house, "--again", RELEASED)
        assert (states(house), len(office.taken)) == ({RELEASED: "sent"}, 2)
        first, second = office.messages
        assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.parametrize(("answered", "copies"), [("n\n", 1), ("\n", 1), ("y\n", 2)])
def test_7_a_person_is_asked_before_a_second_copy_and_no_is_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answered: str, copies: int
) -> None:
    with Office({"drop": "yes"}) as office:
        house = a_house(tmp_path, office.port)
        released(house)
        send(house, code=4)
        office.fails.clear()
        monkeypatch.setattr(session, "_at_terminal", lambda: True)
        assert "may have arrived, or may not. Send it again? [y/N]" in send(house, stdin=answered)
        assert len(office.taken) == copies
        assert states(house) == {RELEASED: "sent" if copies == 2 else "unknown"}


def two_invoices(root: Path, port: int) -> House:
    """A house with two invoices, each with a message that waits."""
    house = a_house(root, port)
    released(house)
    for words in (("invoice", "new", "--item", "Fee=10", "--id", "fee"), ("release", "fee")):
        assert ressio(house, *words).code == 0
    return house


FEE = "2026-03-31-INV-0002-released"


def test_one_that_fails_keeps_no_other_back(tmp_path: Path, office: Office) -> None:
    house = two_invoices(tmp_path, office.port)
    house.put(f"outbox/{RELEASED}.yaml", "invoice: INV-0001\nkind: release\nqueued: 2026-03-31\n")
    found = ressio(house, "outbox", "send", "--json")
    assert [(one["name"], one["state"]) for one in found.json["messages"]] == [(FEE, "sent"), (RELEASED, "queued")]
    [problem] = found.json["problems"]
    assert (problem["code"], problem["file"], problem["line"]) == ("field.choice", f"outbox/{RELEASED}.yaml", 2)
    assert found.code == 1, "the one that is left has a file that cannot be read"
    assert states(house) == {RELEASED: "queued", FEE: "sent"}


def test_nobody_is_called_twice_when_nobody_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = two_invoices(tmp_path, free_port())
    calls: list[object] = []
    call = post.call
    monkeypatch.setattr(post, "call", lambda *to: (calls.append(to), call(*to))[1])
    found = ressio(house, "outbox", "send", "--json").json
    assert [problem["code"] for problem in found["problems"]] == ["mail.failed", "mail.failed"]
    assert (len(calls), set(states(house).values())) == (1, {"failed"})


def test_a_message_goes_from_and_to_whom_the_settings_name_when_it_is_sent(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    house.swap("ressio.toml", 'emails = ["dana@example.com"]', 'emails = ["dana@new.example.com"]')
    house.swap("ressio.toml", "billing@example.com", "office@example.com")
    send(house)
    [envelope] = office.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("office@example.com", ["dana@new.example.com"])


def test_a_client_without_an_address_gets_nothing_and_the_message_waits(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    house.swap("ressio.toml", 'emails = ["dana@example.com"]', "emails = []")
    assert "the client has no e-mail address [mail.nobody]" in send(house, code=3)
    assert (office.taken, states(house)) == ([], {RELEASED: "queued"})


def test_one_that_waits_though_it_was_sent_is_left(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    queued = (house.root / f"outbox/{RELEASED}.yaml").read_bytes()
    send(house)
    (house.root / f"outbox/{RELEASED}.yaml").write_bytes(queued)
    assert "[message.twice]" in send(house)
    assert "[message.twice]" in send(house, RELEASED, code=3)
    assert len(office.taken) == 1


def test_a_reminder_of_what_is_paid_meanwhile_is_dropped(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house, "--no-notify")
    house.today = "2026-06-01"
    assert ressio(house, "remind").code == 0
    assert ressio(house, "pay", "1").code == 0
    dropped = "2026-06-01-INV-0001-reminder-21 would be dropped: nothing is overdue on INV-0001"
    assert dropped in send(house, "-n")
    assert dropped.replace("would be", "is") in send(house)
    assert (office.taken, states(house)) == ([], {})


def test_a_round_that_is_refused_drops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = two_invoices(tmp_path, 1)
    house.put("outbox/more.yaml", "invoice: INV-0001\nkind: copy\nqueued: 2026-03-31\n")
    house.swap("ressio.toml", 'smtp = "smtp://localhost:1"\n', "")
    before = house.files()
    assert "[mail.no-server]" in send(house, code=3)
    assert house.files() == before


def test_a_message_about_an_invoice_that_is_gone_is_not_sent(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    (house.root / "invoices/INV-0001.yaml").unlink()
    assert "this message cannot be sent: there is no invoice INV-0001 [message.lost]" in send(house, code=3)
    assert (office.taken, states(house)) == ([], {RELEASED: "queued"})


def test_figures_that_were_not_released_are_not_sent_to_the_client(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    house.swap("invoices/INV-0001.yaml", "total: 5000.00", "total: 50000.00")
    assert "[invoice.seal-broken]" in send(house, code=3)
    assert "cannot be made: " in ressio(house, "outbox").out
    assert ressio(house, "outbox", "show", RELEASED, "--raw").code == 3
    assert ressio(house, "outbox", "mark-sent", RELEASED).code == 3
    assert (office.taken, states(house)) == ([], {RELEASED: "queued"})
    assert ressio(house, "outbox", "drop", RELEASED).code == 0
    assert ressio(house, "outbox", "new", "1").code == 3
    assert ressio(house, "void", "1", "--reason", "Wrong").code == 0
    assert ressio(house, "outbox", "new", "1", "--send").code == 0, "that it is void is true"
    assert len(office.taken) == 1


def test_a_message_whose_paper_cannot_be_drawn_waits(tmp_path: Path, office: Office) -> None:
    """An invoice of version 0.1 prints the logo of today, which cannot be read."""
    house = a_house(tmp_path, office.port)
    released(house)
    house.put("invoices/INV-0001.yaml", of_version_0_1(house.text("invoices/INV-0001.yaml")))
    house.swap("ressio.toml", "[mail]", '[company]\nlogo = "attachments/logo.png"\n\n[mail]')
    assert "[logo.missing]" in send(house, code=3)
    assert (office.taken, states(house)) == ([], {RELEASED: "queued"})


def test_a_letterhead_that_went_bad_since_does_not_stop_the_paper_that_was_issued(
    tmp_path: Path, office: Office
) -> None:
    house = a_house(tmp_path, office.port, top='[company]\nname = "Alder"')
    released(house)
    house.swap("ressio.toml", "[company]\n", '[company]\nlogo = "attachments/gone.png"\n')
    send(house)
    assert len(office.taken) == 1


def test_a_logo_that_is_gone_by_then_keeps_no_message_back(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port, top='[company]\nlogo = "logo.png"')
    picture = io.BytesIO()
    Image.new("RGB", (40, 10), "red").save(picture, "PNG")
    house.put("logo.png", picture.getvalue())
    released(house)
    (house.root / "logo.png").unlink()
    assert "printed without a logo" in send(house)
    assert (len(office.taken), states(house)) == (1, {RELEASED: "sent"})


@pytest.mark.parametrize(("kind", "why"), [("released", "INV-0001 is void"), ("void", "INV-0001 is not void")])
def test_a_message_that_is_not_true_any_more_is_dropped(tmp_path: Path, office: Office, kind: str, why: str) -> None:
    """As after files of two branches were put together by hand."""
    house = a_house(tmp_path, office.port)
    released(house, "--no-notify")
    if kind == "released":
        assert ressio(house, "void", "1", "--reason", "Wrong").code == 0
    house.put(f"outbox/x-{kind}.yaml", f"invoice: INV-0001\nkind: {kind}\nqueued: 2026-03-31\n")
    shown = ressio(house, "outbox", "show", f"x-{kind}").out
    assert f"Note: dropped when sent: {why}\n" in shown
    assert f"x-{kind} is dropped: {why}" in send(house)
    assert (office.taken, states(house)) == ([], {})


def test_of_several_messages_about_an_invoice_as_it_stands_only_the_first_is_sent(
    tmp_path: Path, office: Office
) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    house.put("outbox/more.yaml", "invoice: INV-0001\nkind: copy\nqueued: 2026-03-31\n")
    assert "more is dropped: another message tells of INV-0001" in send(house)
    assert (len(office.taken), states(house)) == (1, {RELEASED: "sent"})


def test_an_invoice_or_a_void_that_is_dated_later_is_told_as_it_stands_then(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    assert ressio(house, "outbox", "send", today="2026-03-30").code == 0
    assert ressio(house, "void", "1", "--reason", "Wrong").code == 0
    assert ressio(house, "outbox", "send", today="2026-03-30").code == 0
    first, second = office.messages
    assert "Balance due  5,000.00" in body(first) and "is void: please pay nothing on it" in body(second)


def test_a_payment_that_is_dated_later_is_not_told_yet(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    assert ressio(house, "pay", "1", "1000", today="2026-05-10").code == 0
    assert ressio(house, "outbox", "send", today="2026-05-09").code == 0
    assert "Balance due  5,000.00" in body(office.messages[0])


def test_what_was_sent_stays_as_it_was_when_it_is_sent_once_more(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    send(house)
    kept = (house.root / f"outbox/sent/{RELEASED}.eml").read_bytes()
    assert ressio(house, "pay", "1", "1000").code == 0
    send(house, "--again", RELEASED)
    copy = "2026-03-31-INV-0001-copy"
    assert states(house) == {RELEASED: "sent", copy: "sent"}
    assert (house.root / f"outbox/sent/{RELEASED}.eml").read_bytes() == kept
    assert "Balance due" in body(office.messages[1]) and "4,000.00" in body(office.messages[1])


def test_a_message_of_unknown_fate_that_would_say_something_else_by_now_is_another_one(tmp_path: Path) -> None:
    with Office({"drop": "yes"}) as office:
        house = a_house(tmp_path, office.port)
        released(house)
        send(house, code=4)
        assert ressio(house, "pay", "1", "1000").code == 0
        office.fails.clear()
        send(house, "--again", RELEASED)
        first, second = office.messages
        assert first["Message-ID"] != second["Message-ID"], "or a mail program might show only the first"
        assert ("5,000.00" in body(first), "4,000.00" in body(second)) == (True, True)
        assert states(house) == {RELEASED: "sent"}


def test_a_second_try_of_a_message_of_unknown_fate_that_fails_leaves_it_unknown(tmp_path: Path) -> None:
    with Office({"drop": "yes"}) as office:
        house = a_house(tmp_path, office.port)
        released(house)
        send(house, code=4)
        office.fails.clear()
        for step in ("sender", "data"):
            office.fails[step] = "550 no"
            assert "may have arrived, or may not" in send(house, "--again", RELEASED, code=4)
            assert states(house) == {RELEASED: "unknown"}
            office.fails.clear()


def test_an_invoice_that_cannot_be_written_is_told_and_the_message_counts_as_sent(
    tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    monkeypatch.setattr(disk, "calls", _NoInvoices())
    said = send(house)
    assert "note: that the client was notified stands in the outbox, not in INV-0001: " in said
    assert (states(house), len(office.taken)) == ({RELEASED: "sent"}, 1)
    monkeypatch.undo()
    assert ressio(house, "void", "1", "--reason", "Wrong").code == 0
    assert states(house) == {RELEASED: "sent", "2026-03-31-INV-0001-void": "queued"}, "the outbox knows"


class _NoInvoices(Calls):
    """A disk on which no invoice can be written."""

    def open_new(self, path: str) -> int:
        if "/invoices/" in path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return super().open_new(path)


# Secrets.


def test_a_password_goes_nowhere_but_to_the_server(
    tmp_path: Path, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Searched for in everything that is said and written, at every step that fails, in every form it is sent in."""
    from base64 import b64encode

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))
    monkeypatch.setenv(post.USER, "dana")
    monkeypatch.setenv(post.PASSWORD, PASSWORD)
    forms = [PASSWORD, *(b64encode(form.encode()).decode() for form in (PASSWORD, f"\0dana\0{PASSWORD}"))]
    told = []
    for step in ("sender", "recipient", "data", "drop", ""):
        repeats = f"550 you said {' '.join(forms)}"
        with Office({step: repeats}, starttls=certificate, login=True) as office:
            house = a_house(tmp_path / (step or "none"), office.port, emails=BOTH)
            released(house)
            told += [send(house, code=4 if step else 0), ressio(house, "outbox", "--json").out, repr(house.files())]
            told.append(send(house, "--debug", code=0 if step in ("", "drop") else 4))
    assert len(told) == 20
    assert not [text for text in told for form in forms if form in text]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_password_is_never_sent_in_the_clear_but_to_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(post.USER, "dana")
    monkeypatch.setenv(post.PASSWORD, PASSWORD)
    with Office(host="127.0.0.2", login=True, clear_login=True) as office:
        house = a_house(tmp_path / "far", mail=FROM, more=f'{smtp("127.0.0.2", office)}plain = "127.0.0.2"\n')
        released(house)
        assert "login: a password is not sent to 127.0.0.2 in the clear" in send(house, code=4)
        assert (office.tried, states(house)) == ([], {RELEASED: "failed"})
    with Office(login=True, clear_login=True) as office:
        house = a_house(tmp_path / "here", office.port)
        released(house)
        send(house)
        assert len(office.taken) == 1


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({post.USER: "dana"}, "RESSIO_SMTP_PASSWORD or RESSIO_SMTP_PASSWORD_COMMAND is missing"),
        ({post.PASSWORD: PASSWORD}, "RESSIO_SMTP_USER is missing"),
        ({post.USER: "dana", post.COMMAND: "no-such-command"}, "did not run (FileNotFoundError)"),
        ({post.USER: "dana", post.COMMAND: "false"}, "printed no password (exit 1)"),
        ({post.USER: "dana", post.COMMAND: "'unclosed"}, "did not run (ValueError)"),
        ({post.USER: "dana", post.COMMAND: "echo pässword"}, "has signs outside ASCII"),
    ],
)
def test_half_a_login_is_refused_before_anybody_is_called(
    tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch, env: dict[str, str], said: str
) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert said in (told := send(house, code=4)) and "[mail.password]" in told
    assert (states(house), office.taken) == ({RELEASED: "queued"}, [])


def test_nothing_that_a_project_says_is_run_or_logs_in(
    tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command is not found in the project, and a password in its settings is refused."""
    house = a_house(tmp_path, office.port)
    released(house)
    house.put("pw", "#!/bin/sh\ntouch ran\necho x\n")
    (house.root / "pw").chmod(0o755)
    monkeypatch.chdir(house.root)
    monkeypatch.setenv(post.USER, "dana")
    monkeypatch.setenv(post.COMMAND, "./pw")
    assert "[mail.password]" in send(house, code=4)
    assert not (house.root / "ran").exists()
    monkeypatch.delenv(post.USER)
    house.swap("ressio.toml", "smtp://localhost", f"smtp://dana:{PASSWORD}@localhost")
    said = send(house, code=3)
    assert "[mail.credentials]" in said and PASSWORD not in said


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://mail.example.com", ("mail.example.com", 465, True, False)),
        ("smtp://mail.example.com", ("mail.example.com", 587, False, False)),
        ("smtp://relay.lan", ("relay.lan", 587, False, True)),
        ("smtp://localhost", ("localhost", 25, False, True)),
        ("smtp://[::1]:1025/", ("::1", 1025, False, True)),
        ("smtp://LOCALHOST.example.com:25", ("LOCALHOST.example.com", 25, False, False)),
    ],
)
def test_which_server_is_meant(url: str, server: tuple[object, ...]) -> None:
    from ressio_cli.model.problem import NOWHERE

    found = post.server(url, "relay.lan", NOWHERE)
    assert (found.host, found.port, found.tls, found.plain) == server


@pytest.mark.parametrize(
    "url", ["smtp://", "smtp://a b", "smtp://x:0", "smtp://x:65536", "smtp://x/path", "smtp://x?y"]
)
def test_what_is_no_server(url: str) -> None:
    from ressio_cli.model.problem import NOWHERE, Refused

    with pytest.raises(Refused, match="is no server"):
        post.server(url, "", NOWHERE)


def test_what_was_sent_reads_as_what_was_queued(tmp_path: Path, office: Office) -> None:
    house = a_house(tmp_path, office.port)
    released(house)
    send(house)
    [sent], kept = office.messages, read((house.root / f"outbox/sent/{RELEASED}.eml").read_bytes())
    assert sent.items() == kept.items()
