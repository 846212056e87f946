"""A mail server on loopback that fails where it is told to, and a project whose client has e-mail."""

from __future__ import annotations

import io
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cli.house import Answer, House, fixed, quiet_run, raw
from pypdf import PdfReader

MAIL = '[mail]\nfrom = "billing@example.com"\nsmtp = "smtp://localhost:{port}"\n'
RELEASED = "2026-03-31-INV-0001-released"
PASSWORD = "canary-Gj7-password"


@dataclass(frozen=True)
class Certificate:
    """The two files of a certificate."""

    file: Path
    key: Path

    @property
    def context(self) -> ssl.SSLContext:
        """What a server needs of it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file, self.key)
        return context


class Office(Controller):
    """A server. `fails` maps a step (sender, recipient, data, drop) to what it says there; `taken` is its mail.

    `drop` closes the line once the whole message was taken; `silence` before anything of it was answered.
    """

    def __init__(
        self, fails: Mapping[str, str] | None = None, *, host: str = "127.0.0.1", tls: Certificate | None = None,
        starttls: Certificate | None = None, login: bool = False, clear_login: bool = False,
    ) -> None:  # fmt: skip
        self.fails = dict(fails or {})
        self.taken: list[Envelope] = []
        self.tried: list[LoginPassword] = []
        more: dict[str, Any] = {"tls_context": starttls.context} if starttls else {}
        if login:
            more |= {"authenticator": self.login, "auth_required": True, "auth_require_tls": not (clear_login or tls)}
        super().__init__(
            self, hostname=host, port=free_port(host), ssl_context=tls.context if tls else None, server_hostname="test",
            **more,
        )  # fmt: skip

    def __enter__(self) -> Office:
        self.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self.stop()

    def _trigger_server(self) -> None:
        """The library calls its own server once to see that it is there; it need not trust it."""
        line = socket.create_connection((self.hostname, self.port), 5)
        if self.ssl_context:
            trusting = ssl.create_default_context()
            trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
            line = trusting.wrap_socket(line)
        with line:
            line.recv(1024)

    def login(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, told: object) -> AuthResult:
        assert isinstance(told, LoginPassword)
        self.tried.append(told)
        return AuthResult(success=told.password == PASSWORD.encode(), handled=False)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "sender" in self.fails:
            return self.fails["sender"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "recipient" in self.fails and address.startswith("robin"):
            return self.fails["recipient"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if "data" in self.fails:
            return self.fails["data"]
        self.taken.append(envelope)
        if "drop" in self.fails:
            assert server.transport
            server.transport.abort()
        return "250 OK"

    @property
    def messages(self) -> list[EmailMessage]:
        """What was taken, as any mail program reads it."""
        return [read(bytes(envelope.content or b"")) for envelope in self.taken]


def free_port(host: str = "127.0.0.1") -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind((host, 0))
        return int(found.getsockname()[1])


def read(data: bytes) -> EmailMessage:
    """A message by the standard library."""
    found = message_from_bytes(data, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def a_house(root: Path, port: int = 1, *, emails: str = '["dana@example.com"]', mail: str = MAIL, more: str = "",
            top: str = "") -> House:  # fmt: skip
    """A job with an invoice drafted, whose client has e-mail. `more` is added to [mail], `top` before it."""
    settings = f"emails = {emails}\n{top}\n{mail.replace('{port}', str(port))}{more}"
    house = fixed(root, "id: A1, name: Slab, cost: 8000.00, price: 10000.00", more=settings)
    house.today = "2026-03-31"
    assert house.run("invoice", "new", "--percent", "A1=50", "--title", "March progress").code == 0
    return house


def ressio(house: House, *words: str, today: str = "", stdin: str = "") -> Answer:
    """One command line, whatever its exit; never a traceback."""
    answer = quiet_run(["-C", str(house.root), *words], today or house.today, stdin)
    assert "Traceback" not in answer.out + answer.err
    assert answer.code != 70, answer
    return answer


def released(house: House, *words: str) -> Answer:
    """The draft, released."""
    answer = ressio(house, "release", "march-progress", *words)
    assert answer.code == 0, answer
    return answer


def states(house: House) -> dict[str, str]:
    """The state of every message by its name, from the folders alone."""
    folder = house.root / "outbox"
    files = sorted(file for file in folder.rglob("*") if file.suffix in (".yaml", ".eml")) if folder.is_dir() else []
    return {file.stem: "queued" if file.parent.name == "outbox" else file.parent.name for file in files}


def preview(house: House, name: str, today: str = "") -> EmailMessage:
    """A message that waits, as it would be sent now."""
    return read(raw(["-C", str(house.root), "outbox", "show", name, "--raw"], today or house.today))


def body(message: EmailMessage) -> str:
    """The text of a message."""
    part = message.get_body(("plain",))
    assert part
    return str(part.get_content())


def paper(message: EmailMessage) -> str:
    """The text of the PDF that goes with a message."""
    [pdf] = message.iter_attachments()
    reader = PdfReader(io.BytesIO(pdf.get_content()))
    return "\n".join(page.extract_text() for page in reader.pages)


def process(house: House, *words: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """One command line in a process of its own, which can be killed."""
    return subprocess.Popen(
        [sys.executable, "-m", "ressio_cli", "-C", str(house.root), *words],
        env={**os.environ, "RESSIO_TODAY": house.today, **(env or {})},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
