"""What lines claim on sources: law 2 of the house.

Room: rules.  Problems: source.missing, source.unknown, source.method, source.blocked, line.percent,
source.beyond-worth.  Notes: source.outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ressio_cli.model.invoice import Draft, Line, Released
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import NO_PERCENT, WHOLE, Money, half_up
from ressio_cli.model.problem import NOWHERE, Problem
from ressio_cli.model.record import dataclass
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book, Claim, count_of, way_out
from ressio_cli.rules.carrying_out import is_other_side
from ressio_cli.rules.checks.references import Nearest
from ressio_cli.rules.counting import Count, count, largest_measure, measure
from ressio_cli.rules.sources import RETAINAGE

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
    nearest = Nearest(book.sources)
    for id, claims in book.claims.items():
        source = book.sources.get(id)
        if source is None and id == RETAINAGE:
            continue
        hint = nearest.meant(id) if source is None else ""
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


@dataclass(frozen=True, slots=True)
class _Range:
    """Where claims on a source may lie, in smallest units, their rounding allowed for."""

    low: Fraction
    high: Fraction

    def holds(self, units: Fraction) -> bool:
        return self.low <= units <= self.high


def within_worth(book: Book) -> Iterator[Problem]:
    """Claims on a source lie between zero and its worth. What only a void left outside is a note.

    What only a later change of a bill's amount put there is told by `drift`.
    """
    strays: list[tuple[str, list[Claim], Fraction, _Range]] = []
    for id, claims in book.claims.items():
        source = book.sources.get(id)
        if source is None and id != RETAINAGE:
            continue
        counted = count_of(source, claims)
        worth = measure(source) if source else book.project.zero
        allowed = _allowed(book, worth, claims, counted)
        if not allowed.holds(counted.total) and not _only_drifted(book, source, claims, counted):
            strays.append((id, claims, counted.total, allowed))
    void = _void_lines(book) if strays else {}
    for id, claims, units, allowed in strays:
        explained = _explained(book, id, units, allowed, void.get(id, []))
        yield _finding(book, id, claims, explained)


def _only_drifted(book: Book, source: Source | None, claims: list[Claim], counted: Count) -> bool:
    """Whether only a cost that was changed since put the claims outside."""
    if source is None:
        return False
    worth = largest_measure(source, [claim.line for claim in claims])
    return _allowed(book, worth, claims, counted).holds(counted.total)


def _allowed(book: Book, worth: Money, claims: list[Claim], counted: Count) -> _Range:
    """The far end is widened by the tolerance, or freed by a line's reason; the zero end never is.

    Where the worth is zero both ends are the far one.
    """
    slack, claimed = counted.slack, counted.total
    far = Fraction((worth + worth.share(book.project.settings.billing.over)).minor)
    reason = any(claim.line.over for claim in claims)
    if worth.negative:
        return _Range((min(far, claimed) if reason else far) - slack, slack)
    low = min(Fraction(0), claimed) if reason and not worth else Fraction(0)
    return _Range(low - slack, (max(far, claimed) if reason else far) + slack)


def _void_lines(book: Book) -> dict[str, list[Line]]:
    index: dict[str, list[Line]] = {}
    for invoice in book.project.invoices:
        if invoice.void:
            for line in invoice.lines:
                if line.source:
                    index.setdefault(line.source, []).append(line)
    return index


def _explained(book: Book, id: str, units: Fraction, allowed: _Range, void: list[Line]) -> bool:
    """Whether lines that a void took away would bring the claims back; or, for retainage, worth that went since.

    Worth of retainage goes with the void of what held it, and with negative work after it was billed back.
    """
    source = book.sources.get(id)
    if source is not None and source.markup is not None:
        restored = _with_void(book, source, units < allowed.low)
        return restored >= allowed.low if units < allowed.low else restored <= allowed.high
    given = [line.amount.minor for line in void]
    held = _gone(book) if id == RETAINAGE else []
    if units < allowed.low:
        return sum(part for part in (*given, *(-units for units in held)) if part > 0) >= allowed.low - units
    return sum(part for part in (*held, *(-units for units in given)) if part > 0) >= units - allowed.high


def _with_void(book: Book, source: Source, low: bool) -> Fraction:
    """What lines on a cost would come to, had those that lead back not been made void: up where they are too low."""
    lines = [
        line
        for invoice in (*book.project.invoices, *book.project.drafts)
        for line in invoice.lines
        if line.source == source.id
        and not (isinstance(invoice, Released) and invoice.void and line.amount.negative == low)
    ]
    return count(source, lines).total


def _gone(book: Book) -> list[int]:
    """What every invoice would have added to the retainage held, had it not been void or, if live, not lowered it."""
    return [invoice.held.minor if invoice.void else -invoice.held.minor for invoice in book.project.invoices]


def _finding(book: Book, id: str, claims: list[Claim], explained: bool) -> Problem:
    source = book.sources.get(id)
    worth = measure(source) if source else book.project.zero
    counted = count_of(source, claims)
    claimed = counted.money(worth)
    subjects = (id, *dict.fromkeys(claim.invoice.id for claim in claims))
    beyond = _outside(claimed, worth)
    if explained:
        message = f"a void left {id} at {claimed.grouped()}, outside zero and its worth of {worth.grouped()}"
        origin = source.origin if source and source.origin != NOWHERE else claims[-1].line.origin.at("amount")
        settling = book.left(source) if source and beyond.negative == worth.negative else -beyond
        hint = f"ressio invoice new --amount {id}={settling}"
        return Problem("source.outside", message, origin, hint, "note", subjects)
    message = f"{id} is claimed {claimed.grouped()}, {_told(beyond, worth)}: {_named(claims, counted)}"
    hint = way_out(claims[-1].invoice, id)
    return Problem("source.beyond-worth", message, claims[-1].line.origin.at("amount"), hint, subjects=subjects)


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
