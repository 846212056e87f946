"""Tables from spreadsheets: headings in any order, each problem at its row and column."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from ressio_cli.files import imports
from ressio_cli.files.imports import Source
from ressio_cli.model.money import Currency, Money, Percent

USD = Currency()
Said = list[tuple[str, int, int, str]]


def workbook(*rows: tuple[Any, ...], percents: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cell in percents:
        sheet[cell].number_format = "0.0%"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def problems(found: list[Any]) -> Said:
    return [(one.code, one.origin.line, one.origin.column, one.message) for one in found]


def budget(text: str | bytes, file: str = "estimate.csv") -> tuple[Any, Said]:
    data = text.encode() if isinstance(text, str) else text
    categories, found = imports.budget(Source(data, file), USD)
    return [(one.name, [(item.id, item.name, item.cost, item.taxed) for item in one.items]) for one in categories], (
        problems(found)
    )


ROOF = [("Roof", [("07-100", "Shingles, felt", Money(190_000), False)])]


@pytest.mark.parametrize(
    "text",
    [
        'category,id,name,cost\nRoof,07-100,"Shingles, felt",1900\n',
        'Cost;NAME;Id;Category\r\n1900.00;"Shingles, felt";07-100;Roof\r\n',
        "\ufeffcategory\tid\tname\tcost\nRoof\t07-100\tShingles, felt\t1900\n",
        '\n\ncategory,id,name,,cost\n,,,,\nRoof, 07-100 ,"Shingles, felt",,"1,900.00"\n\n',
        'id,name,cost,category,unit cost\n07-100,"Shingles, felt",1900,Roof,\n',
    ],
)
def test_headings_stand_in_any_order_and_in_any_dress(text: str) -> None:
    assert budget(text) == (ROOF, [])


def test_a_row_without_a_category_belongs_to_the_one_above() -> None:
    found, wrong = budget("category,id,name,cost\nRoof,1,A,5\n,2,B,6\nFloor,3,C,7\nRoof,4,D,8\n")
    assert wrong == []
    assert {name: [item[0] for item in items] for name, items in found} == {"Roof": ["1", "2", "4"], "Floor": ["3"]}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("category,id,name,cost\nRoof,1,A,$5\n", [
            ("field.money", 2, 10, '`cost` is "$5"; an amount such as 1250.00 is wanted')]),
        ('category,id,name,cost\nRoof,1,"A\nB",5\nRoof,2,"C, D",x\n', [
            ("field.money", 4, 15, '`cost` is "x"; an amount such as 1250.00 is wanted')]),
        ('category,id,name,cost\nRoof,1,"A\nB",x\n', [
            ("field.money", 3, 4, '`cost` is "x"; an amount such as 1250.00 is wanted')]),
        ("category,id,name,cost\nRoof,1,A,5\nRoof,1,B,6\n", [
            ("item.duplicate", 3, 6, "the item `1` stands already on line 2")]),
        ("category,id,name,cost\nRoof,,A,5\nRoof,2,,5\n", [
            ("field.missing", 2, 1, "`id` is missing"), ("field.missing", 3, 1, "`name` is missing")]),
        ("category,id,name,quantity\nRoof,1,A,5\n", [("field.missing", 2, 1, "`unit_cost` is missing")]),
        ("category,id,name,cost,cost\nRoof,1,A,5,6\n", [("table.heading", 1, 23, "the heading `cost` stands twice")]),
        ("category,id,cost\nRoof,1,5\n", [("table.heading", 1, 1, "there is no column `name`")]),
        ("category,id,name,prise\n", [("table.heading", 1, 18, '"prise" is not a heading that is known here')]),
        ("category,id,name\nRoof,1,A,5\n", [
            ("field.missing", 2, 1, "`cost` is missing"), ("table.cell", 2, 10, '"5" stands under no heading')]),
        ("\n\n", [("table.empty", 1, 1, "the table has no rows")]),
        ('id,name\n1,"A\n2,B\n', [
            ("table.syntax", 2, 1, "this is not CSV: a quote is opened in this row and never closed")]),
        ('id,name\n1,"A" B\n', [("table.syntax", 2, 1, "this is not CSV: a quote within a cell is written twice, "
                                 "and the whole cell in quotes")]),
        (b"id,name\n1,caf\xe9\n", [("file.encoding", 2, 6, "the byte 0xE9 here is not UTF-8")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_line_and_character(text: str | bytes, wrong: Said) -> None:
    assert budget(text)[1] == wrong


def test_bills_come_line_by_line() -> None:
    text = ("Vendor,Number,Date,Due,Description,Amount,Markup,Taxed\n"
            "Coastal Concrete,88121,2026-02-20,2026-03-20,Footings,820.00,15%,TRUE\n"
            "Coastal Concrete,88121,2026-02-20,,Pump,-40,,GST+PST\n"
            "Robin,,2026-02-21,,Framing,300,,false\n")  # fmt: skip
    bills, wrong = imports.bills(Source(text.encode(), "bills.csv"), USD)
    assert wrong == []
    assert [(one.id, one.due, one.status) for one in bills] == [
        ("coastal-concrete-88121", date(2026, 3, 20), "draft"), ("robin-2026-02-21", None, "draft"),
    ]  # fmt: skip
    assert [(line.amount, line.markup, line.taxed) for one in bills for line in one.lines] == [
        (Money(82_000), Percent(Decimal(15)), True),
        (Money(-4_000), None, ("GST", "PST")),
        (Money(30_000), None, False),
    ]


def test_a_workbook_says_what_its_cells_show() -> None:
    data = workbook(
        ("Vendor", "Number", "Date", "Amount", "Markup", "Taxed"),
        ("Coastal", 88121, datetime(2026, 2, 20), 0.1 + 0.2, 0.15, True),
        ("Coastal", "0088", date(2026, 2, 21), 820, None, None),
        percents=("E2",),
    )
    bills, wrong = imports.bills(Source(data, "bills.xlsx"), USD)
    assert wrong == []
    assert [(one.id, one.date, one.lines[0].amount, one.lines[0].markup, one.lines[0].taxed) for one in bills] == [
        ("coastal-88121", date(2026, 2, 20), Money(30), Percent(Decimal(15)), True),
        ("coastal-0088", date(2026, 2, 21), Money(82_000), None, False),
    ]


def test_in_a_workbook_places_are_rows_and_columns() -> None:
    data = workbook(("id", "category", "name", "cost"), ("1", "Roof", "A", 5.001), (), ("1", None, "B", "six"))
    assert budget(data, "Estimate.XLSX")[1] == [
        ("field.money", 2, 4, '`cost` is "5.001"; an amount such as 1250.00 is wanted'),
        ("item.duplicate", 4, 1, "the item `1` stands already on line 2"),
        ("field.money", 4, 4, '`cost` is "six"; an amount such as 1250.00 is wanted'),
    ]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"id,name\n", workbook()[:900]], ids=range(4))
def test_what_is_no_workbook_is_told_as_such(data: bytes) -> None:
    assert budget(data, "estimate.xlsx")[1] == [("table.syntax", 1, 1, "this is not an XLSX workbook")]


def stated(text: str, file: str = "lines.yaml") -> tuple[list[Any], Said]:
    lines, found = imports.stated_lines(Source(text.encode(), file), USD)
    return [(one.description, one.amount, one.cost, one.section) for one in lines], problems(found)


@pytest.mark.parametrize(
    "text",
    [
        "- {description: Permit, amount: 250.00}\n", "---\n- description: Permit\n  amount: 250.00\n",
        "# what else\n\n- description: Permit\n  amount: 250.00\n", "[{description: Permit, amount: 250.00}]\n",
        "items:\n  - description: Permit\n    amount: 250.00\n",
    ],
)  # fmt: skip
def test_stated_lines_are_a_list(text: str) -> None:
    assert stated(text) == ([("Permit", Money(25_000), None, "")], [])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("- {description: Permit, amount: $250}\n", [("field.money", 1, 33)]),
        ("# one\n- description: Permit\n  amount: $250\n", [("field.money", 3, 11)]),
        ("[{description: Permit, amount: $250}]\n", [("field.money", 1, 32)]),
        ("- description: Permit\n", [("field.missing", 1, 3)]),
        ("- {description: Permit, amount: 5, cost: 4}\n", [("field.clash", 1, 42)]),
        (
            "- {amount: 5}\n- {description: A, amount: 5, amuont: 6}\n",
            [("field.missing", 1, 3), ("field.unknown", 2, 31)],
        ),
        ("- a\n", [("field.kind", 1, 3)]),
        ("[]\n", [("field.empty", 1, 1)]),
        ("- {description: A\n", [("yaml.syntax", 1, 3)]),
    ],
)
def test_what_is_wrong_with_a_list_is_told_at_its_place(text: str, wrong: list[tuple[str, int, int]]) -> None:
    assert [found[:3] for found in stated(text)[1]] == wrong


def test_stated_lines_of_a_table_name_their_section() -> None:
    fee = ("Fee", None, Money(25_000), "Permits")
    assert stated("section,description,cost\nPermits,Fee,250\n", "lines.csv") == ([fee], [])


LIST = '- {vendor: Ohm, number: "7/8", date: 2026-02-20, amount: 5}\n'
ROWS = "vendor,number,date,amount\nOhm,7/8,2026-02-20,5\n"


@pytest.mark.parametrize(
    "text",
    [
        LIST, f"# from the shop\n\n---\n{LIST}", f"[{LIST[2:-1]}]", f"\ufeff{LIST}", f"items:\n  {LIST}", ROWS,
        ROWS.replace("\n", "\r\n"), ROWS.replace(",", ";"), ROWS.replace(",", "\t"), f"\ufeff{ROWS}", f"\n{ROWS}",
    ],
)  # fmt: skip
def test_standard_input_is_a_table_or_a_list(text: str) -> None:
    bills, wrong = imports.bills(Source(text.encode(), "-"), USD)
    assert (wrong, [(one.vendor, one.number, one.lines[0].amount) for one in bills]) == (
        [],
        [("Ohm", "7/8", Money(500))],
    )


def test_standard_input_may_be_a_workbook() -> None:
    data = workbook(("id", "category", "name", "cost"), ("1", "Roof", "A", 5))
    assert budget(data, "-") == ([("Roof", [("1", "A", Money(500), False)])], [])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (LIST + LIST.replace("2026-02-20", "2026-02-21"), [("import.disagrees", 2, 38)]),
        (f"[{LIST[2:-1]}, {LIST[2:-1].replace('2026-02-20', '2026-02-21')}]", [("import.disagrees", 1, 96)]),
        ("- {vendor: Ohm, date: 2026-02-20, amount: $5}\n", [("field.money", 1, 43)]),
        ("nonsense\n", [("table.heading", 1, 1)] * 4),
        ("", [("table.empty", 1, 1)]),
        ("- {vendor: Ohm, date: 2026-02-20, amount: 5, amuont: 6}\n", [("field.unknown", 1, 46)]),
    ],
)
def test_places_on_standard_input_are_those_of_the_text(text: str, wrong: list[tuple[str, int, int]]) -> None:
    _, found = imports.bills(Source(text.encode(), "-"), USD)
    assert [(one.code, one.origin.line, one.origin.column) for one in found] == wrong


def test_rows_of_one_vendor_and_number_as_written_are_one_bill() -> None:
    text = (
        "vendor,number,date,due,kind,amount\n"
        "Ohm,7/8,2026-02-20,,,5\n"
        "ohm,7-8,2026-02-20,,,6\n"
        "OHM, 7/8,2026-02-20,2026-03-20,expense,7\n"
        "Ohm,,2026-02-20,,,8\n"
        "Ohm,,2026-02-21,,,9\n"
        "Ohm ,,2026-02-20,,,10\n"
    )
    bills, wrong = imports.bills(Source(text.encode(), "bills.csv"), USD)
    assert wrong == []
    assert [(one.number, one.kind, one.due, [str(line.amount) for line in one.lines]) for one in bills] == [
        ("7/8", "expense", date(2026, 3, 20), ["5.00", "7.00"]),
        ("7-8", "bill", None, ["6.00"]),
        ("", "bill", None, ["8.00", "10.00"]),
        ("", "bill", None, ["9.00"]),
    ]


@pytest.mark.parametrize(("key", "column"), [("date", 9), ("due", 20), ("kind", 31)])
def test_rows_of_one_bill_that_disagree_are_told(key: str, column: int) -> None:
    first = ["Ohm", "412", "2026-02-20", "2026-03-20", "bill", "5"]
    second = [*first]
    second[{"date": 2, "due": 3, "kind": 4}[key]] = "labor" if key == "kind" else "2026-04-01"
    text = "\n".join(",".join(row) for row in (["vendor", "number", "date", "due", "kind", "amount"], first, second))
    _, found = imports.bills(Source(text.encode(), "bills.csv"), USD)
    assert [(one.code, one.origin.line, one.origin.column) for one in found] == [("import.disagrees", 3, column)]
    assert f"row 2 of this bill has another `{key}`" == found[0].message
