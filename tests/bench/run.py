"""How long commands take, as a person meets them: whole processes, from the first instruction to the last.

    python tests/bench/run.py                       on 10 and on 1,000 invoices
    python tests/bench/run.py --large               on 10,000 too
    python tests/bench/run.py --growth              how the time grows with the number of invoices
    python tests/bench/run.py --only summary pay    some commands only

Every run of a command has a run of `python -c pass` beside it, and the ratio of the two is what may be quoted:
machines differ and drift. Commands that write get a fresh copy of the project each time. Peak memory is never told
below that of this program, about 16 MiB.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
BARE = (sys.executable, "-c", "pass")
TODAY = "2026-01-29"  # the day after the last invoice of `project.py`, whatever its size
_UNSET = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "RESSIO_DIR", "NO_COLOR", "FORCE_COLOR")
_GROWTH = (250, 500, 1000, 2000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One command line. In its words `{last}` is the last invoice, `{spare1}` to `{spare5}` changes not yet billed."""

    name: str
    words: tuple[str, ...]
    writes: bool = False
    inside: bool = True  # in a project

    @property
    def nicknames(self) -> set[str]:
        """What `--only` calls it."""
        return {self.name, self.name.lstrip("-"), self.name.partition(",")[0]}

    def line(self, scene: Scene) -> tuple[str, ...]:
        """The words for one project."""
        return tuple(word.format_map(scene.names) for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A project that commands run in."""

    invoices: int
    folder: Path
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one process took. Milliseconds and MiB."""

    wall: float
    cpu: float
    peak: float


CASES = (
    Case(name="--version", words=("--version",), inside=False),
    Case(name="--help", words=("--help",), inside=False),
    Case(name="__complete invoices", words=("__complete", "invoices")),
    Case(name="invoice list", words=("invoice", "list")),
    Case(name="invoice list --json", words=("invoice", "list", "--json")),
    Case(name="invoice show", words=("invoice", "show", "{last}")),
    Case(name="summary", words=("summary",)),
    Case(name="budget", words=("budget",)),
    Case(name="unbilled", words=("unbilled",)),
    Case(name="check", words=("check",)),
    Case(
        name="invoice new, 5 changes",
        words=("invoice", "new", *(word for n in range(1, 6) for word in ("--change", f"{{spare{n}}}"))),
        writes=True,
    ),
    Case(name="release", words=("release", "next-progress"), writes=True),
    Case(name="pay", words=("pay", "{last}"), writes=True),
    Case(name="void", words=("void", "{last}", "--reason", "Wrong percentages"), writes=True),
)


def main() -> int:
    """Measure what the command line asks for; 1 when a command failed."""
    asked = _asked()
    sizes = _GROWTH if asked.growth else (10, 1000, 10_000) if asked.large else (10, 1000)
    sizes = tuple(asked.invoices or sizes)
    cases = [case for case in CASES if not asked.only or set(asked.only) & case.nicknames]
    with tempfile.TemporaryDirectory(prefix="ressio-bench-") as name:
        room = Path(name)
        env = _environment(room)
        if asked.growth:
            return _growth([_scene(room, size, env) for size in sizes], cases, asked.runs, env)
        return max([_table(_scene(room, size, env), cases, asked.runs, env) for size in sizes])


def _asked() -> argparse.Namespace:
    words = argparse.ArgumentParser(description="Measure how long commands take.")
    words.add_argument("--large", action="store_true", help="10,000 invoices too")
    words.add_argument("--growth", action="store_true", help=f"on {', '.join(map(str, _GROWTH))} invoices")
    words.add_argument("--invoices", type=int, nargs="+", metavar="N", help="these sizes")
    words.add_argument("--runs", type=int, default=7, metavar="N", help="runs after the first, which warms up")
    words.add_argument("--only", nargs="+", metavar="COMMAND", help="these commands")
    return words.parse_args()


def _environment(room: Path) -> dict[str, str]:
    """That of an installed program: compiled files are kept (here, beside the projects), output is buffered."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
    return {**kept, "PYTHONPYCACHEPREFIX": str(room / "compiled"), "RESSIO_TODAY": TODAY}


def _scene(room: Path, invoices: int, env: Mapping[str, str]) -> Scene:
    """A project of that size. Small ones have a small budget and few changes, as jobs do."""
    small = invoices < 100
    sizes = {"invoices": invoices, "changes": 20, "items": 60, "bills": 3} if small else {"invoices": invoices}
    folder, changes = room / f"job-{invoices}", sizes.get("changes", 500)
    words = [word for name, size in sizes.items() for word in (f"--{name}", str(size))]
    subprocess.run([sys.executable, str(HERE / "project.py"), str(folder), *words], env=dict(env), check=True)
    spare = {f"spare{n}": f"CO-{changes - n:04}" for n in range(1, 6)}
    return Scene(invoices=invoices, folder=folder, names={"last": f"INV-{invoices:04}", **spare})


def _table(scene: Scene, cases: Iterable[Case], runs: int, env: Mapping[str, str]) -> int:
    """One size: a row for each case, printed as soon as it is known; 1 when a command failed."""
    code = 0
    print(f"\n{scene.invoices:,} invoices")
    print(f"{'':24} {'median ms':>10} {'min':>8} {'max':>8} {'cpu ms':>8} {'x python':>9} {'peak MiB':>9}", flush=True)
    for case in cases:
        try:
            found = [_pair(scene, case, env) for _ in range(runs + 1)][1:]
            print(f"{case.name:24} {_row(found)}", flush=True)
        except Failed as failed:
            print(f"{case.name:24} {failed}", flush=True)
            code = 1
    return code


def _row(found: Sequence[tuple[Run, Run]]) -> str:
    walls = [run.wall for run, _ in found]
    ratio = median(run.wall / bare.wall for run, bare in found)
    cpu, peak = median(run.cpu for run, _ in found), max(run.peak for run, _ in found)
    return f"{median(walls):10.1f} {min(walls):8.1f} {max(walls):8.1f} {cpu:8.1f} {ratio:9.1f} {peak:9.1f}"


def _growth(scenes: Sequence[Scene], cases: Iterable[Case], runs: int, env: Mapping[str, str]) -> int:
    """Least CPU time at each size, and what each step multiplied it by: twice the invoices, at most twice the time."""
    code = 0
    print(f"\n{'least cpu ms':24} {''.join(f'{scene.invoices:>9,}' for scene in scenes)}   growth", flush=True)
    for case in cases:
        try:
            rounds = [[_pair(scene, case, env)[0].cpu for scene in scenes] for _ in range(runs + 1)][1:]
        except Failed as failed:
            print(f"{case.name:24} {failed}", flush=True)
            code = 1
            continue
        times = [min(times) for times in zip(*rounds, strict=True)]
        steps = " ".join(f"x{later / sooner:.2f}" for sooner, later in pairwise(times))
        print(f"{case.name:24} {''.join(f'{each:9.0f}' for each in times)}   {steps}", flush=True)
    return code


def _pair(scene: Scene, case: Case, env: Mapping[str, str]) -> tuple[Run, Run]:
    folder = scene.folder
    if case.writes:
        folder = folder.with_name("copy")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(scene.folder, folder)
        os.sync()  # else the command would wait for our copying
    bare = _run(BARE, folder, env)
    return _run((*_program(), *case.line(scene)), folder if case.inside else folder.parent, env), bare


def _program() -> tuple[str, ...]:
    """The installed program beside this Python, else the package."""
    found = shutil.which("ressio", path=str(Path(sys.executable).parent))
    return (found,) if found else (sys.executable, "-m", "ressio_cli")


class Failed(Exception):
    """A command that ended otherwise than with 0."""


def _run(line: Sequence[str], folder: Path, env: Mapping[str, str]) -> Run:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        begun = time.perf_counter()
        process = subprocess.Popen(line, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().partition("\n")[0]
            raise Failed(f"exit {process.returncode}: {said}")
    kib = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Run(wall=wall * 1000, cpu=(usage.ru_utime + usage.ru_stime) * 1000, peak=kib / 1024)


if __name__ == "__main__":
    sys.exit(main())
