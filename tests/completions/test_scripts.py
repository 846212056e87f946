"""The scripts as texts: fresh, complete, static.

PowerShell itself is not driven here, for want of an installable PowerShell: its script is read back and must hold the
same table as the others, and only the calls that are known. Bash, zsh and fish are driven in `test_shells.py`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperArgument, TyperOption

from ressio_cli import app, complete
from ressio_cli.app import TREE
from ressio_cli.commands import completion
from ressio_cli.tree import Branch, load

COMPLETIONS = Path(__file__).parent.parent.parent / "completions"
sys.path.insert(0, str(COMPLETIONS))

import generate  # noqa: E402
from rows import FREE, PLAIN, WHAT, Row, What, arguments, rows, shared, values  # noqa: E402

ROWS = {row.name: row for row in rows()}


def text(name: str) -> str:
    return (COMPLETIONS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(generate.WRITERS))
def test_a_script_is_what_the_tree_makes_of_it(name: str) -> None:
    assert text(name) == generate.scripts()[name], f"completions/{name} is stale: make completions"


def test_writing_them_twice_gives_the_same() -> None:
    assert generate.scripts() == generate.scripts()


@pytest.mark.parametrize("shell", list(completion.SCRIPTS))
def test_the_command_prints_the_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["completion", shell]) == 0
    assert capsys.readouterr() == (text(completion.SCRIPTS[shell]), "")


def test_an_unknown_shell_is_refused_with_those_that_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["completion", "tcsh"]) == 2
    assert "one of: bash, zsh, fish, powershell" in capsys.readouterr().err


def test_a_script_that_was_not_installed_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(completion, "_PACKAGE", tmp_path / "package")
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert app.run(["completion", "bash"]) == 4
    assert "the completion script for bash was not installed" in capsys.readouterr().err


def _named(branch: Branch, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Command, name, and what the help calls it, of all that takes a value."""
    for member in branch.leaves:
        name = f"{path} {member.name}".strip()
        if isinstance(member, Branch):
            yield from _named(member, name)
            continue
        for param in load(member).params:
            if isinstance(param, TyperArgument):
                yield name, param.metavar or "", param.metavar or ""
            elif isinstance(param, TyperOption) and not param.is_flag and not param.hidden:
                yield name, param.opts[-1], param.metavar or ""


TAKING = list(_named(TREE))


def test_every_value_is_either_completed_or_known_as_free_text() -> None:
    forgotten = [
        f"{command} {name}"
        for command, name, metavar in TAKING
        if not {f"{command} {name}", name, metavar} & {*WHAT, *PLAIN, *FREE}
    ]
    assert forgotten == [], "say in completions/rows.py what completes them"


def test_no_entry_of_the_table_is_left_over() -> None:
    known = {word for command, name, called in TAKING for word in (f"{command} {name}", name, called)}
    assert sorted({*WHAT, *PLAIN} - known) == []
    assert sorted(FREE - {metavar for *_, metavar in TAKING}) == []


def test_every_kind_is_known_to_the_search() -> None:
    assert {what.kind for what in WHAT.values()} - {""} <= set(complete.KINDS)


FORBIDDEN = {
    "ressio.bash": r"\beval\b|\bcompgen\b|`|\$\((?!\()|\bsource\b",
    "_ressio": r"\beval\b|\$\{\([^)]*e[^)]*\)|_values|_describe|_arguments|_call_program|\bsource\b",
    "ressio.fish": r"\beval\b|\bsource\b|\bsh -c\b",
    "ressio.ps1": r"Invoke-|\biex\b|ScriptBlock\]|-like\b|Add-Type|ExpandString|\.Invoke\(",
}


def _code(name: str) -> str:
    """The lines that are run: without comments, and without the words of the help."""
    lines = [re.sub(r"(^|  )\s*# .*", "", line) for line in text(name).splitlines()]
    return re.sub(r" -d '(?:[^'\\]|\\.)*'", "", "\n".join(lines))


@pytest.mark.parametrize("name", list(generate.WRITERS))
def test_nothing_is_evaluated(name: str) -> None:
    assert re.findall(FORBIDDEN[name], _code(name)) == []


