"""The post: a message handed to a mail server, one step at a time, so that at any moment it is known how far it got.

Room: files.  Problems: mail.no-server, mail.credentials, mail.password.

Steps: connect, TLS, login, sender, recipient, data. Up to the last one nothing was sent. Certificates are always
verified; words go in the clear only to this machine, or to a server that the settings name; a password only to this
machine. The user and the password come from the environment, never from a project.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import field
from typing import TYPE_CHECKING

from ressio_cli.model.problem import Origin, refused, trouble
from ressio_cli.model.record import dataclass

if TYPE_CHECKING:
    from smtplib import SMTP
    from ssl import SSLContext

USER, PASSWORD, COMMAND = "RESSIO_SMTP_USER", "RESSIO_SMTP_PASSWORD", "RESSIO_SMTP_PASSWORD_COMMAND"
PATIENCE = 30  # seconds for each word of the server
HERE = ("localhost", "127.0.0.1", "::1")

_OURS = "[127.0.0.1]"  # how we greet: the name of this machine is nobody's business
_ANSWER = 60  # seconds for the command that prints the password
_SHOWN = 200
_PARTS = re.compile(r"(smtps?)://(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?/?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where mail is handed over. `tls`: from the first word on; `plain`: it may also be spoken to in the clear."""

    host: str
    port: int
    tls: bool
    plain: bool

    @property
    def here(self) -> bool:
        """It is this machine."""
        return self.host.lower() in HERE


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who logs in. Never shown: neither in words nor in a traceback."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The password in every form in which a server might repeat it."""
        forms = (f"\0{self.user}\0{self.password}", self.password)
        return (*(b64encode(form.encode()).decode() for form in forms), self.password) if self.password else ()


class Undelivered(Exception):
    """A step failed. `known`: the message was surely not taken; else nobody here can tell."""

    def __init__(self, step: str, said: str, known: bool = True) -> None:
        self.step, self.said, self.known = step, said, known
        super().__init__(f"{step}: {said}")


def server(url: str, plain: str, origin: Origin) -> Server:
    """The server of the settings."""
    if not url:
        hint = 'smtp = "smtps://mail.example.com" under [mail] in ressio.toml'
        raise refused("mail.no-server", "no mail server is named", hint, Origin(origin.file))
    if "@" in url:
        hint = f"take them out; {USER} and {PASSWORD} in the environment say them"
        raise refused("mail.credentials", "mail.smtp holds a user or a password", hint, Origin(origin.file))
    found = _PARTS.fullmatch(url)
    if not found or int(found[4] or 1) not in range(1, 65536):
        raise refused("mail.no-server", "mail.smtp is no server", "smtps://mail.example.com:465", origin)
    host, tls = found[2] or found[3], found[1] == "smtps"
    here = host.lower() in HERE
    usual = 465 if tls else 25 if here else 587
    return Server(host=host, port=int(found[4] or usual), tls=tls, plain=here or host.lower() == plain.lower())


def credentials(env: Mapping[str, str]) -> Credentials:
    """Who logs in: from the environment, or the password from a command that the environment names."""
    user, password, command = (env.get(name, "") for name in (USER, PASSWORD, COMMAND))
    if user and not password and command:
        password = _answer(command)
    if bool(user) != bool(password):
        missing = f"{PASSWORD} or {COMMAND}" if user else USER
        raise trouble("mail.password", f"the environment says only half of who logs in: {missing} is missing", "set it")
    if not (user + password).isascii():
        raise trouble("mail.password", f"{USER} or {PASSWORD} has signs outside ASCII", "use others")
    return Credentials(user, password)


def _answer(command: str) -> str:
    """The first line a command prints. It runs without a shell, away from the project, and is never repeated here."""
    hint = f"try the command of {COMMAND} by itself"
    try:
        words = shlex.split(command)
        done = subprocess.run(
            words, cwd=os.path.expanduser("~"), stdout=subprocess.PIPE, timeout=_ANSWER, check=False
        )  # fmt: skip
    except (OSError, ValueError, IndexError, subprocess.TimeoutExpired) as error:
        raise trouble("mail.password", f"{COMMAND} did not run ({type(error).__name__})", hint) from None
    line = done.stdout.split(b"\n", 1)[0].rstrip(b"\r").decode("utf-8", "replace")
    if done.returncode or not line:
        raise trouble("mail.password", f"{COMMAND} printed no password (exit {done.returncode})", hint)
    return line


