"""Papers as PDF files.

Room: commands.  Problems: pdf.nothing, pdf.one-file.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ressio_cli.commands import printing
from ressio_cli.commands.job import Job, reading
from ressio_cli.commands.printing import Print
from ressio_cli.commands.session import Session
from ressio_cli.files.options import day
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.problem import misused
from ressio_cli.rules import find
from ressio_cli.views import terminal
from ressio_cli.views.say import Result

EXAMPLES = """
ressio pdf 7
ressio pdf 7 --application
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

_NO_RECORDS = ("statement", "budget")


def run(
    ctx: typer.Context,
    what: What = "",
    all_: Annotated[bool, typer.Option("--all", help="Every released invoice whose PDF is not up to date.")] = False,
    package_: Annotated[
        bool, typer.Option("--package", help="Append attachments and the bills it is made of.")
    ] = False,
    application: Annotated[
        bool, typer.Option("--application", help="The application for payment that the invoice is.")
    ] = False,
    output: Out = "",
    from_: From = None,
    to: To = None,
) -> None:
    """Make the PDF of a paper: an invoice or credit, a receipt, a change to sign, a statement, the budget in short."""
    session: Session = ctx.obj
    single = "--package" if package_ else "--application" if application else ""
    _refuse_both(what, all_, output or single)
    if package_ and application:
        raise misused("usage", "--package and --application are two papers", "one of them at a time")
    if (from_ is not None or to is not None) and what != "statement":
        raise misused("usage", "--from and --to are for a statement", "ressio pdf statement --from 2026-01-01")
    if output == "-":
        _refuse_mixed(session)
    job = reading(ctx)
    if all_:
        _all(job)
    elif package_:
        _package(job, what, output)
    elif application:
        one = printing.of_application(job, job.as_of, _invoice(job, what, "--application"))
        _put(job, one.file, printing.drawn(job, one), output)
    else:
        one = _print(job, what, from_, to)
        _put(job, one.file, printing.drawn(job, one), output)


def _refuse_both(what: str, every: bool, single: str) -> None:
    hint = "ressio pdf 7, ressio pdf statement, ressio pdf --all"
    if bool(what) == every:
        raise misused("pdf.nothing", f"say what to print, or --all{', not both' if every else ''}", hint)
    if every and single:
        name = single if single.startswith("--") else "--output"
        raise misused("pdf.one-file", f"{name} is for one paper", "leave it out: the files go to pdf/")


def _refuse_mixed(session: Session) -> None:
    """A PDF on standard output leaves no place for words, and is none for a terminal."""
    if session.json:
        raise misused("usage", "-o - and --json both write to standard output", "-o FILE --json")
    if sys.stdout is not None and sys.stdout.isatty():
        raise misused("usage", "a PDF is nothing to show on a terminal", "-o FILE, or | into another program")


def _print(job: Job, what: str, from_: str | None, to: str | None) -> Print:
    if what == "statement":
        until = day("--to", to) if to is not None else job.session.today
        since = day("--from", from_) if from_ is not None else None
        if since and since > until:
            raise misused("option.date", f"--from {since} lies after --to {until}", "the first day, then the last")
        return printing.of_account(job, until, since)
    if what == "budget":
        return printing.of_budget(job)
    return printing.of_record(job, job.as_of, find.record(job.as_of.project, what))


def _all(job: Job) -> None:
    """What is stale, with a count on the terminal while it lasts."""
    prints = list(printing.stale(job))
    watched = sys.stderr is not None and sys.stderr.isatty() and not job.session.quiet

    def progress(done: int) -> None:
        if watched:
            terminal.complain(f"\r{done} of {len(prints)}" if done < len(prints) else "\r\033[K")

    job.note(printing.write(job, prints, progress))
    files = tuple(one.file for one in prints)
    said = (
        f"{len(files)} of {len(job.as_of.project.invoices)} papers drawn anew" if files else "every paper is up to date"
    )
    if job.session.quiet and not job.session.json:
        terminal.write("".join(f"{file}\n" for file in files))
    else:
        job.tell(Result(found={"files": list(files)}, said=(said,), files=files))


def _invoice(job: Job, what: str, option: str) -> Draft | Released:
    hint = f"ressio pdf 7 {option}"
    if what in _NO_RECORDS:
        raise misused("usage", f"{option} is for an invoice, not for the {what}", hint)
    record = find.record(job.as_of.project, what)
    if not isinstance(record, (Draft, Released)):
        raise misused("usage", f"{option} is for an invoice, which {record.id} is not", hint)
    return record


def _package(job: Job, what: str, output: str) -> None:
    record = _invoice(job, what, "--package")
    one = printing.of_record(job, job.as_of, record)
    _put(job, one.file.replace(".pdf", "-package.pdf"), printing.packaged(job, one, record), output)


def _put(job: Job, file: str, data: bytes, output: str) -> None:
    """Into the project, or where a person said: a file anywhere, or standard output as bytes."""
    if output == "-":
        terminal.write_bytes(data)
        return
    if output:
        printing.save(output, data)
    else:
        printing.keep(job, file, data)
    job.tell(Result(found={"files": [output or file]}, key=output or file, files=(output or file,)))
