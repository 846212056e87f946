"""Imports: a budget, bills or stated lines from CSV, XLSX or a YAML list.

Room: files.  Problems: import.category, import.disagrees, field.clash.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from ressio_cli.files import bill_file, budget_file, kinds, names
from ressio_cli.files.bytes import decode
from ressio_cli.files.fields import Fields
from ressio_cli.files.table import read_table
from ressio_cli.files.tree import read_tree
from ressio_cli.model.ask import Stated
from ressio_cli.model.bill import KINDS, Bill, as_written
from ressio_cli.model.budget import Category, Item
from ressio_cli.model.money import Currency
from ressio_cli.model.problem import Problem

T = TypeVar("T")

BUDGET_COLUMNS = (
    "category", "id", "name", "code", "quantity", "unit", "unit_cost", "cost", "markup", "price", "taxed",
)  # fmt: skip
BILL_COLUMNS = (
    "vendor", "number", "date", "due", "kind", "code", "item", "description", "amount", "markup", "taxed",
)  # fmt: skip
STATED_COLUMNS = (
    "description", "amount", "cost", "markup", "quantity", "unit", "unit_cost", "code", "taxed", "section",
)  # fmt: skip


def budget(data: bytes, file: str, currency: Currency) -> tuple[tuple[Category, ...], list[Problem]]:
    """Categories from a table of items. A row without a category belongs to the one above."""
    rows, problems = _rows(data, file, currency, (BUDGET_COLUMNS, ("id", "name")), _budget_row)
    groups: dict[str, list[Item]] = {}
    name = ""
    for category, item in rows:
        name = category or name
        if not name:
            message, hint = f"the item `{item.id}` stands in no category", "fill in the column `category`"
            problems.append(Problem("import.category", message, item.origin, hint))
        groups.setdefault(name, []).append(item)
    budget_file.note_duplicates([item for _, item in rows], problems)
    return tuple(Category(name=name, items=tuple(items)) for name, items in groups.items()), _sorted(problems)


def bills(data: bytes, file: str, currency: Currency) -> tuple[tuple[Bill, ...], list[Problem]]:
    """Draft bills from a table of lines: rows with the same vendor and number are one bill; without a number, rows with
    the same vendor and date."""
    rows, problems = _rows(data, file, currency, (BILL_COLUMNS, ("vendor", "date", "amount")), _bill_row)
    groups: dict[tuple[str, ...], list[Bill]] = {}
    for bill in rows:
        second = as_written(bill.number) if bill.number else ""
        key = (as_written(bill.vendor), second) if second else (as_written(bill.vendor), "", bill.date.isoformat())
        groups.setdefault(key, []).append(bill)
    for group in groups.values():
        problems += [problem for key in ("date", "due", "kind") for problem in _disagreement(group, key)]
    return tuple(_merged(group) for group in groups.values()), _sorted(problems)


def _merged(rows: list[Bill]) -> Bill:
    """The rows of one bill; what stands in one of them only counts for all."""
    due = next((row.due for row in rows if row.due), None)
    kind = next((row.kind for row in rows if "kind" in row.origin.keys), rows[0].kind)
    return replace(rows[0], due=due, kind=kind, lines=tuple(line for row in rows for line in row.lines))


def stated_lines(data: bytes, file: str, currency: Currency) -> tuple[tuple[Stated, ...], list[Problem]]:
    """Stated lines from a YAML list (`-`, or a name that ends in .yaml or .yml) or a table."""
    if file == "-" or file.lower().endswith((".yaml", ".yml")):
        return _stated_list(data, file, currency)
    rows, problems = _rows(data, file, currency, (STATED_COLUMNS, ("description",)), stated)
    return tuple(rows), _sorted(problems)


def stated(fields: Fields) -> Stated:
    """One stated line."""
    line = Stated(
        description=fields.text("description", "What the client reads.", True),
        amount=fields.money("amount", "The price; or `cost`, or `quantity` and `unit_cost`."),
        cost=fields.money("cost", "The cost, on which a markup may stand."),
        markup=fields.percent("markup", "The markup on the cost; left out: none.", kinds.MARKUP),
        quantity=fields.number("quantity", "How many units."),
        unit=fields.text("unit", "What is counted, such as cy."),
        unit_cost=fields.number("unit_cost", "The cost of one unit."),
        code=fields.text("code", "Its cost code."),
        taxed=fields.taxed("taxed", "The client's taxes on it."),
        section=fields.text("section", "The title of the section it belongs to."),
    )
    whole = "cost" if fields.has("cost") else "amount"
    budget_file.one_way(fields, whole, "quantity", "unit_cost")
    for key in ("cost", "markup"):
        if fields.has("amount") and fields.has(key):
            message, hint = f"`amount` is the price already; `{key}` goes with `cost`", f"keep `amount` or `{key}`"
            fields.note("field.clash", message, fields.place(key), hint)
    return line


def _stated_list(data: bytes, file: str, currency: Currency) -> tuple[tuple[Stated, ...], list[Problem]]:
    text, problems = decode(data, file)
    if text is None:
        return (), problems
    prefix, rest = _as_mapping(text)
    tree, problems = read_tree(prefix + rest, file)
    lines: tuple[Stated, ...] = ()
    if tree is not None:
        fields = Fields(tree, file, problems, currency)
        lines = fields.each("items", "The lines.", stated, True)
        fields.finish(lambda again: again.each("items", "The lines.", stated, True))
    return lines, _sorted([_moved(problem, prefix) for problem in problems])


def _as_mapping(text: str) -> tuple[str, str]:
    """A list is read as the value of `items`, the one key a reader of mappings then finds."""
    text = re.sub(r"\A((?:[ \t]*(?:#.*)?\r?\n)*)---[ \t]*(?=\r?\n)", r"\1", text)
    first = re.search(r"^[ \t]*([^#\s])", text, re.MULTILINE)
    starts = {"-": "items:\n", "[": "items:\n "}
    return starts.get(first[1] if first else "", ""), text


def _moved(problem: Problem, prefix: str) -> Problem:
    origin = problem.origin
    line = origin.line - prefix.count("\n")
    column = origin.column - 1 if line == 1 and prefix.endswith(" ") else origin.column
    return replace(problem, origin=replace(origin, line=max(1, line), column=max(1, column), keys={}))


def _rows(
    data: bytes, file: str, currency: Currency, columns: tuple[tuple[str, ...], tuple[str, ...]],
    reader: Callable[[Fields], T],
) -> tuple[list[T], list[Problem]]:  # fmt: skip
    table, problems = read_table(data, file, *columns)
    rows = table.rows if table else ()
    return [reader(Fields(row, file, problems, currency)) for row in rows], problems


def _budget_row(fields: Fields) -> tuple[str, Item]:
    return fields.text("category", "The group; left out: the one above."), budget_file.item(fields)


def _bill_row(fields: Fields) -> Bill:
    """A bill of one line."""
    vendor = fields.text("vendor", "Who is paid.", True)
    number = fields.text("number", "The vendor's number on it.")
    day = fields.day("date", "The day on it.", True) or kinds.NO_DAY
    return Bill(
        id=names.bill_name(vendor, number or day.isoformat()),
        vendor=vendor,
        number=number,
        date=day,
        due=fields.day("due", "The day it is to be paid."),
        kind=fields.choice("kind", "What it is.", KINDS, False, "bill"),
        status="draft",
        lines=(bill_file.line(fields),),
        origin=fields.origin,
    )


def _disagreement(rows: list[Bill], key: str) -> list[Problem]:
    """Rows of one bill that tell two stories about it."""
    first, *others = [row for row in rows if key in row.origin.keys] or rows[:1]
    ways_out = {"date": "write one date in all rows of a bill; another bill has another number"}
    return [
        Problem(
            "import.disagrees",
            f"row {first.origin.line} of this bill has another `{key}`",
            row.origin.at(key),
            ways_out.get(key, "write the same in all rows of a bill, or only in the first"),
        )
        for row in others
        if getattr(row, key) != getattr(first, key)
    ]


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.place)
