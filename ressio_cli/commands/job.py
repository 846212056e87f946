"""The hall's own table: a project opened for one command, what it decides, and how that is written down and told.

Room: commands.  Problems: invoice.unknown, invoice.ambiguous, change.unknown, bill.unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

import typer

from ressio_cli.commands.session import Session
from ressio_cli.commands.user import user_name
from ressio_cli.files import edits as file_edits
from ressio_cli.files import git, options, records
from ressio_cli.files.edits import Edit, NewFile, Remove, Rewrite
from ressio_cli.files.folder import Reading, find_root, read_folder
from ressio_cli.files.lock import locked
from ressio_cli.model.budget import Budget
from ressio_cli.model.deed import On
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.payment import Payment
from ressio_cli.model.problem import Problem, Refused, refused
from ressio_cli.model.project import Project, Record
from ressio_cli.model.record import dataclass
from ressio_cli.rules import payment_seals
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.authors import Dated, attributed
from ressio_cli.rules.book import Book
from ressio_cli.rules.checks import UNSOUND, check
from ressio_cli.views import say
from ressio_cli.views.say import Mode, Preview, Result

_LEFT_OUT = 6  # how many sentences of what was left out are told


@dataclass(frozen=True)
class Job:
    """A project as it was read for this command."""

    session: Session
    reading: Reading

    @property
    def project(self) -> Project:
        """Every fact, whatever its date."""
        return self.reading.project

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.reading.root

    @cached_property
    def book(self) -> Book:
        """The book over every fact: what writing commands decide on."""
        return Book(self.project)

    @cached_property
    def as_of(self) -> Book:
        """The book as it stood on the day: what reading commands show."""
        past = as_of(self.project, self.session.today)
        return self.book if past is self.project else Book(past)

    @cached_property
    def findings(self) -> tuple[Problem, ...]:
        """What the records say against each other."""
        return tuple(check(self.project, self.book, self.session.today))

    @cached_property
    def user(self) -> str:
        """Who gives this command."""
        return user_name(self.session.env, self.root)

    def attributed(self, record: Dated, before: Draft | Released | Payment | None = None) -> Dated:
        """The record with the user's name on whatever is new in it."""
        return attributed(record, before, lambda: self.user)

    @property
    def default_view(self) -> str:
        """How the budget is shown where nobody says: as it is kept."""
        return "code" if self.project.settings.by_codes else "item"

    def tell_findings(self) -> None:
        """Tell findings on standard error; notes are left to `check`."""
        serious = [finding for finding in self.findings if finding.severity == "problem"]
        say.print_problems(serious, self.session.excerpt)

    def day(self, option: str, word: str | None) -> date:
        """The day a person named, else today; one that is still to come is worth a note."""
        on = options.day(option, word) if word else self.session.today
        if on > self.session.today:
            self.note([f"{on} is still to come: until then, figures leave it out"])
        return on

    def on(self, word: str, future: bool) -> On:
        """The day of a deed, as `--on` names it, else today; one that is still to come is refused unless `--future`."""
        on = On(options.day("--on", word) if word else self.session.today, self.session.today)
        if on.day > on.today and not future:
            message = f"{on.day} is still to come, today is {on.today}"
            raise refused("date.future", message, "correct the date, or --future to record it all the same")
        return replace(on, day=self.day("--on", word))

    def refuse_unsound(self, papers: Iterable[Draft | Released]) -> None:
        """Refuse to build on an invoice whose figures are not those that were released."""
        ids = {paper.id for paper in papers}
        found = [each for each in self.findings if each.code in UNSOUND and ids & set(each.subjects)]
        if found:
            raise Refused(found)

    def nothing(self) -> Preview | None:
        """What a command that has nothing to write shows."""
        return Preview() if self.session.dry_run else None

    def tell(self, result: Result) -> None:
        """Say what was found or done."""
        say.tell(result, self.session.mode)

    def note(self, sentences: Sequence[str]) -> None:
        """Say what was left out, or what is worth knowing, on standard error."""
        say.notes(sentences, Mode(json=False, quiet=self.session.quiet, look=self.session.mode.look))

    def note_line(self, sentence: str) -> None:
        """The same of one sentence; an empty one says nothing."""
        self.note([sentence] if sentence else [])

    def note_left_out(self, sentences: Sequence[str]) -> None:
        """Say what was left out; of many things only the first ones."""
        more = len(sentences) - _LEFT_OUT
        rest = [f"{more} more are left out too"] if more > 0 else []
        self.note([*sentences[:_LEFT_OUT], *rest])

    def new(self, record: Record) -> NewFile:
        """The edit that writes a new record down; a payment gets its seal here, whichever command records it."""
        if isinstance(record, Payment):
            record = payment_seals.sealed(record)
        paper = records.of(record)
        return NewFile(paper.path(record.id), records.written(paper, record, self.project.currency))

    def new_budget(self, budget: Budget) -> NewFile:
        """The edit that writes a budget down where there was no file for it."""
        return NewFile(records.BUDGET.path(""), records.written(records.BUDGET, budget, self.project.currency))

    def rewrite(self, before: Record | Budget, after: Record | Budget) -> Rewrite:
        """The edit that changes only the words of a record that differ; the seal of a payment follows."""
        if isinstance(before, Payment) and isinstance(after, Payment):
            after = payment_seals.resealed(before, after)
        paper = records.of(after)
        path = paper.path(getattr(after, "id", ""))
        old = self.reading.texts[path]
        new = records.revised(paper, self.project.currency, old, paper.value(before), paper.value(after))
        return Rewrite(path, old, new)

    def move(self, draft: Draft, released: Released) -> list[Edit]:
        """The edits of a release: the draft's text, with what release adds, under its number."""
        path = records.DRAFT.path(draft.id)
        old = self.reading.texts[path]
        before, after = records.DRAFT.value(draft), records.INVOICE.value(released)
        new = records.revised(records.INVOICE, self.project.currency, old, before, after)
        return [NewFile(records.INVOICE.path(released.id), new), Remove(path, old)]

    def remove(self, record: Record) -> Remove:
        """The edit that takes a record's file away."""
        path = records.of(record).path(record.id)
        return Remove(path, self.reading.texts[path])

    def apply(self, edits: Sequence[Edit], message: str) -> Preview | None:
        """Write the edits down, or on a dry run show them. With `git.commit` they become one commit."""
        if self.session.dry_run:
            return Preview(edits=tuple(file_edits.actions(edits)), diff=file_edits.diff(edits))
        file_edits.apply(self.root, edits)
        if self.project.settings.git_commit:
            git.commit(self.root, [edit.path for edit in edits], f"ressio: {message}")
        return None


def opened(ctx: typer.Context) -> Job:
    """Open the project to read it; its findings are left to the command."""
    session: Session = ctx.obj
    return Job(session, read_folder(find_root(session.start)))


def reading(ctx: typer.Context) -> Job:
    """Open the project for a command that only reads; its findings are told."""
    job = opened(ctx)
    job.tell_findings()
    return job


@contextmanager
def writing(ctx: typer.Context) -> Iterator[Job]:
    """Open the project for a command that writes: what it decides is decided on facts read under the lock."""
    session: Session = ctx.obj
    root = find_root(session.start)
    with held(session, root):
        job = Job(session, read_folder(root))
        job.tell_findings()
        yield job


@contextmanager
def reopened(job: Job) -> Iterator[Job]:
    """Open the project once more, for a command that has let go of the lock and has something more to write."""
    with held(job.session, job.root):
        yield Job(job.session, read_folder(job.root))


@contextmanager
def held(session: Session, root: Path) -> Iterator[None]:
    """Hold the project's lock, after making good what a command that was cut off left behind."""
    with locked(root, tell=lambda sentence: say.notes([sentence], session.mode)):
        if not session.dry_run:
            say.notes(file_edits.sweep(root), session.mode)
        yield
