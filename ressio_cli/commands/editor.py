"""A paper in the person's own editor: checked on return, offered again where something is wrong, then written.

Room: commands.  Problems: edit.nothing, edit.no-editor, edit.unchanged, edit.unsaved.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import typer

from ressio_cli.billing.claim_guards import may_edit
from ressio_cli.billing.edit import sealed_anew
from ressio_cli.billing.hand_edited import computed
from ressio_cli.billing.issue import with_identity
from ressio_cli.commands.asking import Params
from ressio_cli.commands.changing import Changed, Written, superseded, tell_changed, unchanged, write_changed
from ressio_cli.commands.job import Job, opened, writing
from ressio_cli.commands.notifying import Wish
from ressio_cli.files import records
from ressio_cli.files.edits import Edit, Rewrite, diff
from ressio_cli.files.invoice_file import sealed
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.problem import Problem, Refused, Stop, misused, refused, trouble
from ressio_cli.model.record import dataclass
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
    if not job.session.terminal and not job.session.yes:
        raise misused(
            "edit.nothing", "nothing is said to change", "--percent, --amount, --item, --title … or a terminal"
        )
    _warn(job, paper)
    path = records.of(paper).path(paper.id)
    old = job.reading.texts[path]
    new = old
    while True:
        new = _edited(job, path, new)
        if new == old:
            raise misused("edit.unchanged", "nothing was changed in the editor", "the file is as it was")
        try:
            written = _write(ctx, paper, _Texts(path, old, new), wish)
            break
        except Stop as stop:
            say.print_problems(stop.problems)
            if not job.session.terminal:
                raise
        if not typer.confirm("edit it again?", default=True):
            raise typer.Abort
    tell_changed(written)


def _warn(job: Job, paper: Paper) -> None:
    """Say before the editor opens what of the paper is locked."""
    try:
        may_edit(job.book, paper, job.session.today)
    except Refused as locked:
        job.note([problem.message for problem in locked.problems])


def _edited(job: Job, path: str, text: bytes) -> bytes:
    """What the person's editor leaves of a copy."""
    editor = job.session.env.get("VISUAL") or job.session.env.get("EDITOR")
    if not editor:
        raise misused(
            "edit.no-editor", "no editor is named", "EDITOR=nano ressio invoice edit …, or say it with options"
        )
    handle, name = tempfile.mkstemp(prefix="ressio-", suffix=f"-{Path(path).name}")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text)
        done = subprocess.run([*shlex.split(editor), name], check=False)
        if done.returncode:
            raise trouble("edit.no-editor", f"{editor} ended with {done.returncode}; nothing was changed")
        return Path(name).read_bytes()
    except OSError as error:
        raise trouble("edit.no-editor", f"{editor} did not start: {error.strerror}") from error
    finally:
        os.unlink(name)


@dataclass(frozen=True, slots=True)
class _Texts:
    """A paper's file before the editor and after."""

    path: str
    old: bytes
    new: bytes


@dataclass(frozen=True, slots=True)
class _Result:
    """What the edit comes to: the paper, the text it is written as, and what that changes of the person's own text."""

    after: Paper
    text: bytes
    difference: str


def _write(ctx: typer.Context, before: Paper, texts: _Texts, wish: Wish) -> Written:
    """Compute what was changed by hand, show it, ask; then the same under the lock, and write."""
    job = opened(ctx)
    shown = _result(job, before, texts)
    _show(job, shown.difference)
    asks = shown.difference and job.session.terminal and not job.session.yes
    if asks and not typer.confirm("save it so?", default=True, err=True):
        raise refused("edit.unsaved", "nothing was saved", "edit it again, or leave the file as it was")
    with writing(ctx) as job:
        result = _result(job, before, texts)
        if result.difference != shown.difference:
            _show(job, result.difference)
        changed = Changed(before=before, after=result.after, did="is changed; it comes to")
        if result.text == texts.old:
            return unchanged(job, changed, wish)
        edits: list[Edit] = [Rewrite(texts.path, texts.old, result.text), *superseded(job, before, result.after)]
        return write_changed(job, changed, wish, edits)


def _show(job: Job, difference: str) -> None:
    if difference:
        job.note(["these lines are computed from what you changed:"])
        say.difference(difference, job.session.mode)


def _result(job: Job, before: Paper, texts: _Texts) -> _Result:
    """The edited paper with what follows from the edit. Refused where it breaks a rule."""
    job.refuse_unsound([before])
    kind, currency = records.of(before), job.project.currency
    edited, problems = records.read_record(kind, texts.new, before.id, texts.path, currency)
    if problems:
        raise Refused(problems)
    typed = kind.value(edited)
    lines = computed(job.book, before, with_identity(before, edited))
    inside = replace(lines, internal=before.internal, attachments=before.attachments) == before
    may_edit(job.book, before, job.session.today, only_inside=inside)
    text = records.revised(kind, currency, texts.new, typed, kind.value(lines))
    after = job.attributed(sealed_anew(job.book, before, lines, job.session.today, "edited"), before)
    changed = Changed(before=before, after=after, did="")
    if changed.revised and isinstance(after, Released):
        after = sealed(after)
    _refuse_new_problems(job, after)
    final = records.revised(kind, currency, text, kind.value(lines), kind.value(after))
    return _Result(after, final, diff([Rewrite(texts.path, texts.new, text)]) if text != texts.new else "")


def _refuse_new_problems(job: Job, after: Paper) -> None:
    there = {(problem.code, problem.message) for problem in job.findings}
    found: list[Problem] = [
        problem
        for problem in check(job.project.having(after))
        if problem.severity == "problem" and (problem.code, problem.message) not in there
    ]
    if found:
        raise Refused(found)
