"""The client's portal: gathered, rendered and put in its place.

Room: commands.
"""

from __future__ import annotations

from pathlib import Path

from ressio_cli.commands import printing
from ressio_cli.commands.job import Job
from ressio_cli.files import attachments, disk
from ressio_cli.files.bytes import LARGEST, decode
from ressio_cli.model.invoice import Released
from ressio_cli.model.problem import Refused, Stop
from ressio_cli.model.project import Project
from ressio_cli.rules.book import Book
from ressio_cli.rules.budget_rows import budget_table
from ressio_cli.rules.groups import change_figures
from ressio_cli.rules.papers import invoice_list
from ressio_cli.rules.position import summary
from ressio_cli.views.portal.pages import Seen, file_of, pages

FOLDER = "portal"
OVERRIDES = "portal-templates"
POLICY = "default-src 'none'; style-src 'self' file:; img-src 'self' file:; base-uri 'none'; form-action 'none'"


def seen(job: Job, book: Book) -> Seen:
    """What the client may see of a project."""
    project, day = book.project, job.session.today
    whole = project.settings.client_sees == "budget"
    return Seen(
        day=day,
        settings=project.settings,
        totals=summary(book, day),
        invoices=invoice_list(book, day),
        changes=list(zip(project.changes, change_figures(book), strict=True)),
        table=budget_table(book, job.default_view) if whole else None,
    )


def site(job: Job, book: Book, preview: str = "") -> dict[str, bytes]:
    """Every file of the portal by its path."""
    from ressio_cli.views.portal.render import STYLE, render, style

    settings = job.project.settings
    words = {
        "project": settings.name,
        "builder": settings.company.name,
        "day": str(job.session.today),
        "policy": POLICY,
        "preview": preview,
    }
    overrides = _overrides(job.root)
    found = {path: text.encode() for path, text in render(pages(seen(job, book)), words, overrides)}
    found[STYLE] = style(overrides).encode()
    for invoice in book.project.invoices:
        found |= _files(job, book, invoice)
    return found


def _files(job: Job, book: Book, invoice: Released) -> dict[str, bytes]:
    """The PDF of an invoice, and those of its attachments that the client sees."""
    one = printing.of_record(job, book, invoice)
    found = {f"pdf/{invoice.id}.pdf": printing.current(job, one)}
    for path in one.paper.files:
        if attachments.is_sound(job.root, path):
            found[file_of(invoice, path)] = disk.read_any(job.root / path, attachments.LARGEST)
    return found


def _overrides(root: Path) -> dict[str, str]:
    """The project's own templates, by name."""
    found = {}
    for name in ("page.html", "style.css"):
        path = f"{OVERRIDES}/{name}"
        data = disk.read(root, path, LARGEST) if (root / path).is_file() else None
        if data is not None:
            text, problems = decode(data, path)
            if text is None:
                raise Refused(problems)
            found[name] = text
    return found


def is_built(root: Path) -> bool:
    """The portal was built once, so that writing commands keep it up to date."""
    return (root / FOLDER / disk.DERIVED).is_file()


def build(job: Job, book: Book) -> list[str]:
    """Build the portal; answers its files."""
    files = site(job, book)
    disk.build_folder(job.root, FOLDER, files)
    return sorted(files)


def refresh(job: Job, project: Project) -> list[str]:
    """Build it again after a command that wrote, where it has been built. What does not work is told."""
    if job.session.dry_run or not is_built(job.root):
        return []
    try:
        build(job, Book(project))
    except Stop as stop:
        return [f"the portal is as it was: {stop}; `ressio portal` builds it again"]
    return []
