"""The problems of one file: the first ones are kept, the others counted, so that no file fills the memory.

Room: files.  Problems: file.many-problems.
"""

from __future__ import annotations

from collections.abc import Iterable

from ressio_cli.model.problem import Origin, Problem

KEPT = 1000
HINTED = 100  # so many problems are not slips of the pen: looking for what was meant takes long


class Findings(list[Problem]):
    """A list of problems that stops to grow. `more` were found and not kept, the first of them at `place`."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        super().__init__()
        self.more = 0
        self.place = Origin()
        self.extend(problems)

    def append(self, problem: Problem) -> None:
        """Keep a problem, or count it."""
        if len(self) < KEPT:
            super().append(problem)
        else:
            self.place = self.place if self.more else problem.origin
            self.more += 1

    def extend(self, problems: Iterable[Problem]) -> None:
        """Keep problems, or count them."""
        for problem in problems:
            self.append(problem)

    def __iadd__(self, problems: Iterable[Problem]) -> Findings:  # type: ignore[misc,override]
        self.extend(problems)
        return self

    def all(self) -> list[Problem]:
        """The problems that were kept, and how many more there are."""
        if not self.more:
            return list(self)
        message = f"{self.more:,} more problem{'s' if self.more > 1 else ''} in this file"
        hint = "correct the ones above first"
        return [*self, Problem("file.many-problems", message, self.place, hint, count=self.more)]
