"""Finding a paper by what a person types: its id, the bare digits of its number, or an unambiguous beginning.

Room: rules.  Problems: invoice.unknown, invoice.ambiguous, change.unknown, change.ambiguous, bill.unknown,
bill.ambiguous, paper.unknown, paper.ambiguous.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from ressio_cli.model.bill import Bill
from ressio_cli.model.change import Change
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.payment import Payment
from ressio_cli.model.problem import misused
from ressio_cli.model.project import Project
from ressio_cli.rules.series import Series

_LISTED = 6  # how many candidates a message names
_MOST_DIGITS = 18  # of a number

T = TypeVar("T")


def invoice(project: Project, word: str) -> Draft | Released:
    """A draft or released invoice. An exact id wins over bare digits, digits over a beginning."""
    every: tuple[Draft | Released, ...] = (*project.drafts, *project.invoices)
    papers = {paper.id: paper for paper in every}
    if word in papers:
        return papers[word]
    matches = _numbered(project, word)
    if len(matches) == 1:
        return matches[0]
    if matches:
        names = ", ".join(match.id for match in matches[:_LISTED])
        message = f"{word} is the number of several invoices: {names}"
        raise misused("invoice.ambiguous", message, f"write the number in full, such as {matches[0].id}")
    return _beginning(papers, word, "invoice", "ressio invoice list")


def names_invoice(project: Project, word: str) -> bool:
    """Whether a word names an invoice or draft, or is the beginning of one or several."""
    return has_number(project, word) or any(
        word and paper.id.startswith(word) for paper in (*project.invoices, *project.drafts)
    )


def has_number(project: Project, digits: str) -> bool:
    """Whether a released invoice has that number."""
    return bool(_numbered(project, digits))


def _numbered(project: Project, word: str) -> list[Released]:
    """The invoices of which these are the bare digits: of the present series, else of any other."""
    is_number = word.isascii() and word.isdigit() and len(word) <= _MOST_DIGITS
    return Series(project).of_number(int(word)) if is_number else []


Record = Draft | Released | Change | Payment


def record(project: Project, word: str) -> Record:
    """An invoice, draft, change or payment, whichever the word names: an exact id first, then as for invoices."""
    every: tuple[Record, ...] = (*project.invoices, *project.drafts, *project.changes, *project.payments)
    papers = {paper.id: paper for paper in reversed(every)}
    if word in papers:
        return papers[word]
    if word.isascii() and word.isdigit():
        return invoice(project, word)
    return _beginning(papers, word, "paper", "ressio invoice list, change list or payment list")


def change(project: Project, word: str) -> Change:
    """A change by its id or an unambiguous beginning."""
    return _beginning({change.id: change for change in project.changes}, word, "change", "ressio change list")


def bill(project: Project, word: str) -> Bill:
    """A bill by its id or an unambiguous beginning."""
    return _beginning({bill.id: bill for bill in project.bills}, word, "bill", "ressio bill list")


def bills(project: Project, words: Iterable[str]) -> list[Bill]:
    """Each bill once, in the order named."""
    by_id = {bill.id: bill for bill in project.bills}
    matches = [_beginning(by_id, word, "bill", "ressio bill list") for word in words]
    return list({bill.id: bill for bill in matches}.values())


def _beginning(papers: Mapping[str, T], word: str, kind: str, where: str) -> T:
    import difflib

    if word in papers:
        return papers[word]
    found = [id for id in papers if word and id.startswith(word)]
    if len(found) == 1:
        return papers[found[0]]
    if found:
        names = ", ".join(found[:_LISTED])
        raise misused(f"{kind}.ambiguous", f"{word} is the beginning of several: {names}", "write more of it")
    near = difflib.get_close_matches(word, list(papers), n=3)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    raise misused(f"{kind}.unknown", f"there is no {kind} {word}", f"{hint}{where} shows them")
