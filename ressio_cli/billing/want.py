"""One source and how much of it: by percent to date, by amount, or all that is left.

Room: billing.  Problems: source.beyond-worth, source.below-zero.
"""

from __future__ import annotations

from dataclasses import dataclass

from ressio_cli.model.invoice import Invoice, Line
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.problem import Problem
from ressio_cli.model.settings import Taxed
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book, Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """A claim that a person asks for. Neither percent nor amount: all that is left.

    `by_itself`: the source was named by itself, not through a group, so that it may come down.
    `taxed` None: as the source is taxed.
    """

    source: Source
    percent: Percent | None = None
    amount: Money | None = None
    by_itself: bool = False
    markup: Percent | None = None
    taxed: Taxed | None = None
    over: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a new line of a source starts: what others claim of it, and what is left, in terms of its worth.

    `before` is the sum of their amounts as they stand on the invoices.
    """

    claims: tuple[Claim, ...]
    claimed: Money
    left: Money
    before: Money

    @classmethod
    def of(cls, book: Book, source: Source, besides: Invoice | None = None) -> Ground:
        """The ground under a source, leaving out the claims of one invoice."""
        claims = tuple(book.claims_on(source.id, besides))
        before = book.project.currency.total(claim.line.amount for claim in claims)
        return cls(claims, book.claimed(source, besides), book.left(source, besides), before)


def comes_down(target: Money, claimed: Money, worth: Money) -> bool:
    """Whether claiming `target` to date would take back some of what is claimed."""
    return target > claimed if worth.negative else target < claimed


def beyond(book: Book, line: Line, source: Source, ground: Ground, counted: Money) -> Problem | None:
    """Law 2: why the line may not stand, or None. `counted` is its amount in terms of the source's worth."""
    after = ground.claimed + counted
    worth = source.worth
    room = worth + worth.share(book.project.settings.billing.over)
    reasoned = bool(line.over) or any(claim.line.over for claim in ground.claims)
    if _below_zero(after, worth) and not (reasoned and not worth):
        return _outside(
            "source.below-zero",
            f"{source.id} would stand below zero: {line.amount.grouped()} after {ground.claimed.grouped()} billed",
            source,
            f"at most {ground.claimed.grouped()} can be taken back",
        )
    too_far = after < room if worth.negative else after > room
    if too_far and not reasoned:
        return _outside(
            "source.beyond-worth",
            f"{source.id} is worth {worth.grouped()}, {ground.claimed.grouped()} is claimed, "
            f"{line.amount.grouped()} more would be {after.grouped()}",
            source,
            f'{ground.left.grouped()} is left; to go beyond it all the same: --over "REASON"',
        )
    return None


def _below_zero(after: Money, worth: Money) -> bool:
    if not worth:
        return after.negative
    return after.positive if worth.negative else after.negative


def _outside(code: str, message: str, source: Source, hint: str) -> Problem:
    return Problem(code, message, source.origin, hint, subjects=(source.id,))
