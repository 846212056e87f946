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
from ressio_cli.files.findings import Findings
from ressio_cli.files.nodes import Mapping, Node, Sequence
from ressio_cli.files.table import STANDARD_INPUT, read_table
from ressio_cli.files.table_rows import Columns
from ressio_cli.files.tree import read_tree
from ressio_cli.model.ask import Stated
from ressio_cli.model.bill import KINDS, Bill, as_written
from ressio_cli.model.budget import Category, Item
from ressio_cli.model.money import Currency
from ressio_cli.model.problem import Problem
from ressio_cli.model.record import dataclass

T = TypeVar("T")

# What a YAML list begins with, after comments: a dash, a bracket, or the key `items`; a row of headings never does.
_YAML_START = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:---|[ \t]*(?:-[ \t\r\n]|\[|items[ \t]*:))")

BUDGET_COLUMNS = Columns(
    known=("category", "id", "name", "code", "quantity", "unit", "unit_cost", "cost", "markup", "price", "taxed"),
    required=("id", "name"),
    texts=frozenset({"category", "id", "name", "code", "unit"}),
    carried=frozenset({"category"}),
)
BILL_COLUMNS = Columns(
    known=(
        *("vendor", "number", "date", "due", "kind", "code", "item", "change"),
        *("description", "amount", "markup", "taxed"),
    ),
    required=("vendor", "date", "amount"),
    texts=frozenset({"vendor", "number", "kind", "code", "item", "change", "description"}),
)
STATED_COLUMNS = Columns(
    known=("description", "amount", "cost", "markup", "quantity", "unit", "unit_cost", "code", "taxed", "section"),
    required=("description",),
    texts=frozenset({"description", "unit", "code", "section"}),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to load: its bytes, its name as a person gave it (`-` is standard input), and a sheet of a workbook."""

    data: bytes
    file: str
    sheet: str = ""

    @property
    def is_yaml(self) -> bool:
        """A YAML list; standard input is one where it begins like one."""
        if self.file == STANDARD_INPUT:
            return _YAML_START.match(self.data) is not None
        return self.file.lower().endswith((".yaml", ".yml"))


def budget(source: Source, currency: Currency) -> tuple[tuple[Category, ...], list[Problem]]:
    """Categories from a table of items. A row without a category belongs to the one above."""
    rows, problems = _rows(source, currency, BUDGET_COLUMNS, _budget_row)
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


def bills(source: Source, currency: Currency) -> tuple[tuple[Bill, ...], list[Problem]]:
    """Draft bills from a table of lines: rows with the same vendor and number are one bill; without a number, rows with
    the same vendor and date."""
    rows, problems = _rows(source, currency, BILL_COLUMNS, _bill_row)
    groups: dict[tuple[str, ...], list[Bill]] = {}
    for bill in rows:
        vendor, number = as_written(bill.vendor), as_written(bill.number)
        key = (vendor, number) if number else (vendor, "", bill.date.isoformat())
        groups.setdefault(key, []).append(bill)
    for group in groups.values():
        problems += [problem for key in ("date", "due", "kind") for problem in _disagreement(group, key)]
    return tuple(_merged(group) for group in groups.values()), _sorted(problems)


def _merged(rows: list[Bill]) -> Bill:
    """The rows of one bill; what stands in one of them only counts for all."""
    due = next((row.due for row in rows if row.due), None)
    kind = next((row.kind for row in rows if "kind" in row.origin.keys), rows[0].kind)
    return replace(rows[0], due=due, kind=kind, lines=tuple(line for row in rows for line in row.lines))


def stated_lines(source: Source, currency: Currency) -> tuple[tuple[Stated, ...], list[Problem]]:
    """Stated lines from a YAML list or a table."""
    rows, problems = _rows(source, currency, STATED_COLUMNS, stated)
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


def _listed(source: Source, currency: Currency, reader: Callable[[Fields], T]) -> tuple[list[T], list[Problem]]:
    """The entries of a YAML list."""
    text, unclean = decode(source.data, source.file)
    if text is None:
        return [], unclean
    prefix, rest = _as_mapping(text)
    tree, form = read_tree(prefix + rest, source.file)
    problems = Findings(_moved(problem, prefix) for problem in form.all())
    entries: tuple[T, ...] = ()
    if tree is not None:
        _move(tree, prefix)
        fields = Fields(tree, source.file, problems, currency)
        entries = fields.each("items", "The entries.", reader, True)
        fields.finish(lambda again: again.each("items", "The entries.", reader, True))
    return list(entries), problems.all()


def _as_mapping(text: str) -> tuple[str, str]:
    """A list is read as the value of `items`, the one key a reader of mappings then finds."""
    text = re.sub(r"\A((?:[ \t]*(?:#.*)?\r?\n)*)---[ \t]*(?=\r?\n)", r"\1", text)
    first = re.search(r"^[ \t]*([^#\s])", text, re.MULTILINE)
    starts = {"-": "items:\n", "[": "items:\n "}
    return starts.get(first[1] if first else "", ""), text


def _moved(problem: Problem, prefix: str) -> Problem:
    line, column = _before(problem.origin.line, problem.origin.column, prefix)
    return replace(problem, origin=replace(problem.origin, line=line, column=column, keys={}))


def _move(node: Node, prefix: str) -> None:
    """Give every node the place it has without the prefix."""
    node.line, node.column = _before(node.line, node.column, prefix)
    if isinstance(node, Mapping):
        for entry in node.entries.values():
            _move(entry.key, prefix)
            _move(entry.node, prefix)
    elif isinstance(node, Sequence):
        for item in node.items:
            _move(item, prefix)


def _before(line: int, column: int, prefix: str) -> tuple[int, int]:
    line -= prefix.count("\n")
    column -= line == 1 and prefix.endswith(" ")
    return max(1, line), max(1, column)


def _rows(
    source: Source, currency: Currency, columns: Columns, reader: Callable[[Fields], T]
) -> tuple[list[T], list[Problem]]:
    if source.is_yaml:
        return _listed(source, currency, reader)
    table, problems = read_table(source.data, source.file, columns, source.sheet)
    if table is None:
        return [], problems
    findings = Findings(problems)
    entries = [reader(Fields(row, source.file, findings, currency)) for row in table.rows]
    follows = table.odd_lines
    told = findings.all()
    return entries, [one for one in told if not (one.code.startswith("field.") and one.origin.line in follows)]


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
    found = problems.all() if isinstance(problems, Findings) else problems
    return sorted(found, key=lambda problem: problem.place)
