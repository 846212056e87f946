"""A paper in the person's own editor: checked on return, offered again where something is wrong, then written.

Room: commands.  Problems: edit.nothing, edit.no-editor, edit.unchanged.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import typer

from ressio_cli.billing.edit import may_edit, sealed_anew
from ressio_cli.billing.issue import with_identity
from ressio_cli.commands.asking import Params
from ressio_cli.commands.changing import Changed, Written, superseded, tell_changed, write_changed
from ressio_cli.commands.job import Job, opened, writing
from ressio_cli.commands.notifying import Wish
from ressio_cli.files import disk, records
from ressio_cli.files.bytes import LARGEST
from ressio_cli.files.edits import Edit, Rewrite
from ressio_cli.files.invoice_file import sealed
from ressio_cli.files.troubles import told
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.problem import Problem, Refused, Stop, misused, trouble
from ressio_cli.rules import find
from ressio_cli.rules.checks import check
from ressio_cli.views import say

Paper = Draft | Released
_TEXTS = ("title", "terms", "description", "notes", "internal", "conditions")  # an empty one takes a text away

_NOT_SAID = ("invoice", "no_notify", "send")


def said(params: Params) -> bool:
    """Whether the command line says what to change."""
    return any(value or (value == "" and name in _TEXTS) for name, value in params.items() if name not in _NOT_SAID)


def edit_file(ctx: typer.Context, word: str, wish: Wish = Wish()) -> None:
    """Let the person edit the paper's file until it reads well, then write it."""
    job = opened(ctx)
    paper = find.invoice(job.project, word)
    may_edit(job.book, paper, job.session.today)
    if not job.session.terminal:
        raise misused(
            "edit.nothing", "nothing is said to change", "--percent, --amount, --item, --title … or a terminal"
        )
    path = records.of(paper).path(paper.id)
    old = job.reading.texts[path]
    new = old
    while True:
        new = _edited(job, path, new)
        if new == old:
            raise misused("edit.unchanged", "nothing was changed in the editor", "the file is as it was")
        try:
            written = _write(ctx, paper, (old, new), wish)
            break
        except (Refused, Stop) as stop:
            say.print_problems(stop.problems)
            if not typer.confirm("edit it again?", default=True):
                raise typer.Abort from None
    tell_changed(written)


def _edited(job: Job, path: str, text: bytes) -> bytes:
    """What the person's editor leaves of a copy."""
    editor = job.session.env.get("VISUAL") or job.session.env.get("EDITOR")
    if not editor:
        raise misused(
            "edit.no-editor", "no editor is named", "EDITOR=nano ressio invoice edit …, or say it with options"
        )
    with told(tempfile.gettempdir(), "written"):
        handle, name = tempfile.mkstemp(prefix="ressio-", suffix=f"-{Path(path).name}")
    try:
        with told(name, "written"), os.fdopen(handle, "wb") as file:
            file.write(text)
        done = subprocess.run([*shlex.split(editor), name], check=False)
        if done.returncode:
            raise trouble("edit.no-editor", f"{editor} ended with {done.returncode}; nothing was changed")
        return disk.read_any(Path(name), LARGEST)
    except OSError as error:
        raise trouble("edit.no-editor", f"{editor} did not start: {error.strerror}") from error
    finally:
        with suppress(OSError):
            os.unlink(name)


def _write(ctx: typer.Context, before: Paper, texts: tuple[bytes, bytes], wish: Wish) -> Written:
    """Under the lock: read what was edited, reckon a released one anew, refuse what breaks a rule, write."""
    old, new = texts
    with writing(ctx) as job:
        job.refuse_unsound([before])
        kind = records.of(before)
        path = kind.path(before.id)
        edited, problems = records.read_record(kind, new, before.id, path, job.project.currency)
        if problems:
            raise Refused(problems)
        typed, edited = kind.value(edited), with_identity(before, edited)
        after = job.attributed(sealed_anew(job.book, before, edited, job.session.today, "edited", True), before)
        if isinstance(after, Released):
            after = sealed(after)
        _refuse_new_problems(job, after)
        text = new
        if isinstance(after, Released):
            text = records.revised(kind, job.project.currency, new, typed, kind.value(after))
        edits: list[Edit] = [Rewrite(path, old, text), *superseded(job, before, after)]
        changed = Changed(before=before, after=after, did="is changed; it comes to")
        return write_changed(job, changed, wish, edits)


def _refuse_new_problems(job: Job, after: Paper) -> None:
    there = {(problem.code, problem.message) for problem in job.findings}
    found: list[Problem] = [
        problem
        for problem in check(job.project.having(after))
        if problem.severity == "problem" and (problem.code, problem.message) not in there
    ]
    if found:
        raise Refused(found)
