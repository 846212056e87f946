"""The items that a lock keeps in words, so that a difference can be named.

Room: rules.  Problems: budget.lock-items.  Notes: budget.seal-missing.

No figure is computed from them while the seal of the lock holds. When it breaks they say which items differ; so they
are held to the seal themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from ressio_cli.model.budget import Lock
from ressio_cli.model.problem import Problem
from ressio_cli.model.record import dataclass

Items = Mapping[str, tuple[object, object, Sequence[str]]]  # cost, price and taxes of each item

_ENTRY = re.compile(r"(?P<cost>-?[0-9]+(\.[0-9]+)?) (?P<price>-?[0-9]+(\.[0-9]+)?)( (?P<taxes>\S.*))?", re.ASCII)
_RESTORE = "restore `locked:` in budget.yaml as `budget lock` wrote it"


@dataclass(frozen=True, slots=True)
class LockedItems:
    """The words of a lock. `fits`: its seal fits the budget; `seal_of` computes the seal over other items."""

    lock: Lock
    fits: bool
    seal_of: Callable[[Items], str]

    def problems(self, budget: Mapping[str, str]) -> Iterator[Problem]:
        """Yield what is wrong with them; a note where only the seal is gone. `budget`: the items in words, today."""
        if not self.lock.seal:
            message = "the budget was locked by a command, but the lock's seal is gone"
            hint = "restore `seal:` in budget.yaml; to keep a lock of your own, delete `items:`"
            yield Problem("budget.seal-missing", message, self.lock.origin, hint, "note")
        yield from self._differences(budget) if self.fits else self._contradictions()

    def _differences(self, budget: Mapping[str, str]) -> Iterator[Problem]:
        """Yield the entries that differ from the budget, which is what was locked."""
        for id, words in self.lock.items.items():
            if id not in budget:
                yield self._problem(id, f"`locked.items` names {id}, which is no item of the locked budget")
            elif words != budget[id]:
                locked = spelled(budget[id])
                yield self._problem(id, f"`locked.items` says {words!r} of {id}, which was locked at {locked}")
        missing = [id for id in budget if id not in self.lock.items]
        if missing:
            yield self._problem("", f"`locked.items` does not name {', '.join(missing)}")

    def _contradictions(self) -> Iterator[Problem]:
        """Yield the entries that nobody can read; failing those, one problem where they do not fit the seal either."""
        entries = {id: _ENTRY.fullmatch(words) for id, words in self.lock.items.items()}
        unreadable = [id for id, entry in entries.items() if entry is None]
        for id in unreadable:
            yield self._problem(id, f"`locked.items` says {self.lock.items[id]!r} of {id}, which is no cost and price")
        items = {id: (entry["cost"], entry["price"], _taxes(entry["taxes"])) for id, entry in entries.items() if entry}
        if self.lock.seal and not unreadable and self.seal_of(items) != self.lock.seal:
            yield self._problem(
                "", "`locked.items` is not what the lock's seal was put on: it may name the wrong items"
            )

    def _problem(self, id: str, message: str) -> Problem:
        origin = self.lock.origin
        key = f"items.{id}" if f"items.{id}" in origin.keys else "items"
        return Problem("budget.lock-items", message, origin.at(key), _RESTORE)


def spelled(words: str) -> str:
    """Return the words of one item as a message says them."""
    cost, _, rest = words.partition(" ")
    price, _, taxes = rest.partition(" ")
    return f"cost {cost}, price {price}" + (f", taxed {taxes}" if taxes else "")


def _taxes(words: str | None) -> list[str]:
    return words.split(", ") if words else []
