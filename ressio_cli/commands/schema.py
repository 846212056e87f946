"""`ressio schema [KIND]`: print the JSON Schema of a kind of file, for editors that know it.

Room: commands.  Problems: schema.unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from ressio_cli.files import (
    bill_file,
    budget_file,
    change_file,
    invoice_file,
    message_file,
    payment_file,
    schema,
    settings_file,
)
from ressio_cli.files.fields import Fields
from ressio_cli.model.problem import misused
from ressio_cli.views.say import Mode, Result, tell

EXAMPLES = """
ressio schema
ressio schema invoice > invoice.schema.json
"""

KINDS: dict[str, Callable[[Fields], object]] = {
    "settings": settings_file.read,
    "budget": budget_file.read,
    "change": lambda fields: change_file.read(fields, ""),
    "bill": lambda fields: bill_file.read(fields, ""),
    "draft": lambda fields: invoice_file.read_draft(fields, ""),
    "invoice": lambda fields: invoice_file.read_released(fields, ""),
    "payment": lambda fields: payment_file.read(fields, ""),
    "message": message_file.read,
}


def run(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(help=f"{', '.join(KINDS)}; left out: all of them by name.")] = "",
) -> None:
    """Print the JSON Schema (2020-12) of a kind of file."""
    if kind and kind not in KINDS:
        raise misused("schema.unknown", f"there is no kind of file {kind!r}", f"one of: {', '.join(KINDS)}")
    found = _schema(kind) if kind else {name: _schema(name) for name in KINDS}
    tell(Result(found=found), Mode(json=True, look=ctx.obj.mode.look))


def _schema(kind: str) -> schema.Schema:
    return schema.json_schema(f"ressio {kind}", schema.describe(KINDS[kind]))
