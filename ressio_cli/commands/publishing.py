"""The client's portal: gathered, rendered and put in its place.

Room: commands.  Problems: folder.foreign, attachment.missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

from ressio_cli.commands import printing
from ressio_cli.commands.job import Job
from ressio_cli.commands.letterheads import Pictures
from ressio_cli.commands.printing import Print
from ressio_cli.files import attachments, derived, disk
from ressio_cli.files.bytes import LARGEST, decode
from ressio_cli.files.derived import Aside
from ressio_cli.model.figures import InvoiceFigures
from ressio_cli.model.invoice import Released
from ressio_cli.model.problem import Origin, Problem, Refused, Trouble, refused
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.budget_rows import budget_table
from ressio_cli.rules.groups import change_figures
from ressio_cli.rules.papers import invoice_figures
from ressio_cli.rules.position import summary
from ressio_cli.views.paper import Paper
from ressio_cli.views.papers.invoice import invoice as invoice_paper
from ressio_cli.views.pdf.digest import digest
from ressio_cli.views.portal import manifest
from ressio_cli.views.portal.addresses import Attached, attached, pdf_address
from ressio_cli.views.portal.manifest import Entry, Manifest
from ressio_cli.views.portal.page import Page
from ressio_cli.views.portal.pages import pages
from ressio_cli.views.portal.seen import Facts, File, seen

FOLDER = "portal"
OVERRIDES = "portal-templates"
_DROPPED = frozenset({".DS_Store", "Thumbs.db"})  # what file managers leave in any folder
_NAMED = 3  # how many files a message names


@dataclass(frozen=True, slots=True)
class Making:
    """One file of the portal: `key` tells all that it is made of, `make` makes its bytes."""

    key: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A draft shown as the invoice it would be. `words` stand on every page."""

    invoice: str
    words: str


@dataclass(frozen=True, slots=True)
class Site(Mapping[str, bytes]):
    """The files of a portal by path; each is made when it is asked for, or taken from the portal that is there.

    The manifest comes last: it says as of which day the portal is, of every file what it was made of, and what it
    then was.
    """

    root: Path
    day: date
    makings: Mapping[str, Making]
    old: Mapping[str, Entry]
    left_out: Sequence[str]
    entries: dict[str, Entry] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        return iter((*self.makings, derived.DERIVED))

    def __len__(self) -> int:
        return len(self.makings) + 1

    def __getitem__(self, path: str) -> bytes:
        if path == derived.DERIVED:
            return manifest.written(Manifest(day=self.day, entries=self.entries))
        making = self.makings[path]
        data = self._kept(path, making.key)
        if data is None:
            data = making.make()
            self.made.append(path)
        self.entries[path] = Entry(key=making.key, sum=sha256(data).hexdigest())
        return data

    def _kept(self, path: str, key: str) -> bytes | None:
        """The file as it lies in the portal, where it was made of the same and nobody touched it since."""
        was = self.old.get(path)
        if was is None or was.key != key:
            return None
        data = _lying(self.root, f"{FOLDER}/{path}")
        return data if data is not None and sha256(data).hexdigest() == was.sum else None

    @property
    def is_up_to_date(self) -> bool:
        """The portal that lies there was made of the same."""
        return {path: making.key for path, making in self.makings.items()} == {
            path: entry.key for path, entry in self.old.items()
        }


@dataclass(frozen=True, slots=True)
class Built:
    """A portal that was built and waits to be put in its place."""

    site: Site
    aside: Aside

    def put(self) -> None:
        """Put it in its place, under the project's lock."""
        self.aside.put()

    def drop(self) -> None:
        """Do without it."""
        self.aside.drop()


def site(job: Job, book: Book, day: date, preview: Preview | None = None) -> Site:
    """Every file of the portal of a project as it stands in the book, which is that of the day."""
    old = {} if preview else _manifest(job.root).entries
    facts = _facts(job, book, day)
    makings = _papers(job, book, facts.papers, preview)
    files, left_out = _attachments(job, facts.invoices, old, makings)
    makings |= _pages(job, replace(facts, files=files), preview)
    return Site(job.root, day, makings, old, left_out)


def _manifest(root: Path) -> Manifest:
    return manifest.read(_lying(root, f"{FOLDER}/{derived.DERIVED}")) or Manifest(day=None, entries={})


def _facts(job: Job, book: Book, day: date) -> Facts:
    project = book.project
    told = tuple(invoice_figures(book, invoice, day) for invoice in project.invoices)
    return Facts(
        day=day,
        settings=project.settings,
        totals=summary(book, day),
        invoices=told,
        papers={row.invoice.id: invoice_paper(row, row.invoice.letterhead(project.settings)) for row in told},
        changes=list(zip(project.changes, change_figures(book), strict=True)),
        table=budget_table(book, job.default_view) if project.settings.client_sees == "budget" else None,
    )


def _pages(job: Job, facts: Facts, preview: Preview | None) -> dict[str, Making]:
    from ressio_cli.views.portal.render import STYLE, Printer

    told = seen(facts)
    words = {"project": told.name, "builder": told.builder, "currency": told.currency}
    printer = Printer({**words, "preview": preview.words if preview else ""}, _overrides(job.root))
    style = printer.style.encode()
    found = {STYLE: Making(_hash(style), lambda: style)}
    for page in pages(told):
        found[page.path] = Making(printer.key(page), partial(_html, printer.html, page))
    return found


