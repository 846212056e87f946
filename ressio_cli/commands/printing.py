"""Papers of the records of a project: which one, from which figures, into which file.

Room: commands.  Problems: application.closed, pdf.write-off, attachment.missing, file.not-regular, pdf.other-file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ressio_cli.commands import halves
from ressio_cli.commands.job import Job
from ressio_cli.commands.letterheads import Pictures
from ressio_cli.files import attachments, derived, disk, strays
from ressio_cli.files.troubles import told
from ressio_cli.model.change import Change
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.issued import StoredFile
from ressio_cli.model.payment import WRITE_OFF, Payment
from ressio_cli.model.problem import Origin, Problem, Refused, Trouble, misused, refused
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
LARGEST = 16 * 1024 * 1024
_MANY = 32  # papers from which a second process gains more than it costs
_NAMED = 10  # signs that no font has, told by name
_FEW = 3  # papers that a message names
_FORGOTTEN = 3600  # seconds after which an unfinished file outside the project has surely no owner
_COSTS = "the vendors' bills show costs, which the invoice itself does not (show.cost)"

Printable = Draft | Released | Change | Payment


@dataclass(frozen=True, slots=True)
class Print:
    """A paper and the file it goes to, relative to the project. `logo`: the picture it was issued with, not today's."""

    paper: Paper
    file: str
    logo: StoredFile | None = None


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
        paper = invoice.invoice(invoice_figures(book, record, job.session.today), record.letterhead(settings))
    name = f"receipt-{record.id}" if isinstance(record, Payment) else record.id
    return Print(paper, f"{FOLDER}/{name}.pdf", issued_logo(record))


def issued_logo(record: Printable) -> StoredFile | None:
    """Return the picture that an invoice was issued with."""
    return record.issued.logo if isinstance(record, Released) and record.issued else None


def of_application(job: Job, book: Book, record: Draft | Released) -> Print:
    """The application for payment that an invoice is; fixed price only."""
    if not job.project.settings.fixed_price:
        origin = job.project.settings.origin.at("project.contract")
        hint = "ressio pdf INVOICE, with the costs it is made of: --package"
        raise refused("application.closed", "an application for payment is for fixed price", hint, origin)
    settings = record.letterhead(job.project.settings)
    paper = application_paper.application(application(book, record), record, settings)
    return Print(paper, f"{FOLDER}/{record.id}-application.pdf", issued_logo(record))


def of_package(job: Job, book: Book, record: Draft | Released) -> Print:
    """The paper of an invoice that has its files behind it."""
    one = of_record(job, book, record)
    return replace(one, file=one.file.replace(".pdf", "-package.pdf"))


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


def as_it_stands(job: Job, record: Printable, make: Callable[[Job, Book, Any], Print]) -> Print:
    """The paper of a record as of the day. Where it was another one then, its file is named for the day.

    What lies under the record's own name is always the paper over all facts.
    """
    one = make(job, job.as_of, record)
    whole = next((each for each in _everything(job.project) if each.id == record.id), None)
    if job.as_of is job.book or whole is None or make(job, job.book, whole).paper == one.paper:
        return one
    return replace(one, file=one.file.replace(".pdf", f"-as-of-{job.session.today}.pdf"))


def _everything(project: Project) -> tuple[Printable, ...]:
    return (*project.invoices, *project.drafts, *project.changes, *project.payments)


def drawn(job: Job, one: Print) -> bytes:
    """The bytes of one paper; what lacks in it is told."""
    from ressio_cli.views.pdf.draw import document

    pictures = Pictures(job)
    done = document(one.paper, pictures.drawable(one.paper.logo, one.logo))
    job.note([*_lost(pictures, [one]), *_lacking(done.missing)])
    return done.data


def _lost(pictures: Pictures, prints: Sequence[Print]) -> list[str]:
    """Sentences on papers whose logo is not the one they were issued with any more."""
    lost = [one for one in prints if one.logo and pictures.drawable(one.paper.logo, one.logo) is None]
    if not lost:
        return []
    names = ", ".join(one.paper.name for one in lost[:_FEW])
    more = f" and {len(lost) - _FEW} more" if len(lost) > _FEW else ""
    picture = lost[0].paper.logo
    return [f"{picture} is not the logo that {names}{more} {_were(lost)} issued with: printed without a logo"]


def _were(prints: Sequence[Print]) -> str:
    return "were" if len(prints) > 1 else "was"


