"""What lines take back of billed work, and under which taxes that was billed.

Room: rules.  Problems: none.

A line that takes billed work back carries the taxes of the claims it takes back, the newest first. Where those differ
it has a part for each. Work billed on the same invoice is not taken back: it is not billed yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ressio_cli.model.invoice import Draft, Line, Released
from ressio_cli.model.money import Money
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.rules.line_rates import InvoiceRates, Rates
from ressio_cli.rules.sources import every_source


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line and the taxes on it. `rates` None: it takes no claim back, so that it bears the line's own."""

    amount: Money
    rates: Rates | None


def line_parts(
    project: Project, invoice: Draft | Released, before: Sequence[Released], day: date
) -> list[tuple[Line, Part, Rates]]:
    """Every line in its parts, each with the rates it bears. `day`: the one whose rates count where no others do.

    A released line bears what it was charged with, whatever it takes back.
    """
    taken = taken_back(project, invoice, before) if isinstance(invoice, Draft) else {}
    rates = InvoiceRates(project, invoice, day)
    found = []
    for place, line in enumerate(invoice.lines):
        own = rates.own(line)
        parts = taken.get(place, (Part(line.amount, None),))
        found += [(line, part, own if part.rates is None else part.rates) for part in parts]
    return found


def taken_back(project: Project, invoice: Draft | Released, before: Sequence[Released]) -> dict[int, tuple[Part, ...]]:
    """The lines that take billed work back, by their place among all lines, each in its parts, the newest claim first.

    `before` are the live invoices released before it, in order: what can be taken back. A line that names
    its taxes takes back claims under these: alone where they are not its source's, else before others. What a line
    finds no claim for takes nothing back.
    """
    lines = invoice.lines
    wanted = {line.source for line in lines if _may_take_back(line)}
    if not wanted:
        return {}
    billed = _billed(project, before, wanted)
    usual = {source.id: source.taxes for source in every_source(project) if source.id in wanted}
    of_source: dict[str, dict[int, Line]] = {}
    for place, line in enumerate(lines):
        if line.source in wanted:
            of_source.setdefault(line.source, {})[place] = line
    found: dict[int, tuple[Part, ...]] = {}
    for source, placed in of_source.items():
        layers = _Layers(billed.get(source, []), _direction(placed.values(), billed.get(source, [])))
        groups: dict[_Choice, dict[int, Line]] = {}
        for place, line in placed.items():
            if line.amount.minor * layers.direction < 0:
                groups.setdefault(_choice(line, usual.get(source, ())), {})[place] = line
        for choice in sorted(groups, key=lambda choice: choice.rank):
            found |= layers.share(choice, groups[choice])
    return found


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which claims a line takes back: those with these taxes alone, or before others, or (None) whatever they bear."""

    names: frozenset[str] | None = None
    alone: bool = False

    @property
    def rank(self) -> int:
        """The more particular goes first."""
        return 0 if self.alone else 1 if self.names is not None else 2


def _choice(line: Line, usual: tuple[str, ...]) -> _Choice:
    if not isinstance(line.taxed, tuple):
        return _Choice()
    return _Choice(frozenset(line.taxed), alone=set(line.taxed) != set(usual))


def _may_take_back(line: Line) -> bool:
    """Whether a line goes against the worth of its source; where that is nothing, either way may."""
    if not (line.source and line.amount):
        return False
    return not line.worth or line.amount.negative != line.worth.negative


def _direction(lines: Iterable[Line], billed: Iterable[tuple[Rates, int]]) -> int:
    """1 where billing the source of these lines goes up, -1 where it goes down."""
    worth = next((line.worth.minor for line in lines if line.worth), 0)
    way = worth or sum(units for _, units in billed)
    return -1 if way < 0 else 1


def _billed(project: Project, before: Iterable[Released], wanted: set[str]) -> dict[str, list[tuple[Rates, int]]]:
    """What earlier invoices bill of each source, with the rates it bears, in their order."""
    billed: dict[str, list[tuple[Rates, int]]] = {}
    for other in before:
        rates = InvoiceRates(project, other, other.released)
        for line in other.lines:
            if line.source in wanted:
                billed.setdefault(line.source, []).append((rates.charged(line), line.amount.minor))
    return billed


@dataclass(slots=True)
class _Layer:
    """What is still billed of one claim, in smallest units, and the rates it bears."""

    rates: Rates
    units: int


class _Layers:
    """What is billed of one source, the newest claim last. `direction` is 1 where billing it goes up, -1 where down."""

    def __init__(self, billed: Iterable[tuple[Rates, int]], direction: int) -> None:
        self.direction = direction
        moves = [(rates, units * direction) for rates, units in billed]
        self.layers = [_Layer(rates, units) for rates, units in moves if units > 0]
        for rates, units in moves:
            if units < 0:
                self._settle(self._settle(-units, rates), None)

    def _settle(self, units: int, rates: Rates | None) -> int:
        """Take back from layers under these rates, or any; what is left of the units."""
        for layer in reversed(self.layers):
            if rates is None or layer.rates == rates:
                part = min(units, layer.units)
                layer.units -= part
                units -= part
        return units

    def share(self, choice: _Choice, lines: Mapping[int, Line]) -> dict[int, tuple[Part, ...]]:
        """The parts of lines that take back. A line that says its rates takes what there is under them, if enough."""
        pool: dict[Rates, int] = {}
        rest = self._take(sum(abs(line.amount.minor) for line in lines.values()), choice.names, pool)
        if not choice.alone:
            self._take(rest, None, pool)
        found = {}
        for place, line in lines.items():
            rates = next((rates for rates in pool if dict(rates) == dict(line.tax_rates)), None)
            if rates and pool[rates] >= abs(line.amount.minor):
                found[place] = self._parts(line, {rates: pool[rates]}, pool)
        for place, line in lines.items():
            if place not in found:
                found[place] = self._parts(line, dict(pool), pool)
        return found

    def _take(self, units: int, names: frozenset[str] | None, pool: dict[Rates, int]) -> int:
        """Move units from the newest layers with these taxes, or any, to the pool; how many are missing."""
        for layer in reversed(self.layers):
            part = min(units, layer.units) if names is None or names == {name for name, _ in layer.rates} else 0
            if part:
                pool[layer.rates] = pool.get(layer.rates, 0) + part
                layer.units -= part
                units -= part
        return units

    def _parts(self, line: Line, offered: Mapping[Rates, int], pool: dict[Rates, int]) -> tuple[Part, ...]:
        """A line in its parts, taken out of the pool; what the pool has not is no claim."""
        units = abs(line.amount.minor)
        parts = []
        for rates, there in offered.items():
            part = min(units, there)
            if part:
                pool[rates] -= part
                units -= part
                parts.append(Part(Money(-part * self.direction, line.amount.digits), rates))
        if units:
            parts.append(Part(Money(-units * self.direction, line.amount.digits), None))
        return tuple(parts)
