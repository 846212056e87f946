"""CSV and XLSX as rows of words under headings, each row as the mapping it would be in YAML.

Room: files.  Problems: table.syntax, table.heading, table.cell, table.empty, table.sheet, table.display.

A place in a workbook is its row and its column, in a CSV file the line and the character, as in any other text; both
count from 1.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from ressio_cli.files import nodes
from ressio_cli.files.bytes import decode
from ressio_cli.files.cell_words import shortened
from ressio_cli.files.findings import HINTED, Findings
from ressio_cli.files.nodes import Entry, Mapping, Word
from ressio_cli.files.table_rows import Columns, Oddity, Row, letters
from ressio_cli.files.wording import did_you_mean, quoted
from ressio_cli.model.problem import Mark, Origin, Problem, misused
from ressio_cli.model.record import dataclass

STANDARD_INPUT = "-"
_ZIP = b"PK\x03\x04"
_DELIMITERS = (",", ";", "\t")

# What the `csv` module says, and what we say.
_SAYINGS = (
    ("unexpected end", "a quote is opened in this row and never closed"),
    ("expected after", "a quote within a cell is written twice, and the whole cell in quotes"),
    ("field limit", "a cell of this row is too long, or a quote is opened and never closed"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows below the headings as mappings, without empty rows and empty cells.

    What else is wrong in the rows with odd cells, by line, follows from those cells.
    """

    file: str
    rows: tuple[Mapping, ...]
    odd_lines: frozenset[int] = frozenset()


def read_table(data: bytes, file: str, columns: Columns, sheet: str = "") -> tuple[Table | None, list[Problem]]:
    """A table from a file's bytes, and what is wrong with it or worth a note. `sheet` names one of a workbook."""
    is_xlsx = data.startswith(_ZIP) if file == STANDARD_INPUT else file.lower().endswith(".xlsx")
    if sheet and not is_xlsx:
        raise misused("table.sheet", f"{file} is no workbook and has no sheets", "leave out --sheet")
    rows, problems = _xlsx(data, file, sheet) if is_xlsx else _csv(data, file)
    if any(problem.severity == "problem" for problem in problems):
        return None, problems
    filled = [row for row in rows if any(row.cells) or row.oddities]
    if not filled:
        hint = "the first row is headings, each row below is one entry"
        return None, [Problem("table.empty", "the table has no rows", Origin(file, 1, 1), hint)]
    first, *below = filled
    headings, wrong = _headings(first, columns, file)
    if wrong:
        return None, [*problems, *wrong]
    problems += [problem for row in below for problem in _unheaded(row, headings, file)]
    odd = _odd_cells(below, headings, columns)
    problems += [_oddity(at, cells, file) for (at, _), cells in odd.items()]
    odd_lines = frozenset(row.line for cells in odd.values() for row, _ in cells)
    entries = tuple(_mapping(row, headings) for row in below)
    return Table(file=file, rows=entries, odd_lines=odd_lines), problems


def _odd_cells(
    rows: Sequence[Row], headings: Sequence[str], columns: Columns
) -> dict[tuple[int, str], list[tuple[Row, Oddity]]]:
    """Cells that do not hold what they show, by column and kind: a whole column is often formatted."""
    odd: dict[tuple[int, str], list[tuple[Row, Oddity]]] = {}
    for row in rows:
        for at, oddity in row.oddities.items():
            if _matters(oddity, headings[at] if at < len(headings) else "", columns):
                odd.setdefault((at, oddity.code), []).append((row, oddity))
    return odd


def _matters(oddity: Oddity, heading: str, columns: Columns) -> bool:
    if not heading or (oddity.only_as_text and heading not in columns.texts):
        return False
    return not (oddity.code == "table.merged" and heading in columns.carried)


def _oddity(at: int, cells: Sequence[tuple[Row, Oddity]], file: str) -> Problem:
    (row, oddity), more = cells[0], len(cells) - 1
    place = row.origin(file, at)
    address = f"{letters(at + 1)}{row.line}"
    others = f"; {more} more of this column likewise" if more else ""
    return Problem(oddity.code, f"{address} {oddity.reason}{others}", place, oddity.hint)


def _xlsx(data: bytes, file: str, sheet: str) -> tuple[list[Row], list[Problem]]:
    from ressio_cli.files.workbook import read_workbook  # loads more than most commands need

    return read_workbook(data, file, sheet)


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
            words = [cell.strip() for cell in cells]
            odd = {at: oddity for at, word in enumerate(words) if (oddity := shortened(word))}
            rows.append(Row(begins, words, places[: len(cells)], odd))
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


def _headings(row: Row, columns: Columns, file: str) -> tuple[list[str], list[Problem]]:
    """The keys the columns stand for, in their order; empty for a column without a heading."""
    keys = [re.sub("[ _-]+", "_", cell.casefold()).strip("_") for cell in row.cells]
    problems = Findings()
    seen: set[str] = set()
    for at, (key, cell) in enumerate(zip(keys, row.cells, strict=True)):
        twice = key in seen
        seen.add(key)
        if key and key not in columns.known:
            message = f"{quoted(cell)} is not a heading that is known here"
            hint = did_you_mean(key, columns.known) if len(problems) < HINTED else ""
            problems.append(Problem("table.heading", message, row.origin(file, at), hint))
        elif key and twice:
            message = f"the heading `{key}` stands twice"
            problems.append(Problem("table.heading", message, row.origin(file, at), "delete one column"))
    for key in columns.required:
        if key not in keys:
            message, hint = f"there is no column `{key}`", f"the headings: {', '.join(columns.known)}"
            problems.append(Problem("table.heading", message, Origin(file, row.line, 1), hint))
    return keys, problems.all()


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
