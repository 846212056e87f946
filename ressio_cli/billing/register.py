"""The register of methods that claim sources: a sixth is one module and one entry here.

Room: billing.  A method is a module with NAME, SUMMARY, closed(project), sources(project) and
lines(book, wants, ask, besides).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ressio_cli.billing import actuals, changes, percentage, retainage
from ressio_cli.billing.claiming import Claimed
from ressio_cli.billing.want import Want
from ressio_cli.model.ask import Ask
from ressio_cli.model.invoice import Invoice
from ressio_cli.model.problem import Problem
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One method of the register.

    `percents`: its sources take a percent to date. `whole`: naming the method alone bills all that is left.
    `markups`: its lines may have a markup of their own. `keeps_empty`: it may keep lines with nothing to bill.
    """

    name: str
    summary: str
    closed: Callable[[Project], Problem | None]
    sources: Callable[[Project], Iterator[Source]]
    lines: Callable[[Book, Sequence[Want], Ask, Invoice | None], Claimed]
    percents: bool = False
    whole: bool = True
    markups: bool = False
    keeps_empty: bool = False


CLAIMING = {
    entry.name: entry
    for entry in (
        Entry(
            name=percentage.NAME,
            summary=percentage.SUMMARY,
            closed=percentage.closed,
            sources=percentage.sources,
            lines=percentage.lines,
            percents=True,
            whole=False,
            keeps_empty=True,
        ),
        Entry(
            name=actuals.NAME,
            summary=actuals.SUMMARY,
            closed=actuals.closed,
            sources=actuals.sources,
            lines=actuals.lines,
            markups=True,
        ),
        Entry(
            name=changes.NAME,
            summary=changes.SUMMARY,
            closed=changes.closed,
            sources=changes.sources,
            lines=changes.lines,
            percents=True,
        ),
        Entry(
            name=retainage.NAME,
            summary=retainage.SUMMARY,
            closed=retainage.closed,
            sources=retainage.sources,
            lines=retainage.lines,
        ),
    )
}

AMOUNT = "amount"
DEPOSIT = "deposit"
STATED = {
    AMOUNT: "items, fees and credits that you state (--item)",
    DEPOSIT: "money in advance, kept as the client's credit once paid (--deposit)",
}
# The order of sections where `--from` does not give one.
ORDER = (percentage.NAME, actuals.NAME, changes.NAME, AMOUNT, DEPOSIT, retainage.NAME)


def default_method(project: Project) -> str:
    """What `all` means without `--from`: locked items on fixed price, bill lines on cost plus."""
    return percentage.NAME if project.settings.fixed_price else actuals.NAME
