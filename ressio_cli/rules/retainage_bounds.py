"""How much retainage may be held: between nothing and the work billed to date.

Room: rules.  Problems: none.
"""

from __future__ import annotations

from collections.abc import Iterable

from ressio_cli.model.invoice import Draft, Invoice, Released
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Money
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What an invoice would leave held, the work billed to date with it, and what it may hold instead."""

    held: Money
    work: Money
    fitting: Money


def room_to_give_back(project: Project, invoice: Draft | Released) -> Money:
    """What is still held and may be given back under a rate; this invoice's own lines of retainage come first."""
    left = still_held(project, _others(project, invoice)) - given_back(project, [invoice])
    return max(left, left.zero)


def outside(project: Project, invoice: Draft | Released, held: Money) -> Outside | None:
    """What is wrong with an invoice that holds so much; None where it moves nothing outside the bounds, or further."""
    others = _others(project, invoice)
    before, back = still_held(project, others), given_back(project, [invoice])
    after = before + held - back
    billed = [*others, invoice]
    low, high = _bounds(project, billed)
    strays = _beyond(after, low, high)
    if not strays or strays <= _beyond(before, *_bounds(project, others)):
        return None
    fitting = min(max(after, low), high)
    return Outside(held=after, work=high if high else low, fitting=fitting - before + back)


def still_held(project: Project, invoices: Iterable[Released]) -> Money:
    """What invoices hold less what they bill of it."""
    invoices = list(invoices)
    return project.currency.total(invoice.held for invoice in invoices) - given_back(project, invoices)


def given_back(project: Project, invoices: Iterable[Invoice]) -> Money:
    """What invoices bill of retainage held before."""
    sections = (section for invoice in invoices for section in invoice.sections)
    back = (section for section in sections if METHODS[section.method].gives_back)
    return project.currency.total(line.amount for section in back for line in section.lines)


def _others(project: Project, invoice: Draft | Released) -> list[Released]:
    """The live released invoices but this one."""
    return [other for other in project.live if isinstance(invoice, Draft) or other.id != invoice.id]


def _bounds(project: Project, invoices: Iterable[Invoice]) -> tuple[Money, Money]:
    """Nothing and the work billed, the lesser first.

    Stated lines count where that widens the bounds: an amount may be held of them, and a discount is no work undone.
    """
    sections = [section for invoice in invoices for section in invoice.sections]
    work = project.currency.total(
        line.amount for section in sections if METHODS[section.method].held for line in section.lines
    )
    billed = project.currency.total(
        line.amount for section in sections if METHODS[section.method].band for line in section.lines
    )
    return min(work, billed, project.zero), max(work, billed, project.zero)


def _beyond(held: Money, low: Money, high: Money) -> Money:
    """How far outside the bounds, never below zero."""
    return max(low - held, held - high, held.zero)
