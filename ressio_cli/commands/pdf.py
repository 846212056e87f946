"""Papers as PDF files.

Room: commands.  Problems: pdf.nothing, pdf.one-file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from ressio_cli.commands import pdf_folder, printing, upkeep
from ressio_cli.commands.job import Job, reading
from ressio_cli.commands.printing import Print
from ressio_cli.commands.session import Session
from ressio_cli.files.options import day
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.problem import misused
from ressio_cli.model.record import dataclass
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
_AT_ONCE = 64  # papers that are drawn before they are put in pdf/


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
    if all_ and session.as_of:
        raise misused("pdf.one-file", "--as-of is for one paper: pdf/ holds what is true now", "leave it out")
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
        _put(job, lambda now: _packaged(now, what), output)
    elif application:
        _put(job, lambda now: _application(now, what), output)
    else:
        _put(job, lambda now: _drawn(now, _print(now, what, from_, to)), output)


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
    return printing.as_it_stands(job, find.record(job.as_of.project, what), printing.of_record)


def _all(job: Job) -> None:
    """Draw what is missing or out of date, a number of papers at a time, with a count on the terminal."""
    ids = [invoice.id for invoice in job.project.invoices]
    found = pdf_folder.outdated(job, ids)
    files = tuple(paper.print.file for paper in found.papers)
    watched = sys.stderr is not None and sys.stderr.isatty() and not job.session.quiet
    for start in range(0, len(files), _AT_ONCE):

        def progress(done: int, start: int = start) -> None:
            if watched:
                done += start
                terminal.complain(f"\r{done} of {len(files)}" if done < len(files) else "\r\033[K")

        def make(now: Job, start: int = start) -> _Papers:
            papers = found.papers if now is job else pdf_folder.outdated(now, ids).papers
            chosen = files[start : start + _AT_ONCE]
            return _Papers(now, *pdf_folder.made(now, [one for one in papers if one.print.file in chosen], progress))

        upkeep.put_in_place(job, make, job.lock)
    said = f"{len(files)} of {len(ids)} papers drawn anew" if files else "every paper is up to date"
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


def _packaged(job: Job, what: str) -> _Papers:
    record = _invoice(job, what, "--package")
    one = printing.as_it_stands(job, record, printing.of_package)
    return _Papers(job, [(one.file, printing.packaged(job, one, record))])


def _application(job: Job, what: str) -> _Papers:
    return _drawn(job, printing.as_it_stands(job, _invoice(job, what, "--application"), printing.of_application))


def _drawn(job: Job, one: Print) -> _Papers:
    return _Papers(job, *printing.all_drawn(job, [one]))


@dataclass(frozen=True, slots=True)
class _Papers:
    """Papers that were drawn, each with its file, and what a reader should know of them."""

    job: Job
    drawn: Sequence[tuple[str, bytes]]
    notes: Sequence[str] = ()

    def put(self) -> None:
        """Put them in pdf/."""
        for file, data in self.drawn:
            printing.keep(self.job, file, data)
        self.job.note(self.notes)

    def drop(self) -> None:
        """Do without them: they are not written yet."""


def _put(job: Job, make: Callable[[Job], _Papers], output: str) -> None:
    """Into the project, or where a person said: a file anywhere, or standard output as bytes."""
    if not output:
        [(file, _)] = upkeep.put_in_place(job, make, job.lock).drawn
        job.tell(Result(found={"files": [file]}, key=file, files=(file,)))
        return
    made = make(job)
    [(_, data)] = made.drawn
    job.note(made.notes)
    if output == "-":
        terminal.write_bytes(data)
        return
    printing.save(output, data)
    job.tell(Result(found={"files": [output]}, key=output, files=(output,)))