def _html(html: Callable[[Page], str], page: Page) -> bytes:
    return html(page).encode()


def _papers(job: Job, book: Book, papers: Mapping[str, Paper], preview: Preview | None) -> dict[str, Making]:
    """The PDF of each invoice: the one in `pdf/` where that is up to date, else drawn anew."""
    found, pictures = {}, Pictures(job)
    for id, paper in papers.items():
        paper = replace(paper, stamp="PREVIEW") if preview and preview.invoice == id else paper
        one = Print(paper, f"{printing.FOLDER}/{id}.pdf", printing.issued_logo(book.invoices[id]))
        picture = pictures.of(paper.logo, one.logo)
        found[pdf_address(id)] = Making(digest(paper, picture), partial(printing.current, job, one))
    return found


def _attachments(
    job: Job, rows: Iterable[InvoiceFigures], old: Mapping[str, Entry], makings: dict[str, Making]
) -> tuple[dict[str, list[File]], list[str]]:
    """The files each invoice shows, their makings, and sentences on those that cannot be shown.

    A file that is no longer what the invoice was sealed with stays out: it could be anything.
    """
    files: dict[str, list[File]] = {}
    left_out = []
    for row in rows:
        for each in attached(row) if isinstance(row.invoice, Released) else ():
            key = _key(job.root, each, old)
            if key is None:
                left_out.append(f"{row.invoice.id}: {each.path} is not there, or not what went with it; it is left out")
                continue
            files.setdefault(row.invoice.id, []).append(File(href=each.href, title=each.title))
            makings[each.href] = Making(key, partial(_attachment, job.root, each.path))
    return files, left_out


def _key(root: Path, each: Attached, old: Mapping[str, Entry]) -> str | None:
    """The hash of an attachment, as its invoice was sealed with it; None where the file is not that one."""
    if each.sum and each.href in old and old[each.href].key == each.sum and disk.is_file(root, f"{FOLDER}/{each.href}"):
        return each.sum
    if not attachments.is_sound(root, each.path):
        return None
    found = _hash(attachments.read(root, each.path))
    return found if each.sum in ("", found) else None


def _attachment(root: Path, path: str) -> bytes:
    if not attachments.is_sound(root, path):
        raise refused("attachment.missing", f"there is no file {path} in the project", "restore it")
    return attachments.read(root, path)


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def _lying(root: Path, path: str) -> bytes | None:
    return disk.read(root, path, attachments.LARGEST + 1) if disk.is_file(root, path) else None


def _overrides(root: Path) -> dict[str, str]:
    """The project's own templates, by name."""
    found = {}
    for name in ("page.html", "style.css"):
        path = f"{OVERRIDES}/{name}"
        if not disk.is_there(root, path):
            continue
        data = disk.read(root, path) if disk.lies_inside(root, path) else None
        if data is None or len(data) > LARGEST:
            origin = Origin(path)
            raise refused("portal.template", f"{path} is not a file of the project", "replace it by a file", origin)
        text, problems = decode(data, path)
        if text is None:
            raise Refused(problems)
        found[name] = text
    return found


def is_built(root: Path) -> bool:
    """The portal was built once, so that writing commands keep it up to date."""
    return disk.is_file(root, f"{FOLDER}/{derived.DERIVED}")


def build(job: Job, day: date) -> Built:
    """Build the portal beside its place, as of a day; refused where the place, or something in it, is not ours."""
    made = site(job, Book(as_of(job.project, day)), day)
    strangers = _strangers(job.root, made.old)
    if strangers:
        raise Trouble([Problem("folder.foreign", _of_strangers(strangers), Origin(FOLDER), "move it out of there")])
    return Built(made, derived.built_aside(job.root, FOLDER, made))


def kept_up(job: Job) -> Built:
    """Build the portal after a command that wrote: as of this day, never of one before that which it shows."""
    return build(job, max(filter(None, (_manifest(job.root).day, job.session.clock))))


def is_outdated(job: Job) -> bool:
    """The portal is there, and says something else than it would now for the day it shows."""
    day = _manifest(job.root).day or job.session.clock
    return is_built(job.root) and not site(job, Book(as_of(job.project, day)), day).is_up_to_date


def _strangers(root: Path, old: Mapping[str, Entry]) -> list[str]:
    """What lies in the portal that we did not put there. Without a manifest nothing is known of it."""
    if disk.is_link(root, FOLDER):
        return [FOLDER]
    if not old or not is_built(root):
        return []
    ours = {*old, derived.DERIVED}
    return [path for path in _listed(root, FOLDER) if path.removeprefix(f"{FOLDER}/") not in ours]


def _listed(root: Path, folder: str) -> Iterator[str]:
    for name, is_folder in disk.names(root, folder):
        path = f"{folder}/{name}"
        if is_folder:
            yield from _listed(root, path)
        elif name not in _DROPPED:
            yield path


def _of_strangers(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return f"ressio did not make {', '.join(paths[:_NAMED])}{more}, and would have to remove it"
