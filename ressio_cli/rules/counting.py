"""How much of a source its lines claim, in terms of what the source is worth today.

Room: rules.  Problems: none.

What a cost is worth moves: the project's markup changes, or that of the bill line, or a line was billed at a markup of
its own. A line claims the part *amount ÷ its own worth* of its source, whatever the source is worth today: what was
billed in full stays billed in full, and what is left is the rest of the cost with today's markup. Three refinements:

* A bill that was changed after it was billed (`drifted`): the line claims the cost it was billed for.
* A line that takes back without a markup of its own frees what the latest claims before it had claimed, amount by
  amount: crediting all that was billed leaves nothing claimed, at whatever markups it was billed.
* Amounts are whole cents, so the line that bills the rest of a cost is off by up to half of one, in terms of its own
  worth. `slack` allows for that; it never hides a whole cent of a source whose worth did not move.

A cost that is worth nothing today (a markup of −100 %) is measured by what it costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ressio_cli.model.invoice import Line
from ressio_cli.model.money import Money, Percent, half_up
from ressio_cli.model.record import dataclass
from ressio_cli.model.source import Source

Units = int | Fraction

_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Count:
    """What lines claim of one source, in smallest units of its measure. `units` runs parallel to the lines.

    `claims`: the amount of each claim that stands and what it claims, the latest last. `slack`: what the rounding of
    one amount may come to; the line that bills the rest, or takes it back, is off by as much.
    """

    units: Sequence[Units]
    claims: Sequence[tuple[int, Units]]
    slack: Fraction = _HALF

    @property
    def total(self) -> Fraction:
        """All of them, exactly."""
        return Fraction(sum(self.units))

    def fills(self, whole: Money) -> bool:
        """Whether nothing is left of the source but what rounding may be off."""
        return abs(whole.minor - self.total) <= self.slack

    def money(self, zero: Money) -> Money:
        """The total, rounded once."""
        return Money(half_up(self.total.numerator, self.total.denominator), zero.digits)


def count(source: Source | None, lines: Sequence[Line]) -> Count:
    """What the lines claim of a source, in the order they were made. Where it is None the amounts stand."""
    if source is None or source.markup is None or all(_plain(source, line) for line in lines):
        amounts = [line.amount.minor for line in lines]
        return Count(amounts, [(amount, amount) for amount in amounts])
    claims: list[tuple[int, Units]] = []
    units: list[Units] = []
    for line in lines:
        if takes_back(source, line) and line.markup is None:
            units.append(_taken(claims, line.amount.minor))
        else:
            units.append(_claimed(source, line))
            if line.amount and not takes_back(source, line):
                claims.append((line.amount.minor, units[-1]))
    scales = [abs(Fraction(claimed, amount)) for amount, claimed in claims]
    return Count(units, claims, max([Fraction(1), *scales]) * _HALF)


def measure(source: Source) -> Money:
    """What the claims on a source are measured against: its worth; its cost where that is worth nothing today."""
    return source.worth if source.worth or source.markup is None else source.cost


def left_of(source: Source, lines: Sequence[Line]) -> Money:
    """Worth less what the lines claim; nothing where only their rounding is left.

    Where they claim more than all of it, what has to be taken back of them: the latest first, as it was billed.
    """
    counted, whole = count(source, lines), measure(source)
    if counted.fills(whole):
        return whole.zero
    beyond = counted.total - whole.minor
    if beyond * (whole.minor or beyond) > 0:
        back = _amount_of(counted.claims, beyond)
        return Money(-half_up(back.numerator, back.denominator), whole.digits)
    return whole - counted.money(whole) if whole == source.worth else whole.zero


def scale_of(source: Source, line: Line) -> Fraction:
    """What an amount of the line is multiplied by in terms of its source's measure."""
    if source.markup is None or not line.worth:
        return Fraction(1)
    return Fraction(measure(source).minor, line.worth.minor)


def takes_back(source: Source, line: Line) -> bool:
    """Whether a line goes against the sign of its worth."""
    worth = line.worth or source.worth
    return bool(line.amount) and line.amount.negative != worth.negative


def drifted(source: Source, line: Line) -> bool:
    """Whether the cost of the source was another when the line was made, as far as the line says what it cost."""
    if source.markup is None or line.cost is None or not line.worth or takes_back(source, line):
        return False
    return source.cost.portion(line.amount, line.worth) != line.cost


def cost_then(line: Line) -> Money:
    """The whole cost of a line's source when the line was made, told from the part of it that the line stands for."""
    cost = line.cost or line.amount.zero
    return cost.portion(line.worth, line.amount) if line.worth and line.amount else cost


def largest_measure(source: Source, lines: Sequence[Line]) -> Money:
    """What the claims could have been measured against, at the largest cost the source ever had while it was billed.

    The part of a cost that a line names is rounded, and so the whole of it may be that much larger.
    """
    costs = [
        (abs(line.cost.minor) + _HALF) * abs(Fraction(line.worth.minor, line.amount.minor))
        for line in lines
        if line.cost and line.worth and line.amount and drifted(source, line)
    ]
    if not costs or source.markup is None:
        return measure(source)
    largest = max([Fraction(abs(source.cost.minor)), *costs]) * abs(_per_cost(source, source.markup))
    sign = -1 if lines[0].amount.negative else 1
    return Money(sign * half_up(largest.numerator, largest.denominator), source.worth.digits)


def cost_of(source: Source, line: Line, before: Sequence[Line]) -> Money:
    """Which part of the cost a new line stands for after those before it, rounded; all of it at no worth."""
    worth = line.worth or source.worth
    whole = measure(source)
    if takes_back(source, line) and line.markup is None and whole:
        part = count(source, [*before, line]).units[-1] * Fraction(source.cost.minor, whole.minor)
        return Money(half_up(*part.as_integer_ratio()), worth.digits)
    return source.cost.portion(line.amount, worth) if worth else source.cost


def _plain(source: Source, line: Line) -> bool:
    """Whether the line was made at today's worth, of today's cost."""
    return measure(source) is source.worth and line.worth in (None, source.worth) and not drifted(source, line)


def _claimed(source: Source, line: Line) -> Units:
    """A line by its part of the worth; by what it cost where that was another cost, or where it was billed for free."""
    free = line.worth is not None and not line.worth and not line.amount
    if line.cost is not None and source.markup is not None and (free or drifted(source, line)):
        return line.cost.minor * _per_cost(source, source.markup)
    return line.amount.minor * scale_of(source, line)


def _per_cost(source: Source, markup: Percent) -> Fraction:
    """What one unit of cost is in terms of the measure."""
    return Fraction(measure(source).minor, source.cost.minor) if source.cost else 1 + Fraction(*markup.ratio)


def _taken(claims: list[tuple[int, Units]], amount: int) -> Units:
    """What an amount that is taken back frees of the claims, the latest first; they are left without it.

    What was never claimed counts as it stands.
    """
    freed: Units = 0
    while amount and claims:
        claim, units = claims.pop()
        part = min(-amount, claim) if claim > 0 else max(-amount, claim)
        share = units * Fraction(part, claim)
        if part != claim:
            claims.append((claim - part, units - share))
        freed -= share
        amount += part
    return freed + amount


def _amount_of(claims: Sequence[tuple[int, Units]], units: Fraction) -> Fraction:
    """The amount that frees so many units of the claims, the latest first."""
    amount = Fraction(0)
    for claim, claimed in reversed(claims):
        if abs(units) <= abs(Fraction(claimed)):
            return amount + (units * claim / claimed if claimed else Fraction(0))
        amount += claim
        units -= claimed
    return amount + units
