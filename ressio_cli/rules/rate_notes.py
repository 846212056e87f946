"""Why a draft charges a tax at another rate than that of the day.

Room: rules.  Problems: none.
"""

from __future__ import annotations

from datetime import date

from ressio_cli.model.invoice import Draft
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.project import Project
from ressio_cli.rules.order import earlier
from ressio_cli.rules.taken_back import line_parts

_TAKEN_BACK = "which takes back what was billed at that rate"


def rate_notes(project: Project, draft: Draft, day: date) -> list[str]:
    """A sentence per tax and rate that is not the day's: of what it is charged, and why."""
    bases: dict[tuple[str, Percent, str], Money] = {}
    own = f"as on {draft.replaces}" if draft.replaces else "as its lines say"
    for _, part, rates in line_parts(project, draft, earlier(project, draft), day):
        for name, rate in rates:
            if rate != project.settings.tax.rate_on(name, day):
                key = (name, rate, own if part.rates is None else _TAKEN_BACK)
                bases[key] = bases.get(key, project.zero) + part.amount
    return [
        f"{name} is {rate} on {base.grouped()}, {why}; {_today(project, name, day)}"
        for (name, rate, why), base in bases.items()
    ]


def _today(project: Project, name: str, day: date) -> str:
    rate = project.settings.tax.rate_on(name, day)
    return f"on {day} it is {rate}" if rate is not None else "ressio.toml has no rate for it any more"
