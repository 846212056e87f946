"""One source and how much of it: by percent to date, by amount, or all that is left.

Room: billing.  Problems: source.beyond-worth, source.below-zero.
"""

from __future__ import annotations

from fractions import Fraction

from ressio_cli.model.invoice import Invoice, Line
from ressio_cli.model.money import WHOLE, Money, Percent, half_up
from ressio_cli.model.problem import Problem
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Taxed
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book, Claim
from ressio_cli.rules.counting import count, measure, scale_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """A claim that a person asks for. Neither percent nor amount: all that is left.

    `by_itself`: the source was named by itself, not through a group, so that it may come down; `implied`: it was not
    named at all, it is one of all.
    `taxed` None: as the source is taxed.
    """

    source: Source
    percent: Percent | None = None
    amount: Money | None = None
    by_itself: bool = False
    implied: bool = False
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
        amounts = book.amounts(source, besides)
        return cls(claims, book.claimed(source, besides), book.rest(source, besides), amounts)

    @property
    def lines(self) -> list[Line]:
        """The lines that claim of it, in the order they were made."""
        return [claim.line for claim in self.claims]


def comes_down(target: Money, claimed: Money, worth: Money) -> bool:
    """Whether claiming `target` to date would take back some of what is claimed."""
    return target > claimed if worth.negative else target < claimed


@dataclass(frozen=True, slots=True)
class _Reach:
    """How far a line goes, in smallest units of its source's worth, counted towards the worth's sign.

    `step` is the line itself, `after` all claims with it, `slack` what their rounding may be off; `is_rest`: with it
    nothing is left of the source but its own rounding.
    """

    step: int | Fraction
    after: int | Fraction
    slack: Fraction
    is_rest: bool

    @classmethod
    def of(cls, line: Line, source: Source, ground: Ground) -> _Reach:
        sign = -1 if source.worth.negative else 1
        counted = count(source, [*ground.lines, line])
        rest = measure(source).minor - counted.total
        is_rest = abs(rest) <= abs(scale_of(source, line)) / 2
        return cls(sign * counted.units[-1], sign * counted.total, counted.slack, is_rest)

    def exceeds(self, end: Money) -> bool:
        """Whether the line goes (further) beyond the far end, rounded once; the rest of a cost never does."""
        return not self.is_rest and self.step > 0 and half_up(*self.after.as_integer_ratio()) > abs(end.minor)

    @property
    def below_zero(self) -> bool:
        """Whether the line goes (further) below the zero end."""
        return self.step < 0 and self.after < -self.slack


def outside_worth(line: Line, source: Source, ground: Ground) -> bool:
    """Whether the line goes beyond its source's worth, so that someone has to say why."""
    reach = _Reach.of(line, source, ground)
    above = line.percent is not None and line.percent > WHOLE
    return above or reach.exceeds(measure(source)) or (reach.below_zero and not source.worth)


def beyond(book: Book, line: Line, source: Source, ground: Ground) -> Problem | None:
    """Law 2: why the line may not stand, or None. What goes back towards zero … worth may always stand."""
    worth, reach = measure(source), _Reach.of(line, source, ground)
    if reach.below_zero and (worth or not line.over):
        return _outside(
            "source.below-zero",
            f"{source.id} would stand below zero: {line.amount.grouped()} after {ground.before.grouped()} billed",
            source,
            f"at most {ground.before.grouped()} can be taken back",
        )
    if reach.exceeds(worth + worth.share(book.project.settings.billing.over)) and not line.over:
        after = Money(half_up(*(reach.after * (-1 if worth.negative else 1)).as_integer_ratio()), worth.digits)
        return _outside(
            "source.beyond-worth",
            f"{source.id} is worth {worth.grouped()}, {ground.claimed.grouped()} is claimed, "
            f"{line.amount.grouped()} more would be {after.grouped()}",
            source,
            f'{ground.left.grouped()} is left; to go beyond it all the same: --over "REASON"',
        )
    return None


def _outside(code: str, message: str, source: Source, hint: str) -> Problem:
    return Problem(code, message, source.origin, hint, subjects=(source.id,))
