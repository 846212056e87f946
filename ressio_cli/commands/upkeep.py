"""What is derived from the facts, made again after a command has changed them: the papers in pdf/ and the portal.

Room: commands.  Problems: none.

It is made without the project's lock, so that nobody waits for it, and put in its place under the lock, if the facts
are then still those it was made of: of two commands at once, the newer facts win. What does not work is told and
undoes nothing; a note (`files.due`) then stays in the project, and the next command that writes tries again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import field
from typing import Protocol, TypeVar

from ressio_cli.commands import pdf_folder, printing, publishing
from ressio_cli.commands.job import Job
from ressio_cli.commands.pdf_folder import Outdated
from ressio_cli.commands.publishing import Built
from ressio_cli.files import disk
from ressio_cli.files.due import Due
from ressio_cli.files.folder import read_folder
from ressio_cli.model.problem import Stop
from ressio_cli.model.record import dataclass

Locking = Callable[[], AbstractContextManager[object]]

_ATTEMPTS = 3


class Work(Protocol):
    """Something made of the facts, that waits to be put in its place."""

    def put(self) -> None:
        """Put it in its place, under the lock."""

    def drop(self) -> None:
        """Do without it."""


W = TypeVar("W", bound=Work)


def put_in_place(job: Job, make: Callable[[Job], W], locking: Locking) -> W:
    """Make something of the facts, and put it in its place if they still stand then; if not, make it anew.

    Where the facts keep changing, it is made while nobody else can change them.
    """
    for _ in range(_ATTEMPTS):
        work = make(job)
        try:
            with locking():
                if job.reading.snapshot.is_current():
                    work.put()
                    return work
        finally:
            work.drop()
        job = Job(job.session, read_folder(job.root))
    with locking():
        work = make(Job(job.session, read_folder(job.root)))
        try:
            work.put()
        finally:
            work.drop()
    return work


@dataclass(slots=True)
class _Upkeep:
    """Papers drawn and a portal built. `notes` tell what did not work; then it is not `whole`."""

    job: Job
    papers: Outdated = Outdated()
    drawn: Sequence[tuple[str, bytes]] = ()
    portal: Built | None = None
    notes: list[str] = field(default_factory=list)
    whole: bool = True

    def failed(self, sentence: str) -> None:
        """Something did not work."""
        self.notes.append(sentence)
        self.whole = False

    def draw(self, wanted: Collection[str]) -> None:
        """Draw the papers that are out of date, and those that are wanted."""
        try:
            self.papers = pdf_folder.outdated(self.job, wanted, pdf_folder.AT_ONCE)
            self.drawn, notes = pdf_folder.made(self.job, self.papers.papers)
            self.notes += [*notes, *self.papers.notes]
        except Stop as stop:
            self.failed(f"the PDF was not made: {stop}; `ressio pdf` makes it again")

    def build(self) -> None:
        """Build the portal."""
        try:
            self.portal = publishing.kept_up(self.job)
        except Stop as stop:
            self.failed(f"the portal is as it was: {stop}; `ressio portal` builds it again")

    def put(self) -> None:
        """Put the papers and the portal in their places; where one fails, the other is put there all the same."""
        try:
            for file, data in self.drawn:
                printing.keep(self.job, file, data)
            for file in self.papers.gone:
                disk.remove(self.job.root, file)
        except Stop as stop:
            self.failed(f"the PDF was not made: {stop}; `ressio pdf` makes it again")
        try:
            if self.portal:
                self.portal.put()
        except Stop as stop:
            self.failed(f"the portal is as it was: {stop}; `ressio portal` builds it again")

    def drop(self) -> None:
        """Do without them."""
        if self.portal:
            self.portal.drop()


def keep_up(job: Job, due: Sequence[Due], locking: Locking) -> list[str]:
    """Make again what the facts of `job` have left behind; returns what a reader should know of it."""
    wanted = frozenset(paper for note in due for paper in note.papers)
    portal = publishing.is_built(job.root) or any(note.portal for note in due)

    def make(job: Job) -> _Upkeep:
        work = _Upkeep(job)
        work.draw(wanted)
        if portal:
            work.build()
        return work

    done = put_in_place(job, make, locking)
    if done.whole:
        for note in due:
            note.done()
    return done.notes
