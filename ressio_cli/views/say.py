"""What is said after a command: results on standard output, problems and notes on standard error.

Room: views.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from ressio_cli.model.problem import Problem
from ressio_cli.model.record import dataclass
from ressio_cli.views import json_out, terminal
from ressio_cli.views.safe import clean, width
from ressio_cli.views.sheet import Sheet
from ressio_cli.views.sheets.findings import place
from ressio_cli.views.terminal import Look

Excerpt = Callable[[Problem], str]

_SHOWN = 120  # columns of a person's own line that are shown
_BEFORE = 80  # of them, at most so many before the caret


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How a person or a script wants to be told."""

    json: bool = False
    quiet: bool = False
    look: Look = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What `--dry-run` shows: each file with what would happen to it, and the difference in full."""

    edits: tuple[tuple[str, str], ...] = ()
    diff: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a command has to tell. `said`: what changed, one sentence a line.

    `key` is what `-q` prints: ids, one a line, or the one main figure. `found` is the object for `--json`, `files`
    what was written, `next_step` the command to type now.
    """

    found: Mapping[str, object]
    key: str = ""
    said: tuple[str, ...] = ()
    sheet: Sheet = ()
    files: tuple[str, ...] = ()
    next_step: str = ""
    preview: Preview | None = field(default=None)


def tell(result: Result, mode: Mode) -> None:
    """Print a result once: as one object, as its key alone, or in words."""
    if mode.json:
        preview = result.preview
        terminal.write(json_out.dump(json_out.dry(result.found, preview.edits) if preview else result.found))
    elif mode.quiet:
        terminal.write("".join(f"{clean(line)}\n" for line in result.key.splitlines()))
    else:
        terminal.write(_words(result, mode.look))


def notes(sentences: Iterable[str], mode: Mode) -> None:
    """Print remarks to standard error, unless quiet."""
    if not mode.quiet:
        terminal.complain("".join(f"note: {clean(sentence)}\n" for sentence in sentences))


def difference(text: str, mode: Mode) -> None:
    """Print a difference of two texts to standard error, unless quiet."""
    if not mode.quiet:
        terminal.complain("".join(f"{clean(line)}\n" for line in text.splitlines()))


def print_problems(problems: Iterable[Problem], excerpt: Excerpt | None = None, look: Look = Look()) -> None:
    """Print problems to standard error by place: the sentence, the person's own line with a caret, what to do.

    `excerpt` answers the line a problem stands on, or nothing.
    """
    ordered = sorted(problems, key=lambda problem: problem.place[:3])
    text = "".join(f"{line}\n" for problem in ordered for line in problem_lines(problem, excerpt, look))
    terminal.complain(text)


def problem_lines(problem: Problem, excerpt: Excerpt | None = None, look: Look = Look()) -> list[str]:
    """One problem, as lines."""
    start = clean(place(problem)) or "ressio"
    mark = "note: " if problem.severity == "note" else ""
    found = [f"{terminal.bold(start, look)}: {mark}{clean(problem.message)} [{problem.code}]"]
    line = excerpt(problem) if excerpt and problem.origin.line else ""
    if line.strip():
        found += _caret(line, problem.origin.column, look)
    if problem.hint:
        found.append(f"  try: {clean(problem.hint)}")
    return found


def _caret(line: str, column: int, look: Look) -> list[str]:
    """The person's line, cut to what stands around the column, and a caret under it."""
    at = min(max(column, 1) - 1, len(line))
    start = max(0, at - _BEFORE) if len(line) > _SHOWN else 0
    before, after = clean(line[start:at]), clean(line[at : start + _SHOWN].rstrip("\r\n"))
    return [f"    {before}{after}", f"    {' ' * width(before)}{terminal.red('^', look)}"]


def _words(result: Result, look: Look) -> str:
    parts = [f"{clean(sentence)}\n" for sentence in result.said]
    if result.sheet:
        parts += ["\n"] if result.said else []
        parts += [terminal.render(result.sheet, look), "\n" if result.files or result.next_step else ""]
    preview = result.preview
    if preview:
        parts.append(terminal.diff(preview.diff, look))
        parts.append("dry run: nothing was written\n")
        return "".join(parts)
    parts += [f"file: {clean(file)}\n" for file in result.files]
    if result.next_step:
        parts.append(f"next: {clean(result.next_step)}\n")
    return "".join(parts)
