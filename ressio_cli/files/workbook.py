"""One sheet of an XLSX workbook as rows of words, and what is worth knowing of the rest of it.

Room: files.  Problems: table.no-xlsx, table.syntax, table.sheet, table.no-value, table.formula, table.merged.
Notes: table.not-read, table.hidden.

A cell stands at its row and its column, both counted from 1.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Any
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from ressio_cli.files.cell_words import word_of
from ressio_cli.files.table_rows import Oddity, Row, letters
from ressio_cli.model.problem import Origin, Problem, misused
from ressio_cli.model.record import dataclass

LARGEST_UNPACKED = 128 * 1024 * 1024
_NOT_A_WORKBOOK = (
    BadZipFile, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, SyntaxError, EOFError,
    ElementTree.ParseError,
)  # fmt: skip
_ERROR = "correct the cell, or empty it"
_FORMULA = "open the workbook in a spreadsheet, let it calculate, and save it"
_MERGED = "unmerge the cells, and write in each row what belongs to it"


@dataclass(frozen=True, slots=True)
class _Markings:
    """What a sheet says besides values: rows and columns that are hidden, formulas without a value, by address, and
    by the address of their first cell how far down cells are merged."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: dict[str, int] = field(default_factory=dict)
    valueless: set[str] = field(default_factory=set)


def read_workbook(data: bytes, file: str, wanted: str) -> tuple[list[Row], list[Problem]]:
    """The rows of the sheet named, else of the first visible one that holds anything; sheets not read are a note."""
    try:
        import openpyxl  # type: ignore[import-untyped]
    except ImportError:
        raise misused(
            "table.no-xlsx", f"reading {file} needs the package openpyxl", "pip install 'ressio[xlsx]', or save as CSV"
        ) from None
    try:
        with ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                return [], [Problem("table.syntax", "the workbook is too large", Origin(file, 1, 1))]
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some programs write wrong ones, and rows outside would be lost
        return _read(book.worksheets, file, wanted)
    except _NOT_A_WORKBOOK:
        hint = "open it in a spreadsheet and save it again as .xlsx, or as CSV"
        return [], [Problem("table.syntax", "this is not an XLSX workbook", Origin(file, 1, 1), hint)]


def _read(sheets: Sequence[Any], file: str, wanted: str) -> tuple[list[Row], list[Problem]]:
    filled = [sheet for sheet in sheets if any(_is_filled(cells) for cells in sheet.iter_rows())]
    sheet = _chosen(sheets, filled, wanted)
    markings = _markings(sheet)
    rows = [_row(number, cells, markings) for number, cells in enumerate(sheet.iter_rows(), 1)]
    notes = [*_unread(sheet, filled, file), *_hidden(markings, rows, file)]
    return rows, notes


def _chosen(sheets: Sequence[Any], filled: Sequence[Any], wanted: str) -> Any:
    if not wanted:
        visible = [sheet for sheet in filled if sheet.sheet_state == "visible"]
        return (*visible, *filled, *sheets)[0]
    for sheet in sheets:
        if sheet.title.casefold() == wanted.casefold():
            return sheet
    names = ", ".join(_quoted(sheet) for sheet in sheets)
    raise misused("table.sheet", f"there is no sheet {wanted!r}", f"--sheet NAME, one of: {names}")


def _is_filled(cells: Sequence[Any]) -> bool:
    return any(cell.value not in (None, "") for cell in cells)


def _unread(sheet: Any, filled: Sequence[Any], file: str) -> Iterator[Problem]:
    others = [other for other in filled if other is not sheet]
    if others:
        names = ", ".join(_quoted(other) for other in others)
        message = f"the sheet {_quoted(sheet)} was read, not {names}"
        yield Problem("table.not-read", message, Origin(file, 1, 1), f"--sheet {_quoted(others[0], False)}", "note")


def _quoted(sheet: Any, with_state: bool = True) -> str:
    state = " (hidden)" if with_state and sheet.sheet_state != "visible" else ""
    return f'"{sheet.title}"{state}'


def _hidden(markings: _Markings, rows: Sequence[Row], file: str) -> Iterator[Problem]:
    """Rows and columns that a person does not see; a filter hides them too. They are read all the same."""
    filled_rows = [row.line for row in rows if any(row.cells)]
    filled_columns = {at + 1 for row in rows for at, word in enumerate(row.cells) if word}
    hidden_rows = sorted(set(markings.hidden_rows).intersection(filled_rows))
    hidden_columns = [letters(column) for column in markings.hidden_columns if column in filled_columns]
    for what, places in (("row", hidden_rows), ("column", hidden_columns)):
        if places:
            names = ", ".join(str(place) for place in places[:6]) + (" and more" if len(places) > 6 else "")
            plural = "s" if len(places) > 1 else ""
            message = f"hidden {what}{plural} {names} {'were' if plural else 'was'} read too"
            yield Problem("table.hidden", message, Origin(file, 1, 1), "delete what is not to be read", "note")


def _row(number: int, cells: Sequence[Any], markings: _Markings) -> Row:
    words: list[str] = []
    oddities: dict[int, Oddity] = {}
    for at, cell in enumerate(cells):
        word, oddity = _cell(cell, f"{letters(at + 1)}{number}", markings)
        words.append(word)
        if oddity:
            oddities[at] = oddity
    return Row(number, words, [(number, column) for column in range(1, len(words) + 1)], oddities)


def _cell(cell: Any, address: str, markings: _Markings) -> tuple[str, Oddity | None]:
    if cell.data_type == "e":
        return str(cell.value), Oddity(
            code="table.no-value", reason=f"shows {cell.value} instead of a value", hint=_ERROR
        )
    if address in markings.valueless:
        reason = "holds a formula without a stored value"
        return "", Oddity(code="table.formula", reason=reason, hint=_FORMULA)
    word, oddity = word_of(cell.value, cell.number_format if cell.value is not None else "")
    if word and address in markings.merged:
        reason = f"is merged down to row {markings.merged[address]}"
        return word, Oddity(code="table.merged", reason=reason, hint=_MERGED)
    return word, oddity


def _markings(sheet: Any) -> _Markings:
    """Read the sheet's own XML once more: the library tells these only of workbooks that it holds whole in memory."""
    markings = _Markings()
    with sheet._get_source() as source:
        for _, element in ElementTree.iterparse(source):
            tag = element.tag.rpartition("}")[2]
            if tag == "c":
                _mark_cell(element, markings)
            elif tag == "row":
                if element.get("hidden") in ("1", "true"):
                    markings.hidden_rows.append(int(element.get("r") or 0))
                element.clear()
            elif tag == "col" and element.get("hidden") in ("1", "true"):
                first, last = int(element.get("min") or 1), int(element.get("max") or 1)
                markings.hidden_columns.extend(range(first, min(last, first + 255) + 1))
            elif tag == "mergeCell":
                _mark_merged(element.get("ref") or "", markings)
    return markings


def _mark_cell(element: ElementTree.Element, markings: _Markings) -> None:
    tags = {child.tag.rpartition("}")[2]: child for child in element}
    is_empty_text = element.get("t") == "str"  # a formula may have an empty text for its value
    if "f" in tags and not is_empty_text and not (tags["v"].text if "v" in tags else ""):
        markings.valueless.add(element.get("r") or "")
    element.clear()


def _mark_merged(ref: str, markings: _Markings) -> None:
    match = re.fullmatch(r"([A-Z]+([0-9]+)):[A-Z]+([0-9]+)", ref)
    if match and match[2] != match[3]:
        markings.merged[match[1]] = int(match[3])
