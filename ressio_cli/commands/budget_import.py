"""An estimate is loaded.

Room: commands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from ressio_cli.commands import loading
from ressio_cli.commands.job import writing
from ressio_cli.files import imports
from ressio_cli.model.budget import Budget
from ressio_cli.rules.agreements import loaded
from ressio_cli.rules.book import Book
from ressio_cli.rules.budget_rows import budget_table
from ressio_cli.views import json_job
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import job as sheets

WRITES = True
EXAMPLES = """
ressio budget import estimate.csv
ressio budget import estimate.xlsx --sheet Estimate --replace
ressio budget import - < estimate.csv
"""


def run(
    ctx: typer.Context,
    file: loading.File,
    replace_: Annotated[bool, typer.Option("--replace", help="Take the place of the items that are there.")] = False,
    sheet: loading.Sheet = "",
) -> None:
    """Load an estimate: category, id, name, code, quantity, unit, unit_cost, cost, markup, price, taxed."""
    with writing(ctx) as job:
        categories, problems = imports.budget(loading.source(file, sheet=sheet), job.project.currency)
        loading.refuse_or_note(problems)
        before = job.project.budget
        after = loaded(job.project, categories, replacing=replace_)
        edit = job.rewrite(before, after) if "budget.yaml" in job.reading.texts else job.new_budget(after)
        preview = job.apply([edit], f"import {loading.title(file)}")
        table = budget_table(Book(replace(job.project, budget=after)), job.default_view)
        job.tell(
            Result(
                found=json_job.budget(table),
                key=str(len(after.items)),
                said=(f"{_counted(after)} from {loading.title(file)}",),
                sheet=sheets.budget(table),
                files=("budget.yaml",),
                next_step="ressio budget lock",
                preview=preview,
            )
        )


def _counted(budget: Budget) -> str:
    items, categories = len(budget.items), len(budget.categories)
    return f"{items} item{'s' * (items != 1)} in {categories} categor{'ies' if categories != 1 else 'y'}"
