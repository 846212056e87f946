"""The client's portal.

Room: commands.  Problems: portal.not-draft.
"""

from __future__ import annotations

import tempfile
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ressio_cli.billing import life
from ressio_cli.commands import publishing, upkeep
from ressio_cli.commands.job import Job, reading
from ressio_cli.files import derived
from ressio_cli.files.troubles import told
from ressio_cli.model.invoice import Draft
from ressio_cli.model.problem import misused
from ressio_cli.rules import find
from ressio_cli.rules.book import Book
from ressio_cli.views.portal.page import HOME
from ressio_cli.views.say import Result

EXAMPLES = """
ressio portal --open
ressio portal --preview march-progress --open
"""

Preview = Annotated[
    str, typer.Option("--preview", metavar="DRAFT", help="Show a draft as if released; publish nothing.")
]


def run(
    ctx: typer.Context,
    open_: Annotated[bool, typer.Option("--open", help="Open it in a browser.")] = False,
    preview: Preview = "",
) -> None:
    """Build the client's pages in portal/: plain HTML that opens from disk and from any static host."""
    if preview:
        _preview(reading(ctx), preview, open_)
        return
    job, day = reading(ctx), ctx.obj.today
    built = upkeep.put_in_place(job, lambda now: publishing.build(now, day), job.lock).site
    job.note_left_out(built.left_out)
    who, files = job.project.settings.client.name or "the client", sorted(built.makings)
    said = f"{len(files)} files for {who}, {len(built.made)} of them made anew"
    _tell(job, job.root / publishing.FOLDER, said, files)
    _open(job, job.root / publishing.FOLDER, open_)


def _preview(job: Job, word: str, open_: bool) -> None:
    """The portal as it would be after the release of a draft, in a folder of its own outside the project."""
    draft = find.invoice(job.as_of.project, word)
    if not isinstance(draft, Draft):
        raise misused("portal.not-draft", f"{draft.id} is released already", "ressio portal shows it")
    done = life.release(job.as_of, draft, life.Releasing(day=job.session.today), job.findings)
    new = [record for record in (replace(done.invoice, seal=""), done.replaced, done.drawn) if record is not None]
    book = Book(job.as_of.project.without(draft).having(*new))
    words = f"PREVIEW of {draft.id}: this is not published"
    shown = publishing.Preview(invoice=done.invoice.id, words=words)
    made = publishing.site(job, book, job.session.today, shown)
    with told(tempfile.gettempdir(), "written"):
        folder = Path(tempfile.mkdtemp(prefix="ressio-preview-"))
    derived.build_folder(folder, publishing.FOLDER, made)
    said = f"a preview of {draft.id}; nothing is published"
    _tell(job, folder / publishing.FOLDER, said, sorted(made.makings))
    _open(job, folder / publishing.FOLDER, open_)


def _tell(job: Job, folder: Path, said: str, files: list[str]) -> None:
    index = str(folder / HOME)
    job.tell(Result(found={"index": index, "files": files}, key=index, said=(said,), files=(index,)))


def _open(job: Job, folder: Path, wanted: bool) -> None:
    if wanted and not webbrowser.open((folder / HOME).resolve().as_uri()):
        job.note([f"no browser could be opened: open {folder / HOME}"])
