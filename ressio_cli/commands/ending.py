"""How a run ends when it does not end well: problems told, in words or as one object, and the exit code.

Room: commands.  Problems: usage, bug, output.not-written.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ressio_cli import __version__
from ressio_cli.commands.session import Session, excerpts
from ressio_cli.files.troubles import unforeseen
from ressio_cli.model.problem import Problem, Stop
from ressio_cli.views import json_out, say, terminal

BUG = 70
INTERRUPTED = 130
_RECEIVING = frozenset({"pay", "payment", "credit", "write-off"})  # commands with an amount that is never negative
PIPE_CLOSED = 141  # as the shell says of a program that lost its reader


def begin() -> None:
    """Make standard output and error safe for any character."""
    terminal.steady()


def flushed() -> None:
    """Write out what is still held back, so that a full disk or a closed pipe is found before the end."""
    terminal.flush()


def stopped(stop: Stop, words: Sequence[str], session: Session | None = None) -> int:
    """The problems of a stop."""
    _tell(stop.problems, words, session)
    return stop.exit_code


def failed(error: OSError, words: Sequence[str], session: Session | None = None) -> int:
    """Tell a failure of the system that no step of the command expected."""
    return stopped(unforeseen(error), words, session)


def misused(message: str, words: Sequence[str], hint: str = "") -> int:
    """A wrong command line."""
    number = re.search(r"No such option: (-[0-9][^ ]*)", message)
    if number and _RECEIVING & set(words):
        message = f"{number[1]} is not above zero: amounts of money are typed without a sign"
        back = "money sent back to the client: ressio payment refund, or ressio credit refund"
        hint = "leave out the sign" if "refund" in words else back
    elif number:
        hint = "a negative amount needs -- before it: ressio … -- -500.00"
    _tell([Problem("usage", message, hint=hint)], words)
    return 2


def helped(text: str, words: Sequence[str]) -> int:
    """A command line without a command: the help, where a person asked."""
    if wants_json(words):
        return misused("a command is missing", words, "ressio --help")
    terminal.complain(f"{text}\n")
    return 2


def closed() -> int:
    """Whoever read our output has gone."""
    terminal.hush()
    return PIPE_CLOSED


def crashed(bug: Exception, words: Sequence[str]) -> int:
    """A bug: one line and a saved report, the traceback only with `--debug`. No local values anywhere."""
    import traceback

    lines = "".join(traceback.TracebackException.from_exception(bug, capture_locals=False).format())
    saved = _report(lines)
    where = f"; a report is in {saved}" if saved else ""
    if "--debug" in words:
        terminal.complain(lines)
    _tell([Problem("bug", f"this is a bug in ressio ({type(bug).__name__}){where}")], words)
    return BUG


def wants_json(words: Sequence[str]) -> bool:
    """`--json` stands on the command line, before any `--`."""
    return "--json" in (words[: words.index("--")] if "--" in words else words)


def _tell(problems: Sequence[Problem], words: Sequence[str], session: Session | None = None) -> None:
    if wants_json(words):
        terminal.write(json_out.dump(json_out.problems(problems)))
        return
    if session:
        problems = [problem for problem in problems if problem not in session.told]
    start = session.start if session else Path()
    color = session.color if session else "auto"
    tty = sys.stderr is not None and sys.stderr.isatty()
    say.print_problems(problems, excerpts(start), terminal.look(color, os.environ, tty))


def _report(lines: str) -> str:
    """Save what happened in the system's temporary folder, readable by this person only; answer where."""
    import platform
    import tempfile

    with suppress(OSError):
        handle, name = tempfile.mkstemp(prefix="ressio-bug-", suffix=".txt", text=True)
        with open(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"ressio {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n{lines}")
        return name
    return ""
