"""The numbers that git's history knows: those that were given once count, whether their files are there or not.

Room: commands.  Notes: invoice.gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ressio_cli.commands.job import Job
from ressio_cli.files import git
from ressio_cli.files.folder import ENDING
from ressio_cli.files.records import INVOICE
from ressio_cli.model.numbering import numbered
from ressio_cli.model.problem import Origin, Problem


def numbers(job: Job) -> Collection[str]:
    """Return every number that any branch has ever held; say so where the history cannot be read."""
    history = git.history(job.root, INVOICE.folder, everywhere=True)
    if history.why:
        job.note([f"git's history was not read ({history.why}): the number follows from the files alone"])
    return {name.removesuffix(ENDING) for name in history.commits if name.endswith(ENDING)}


def skipped(job: Job, number: str, history: Collection[str]) -> list[str]:
    """Return a sentence on the numbers between the last file and the number taken that only the history knows."""
    series = job.book.series
    taken = series.place(number)
    if taken is None:
        return []
    highest = max(series.numbers(taken.pattern), default=0)
    lost = [n for n in series.numbers(taken.pattern, history) if highest < n < taken.n]
    names = ", ".join(numbered(n, taken.pattern) for n in sorted(lost))
    are = "are" if len(lost) > 1 else "is"
    return [f"{names} {are} skipped: already used in git's history"] if lost else []


def gone(job: Job) -> Iterator[Problem]:
    """Yield a note for each number that was committed before and has no file now."""
    history = git.history(job.root, INVOICE.folder, everywhere=False)
    present = {invoice.id for invoice in job.project.invoices}
    for name, commit in sorted(history.commits.items()):
        id = name.removesuffix(ENDING)
        if name.endswith(ENDING) and id not in present and job.book.series.place(id):
            message = f"{id} was committed to git and has no file any more; its number is not given again"
            hint = f"git restore --source={commit[:12]} -- {INVOICE.path(id)}"
            yield Problem("invoice.gone", message, Origin(INVOICE.path(id)), hint, "note", subjects=(id,))
