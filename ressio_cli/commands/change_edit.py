"""A draft or pending change is changed.

Room: commands.  Problems: edit.nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from ressio_cli.commands import line_asking
from ressio_cli.commands.agreed import tell_change
from ressio_cli.commands.job import writing
from ressio_cli.files import line_options, options
from ressio_cli.model.change import KINDS
from ressio_cli.model.problem import misused
from ressio_cli.rules import find
from ressio_cli.rules.change_edit import edit_change

WRITES = True
EXAMPLES = """
ressio change edit CO-003 --cost 1=1520 --item "Thermostat=180+18%,taxed"
ressio change edit CO-003 --title "Heated bathroom floor, both baths" --drop 2
"""

_LINES = ("--cost", "--price", "--markup", "--tax", "--code", "--for", "--name", "--drop", "--item")


def run(
    ctx: typer.Context,
    change: Annotated[str, typer.Argument(metavar="CHANGE", help="Its id, or an unambiguous beginning.")],
    title: Annotated[str, typer.Option("--title", metavar="TITLE", help="What the client is asked to agree to.")] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="change-order or selection.")] = "",
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why it is needed.")] = None,
    cost: line_asking.Costs = None,
    price: line_asking.Prices = None,
    markup: line_asking.Markups = None,
    tax: line_asking.Taxes = None,
    code: line_asking.Codes = None,
    for_: line_asking.BudgetItems = None,
    name: line_asking.Names = None,
    item: line_asking.NewItems = None,
    drop: line_asking.Drops = None,
) -> None:
    """Change a draft or a pending change. An approved one is never changed: agree a new change instead."""
    with writing(ctx) as job:
        before = find.change(job.project, change)
        facts = _facts(ctx.params)
        items = line_options.change_items(line_asking.given(ctx.params, _LINES), job.project.currency)
        if not (facts or items):
            raise misused("edit.nothing", "no change is named", "ressio change edit --help")
        after = edit_change(job.project, before, facts, items)
        preview = job.apply([job.rewrite(before, after)], f"edit {after.id}")
        if after != before and after.status == "pending":
            job.note([f"the client was asked to approve {after.id} as it was; send the new one: ressio pdf {after.id}"])
        step = f"ressio change approve {after.id} --by NAME" if after.status == "pending" else ""
        did = "changed" if after != before else "nothing changed"
        tell_change(job, after, did, step or f"ressio change propose {after.id}", preview)


def _facts(params: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the change that are given, with their new values."""
    facts: dict[str, Any] = {}
    if params["title"]:
        facts["title"] = params["title"]
    if params["kind"]:
        facts["kind"] = options.one_of("--kind", params["kind"], KINDS)
    if params["reason"] is not None:
        facts["reason"] = params["reason"]
    return facts