CALLED = {
    "ressio.bash": 'command ressio __complete "$1" 2>/dev/null </dev/null',
    "_ressio": 'command ressio __complete "$1" 2>/dev/null </dev/null',
    "ressio.fish": "command ressio __complete $argv[1] 2>/dev/null </dev/null",
    "ressio.ps1": "& (Get-Command ressio -CommandType Application)[0] __complete $what.Kind 2>$null",
}


@pytest.mark.parametrize("name", list(generate.WRITERS))
def test_the_one_program_that_is_run_is_ressio_from_the_path(name: str) -> None:
    """Never the word that was typed: `./ressio` in a cloned folder is not run by TAB."""
    calls = [line for line in _code(name).splitlines() if "__complete" in line]
    assert calls and all(CALLED[name] in line for line in calls)


@pytest.mark.parametrize("name", list(generate.WRITERS))
def test_a_script_is_plain_ascii(name: str) -> None:
    assert text(name).isascii() and "\r" not in text(name) and text(name).endswith("\n")


# PowerShell, read back


def _ps_words(listed: str) -> list[str]:
    return [word.replace("''", "'") for word in re.findall(r"'((?:[^']|'')*)'", listed)]


def _ps_table(name: str) -> dict[str, str]:
    [body] = re.findall(rf"^    \${name} = @\{{\n(.*?)^    \}}$", text("ressio.ps1"), re.M | re.S)
    entries = [re.fullmatch(r"        '((?:[^']|'')*)' = (.*)", line) for line in body.splitlines()]
    assert all(entries), "a line of the table is of another form"
    return {entry[1]: entry[2] for entry in entries if entry}


def _ps_options(row: str) -> set[str]:
    parts = {
        name: _ps_words(re.findall(rf"^    \${name} = (.*)$", text("ressio.ps1"), re.M)[0])
        for name in ("reading", "writing")
    }
    own, _, more = _ps_table("options")[row].rpartition("$")
    return {*_ps_words(own), *parts["reading"], *(parts["writing"] if more == "writing" else ())}


def test_powershell_knows_the_same_commands() -> None:
    found = {row: _ps_words(words) for row, words in _ps_table("commands").items()}
    assert found == {row.name: list(row.commands) for row in ROWS.values() if row.commands}


@pytest.mark.parametrize("row", list(ROWS.values()), ids=lambda row: row.name or "top")
def test_powershell_knows_the_same_options(row: Row) -> None:
    wanted = {f"{word}{'=' if option.takes else ''}" for option in row.options for word in option.spellings}
    assert _ps_options(row.name) == wanted


def test_powershell_completes_values_alike() -> None:
    everywhere = {spelling for option in shared(list(ROWS.values()), writes=False) for spelling in option.spellings}
    wanted = {
        f"{'*' if place in everywhere else row.name} {place}": what
        for row in ROWS.values()
        for place, what in (*values(row), *arguments(row))
        if not what.place
    }
    found = {}
    for key, line in _ps_table("values").items():
        entry = re.fullmatch(r"@\{ Kind = '([a-z-]*)'; Words = @\((.*)\); Suffix = '(=?)' \}", line)
        assert entry, line
        found[key] = What(kind=entry[1], words=tuple(_ps_words(entry[2])), suffix=entry[3])
    assert found == wanted


def test_powershell_tells_no_two_keys_apart_by_case_alone() -> None:
    for name in ("commands", "options", "values"):
        keys = [key.lower() for key in _ps_table(name)]
        assert len(keys) == len(set(keys))


def test_powershell_brackets_are_balanced() -> None:
    code = re.sub(r"'(?:[^']|'')*'|\"[^\"]*\"", "", _code("ressio.ps1"))
    for opening, closing in ("{}", "()", "[]"):
        assert code.count(opening) == code.count(closing)
    calls = set(re.findall(r"\b[A-Z][A-Za-z]+-[A-Z][A-Za-z]+\b", code))
    assert calls == {"Register-ArgumentCompleter", "Select-Object", "Where-Object", "ForEach-Object", "Get-Command"}
