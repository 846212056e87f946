"""A sample job, walked through with real commands and their real output.

Room: commands.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from ressio_cli.commands.session import Session
from ressio_cli.files import scaffold
from ressio_cli.model.problem import misused
from ressio_cli.views import terminal
from ressio_cli.views.say import Result, tell

WRITES = False
EXAMPLES = """
ressio demo
ressio demo try-it
"""

SAMPLE = "garage"
STEPS = (
    ("The estimate becomes the contract.", "2026-03-02", "budget lock"),
    ("The client wants a second window, and signs.", "2026-03-09", 'change new --title "Second window" --item '
     '"Window, 3x4, insulated=640+20%,taxed,code=08-50-00" --propose'),
    ("", "2026-03-11", 'change approve CO-001 --by "Mary Ellison"'),
    ("The slab is poured: bill it, with what was agreed on the way.", "2026-03-31",
     'invoice new --percent Foundation=100 --percent Framing=25 --change CO-001 --item "Permit fee=180" '
     '--title "March progress"'),
    ("The client gets it. From here on it is sealed.", "2026-03-31", "release march-progress"),
    ("A check comes in.", "2026-04-10", "pay 1 6000.00 --ref 1042"),
    ("Where does the job stand?", "2026-04-10", "summary"),
    ("And is everything as it should be?", "2026-04-10", "check"),
)  # fmt: skip
_TRY = """
Now try, in {folder}:
  ressio pay 1                               the rest of the money
  ressio invoice new --percent all=60        the next bill
  ressio invoice list                        what is open
  ressio budget --by category                price, cost and billing side by side
  ressio void 1 --reason "Wrong percentage" --reissue
Everything is plain text: look into invoices/INV-0001.yaml.
"""


def run(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the copy goes.")] = Path("ressio-demo"),
) -> None:
    """Copy a sample job, walk through the main job with real output, and say what to try next."""
    session: Session = ctx.obj
    scaffold.make(folder, scaffold.sample(scaffold.sample_named(SAMPLE)))
    told = not (session.json or session.quiet)
    if told:
        terminal.write(f"{folder.as_posix()} is a copy of the sample {SAMPLE}: a small fixed-price job.\n")
    for sentence, day, words in STEPS:
        _step(folder, sentence, day, words, told)
    if told:
        terminal.write(_TRY.format(folder=folder.as_posix()))
    else:
        tell(Result(found={"project": folder.as_posix(), "commands": [words for *_, words in STEPS]},
                    key=folder.as_posix()), session.mode)  # fmt: skip


def _step(folder: Path, sentence: str, day: str, words: str, told: bool) -> None:
    """One command, as a person would type it that day."""
    if told:
        terminal.write(f"\n{f'# {sentence}' + chr(10) if sentence else ''}$ ressio {words}\n")
    done = subprocess.run(
        [sys.executable, "-m", "ressio_cli", "-C", str(folder), *shlex.split(words)],
        check=False,
        env={**os.environ, "RESSIO_TODAY": day},
        stdout=None if told else subprocess.DEVNULL,
    )
    if done.returncode:
        raise misused("demo.failed", f"`ressio {words}` ended with {done.returncode}", "start again in another folder")