def packaged(job: Job, one: Print, record: Draft | Released) -> bytes:
    """One paper with its attachments, and for costs the files of their bills in the order of the lines."""
    from ressio_cli.views.pdf.package import Piece, package

    titles = _files(job, one, record)
    gone = [file for file in titles if not attachments.is_sound(job.root, file)]
    if gone:
        raise Refused([_missing(file) for file in gone])
    pieces = [Piece(title, file, attachments.read(job.root, file)) for file, title in titles.items()]
    pictures = Pictures(job)
    done = package(one.paper, pictures.drawable(one.paper.logo, one.logo), pieces)
    shows_cost = invoice_figures(job.as_of, record, job.session.today).show["cost"]
    bills = [] if shows_cost or len(pieces) == len(one.paper.files) else [_COSTS]
    job.note([*bills, *_lost(pictures, [one]), *_lacking(done.missing)])
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
        for scan in bill.files if bill else ():
            found.setdefault(scan.file, scan.title or (f"{bill.vendor} {bill.number}".strip() if bill else scan.file))
    return found


def save(file: str, data: bytes) -> None:
    """Write to a file that a person named, anywhere; only a PDF is written over."""
    with told(file, "looked at"):
        path = Path(disk.calls.real(file))
    folder, name = path.parent, path.name
    if disk.is_folder(folder, name):
        raise misused("file.not-regular", f"{file!r} is a folder", "name a file in it")
    if disk.is_there(folder, name) and not disk.is_file(folder, name):
        raise misused("file.not-regular", f"{file!r} is not a regular file", "-o - writes to standard output")
    if disk.is_file(folder, name) and not (disk.read(folder, name, 5) or b"%PDF-").startswith(b"%PDF-"):
        raise refused("pdf.other-file", f"{file!r} is there already and is no PDF", "name another file, or remove it")
    derived.put_file(folder, name, data)
    strays.sweep_beside(folder, _FORGOTTEN)


def keep(job: Job, file: str, data: bytes) -> None:
    """Write to a file of the project; never through a link that somebody planted in its place."""
    if disk.is_link(job.root, file):
        raise Trouble([Problem("file.outside", "this is a link", Origin(file), "remove the link")])
    derived.put_file(job.root, file, data)


def all_drawn(
    job: Job, prints: Sequence[Print], progress: Callable[[int], None] = lambda done: None
) -> tuple[list[tuple[str, bytes]], list[str]]:
    """The papers drawn, each with its file; and what a reader should know of them."""
    missing: frozenset[str] = frozenset()
    drawn = []
    pictures = Pictures(job)
    documents = _documents([(one.paper, pictures.drawable(one.paper.logo, one.logo)) for one in prints])
    for at, (one, document) in enumerate(zip(prints, documents, strict=True), 1):
        drawn.append((one.file, document.data))
        missing |= document.missing
        progress(at)
    return drawn, [*_lost(pictures, prints), *_lacking(missing)]


def _documents(papers: Sequence[tuple[Paper, bytes | None]]) -> Iterator[Document]:
    """The papers drawn with their pictures, in their order: many of them by two processes."""
    from ressio_cli.views.pdf.draw import document

    return halves.shared(lambda one: document(*one), papers, _MANY)


def _lacking(missing: frozenset[str]) -> list[str]:
    if not missing:
        return []
    signs = " ".join(f"{sign} (U+{ord(sign):04X})" for sign in sorted(missing)[:_NAMED])
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    return [f"no font here has the sign{'s' if len(missing) > 1 else ''} {signs}{more}: a box stands for each"]


def is_up_to_date(job: Job, one: Print, pictures: Pictures) -> bool:
    """The file of a paper says what the paper would say now."""
    return is_current(_there(job, one), one.paper, pictures.of(one.paper.logo, one.logo))


def current(job: Job, one: Print) -> bytes:
    """The bytes of one paper: those of its file where that is up to date, drawn anew where it is not."""
    there, picture = _there(job, one), Pictures(job).of(one.paper.logo, one.logo)
    return there if there is not None and is_current(there, one.paper, picture) else drawn(job, one)


def _there(job: Job, one: Print) -> bytes | None:
    return disk.read(job.root, one.file, LARGEST) if disk.is_file(job.root, one.file) else None


def refuse_unprintable(job: Job, after: Project, invoice: Released) -> None:
    """Refuse an invoice whose paper needs the extra `scripts` where that is missing, before it takes a number."""
    paper = of_record(job, Book(after), invoice).paper
    text = repr(paper)
    if text.isascii():
        return
    from ressio_cli.views.pdf.runs import refuse_without_scripts

    for part in text.split("'"):
        refuse_without_scripts(part)
