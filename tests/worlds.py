"""Worlds in which a problem code arises that no folder can hold by itself: one function per code.

Each is entered in a copy of the code's folder, before its command is run there, and left afterwards.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from ressio_cli.commands import session
from ressio_cli.files import disk, lock
from ressio_cli.files.calls import Calls

World = Callable[[Path, pytest.MonkeyPatch], Any]


class _Full(Calls):
    """A disk on which there is no room for another byte."""

    def write(self, handle: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class _Meanwhile(Calls):
    """While a command writes, somebody else does something."""

    def __init__(self, deed: Callable[[], object]) -> None:
        self.deed = deed

    def open_new(self, path: str) -> int:
        self.deed()
        return super().open_new(path)


def _full(root: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(disk, "calls", _Full())


def _changed(root: Path, patch: pytest.MonkeyPatch) -> None:
    """Another program saves the budget while ours is written."""
    text = (root / "budget.yaml").read_bytes()
    patch.setattr(disk, "calls", _Meanwhile(lambda: (root / "budget.yaml").write_bytes(text + b"# saved just now\n")))


def _exists(root: Path, patch: pytest.MonkeyPatch) -> None:
    """`git pull` brings a file of the same name while ours is written."""
    patch.setattr(disk, "calls", _Meanwhile(lambda: (root / "changes" / "CO-001.yaml").write_bytes(b"theirs\n")))


def _outside(root: Path, patch: pytest.MonkeyPatch) -> None:
    """The folder of attachments is a link out of the project."""
    (root.parent / "elsewhere").mkdir()
    (root / "attachments").symlink_to(root.parent / "elsewhere")


@contextmanager
def _held(root: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another command is at work and does not end."""
    patch.setattr(lock, "_holder", lambda handle: " (process 1234)")
    patch.setattr(lock, "PATIENCE", 0.1)
    with lock.locked(root, print):
        yield


def _bug(root: Path, patch: pytest.MonkeyPatch) -> None:
    """A mistake in the program, and a report of it in a known place."""

    def mistaken(start: Path) -> Path:
        raise ZeroDivisionError

    patch.setattr("ressio_cli.commands.job.find_root", mistaken)
    patch.setattr("ressio_cli.commands.ending._report", lambda lines: "/tmp/ressio-bug-1.txt")


@contextmanager
def _full_output(root: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Standard output goes to a file on a full disk."""
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    with suppress(OSError), open("/dev/full", "w", encoding="utf-8") as full:
        patch.setattr(sys, "stdout", full)
        yield


def _no_git(root: Path, patch: pytest.MonkeyPatch) -> None:
    """The project asks for commits, and lies in no repository."""
    patch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))


def _committed(root: Path, patch: pytest.MonkeyPatch) -> None:
    """An invoice was committed to git, and its file was removed since."""
    patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for what, value in {"NAME": "Dana", "EMAIL": "dana@example.com", "DATE": "2026-03-31T12:00:00Z"}.items():
        patch.setenv(f"GIT_AUTHOR_{what}", value)
        patch.setenv(f"GIT_COMMITTER_{what}", value)
    for words in (("init", "-q"), ("add", "invoices"), ("commit", "-q", "-m", "Release INV-0001")):
        subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)
    (root / "invoices" / "INV-0001.yaml").unlink()


def _cased(root: Path, patch: pytest.MonkeyPatch) -> None:
    """A draft of another case, which a checkout on some disks could not hold."""
    (root / "drafts" / "Fee.yaml").write_bytes((root / "drafts" / "fee.yaml").read_bytes())


def _no_openpyxl(root: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setitem(sys.modules, "openpyxl", None)


def _too_large(root: Path, patch: pytest.MonkeyPatch) -> None:
    """A file of more than four mebibytes, which no repository should have to carry."""
    (root / "budget.yaml").write_bytes(b"# a remark\n" * 400_000)


def _no_scripts(root: Path, patch: pytest.MonkeyPatch) -> None:
    """An installation from which the completion scripts were taken."""
    patch.setattr("ressio_cli.commands.completion._PACKAGE", root)
    patch.setattr(sys, "prefix", str(root))


def _terminal(root: Path, patch: pytest.MonkeyPatch) -> None:
    """A person sits at a terminal and has no editor."""
    patch.setattr(session, "_at_terminal", lambda: True)
    patch.delenv("EDITOR", raising=False)
    patch.delenv("VISUAL", raising=False)


def _idle_editor(root: Path, patch: pytest.MonkeyPatch) -> None:
    """A person opens the editor and closes it again."""
    _terminal(root, patch)
    patch.setenv("EDITOR", "true")


def _refusing_editor(root: Path, patch: pytest.MonkeyPatch) -> None:
    """A person raises a percent in the editor, and does not want what follows from it."""
    _terminal(root, patch)
    patch.setenv("EDITOR", "sed -i s/60%/75%/")

    def answer(*words: object, **more: object) -> bool:
        return False

    patch.setattr("typer.confirm", answer)


def _demo_fails(root: Path, patch: pytest.MonkeyPatch) -> None:
    """The steps of the demonstration cannot be run."""
    patch.setattr("ressio_cli.commands.demo.STEPS", (("A step that fails.", "2026-03-02", "no-such-command"),))


def _odd_clock(root: Path, patch: pytest.MonkeyPatch) -> None:
    """The environment says a day in words."""
    patch.setenv("RESSIO_TODAY", "June 15")


def _odd_layout(root: Path, patch: pytest.MonkeyPatch) -> None:
    """A file laid out in a way that no splice can change."""
    patch.setattr("ressio_cli.files.splice._Patch.applied", lambda self: "")


def _half_a_login(root: Path, patch: pytest.MonkeyPatch) -> None:
    """The environment says a user, and no password."""
    patch.setenv("RESSIO_SMTP_USER", "dana")
    patch.delenv("RESSIO_SMTP_PASSWORD", raising=False)
    patch.delenv("RESSIO_SMTP_PASSWORD_COMMAND", raising=False)


def _restless(root: Path, patch: pytest.MonkeyPatch) -> None:
    """However often the message is made, the project has changed by then."""
    patch.setattr("ressio_cli.commands.delivering._TRIES", 0)


WORLDS: dict[str, World] = {
    "bug": _bug,
    "completion.missing": _no_scripts,
    "demo.failed": _demo_fails,
    "disk.failed": _full,
    "edit.no-editor": _terminal,
    "edit.unchanged": _idle_editor,
    "file.case": _cased,
    "edit.unsaved": _refusing_editor,
    "file.changed": _changed,
    "file.exists": _exists,
    "file.not-revised": _odd_layout,
    "file.outside": _outside,
    "file.too-large": _too_large,
    "git.failed": _no_git,
    "invoice.gone": _committed,
    "lock.held": _held,
    "mail.password": _half_a_login,
    "message.busy": _restless,
    "output.not-written": _full_output,
    "table.no-xlsx": _no_openpyxl,
    "usage.today": _odd_clock,
}

# What these leave behind is meant: the files are written before git is asked, somebody else wrote, the demo goes on.
LEAVE_TRACES = ("demo.failed", "file.changed", "file.exists", "git.failed")


@contextmanager
def world(code: str, root: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """The world of a code; the ordinary one where it needs none."""
    with ExitStack() as stack:
        made = WORLDS[code](root, patch) if code in WORLDS else None
        if isinstance(made, AbstractContextManager):
            stack.enter_context(made)
        yield
