"""The order of invoices: that in which they were released, whatever their dates and numbers say.

Room: rules.  Problems: none.

An invoice names the one released last before it, of whatever series (`after`). Those that name none, as version 0.1
wrote them, go by number within their series, and several series by date; then come the others, each behind the one it
names. What was claimed before an invoice, and what was held, is told in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush

from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.numbering import number_of
from ressio_cli.model.project import Project

_LAST_DIGITS = re.compile(r"([0-9]{1,18})([^0-9]*)$", re.ASCII)


def in_order(project: Project) -> tuple[Released, ...]:
    """Every released invoice, void ones too, in the order of their release."""
    reached = _reached(project)
    return (*reached, *_by_series(_not_in(project, reached), project))


def in_circles(project: Project) -> tuple[Released, ...]:
    """The invoices whose `after` leads round in a circle, so that nothing says where they belong."""
    return _not_in(project, _reached(project))


def _not_in(project: Project, reached: Sequence[Released]) -> tuple[Released, ...]:
    if len(reached) == len(project.invoices):
        return ()
    ids = {invoice.id for invoice in reached}
    return tuple(invoice for invoice in project.invoices if invoice.id not in ids)


def _reached(project: Project) -> list[Released]:
    """Those that name none in front, then what follows them; last those that name one that is not there, and theirs."""
    known = {invoice.id for invoice in project.invoices}
    followers: dict[str, list[Released]] = {}
    beginnings, orphans = [], []
    for invoice in project.invoices:
        if not invoice.after:
            beginnings.append(invoice)
        elif invoice.after in known:
            followers.setdefault(invoice.after, []).append(invoice)
        else:
            orphans.append(invoice)
    reached = _by_series(beginnings, project)
    if followers or orphans:
        reached += [invoice for start in tuple(reached) for invoice in _behind(start, followers)]
        for orphan in _by_series(orphans, project):
            reached += [orphan, *_behind(orphan, followers)]
    return reached


def is_of_first_form(invoice: Released) -> bool:
    """Written by version 0.1, which kept no order and took any date."""
    return not invoice.after and not invoice.number


def last(project: Project) -> str:
    """The invoice that was released last; empty where there is none yet."""
    return in_order(project)[-1].id if project.invoices else ""


def earlier(project: Project, invoice: Draft | Released) -> tuple[Released, ...]:
    """The live invoices that were released before this one, in order; all of them for a draft."""
    order = [other for other in in_order(project) if other.live or other.id == invoice.id]
    if isinstance(invoice, Draft):
        return tuple(order)
    place = next((place for place, other in enumerate(order) if other.id == invoice.id), len(order))
    return tuple(order[:place])


def later(project: Project, invoice: Released) -> tuple[Released, ...]:
    """The live invoices that were released after this one, in order."""
    order = in_order(project)
    place = next((place for place, other in enumerate(order) if other.id == invoice.id), len(order))
    return tuple(other for other in order[place + 1 :] if other.live)


def _behind(start: Released, followers: dict[str, list[Released]]) -> Iterator[Released]:
    """Those that follow an invoice, and theirs. Of several (after a merge) each comes with all that follow it."""
    waiting = _latest_first(followers.get(start.id, ()))
    while waiting:
        invoice = waiting.pop()
        yield invoice
        waiting += _latest_first(followers.get(invoice.id, ()))


def _latest_first(invoices: Iterable[Released]) -> list[Released]:
    return sorted(invoices, key=lambda invoice: (invoice.released, invoice.id), reverse=True)


def _by_series(invoices: Iterable[Released], project: Project) -> list[Released]:
    """By number within each series; of several series the one whose next invoice has the earlier date goes first."""
    pattern = project.settings.billing.number
    series: dict[str, list[tuple[int, str, Released]]] = {}
    for invoice in invoices:
        name, number = _place_in_series(invoice.id, pattern)
        series.setdefault(name, []).append((number, invoice.id, invoice))
    rows = [[row[2] for row in sorted(rows, key=lambda row: row[:2], reverse=True)] for rows in series.values()]
    heads = [(row[-1].released, row[-1].id, place) for place, row in enumerate(rows)]
    heapify(heads)
    order = []
    while heads:
        *_, place = heappop(heads)
        row = rows[place]
        order.append(row.pop())
        if row:
            heappush(heads, (row[-1].released, row[-1].id, place))
    return order


def _place_in_series(id: str, pattern: str) -> tuple[str, int]:
    """The series an id belongs to, and its number there: the present one, else what stands around its last digits."""
    number = number_of(id, pattern)
    if number is not None:
        return pattern, number
    digits = _LAST_DIGITS.search(id)
    return (f"{id[: digits.start()]}#{digits[2]}", int(digits[1])) if digits else (id, 0)
