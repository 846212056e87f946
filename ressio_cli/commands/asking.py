"""What `invoice new` and `invoice add` take from the command line, declared once, and made into values.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from ressio_cli.billing.routing import known_methods
from ressio_cli.commands import loading
from ressio_cli.files import imports, item_options, options
from ressio_cli.model.ask import Ask, Stated, Wording
from ressio_cli.model.money import Currency

Params = Mapping[str, Any]

_LARGEST = 4 * 1024 * 1024


def _many(word: str, metavar: str, help: str) -> Any:
    return typer.Option(word, metavar=metavar, help=help)


From = Annotated[
    list[str] | None, _many("--from", "METHOD", f"{', '.join(known_methods())}; repeat for more sections.")
]
Percents = Annotated[list[str] | None, _many("--percent", "SOURCE=PERCENT", "So much is complete to date.")]
Amounts = Annotated[list[str] | None, _many("--amount", "SOURCE=AMOUNT", "Bill this much of a source or group now.")]
Changes = Annotated[list[str] | None, _many("--change", "CHANGE[/ITEM]", "Bill what is left of an approved change.")]
Bills = Annotated[list[str] | None, _many("--bill", "BILL[/LINE]", "Bill what is left of an approved bill.")]
Codes = Annotated[list[str] | None, _many("--code", "CODE", "Bill what is left under a cost code.")]
Through = Annotated[str, typer.Option("--through", metavar="DATE", help="Bill what came up to and on that day.")]
All = Annotated[bool, typer.Option("--all", help="Bill everything that is left of the methods.")]
AllItems = Annotated[bool, typer.Option("--all-items", help="Keep lines that have nothing to bill.")]
Markups = Annotated[list[str] | None, _many("--markup", "SOURCE=PERCENT", "Another markup on a cost or stated line.")]
Taxes = Annotated[list[str] | None, _many("--tax", "SOURCE=TAX[+TAX]", "Other taxes on a line; none for none.")]
Stored = Annotated[
    list[str] | None, _many("--stored", "SOURCE=AMOUNT", "So much of its billing to date is material not built in yet.")
]
Deposit = Annotated[str, typer.Option("--deposit", metavar="AMOUNT", help="Ask for money in advance.")]
Items = Annotated[
    list[str] | None,
    _many("--item", "ITEM", '"NAME=AMOUNT[+MARKUP%][,taxed[=TAX]][,code=CODE]"; AMOUNT may be QUANTITY*UNITCOST.'),
]
ItemsFile = Annotated[
    str, typer.Option("--items", metavar="FILE", help="Stated lines from .yaml, .csv or .xlsx; - reads standard input.")
]
Titles = Annotated[list[str] | None, _many("--section", "TITLE", "The title of a section, in their order.")]
Over = Annotated[str, typer.Option("--over", metavar="REASON", help="Why a source may be billed beyond its worth.")]

Id = Annotated[str, typer.Option("--id", metavar="ID", help="The draft's id; made from the title if left out.")]
Number = Annotated[str | None, typer.Option("--number", metavar="NUMBER", help="The number it is to take at release.")]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What the invoice is for.")]
Description = Annotated[str | None, typer.Option("--description", metavar="TEXT", help="What it covers.")]
Notes = Annotated[str | None, typer.Option("--notes", metavar="TEXT", help="A note to the client.")]
Internal = Annotated[
    str | None, typer.Option("--internal", metavar="TEXT", help="A note that never leaves the folder.")
]
Conditions = Annotated[str | None, typer.Option("--conditions", metavar="TEXT", help="The small print.")]
Terms = Annotated[
    str | None,
    typer.Option("--terms", metavar="TERMS", help='Such as "Net 30", "Net 30 EOM", "1 month" or "2/10 net 30".'),
]
Due = Annotated[str, typer.Option("--due", metavar="DATE", help="When it is due, instead of by the terms.")]
Show = Annotated[list[str] | None, _many("--show", "NAME", "Show this part to the client.")]
Hide = Annotated[list[str] | None, _many("--hide", "NAME", "Hide this part from the client.")]
Held = Annotated[str, typer.Option("--retainage", metavar="RATE%|AMOUNT", help="Hold this back: 10% or 9785.00.")]
Attach = Annotated[list[str] | None, _many("--attach", "FILE[=CAPTION]", "Copy a file in; it goes with the invoice.")]

_CHOOSING = (
    "from_", "percent", "amount", "change", "bill", "code", "through", "all_", "markup", "tax", "deposit", "item",
    "items",
)  # fmt: skip


def chosen(params: Params) -> bool:
    """Whether the command line says anything of what to bill."""
    return any(params.get(name) for name in _CHOOSING)


def ask(params: Params, currency: Currency) -> Ask:
    """What to bill, in typed values."""
    items = item_options.stated(_words(params, "item"), currency)
    if params.get("items"):
        items = (*items, *_items_file(params["items"], currency))
    return Ask(
        methods=tuple(options.one_of("--from", name, known_methods()) for name in _words(params, "from_")),
        percents=options.percents("--percent", _words(params, "percent")),
        amounts=options.amounts("--amount", _words(params, "amount"), currency),
        changes=tuple(_words(params, "change")),
        bills=tuple(_words(params, "bill")),
        codes=tuple(_words(params, "code")),
        through=options.day("--through", params["through"]) if params.get("through") else None,
        everything=bool(params.get("all_")),
        keep_empty=bool(params.get("all_items")),
        markups=options.percents("--markup", _words(params, "markup")),
        taxes=options.tax_names(_words(params, "tax")),
        items=items,
        stored=options.amounts("--stored", _words(params, "stored"), currency),
        deposit=options.money("--deposit", params["deposit"], currency) if params.get("deposit") else None,
        over=params.get("over") or "",
        titles=tuple(_words(params, "section")),
    )


def wording(params: Params, currency: Currency) -> Wording:
    """What is said of the document, in typed values."""
    texts = ("title", "number", "terms", "description", "notes", "internal", "conditions")
    retainage = params.get("retainage")
    return Wording(
        **{name: params.get(name) for name in texts},
        due=options.day("--due", params["due"]) if params.get("due") else None,
        show=options.shown(_words(params, "show"), _words(params, "hide")),
        retainage=options.retainage(retainage, currency) if retainage else None,
    )


def _words(params: Params, name: str) -> list[str]:
    return list(params.get(name) or ())


def _items_file(path: str, currency: Currency) -> tuple[Stated, ...]:
    lines, problems = imports.stated_lines(loading.source(path, _LARGEST), currency)
    loading.refuse_or_note(problems)
    return lines
