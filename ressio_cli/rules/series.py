"""Number series: the present one, earlier ones, and which of them a number belongs to.

Room: rules.  Problems: none.

A project may change its number pattern, so that numbers start again each year. A series is known by
`billing.number`, by `billing.earlier_numbers`, or by an invoice that holds the pattern it was released under.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from ressio_cli.model.invoice import Released
from ressio_cli.model.numbering import is_pattern, number_between, series_key
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A number as the n-th of a series."""

    pattern: str
    n: int


class Series:
    """The number patterns of a project, the present one first."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._places: dict[str, Place | None] = {}

    @cached_property
    def patterns(self) -> tuple[str, ...]:
        """Every pattern; those that differ only in width or case are one."""
        billing = self.project.settings.billing
        sealed = dict.fromkeys(invoice.issued.series for invoice in self.project.invoices if invoice.issued)
        first: dict[tuple[str, str], str] = {}
        for pattern in (billing.number, *billing.earlier_numbers, *filter(is_pattern, sealed)):
            first.setdefault(series_key(pattern), pattern)
        return tuple(first.values())

    def place(self, number: str) -> Place | None:
        """Return which number of which series this is, however it is spelled; None where it fits no series."""
        if number not in self._places:
            self._places[number] = self._find(number.lower())
        return self._places[number]

    def _find(self, number: str) -> Place | None:
        for pattern, (before, after) in self._ends:
            n = number_between(number, before, after)
            if n is not None:
                return Place(pattern, n)
        return None

    @cached_property
    def _ends(self) -> list[tuple[str, tuple[str, str]]]:
        return [(pattern, series_key(pattern)) for pattern in self.patterns]

    def numbers(self, pattern: str, history: Iterable[str] = ()) -> set[int]:
        """Return every number of a series that was ever given: by name, inside a file, or known from `history`."""
        names = [*history, *(name for invoice in self.project.invoices for name in (invoice.id, invoice.number))]
        places = filter(None, map(self.place, names))
        return {place.n for place in places if place.pattern == pattern}

    def of_number(self, n: int) -> list[Released]:
        """Return the invoices with a number: those of the present series, else those of any other."""
        by_series: dict[bool, list[Released]] = {True: [], False: []}
        for invoice in self.project.invoices:
            place = self.place(invoice.id)
            if place and place.n == n:
                by_series[place.pattern == self.patterns[0]].append(invoice)
        return by_series[True] or by_series[False]

    def without_place(self) -> Iterator[Released]:
        """Yield the invoices whose number fits no series."""
        return (invoice for invoice in self.project.invoices if self.place(invoice.number or invoice.id) is None)
