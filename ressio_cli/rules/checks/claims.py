"""What lines claim on sources: law 2 of the house.

Room: rules.  Problems: source.missing, source.unknown, source.method, source.blocked, line.percent,
source.beyond-worth.  Notes: source.outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import NO_PERCENT, WHOLE, Money, half_up
from ressio_cli.model.problem import NOWHERE, Problem
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book, Claim, count_of, way_out
from ressio_cli.rules.carrying_out import is_other_side
from ressio_cli.rules.checks.references import meant
from ressio_cli.rules.counting import Count, measure
from ressio_cli.rules.order import is_of_first_form
from ressio_cli.rules.sources import RETAINAGE
from ressio_cli.rules.strays import Stray, strays

_ASKED = 20  # unknown ids for which a near one is looked for: each look goes through every source
_NAMED = 6  # how many invoices a message names


def _papers(book: Book) -> tuple[Draft | Released, ...]:
    return (*book.project.live, *book.project.drafts)


def sources_are_named(book: Book) -> Iterator[Problem]:
    """Lines of methods that bill sources name one."""
    for invoice in _papers(book):
        for section in invoice.sections:
            method = METHODS[section.method]
            if not (method.held or method.gives_back):
                continue
            for line in section.lines:
                if not line.source:
                    message = f"{invoice.id}: a line under {section.title} names no source"
                    hint = "write `source:`, or move the line to a section `from: amount`"
                    yield Problem("source.missing", message, line.origin, hint, subjects=(invoice.id,))


def sources_are_known(book: Book) -> Iterator[Problem]:
    """A claimed source exists, and its method is that of the section it stands in."""
    known, asked = set(book.sources), 0
    for id, claims in book.claims.items():
        source = book.sources.get(id)
        if source is None and id == RETAINAGE:
            continue
        asked += source is None
        hint = meant(id, known) if source is None and asked <= _ASKED else ""
        for claim in claims:
            if source is None:
                yield _unknown(claim, hint)
            elif claim.method != source.method:
                message = f"{claim.invoice.id}: {id} is billed {source.method}, not {claim.method}"
                hint = f"move it to a section `from: {source.method}`"
                yield Problem(
                    "source.method", message, claim.line.origin.at("source"), hint, subjects=(id, claim.invoice.id)
                )


def _unknown(claim: Claim, near: str) -> Problem:
    id, invoice = claim.line.source, claim.invoice
    return Problem(
        "source.unknown",
        f"{invoice.id}: there is no {id} to bill",
        claim.line.origin.at("source"),
        near or f"restore what {id} was, or {way_out(invoice, id)}",
        subjects=(id, invoice.id),
    )


def sources_are_ready(book: Book) -> Iterator[Problem]:
    """Nothing is claimed of what cannot be billed yet. What is billed on the other side of a link `carried` tells."""
    for id, claims in book.claims.items():
        source = book.sources.get(id)
        if source is None or source.blocked is None or is_other_side(source):
            continue
        for claim in claims:
            yield Problem(
                "source.blocked",
                f"{claim.invoice.id} bills {id}, but {source.blocked.message}",
                claim.line.origin.at("source"),
                f"{source.blocked.hint}, or {way_out(claim.invoice, id)}",
                subjects=(id, claim.invoice.id),
            )


def percents_in_range(book: Book) -> Iterator[Problem]:
    """Percents to date lie between 0 % and 100 % plus the tolerance, unless the line says why."""
    highest = WHOLE + book.project.settings.billing.over
    for invoice in _papers(book):
        for section in invoice.sections:
            for line in section.lines:
                if line.percent is None or NO_PERCENT <= line.percent <= highest:
                    continue
                if line.over and line.percent > highest:
                    continue
                message = f"{invoice.id}: {line.source} at {line.percent}, which is not between 0% and {highest}"
                hint = f"write a percent in between, or the reason under `over:`; or {way_out(invoice, line.source)}"
                yield Problem(
                    "line.percent", message, line.origin.at("percent"), hint, subjects=(line.source, invoice.id)
                )


def within_worth(book: Book) -> Iterator[Problem]:
    """Claims on a source lie between zero and its worth. What a void or a discarded draft left outside is a note.

    What only a later change of a bill's amount put there is told by `drift`.
    """
    for stray in strays(book, book.claims):
        yield _finding(book, stray)


def within_worth_on(past: Book) -> Iterator[Problem]:
    """The same in the past, of what could be billed by then.

    Version 0.1 took dates that leave a source outside for a while: where its invoices do so by themselves, a note.
    """
    ready = [id for id in past.claims if id == RETAINAGE or _is_ready(past.sources.get(id))]
    found = list(strays(past, ready))
    old = tuple(invoice for invoice in past.project.invoices if is_of_first_form(invoice))
    by_themselves = Book(replace(past.project, invoices=old)) if found else past
    excused = {stray.source: stray.beyond for stray in strays(by_themselves, [stray.source for stray in found])}
    for stray in found:
        problem = _finding(past, stray)
        lasts = stray.beyond > excused.get(stray.source, 0)
        yield problem if lasts else replace(problem, severity="note")


def _is_ready(source: Source | None) -> bool:
    return source is not None and source.blocked is None


def _finding(book: Book, stray: Stray) -> Problem:
    id, claims, source = stray.source, stray.claims, book.sources.get(stray.source)
    worth = measure(source) if source else book.project.zero
    counted = count_of(source, claims)
    claimed = counted.money(worth)
    subjects = (id, *dict.fromkeys(claim.invoice.id for claim in claims))
    beyond = _outside(claimed, worth)
    if stray.drafted:
        last = next(claim for claim in reversed(claims) if claim.drafted)
        message = f"{last.invoice.id} takes back more of {id} than is claimed: {claimed.grouped()} with it"
        hint = _fresh(last)
        return Problem("source.outside", message, last.line.origin.at("amount"), hint, "note", subjects)
    if stray.voided:
        message = f"a void left {id} at {claimed.grouped()}, outside zero and its worth of {worth.grouped()}"
        origin = source.origin if source and source.origin != NOWHERE else claims[-1].line.origin.at("amount")
        settling = book.left(source) if source and beyond.negative == worth.negative else -beyond
        hint = f"ressio invoice new --amount {id}={settling}"
        return Problem("source.outside", message, origin, hint, "note", subjects)
    message = f"{id} is claimed {claimed.grouped()}, {_told(beyond, worth)}: {_named(claims, counted)}"
    hint = way_out(claims[-1].invoice, id)
    return Problem("source.beyond-worth", message, claims[-1].line.origin.at("amount"), hint, subjects=subjects)


def _fresh(claim: Claim) -> str:
    """The command that makes a stale draft sound: a percent is computed anew, an amount goes."""
    if claim.line.percent is not None:
        return f"ressio invoice edit {claim.invoice.id} --refresh"
    return way_out(claim.invoice, claim.line.source)


def _outside(claimed: Money, worth: Money) -> Money:
    """How far beyond the nearer end; what would have to be taken back."""
    low, high = min(worth, worth.zero), max(worth, worth.zero)
    return claimed - (high if claimed > high else low)


def _told(beyond: Money, worth: Money) -> str:
    at_far_end = beyond.negative == worth.negative or not worth
    end = f"its worth of {worth.grouped()}" if at_far_end else "zero"
    return f"{abs(beyond).grouped()} beyond {end}"


def _named(claims: list[Claim], counted: Count) -> str:
    """The latest claims with their amounts."""
    sums: dict[str, int] = {}
    for claim, units in zip(claims, counted.units, strict=True):
        sums[claim.invoice.id] = sums.get(claim.invoice.id, 0) + half_up(*units.as_integer_ratio())
    digits = claims[0].line.amount.digits
    words = [f"{id} {Money(units, digits).grouped()}" for id, units in sums.items()]
    more = len(words) - _NAMED
    return ", ".join(words[-_NAMED:]) + (f" and {more} earlier" if more > 0 else "")
