"""Ids for shell completion: what each kind lists, and what a hostile project cannot do."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ressio_cli import complete
from ressio_cli.complete import KINDS, ids
from ressio_cli.files.scaffold import fresh

SAMPLES = Path(__file__).parent.parent / "sample-projects"

BLOCK = """\
categories:
  - name: Foundations
    items:
      - id: "03-100"
        name: Slab
        code: 03-30-00
      - {id: 03-200, name: Walls, code: '03-40-00'}
      - name: Footings
        id: 03-300   # last
        description: "id: trap"
      # - {id: "03-999", name: Not any more, code: 99-99-99}
  - name: "Two words"
    items: []
  - name: 'Roof'
"""
FLOW = """\
categories: [
  {name: Foundations, items: [{id: "03-100", name: Slab, code: 03-30-00},
    {"id": 03-200, "name": Walls, "code": '03-40-00'}]},
  {name: "Two words", items: [{code: 03-30-00, id: 03-300, name: Footings}]},
  {name: Roof,
   items: []}]
"""
MIXED = """\
categories:
- {name: Foundations, items: [{id: 03-100, name: Slab, code: 03-30-00}]}
- name: Roof
  items:
  - id: 03-200
    name: Walls
    code: 03-40-00
- items:
  - {name: Footings, id: 03-300}
  name: Two words
