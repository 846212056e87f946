"""A person is shown what can be billed and asked what to bill.

Room: commands.  Problems: ask.empty.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import typer

from ressio_cli.billing.left_out import waiting
from ressio_cli.commands import asking
from ressio_cli.commands.job import Job, opened
from ressio_cli.files.options import answers
from ressio_cli.model.figures import UnbilledList
from ressio_cli.model.problem import Stop, misused
from ressio_cli.model.project import Project
from ressio_cli.rules.sources import ALL, RETAINAGE
from ressio_cli.rules.unbilled import unbilled
from ressio_cli.views import say, terminal
from ressio_cli.views.sheets import job as sheets

_EXPLAINED = """
What is to be billed? One a line, an empty line ends:
  CO-001             all that is left of a change, a bill or a group
  03-100=60%         60 % complete to date; all=40% for everything
  03-100=4200.00     this much of it now
"""
_LISTED = 12


def choices(ctx: typer.Context) -> dict[str, Any]:
    """The command line's options, and what a person answered where it chose nothing.

    Without a terminal the list of what can be billed is printed, and the command refused.
    """
    params = dict(ctx.params)
    if asking.chosen(params):
        return params
    job = opened(ctx)
    found = unbilled(job.as_of, job.session.today, contract=True, retainage=True)
    found = replace(found, rows=tuple(row for row in found.rows if not row.undecided))
    job.note_line(waiting(job.as_of))
    if not job.session.terminal or job.session.json:
        raise _refused(job, found)
    terminal.show(sheets.unbilled(found), job.session.mode.look)
    terminal.write(_EXPLAINED)
    return params | _asked(job)


def _asked(job: Job) -> dict[str, Any]:
    """Line by line; a line that cannot be understood is told and asked again."""
    lines: list[str] = []
    while line := typer.prompt("bill", default="", show_default=False).strip():
        try:
            answers([line], job.project.currency)
            lines.append(line)
        except Stop as stop:
            say.print_problems(stop.problems)
    if not lines:
        raise typer.Abort
    said = answers(lines, job.project.currency)
    return said | _rests(job.project, said)


def _rests(project: Project, said: dict[str, list[str]]) -> dict[str, Any]:
    """Names said alone, as the options that bill all that is left of them."""
    changes, bills = {change.id for change in project.changes}, {bill.id for bill in project.bills}
    options: dict[str, Any] = {"change": [], "bill": [], "percent": [*said["percent"]], "from_": [], "all_": False}
    for name in said["rest"]:
        paper = name.partition("/")[0]
        if name == ALL:
            options["all_"] = True
        elif name == RETAINAGE:
            options["from_"].append(name)
        elif paper in changes or paper in bills:
            options["change" if paper in changes else "bill"].append(name)
        else:
            options["percent"].append(f"{name}=100%")
    return options


def _refused(job: Job, found: UnbilledList) -> Stop:
    hint = "ressio invoice new --percent all=40, --change ID, --bill ID, --item NAME=AMOUNT or --from METHOD"
    if not job.session.json:
        terminal.show(sheets.unbilled(found), job.session.mode.look)
        return misused("ask.empty", "nothing is chosen; what can be billed is listed", hint)
    names = [f"{row.source} ({row.left.grouped()} left)" for row in found.rows[:_LISTED]]
    more = len(found.rows) - _LISTED
    listed = ", ".join(names) + (f" and {more} more" if more > 0 else "") or "nothing at the moment"
    return misused("ask.empty", f"nothing is chosen; what can be billed: {listed}", hint)
