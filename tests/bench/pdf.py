"""How long papers take, as whole processes: one page, twenty pages, two hundred invoices at once.

    python tests/bench/pdf.py
    python tests/bench/pdf.py --runs 3

Beside each run stands one of `python -c "import reportlab.pdfgen.canvas"`, the least that anything drawn with it costs;
the ratio of the two is what may be quoted. `adds` is what the paper adds to `ressio invoice show` of the same invoice.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import project  # noqa: E402
import run as whole  # noqa: E402
from run import Run  # noqa: E402

from ressio_cli.files.invoice_file import sealed  # noqa: E402
from ressio_cli.model.invoice import Section  # noqa: E402
from ressio_cli.model.project import Project  # noqa: E402
from ressio_cli.rules.totals import reckoned  # noqa: E402

FLOOR = (sys.executable, "-c", "import reportlab.pdfgen.canvas")
LINES = 600
BATCH = 200


def main() -> int:
    """Measure and print; 1 when a command failed."""
    words = argparse.ArgumentParser(description="Measure how long papers take.")
    words.add_argument("--runs", type=int, default=7, metavar="N", help="runs after the first, which warms up")
    runs = words.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="ressio-bench-") as name:
        room = Path(name)
        env = {**os.environ, "PYTHONPYCACHEPREFIX": str(room / "compiled"), "RESSIO_TODAY": whole.TODAY}
        env = {name: value for name, value in env.items() if name != "PYTHONDONTWRITEBYTECODE"}
        small, long = room / "small", room / "long"
        project.write(project.made(project.Size(invoices=BATCH, items=400, changes=40)), small)
        project.write(_long(project.made(project.Size(invoices=10, items=60, changes=20))), long)
        print(f"{'':34} {'median ms':>10} {'cpu ms':>8} {'x canvas':>9} {'adds ms':>8} {'peak MiB':>9}", flush=True)
        try:
            _row("one page", small, ("pdf", "INV-0009"), ("invoice", "show", "INV-0009"), (runs, env))
            _row(f"{LINES} lines, {_pages(long, env)} pages", long, ("pdf", "1"), ("invoice", "show", "1"), (runs, env))
            _row(f"all {BATCH}, none up to date", small, ("pdf", "--all", "-q"), ("invoice", "list"), (runs, env))
            _row(f"all {BATCH}, all up to date", small, ("pdf", "--all", "-q"), ("invoice", "list"), (runs, env), "")
        except whole.Failed as failed:
            print(failed)
            return 1
    return 0


def _long(made: Project) -> Project:
    """The first invoice with as many lines as asked."""
    first = made.invoices[0]
    lines = tuple(line for invoice in made.invoices for line in invoice.lines if not line.source)
    many = tuple(replace(lines[at % len(lines)], description=f"Item {at}, labor and material") for at in range(LINES))
    grown = replace(first, sections=(Section(title="Work", method="amount", lines=many),), recap=None)
    sums = reckoned(made, grown, grown.released)
    kept = replace(grown, taxes=sums.taxes, retainage=replace(grown.retainage, held=sums.held), total=sums.total)
    return replace(made, invoices=(sealed(kept),), payments=(), drafts=())


def _pages(folder: Path, env: Mapping[str, str]) -> int:
    from pypdf import PdfReader

    subprocess.run((*whole._program(), "pdf", "1"), cwd=folder, env=dict(env), capture_output=True, check=True)
    return len(PdfReader(folder / "pdf" / "INV-0001.pdf").pages)


def _row(
    name: str,
    folder: Path,
    words: Sequence[str],
    without: Sequence[str],
    how: tuple[int, Mapping[str, str]],
    removed: str = "pdf",
) -> None:
    """One command in turn with the floor and with the command that draws nothing; printed at once."""
    runs, env = how
    found: list[tuple[Run, Run, Run]] = []
    for _ in range(runs + 1):
        if removed:
            shutil.rmtree(folder / removed, ignore_errors=True)
            os.sync()
        lines = ((*whole._program(), *words), FLOOR, (*whole._program(), *without))
        one, floor, base = (whole._run(line, folder, env) for line in lines)
        found.append((one, floor, base))
    found = found[1:]
    ratio = median(one.wall / floor.wall for one, floor, _ in found)
    adds = median(one.wall - base.wall for one, _, base in found)
    wall, cpu = median(one.wall for one, _, _ in found), median(one.cpu for one, _, _ in found)
    peak = max(one.peak for one, _, _ in found)
    print(f"{name:34} {wall:10.1f} {cpu:8.1f} {ratio:9.2f} {adds:8.1f} {peak:9.1f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
