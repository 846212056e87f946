"""What an invoice was on a day: which revision of it stood, and whether it was void.

Room: rules.  Problems: none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ressio_cli.model.invoice import EDITS, Released
from ressio_cli.model.project import Project

Dated = tuple[date, Released]  # a revision, and the day from which it stood


def superseded(project: Project) -> dict[str, list[Released]]:
    """The earlier revisions of each invoice that was edited after its release, oldest first."""
    index: dict[str, list[Released]] = {}
    for revision in project.superseded:
        index.setdefault(revision.id, []).append(revision)
    return index


def release_days(project: Project) -> dict[str, date]:
    """The day each invoice was released."""
    return {invoice.id: invoice.released for invoice in project.invoices}


def void_since(invoice: Released, released: Mapping[str, date]) -> date | None:
    """The day from which a void counts: its own, or that of the reissue where it took the invoice's place earlier.

    Never before the invoice's own release. None: it is not void.
    """
    if invoice.void is None:
        return None
    return max(invoice.released, min(invoice.void.on, released.get(invoice.void.replaced_by, date.max)))


def release_entered(invoice: Released) -> date:
    """The day on which a release was written down; what no history says was written on the day itself."""
    return _entered(invoice, "released") or invoice.released


def void_entered(invoice: Released) -> date:
    """The day on which a void was written down."""
    return _entered(invoice, "void") or (invoice.void.on if invoice.void else date.max)


def _entered(invoice: Released, did: str) -> date | None:
    days = [event.entered or event.on for event in invoice.history if event.did == did]
    return days[-1] if days else None


def edit_days(invoice: Released) -> list[date]:
    """The day each later revision was made; empty where the history does not tell all of them."""
    days = [event.on for event in invoice.history if event.did in EDITS]
    return days if len(days) == invoice.revision - 1 else []


def revisions(invoice: Released, earlier: Sequence[Released]) -> list[Dated]:
    """Every revision with the day from which it stood, the first from the release on.

    Where the file of one is missing, the next that is there stands for it.
    """
    days = [invoice.released, *edit_days(invoice)]
    if len(days) < invoice.revision:
        return [(invoice.released, invoice)]
    there = {revision.revision: revision for revision in earlier}
    dated: list[Dated] = []
    latest, until = invoice, date.max
    for number, day in reversed(list(enumerate(days, 1))):
        latest = there.get(number, latest)
        until = min(until, max(day, invoice.released))
        if not dated or until < dated[-1][0]:
            dated.append((until, latest))
    return [(invoice.released, dated[-1][1]), *reversed(dated[:-1])]


def standing_on(dated: Iterable[Dated], day: date) -> Released:
    """The revision that stood at the end of a day; the first where the day is before its release."""
    first, *others = dated
    return next((revision for since, revision in reversed(others) if since <= day), first[1])
