"""The sheet of problems, as `check` lists them on request.

Room: views.  Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from ressio_cli.model.problem import Problem
from ressio_cli.views.sheet import Column, Sheet, Table

_COLUMNS = (Column("Place", "id"), Column("Severity"), Column("Code", "id"), Column("Message"), Column("Hint"))


def problems(found: Sequence[Problem]) -> Sheet:
    """One row per problem, by file and line."""
    rows = tuple(
        (place(problem), problem.severity, problem.code, problem.message, problem.hint)
        for problem in sorted(found, key=lambda problem: problem.place)
    )
    return (Table(columns=_COLUMNS, rows=rows, empty="no problems"),)


def place(problem: Problem) -> str:
    """Where a problem stands: `changes/CO-004.yaml:3:9`; nothing where it stands nowhere."""
    origin = problem.origin
    if not origin.file:
        return ""
    return f"{origin.file}:{origin.line}:{origin.column}" if origin.line else origin.file
