"""What is said after a command."""

from __future__ import annotations

import pytest

from ressio_cli.model.problem import Origin, Problem
from ressio_cli.views import say
from ressio_cli.views.say import Mode, Preview, Result
from ressio_cli.views.terminal import Look

RELEASED = Result(
    found={"id": "INV-0003"},
    key="INV-0003",
    said=("released INV-0003: 9,286.36, due 2026-04-30",),
    files=("invoices/INV-0003.yaml",),
    next_step="ressio pay INV-0003",
)
DECISION = Problem(
    "change.no-decision",
    "CO-004 is approved but has no decision date",
    Origin("changes/CO-004.yaml", 3, 9),
    hint="ressio change approve CO-004 --by NAME",
)


def test_a_person_is_told_what_changed_where_and_what_to_type_next(capsys: pytest.CaptureFixture[str]) -> None:
    say.tell(RELEASED, Mode())
    assert capsys.readouterr().out == (
        "released INV-0003: 9,286.36, due 2026-04-30\nfile: invoices/INV-0003.yaml\nnext: ressio pay INV-0003\n"
    )


def test_quiet_prints_the_number_alone(capsys: pytest.CaptureFixture[str]) -> None:
    say.tell(RELEASED, Mode(quiet=True))
    assert capsys.readouterr().out == "INV-0003\n"


def test_json_prints_the_object_alone_even_when_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    say.tell(RELEASED, Mode(json=True, quiet=True))
    assert capsys.readouterr() == ('{\n  "id": "INV-0003"\n}\n', "")


def test_a_dry_run_shows_the_difference_and_says_that_nothing_was_written(capsys: pytest.CaptureFixture[str]) -> None:
    preview = Preview(edits=(("a.yaml", "create"),), diff="--- a\n+++ a.yaml\n@@ -0,0 +1 @@\n+title: \x1b[31m\n")
    say.tell(Result(found={}, preview=preview, files=("a.yaml",), next_step="x"), Mode())
    assert capsys.readouterr().out == (
        "--- a\n+++ a.yaml\n@@ -0,0 +1 @@\n+title: \\x1b[31m\ndry run: nothing was written\n"
    )


def test_a_dry_run_as_json_has_its_changes(capsys: pytest.CaptureFixture[str]) -> None:
    say.tell(Result(found={"id": "a"}, preview=Preview(edits=(("a.yaml", "create"),))), Mode(json=True))
    assert capsys.readouterr().out == (
        '{\n  "id": "a",\n  "dry_run": true,\n  "changes": [\n    {"file": "a.yaml", "action": "create"}\n  ]\n}\n'
    )


def test_a_problem_shows_the_persons_own_line_with_a_caret(capsys: pytest.CaptureFixture[str]) -> None:
    say.print_problems([DECISION], lambda problem: "status: approved")
    assert capsys.readouterr() == (
        "",
        "changes/CO-004.yaml:3:9: CO-004 is approved but has no decision date [change.no-decision]\n"
        "    status: approved\n"
        "            ^\n"
        "  try: ressio change approve CO-004 --by NAME\n",
    )


def test_a_problem_without_a_place_is_ressios(capsys: pytest.CaptureFixture[str]) -> None:
    say.print_problems([Problem("bill.nothing-left", "nothing is left", severity="note")], lambda problem: "never")
    assert capsys.readouterr().err == "ressio: note: nothing is left [bill.nothing-left]\n"


def test_problems_come_by_file_line_and_column(capsys: pytest.CaptureFixture[str]) -> None:
    found = [
        Problem("c", "m", Origin("b", 1, 1)),
        Problem("c", "m", Origin("a", 10, 1)),
        Problem("c", "m", Origin("a", 9, 1)),
    ]
    say.print_problems(found)
    assert capsys.readouterr().err == "a:9:1: m [c]\na:10:1: m [c]\nb:1:1: m [c]\n"


def test_the_caret_stands_under_wide_and_escaped_characters() -> None:
    found = Problem("c", "m", Origin("f", 1, 4))
    assert say.problem_lines(found, lambda problem: "日\x1bax") == [
        "f:1:4: m [c]",
        "    日\\x1bax",
        "          " + " ^",
    ]


def test_a_very_long_line_is_shown_around_the_caret() -> None:
    line = "a" * 5000 + "b" + "c" * 5000
    shown, caret = say.problem_lines(Problem("c", "m", Origin("f", 1, 5001)), lambda problem: line)[1:]
    assert shown == "    " + "a" * 80 + "b" + "c" * 39
    assert caret == " " * 84 + "^"


def test_colour_marks_the_place_and_the_caret() -> None:
    lines = say.problem_lines(DECISION, lambda problem: "status: approved", Look(color=True))
    assert lines[0].startswith("\x1b[1mchanges/CO-004.yaml:3:9\x1b[0m: ")
    assert lines[2] == "            \x1b[31m^\x1b[0m"


def test_notes_go_to_standard_error_and_not_when_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    say.notes(["03-100 has nothing left"], Mode())
    say.notes(["03-100 has nothing left"], Mode(quiet=True))
    assert capsys.readouterr() == ("", "note: 03-100 has nothing left\n")
