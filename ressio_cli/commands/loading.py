"""Tables that are loaded: where their bytes come from, and what is said about them.

Room: commands.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from ressio_cli.files import disk
from ressio_cli.files.bytes import LARGEST
from ressio_cli.files.imports import Source
from ressio_cli.files.table import STANDARD_INPUT
from ressio_cli.model.problem import Misused, Problem, misused
from ressio_cli.views import say

File = Annotated[str, typer.Argument(metavar="FILE", help="A .csv, .xlsx or .yaml file; - reads standard input.")]
Sheet = Annotated[str, typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook; the first if left out.")]

_LARGEST_TABLE = LARGEST * 4


def source(file: str, largest: int = _LARGEST_TABLE, sheet: str = "") -> Source:
    """The bytes of a file anywhere, or of standard input."""
    if file != STANDARD_INPUT:
        return Source(disk.read_any(Path(file), largest), file, sheet)
    data = sys.stdin.buffer.read(largest + 1)
    if len(data) > largest:
        raise misused("file.too-large", f"standard input is larger than {largest // 1024 // 1024} MiB")
    return Source(data, file, sheet)


def title(file: str) -> str:
    """The name of a file as sentences call it."""
    return "standard input" if file == STANDARD_INPUT else Path(file).name


def refuse_or_note(findings: Iterable[Problem]) -> None:
    """Refuse a table with problems; what is only worth a note is told."""
    findings = list(findings)
    if any(finding.severity == "problem" for finding in findings):
        raise Misused(findings)
    say.print_problems(findings)
