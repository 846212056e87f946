"""The papers that lie in pdf/: which of them say something else than they would now, and which are of no record.

Room: commands.  Problems: pdf.outdated.

A paper is known by the name of its file: the id of an invoice, draft or change, `receipt-` with that of a payment, and
`-application` or `-package` behind an invoice's. Statements, budgets and papers as of an earlier day have that day in
their names; they tell of it and do not go out of date.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress

from ressio_cli.commands import printing
from ressio_cli.commands.job import Job
from ressio_cli.commands.letterheads import Pictures
from ressio_cli.commands.printing import FOLDER, Print, Printable
from ressio_cli.files import disk
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.payment import Payment
from ressio_cli.model.problem import Origin, Problem, Refused
from ressio_cli.model.record import dataclass
from ressio_cli.views.pdf.digest import is_ours

AT_ONCE = 32  # papers that one command makes again; of more it tells

_ENDING, _APPLICATION, _PACKAGE, _RECEIPT = ".pdf", "-application", "-package", "receipt-"
_NAMED = 3  # papers that a sentence names


@dataclass(frozen=True, slots=True)
class Lying:
    """A paper in pdf/, as it should be. `packed`: with the files of its invoice behind it."""

    print: Print
    record: Printable
    packed: bool = False


@dataclass(frozen=True, slots=True)
class Outdated:
    """What is to be made again. `gone`: files of drafts that are none any more. `more` are out of date beside them."""

    papers: tuple[Lying, ...] = ()
    gone: tuple[str, ...] = ()
    more: int = 0

    @property
    def notes(self) -> list[str]:
        """What is said of papers that are left out of date."""
        many = "papers in pdf/ are" if self.more > 1 else "paper in pdf/ is"
        return [f"{self.more} more {many} out of date: ressio pdf --all"] if self.more else []


def outdated(job: Job, wanted: Collection[str] = (), most: int | None = None) -> Outdated:
    """Papers in pdf/ that are out of date; those of the invoices `wanted` should lie there.

    With `most` given, no more than that are to be made again, beside the wanted ones.
    """
    records = {record.id: record for record in reversed(_records(job))}
    names = [name.removesuffix(_ENDING) for name in _names(job) if name.endswith(_ENDING)]
    first = [id for id in wanted if isinstance(records.get(id), Released)]
    lying = [paper for name in dict.fromkeys((*first, *names)) if (paper := _lying(job, records, name))]
    pictures = Pictures(job)
    stale = [paper for paper in lying if not printing.is_up_to_date(job, paper.print, pictures)]
    chosen = stale if most is None else stale[: most + len(first)]
    gone = [file for id in wanted if id not in records for file in _files(job, id, names)]
    return Outdated(tuple(chosen), tuple(gone), len(stale) - len(chosen))


def made(
    job: Job, papers: Collection[Lying], progress: Callable[[int], None] = lambda done: None
) -> tuple[list[tuple[str, bytes]], list[str]]:
    """The papers drawn, each with its file; and what a reader should know of them."""
    drawn, notes = printing.all_drawn(job, [paper.print for paper in papers if not paper.packed], progress)
    for paper in papers:
        if paper.packed and isinstance(paper.record, Draft | Released):
            drawn.append((paper.print.file, printing.packaged(job, paper.print, paper.record)))
    return drawn, notes


def findings(job: Job) -> Iterator[Problem]:
    """A note where papers are out of date."""
    with suppress(Refused):  # the logo is told by itself
        names = [paper.print.file.removeprefix(f"{FOLDER}/") for paper in outdated(job).papers]
        if names:
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            said = f"{', '.join(names[:_NAMED])}{more} {'are' if len(names) > 1 else 'is'} out of date"
            yield Problem("pdf.outdated", said, Origin(FOLDER), "ressio pdf --all", "note")


def _records(job: Job) -> tuple[Printable, ...]:
    project = job.project
    return (*project.invoices, *project.drafts, *project.changes)


def _names(job: Job) -> list[str]:
    if not disk.is_folder(job.root, FOLDER) or not disk.lies_inside(job.root, FOLDER):
        return []
    return [name for name, is_folder in disk.names(job.root, FOLDER) if not is_folder]


def _lying(job: Job, records: Mapping[str, Printable], name: str) -> Lying | None:
    """The paper that a file of that name holds; None where it is none of those that go out of date."""
    record = records.get(name)
    if record:
        return Lying(printing.of_record(job, job.book, record), record)
    if name.startswith(_RECEIPT):
        payment = _payment(job, name.removeprefix(_RECEIPT))
        with suppress(Refused):  # there is no receipt of a write-off
            return Lying(printing.of_record(job, job.book, payment), payment) if payment else None
        return None
    record = records.get(name.removesuffix(_PACKAGE).removesuffix(_APPLICATION))
    if not isinstance(record, Draft | Released):
        return None
    if name == f"{record.id}{_PACKAGE}":
        return Lying(printing.of_package(job, job.book, record), record, packed=True)
    with suppress(Refused):
        return Lying(printing.of_application(job, job.book, record), record)
    return None


def _payment(job: Job, id: str) -> Payment | None:
    return next((payment for payment in job.project.payments if payment.id == id), None)


def _files(job: Job, id: str, names: Collection[str]) -> Iterator[str]:
    """Papers of a draft that is none any more; a file that we did not make is left alone."""
    for name in (id, f"{id}{_PACKAGE}", f"{id}{_APPLICATION}"):
        file = f"{FOLDER}/{name}{_ENDING}"
        if name in names and is_ours(disk.read(job.root, file, printing.LARGEST)):
            yield file
