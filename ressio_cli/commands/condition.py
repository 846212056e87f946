"""The condition of a project's folder, as `check` tells it: work that was cut off, papers and portal, the logo.

Room: commands.  Problems: project.unfinished, portal.outdated, logo.missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ressio_cli.commands.job import Job
from ressio_cli.files import disk, due, lock
from ressio_cli.files.derived import DERIVED
from ressio_cli.model.problem import Origin, Problem, Refused, Stop


def findings(job: Job) -> Iterator[Problem]:
    """Everything about the folder itself."""
    yield from _logo(job)
    unfinished = _unfinished(job)
    if unfinished:
        yield unfinished  # the next command makes papers and portal again, too
    else:
        yield from _derived(job)


def _unfinished(job: Job) -> Problem | None:
    """A command was cut off; while one is at work nothing is said."""
    if not lock.is_free(job.root):
        return None
    if job.reading.is_cut_off:
        message = "a command was cut off; the next one that writes finishes it"
    elif due.left(job.root):
        message = "a command was cut off; the next one that writes makes its papers and the portal again"
    else:
        return None
    return Problem("project.unfinished", message, severity="note")


def _logo(job: Job) -> Iterator[Problem]:
    """The logo, opened in full."""
    if not job.project.settings.company.logo:
        return
    from ressio_cli.commands import letterheads

    try:
        letterheads.current(job)
    except Refused as stop:
        yield from stop.problems


def _derived(job: Job) -> Iterator[Problem]:
    """Papers and portal that say something else than they would now."""
    if disk.is_folder(job.root, "pdf"):
        from ressio_cli.commands import pdf_folder

        yield from pdf_folder.findings(job)
    if disk.is_file(job.root, f"portal/{DERIVED}"):
        from ressio_cli.commands import publishing

        with suppress(Stop):
            if publishing.is_outdated(job):
                yield Problem("portal.outdated", "the portal is out of date", Origin("portal"), "ressio portal", "note")
