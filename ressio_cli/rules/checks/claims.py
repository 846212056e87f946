"""What lines claim on sources: law 2 of the house.

Room: rules.  Problems: source.missing, source.unknown, source.method, source.blocked, line.percent,
source.beyond-worth.  Notes: source.outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from ressio_cli.model.invoice import Draft, Line, Released
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import NO_PERCENT, WHOLE, Money, half_up
from ressio_cli.model.problem import NOWHERE, Problem
from ressio_cli.model.record import dataclass
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book, Claim, counted
from ressio_cli.rules.checks.references import meant
from ressio_cli.rules.order import is_of_first_form
from ressio_cli.rules.sources import RETAINAGE

_ASKED = 20  # unknown ids for which a near one is looked for: each look goes through every source
_NAMED = 6  # how many invoices a message names


def way_out(invoice: Draft | Released, source: str) -> str:
    """The command that takes a claim back: from a draft it is dropped, a released invoice is void and issued anew."""
    if isinstance(invoice, Draft):
        return f"ressio invoice edit {invoice.id} --drop {source}"
    return f'ressio void {invoice.id} --reason "{source} is wrong" --reissue'


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
    """Nothing is claimed of what cannot be billed yet."""
    for id, claims in book.claims.items():
        source = book.sources.get(id)
        if source is None or source.blocked is None:
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
    """Where claims on a source may lie, in smallest units, the rounding of own markups allowed for."""

    low: int | Fraction
    high: int | Fraction

    def holds(self, units: int | Fraction) -> bool:
        return self.low <= units <= self.high


@dataclass(frozen=True, slots=True)
class Stray:
    """Claims on a source that lie outside zero and its worth, by how far.

    `drafted`: the released ones alone do not, and a draft takes back more than is claimed. `voided`: a void left them
    there. In both cases it is a note.
    """

    source: str
    claims: list[Claim]
    beyond: int | Fraction
    drafted: bool
    voided: bool

    @property
    def explained(self) -> bool:
        """Nothing was claimed that was not there."""
        return self.drafted or self.voided


def within_worth(book: Book) -> Iterator[Problem]:
    """Claims on a source lie between zero and its worth. What a void or a discarded draft left outside is a note."""
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


def strays(book: Book, ids: Iterable[str]) -> Iterator[Stray]:
    """Those of the sources whose claims lie outside zero and their worth."""
    found: list[tuple[str, list[Claim], int | Fraction, _Range]] = []
    for id in ids:
        claims, source = book.claims.get(id, []), book.sources.get(id)
        if not claims or (source is None and id != RETAINAGE):
            continue
        units = sum(claim.counted for claim in claims)
        allowed = _allowed(book, source, claims)
        if not allowed.holds(units):
            found.append((id, claims, units, allowed))
    void = _void_lines(book) if found else {}
    for id, claims, units, allowed in found:
        below = units < allowed.low
        drafted = _stale_drafts(book.sources.get(id), claims, allowed, below)
        voided = _explained(book, id, units, allowed, void.get(id, []))
        yield Stray(id, claims, allowed.low - units if below else units - allowed.high, drafted, voided)


def _stale_drafts(source: Source | None, claims: list[Claim], allowed: _Range, below: bool) -> bool:
    """Whether a draft takes back what is not claimed any more: such a draft is stale, and release refuses it."""
    at_zero = below != (source is not None and source.worth.negative)
    return at_zero and allowed.holds(sum(claim.counted for claim in claims if not claim.drafted))


def _allowed(book: Book, source: Source | None, claims: list[Claim]) -> _Range:
    """The far end is widened by the tolerance, or freed by a line's reason; the zero end never is.

    Where the worth is zero both ends are the far one.
    """
    worth = source.worth if source else book.project.zero
    slack = sum(claim.slack for claim in claims)
    far = (worth + worth.share(book.project.settings.billing.over)).minor
    reason = any(claim.line.over for claim in claims)
    claimed = sum(claim.counted for claim in claims)
    if worth.negative:
        return _Range((min(far, claimed) if reason else far) - slack, slack)
    low = min(0, claimed) if reason and not worth else 0
    return _Range(low - slack, (max(far, claimed) if reason else far) + slack)


def _void_lines(book: Book) -> dict[str, list[Line]]:
    index: dict[str, list[Line]] = {}
    for invoice in book.project.invoices:
        if invoice.void:
            for line in invoice.lines:
                if line.source:
                    index.setdefault(line.source, []).append(line)
    return index


def _explained(book: Book, id: str, units: int | Fraction, allowed: _Range, void: list[Line]) -> bool:
    """Whether lines that a void took away would bring the claims back; or, for retainage, worth that went since.

    Worth of retainage goes with the void of what held it, and with negative work after it was billed back.
    """
    given = [line.amount.minor for line in void]
    held = _gone(book) if id == RETAINAGE else []
    if units < allowed.low:
        return sum(part for part in (*given, *(-units for units in held)) if part > 0) >= allowed.low - units
    return sum(part for part in (*held, *(-units for units in given)) if part > 0) >= units - allowed.high


def _gone(book: Book) -> list[int]:
    """What every invoice would have added to the retainage held, had it not been void or, if live, not lowered it."""
    return [invoice.held.minor if invoice.void else -invoice.held.minor for invoice in book.project.invoices]


def _finding(book: Book, stray: Stray) -> Problem:
    id, claims, source = stray.source, stray.claims, book.sources.get(stray.source)
    worth = source.worth if source else book.project.zero
    claimed = counted(claims, worth.zero)
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
        hint = f"ressio invoice new --amount {id}={-beyond}"
        return Problem("source.outside", message, origin, hint, "note", subjects)
    message = f"{id} is claimed {claimed.grouped()}, {_told(beyond, worth)}: {_named(claims)}"
    hint = way_out(claims[-1].invoice, id)
    return Problem("source.beyond-worth", message, claims[-1].line.origin.at("amount"), hint, subjects=subjects)


def _fresh(claim: Claim) -> str:
    """The command that makes a stale draft sound: a percent is computed anew, an amount goes."""
    id = claim.invoice.id
    if claim.line.percent is not None:
        return f"ressio invoice edit {id} --refresh"
    only = len(claim.invoice.lines) == 1
    return f"ressio invoice delete {id}" if only else f"ressio invoice edit {id} --drop {claim.line.source}"


def _outside(claimed: Money, worth: Money) -> Money:
    """How far beyond the nearer end; what would have to be taken back."""
    low, high = min(worth, worth.zero), max(worth, worth.zero)
    return claimed - (high if claimed > high else low)


def _told(beyond: Money, worth: Money) -> str:
    at_far_end = beyond.negative == worth.negative or not worth
    end = f"its worth of {worth.grouped()}" if at_far_end else "zero"
    return f"{abs(beyond).grouped()} beyond {end}"


def _named(claims: list[Claim]) -> str:
    """The latest claims with their amounts."""
    sums: dict[str, int] = {}
    for claim in claims:
        sums[claim.invoice.id] = sums.get(claim.invoice.id, 0) + half_up(*claim.counted.as_integer_ratio())
    digits = claims[0].line.amount.digits
    words = [f"{id} {Money(units, digits).grouped()}" for id, units in sums.items()]
    more = len(words) - _NAMED
    return ", ".join(words[-_NAMED:]) + (f" and {more} earlier" if more > 0 else "")
