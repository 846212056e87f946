"""TAB in real shells: bash, zsh and fish, each on a terminal, with the very scripts that are shipped."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from drive import SHELLS, Shell, start

SAMPLE = Path(__file__).parent.parent.parent / "sample-projects/average-home"
ROOMS = ("drafts", "invoices", "changes", "bills", "payments")
HOSTILE = ("$(touch pwned)", "`touch pwned`", "a;touch pwned", "a|touch pwned", "a&touch pwned", "'", '"', "-rf", "é")
BUDGET = """\
categories:
  - name: $(touch pwned)
    items:
      - {id: "$(touch pwned)", name: "`touch pwned`", cost: 1.00, code: "$(touch pwned)"}
      - {id: "`touch pwned`", name: x, cost: 1.00, code: ";touch pwned"}
      - id: a;touch pwned
        name: $(touch pwned)
        description: $(touch pwned) `touch pwned` ;touch pwned
      - {id: "03-100", name: Slab, cost: 1.00, code: 03-30-00}
"""


@pytest.fixture(scope="module", params=list(SHELLS))
def shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A shell that stands in the sample."""
    folder = tmp_path_factory.mktemp("work")
    shutil.copytree(SAMPLE, folder / "job")
    shutil.copy(Path(__file__), folder / "job/lines.csv")
    shutil.copytree(SAMPLE.parent / "garage", folder / "job/out in/the garage")
    found = start(request.param, folder / "job", tmp_path_factory.mktemp("home"))
    yield found
    found.close()


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("ressio rel", "ressio release "),
        ("ressio inv", "ressio invoice "),
        ("ressio invoice ed", "ressio invoice edit "),
        ("ressio budget imp", "ressio budget import "),
        ("ressio --json -C . rel", "ressio --json -C . release "),
        ("ressio --project=. invoice --json rem", "ressio --project=. invoice --json remove "),
        ("ressio invoice new --perc", "ressio invoice new --percent "),
        ("ressio budget --b", "ressio budget --by "),
        ("ressio release --apply", "ressio release --apply-credit "),
        ("ressio check --as", "ressio check --as-of "),
        ("ressio --vers", "ressio --version "),
        ("ressio release --dry", "ressio release --dry-run "),
        ("ressio check --dry", "ressio check --dry"),
        ("ressio release may", "ressio release may-progress "),
        ("ressio release --note x may", "ressio release --note x may-progress "),
        ("ressio release --note=x may", "ressio release --note=x may-progress "),
        ("ressio release -q --on 2026-05-31 may", "ressio release -q --on 2026-05-31 may-progress "),
        ("ressio release -- may", "ressio release -- may-progress "),
        ("ressio release may-progress may", "ressio release may-progress may"),
        ("ressio nonsense may", "ressio nonsense may"),
        ("ressio release --note may", "ressio release --note may"),
        ("ressio invoice delete m", "ressio invoice delete may-progress "),
        ("ressio invoice show INV-0002", "ressio invoice show INV-0002 "),
        ("ressio change approve C", "ressio change approve CO-004 "),
        ("ressio change show S", "ressio change show SEL-001 "),
        ("ressio bill show pen", "ressio bill show penobscot-design-0311 "),
        ("ressio bill approve mid", "ressio bill approve midcoast-electric-1207 "),
        ("ressio payment settle 2026-05-27", "ressio payment settle 2026-05-27-INV-0005 "),
        ("ressio pay INV-0004 INV-0006 1 INV-0005", "ressio pay INV-0004 INV-0006 1 INV-0005 "),
        ("ressio pay INV-0004=5 INV-0006= INV-0005", "ressio pay INV-0004=5 INV-0006= INV-0005 "),
        ("ressio pdf stat", "ressio pdf statement "),
        ("ressio pdf --from 2026-01-01 SEL", "ressio pdf --from 2026-01-01 SEL-001 "),
        ("ressio invoice new --percent 03-9", "ressio invoice new --percent 03-900="),
        ("ressio invoice new --percent=03-9", "ressio invoice new --percent=03-900="),
        ("ressio invoice new --percent Foun", "ressio invoice new --percent Foundations="),
        ("ressio invoice new --percent al", "ressio invoice new --percent all="),
        ("ressio invoice new --amount SEL", "ressio invoice new --amount SEL-001="),
        ("ressio invoice new --markup own", "ressio invoice new --markup own-crew-2026-04="),
        ("ressio invoice new --percent 03-900=60 --chan", "ressio invoice new --percent 03-900=60 --change "),
        ("ressio invoice new --change SE", "ressio invoice new --change SEL-001 "),
        ("ressio invoice add m", "ressio invoice add may-progress "),
        ("ressio invoice add may-progress --bill pi", "ressio invoice add may-progress --bill pine-state-lumber-5519 "),
        ("ressio invoice new --code 05-1", "ressio invoice new --code 05-12-00 "),
        ("ressio invoice new --from ret", "ressio invoice new --from retainage "),
        ("ressio invoice new --from=ret", "ressio invoice new --from=retainage "),
        ("ressio statement --from ret", "ressio statement --from ret"),
        ("ressio invoice new --show desc", "ressio invoice new --show descriptions "),
        ("ressio pay --method ca", "ressio pay --method ca"),
        ("ressio pay --method cas", "ressio pay --method cash "),
        ("ressio check --color al", "ressio check --color always "),
        ("ressio check --color=al", "ressio check --color=always "),
        ("ressio budget --by cat", "ressio budget --by category "),
        ("ressio bill new --kind l", "ressio bill new --kind labor "),
        ("ressio change new --kind s", "ressio change new --kind selection "),
        ("ressio init --sample gar", "ressio init --sample garage "),
        ("ressio completion z", "ressio completion zsh "),
        ("ressio help exit", "ressio help exit-codes "),
        ("ressio schema dr", "ressio schema draft "),
        ("ressio invoice new --items li", "ressio invoice new --items lines.csv "),
        ("ressio invoice new --items=li", "ressio invoice new --items=lines.csv "),
        ("ressio bill import li", "ressio bill import lines.csv "),
        ("ressio -C inv", "ressio -C invoices/"),
        ("ressio --project=inv", "ressio --project=invoices/"),
        ("ressio -C lin", "ressio -C lin"),
        ("cd . && ressio release may", "cd . && ressio release may-progress "),
    ],
)
def test_tab_completes(line: str, wanted: str, shell: Shell) -> None:
    assert shell.completed(line) == wanted


