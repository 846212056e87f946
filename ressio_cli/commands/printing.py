"""Papers of the records of a project: which one, from which figures, into which file.

Room: commands.  Problems: logo.missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ressio_cli.commands.job import Job
from ressio_cli.files import attachments, disk
from ressio_cli.model.change import Change
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.payment import Payment
from ressio_cli.model.problem import Stop, Trouble, refused
from ressio_cli.model.project import Project
from ressio_cli.rules.aging import aging
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.budget_rows import budget_table
from ressio_cli.rules.credit import unapplied
from ressio_cli.rules.groups import change_effect, change_sources
from ressio_cli.rules.papers import invoice_figures
from ressio_cli.rules.position import summary
from ressio_cli.rules.statement import statement
from ressio_cli.views.paper import Paper
from ressio_cli.views.papers import budget, change_order, invoice, receipt
from ressio_cli.views.papers import statement as statement_paper
from ressio_cli.views.pdf.digest import is_current

FOLDER = "pdf"
_LARGEST = 16 * 1024 * 1024

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
        paper = receipt.receipt(record, book.project.invoices, unapplied(record), settings)
    else:
        paper = invoice.invoice(invoice_figures(book, record, job.session.today), settings)
    name = f"receipt-{record.id}" if isinstance(record, Payment) else record.id
    return Print(paper, f"{FOLDER}/{name}.pdf")


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
    """The picture of the letterhead, where the settings name one."""
    path = job.project.settings.company.logo
    if not path:
        return None
    try:
        data = disk.read(job.root, path, _LARGEST)
    except Trouble:
        data = None
    if data is None or not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        origin = job.project.settings.origin.at("company.logo")
        raise refused("logo.missing", f"the logo {path} is no PNG or JPEG file in the project", "correct it", origin)
    return data


def drawn(job: Job, one: Print) -> bytes:
    """The bytes of one paper."""
    from ressio_cli.views.pdf.draw import pdf

    return pdf(one.paper, logo(job))


def packaged(job: Job, one: Print, record: Printable) -> bytes:
    """One paper with its attachments, and for costs the files of their bills in the order of the lines."""
    from ressio_cli.views.pdf.package import Piece, package

    pieces = [Piece(title, file, _file(job, file)) for file, title in _files(job, one, record).items()]
    return package(one.paper, logo(job), pieces)


def _files(job: Job, one: Print, record: Printable) -> dict[str, str]:
    """Each file once, by its path, with its title."""
    if not isinstance(record, (Draft, Released)):
        return {}
    titles = {each.file: each.title for each in record.attachments}
    found = {file: titles[file] or file.rpartition("/")[2] for file in one.paper.files}
    bills = {bill.id: bill for bill in job.project.bills}
    for line in record.lines:
        bill = bills.get(line.source.partition("/")[0])
        for file in bill.files if bill else ():
            found.setdefault(file, f"{bill.vendor} {bill.number}".strip() if bill else file)
    return found


def _file(job: Job, path: str) -> bytes:
    if not attachments.is_sound(job.root, path):
        raise refused("attachment.missing", f"there is no file {path} in the project", "restore it")
    return disk.read_any(job.root / path, attachments.LARGEST)


def current(job: Job, one: Print) -> bytes:
    """The bytes of one paper: those of its file where that is up to date, drawn anew where it is not."""
    file = job.root / one.file
    there = disk.read(job.root, one.file, _LARGEST) if file.is_file() else None
    return there if there is not None and is_current(there, one.paper, logo(job)) else drawn(job, one)


def save(file: str, data: bytes) -> None:
    """Write to a file that a person named, anywhere."""
    path = Path(file)
    disk.put(path.parent, path.name, data)


def write(job: Job, prints: list[Print]) -> list[str]:
    """Draw the papers into their files; answers what a reader should know of them."""
    from ressio_cli.views.pdf import faces
    from ressio_cli.views.pdf.draw import pdf

    picture = logo(job)
    for one in prints:
        disk.put(job.root, one.file, pdf(one.paper, picture))
    if not faces.missing:
        return []
    return [f"no font here has the sign{'s' if len(faces.missing) > 1 else ''} {' '.join(sorted(faces.missing))}"]


def stale(job: Job) -> Iterator[Print]:
    """The papers of released invoices whose files are not there, or say something else than they would today."""
    picture = logo(job)
    for record in job.as_of.project.invoices:
        one = of_record(job, job.as_of, record)
        file = job.root / one.file
        there = disk.read(job.root, one.file, _LARGEST) if file.is_file() else None
        if not is_current(there, one.paper, picture):
            yield one


def after(job: Job, project: Project, records: list[Printable]) -> list[str]:
    """Draw the papers of what a command has just written. What does not work is told; it undoes nothing."""
    if job.session.dry_run:
        return []
    book = Book(project)
    try:
        return write(job, [of_record(job, book, record) for record in records])
    except Stop as stop:
        return [f"the PDF was not made: {stop}; `ressio pdf` makes it again"]
