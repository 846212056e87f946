"""Sources whose claims lie outside zero and their worth, by how far, and what left them there.

Room: rules.  Problems: none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ressio_cli.model.invoice import Line, Released
from ressio_cli.model.money import Money
from ressio_cli.model.record import dataclass
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book, Claim, count_of
from ressio_cli.rules.counting import Count, count, largest_measure, measure
from ressio_cli.rules.sources import RETAINAGE


@dataclass(frozen=True, slots=True)
class _Range:
    """Where claims on a source may lie, in smallest units, their rounding allowed for."""

    low: Fraction
    high: Fraction

    def holds(self, units: Fraction) -> bool:
        return self.low <= units <= self.high


@dataclass(frozen=True, slots=True)
class Stray:
    """Claims on a source that lie outside zero and its worth, by how far.

    `drafted`: the released ones alone do not, and a draft takes back more than is claimed. `voided`: a void left them
    there. In both cases it is a note.
    """

    source: str
    claims: list[Claim]
    beyond: Fraction
    drafted: bool
    voided: bool

    @property
    def explained(self) -> bool:
        """Nothing was claimed that was not there."""
        return self.drafted or self.voided


def strays(book: Book, ids: Iterable[str]) -> Iterator[Stray]:
    """Yield those of the sources whose claims lie outside zero and their worth."""
    found: list[tuple[str, list[Claim], Fraction, _Range]] = []
    for id in ids:
        claims, source = book.claims.get(id, []), book.sources.get(id)
        if not claims or (source is None and id != RETAINAGE):
            continue
        counted = count_of(source, claims)
        worth = measure(source) if source else book.project.zero
        allowed = _allowed(book, worth, claims, counted)
        if not allowed.holds(counted.total) and not _only_drifted(book, source, claims, counted):
            found.append((id, claims, counted.total, allowed))
    void = _void_lines(book) if found else {}
    for id, claims, units, allowed in found:
        below = units < allowed.low
        drafted = _is_by_draft(book.sources.get(id), claims, allowed, below)
        voided = _explained(book, id, units, allowed, void.get(id, []))
        yield Stray(id, claims, allowed.low - units if below else units - allowed.high, drafted, voided)


def _is_by_draft(source: Source | None, claims: list[Claim], allowed: _Range, below: bool) -> bool:
    """Whether a draft takes back what is not claimed any more: such a draft is stale, and release refuses it."""
    at_zero = below != (source is not None and source.worth.negative)
    return at_zero and allowed.holds(count_of(source, [claim for claim in claims if not claim.drafted]).total)


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
