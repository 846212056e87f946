"""A cell is read as what it shows, or the import is refused with its address."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest

from ressio_cli.files import imports
from ressio_cli.files.imports import Source
from ressio_cli.model.money import Currency
from ressio_cli.model.problem import Misused

USD = Currency()
HEAD = ("id", "category", "name", "code", "quantity", "unit", "unit_cost", "cost", "markup", "taxed")
Rows = list[list[Any]]


def item(**cells: Any) -> list[Any]:
    """A row of an estimate, sound but for the cells given."""
    facts = {"id": "1", "category": "Works", "name": "Footings", "cost": 100, **cells}
    return [facts.get(key) for key in HEAD]


def book(*rows: list[Any], edit: Callable[[Any], None] = lambda sheet: None) -> Any:
    """A workbook of one sheet with headings; `edit` may do anything to the sheet."""
    made = openpyxl.Workbook()
    made.active.append(HEAD)
    for row in rows:
        made.active.append(row)
    edit(made.active)
    return made


def packed(made: Any, patch: tuple[str, str] = ("", "")) -> bytes:
    """The bytes of a workbook; `patch` replaces words in the XML of its first sheet."""
    data = io.BytesIO()
    made.save(data)
    if not patch[0]:
        return data.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                assert patch[0].encode() in text, text
                text = text.replace(patch[0].encode(), patch[1].encode())
            new.writestr(part, text)
    return out.getvalue()


def loaded(data: bytes, sheet: str = "") -> tuple[list[tuple[Any, ...]], list[tuple[str, str]]]:
    """Id, code, cost and markup of each item, and the codes and messages of what was found."""
    categories, found = imports.budget(Source(data, "estimate.xlsx", sheet), USD)
    items = [(one.id, one.code, str(one.cost), one.markup and str(one.markup)) for c in categories for one in c.items]
    return items, [(one.code, one.message) for one in found]


def one_cell(address: str, value: Any, number_format: str = "General") -> tuple[list[Any], list[tuple[str, str]]]:
    """An estimate of one item in which one cell holds a value under a format."""

    def edit(sheet: Any) -> None:
        sheet[address] = value
        sheet[address].number_format = number_format

    return loaded(packed(book(item(), edit=edit)))


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (3300, "00000", "shows 03300 (format 00000)"),
        (3.1, "0.00", "shows 3.10 (format 0.00)"),
        (3.10, "0.000", "shows 3.100 (format 0.000)"),
        (61000, "#,##0", "shows 61,000 (format #,##0)"),
        (3.14, "0", "shows 3 (format 0)"),
        (2.5, "0", "shows 3 (format 0)"),
        (-7, "0;(0)", "shows it otherwise (format 0;(0))"),
        (33000, "00-00-0", "shows it otherwise (format 00-00-0)"),
        (3300, '"C-"0', 'shows it otherwise (format "C-"0)'),
        (0, "0;-0;", "shows it otherwise (format 0;-0;)"),
        (0.25, "# ?/?", "shows it otherwise (format # ?/?)"),
        (3300, "0.00E+00", "shows it otherwise (format 0.00E+00)"),
        (123456789012, "General", "shows it otherwise (format General)"),
        (3.14159265358979, "General", "shows it otherwise (format General)"),
        (0.185, "0%", "shows 19% (format 0%)"),
    ],
)
def test_a_code_that_is_a_number_shown_in_other_words_is_refused(value: Any, number_format: str, shown: str) -> None:
    _, found = one_cell("D2", value, number_format)
    (problem,) = found
    assert problem[0] == "table.display"
    assert problem[1].startswith("D2 holds the number ")
    assert problem[1].endswith(f" and {shown}")


@pytest.mark.parametrize(
    ("value", "number_format", "code"),
    [
        (3300, "General", "3300"),
        (3300, "0", "3300"),
        (3300, "@", "3300"),
        (3300, "#", "3300"),
        (61, "#,##0", "61"),
        (3.1, "General", "3.1"),
        (3.25, "0.00", "3.25"),
        (33000, "00000", "33000"),
        (12345678901, "General", "12345678901"),
        (-5, "General", "-5"),
        (3300, "[Red]0", "3300"),
        (3300, "0_);(0)", "3300"),
        ("03300", "General", "03300"),
        ("3.10", "0.00", "3.10"),
        ("'03300", "@", "'03300"),
        (" 03300 ", "@", "03300"),
        (0.18, "0%", "18%"),
    ],
)
def test_a_code_that_is_shown_as_it_is_held_is_read(value: Any, number_format: str, code: str) -> None:
    items, found = one_cell("D2", value, number_format)
    assert (items[0][1], found) == (code, [])


@pytest.mark.parametrize(
    ("value", "number_format", "word"),
    [
        (datetime(2026, 3, 10), "d-mmm", "2026-03-10"),
        (date(2026, 3, 10), "yyyy-mm-dd", "2026-03-10"),
        (time(12, 30), "hh:mm", "12:30:00"),
    ],
)
def test_a_code_that_became_a_date_is_refused(value: Any, number_format: str, word: str) -> None:
    _, found = one_cell("D2", value, number_format)
    assert found == [("table.display", f"D2 holds the date {word} and shows it as {number_format}")]


def test_a_code_that_is_a_truth_value_is_refused() -> None:
    assert one_cell("D2", True)[1] == [("table.display", "D2 holds a truth value and shows TRUE")]


@pytest.mark.parametrize("column", ["A", "B", "C", "D", "F"])
def test_every_column_of_words_is_held_to_it(column: str) -> None:
    _, found = one_cell(f"{column}2", 7, "000")
    assert [code for code, _ in found] == ["table.display"]


def test_a_whole_column_is_one_problem() -> None:
    def edit(sheet: Any) -> None:
        for row in range(2, 5):
            sheet[f"D{row}"].number_format = "00000"

    rows = [item(id=str(n), code=n) for n in (1, 2, 3)]
    assert loaded(packed(book(*rows, edit=edit)))[1] == [
        ("table.display", "D2 holds the number 1 and shows 00001 (format 00000); 2 more of this column likewise")
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "cost"),
    [
        (1250, "$#,##0.00", "1250.00"),
        (1250.5, '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)', "1250.50"),
        (-400, '#,##0.00;[Red](#,##0.00)', "-400.00"),
        (1250, "General", "1250.00"),
        (1250.4, "0", "1250.40"),
        (0.1 + 0.2, "0.00", "0.30"),
        ("1,250.00", "@", "1250.00"),
    ],
)  # fmt: skip
def test_an_amount_is_what_the_cell_holds(value: Any, number_format: str, cost: str) -> None:
    items, found = one_cell("H2", value, number_format)
    assert (items[0][2], found) == (cost, [])


@pytest.mark.parametrize("number_format", ["#,##0,", "0,,", '0.0,"k"', "$#,##0,"])
def test_an_amount_shown_in_thousands_is_refused(number_format: str) -> None:
    _, found = one_cell("H2", 1250, number_format)
    assert found == [
        ("table.display", f"H2 holds 1250 and shows it divided by a thousand or more (format {number_format})")
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "markup"),
    [(0.18, "0%", "18%"), (0.18, "0.00%", "18%"), (0.0825, "0%", "8.25%"), ("18%", "General", "18%")],
)
def test_a_percent_has_its_sign(value: Any, number_format: str, markup: str) -> None:
    items, found = one_cell("I2", value, number_format)
    assert (items[0][3], found) == (markup, [])


def test_a_date_among_amounts_is_refused() -> None:
    assert [code for code, _ in one_cell("H2", datetime(2026, 3, 10), "d-mmm")[1]] == ["field.money"]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!"])
@pytest.mark.parametrize("column", ["D", "H"])
def test_an_error_is_named_with_its_cell(error: str, column: str) -> None:
    assert one_cell(f"{column}2", error)[1] == [("table.no-value", f"{column}2 shows {error} instead of a value")]


def test_a_formula_without_a_stored_value_is_named_with_its_cell() -> None:
    made = book(item(id="1", markup="=1/10"), item(id="2", code="=A2", markup="=I2"))
    assert loaded(packed(made))[1] == [
        ("table.formula", "I2 holds a formula without a stored value; 1 more of this column likewise"),
        ("table.formula", "D3 holds a formula without a stored value"),
    ]


def test_a_row_of_formulas_alone_is_not_passed_over() -> None:
    made = book(item(), [None] * 7 + ["=H2"])
    assert loaded(packed(made))[1] == [("table.formula", "H3 holds a formula without a stored value")]


@pytest.mark.parametrize(
    ("stored", "code"), [("<v>3300</v>", "3300"), ('<v></v>', ""), ("<v>a</v>", "a")]
)  # fmt: skip
def test_a_formula_with_its_value_is_read(stored: str, code: str) -> None:
    made = book(item(code="=A2"))
    kind = "" if "3300" in stored else ' t="str"'
    data = packed(made, ('<c r="D2"><f>A2</f><v /></c>', f'<c r="D2"{kind}><f>A2</f>{stored}</c>'))
    items, found = loaded(data)
    assert (items[0][1], found) == (code, [])


def test_cells_merged_over_rows_are_refused_where_one_value_would_count_for_one_row_only() -> None:
    rows = [item(id=str(n), code="03" if n == 1 else None, cost=5) for n in (1, 2, 3)]
    data = packed(book(*rows, edit=lambda sheet: sheet.merge_cells("D2:D4")))
    assert loaded(data)[1] == [("table.merged", "D2 is merged down to row 4")]


def test_a_category_may_be_merged_over_its_items_and_a_title_over_columns() -> None:
    def edit(sheet: Any) -> None:
        sheet.merge_cells("B2:B4")
        sheet.merge_cells("C2:F2")
        sheet.merge_cells("D3:D4")  # an empty one says nothing

    rows = [item(id=str(n), category="Works" if n == 1 else None) for n in (1, 2, 3)]
    items, found = loaded(packed(book(*rows, edit=edit)))
    assert ([one[0] for one in items], found) == (["1", "2", "3"], [])


def test_hidden_rows_and_columns_are_read_and_named() -> None:
    def edit(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["I"].hidden = True
        sheet.column_dimensions["Z"].hidden = True

    items, found = loaded(packed(book(item(id="1", markup="5%"), item(id="2"), edit=edit)))
    assert len(items) == 2
    assert found == [("table.hidden", "hidden row 3 was read too"), ("table.hidden", "hidden column I was read too")]


def two_sheets(**states: str) -> bytes:
    made = book(item(id="1"))
    for title, id in (("Finishes", "2"), ("Notes", "")):
        sheet = made.create_sheet(title)
        for row in (HEAD, item(id=id)) if id else ():
            sheet.append(list(row))
    for title, state in states.items():
        made[title].sheet_state = state
    return packed(made)


def test_sheets_that_are_not_read_are_named_and_empty_ones_are_not() -> None:
    items, found = loaded(two_sheets())
    assert ([one[0] for one in items], found) == (
        ["1"], [("table.not-read", 'the sheet "Sheet" was read, not "Finishes"')],
    )  # fmt: skip


def test_a_sheet_can_be_named() -> None:
    items, found = loaded(two_sheets(), "finishes")
    assert ([one[0] for one in items], [code for code, _ in found]) == (["2"], ["table.not-read"])
    with pytest.raises(Misused) as caught:
        loaded(two_sheets(), "Paint")
    (problem,) = caught.value.problems
    assert (problem.code, problem.hint) == ("table.sheet", '--sheet NAME, one of: "Sheet", "Finishes", "Notes"')
    with pytest.raises(Misused):
        imports.budget(Source(b"id,name\n", "estimate.csv", "Sheet"), USD)


def test_the_first_sheet_that_can_be_seen_is_read() -> None:
    items, found = loaded(two_sheets(Sheet="hidden"))
    assert ([one[0] for one in items], found) == (
        ["2"], [("table.not-read", 'the sheet "Finishes" was read, not "Sheet" (hidden)')],
    )  # fmt: skip


def test_an_empty_first_sheet_is_passed_over() -> None:
    made = book(item(id="2"))
    made.create_sheet("Empty", 0)
    items, found = loaded(packed(made))
    assert ([one[0] for one in items], found) == (["2"], [])


def test_rows_outside_the_size_that_a_sheet_claims_are_read() -> None:
    data = packed(book(item(id="1"), item(id="2")), ('<dimension ref="A1:J3"', '<dimension ref="A1:B2"'))
    items, found = loaded(data)
    assert ([one[0] for one in items], found) == (["1", "2"], [])


@pytest.mark.parametrize(
    ("number", "is_read"), [("1.23457E+11", False), ("8E+5", False), ("1E3", True), ("2E10", True)]
)
def test_a_number_that_a_spreadsheet_shortened_before_it_became_csv_is_refused(number: str, is_read: bool) -> None:
    text = f"vendor,number,date,amount\nOhm,{number},2026-02-20,5\n"
    _, found = imports.bills(Source(text.encode(), "bills.csv"), USD)
    assert [(one.code, one.origin.line, one.origin.column) for one in found] == (
        [] if is_read else [("table.display", 2, 5)]
    )


def test_a_bill_number_is_held_to_it_too() -> None:
    made = openpyxl.Workbook()
    made.active.append(["vendor", "number", "date", "amount"])
    made.active.append(["Ohm", 412, date(2026, 2, 20), 5])
    made.active["B2"].number_format = "00000"
    _, found = imports.bills(Source(packed(made), "bills.xlsx"), USD)
    assert [one.message for one in found] == ["B2 holds the number 412 and shows 00412 (format 00000)"]
