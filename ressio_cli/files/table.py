"""CSV and XLSX as rows of words under headings, each row as the mapping it would be in YAML.

Room: files.  Problems: table.syntax, table.heading, table.cell, table.empty, table.no-xlsx.

A place in a workbook is its row and its column, in a CSV file the line and the character, as in any other text; both
count from 1.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ressio_cli.files import nodes
from ressio_cli.files.bytes import decode
from ressio_cli.files.nodes import Entry, Mapping, Word
from ressio_cli.files.wording import did_you_mean, quoted
from ressio_cli.model.money import plain_number
from ressio_cli.model.problem import Mark, Origin, Problem, misused
from ressio_cli.model.record import dataclass

LARGEST_UNPACKED = 128 * 1024 * 1024
_DELIMITERS = (",", ";", "\t")

# What the `csv` module says, and what we say.
_SAYINGS = (
    ("unexpected end", "a quote is opened in this row and never closed"),
    ("expected after", "a quote within a cell is written twice, and the whole cell in quotes"),
    ("field limit", "a cell of this row is too long, or a quote is opened and never closed"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, its cells, and where each cell stands."""

    line: int
    cells: Sequence[str]
    places: Sequence[Mark]

    def origin(self, file: str, at: int) -> Origin:
        """The place of a cell, counted from 0."""
        return Origin(file, *self.places[at])


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows below the headings as mappings, without empty rows and empty cells."""

    file: str
    rows: tuple[Mapping, ...]


def read_table(
    data: bytes, file: str, known: tuple[str, ...], required: tuple[str, ...]
) -> tuple[Table | None, list[Problem]]:
    """A table from a file's bytes. `known` headings may stand in any order, `required` ones must be there."""
    is_xlsx = file.lower().endswith(".xlsx")
    rows, problems = _xlsx(data, file) if is_xlsx else _csv(data, file)
    if problems:
        return None, problems
    filled = [row for row in rows if any(row.cells)]
    if not filled:
        hint = "the first row is headings, each row below is one entry"
        return None, [Problem("table.empty", "the table has no rows", Origin(file, 1, 1), hint)]
    first, *below = filled
    headings, problems = _headings(first, known, required, file)
    if problems:
        return None, problems
    problems = [problem for row in below for problem in _unheaded(row, headings, file)]
    return Table(file=file, rows=tuple(_mapping(row, headings) for row in below)), problems


def _csv(data: bytes, file: str) -> tuple[list[Row], list[Problem]]:
    text, problems = decode(data, file)
    if text is None:
        return [], problems
    lines = text.split("\n")
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    begins = 1
    try:
        for cells in reader:
            places = _places("\n".join(lines[begins - 1 : reader.line_num]), delimiter, begins)
            rows.append(Row(begins, [cell.strip() for cell in cells], places[: len(cells)]))
            begins = reader.line_num + 1
    except csv.Error as error:
        said = next((ours for theirs, ours in _SAYINGS if theirs in str(error)), str(error))
        hint = "close it, or save the table again from a spreadsheet"
        return [], [Problem("table.syntax", f"this is not CSV: {said}", Origin(file, begins, 1), hint)]
    return rows, []


def _places(text: str, delimiter: str, line: int) -> list[Mark]:
    """Where each cell of a row stands, by line and character."""
    places, column, quoted_now = [(line, 1)], 0, False
    for sign in text:
        column += 1
        if sign == '"':
            quoted_now = not quoted_now
        elif sign == "\n":
            line, column = line + 1, 0
        elif sign == delimiter and not quoted_now:
            places.append((line, column + 1))
    return places


def _delimiter(text: str) -> str:
    """The one of comma, semicolon and tab that parts the headings most often."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub('"[^"]*"', "", first)
    return max(_DELIMITERS, key=bare.count)


def _xlsx(data: bytes, file: str) -> tuple[list[Row], list[Problem]]:
    try:
        import openpyxl  # type: ignore[import-untyped]
    except ImportError:
        raise misused(
            "table.no-xlsx", f"reading {file} needs the package openpyxl", "pip install 'ressio[xlsx]', or save as CSV"
        ) from None
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                return [], [Problem("table.syntax", "the workbook is too large", Origin(file, 1, 1))]
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows()
        return [_xlsx_row(number, cells) for number, cells in enumerate(rows, 1)], []
    except (BadZipFile, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, SyntaxError, EOFError):
        hint = "open it in a spreadsheet and save it again as .xlsx, or as CSV"
        return [], [Problem("table.syntax", "this is not an XLSX workbook", Origin(file, 1, 1), hint)]


def _xlsx_row(number: int, cells: Sequence[Any]) -> Row:
    return Row(number, [_cell_word(cell) for cell in cells], [(number, column) for column in range(1, len(cells) + 1)])


def _cell_word(cell: Any) -> str:
    """What the cell shows, as a file would say it: no float noise, percents with their sign, days as YYYY-MM-DD."""
    value = cell.value
    if value is None or isinstance(value, str):
        return (value or "").strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        number = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
        is_percent = "%" in (cell.number_format or "")
        return f"{plain_number(number * 100)}%" if is_percent else plain_number(number)
    return str(value)


def _headings(
    row: Row, known: tuple[str, ...], required: tuple[str, ...], file: str
) -> tuple[list[str], list[Problem]]:
    """The keys the columns stand for, in their order; empty for a column without a heading."""
    keys = [re.sub("[ _-]+", "_", cell.casefold()).strip("_") for cell in row.cells]
    problems = []
    for at, (key, cell) in enumerate(zip(keys, row.cells, strict=True)):
        if key and key not in known:
            message = f"{quoted(cell)} is not a heading that is known here"
            problems.append(Problem("table.heading", message, row.origin(file, at), did_you_mean(key, known)))
        elif key and keys.index(key) < at:
            message = f"the heading `{key}` stands twice"
            problems.append(Problem("table.heading", message, row.origin(file, at), "delete one column"))
    for key in required:
        if key not in keys:
            message, hint = f"there is no column `{key}`", f"the headings: {', '.join(known)}"
            problems.append(Problem("table.heading", message, Origin(file, row.line, 1), hint))
    return keys, problems


def _unheaded(row: Row, headings: list[str], file: str) -> Iterable[Problem]:
    """Cells under no heading: most often a comma that wanted quotes."""
    for at, cell in enumerate(row.cells):
        if cell and (at >= len(headings) or not headings[at]):
            hint = 'give the column a heading; a word with a comma needs quotes: "1,250.00"'
            yield Problem("table.cell", f"{quoted(cell)} stands under no heading", row.origin(file, at), hint)


def _mapping(row: Row, headings: list[str]) -> Mapping:
    entries = {
        key: Entry(Word(key, *place, 0, 1), _node(key, Word(cell, *place, 0, 1)))
        for key, cell, place in zip(headings, row.cells, row.places, strict=False)
        if key and cell
    }
    return Mapping(row.line, 1, 0, 0, False, entries)


def _node(key: str, word: Word) -> nodes.Node:
    """The word, or the list of taxes that it names: true, false or NAME[+NAME]."""
    if key != "taxed":
        return word
    if word.text.lower() in ("true", "false"):
        word.text = word.text.lower()
        return word
    names: list[nodes.Node] = [
        Word(name.strip(), word.line, word.column, 0, 1) for name in word.text.split("+") if name.strip()
    ]
    return nodes.Sequence(word.line, word.column, 0, 0, True, names)
