"""Papers as PDF files.

Room: commands.  Problems: pdf.nothing, pdf.one-file.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from ressio_cli.commands import printing
from ressio_cli.commands.job import Job, reading
from ressio_cli.commands.printing import Print
from ressio_cli.files import disk
from ressio_cli.files.options import day
from ressio_cli.model.problem import misused
from ressio_cli.rules import find
from ressio_cli.views import terminal
from ressio_cli.views.say import Result

EXAMPLES = """
ressio pdf 7
ressio pdf march-progress -o look.pdf
ressio pdf CO-002
ressio pdf 2026-04-12-INV-0003
ressio pdf statement --from 2026-01-01
ressio pdf budget -o - | lpr
ressio pdf --all
"""

What = Annotated[
    str,
    typer.Argument(metavar="WHAT", help="An invoice, draft, change or payment; or statement, or budget."),
]
Out = Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Into this file; - is standard output.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Statement: the first day.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Statement: the last day.")]


def run(
    ctx: typer.Context,
    what: What = "",
    all_: Annotated[bool, typer.Option("--all", help="Every released invoice whose PDF is not up to date.")] = False,
    package_: Annotated[
        bool, typer.Option("--package", help="Append attachments and the bills it is made of.")
    ] = False,
    output: Out = "",
    from_: From = None,
    to: To = None,
) -> None:
    """Make the PDF of a paper: an invoice or credit, a receipt, a change to sign, a statement, the budget in short."""
    job = reading(ctx)
    if bool(what) == all_:
        raise misused(
            "pdf.nothing", "say what to print, or --all", "ressio pdf 7, ressio pdf statement, ressio pdf --all"
        )
    if output and all_:
        raise misused("pdf.one-file", "--output is for one paper", "leave it out: the files go to pdf/")
    if output:
        _to_file(job, _print(job, what, from_, to), output)
        return
    if package_:
        _package(job, what)
        return
    prints = list(printing.stale(job)) if all_ else [_print(job, what, from_, to)]
    job.note(printing.write(job, prints))
    files = tuple(one.file for one in prints)
    said = (f"{len(files)} of {len(job.as_of.project.invoices)} papers drawn anew",) if all_ else ()
    job.tell(Result(found={"files": list(files)}, key="\n".join(files), said=said, files=files))


def _print(job: Job, what: str, from_: str | None, to: str | None) -> Print:
    if what == "statement":
        until: date = day("--to", to) if to is not None else job.session.today
        return printing.of_account(job, until, day("--from", from_) if from_ is not None else None)
    if what == "budget":
        return printing.of_budget(job)
    return printing.of_record(job, job.as_of, find.record(job.as_of.project, what))


def _package(job: Job, what: str) -> None:
    record = find.record(job.as_of.project, what)
    one = printing.of_record(job, job.as_of, record)
    file = one.file.replace(".pdf", "-package.pdf")
    disk.put(job.root, file, printing.packaged(job, one, record))
    job.tell(Result(found={"files": [file]}, key=file, files=(file,)))


def _to_file(job: Job, one: Print, output: str) -> None:
    """Into a file that a person named, or to standard output as bytes."""
    data = printing.drawn(job, one)
    if output == "-":
        terminal.write_bytes(data)
        return
    printing.save(output, data)
    job.tell(Result(found={"files": [output]}, key=output, files=(output,)))
