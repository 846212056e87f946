"""Prove the files.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Iterator

import typer

from ressio_cli.commands import number_history, waiting
from ressio_cli.commands.job import Job, opened
from ressio_cli.files import attachments, logos
from ressio_cli.model.problem import Problem
from ressio_cli.rules.checks import check_on, checked_counts
from ressio_cli.views import json_out, say
from ressio_cli.views.say import Result

EXAMPLES = """
ressio check
ressio check --json | jq '.problems[].code'
"""


def run(ctx: typer.Context) -> None:
    """Check every rule over every file; end with exit code 1 when one is broken. Notes never change the exit code."""
    job = opened(ctx)
    problems = (*job.reading.notes, *_findings(job), *_findings_of_files(job), *waiting.findings(job))
    counts = {"files": len(job.reading.texts), **checked_counts(job.project)}
    serious = [problem for problem in problems if problem.severity == "problem"]
    if not job.session.json:
        say.print_problems(problems, job.session.excerpt)
    job.tell(Result(found=json_out.check(problems, counts), said=(_sentence(counts, len(serious), len(problems)),)))
    if serious:
        raise typer.Exit(1)


def _findings(job: Job) -> tuple[Problem, ...]:
    """Over every fact; with `--as-of` over those known on that day."""
    if job.session.as_of is None:
        return job.findings
    return tuple(check_on(job.project, job.session.as_of))


def _findings_of_files(job: Job) -> Iterator[Problem]:
    """What is not said by records: files that they name, and files that git knows."""
    yield from attachments.problems(job.root, job.project)
    yield from logos.problems(job.root, job.project)
    yield from number_history.gone(job)


def _sentence(counts: dict[str, int], problems: int, all_findings: int) -> str:
    what = ", ".join(f"{count} {_counted(name, count)}" for name, count in counts.items() if count)
    notes = all_findings - problems
    found = f"{problems} problem{'s' if problems != 1 else ''}" if problems else "no problems"
    return f"{found}{f', {notes} note' + ('s' if notes != 1 else '') if notes else ''}: checked {what}"


def _counted(name: str, count: int) -> str:
    return name.removesuffix("s") if count == 1 else name
