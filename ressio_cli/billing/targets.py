"""From the names a person gives to sources: an id, a category, a change, a bill, `all`.

Room: billing.  Problems: source.unknown, source.ambiguous, source.not-yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from ressio_cli.billing.register import CLAIMING, default_method
from ressio_cli.model.problem import Misused, Problem, Refused, misused
from ressio_cli.model.record import dataclass
from ressio_cli.model.source import Source
from ressio_cli.rules.billable import is_open
from ressio_cli.rules.book import Book
from ressio_cli.rules.carrying_out import is_other_side
from ressio_cli.rules.sources import ALL, RETAINAGE

_NAMED = 6  # how many sources a message names


@dataclass(frozen=True, slots=True)
class Target:
    """What a name stands for. `rank`: 3 a source itself, 2 a group, 1 `all`, 0 the rest; the highest is heard.

    `passed`: members that are left out, because they cannot be billed now or are left to a person.
    """

    name: str
    rank: int
    sources: tuple[Source, ...]
    passed: tuple[Source, ...] = ()


class Targets:
    """The names of one project, for one set of methods."""

    def __init__(self, book: Book, methods: Sequence[str], day: date | None = None) -> None:
        self._book = book
        self._day = day
        self.claiming = [method for method in methods if method in CLAIMING]
        self.named = bool(self.claiming)
        self.methods = self.claiming or [default_method(book.project)]

    @cached_property
    def _groups(self) -> dict[str, list[Source]]:
        index: dict[str, list[Source]] = {}
        for source in self._book.sources.values():
            for group in source.groups:
                if group != ALL:
                    index.setdefault(group, []).append(source)
        return index

    def find(self, name: str, method: str = "") -> Target:
        """The sources behind a name, of one method where it is given. Misused when there is none, or two kinds."""
        if name == ALL:
            return self.everything(name, 1, [method] if method else ())
        source = self._book.sources.get(name)
        if source is not None and method in ("", source.method):
            return Target(name, 3, (source,))
        if name == RETAINAGE:
            raise Refused(filter(None, [CLAIMING[RETAINAGE].closed(self._book.project)]))
        members = [member for member in self._groups.get(name, []) if method in ("", member.method)]
        kinds = {member.method for member in members}
        if len(kinds) > 1:
            raise misused("source.ambiguous", f"{name} is the name of several things", "name the items one by one")
        if not members:
            raise self._unknown(name)
        apart = tuple(member for member in members if is_other_side(member))
        together = tuple(member for member in members if not is_other_side(member))
        return Target(name, 2, together, apart) if together else Target(name, 2, apart)

    def everything(self, name: str, rank: int, methods: Sequence[str] = ()) -> Target:
        """The sources of the methods that can be billed now; without methods, of those the ask is about."""
        return self._parted(name, rank, self._of(methods or self.methods))

    def _parted(self, name: str, rank: int, sources: Iterable[Source]) -> Target:
        """The sources that can be billed now, and those that are passed over."""
        every = tuple(sources)
        ready = tuple(source for source in every if self._is_ready(source))
        return Target(name, rank, ready, tuple(source for source in every if not self._is_ready(source)))

    def _is_ready(self, source: Source) -> bool:
        return source.blocked is None and not source.undecided and not is_to_come(source, self._day)

    def _of(self, methods: Sequence[str]) -> Iterable[Source]:
        return (source for source in self._book.sources.values() if source.method in methods)

    def of_code(self, code: str) -> Target:
        """The sources that carry a cost code, of the methods that are named, else of all that are open.

        Those that cannot be billed now are named only where no other has the code, so that they say why.
        """
        settings = self._book.project.settings
        methods = self.methods if self.named else [name for name in CLAIMING if is_open(name, settings)]
        every = [source for source in self._book.sources.values() if source.code == code]
        target = self._parted(code, 2, (source for source in every if source.method in methods))
        found = [source for source in every if not source.undecided and (not self.named or source.method in methods)]
        if target.sources or (target.passed and not found):
            return target
        if not found:
            known = sorted({source.code for source in self._of(methods) if source.code})
            raise misused("code.unknown", f"nothing to bill has the cost code {code}", _perhaps(code, known))
        return Target(code, 2, tuple(found))

    def _unknown(self, name: str) -> Misused:
        known = [*self._book.sources, *self._groups, ALL]
        return misused(
            "source.unknown",
            f"there is no item, category, change or bill named {name}",
            _perhaps(name, known) or "ressio unbilled --contract lists what can be billed",
        )


def is_to_come(source: Source, day: date | None) -> bool:
    """Whether a source is agreed or dated later than the day, so that it cannot be billed on it."""
    return day is not None and source.since is not None and source.since > day


def not_yet(sources: Iterable[Source], day: date | None) -> list[Problem]:
    """Why sources cannot be billed on the day: one problem for all that are ready on the same later one."""
    later: dict[date, list[str]] = {}
    for source in sources:
        if source.since and is_to_come(source, day):
            later.setdefault(source.since, []).append(source.id)
    return [_not_yet(since, list(dict.fromkeys(ids))) for since, ids in sorted(later.items())]


def _not_yet(since: date, ids: list[str]) -> Problem:
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    message = f"{', '.join(ids[:_NAMED])}{more} can be billed from {since} on, which is still to come"
    return Problem("source.not-yet", message, hint="bill it on that day", subjects=tuple(ids))


def _perhaps(name: str, known: Iterable[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else ""
