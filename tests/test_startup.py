"""What a command does not load: heavy libraries wait until the one function that needs them is called."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from bench.project import Size, made, write

SMALL = Size(invoices=8, changes=12, items=20, bills=2)
HEAVY = frozenset({
    "rich", "pygments", "markdown_it", "reportlab", "PIL", "jinja2", "openpyxl", "filelock", "tomli_w", "email",
    "smtplib", "ssl", "socket", "http", "asyncio", "pydantic", "xml", "csv", "webbrowser", "yaml",
})  # fmt: skip
READING = (
    ("invoice", "list"), ("invoice", "show", "INV-0001"), ("summary",), ("summary", "--expand"),
    ("budget", "--by", "code"), ("unbilled",), ("change", "list"), ("bill", "list"), ("payment", "list"), ("credit",),
    ("check",), ("aging",), ("statement",),
)  # fmt: skip
AT_ONCE = ("typer", "dataclasses", "pathlib", "decimal", "json", "ressio_cli.app", "ressio_cli.model.money")

_PROBE = """
import sys
from ressio_cli.__main__ import main
code = main()
sys.stderr.write("\\n".join(["", "loaded:", *sys.modules]))
sys.exit(code)
"""


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("startup") / "job"
    write(made(SMALL), folder)
    return folder


def loaded_by(words: tuple[str, ...], folder: Path) -> set[str]:
    """The modules a process has loaded when the command is done."""
    line = [sys.executable, "-c", _PROBE, *words]
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=True)
    return set(done.stderr.partition("\nloaded:\n")[2].splitlines())


@pytest.mark.parametrize("how", [(), ("--json",), ("-q",)], ids=["piped", "json", "quiet"])
@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_commands_that_read_load_nothing_heavy(words: tuple[str, ...], how: tuple[str, ...], job: Path) -> None:
    assert HEAVY & loaded_by((*words, *how), job) == set()


@pytest.mark.parametrize("words", [("--version",), ("__complete", "invoices"), ("__complete", "items")], ids=" ".join)
def test_version_and_completion_load_next_to_nothing(words: tuple[str, ...], job: Path) -> None:
    assert {*HEAVY, *AT_ONCE} & loaded_by(words, job) == set()


def test_help_reads_no_project_and_loads_nothing_heavy(job: Path) -> None:
    loaded = loaded_by(("--help",), job)
    assert HEAVY & loaded == set()
    assert "ressio_cli.commands.summary" not in loaded
