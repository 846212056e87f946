"""Problems, refusals and troubles: what can be wrong, as values that say where and what to do.

Room: model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from ressio_cli.model.record import dataclass

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stood: file relative to the project with `/`, line and column from 1 in characters."""

    file: str = ""
    line: int = 0
    column: int = 0
    keys: Mapping[str, Mark] = field(default_factory=dict, compare=False, repr=False)

    def at(self, key: str) -> Origin:
        """The place of the value of `key`, or of the whole record where it has no such key."""
        mark = self.keys.get(key)
        return Origin(self.file, *mark) if mark else Origin(self.file, self.line, self.column)


NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: a stable code, a sentence, a place, what to do. A `note` never changes the exit code.

    `count`: how many it stands for, where there were too many to keep.
    """

    code: str
    message: str
    origin: Origin = NOWHERE
    hint: str = ""
    severity: str = "problem"
    subjects: tuple[str, ...] = ()  # ids of the sources and papers it speaks of; what builds on them is refused
    count: int = 1

    @property
    def place(self) -> tuple[str, int, int, str]:
        """What problems are sorted by."""
        return (self.origin.file, self.origin.line, self.origin.column, self.code)


class Stop(Exception):
    """The command cannot go on; `exit_code` says which floor of the house said so."""

    exit_code = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


class Unreadable(Stop):
    """The files have problems."""

    exit_code = 1


class Misused(Stop):
    """The command line is wrong, or names something that does not exist."""

    exit_code = 2


class Refused(Stop):
    """It exists, but not now; every reason is listed."""

    exit_code = 3


class Trouble(Stop):
    """The world: disk, permission, lock, a file changed underneath."""

    exit_code = 4


def misused(code: str, message: str, hint: str = "") -> Misused:
    """A usage error with one reason."""
    return Misused([Problem(code, message, hint=hint)])


def refused(code: str, message: str, hint: str = "", origin: Origin = NOWHERE) -> Refused:
    """A refusal with one reason."""
    return Refused([Problem(code, message, origin, hint)])


def trouble(code: str, message: str, hint: str = "") -> Trouble:
    """A trouble with one reason."""
    return Trouble([Problem(code, message, hint=hint)])
