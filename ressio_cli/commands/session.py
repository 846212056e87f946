"""The session: what the shared options, the environment and the clock say about this one run.

Room: commands.  Problems: usage.as-of, usage.today, usage.color, usage.project.  The only place that reads the clock.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path

from ressio_cli.complete import project_folder
from ressio_cli.files import disk
from ressio_cli.files.excerpt import Excerpts
from ressio_cli.model.problem import Problem, misused
from ressio_cli.model.record import dataclass
from ressio_cli.views import terminal
from ressio_cli.views.say import Mode

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One run. `start` is where the search for the project begins; `terminal`: a person is at both ends.

    `clock` is `RESSIO_TODAY`, else what the clock says; `today` is `--as-of`, else that. `as_of` is None unless
    `--as-of` was given. `told`: problems that were printed already.
    """

    start: Path
    today: date
    clock: date
    as_of: date | None = None
    json: bool = False
    quiet: bool = False
    wide: bool = False
    color: str = "auto"
    dry_run: bool = False
    yes: bool = False
    terminal: bool = False
    env: Mapping[str, str] = field(default_factory=dict, repr=False)
    told: list[Problem] = field(default_factory=list, repr=False)

    @property
    def mode(self) -> Mode:
        """How results are told (`say.tell(result, session.mode)`)."""
        columns = shutil.get_terminal_size().columns
        look = terminal.look(self.color, self.env, sys.stdout.isatty(), columns, wide=self.wide)
        return Mode(json=self.json, quiet=self.quiet, look=look)

    @property
    def excerpt(self) -> Excerpts:
        """The person's own line a problem stands on, or nothing (`say.print_problems(found, session.excerpt)`)."""
        return excerpts(self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The shared options as words, before they are checked. None and false: not given."""

    project: str | None = None
    json: bool = False
    quiet: bool = False
    wide: bool = False
    as_of: str | None = None
    color: str | None = None
    dry_run: bool = False
    yes: bool = False


def begin(shared: Shared, env: Mapping[str, str]) -> Session:
    """The session of this run; refuses a wrong date, colour or folder with exit 2."""
    as_of = _day("--as-of", "usage.as-of", shared.as_of)
    clock = _day("RESSIO_TODAY", "usage.today", env.get("RESSIO_TODAY") or None) or date.today()
    color = shared.color or "auto"
    if color not in terminal.COLORS:
        raise misused("usage.color", f"--color is {color!r}", f"--color {'|'.join(terminal.COLORS)}")
    return Session(
        start=_start(shared.project, env),
        today=as_of or clock,
        clock=clock,
        as_of=as_of,
        json=shared.json,
        quiet=shared.quiet,
        wide=shared.wide,
        color=color,
        dry_run=shared.dry_run,
        yes=shared.yes,
        terminal=_at_terminal(),
        env=env,
    )


def excerpts(start: Path) -> Excerpts:
    """Lines of the files of the project that a folder lies in, or of those in the folder itself."""
    return Excerpts(Path(project_folder(str(start)) or start))


def _day(name: str, code: str, word: str | None) -> date | None:
    if word is None:
        return None
    try:
        if _DAY.fullmatch(word):
            return date.fromisoformat(word)
    except ValueError:
        pass
    raise misused(code, f"{name} is {word!r}, which is not a date", f"a date is written YYYY-MM-DD: {name}=2026-03-31")


def _start(project: str | None, env: Mapping[str, str]) -> Path:
    told = "-C" if project is not None else "RESSIO_DIR" if env.get("RESSIO_DIR") else "the search for a project"
    word = project if project is not None else env.get("RESSIO_DIR") or "."
    start = Path(word)
    if disk.is_folder(start, ""):
        return start
    raise misused("usage.project", f"{told} begins at {word!r}, which is not a folder", "ressio -C FOLDER COMMAND")


def _at_terminal() -> bool:
    """Both standard input and output are terminals, so that a question can be asked and answered."""
    try:
        return sys.stdin.isatty() and sys.stdout.isatty()
    except (AttributeError, ValueError):
        return False