INVOICE = ["add", "delete", "edit", "list", "new", "pay", "release", "remove", "show", "void", "write-off"]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("ressio invoice ", INVOICE),
        ("ressio pay ", ["INV-0004", "INV-0005", "INV-0006"]),
        ("ressio pay INV-0004 ", ["INV-0004", "INV-0005", "INV-0006"]),
        ("ressio void INV-000", ["INV-0001", "INV-0002", "INV-0003", "INV-0004", "INV-0005", "INV-0006"]),
        ("ressio invoice new --percent 03-", ["03-100=", "03-900="]),
        ("ressio invoice new --percent=03-", ["03-100=", "03-900="]),
        ("ressio invoice new --change CO", ["CO-001", "CO-002", "CO-003", "CO-004"]),
        ("ressio summary --color ", ["always", "auto", "never"]),
        ("ressio summary --color=", ["always", "auto", "never"]),
        ("ressio budget --by c", ["category", "code"]),
        ("ressio invoice new --p", ["--percent", "--project"]),
        ("ressio release --a", ["--apply-credit", "--as-of"]),
        ("ressio completion ", ["bash", "fish", "powershell", "zsh"]),
    ],
)
def test_everything_that_fits_is_offered(line: str, wanted: list[str], shell: Shell) -> None:
    assert sorted(shell.offered(line)) == wanted


@pytest.mark.parametrize("told", ["-C {}", "-C{}", "--project {}", "--project={}"])
@pytest.mark.parametrize("folder", ["out\\ in/the\\ garage", '"out in/the garage"', "'out in/the garage'"])
def test_ids_come_from_the_project_that_the_line_names(told: str, folder: str, shell: Shell) -> None:
    line = f"ressio {told.format(folder)} invoice new --percent Fr"
    assert shell.completed(line) == f"{line}aming="
    assert shell.offered(f"ressio {told.format(folder)} invoice new --code 06-17") == ["06-17-53"]


def test_a_tilde_is_home(shell: Shell) -> None:
    shutil.copytree(SAMPLE.parent / "garage", shell.home / "garage", dirs_exist_ok=True)
    assert shell.offered("ressio -C ~/garage invoice new --code 06-17") == ["06-17-53"]
    assert shell.offered("ressio -C ~nobody/garage invoice new --code 06-17") == []


def test_nothing_in_the_named_folder_is_expanded(shell: Shell, tmp_path: Path) -> None:
    """`-C $HOME` stays a word: better no ids than an evaluated one."""
    (shell.home / "ressio.toml").touch()
    (shell.home / "drafts").mkdir(exist_ok=True)
    (shell.home / "drafts/zzz.yaml").touch()
    for folder in ("$HOME", "$(echo ~)", "`echo ~`", '"$(touch pwned)"', "$(touch pwned)", "<(touch pwned)"):
        line = f"ressio -C {folder} release zz"
        assert shell.completed(line) == line


