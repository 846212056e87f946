"""An estimate is loaded.

Room: commands.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ressio_cli.commands.job import writing
from ressio_cli.files import disk, imports
from ressio_cli.files.bytes import LARGEST
from ressio_cli.model.problem import Misused
from ressio_cli.rules.agreements import loaded
from ressio_cli.rules.book import Book
from ressio_cli.rules.budget_rows import budget_table
from ressio_cli.views import json_job
from ressio_cli.views.say import Result
from ressio_cli.views.sheets import job as sheets

WRITES = True
EXAMPLES = """
ressio budget import estimate.csv
ressio budget import estimate.xlsx --replace
"""


def run(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx with headings in any order.")],
    replace_: Annotated[bool, typer.Option("--replace", help="Take the place of the items that are there.")] = False,
) -> None:
    """Load an estimate: category, id, name, code, quantity, unit, unit_cost, cost, markup, price, taxed."""
    with writing(ctx) as job:
        data = disk.read_any(file, LARGEST * 4)
        categories, problems = imports.budget(data, str(file), job.project.currency)
        if problems:
            raise Misused(problems)
        before = job.project.budget
        after = loaded(job.project, categories, replacing=replace_)
        edit = job.rewrite(before, after) if "budget.yaml" in job.reading.texts else job.new_budget(after)
        preview = job.apply([edit], f"import {file.name}")
        table = budget_table(Book(replace(job.project, budget=after)), job.default_view)
        job.tell(
            Result(
                found=json_job.budget(table),
                key=str(len(after.items)),
                said=(f"{len(after.items)} items in {len(after.categories)} categories from {file.name}",),
                sheet=sheets.budget(table),
                files=("budget.yaml",),
                next_step="ressio budget lock",
                preview=preview,
            )
        )
