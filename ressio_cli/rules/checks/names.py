"""Names of files: each says what its file holds, and differs from every other name in more than case.

Room: rules.  Problems: invoice.renamed, invoice.number-twice, invoice.no-series, draft.released-twice, draft.name,
file.case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.numbering import guessed_pattern, looks_like_number
from ressio_cli.model.problem import Origin, Problem
from ressio_cli.rules.book import Book
from ressio_cli.rules.series import Place

_LISTED = 3  # how many invoices a message names


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def origin(self) -> Origin: ...


def invoices_are_named_by_number(book: Book) -> Iterator[Problem]:
    """The file of an invoice has the number that stands in it."""
    invoices = {invoice.id: invoice for invoice in book.project.invoices}
    for invoice in _renamed(book):
        own, other = f"invoices/{invoice.id}.yaml", f"invoices/{invoice.number}.yaml"
        holder = invoices.get(invoice.number)
        if holder is None:
            what, hint = "was renamed", f"rename {own} to {other}"
        elif holder.number == holder.id:
            what, hint = f"is a copy of {invoice.number}", f"remove {own}"
        elif holder.number == invoice.id:
            what, hint = f"changed places with {holder.id}", f"let {own} and {other} change names again"
        else:
            what, hint = "was renamed", f"rename {other} first, then {own} to {other}"
        message = f"{invoice.id} {what}: the number in the file is {invoice.number}"
        yield Problem("invoice.renamed", message, invoice.origin.at("number"), hint, subjects=(invoice.id,))


def _renamed(book: Book) -> Iterator[Released]:
    return (invoice for invoice in book.project.invoices if invoice.number and invoice.number != invoice.id)


def numbers_stand_once(book: Book) -> Iterator[Problem]:
    """No number stands in two files, however it is spelled."""
    series = book.series
    renamed = {invoice.id for invoice in _renamed(book)}
    first: dict[Place | str, Released] = {}
    for invoice in book.project.invoices:
        if invoice.id in renamed:
            continue
        earlier = first.setdefault(series.place(invoice.id) or invoice.id.casefold(), invoice)
        if earlier is not invoice:
            yield Problem(
                "invoice.number-twice",
                f"{earlier.id} and {invoice.id} are one number",
                invoice.origin,
                f"if one is a copy, remove it: invoices/{earlier.id}.yaml or invoices/{invoice.id}.yaml",
                subjects=(earlier.id, invoice.id),
            )


def numbers_are_of_a_series(book: Book) -> Iterable[Problem]:
    """Every number is of the project's series, or of one that it had before."""
    return unknown_series(book)


def unknown_series(book: Book) -> Iterator[Problem]:
    """Yield one problem for the invoices of each series that the settings do not name, with the line to add."""
    strangers: dict[str, list[Released]] = {}
    for invoice in book.series.without_place():
        pattern = guessed_pattern(invoice.number or invoice.id)
        strangers.setdefault(pattern or invoice.id, []).append(invoice)
    guessed = [pattern for pattern in strangers if "{n" in pattern]
    earlier = ", ".join(f'"{pattern}"' for pattern in (*book.project.settings.billing.earlier_numbers, *guessed))
    line = f"earlier_numbers = [{earlier}]"
    for pattern, invoices in strangers.items():
        yield _stranger(invoices, line if pattern in guessed else "")


def _stranger(invoices: Sequence[Released], line: str) -> Problem:
    ids = [invoice.id for invoice in invoices]
    more = f" and {len(ids) - _LISTED} more" if len(ids) > _LISTED else ""
    names = f"{', '.join(ids[:_LISTED])}{more}"
    message = f"{names} {'fit' if len(ids) > 1 else 'fits'} no number series of this project"
    first = invoices[0]
    rename = f"rename invoices/{first.id}.yaml to its number"
    hint = f"an earlier series is named under [billing] in ressio.toml: {line}; else {rename}" if line else rename
    return Problem("invoice.no-series", message, first.origin, hint, subjects=tuple(ids))


def drafts_are_released_once(book: Book) -> Iterator[Problem]:
    """No two files are the release of one draft."""
    reported = {invoice.id for invoice in _renamed(book)}
    reported |= {id for problem in numbers_stand_once(book) for id in problem.subjects}
    by_draft: dict[str, list[Released]] = {}
    for invoice in book.project.invoices:
        if not invoice.draft or invoice.id in reported:
            continue
        others = by_draft.setdefault(invoice.draft, [])
        twin = next((other for other in others if _is_twin(invoice, other)), None)
        if twin:
            yield Problem(
                "draft.released-twice",
                f"{twin.id} and {invoice.id} are both the release of the draft {invoice.draft}",
                invoice.origin.at("draft"),
                f'ressio void {invoice.id} --reason "released twice"; a copy that nobody received is removed',
                subjects=(twin.id, invoice.id),
            )
        others.append(invoice)


def _is_twin(first: Released, second: Released) -> bool:
    """A later draft of the same name began otherwise; a void invoice bills nothing twice, unless it is a plain copy."""
    if first.seal and first.seal == second.seal and first.live == second.live:
        return True
    same_draft = first.history[:1] == second.history[:1] and _claims(first) == _claims(second)
    return first.live and second.live and same_draft


def _claims(invoice: Released) -> list[tuple[str, str, str, str]]:
    return [
        (section.method, line.source, line.description, str(line.amount))
        for section in invoice.sections
        for line in section.lines
    ]


def names_differ_in_more_than_case(book: Book) -> Iterator[Problem]:
    """No two files of a kind would be one file on a disk that takes `a` for `A`."""
    project = book.project
    reported = {id for problem in numbers_stand_once(book) for id in problem.subjects}
    reported |= {invoice.id for invoice in _renamed(book)}
    kinds: dict[str, Sequence[_Named]] = {
        "changes": project.changes, "bills": project.bills, "drafts": project.drafts, "payments": project.payments,
        "invoices": project.invoices,
    }  # fmt: skip
    for folder, records in kinds.items():
        first: dict[str, _Named] = {}
        for record in records:
            earlier = first.setdefault(record.id.casefold(), record)
            if earlier is not record and not {earlier.id, record.id} & reported:
                yield Problem(
                    "file.case",
                    f"{folder}/{earlier.id}.yaml and {folder}/{record.id}.yaml differ only in case",
                    record.origin,
                    "many disks take them for one file: if one is a copy, remove it; else rename it",
                    subjects=(earlier.id, record.id),
                )


def drafts_have_names(book: Book) -> Iterator[Problem]:
    """A draft is not named like a number, nor like an invoice in another case."""
    patterns = book.series.patterns
    invoices = {invoice.id.casefold(): invoice.id for invoice in book.project.invoices}
    for draft in book.project.drafts:
        if looks_like_number(draft.id, *patterns):
            yield _unfit(draft, f"the draft {draft.id} is named like the number of an invoice")
        elif draft.id.casefold() in invoices:
            other = invoices[draft.id.casefold()]
            yield _unfit(draft, f"the draft {draft.id} is named like the invoice {other}")


def _unfit(draft: Draft, message: str) -> Problem:
    hint = f"rename drafts/{draft.id}.yaml to drafts/draft-{draft.id}.yaml"
    return Problem("draft.name", message, draft.origin, hint, subjects=(draft.id,))
