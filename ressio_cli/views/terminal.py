"""Sheets on a terminal and in a pipe.

Room: views.  Problems: output.not-written.

On a terminal a table has as many columns as there is room for, and is drawn by Rich; everywhere else it is plain lines
that we measure ourselves: the heading first, one record a line, columns two spaces apart, never cut. Rich is imported
in one function only.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from ressio_cli.model.problem import trouble
from ressio_cli.model.record import dataclass
from ressio_cli.views.fitting import GAP, fits, fitted, heading, words
from ressio_cli.views.safe import FALLBACK, clean, pad, width
from ressio_cli.views.sheet import Block, Column, Facts, Sheet, Table, word

COLORS = ("auto", "always", "never")

_BOLD, _RED, _GREEN = "1", "31", "32"
_LONG = 200  # rows; longer tables are plain lines, which are drawn at once
_WIDEST = 80  # columns a cell may ask its whole column to be padded to


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How output looks: `terminal`: drawn for a person; `color`: with escape codes; `width` in columns.

    `wide`: tables keep all their columns, however wide they become.
    """

    terminal: bool = False
    color: bool = False
    width: int = 80
    wide: bool = False


def look(choice: str, env: Mapping[str, str], tty: bool, columns: int = 80, *, wide: bool = False) -> Look:
    """The look from `--color`, then `NO_COLOR`, `FORCE_COLOR`, `TERM=dumb`, then whether a terminal is there."""
    dumb = env.get("TERM") == "dumb"
    if choice == "auto":
        color = not env.get("NO_COLOR") and (bool(env.get("FORCE_COLOR")) or (tty and not dumb))
    else:
        color = choice == "always"
    return Look(terminal=tty and not dumb, color=color, width=columns, wide=wide)


def show(sheet: Sheet, look: Look) -> None:
    """Print a sheet to standard output."""
    write(render(sheet, look))


def render(sheet: Sheet, look: Look) -> str:
    """A sheet as text; blocks stand a blank line apart."""
    return "\n".join(text for block in sheet if (text := _block(block, look)))


def write(text: str, stream: TextIO | None = None) -> None:
    """Write to standard output, or to `stream`. A full disk is a trouble; a closed pipe is left to the front door."""
    _put(text, sys.stdout if stream is None else stream)


def write_bytes(data: bytes) -> None:
    """Write bytes, such as a PDF, to standard output."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        hush()
        raise trouble("output.not-written", f"the output could not be written: {error.strerror}") from error


def complain(text: str) -> None:
    """Write to standard error."""
    _put(text, sys.stderr)


def flush() -> None:
    """Write out what standard output still holds back."""
    if sys.stdout is not None:
        _put("", sys.stdout)


def _put(text: str, out: TextIO | None) -> None:
    if out is None:  # None: the stream was closed before we began
        return
    try:
        out.write(text)
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        hush()
        raise trouble("output.not-written", f"the output could not be written: {error.strerror}") from error


def steady() -> None:
    """Let standard output and error hold any character, whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=FALLBACK)


def hush() -> None:
    """Send what is still to be written to nowhere, so that leaving does not complain about a closed pipe."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())


def diff(text: str, look: Look) -> str:
    """A unified diff, safe to print, coloured where colour is wanted."""
    return "".join(f"{_diff_line(clean(line), look)}\n" for line in text.splitlines())


def bold(text: str, look: Look) -> str:
    """`text`, bold where colour is wanted."""
    return _paint(text, _BOLD, look)


def red(text: str, look: Look) -> str:
    """`text`, red where colour is wanted."""
    return _paint(text, _RED, look)


def _paint(text: str, code: str, look: Look) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if look.color and text else text


def _diff_line(line: str, look: Look) -> str:
    if line.startswith(("+++", "---")):
        return _paint(line, _BOLD, look)
    return _paint(line, {"+": _GREEN, "-": _RED}[line[0]], look) if line[:1] in ("+", "-") else line


def _block(block: Block, look: Look) -> str:
    lines = list(_facts(block, look) if isinstance(block, Facts) else _table(block, look))
    if not lines:
        return ""
    title = [bold(clean(block.title), look)] if block.title else []
    return "".join(f"{line}\n" for line in (*title, *lines))


def _facts(block: Facts, look: Look) -> Iterator[str]:
    if not block.pairs:
        return
    first = max(width(clean(label)) for label, _ in block.pairs)
    numbers = all(_is_number(word(value)) for _, value in block.pairs)
    second = max(width(word(value)) for _, value in block.pairs) if numbers else 0
    newline = "\n" + " " * (first + 2) if look.terminal else " / "
    for label, value in block.pairs:
        yield f"{pad(clean(label), first)}  {pad(clean(word(value), newline), second, right=True)}"


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "").replace("-", "").removesuffix("%").isdecimal()


def _table(table: Table, look: Look) -> Iterator[str]:
    if not table.rows:
        if table.empty:
            yield table.empty
        return
    if look.terminal and not look.wide:
        table = fitted(table, look.width)
    if look.terminal and len(table.rows) <= _LONG and fits(table, look.width):
        yield from _drawn(table, look)
    else:
        yield from _plain(table, look)
    for note in table.notes:
        yield clean(note)


def _plain(table: Table, look: Look) -> Iterator[str]:
    head = [column.label for column in table.columns]
    body = [words(row, "-") for row in table.rows]
    foot = [words(table.total)] if table.total else []
    widths = [_widest(cells) for cells in zip(head, *body, *foot, strict=True)]

    def line(cells: Sequence[str]) -> str:
        padded = zip(cells, widths, table.columns, strict=True)
        return (" " * GAP).join(pad(cell, columns, column.number) for cell, columns, column in padded).rstrip()

    yield bold(line(head), look)
    yield from map(line, body)
    yield from (bold(line(cells), look) for cells in foot)


def _widest(cells: Sequence[str]) -> int:
    return min(max(map(width, cells)), _WIDEST)


def _drawn(table: Table, look: Look) -> list[str]:
    """A table drawn by Rich. Every cell goes in as text already clean, so that nothing in it is markup."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    page = io.StringIO()
    console = Console(
        file=page, width=look.width, force_terminal=look.color, color_system="standard" if look.color else None,
        no_color=not look.color, markup=False, emoji=False, highlight=False, legacy_windows=False, _environ={},
    )  # fmt: skip
    grid = Grid(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for column in table.columns:
        justify = "right" if column.number else "left"
        grid.add_column(Text(heading(column)), justify=justify, no_wrap=column.kind != "text", overflow="fold")  # type: ignore[arg-type]
    for row in table.rows:
        pairs = zip(words(row), table.columns, strict=True)
        grid.add_row(*(Text(cell, style=_style(cell, column)) for cell, column in pairs))
    if table.total:
        grid.add_row(*(Text(cell) for cell in words(table.total)), style="bold")
    console.print(grid)
    return [line.rstrip() for line in page.getvalue().splitlines()]


def _style(cell: str, column: Column) -> str:
    return "red" if column.number and cell.startswith("-") else ""
