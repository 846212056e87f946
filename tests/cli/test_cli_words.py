"""The command line itself: what is unknown is told with what was meant; shared options stand anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli.house import House, change, cost_plus, fixed, quiet_run


def job_with_papers(tmp_path: Path) -> House:
    job = fixed(tmp_path, Foundations=["id: A1, name: Slab, code: 03-30-00, cost: 1000.00"])
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 100.00", status="pending"))
    job.ok("invoice", "new", "--percent", "A1=10", "--id", "march-progress")
    return job


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("sumary", "summary"), ("invoce list", "invoice"), ("invoice lst", "list"), ("payment setle x", "settle"),
        ("summary --jsn", "--json"), ("invoice new --percnt A1=5", "--percent"), ("help jsn", "json"),
        ("invoice show marhc-progress", "march-progress"), ("release march-progresss", "march-progress"),
        ("invoice new --percent Foundation=5", "Foundations"), ("change approve CO-01 --by D", "CO-001"),
        ("invoice new --from percentge --all", "percentage"), ("budget --by itm", "item"),
    ],
)  # fmt: skip
def test_what_was_meant(tmp_path: Path, words: str, meant: str) -> None:
    job = job_with_papers(tmp_path)
    job.no(2, *words.split())
    assert meant in job.run(*words.split()).err


MISTAKES = [
    "invoice show", "invoice show a b", "invoice edit", "invoice add march-progress", "invoice add", "invoice remove",
    "invoice remove march-progress", "invoice delete", "invoice delete nothing", "invoice list x", "release", "void",
    "release a b", "void nothing --reason x", "pay", "pay nothing", "payment",
    "payment list x", "payment new", "credit refund", "credit x", "summary x", "unbilled x", "check x", "budget x",
    "budget --by colour", "budget lock x", "budget lock --on never", "budget import", "budget import nowhere.csv",
    "change approve", "change approve CO-009 --by D", "change approve CO-001 --by D --on x",
    "change decline CO-009 --by D", "change propose", "change propose CO-009", "change show", "change show CO-009",
    "change new", "change new --title T --kind selection", "change new --title T --kind other --item A=1",
    "change new --title T --kind selection --item A", "change new --title T --kind selection --item A=1,for=Z9",
    "change new --title T --kind selection --item A=1+x%", "change new --kind selection --item A=1",
    "bill show", "bill show nothing", "bill approve", "bill approve nothing", "bill new", "bill import",
    "bill new --vendor V", "bill new --vendor V --line A=1 --date x", "bill new --vendor V --line A=x",
    "bill new --vendor V --line A=1 --kind gift", "bill new --vendor V --line A=1,for=Z9", "bill import nowhere.csv",
    "help nothing", "schema nothing", "completion", "completion nothing", "summary --color sometimes",
    "invoice new --percent A1=x", "invoice new --percent A1", "invoice new --percent =5",
    "invoice new --percent A1=1.1234567", "invoice new --due 2026-13-01 --percent A1=50", "invoice new --show x",
    "invoice new --attach nowhere.pdf --percent A1=50", "invoice new --all-items",
    "invoice edit march-progress --percent A1", "invoice edit march-progress --drop 1", "payment refund x",
    "invoice edit nothing --title x", "unbilled --as-of x", "invoice new --percent A1=50 --percent A1=60",
    "invoice new --percent A1=50 --amount A1=5", "pay march-progress --method gold",
]  # fmt: skip


@pytest.mark.parametrize("words", MISTAKES)
def test_a_mistake_is_told_and_ends_2(tmp_path: Path, words: str) -> None:
    job_with_papers(tmp_path).no(2, *words.split())


@pytest.mark.parametrize(
    "words", ["void march-progress --reason", "invoice new --from", "summary --as-of", "pay 1 --on"]
)
def test_an_option_without_its_word(tmp_path: Path, words: str) -> None:
    answer = job_with_papers(tmp_path).run(*words.split())
    assert answer.code == 2 and words.split()[-1] in answer.err


def test_negative_amounts_are_no_options(tmp_path: Path) -> None:
    job = job_with_papers(tmp_path)
    assert job.ok("invoice", "new", "--amount", "A1=-50", "--item", "Credit=-5")["total"] == "-55.00"
    job.no(2, "pay", "march-progress", "-5")
    job.no(2, "pay", "march-progress", "--amount", "-5")


def test_shared_options_stand_anywhere(tmp_path: Path) -> None:
    job = job_with_papers(tmp_path)
    root = str(job.root)
    for words in (["-C", root, "invoice", "list", "-q"], ["invoice", "-C", root, "list", "-q"],
                  ["invoice", "list", "-q", "--project", root],
                  ["-q", "invoice", "list", f"--project={root}"]):  # fmt: skip
        assert quiet_run(words, "2026-03-01").out == "march-progress\n", words
    for words in (["summary", "--as-of=2026-02-01", "--json", "-C", root],
                  ["--as-of", "2026-02-01", "--json", "-C", root, "summary"]):  # fmt: skip
        assert quiet_run(words, "2026-03-01").json["as_of"] == "2026-02-01", words


def test_the_project_is_found_by_walking_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = job_with_papers(tmp_path)
    monkeypatch.chdir(job.root / "drafts")
    assert quiet_run(["invoice", "list", "-q"], "2026-03-01").out == "march-progress\n"
    monkeypatch.chdir(tmp_path)
    answer = quiet_run(["invoice", "list"], "2026-03-01")
    assert answer.code == 2 and "ressio.toml" in answer.err
    assert quiet_run(["invoice", "list", "-C", str(tmp_path / "nowhere")], "2026-03-01").code == 2


def test_every_command_has_help(tmp_path: Path) -> None:
    for words in ("", "init", "demo", "budget", "change new", "bill new", "invoice new", "release", "pay", "help",
                  "payment new", "credit refund", "summary", "unbilled", "check", "schema", "completion"):  # fmt: skip
        for flag in ("-h", "--help"):
            answer = quiet_run([*words.split(), flag], "2026-03-01")
            assert answer.code == 0 and "Usage: ressio" in answer.out, words


def test_invoice_verbs_answer_under_invoice_as_well(tmp_path: Path) -> None:
    job = job_with_papers(tmp_path)
    assert job.ok("invoice", "release", "march-progress")["number"] == "INV-0001"
    assert job.ok("invoice", "pay", "1", "5")["invoice"]["balance"] == "95.00"
    assert job.ok("invoice", "void", "1", "--reason", "Wrong")["status"] == "void"


def test_after_a_change_of_state_the_next_command_is_said(tmp_path: Path) -> None:
    job = job_with_papers(tmp_path)
    said = job.run("release", "march-progress").out
    assert "invoices/INV-0001.yaml" in said and "ressio pay" in said


def test_a_real_process_behaves_the_same(tmp_path: Path) -> None:
    job = job_with_papers(tmp_path)
    command = [sys.executable, "-m", "ressio_cli", "release", "march-progress", "--json"]
    env = {**os.environ, "RESSIO_TODAY": "2026-03-01", "PYTHONIOENCODING": "ascii"}
    first = subprocess.run(command, cwd=job.root, env=env, capture_output=True, text=True, check=False)
    assert first.returncode == 0 and '"INV-0001"' in first.stdout, first
    second = subprocess.run(command, cwd=job.root, env=env, capture_output=True, text=True, check=False)
    assert second.returncode == 2 and '"problems"' in second.stdout


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    job = job_with_papers(tmp_path)
    command = f"{sys.executable} -m ressio_cli invoice show march-progress | true"
    done = subprocess.run(command, shell=True, cwd=job.root, capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_piped_output_has_no_colour_and_is_not_cut(tmp_path: Path) -> None:
    job = cost_plus(tmp_path, f"id: A1, name: {'Long ' * 60}, code: '03', cost: 1.00")
    said = job.run("budget").out
    assert "\x1b" not in said and ("Long " * 60).strip() in said
    assert "\x1b" in job.run("budget", "--color", "always").out


def test_control_signs_in_text_are_shown_not_obeyed(tmp_path: Path) -> None:
    job = job_with_papers(tmp_path)
    job.run("invoice", "edit", "march-progress", "--title", "a\x1b[31mred [bold]x[/] \u202e :house:")
    said = job.run("invoice", "show", "march-progress")
    assert "\x1b" not in said.out and "\u202e" not in said.out and "[bold]x[/]" in said.out