def test_the_environment_names_the_project(tmp_path_factory: pytest.TempPathFactory, shell: Shell) -> None:
    other = start(shell.name, tmp_path_factory.mktemp("elsewhere"), tmp_path_factory.mktemp("home"))
    try:
        assert other.offered("ressio release ") == []
        other.enter(("set -gx RESSIO_DIR " if shell.name == "fish" else "export RESSIO_DIR=") + str(SAMPLE))
        assert other.completed("ressio release ") == "ressio release may-progress "
    finally:
        other.close()


@pytest.fixture(scope="module", params=list(SHELLS))
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shell, Path]]:
    """A shell in a project whose every name would like to be a command. `trap` in PATH tells of any that is one."""
    folder = tmp_path_factory.mktemp("hostile")
    for room in ROOMS:
        (folder / room).mkdir()
        for name in HOSTILE:
            (folder / room / f"{name}.yaml").write_text("status: pending\ntitle: $(touch pwned)\n")
        (folder / room / f"good-{room}.yaml").write_text("status: pending\n")
    (folder / "ressio.toml").touch()
    (folder / "budget.yaml").write_text(BUDGET)
    (folder / "x$(touch pwned)").mkdir()
    (folder / "x$(touch pwned)/ressio.toml").touch()
    (folder / "x$(touch pwned)/drafts").mkdir()
    (folder / "x$(touch pwned)/drafts/inner.yaml").touch()
    (folder / "y`touch pwned`.csv").touch()
    shell = start(request.param, folder, tmp_path_factory.mktemp("home"))
    yield shell, folder
    shell.close()


def _left_alone(shell: Shell, folder: Path) -> bool:
    places = (folder, folder / "x$(touch pwned)", shell.home, Path.cwd(), *(folder / room for room in ROOMS))
    return not any((place / "pwned").exists() for place in places)


def test_a_hostile_project_offers_plain_ids_and_runs_nothing(hostile: tuple[Shell, Path]) -> None:
    shell, folder = hostile
    shell.screen = ""
    offered = {
        line: shell.offered(f"ressio {line} ")
        for line in (
            "release", "change show", "change approve", "bill show", "payment settle", "invoice delete", "pay",
            "invoice new --code", "invoice new --percent", "invoice edit x --drop",
        )
    }  # fmt: skip
    groups = ["good-bills", "good-changes"]
    assert {line: sorted(found) for line, found in offered.items()} == {
        "release": ["good-drafts"],
        "change show": ["good-changes"],
        "change approve": ["good-changes"],
        "bill show": ["good-bills"],
        "payment settle": ["good-payments"],
        "invoice delete": ["good-drafts"],
        "pay": ["good-invoices"],
        "invoice new --code": ["03-30-00"],
        "invoice new --percent": ["03-100=", "all=", *(f"{group}=" for group in groups)],
        "invoice edit x --drop": ["03-100", *groups],
    }
    for line in offered:
        shell.completed(f"ressio {line} ")
        shell.completed(f"ressio {line} $")
    assert "touch" not in shell.screen
    assert _left_alone(shell, folder)


def test_a_hostile_file_is_completed_as_a_plain_word(hostile: tuple[Shell, Path]) -> None:
    shell, folder = hostile
    for line, wanted in {
        "ressio bill import y": "y`touch pwned`.csv",
        "ressio invoice new --attach y": "y`touch pwned`.csv",
        "ressio invoice new --items=y": "--items=y`touch pwned`.csv",
        "ressio -C x": "x$(touch pwned)/",
        "ressio --project=x": "--project=x$(touch pwned)/",
    }.items():
        assert shlex.split(shell.completed(line))[-1] == wanted, line
    assert _left_alone(shell, folder)


def test_a_hostile_folder_given_with_c_is_only_looked_into(hostile: tuple[Shell, Path]) -> None:
    shell, folder = hostile
    start_of_it = shell.completed("ressio -C x").rstrip()
    assert shell.completed(f"{start_of_it} release in") == f"{start_of_it} release inner "
    assert shell.completed("ressio -C 'x$(touch pwned)' release in") == "ressio -C 'x$(touch pwned)' release inner "
    assert _left_alone(shell, folder)


def test_a_shell_that_is_missing_fails_in_ci_and_is_skipped_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="zsh is not installed"):
        start("zsh", tmp_path, tmp_path)
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="zsh is not installed"):
        start("zsh", tmp_path, tmp_path)