class Line:
    """An open line to a server, logged in."""

    def __init__(self, smtp: SMTP, secrets: tuple[str, ...]) -> None:
        self._smtp, self._secrets = smtp, secrets

    def offer(self, sender: str, recipients: Sequence[str]) -> None:
        """Say who it is from and for. If the server will not have one of them, nobody gets it."""
        with _step("sender", self._secrets):
            _accepted(self._smtp.mail(sender), "sender", self._secrets)
        for recipient in recipients:
            with _step("recipient", self._secrets):
                _accepted(self._smtp.rcpt(recipient), "recipient", self._secrets, f"{recipient}: ")

    def hand_over(self, data: bytes) -> None:
        """Give the message itself. Unless the server says that it took it, or that it did not, it is not known."""
        from smtplib import SMTPDataError

        try:
            code, said = self._smtp.data(data)
        except SMTPDataError as error:
            raise Undelivered("data", _reply(error.smtp_code, error.smtp_error, self._secrets)) from None
        except OSError as error:
            said_by_us = f"the line was cut before the server answered ({_why(error)})"
            raise Undelivered("data", said_by_us, known=False) from None
        if not 200 <= code < 300:
            raise Undelivered("data", _reply(code, said, self._secrets), known=400 <= code < 600)

    def again(self) -> None:
        """Forget the message that was offered, so that another can be."""
        with _step("sender", self._secrets):
            _accepted(self._smtp.rset(), "sender", self._secrets)

    def close(self) -> None:
        """Say goodbye; how that ends does not matter."""
        with suppress(OSError):
            self._smtp.quit()
        self._smtp.close()


def call(to: Server, who: Credentials) -> Line:
    """Open a line: connect, turn TLS on, log in."""
    smtp = _connected(to)
    try:
        secure = _secured(smtp, to)
        if who.user:
            if not secure and not to.here:
                raise Undelivered("login", f"a password is not sent to {to.host} in the clear")
            with _step("login", who.secrets):
                smtp.login(who.user, who.password)
    except BaseException:
        smtp.close()
        raise
    return Line(smtp, who.secrets)


def _connected(to: Server) -> SMTP:
    import smtplib

    where = f"{to.host}:{to.port}"
    with _step("TLS" if to.tls else "connect", where=where):
        if to.tls:
            return smtplib.SMTP_SSL(to.host, to.port, local_hostname=_OURS, timeout=PATIENCE, context=_context())
        return smtplib.SMTP(to.host, to.port, local_hostname=_OURS, timeout=PATIENCE)


def _secured(smtp: SMTP, to: Server) -> bool:
    """Greet; whether the line is encrypted now. Refused where it is not and may not be in the clear."""
    with _step("connect", where=f"{to.host}:{to.port}"):
        _accepted(smtp.ehlo(), "connect")
    if to.tls:
        return True
    if not smtp.has_extn("starttls"):
        if not to.plain:
            raise Undelivered("TLS", f"{to.host} offers no TLS; mail.plain = {to.host!r} would allow that")
        return False
    with _step("TLS", where=f"{to.host}:{to.port}"):
        _accepted(smtp.starttls(context=_context()), "TLS")
        _accepted(smtp.ehlo(), "TLS")
    return True


def _context() -> SSLContext:
    import ssl

    return ssl.create_default_context()


@contextmanager
def _step(step: str, secrets: tuple[str, ...] = (), where: str = "") -> Iterator[None]:
    """Whatever goes wrong in a step, said as that; no library's own words about what was sent."""
    from smtplib import SMTPException, SMTPResponseException

    try:
        yield
    except SMTPResponseException as error:
        raise Undelivered(step, _reply(error.smtp_code, error.smtp_error, secrets)) from None
    except SMTPException as error:
        raise Undelivered(step, _why(error)) from None
    except (OSError, ValueError) as error:
        raise Undelivered(_tls_or(step, error), f"{where}: {_why(error)}" if where else _why(error)) from None


def _tls_or(step: str, error: Exception) -> str:
    """With TLS from the first word on, a line that never came about is no matter of TLS."""
    import ssl

    return step if isinstance(error, ssl.SSLError) or step != "TLS" else "connect"


def _accepted(answer: tuple[int, bytes], step: str, secrets: tuple[str, ...] = (), whom: str = "") -> None:
    code, said = answer
    if not 200 <= code < 300:
        raise Undelivered(step, whom + _reply(code, said, secrets))


def _reply(code: int, said: bytes | str, secrets: tuple[str, ...]) -> str:
    """What a server said, on one line, without the password should it repeat it."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    for secret in secrets:
        words = words.replace(secret, "…")
    return f"{code} {' '.join(words.split())}"[:_SHOWN].strip()


def _why(error: Exception) -> str:
    import ssl

    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate is not trusted: {error.verify_message}"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    said = {"SMTPServerDisconnected": "the server closed the line", "SMTPNotSupportedError": "the server has no login"}
    if type(error).__name__ in said:
        return said[type(error).__name__]
    return str(getattr(error, "strerror", None) or getattr(error, "reason", None) or type(error).__name__)
