"""What reaches a terminal or a pipe."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_samples import budget, every_sheet, page, summary, unbilled, usd

from ressio_cli.views.safe import clean, width
from ressio_cli.views.sheet import Column, Facts, Table
from ressio_cli.views.sheets import invoices, job
from ressio_cli.views.terminal import Look, look, render

PIPE = Look()
SCREEN = Look(terminal=True, width=200)
NARROW = Look(terminal=True, width=20)

HOSTILE = [
    "\x1b[31mred", "\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "\x1b]52;c;ZXZpbA==\x07", "\x1b[2J", "\x1bc", "\x1b",
    "\x1bP+q544e\x1b\\", "\x1b_x\x1b\\", "\x1b^x\x1b\\", "\x9b31m", "\x9d52;c;x\x9c", "\x90q", "\x80", "\x85next",
    "\x9f", "\x7f", "a\x08\x08b", "a\rb", "a\nb", "a\r\nb", "a\tb", "\x00", "\x07", "\x0b", "\x0c", "\x0e", "\x1a",
    "\u202eevil", "\u202dx", "\u2066x\u2069", "\u200e", "\u200f", "\u061c", "\u200b", "\u200c", "\u200d", "\u2060",
    "\ufeff", "\u00ad", "\u2028", "\u2029", "\ufff9", "\U000e0041", "\udc80", "\ud800", "[/]", "[bold]x[/bold]",
    "[link=http://evil]x[/link]", "[phase 2]", "[red", "]]]", "[[", "[@click=app.bell]x[/]", ":house:", ":warning:",
    "{0.__class__}", "{x!r}", "%s%n", "$(x)", "`id`", "${HOME}", "<script>alert(1)</script>", "é" * 3, "日本語",
    "e\u0301", "🏠", "a" * 5000, "'; DROP TABLE x; --", "-rf", "=1+1", "\\x1b", " leading", "x" + "\u0301" * 50,
]  # fmt: skip


def unsafe(text: str) -> list[str]:
    return [sign for sign in text if (ord(sign) < 0x20 and sign != "\n") or 0x7F <= ord(sign) <= 0x9F]


@pytest.mark.parametrize("how", [PIPE, SCREEN, NARROW], ids=["piped", "terminal", "narrow"])
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_nothing_a_terminal_would_obey_gets_through(text: str, how: Look) -> None:
    for name, sheet in every_sheet(text).items():
        shown = render(sheet, how)
        assert unsafe(shown) == [], name
        assert not any(sign in shown for sign in "\u202e\u2066\u200b\ufeff\u2028\udc80"), name
        if how is NARROW:  # columns are left out and names cut
            continue
        assert shown.count("[") >= text.count("["), name
        assert shown.count("]") >= text.count("]"), name


def test_there_are_enough_hostile_texts() -> None:
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("text", ["[/]", "[link=x]y[/link]", ":house:", "{0.__class__}", "$(x)", "[bold]"])
def test_text_that_looks_like_markup_is_shown_as_written(text: str) -> None:
    for how in (PIPE, SCREEN):
        assert text in render(job.unbilled(unbilled(text)), how)


def test_control_characters_are_shown_as_escapes() -> None:
    assert clean("a\x1b[31m\x9b\x7f\u202e\U000e0041\tb") == "a\\x1b[31m\\x9b\\x7f\\u202e\\U000e0041\\tb"


def test_a_line_break_in_a_cell_becomes_a_slash() -> None:
    assert clean("one\r\ntwo\nthree") == "one / two / three"


def test_a_line_break_in_a_fact_stays_on_a_terminal() -> None:
    facts = (Facts("", (("Notes", "one\ntwo"),)),)
    assert render(facts, SCREEN) == "Notes  one\n       two\n"
    assert render(facts, PIPE) == "Notes  one / two\n"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unsafe(once) == []


def test_wide_characters_count_twice_and_marks_not_at_all() -> None:
    assert [width("ab"), width("日本"), width("e\u0301")] == [2, 4, 1]


def test_a_piped_list_has_its_heading_first_and_one_record_a_line() -> None:
    assert render(invoices.invoice_list(page("Progress")), PIPE) == (
        "Number    Title     Status                    Released    Due            Total      Paid  Pending   Balance\n"
        "INV-0003  Progress  partially-paid (overdue)  2026-03-31  2026-04-30  6,443.09  5,000.00    43.09  1,443.09\n"
        "permits   Permits   draft                     -           2026-04-30    275.00      0.00     0.00    275.00\n"
        "\n"
        "Invoiced     6,443.09\n"
        "Received     5,000.00\n"
        "Outstanding  1,443.09\n"
        "Overdue      1,443.09\n"
        "Drafts (1)     275.00\n"
    )


def test_piped_output_is_never_cut_to_a_width() -> None:
    shown = render(job.budget(budget("x" * 300)), PIPE)
    assert "x" * 300 in shown
    assert len(shown.splitlines()) == 3


def test_a_table_leaves_out_its_least_important_columns_on_a_narrow_terminal() -> None:
    def columns(room: int) -> list[str]:
        first, *_ = render(invoices.invoice_list(page("March progress")), Look(terminal=True, width=room)).splitlines()
        return first.split()

    everything = ["Number", "Title", "Status", "Released", "Due", "Total", "Paid", "Pending", "Balance"]
    assert columns(200) == everything
    assert columns(95) == [label for label in everything if label not in ("Pending", "Released")]
    assert columns(80) == ["Number", "Title", "Status", "Due", "Total", "Balance"]
    assert columns(40) == ["Number", "Title", "Balance"]
    assert columns(20) == ["Number", "Balance"]


def test_what_is_left_out_is_named_with_the_option_that_shows_it() -> None:
    shown = render(invoices.invoice_list(page("March progress")), Look(terminal=True, width=80))
    assert "not shown: Released, Paid, Pending; --wide shows all\n" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert "not shown" not in render(invoices.invoice_list(page("March progress")), SCREEN)


def test_a_wide_table_keeps_every_column_and_every_word() -> None:
    title = "A very long title of an invoice that no eighty columns hold"
    narrow = render(invoices.invoice_list(page(title)), Look(terminal=True, width=80))
    wide = render(invoices.invoice_list(page(title)), Look(terminal=True, width=80, wide=True))
    assert title not in narrow and "A very lo" in narrow and "…" in narrow
    assert wide == render(invoices.invoice_list(page(title)), PIPE)


def test_money_is_never_cut() -> None:
    for room in (200, 80, 40, 20, 5):
        shown = render(job.budget(budget()), Look(terminal=True, width=room))
        figures = {cell for line in shown.splitlines()[1:] for cell in line.split() if "." in cell}
        assert {"1,234.50"} <= figures <= {"1,234.50", "-4.50", "30.01%"}, room


def test_the_longest_names_share_what_room_the_short_ones_leave() -> None:
    columns = (Column("A", "name"), Column("B", "name"), Column("Sum", "money"))
    table = Table(columns=columns, rows=(("short", "x" * 50, usd("1.00")), ("s", "y" * 9, usd("2.00"))))
    assert render((table,), Look(terminal=True, width=40)).splitlines() == [
        "A      B                             Sum",
        "short  xxxxxxxxxxxxxxxxxxxxxxxxxx…  1.00",
        "s      yyyyyyyyy                    2.00",
    ]


def test_a_long_description_folds_on_a_terminal() -> None:
    table = Table(columns=(Column("On", "date"), Column("What")), rows=((None, "word " * 40),))
    shown = render((table,), Look(terminal=True, width=60))
    assert max(map(len, shown.splitlines())) <= 60
    assert shown.count("word") == 40


def test_a_long_table_is_plain_lines_on_a_terminal_too() -> None:
    table = Table(columns=(Column("Id", "id"), Column("Name")), rows=tuple((str(n), "[x]") for n in range(500)))
    assert render((table,), SCREEN) == render((table,), PIPE)


def test_an_empty_table_says_so() -> None:
    assert render((Table(columns=(), rows=(), empty="nothing is left to bill"),), PIPE) == "nothing is left to bill\n"


def test_a_piped_summary_reads_as_blocks() -> None:
    assert render(job.summary(summary()), PIPE).split("\n\n")[1] == (
        "Contract\n"
        "Original price      505,292.52\n"
        "Approved changes      1,411.00\n"
        "Approved price      506,703.52\n"
        "Pending changes           0.00\n"
        "Actual adjustments        0.00\n"
        "Projected price     506,703.52\n"
        "Per square foot         191.43"
    )


def test_colour_paints_headings_and_no_colour_paints_nothing() -> None:
    table = (Table(columns=(Column("Id", "id"), Column("Sum", "money")), rows=(("a", usd("-5")),)),)
    assert render(table, Look(color=True)) == "\x1b[1mId    Sum\x1b[0m\na   -5.00\n"
    assert "\x1b[31m-5.00\x1b[0m" in render(table, Look(terminal=True, color=True))
    assert "\x1b" not in render(table, SCREEN)


@pytest.mark.parametrize(
    ("choice", "env", "tty", "wanted"),
    [
        ("auto", {}, True, Look(terminal=True, color=True)),
        ("auto", {}, False, Look()),
        ("auto", {"NO_COLOR": "1"}, True, Look(terminal=True)),
        ("auto", {"NO_COLOR": ""}, True, Look(terminal=True, color=True)),
        ("auto", {"FORCE_COLOR": "1"}, False, Look(color=True)),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, Look(terminal=True)),
        ("auto", {"TERM": "dumb"}, True, Look()),
        ("always", {"NO_COLOR": "1"}, False, Look(color=True)),
        ("never", {"FORCE_COLOR": "1"}, True, Look(terminal=True)),
    ],
)
def test_the_look_follows_option_then_environment_then_terminal(
    choice: str, env: dict[str, str], tty: bool, wanted: Look
) -> None:
    assert look(choice, env, tty) == wanted


def test_a_stream_that_holds_only_ascii_gets_look_alikes_and_escapes() -> None:
    code = "from ressio_cli.views import terminal; terminal.steady(); terminal.write('2 × 3 … é 日\\udc80\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env={"PYTHONIOENCODING": "ascii"}, check=True
    )
    assert done.stdout == b"2 x 3 ... \\xe9 \\u65e5\\udc80\n"
