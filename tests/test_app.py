"""The front door: words in, exit code out."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Annotated

import pytest
import typer

from ressio_cli import __main__, app, tree
from ressio_cli.commands.session import Session
from ressio_cli.model.problem import Origin, Problem, Refused, refused
from ressio_cli.tree import Branch, Leaf
from ressio_cli.views.say import Result, tell

SEEN: list[tuple[str, Session]] = []


def read(ctx: typer.Context, what: str = "", by: Annotated[str, typer.Option("--by")] = "item") -> None:
    """Read something."""
    SEEN.append((f"{what}{by}", ctx.obj))


def write(ctx: typer.Context, name: Annotated[str, typer.Argument()]) -> None:
    """Write something."""
    SEEN.append((name, ctx.obj))


def fail(ctx: typer.Context, how: str) -> int:
    """Fail in the way asked for."""
    canary = "local-canary"
    ways = {
        "refuse": refused("bill.nothing-left", "nothing is left", "ressio unbilled"),
        "place": Refused([Problem("x.y", "look here", Origin("budget.yaml", 2, 3))]),
        "bug": RuntimeError("something broke"),
        "interrupt": KeyboardInterrupt(),
        "abort": typer.Abort(),
        "pipe": BrokenPipeError(),
    }
    if how in ways and canary:
        raise ways[how]
    if how == "found":
        tell(Result(found={"ok": False}), ctx.obj.mode)
    return 1


TRIAL = Branch(
    "ressio",
    "A trial.",
    (
        Leaf("read", "trial_read", "Read something.", "Reports"),
        Leaf("write", "trial_write", "Write something.", "Start"),
        Leaf("fail", "trial_fail", "Fail.", "Start"),
        Branch(
            "budget",
            "The budget.",
            (Leaf("show", "trial_read", "Show."), Leaf("lock", "trial_write", "Lock.")),
            "Start",
            "show",
        ),
    ),
)


@pytest.fixture(autouse=True)
def trial_commands(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, run in (("read", read), ("write", write), ("fail", fail)):
        module = ModuleType(f"{tree.PACKAGE}.trial_{name}")
        module.run = run  # type: ignore[attr-defined]
        module.EXAMPLES = f"\nressio {name} x\n"  # type: ignore[attr-defined]
        module.WRITES = name == "write"  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)
    for name in ("RESSIO_DIR", "RESSIO_TODAY", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    SEEN.clear()
    yield


def ressio(*words: str) -> int:
    return app.run(words, TRIAL)


def python(*words: str, **settings: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], check=False, capture_output=True, text=True, **settings)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize(
    "words",
    [
        ("read", "--json", "--as-of", "2026-03-31"),
        ("--json", "--as-of", "2026-03-31", "read"),
        ("--json", "read", "--as-of=2026-03-31"),
        ("budget", "--json", "--as-of=2026-03-31"),
        ("--json", "budget", "--as-of=2026-03-31", "show"),
        ("budget", "show", "--as-of=2026-03-31", "--json"),
    ],
)
def test_shared_options_stand_anywhere(words: tuple[str, ...]) -> None:
    assert ressio(*words) == 0
    [(word, session)] = SEEN
    assert (word, session.json, session.as_of, session.today) == ("item", True, date(2026, 3, 31), date(2026, 3, 31))


def test_a_bare_group_means_its_default_and_its_options_go_there() -> None:
    assert ressio("budget", "--by", "code", "--json") == 0
    assert SEEN[0][0] == "code"


def test_a_group_with_a_default_still_knows_its_commands() -> None:
    assert ressio("budget", "-C", ".", "-ny", "lock", "x") == 0
    [(name, session)] = SEEN
    assert (name, session.dry_run, session.yes) == ("x", True, True)


def test_only_commands_that_write_know_dry_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert ressio("write", "x", "-n") == 0
    assert ressio("read", "-n") == 2
    assert capsys.readouterr().err == "ressio: No such option: -n [usage]\n  try: ressio read --help\n"


def test_the_project_option_beats_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RESSIO_DIR", str(tmp_path))
    ressio("read")
    ressio("read", "-C", "/")
    assert [session.start for _, session in SEEN] == [tmp_path, Path("/")]


def test_today_comes_from_option_then_environment_then_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    ressio("read")
    monkeypatch.setenv("RESSIO_TODAY", "2026-01-02")
    ressio("read")
    ressio("read", "--as-of", "2026-01-03")
    days = [(session.today, session.as_of) for _, session in SEEN]
    assert days[1:] == [(date(2026, 1, 2), None), (date(2026, 1, 3), date(2026, 1, 3))]
    assert days[0][1] is None


@pytest.mark.parametrize("word", ["today", "2026-02-30", "2026-2-3", "20260203", "٢٠٢٦-٠١-٠١", "2026-01-01 "])
def test_a_wrong_date_is_refused(
    word: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ressio("read", "--as-of", word) == 2
    monkeypatch.setenv("RESSIO_TODAY", word)
    assert ressio("read") == 2
    err = capsys.readouterr().err
    assert "--as-of is" in err and "RESSIO_TODAY is" in err and "YYYY-MM-DD" in err


@pytest.mark.parametrize("words", [("read", "--color", "blue"), ("read", "-C", "/no/such"), ("read", "-C", "a\0b")])
def test_a_wrong_shared_option_is_refused(words: tuple[str, ...]) -> None:
    assert ressio(*words) == 2


def test_an_unknown_command_is_refused_with_what_may_have_been_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert [ressio("raed"), ressio("lock"), ressio("budget", "lokc")] == [2, 2, 2]
    assert SEEN == []
    assert capsys.readouterr().err == (
        "ressio: ressio has no command 'raed'. Did you mean read? [usage]\n  try: ressio --help\n"
        "ressio: ressio has no command 'lock'. Did you mean budget lock? [usage]\n  try: ressio --help\n"
        "ressio: ressio budget has no command 'lokc'. Did you mean lock? [usage]\n  try: ressio budget --help\n"
    )


def test_an_unknown_option_is_refused_with_what_may_have_been_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert ressio("read", "--jsno") == 2
    assert "--json" in capsys.readouterr().err


def test_a_negative_word_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert ressio("write", "-500") == 2
    assert "needs -- before it" in capsys.readouterr().err
    assert ressio("write", "--", "-500") == 0


def test_a_wrong_command_line_is_one_object_with_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert ressio("write", "--json") == 2
    out, err = capsys.readouterr()
    assert err == ""
    assert json.loads(out) == {
        "problems": [
            {
                "code": "usage",
                "severity": "problem",
                "message": "Missing argument 'NAME'.",
                "file": None,
                "line": None,
                "column": None,
                "hint": "ressio write --help",
            }
        ]
    }


def test_without_a_command_the_help_is_shown_and_it_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert ressio() == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("Usage: ressio")


def test_the_top_help_has_panels_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["-h"]) == 0
    headings = [
        line for line in capsys.readouterr().out.splitlines() if line.endswith(":") and not line.startswith(" ")
    ]
    assert headings[:8] == [
        "Examples:",
        "Start:",
        "Budget and changes:",
        "Billing:",
        "Money:",
        "Reports:",
        "Client:",
        "Upkeep:",
    ]


def test_a_commands_help_shows_examples_before_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert ressio("write", "--help") == 0
    assert capsys.readouterr().out == (
        "Usage: ressio write [OPTIONS] NAME\n"
        "\n"
        "  Write something.\n"
        "\n"
        "Examples:\n"
        "  ressio write x\n"
        "\n"
        "Arguments:\n"
        "  NAME  [required]\n"
        "\n"
        "Options of every command:\n"
        "  -C, --project DIR  Look for the project from DIR, not from here.\n"
        "  --json             Print one JSON object and nothing else.\n"
        "  -q, --quiet        Print only the id or number.\n"
        "  --wide             Show all columns of a table, however narrow the terminal.\n"
        "  --as-of DATE       Reckon as if DATE were today.\n"
        "  --color WHEN       auto, always or never.\n"
        "  -n, --dry-run      Show what would change, and write nothing.\n"
        "  -y, --yes          Ask nothing: the answer is yes.\n"
        "  -h, --help         Show this message and exit.\n"
    )


def test_a_refusal_tells_every_reason_and_exits_3(capsys: pytest.CaptureFixture[str]) -> None:
    assert ressio("fail", "refuse") == 3
    assert capsys.readouterr() == ("", "ressio: nothing is left [bill.nothing-left]\n  try: ressio unbilled\n")


def test_a_problem_shows_the_line_of_the_project_it_stands_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ressio.toml").write_text("")
    (tmp_path / "budget.yaml").write_text("\ufeffone\n  two: 2\r\n", encoding="utf-8")
    assert ressio("fail", "place", "-C", str(tmp_path)) == 3
    assert capsys.readouterr().err == "budget.yaml:2:3: look here [x.y]\n      two: 2\n      ^\n"


def test_a_bug_is_one_line_and_a_report_without_local_values(capsys: pytest.CaptureFixture[str]) -> None:
    assert ressio("fail", "bug") == 70
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "Traceback" not in err
    report = Path(err.split("a report is in ")[1].removesuffix(" [bug]\n"))
    text = report.read_text()
    report.unlink()
    assert "RuntimeError: something broke" in text
    assert "how = " not in text and 'local-canary"' not in text


def test_a_bug_shows_its_traceback_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert ressio("fail", "bug", "--debug") == 70
    err = capsys.readouterr().err
    Path(err.rsplit("a report is in ", 1)[1].removesuffix(" [bug]\n")).unlink()
    assert "Traceback (most recent call last)" in err


@pytest.mark.parametrize(("how", "code"), [("interrupt", 130), ("abort", 130), ("pipe", 141), ("other", 1)])
def test_other_ways_out_are_quiet(how: str, code: int, capfd: pytest.CaptureFixture[str]) -> None:
    saved = os.dup(1)
    try:
        assert ressio("fail", how) == code
    finally:
        os.dup2(saved, 1)
        os.close(saved)
    assert capfd.readouterr() == ("", "")


def test_broken_bytes_on_the_command_line_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert ressio("write", "x\udc80") == 2
    assert "not text" in capsys.readouterr().err


def test_hostile_words_are_shown_as_escapes(capsys: pytest.CaptureFixture[str]) -> None:
    assert ressio("\x1b[31m\u202e", "x") == 2
    assert ressio("write", "a", "\x1b]0;x\x07") == 2
    assert ressio("read", "--\x1b[31m") == 2
    err = capsys.readouterr().err
    assert not any(sign in err for sign in "\x1b\x07\u202e")


def test_every_command_of_the_tree_is_told_in_one_line() -> None:
    def leaves(branch: Branch) -> Iterator[Leaf]:
        for member in branch.leaves:
            yield from leaves(member) if isinstance(member, Branch) else [member]

    found = list(leaves(app.TREE))
    assert len(found) > 50
    assert all(leaf.help.endswith(".") and len(leaf.help) <= 60 for leaf in found)


def test_the_version_is_told_without_typer_or_yaml() -> None:
    code = (
        "import sys; from ressio_cli.__main__ import main; main(['--version']); main(['__complete', 'items']);"
        "print([name for name in ('typer', 'yaml', 'rich', 'decimal') if name in sys.modules])"
    )
    done = python("-c", code)
    assert done.stdout == f"ressio {__main__._version().split()[1]}\n[]\n"


def test_a_command_in_a_pipe_does_not_import_rich() -> None:
    code = (
        "import sys; from ressio_cli.__main__ import main; main(['help', 'json']); main(['help', '-h']);"
        "from view_samples import page; from ressio_cli.views import terminal;"
        "from ressio_cli.views.sheets import invoices;"
        "terminal.show(invoices.invoice_list(page()), terminal.Look());"
        "print([name for name in ('rich', 'yaml') if name in sys.modules], file=sys.stderr)"
    )
    folder = Path(__file__).parent
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(folder / "views"), str(folder.parent)))}
    assert python("-c", code, env=env).stderr == "[]\n"


def test_a_closed_pipe_ends_quietly() -> None:
    for words in (["schema"], ["help", "json"], ["-h"], ["budget", "-h"]):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([sys.executable, "-m", "ressio_cli", *words], check=False, stdout=writer, stderr=-1)
        os.close(writer)
        assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_a_trouble() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-m", "ressio_cli", "help", "json"], check=False, stdout=full, stderr=-1)
    assert done.returncode == 4
    assert b"could not be written" in done.stderr and b"Traceback" not in done.stderr


def test_closed_streams_are_borne() -> None:
    shell = f"{sys.executable} -m ressio_cli help json >&- 2>&-"
    assert subprocess.run(["bash", "-c", shell], check=False).returncode == 0


def test_an_ascii_locale_is_borne() -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = python("-m", "ressio_cli", "help", "jsön", env=env)
    assert done.returncode == 2
    assert done.stderr.isascii() and "Traceback" not in done.stderr


def test_a_terminal_gets_colour_and_a_dumb_one_does_not() -> None:
    def at_terminal(**env: str) -> bytes:
        above, below = pty.openpty()
        done = subprocess.run(
            [sys.executable, "-m", "ressio_cli", "help", "nothing"],
            check=False,
            stdout=below,
            stderr=below,
            env={**os.environ, "TERM": "xterm", **env},
        )
        assert done.returncode == 2
        os.close(below)
        return os.read(above, 10_000)

    assert b"\x1b[1mressio\x1b[0m" in at_terminal()
    assert b"\x1b" not in at_terminal(TERM="dumb")
    assert b"\x1b" not in at_terminal(NO_COLOR="1")
