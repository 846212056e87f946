"""Options shared by the commands that edit a bill's lines or a change's items.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer


def many(option: str, metavar: str, help: str) -> Any:
    """An option that may be given again and again."""
    return typer.Option(option, metavar=metavar, help=help)


Amounts = Annotated[
    list[str] | None, many("--amount", "LINE=AMOUNT", "Cost of a line, or HOURS*RATE. LINE is counted from 1.")
]
Texts = Annotated[list[str] | None, many("--text", "LINE=TEXT", "Description of a line.")]
Costs = Annotated[
    list[str] | None, many("--cost", "LINE=COST", "Cost of an item, or QUANTITY*UNITCOST. LINE is counted from 1.")
]
Prices = Annotated[
    list[str] | None, many("--price", "LINE=PRICE", "Price of an item, instead of a markup; none for none.")
]
Names = Annotated[list[str] | None, many("--name", "LINE=TEXT", "Name of an item.")]
NewLines = Annotated[list[str] | None, many("--line", "LINE", 'Add a line: "DESCRIPTION=AMOUNT...", as in `bill new`.')]
NewItems = Annotated[list[str] | None, many("--item", "ITEM", 'Add an item: "NAME=COST...", as in `change new`.')]
Markups = Annotated[
    list[str] | None, many("--markup", "LINE=PERCENT", "Markup of a line; none for the project's markup.")
]
Taxes = Annotated[
    list[str] | None, many("--tax", "LINE=TAX[+TAX]", "Taxes on a line; true for the default ones, none for none.")
]
Codes = Annotated[list[str] | None, many("--code", "LINE=CODE", "Cost code of a line; none for none.")]
BudgetItems = Annotated[list[str] | None, many("--for", "LINE=ITEM", "Budget item a line belongs to; none for none.")]
Purposes = Annotated[
    list[str] | None,
    many("--for", "LINE=ITEM|CHANGE/ITEM", "Budget item a line belongs to, or change it carries out; none for none."),
]
Drops = Annotated[list[str] | None, many("--drop", "LINE", "Take a line out; repeat it for more.")]


def given(params: Mapping[str, Any], options: Iterable[str]) -> dict[str, list[str]]:
    """The words given with each of these options."""
    names = {option: option.removeprefix("--") for option in options}
    return {option: list(params[f"{name}_" if name == "for" else name] or ()) for option, name in names.items()}
