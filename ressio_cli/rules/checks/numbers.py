"""Numbers and dates of invoices, and what became of drafts.

Room: rules.  Problems: draft.already-released, invoice.replaces, invoice.currency.
Notes: invoice.gap, invoice.out-of-order.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.numbering import number_of, numbered
from ressio_cli.model.problem import Origin, Problem
from ressio_cli.rules.book import Book


def _by_number(book: Book) -> list[tuple[int, Released]]:
    """Released invoices of the present series, lowest number first."""
    pattern = book.project.settings.billing.number
    numbers = ((number_of(invoice.id, pattern), invoice) for invoice in book.project.invoices)
    known = [(number, invoice) for number, invoice in numbers if number is not None]
    return sorted(known, key=lambda pair: (pair[0], pair[1].id))


def no_gaps(book: Book) -> Iterator[Problem]:
    """No number is missing between the lowest and the highest."""
    pattern, before = book.project.settings.billing.number, None
    for number, invoice in _by_number(book):
        if before is not None and number > before + 1:
            first, last = numbered(before + 1, pattern), numbered(number - 1, pattern)
            missing = first if first == last else f"{first} to {last}"
            yield Problem(
                "invoice.gap",
                f"{missing} {'is' if first == last else 'are'} missing before {invoice.id}",
                invoice.origin,
                "if a file was lost, restore it; numbers are never given again",
                "note",
                subjects=(invoice.id,),
            )
        before = number


def dates_follow_numbers(book: Book) -> Iterator[Problem]:
    """A higher number is not released before a lower one."""
    latest: Released | None = None
    for _, invoice in _by_number(book):
        if latest and invoice.released < latest.released:
            yield Problem(
                "invoice.out-of-order",
                f"{invoice.id} was released {invoice.released}, before {latest.id} ({latest.released})",
                invoice.origin.at("released"),
                "nothing need be done; the order is that of the releases, whatever their dates and numbers",
                "note",
                subjects=(invoice.id, latest.id),
            )
        if latest is None or invoice.released > latest.released:
            latest = invoice


def currency_stays(book: Book) -> Iterator[Problem]:
    """What was released in one currency is not read in another."""
    code = book.project.currency.code
    released = [invoice for invoice in book.project.invoices if invoice.currency != code]
    if released:
        message = f"the project is in {code}, but {released[0].id} was released in {released[0].currency}"
        yield Problem(
            "invoice.currency",
            message,
            book.project.settings.origin.at("project.currency"),
            f'set currency = "{released[0].currency}" again; a job in another currency is another project',
            subjects=tuple(invoice.id for invoice in released),
        )


def drafts_are_not_released(book: Book) -> Iterator[Problem]:
    """A draft that was released is gone. A later one of the same name began later, or replaces that invoice."""
    released = {invoice.draft: invoice for invoice in book.project.invoices if invoice.draft}
    for draft in book.project.drafts:
        invoice = released.get(draft.id)
        if invoice and draft.replaces != invoice.id and _same_beginning(draft, invoice):
            yield Problem(
                "draft.already-released",
                f"{draft.id} was already released as {invoice.id}",
                draft.origin,
                f"ressio invoice delete {draft.id}",
                subjects=(draft.id, invoice.id),
            )


def _same_beginning(draft: Draft, invoice: Released) -> bool:
    return not draft.history or not invoice.history or draft.history[0] == invoice.history[0]


def reissues_exist(book: Book) -> Iterator[Problem]:
    """The invoice that another replaces, or is replaced by, is there."""
    known = {invoice.id for invoice in book.project.invoices}
    papers: tuple[Draft | Released, ...] = (*book.project.invoices, *book.project.drafts)
    for paper in papers:
        if paper.replaces and paper.replaces not in known:
            yield _no_such(paper.id, f"replaces {paper.replaces}", paper.origin.at("replaces"))
        void = paper.void if isinstance(paper, Released) else None
        if void and void.replaced_by and void.replaced_by not in known:
            yield _no_such(paper.id, f"is replaced by {void.replaced_by}", paper.origin.at("void"))


def _no_such(id: str, says: str, origin: Origin) -> Problem:
    message = f"{id} {says}, which is not a released invoice"
    hint = "restore the missing file, or correct the number"
    return Problem("invoice.replaces", message, origin, hint, subjects=(id,))
