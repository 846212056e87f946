"""What was billed was billed in a way that is open to the project: a contract does not change its kind.

Room: rules.  Problems: method.closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ressio_cli.model.invoice import Released
from ressio_cli.model.method import METHODS
from ressio_cli.model.problem import Problem
from ressio_cli.model.settings import Settings
from ressio_cli.rules.billable import is_open
from ressio_cli.rules.book import Book

_NAMED = 6  # how many invoices a message names


def methods_are_open(book: Book) -> Iterator[Problem]:
    """Every method of a live released invoice is one of the project's contract and kind of budget.

    Nothing is released on top of one that is not, so that every draft is a subject of the problem.
    """
    settings = book.project.settings
    closed: dict[str, list[Released]] = {}
    for invoice in book.project.live:
        for method in dict.fromkeys(section.method for section in invoice.sections):
            if not is_open(method, settings):
                closed.setdefault(method, []).append(invoice)
    drafts = [draft.id for draft in book.project.drafts]
    for method, invoices in closed.items():
        key, wanted = _wanted(method, settings)
        ids = [invoice.id for invoice in invoices]
        yield Problem(
            "method.closed",
            f"{_named(ids)} {'bills' if len(ids) == 1 else 'bill'} {method}, which is for {wanted[0]}",
            settings.origin.at(key),
            f'write {wanted[1]} again, or ressio void {ids[-1]} --reason "billed under another contract"',
            subjects=(*ids, *drafts),
        )


def _wanted(method: str, settings: Settings) -> tuple[str, tuple[str, str]]:
    """The setting that closes a method; what it is for, and the line that says so."""
    if METHODS[method].band == "contract":
        return "project.contract", ("fixed price", 'contract = "fixed-price"')
    if settings.fixed_price:
        return "project.contract", ("cost plus", 'contract = "cost-plus"')
    return "project.budget", ("a budget by cost codes", 'budget = "cost-codes"')


def _named(ids: Sequence[str]) -> str:
    more = len(ids) - _NAMED
    return ", ".join(ids[-_NAMED:]) + (f" and {more} earlier" if more > 0 else "")