"""
HOSTILE = ("$(touch pwned)", "`touch pwned`", "a;touch pwned", "-rf", "a b", ".hidden", "é", "x\ny", "a\x1b[31m", "")


CHANGES = ("CO-001", "CO-002", "CO-003", "CO-004")
BILLS = ("coastal-1", "coastal-2", "coastal-3", "coastal-4")


@pytest.fixture
def job(tmp_path: Path) -> Path:
    for room in ("drafts", "invoices", "changes", "bills", "payments", "outbox/sent", "deep/er"):
        (tmp_path / room).mkdir(parents=True)
    (tmp_path / "ressio.toml").write_text("")
    (tmp_path / "budget.yaml").write_text(BLOCK)
    (tmp_path / "drafts/march.yaml").write_text("title: March\n")
    (tmp_path / "invoices/INV-0001.yaml").write_text("title: One\n")
    (tmp_path / "invoices/INV-0002.yaml").write_text("title: Two\nvoid: {on: 2026-01-01, reason: x}\n")
    (tmp_path / "changes/CO-001.yaml").write_text("status: pending\n")
    (tmp_path / "changes/CO-002.yaml").write_text("status: approved\n")
    (tmp_path / "changes/CO-003.yaml").write_text("status: declined\n")
    (tmp_path / "changes/CO-004.yaml").write_text("status: draft\n")
    (tmp_path / "bills/coastal-1.yaml").write_text("")
    (tmp_path / "bills/coastal-2.yaml").write_text("status: draft\n")
    (tmp_path / "bills/coastal-3.yaml").write_text("status: approved\n")
    (tmp_path / "bills/coastal-4.yaml").write_text("status: paid\n")
    (tmp_path / "payments/2026-01-01-INV-0001.yaml").write_text("")
    (tmp_path / "outbox/2026-01-02-INV-0001-reminder-7.yaml").write_text("")
    (tmp_path / "outbox/$(touch pwned).eml").write_text("")
    (tmp_path / "outbox/sent/2026-01-01-INV-0001-released.eml").write_text("")
    for room in ("drafts", "invoices", "changes", "bills", "payments"):
        for name in HOSTILE:
            (tmp_path / room / f"{name}.yaml").write_text("status: pending\n")
        (tmp_path / room / "note.txt").write_text("")
    os.close(os.open(os.fsencode(tmp_path) + b"/drafts/\xff.yaml", os.O_CREAT))
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("drafts", ["march"]),
        ("invoices", ["INV-0001", "INV-0002", "march"]),
        ("open", ["INV-0001"]),
        ("changes", [*CHANGES]),
        ("pending-changes", ["CO-001"]),
        ("unanswered-changes", ["CO-001", "CO-004"]),
        ("proposable-changes", ["CO-003", "CO-004"]),
        ("bills", [*BILLS]),
        ("draft-bills", ["coastal-2"]),
        ("unpaid-bills", ["coastal-3"]),
        ("payments", ["2026-01-01-INV-0001"]),
        ("papers", ["2026-01-01-INV-0001", *CHANGES, "INV-0001", "INV-0002", "march"]),
        ("messages", ["2026-01-01-INV-0001-released", "2026-01-02-INV-0001-reminder-7"]),
        ("items", ["03-100", "03-200", "03-300"]),
        ("categories", ["Foundations", "Roof"]),
        ("codes", ["03-30-00", "03-40-00"]),
        ("sources", ["03-100", "03-200", "03-300", *CHANGES, "Foundations", "Roof", *BILLS]),
        ("nonsense", []),
        ("", []),
    ],
)
def test_a_kind_lists_its_plain_ids(kind: str, wanted: list[str], job: Path) -> None:
    assert ids(kind, str(job / "deep/er")) == wanted


@pytest.mark.parametrize("budget", [BLOCK, FLOW, MIXED], ids=["block", "flow", "mixed"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_budget_is_understood_in_every_style(budget: str, ending: str, job: Path) -> None:
    text = budget.replace("\n", ending)
    (job / "budget.yaml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert [ids(kind, str(job)) for kind in ("items", "categories", "codes")] == [
        ["03-100", "03-200", "03-300"],
        ["Foundations", "Roof"],
        ["03-30-00", "03-40-00"],
    ]


def test_the_commented_example_of_a_new_project_is_not_offered(tmp_path: Path) -> None:
    for file in fresh('[project]\nname = "New"\n'):
        (tmp_path / file.path).write_bytes(file.new)
    assert [ids(kind, str(tmp_path)) for kind in KINDS] == [[]] * len(KINDS)


@pytest.mark.parametrize("item", ["$(touch x)", "`touch x`", "a;b", "-n", "a b", "../x", "a/b", "x\\n", "é", "~", "*"])
@pytest.mark.parametrize("quote", ['"', "'", ""])
@pytest.mark.parametrize("style", ["      - id: {}\n        name: x\n", "      - {{id: {}, name: x}}\n"])
def test_an_id_that_is_no_plain_word_is_never_printed(item: str, quote: str, style: str, job: Path) -> None:
    (job / "budget.yaml").write_text("categories:\n  - name: A\n    items:\n" + style.format(f"{quote}{item}{quote}"))
    assert ids("items", str(job)) == []


@pytest.mark.parametrize(
    ("payments", "due"),
    [
        ((), True),
        (("status: cleared\napplied:\n  - {invoice: INV-0001, amount: 1250.00}\n",), False),
        (("status: cleared\napplied:\n  - invoice: INV-0001\n    amount: 1250\n",), False),
        (("status: cleared\napplied: [{invoice: INV-0001, amount: 1250.00}]\n",), False),
        (('status: cleared\napplied:\n  - {invoice: "INV-0001", amount: "1,249.99"}\n',), True),
        (
            ("applied: [{invoice: INV-0001, amount: 1000.00}]\n", "applied: [{invoice: INV-0001, amount: 250.00}]\n"),
            False,
        ),
        (("applied: [{invoice: INV-0001, amount: 1250}]\n", "applied: [{invoice: INV-0001, amount: -250.00}]\n"), True),
        (("applied: [{invoice: INV-0001, amount: 1225.00, discount: 25.00}]\n",), False),
        (("applied:\n  - invoice: INV-0001\n    amount: 1225.00\n    discount: 24.99\n",), True),
        (("status: failed\napplied:\n  - {invoice: INV-0001, amount: 1250.00}\n",), True),
        (("status: void\napplied:\n  - {invoice: INV-0001, amount: 1250.00}\n",), True),
        (("status: pending\napplied:\n  - {invoice: INV-00012, amount: 1250.00}\n",), True),
        (("applied:\n  - {amount: 1250.00, invoice: INV-0001}\n",), True),
    ],
)
def test_an_invoice_is_open_until_its_payments_reach_the_total(payments: tuple[str, ...], due: bool, job: Path) -> None:
    (job / "invoices/INV-0001.yaml").write_text("title: One\nsections: []\ntotal: 1,250.00\nseal: x\n")
    for at, text in enumerate(payments):
        (job / f"payments/2026-01-0{at + 1}-INV-0001.yaml").write_text(f"received: 2026-01-01\n{text}")
    assert ids("open", str(job)) == (["INV-0001"] if due else [])


def test_the_open_invoices_of_a_sample_are_those_with_a_balance() -> None:
    assert ids("open", str(SAMPLES / "average-home")) == ["INV-0004", "INV-0005", "INV-0006"]


def test_a_negative_invoice_waits_for_no_money(job: Path) -> None:
    (job / "invoices/INV-0001.yaml").write_text("total: -300.00\n")
    assert ids("open", str(job)) == []


def test_outside_a_project_there_is_nothing(tmp_path: Path) -> None:
    assert [ids(kind, str(tmp_path)) for kind in KINDS] == [[]] * len(KINDS)


@pytest.mark.parametrize("start", ["nowhere", "~nobody/x", "$(touch pwned)", "ressio.toml", "a\0b", ""])
def test_a_start_that_is_no_folder_leads_nowhere(start: str, job: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(job)
    assert ids("drafts", start) == []


def test_the_nearest_project_counts(job: Path) -> None:
    inner = job / "deep"
    (inner / "ressio.toml").write_text("")
    assert ids("drafts", str(inner / "er")) == []
    assert complete.project_folder(str(inner / "er")) == str(inner)


def test_a_project_of_strange_files_is_borne(tmp_path: Path) -> None:
    (tmp_path / "ressio.toml").write_text("")
    os.mkfifo(tmp_path / "budget.yaml")
    (tmp_path / "changes").mkdir()
    (tmp_path / "changes/CO-001.yaml").mkdir()
    (tmp_path / "changes/CO-002.yaml").symlink_to("/dev/zero")
    (tmp_path / "changes/CO-003.yaml").symlink_to("CO-003.yaml")
    (tmp_path / "changes/CO-004.yaml").write_bytes(b"\xff\xfe\x00status: pending\nstatus: pending\n")
    (tmp_path / "bills").write_text("no folder")
    (tmp_path / "payments").symlink_to("payments")
    found = [ids(kind, str(tmp_path)) for kind in ("items", "pending-changes", "bills", "payments")]
    assert found == [[], ["CO-004"], [], []]


def test_a_file_above_the_limit_is_not_read(job: Path) -> None:
    (job / "budget.yaml").write_text(BLOCK + "#" * complete._LIMIT)
    assert ids("items", str(job)) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_borne(job: Path) -> None:
    (job / "drafts").chmod(0)
    (job / "budget.yaml").chmod(0)
    try:
        assert [ids(kind, str(job)) for kind in ("drafts", "items")] == [[], []]
    finally:
        (job / "drafts").chmod(0o700)


def test_a_folder_that_may_not_be_read_is_borne_by_anyone(job: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    assert [ids(kind, str(job)) for kind in ("drafts", "items")] == [[], []]


@pytest.mark.parametrize(
    "piece",
    ["\n", " ", "\t", "- ", "-", "{", ", ", "{ ", "id: a ", "id:", "name: a, ", "- name:", "#", "# ", "a", "\n ", "\n-",
     "{id: ", "- {name: a,\n", "invoice: a,amount: 1 ", "status:", "total:9", "'", "\n  - {  "],
)  # fmt: skip
def test_no_text_takes_long(piece: str, job: Path) -> None:
    """A pattern that backtracks would take hours on one of these."""
    text = (piece * (1 << 21))[: 1 << 21]
    for file in ("budget.yaml", "changes/CO-001.yaml", "invoices/INV-0001.yaml", "payments/2026-01-01-INV-0001.yaml"):
        (job / file).write_text(text)
    for lead in ("- ", "id: "):
        (job / "changes/CO-002.yaml").write_text(lead + text)
    start = time.monotonic()
    for kind in ("items", "categories", "codes", "open", "pending-changes"):
        ids(kind, str(job))
    assert time.monotonic() - start < 8


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="ab-_.{}[],:#\"'$()`; \n\tidnamecoet01", max_size=200))
def test_whatever_a_budget_says_only_plain_ids_come_out(job: Path, text: str) -> None:
    (job / "budget.yaml").write_text(text)
    for kind in ("items", "categories", "codes", "sources"):
        assert all(re.fullmatch("[A-Za-z0-9][A-Za-z0-9._-]*", found) for found in ids(kind, str(job)))


def test_nothing_is_imported_but_what_the_search_needs() -> None:
    tree = ast.parse(Path(complete.__file__).read_text(encoding="utf-8"))
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert (plain, named) == ({"os", "re", "stat"}, {"__future__", "collections.abc"})


def _ressio(*words: str, **settings: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "ressio_cli", "__complete", *words]
    return subprocess.run(command, check=False, capture_output=True, text=True, **settings)  # type: ignore[call-overload, no-any-return]


def test_the_command_prints_one_id_a_line_and_nothing_else(job: Path) -> None:
    env = {key: value for key, value in os.environ.items() if key != "RESSIO_DIR"}
    done = _ressio("changes", cwd=job, env=env)
    assert (done.stdout, done.stderr, done.returncode) == ("".join(f"{id}\n" for id in CHANGES), "", 0)


def test_the_environment_names_the_project(job: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    done = _ressio("drafts", cwd=elsewhere, env={**os.environ, "RESSIO_DIR": str(job)})
    assert done.stdout == "march\n"


@pytest.mark.parametrize("words", [(), ("nonsense",), ("drafts", "more"), ("$(touch pwned)",)])
def test_a_strange_question_gets_a_quiet_answer(words: tuple[str, ...], tmp_path: Path) -> None:
    done = _ressio(*words, cwd=tmp_path, env={**os.environ, "RESSIO_DIR": str(tmp_path)})
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
    assert list(tmp_path.iterdir()) == []


def test_typer_and_yaml_stay_away(job: Path) -> None:
    code = (
        "import sys; from ressio_cli.__main__ import main; main(['__complete', 'sources']);"
        "print(sorted({'typer', 'yaml', 'rich', 'decimal', 'pathlib', 'tomllib', 'datetime'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=job)
    assert done.stdout.splitlines()[-1] == "[]"
