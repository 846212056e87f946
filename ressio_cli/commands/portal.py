"""The client's portal.

Room: commands.
"""

from __future__ import annotations

import tempfile
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ressio_cli.billing import life
from ressio_cli.commands import publishing
from ressio_cli.commands.job import Job, reading
from ressio_cli.files import disk
from ressio_cli.model.invoice import Draft
from ressio_cli.model.problem import misused
from ressio_cli.rules import find
from ressio_cli.rules.book import Book
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
    job = reading(ctx)
    if preview:
        folder, files = _preview(job, preview)
        said = f"a preview of {preview}; nothing is published"
    else:
        files = publishing.build(job, job.as_of)
        folder = job.root / publishing.FOLDER
        said = f"{len(files)} files for {job.project.settings.client.name or 'the client'}"
    index = folder / "index.html"
    if open_:
        webbrowser.open(index.resolve().as_uri())
    job.tell(Result(found={"index": str(index), "files": files}, key=str(index), said=(said,), files=(str(index),)))


def _preview(job: Job, word: str) -> tuple[Path, list[str]]:
    """The portal as it would be after the release of a draft, in a folder of its own outside the project."""
    draft = find.invoice(job.as_of.project, word)
    if not isinstance(draft, Draft):
        raise misused("portal.not-draft", f"{draft.id} is released already", "ressio portal shows it")
    done = life.release(job.as_of, draft, life.Releasing(day=job.session.today), job.findings)
    invoice = replace(done.invoice, seal="")
    book = Book(job.as_of.project.without(draft).having(invoice))
    files = publishing.site(job, book, preview=f"PREVIEW of {draft.id}: this is not published")
    folder = Path(tempfile.mkdtemp(prefix="ressio-preview-"))
    disk.build_folder(folder, publishing.FOLDER, files)
    return folder / publishing.FOLDER, sorted(files)
