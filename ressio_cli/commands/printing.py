"""Papers of the records of a project: which one, from which figures, into which file.

Room: commands.  Problems: application.closed, pdf.write-off, logo.missing, attachment.missing, file.not-regular,
pdf.other-file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ressio_cli.commands import halves
from ressio_cli.commands.job import Job
from ressio_cli.files import attachments, disk
from ressio_cli.model.change import Change
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.payment import WRITE_OFF, Payment
from ressio_cli.model.problem import Origin, Problem, Refused, Stop, Trouble, misused, refused
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.rules.aging import aging
from ressio_cli.rules.application import application
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.budget_rows import budget_table
from ressio_cli.rules.credit import unapplied
from ressio_cli.rules.groups import change_effect, change_sources
from ressio_cli.rules.papers import invoice_figures
from ressio_cli.rules.position import summary
from ressio_cli.rules.statement import statement
from ressio_cli.views.paper import Paper
from ressio_cli.views.papers import application as application_paper
from ressio_cli.views.papers import budget, change_order, invoice, receipt
from ressio_cli.views.papers import statement as statement_paper
from ressio_cli.views.pdf.digest import is_current

if TYPE_CHECKING:
    from ressio_cli.views.pdf.draw import Document

FOLDER = "pdf"
_LARGEST = 16 * 1024 * 1024
_MANY = 32  # papers from which a second process gains more than it costs
_NAMED = 10  # signs that no font has, told by name
_COSTS = "the vendors' bills show costs, which the invoice itself does not (show.cost)"

Printable = Draft | Released | Change | Payment


@dataclass(frozen=True, slots=True)
class Print:
    """A paper and the file it goes to, relative to the project."""

    paper: Paper
    file: str


def of_record(job: Job, book: Book, record: Printable) -> Print:
    """The paper of one record, as it stands in the book."""
    settings = job.project.settings
    if isinstance(record, Change):
        sources = change_sources(book, record)
        paper = change_order.change_order(record, sources, change_effect(book, record), settings)
    elif isinstance(record, Payment):
        if record.method == WRITE_OFF:
            hint = f"ressio pdf {record.applied[0].invoice} shows it on its invoice"
            raise refused(
                "pdf.write-off", f"{record.id} is a write-off: there is no receipt of it", hint, record.origin
            )
        paper = receipt.receipt(record, book.project.invoices, unapplied(record), settings)
    else:
        paper = invoice.invoice(invoice_figures(book, record, job.session.today), settings)
    name = f"receipt-{record.id}" if isinstance(record, Payment) else record.id
    return Print(paper, f"{FOLDER}/{name}.pdf")


def of_application(job: Job, book: Book, record: Draft | Released) -> Print:
    """The application for payment that an invoice is; fixed price only."""
    if not job.project.settings.fixed_price:
        origin = job.project.settings.origin.at("project.contract")
        hint = "ressio pdf INVOICE, with the costs it is made of: --package"
        raise refused("application.closed", "an application for payment is for fixed price", hint, origin)
    paper = application_paper.application(application(book, record), record, job.project.settings)
    return Print(paper, f"{FOLDER}/{record.id}-application.pdf")


def of_account(job: Job, until: date, since: date | None) -> Print:
    """The statement of account."""
    book = Book(as_of(job.project, until))
    held = summary(book, until).billing.retainage_held
    account = statement(job.book, until, since)
    paper = statement_paper.statement(account, aging(book, until), held, job.project.settings)
    return Print(paper, f"{FOLDER}/statement-{until}.pdf")


def of_budget(job: Job) -> Print:
    """The budget in short, as of the day."""
    day = job.session.today
    paper = budget.budget(budget_table(job.as_of, "category"), summary(job.as_of, day), job.project.settings)
    return Print(paper, f"{FOLDER}/budget-{day}.pdf")


def logo(job: Job) -> bytes | None:
    """The picture of the letterhead, where the settings name one; refused where it cannot be shown."""
    from ressio_cli.views.pdf.arrange import LOGO
    from ressio_cli.views.pdf.pictures import NoPicture, opened

    data = _logo(job)
    try:
        if data is not None:
            opened(data, LOGO)
    except NoPicture:
        raise _no_logo(job) from None
    return data


def _logo(job: Job) -> bytes | None:
    path = job.project.settings.company.logo
    if not path:
        return None
    data = disk.read(job.root, path, _LARGEST) if attachments.is_sound(job.root, path) else None
    if not data:
        raise _no_logo(job)
    return data


def _no_logo(job: Job) -> Refused:
    path, origin = job.project.settings.company.logo, job.project.settings.origin.at("company.logo")
    return refused("logo.missing", f"the logo {path} is no PNG or JPEG file in the project", "correct it", origin)


def drawn(job: Job, one: Print) -> bytes:
    """The bytes of one paper; what lacks in it is told."""
    from ressio_cli.views.pdf.draw import document

    done = document(one.paper, logo(job))
    job.note(_lacking(done.missing))
    return done.data


def packaged(job: Job, one: Print, record: Draft | Released) -> bytes:
    """One paper with its attachments, and for costs the files of their bills in the order of the lines."""
    from ressio_cli.views.pdf.package import Piece, package

    titles = _files(job, one, record)
    gone = [file for file in titles if not attachments.is_sound(job.root, file)]
    if gone:
        raise Refused([_missing(file) for file in gone])
    pieces = [Piece(title, file, disk.read_any(job.root / file, attachments.LARGEST)) for file, title in titles.items()]
    done = package(one.paper, logo(job), pieces)
    shows_cost = invoice_figures(job.as_of, record, job.session.today).show["cost"]
    bills = [] if shows_cost or len(pieces) == len(one.paper.files) else [_COSTS]
    job.note([*bills, *_lacking(done.missing)])
    return done.data


def _missing(file: str) -> Problem:
    return Problem("attachment.missing", f"there is no file {file} in the project", hint="restore it")


def _files(job: Job, one: Print, record: Draft | Released) -> dict[str, str]:
    """Each file once, by its path, with its title."""
    titles = {each.file: each.title for each in record.attachments}
    found = {file: titles[file] or file.rpartition("/")[2] for file in one.paper.files}
    bills = {bill.id: bill for bill in job.project.bills}
    for line in record.lines:
        bill = bills.get(line.source.partition("/")[0])
        for file in bill.files if bill else ():
            found.setdefault(file, f"{bill.vendor} {bill.number}".strip() if bill else file)
    return found


def save(file: str, data: bytes) -> None:
    """Write to a file that a person named, anywhere; only a PDF is written over."""
    path = Path(os.path.realpath(file))
    if path.is_dir():
        raise misused("file.not-regular", f"{file!r} is a folder", "name a file in it")
    if path.exists() and not path.is_file():
        raise misused("file.not-regular", f"{file!r} is not a regular file", "-o - writes to standard output")
    if path.is_file() and not (disk.read(path.parent, path.name, 5) or b"%PDF-").startswith(b"%PDF-"):
        raise refused("pdf.other-file", f"{file!r} is there already and is no PDF", "name another file, or remove it")
    disk.put(path.parent, path.name, data)


def keep(job: Job, file: str, data: bytes) -> None:
    """Write to a file of the project; never through a link that somebody planted in its place."""
    if (job.root / file).is_symlink():
        raise Trouble([Problem("file.outside", "this is a link", Origin(file), "remove the link")])
    disk.put(job.root, file, data)


def write(job: Job, prints: Sequence[Print], progress: Callable[[int], None] = lambda done: None) -> list[str]:
    """Draw the papers into their files; answers what a reader should know of them."""
    missing: frozenset[str] = frozenset()
    picture = logo(job) if prints else None
    documents = _documents([one.paper for one in prints], picture)
    for at, (one, document) in enumerate(zip(prints, documents, strict=True), 1):
        keep(job, one.file, document.data)
        missing |= document.missing
        progress(at)
    return _lacking(missing)


def _documents(papers: Sequence[Paper], picture: bytes | None) -> Iterator[Document]:
    """The papers drawn, in their order: many of them by two processes."""
    from ressio_cli.views.pdf.draw import document

    return halves.shared(lambda paper: document(paper, picture), papers, _MANY)


def _lacking(missing: frozenset[str]) -> list[str]:
    if not missing:
        return []
    signs = " ".join(f"{sign} (U+{ord(sign):04X})" for sign in sorted(missing)[:_NAMED])
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    return [f"no font here has the sign{'s' if len(missing) > 1 else ''} {signs}{more}: a box stands for each"]


def stale(job: Job) -> Iterator[Print]:
    """The papers of released invoices whose files are not there, or say something else than they would today."""
    picture = _logo(job)
    for record in job.as_of.project.invoices:
        one = of_record(job, job.as_of, record)
        if not is_current(_there(job, one), one.paper, picture):
            yield one


def current(job: Job, one: Print) -> bytes:
    """The bytes of one paper: those of its file where that is up to date, drawn anew where it is not."""
    there = _there(job, one)
    return there if there is not None and is_current(there, one.paper, _logo(job)) else drawn(job, one)


def _there(job: Job, one: Print) -> bytes | None:
    return disk.read(job.root, one.file, _LARGEST) if (job.root / one.file).is_file() else None


def after(job: Job, project: Project, records: list[Printable]) -> list[str]:
    """Draw the papers of what a command has just written. What does not work is told; it undoes nothing."""
    if job.session.dry_run:
        return []
    book = Book(project)
    try:
        return write(job, [of_record(job, book, record) for record in records])
    except Stop as stop:
        return [f"the PDF was not made: {stop}; `ressio pdf` makes it again"]
