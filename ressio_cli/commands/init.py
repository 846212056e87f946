"""A new project.

Room: commands.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ressio_cli.commands.session import Session
from ressio_cli.files import edits, scaffold
from ressio_cli.files.edits import NewFile
from ressio_cli.files.options import one_of
from ressio_cli.files.settings_file import BUDGETS, CONTRACTS, dump_settings
from ressio_cli.files.unified_diff import unified_diff
from ressio_cli.model.problem import misused
from ressio_cli.views.say import Preview, Result, tell

WRITES = True
EXAMPLES = """
ressio init harbor-house
ressio init harbor-house --name "Harbor House" --contract fixed-price --budget cost-items --client "Dana Reyes"
ressio init try-it --sample average-home
"""


def run(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the project.")],
    name: Annotated[str, typer.Option("--name", metavar="TEXT", help="What the job is called.")] = "",
    contract: Annotated[str, typer.Option("--contract", metavar="KIND", help="fixed-price or cost-plus.")] = "",
    budget: Annotated[str, typer.Option("--budget", metavar="KIND", help="cost-items or cost-codes.")] = "",
    client: Annotated[str, typer.Option("--client", metavar="NAME", help="Who is billed.")] = "",
    currency: Annotated[str, typer.Option("--currency", metavar="CODE", help="Such as USD or CAD.")] = "USD",
    sample: Annotated[str, typer.Option("--sample", metavar="NAME", help="Copy a sample instead.")] = "",
) -> None:
    """Start a project: its settings, an empty budget, and what git should know. On a terminal it asks for the rest."""
    session: Session = ctx.obj
    if sample:
        source = scaffold.sample_named(sample)
        _make(session, folder, scaffold.sample(source), f"a copy of the sample {sample}", "ressio summary")
        return
    asked = _ask(session, {"name": name, "client": client, "contract": contract, "budget": budget})
    one_of("--contract", asked["contract"], CONTRACTS)
    one_of("--budget", asked["budget"], BUDGETS)
    files = scaffold.fresh(dump_settings(**asked, currency=scaffold.currency(currency)))
    _make(
        session,
        folder,
        files,
        f"{asked['name']}, {asked['contract']}, by {asked['budget']}",
        "ressio budget import FILE",
    )


def _ask(session: Session, given: dict[str, str]) -> dict[str, str]:
    """What was not given, asked for on a terminal."""
    defaults = {"name": "", "client": "", "contract": CONTRACTS[0], "budget": BUDGETS[0]}
    missing = [f"--{name}" for name, value in given.items() if not value.strip()]
    if missing and (not session.terminal or session.json):
        raise misused("init.incomplete", f"a new project needs {', '.join(missing)}", "ressio init --help shows how")
    return {
        name: value.strip() or typer.prompt(name.capitalize(), default=defaults[name] or None)
        for name, value in given.items()
    }


def _make(session: Session, folder: Path, files: list[NewFile], what: str, then: str) -> None:
    preview = None
    if session.dry_run:
        preview = Preview(edits=tuple(edits.actions(files)), diff=unified_diff(files))
    else:
        scaffold.make(folder, files)
    result = Result(
        found={"project": folder.as_posix(), "files": [file.path for file in files]},
        key=folder.as_posix(),
        said=(f"{folder.as_posix()} is a new project: {what}.",),
        next_step=f"cd {folder.as_posix()}, then {then}",
        preview=preview,
    )
    tell(result, session.mode)
