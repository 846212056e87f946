"""Every problem code has a tiny project in which it arises, and what is said there, to the letter (tests/errors)."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
from pathlib import Path

import problems_page
import pytest
from worlds import LEAVE_TRACES, WORLDS, world

import ressio_cli
from ressio_cli import app

ERRORS = Path(__file__).parent / "errors"
SOURCE = Path(ressio_cli.__file__).parent
CASES = sorted(folder.name for folder in ERRORS.iterdir() if folder.is_dir())
TODAY = "2026-06-15"

_CODE = re.compile(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*")
_SAYS = ("Problem", "misused", "refused", "trouble")
_FILE = re.compile(r".*\.(yaml|yml|toml|html|css|js|json|pdf|png|svg|txt|csv|xlsx|eml|md|bash|fish)")
_NOT_CODES = {
    "billing.strict",
    "client.emails",
    "company.logo",
    "core.fsmonitor",
    "gc.auto",
    "maintenance.auto",
    "mail.from",
    "mail.smtp",
    "project.budget",
    "project.contract",
    "project.currency",
    "protocol.allow",
    "ressio.fallback",
    "tax.default",
    "user.name",
}  # fmt: skip  settings of ours and of git, a logger
_MADE_OF_PARTS = {f"{kind}.{what}" for kind in ("invoice", "change", "bill") for what in ("unknown", "ambiguous")}


def contents(root: Path) -> dict[str, bytes]:
    """Every file that a person or git would see."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def codes_in(tree: ast.AST) -> set[str]:
    """Every word of a module that has the form of a code, and every first word of what is said to be a problem."""
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    first = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args and getattr(node.func, "id", "") in _SAYS
        and isinstance(node.args[0], ast.Constant)
    }  # fmt: skip
    found = {word for word in words if _CODE.fullmatch(word) and not _FILE.fullmatch(word)}
    return found | {word for word in first if " " not in word}


def codes_of_the_source() -> set[str]:
    found = {code for file in SOURCE.rglob("*.py") for code in codes_in(ast.parse(file.read_text(encoding="utf-8")))}
    return (found - _NOT_CODES) | _MADE_OF_PARTS


@pytest.mark.parametrize("code", CASES)
def test_what_is_said(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code, then standard error, or the object on standard output; and not one byte of the project changed."""
    root = tmp_path / "project"
    shutil.copytree(ERRORS / code, root, ignore=shutil.ignore_patterns("said", "command"))
    for name in ("RESSIO_DIR", "NO_COLOR", "COLUMNS", "GIT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RESSIO_TODAY", TODAY)
    monkeypatch.chdir(root)
    program, *words = shlex.split((ERRORS / code / "command").read_text(encoding="utf-8"))
    assert program == "ressio"
    with world(code, root, monkeypatch):
        before = contents(root)
        ended = app.run(words)
        after = contents(root)
    told = capsys.readouterr()
    said = f"{ended}\n{told.out if '--json' in words else told.err}"
    assert said == (ERRORS / code / "said").read_bytes().decode()
    assert (f'"code": "{code}"' if "--json" in words else f"[{code}]") in said
    assert after == before or code in LEAVE_TRACES


def test_every_code_has_a_folder_and_every_folder_a_code() -> None:
    assert set(CASES) == codes_of_the_source()
    assert set(WORLDS) <= set(CASES)


def test_a_problem_says_where_it_is_and_what_to_do() -> None:
    """A message that names a line shows it; every code but a bug has a next step, or says all there is to say."""
    for code in CASES:
        said = (ERRORS / code / "said").read_text(encoding="utf-8")
        place = re.search(rf"^([^ ]+):(\d+):(\d+): .* \[{re.escape(code)}\]$", said, re.MULTILINE)
        if place and not place[1].endswith((".csv", ".xlsx")) and (ERRORS / code / place[1]).is_file():
            text = (ERRORS / code / place[1]).read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
            lines = text.split("\n")
            assert int(place[2]) <= len(lines), code
            assert int(place[3]) <= len(lines[int(place[2]) - 1]) + 1, code
        assert not re.search(r"\b(invalid|illegal|bad|error)\b", said.split("\n")[1].lower()), code


def test_the_page_of_problems_is_made_of_them() -> None:
    """`python tests/problems_page.py` writes it anew."""
    assert problems_page.ungrouped() == set()
    assert problems_page.PAGE.read_text(encoding="utf-8") == problems_page.page()
    assert problems_page.page().count("\n    ") == len(CASES) + 4, "four lines of the example at the top"


def test_no_message_names_this_machine() -> None:
    for code in CASES:
        said = (ERRORS / code / "said").read_text(encoding="utf-8")
        assert os.path.expanduser("~") not in said
