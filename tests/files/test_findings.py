"""A file that is wrong all over: its first problems are kept and shown, the others counted, in time and room."""

from __future__ import annotations

from pathlib import Path

import pytest
from effort import growth
from faults import LOOKS, Watched

from ressio_cli.files import disk, records
from ressio_cli.files.excerpt import Excerpts
from ressio_cli.files.findings import KEPT, Findings
from ressio_cli.model.money import Currency
from ressio_cli.model.problem import Origin, Problem
from ressio_cli.views import say, terminal


def problem(line: int, file: str = "drafts/big.yaml", severity: str = "problem") -> Problem:
    return Problem("field.unknown", f"wrong on line {line}", Origin(file, line, 1), "correct it", severity)


def shown(problems: list[Problem], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(terminal, "complain", said.append)
    say.print_problems(problems)
    return "".join(said).splitlines()


def test_as_many_as_are_kept_are_all_there() -> None:
    found = Findings(map(problem, range(1, KEPT + 1)))
    assert found.all() == [problem(line) for line in range(1, KEPT + 1)]


def test_those_that_are_not_kept_are_counted_from_where_they_begin() -> None:
    found = Findings(map(problem, range(1, KEPT + 1)))
    found += [problem(KEPT + 1), problem(KEPT + 2)]
    found.append(problem(KEPT + 3))
    *kept, last = found.all()
    assert kept == [problem(line) for line in range(1, KEPT + 1)]
    assert (last.code, last.message, last.origin, last.count) == (
        "file.many-problems", "3 more problems in this file", Origin("drafts/big.yaml", KEPT + 1, 1), 3,
    )  # fmt: skip


def test_twenty_problems_of_a_file_are_shown_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [problem(line) for line in range(1, 26)]
    few = [problem(line, "bills/a.yaml") for line in range(1, 21)]
    lines = shown([*many, *few, problem(1, "")], monkeypatch)
    assert [line for line in lines if line.startswith("drafts")][19:] == [
        "drafts/big.yaml:20:1: wrong on line 20 [field.unknown]",
        "drafts/big.yaml: 5 more problems in this file [file.many-problems]",
    ]
    assert len([line for line in lines if line.startswith("bills")]) == 20
    assert lines[-1] == "  try: correct the ones above first"


def test_problems_that_were_only_counted_and_notes_are_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Findings(map(problem, range(1, KEPT + 400_000))).all()
    notes = [problem(1, "bills/a.yaml", "note") for _ in range(21)]
    last, note = [line for line in shown([*found, *notes], monkeypatch) if "more" in line][::-1]
    assert last == f"drafts/big.yaml: {KEPT - 20 + 399_999:,} more problems in this file [file.many-problems]"
    assert note == "bills/a.yaml: 1 more note in this file [file.many-problems]"


def test_problems_of_no_file_are_all_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(shown([problem(line, "") for line in range(30)], monkeypatch)) == 60


def test_an_excerpt_reads_its_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("one\r\ntwo\nthree")
    watched = Watched(names=LOOKS)
    monkeypatch.setattr(disk, "calls", watched)
    excerpt = Excerpts(tmp_path)
    assert [excerpt(problem(line, "a.yaml")) for line in (1, 2, 3, 4, 0)] == ["one", "two", "three", "", ""]
    assert [excerpt(problem(line, "b.yaml")) for line in (1, 2)] == ["one", "two"]
    assert [name for name, _ in watched.log].count("open_old") == 2


@pytest.mark.parametrize("data", [b"a\0b", b"x" * (4 * 1024 * 1024 + 1)], ids=["no text", "too large"])
def test_there_is_no_excerpt_of_what_is_no_text_of_ours(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.yaml").write_bytes(data)
    assert Excerpts(tmp_path)(problem(1, "a.yaml")) == ""


def test_there_is_no_excerpt_of_what_cannot_be_read(tmp_path: Path) -> None:
    assert Excerpts(tmp_path)(problem(1, "none.yaml")) == Excerpts(tmp_path)(problem(1, "")) == ""


WRONG = {
    "a key again": lambda size: "title: T\n" * size,
    "unknown keys": lambda size: "".join(f"titel{number}: T\n" for number in range(size)),
    "wrong amounts": lambda size: "vendor: V\nlines:\n" + "  - {description: D, amount: x}\n" * size,
    "wrong choices": lambda size: "".join(f"kind{number}: x\nkind: bil\n" for number in range(size)),
    "lists in lists": lambda size: "lines:\n" + f"  - {'[' * 20}{']' * 20}\n" * size,
    "a long line": lambda size: f"notes: {'a: b ' * size}\n",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_twice_as_many_mistakes_are_no_more_than_twice_the_work(text) -> None:  # type: ignore[no-untyped-def]
    def deed(size: int):  # type: ignore[no-untyped-def]
        data = text(size).encode()
        return lambda: records.read_record(records.BILL, data, "b", "bills/b.yaml", Currency())

    assert growth(deed, 2000) < 2.3


def test_telling_twice_as_many_is_no_more_than_twice_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "complain", lambda text: None)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/big.yaml").write_text("title: T\n" * 4000)

    def deed(size: int):  # type: ignore[no-untyped-def]
        problems = [problem(line) for line in range(1, size + 1)]
        return lambda: say.print_problems(problems, Excerpts(tmp_path))

    assert growth(deed, 2000) < 2.3
