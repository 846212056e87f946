"""A bill is changed.

Room: commands.  Problems: edit.nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from ressio_cli.commands import line_asking
from ressio_cli.commands.agreed import note_lookalikes, tell_bill
from ressio_cli.commands.job import Job, writing
from ressio_cli.files import attachments, line_options, options
from ressio_cli.model.bill import KINDS, Bill
from ressio_cli.model.problem import misused
from ressio_cli.rules import find
from ressio_cli.rules.bill_edit import BillEdit, edit_bill, stale_drafts
from ressio_cli.rules.book import Book
from ressio_cli.rules.checks.bills import drifts

WRITES = True
EXAMPLES = """
ressio bill edit coastal-concrete-88121 --due 2026-04-20 --attach 88121.pdf
ressio bill edit coastal-concrete-88121 --amount 1=8400 --code 1=03-30-00 --line "Pump=350"
ressio bill edit coastal-concrete-88121 --amount 1=8000 --reason "Vendor sent a corrected bill"
"""

_NONE = "none"
_LINES = ("--amount", "--markup", "--tax", "--code", "--for", "--text", "--drop", "--line")


def run(
    ctx: typer.Context,
    bill: Annotated[str, typer.Argument(metavar="BILL", help="Its id, or an unambiguous beginning.")],
    vendor: Annotated[str, typer.Option("--vendor", metavar="NAME", help="Who is paid.")] = "",
    number: Annotated[str, typer.Option("--number", metavar="NUMBER", help="The vendor's number; none for none.")] = "",
    date: Annotated[str, typer.Option("--date", metavar="DATE", help="The bill's date.")] = "",
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="When it is due; none for none.")] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="bill, expense or labor.")] = "",
    amount: line_asking.Amounts = None,
    markup: line_asking.Markups = None,
    tax: line_asking.Taxes = None,
    code: line_asking.Codes = None,
    for_: line_asking.Purposes = None,
    text: line_asking.Texts = None,
    line: line_asking.NewLines = None,
    drop: line_asking.Drops = None,
    attach: Annotated[
        list[str] | None, line_asking.many("--attach", "FILE[=CAPTION]", "Copy a scan in; repeat it for more.")
    ] = None,
    detach: Annotated[
        list[str] | None, line_asking.many("--detach", "FILE", "Take a scan off the bill; the file itself stays.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it changes; kept in the bill.")] = "",
) -> None:
    """Change a bill. Once an invoice that bills it is released, its costs, markups and taxes need --reason.

    What was billed stays billed; ressio check then notes the difference and the command that settles it.
    """
    with writing(ctx) as job:
        before = find.bill(job.project, bill)
        copies = attachments.copies(job.root, attach or (), f"bills/{before.id}")
        edit = BillEdit(
            facts=_facts(ctx.params),
            lines=line_options.bill_lines(line_asking.given(ctx.params, _LINES), job.project.currency),
            attached=copies.attachments,
            detached=detach or (),
            reason=reason,
        )
        if not (edit.facts or edit.lines or edit.attached or edit.detached or edit.reason):
            raise misused("edit.nothing", "no change is named", "ressio bill edit --help")
        after = edit_bill(job.book, before, edit, job.session.today)
        preview = job.apply([*copies.edits, job.rewrite(before, after)], f"edit bill {after.id}")
        drifted = list(drifts(Book(job.project.having(after)), after))
        notes = [problem.message for problem in drifted]
        note_lookalikes(job, [after])
        job.note([*_stale(job, before, after), *notes])
        step = next((problem.hint for problem in drifted if problem.hint), f"ressio bill show {after.id}")
        tell_bill(job, after, "changed" if after != before else "nothing changed", step, preview)


def _facts(params: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the bill that are given, with their new values."""
    facts: dict[str, Any] = {}
    if params["vendor"]:
        facts["vendor"] = params["vendor"].strip()
    if params["number"]:
        facts["number"] = "" if params["number"] == _NONE else params["number"].strip()
    if params["date"]:
        facts["date"] = options.day("--date", params["date"])
    if params["due"]:
        facts["due"] = None if params["due"] == _NONE else options.day("--due", params["due"])
    if params["kind"]:
        facts["kind"] = options.one_of("--kind", params["kind"], KINDS)
    return facts


def _stale(job: Job, before: Bill, after: Bill) -> list[str]:
    return [
        f"the draft {draft} bills it as it was: ressio invoice edit {draft} --refresh"
        for draft in stale_drafts(job.book, before, after)
    ]
