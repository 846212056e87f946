"""A project folder in a temporary place, and the program called on it as a person or a script would call it.

Every call is watched: a refusal, a dry run and a reading command change no byte of the folder; `--json` prints one
object whatever the exit; no traceback is ever shown; and a dry run promises exactly what the real run then does.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ressio_cli import app

Object = dict[str, Any]

WRITING = {
    "init", "demo", "release", "void", "pay", "write-off", "credit refund",
    *(f"bill {verb}" for verb in ("new", "edit", "approve", "pay", "import")),
    "budget lock", "budget unlock", "budget import",
    *(f"change {verb}" for verb in ("new", "edit", "propose", "approve", "decline", "carry-out")),
    *(f"invoice {verb}" for verb in ("new", "edit", "add", "remove", "delete", "release", "void", "pay", "write-off")),
    *(f"payment {verb}" for verb in ("new", "settle", "fail", "void", "refund")),
}  # fmt: skip
PROBLEM_KEYS = {"code", "severity", "message", "file", "line", "column", "hint"}
DERIVED = ("pdf/", "portal/", "outbox/")


@dataclass(frozen=True)
class Answer:
    """What one run of the program said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Object:
        """The one object on standard output."""
        return dict(json.loads(self.out))


class House:
    """One project folder."""

    def __init__(self, root: Path, today: str = "2026-03-01") -> None:
        self.root = root
        self.today = today

    def put(self, name: str, text: str | bytes) -> None:
        """Write a file as a person would, with an editor."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def text(self, name: str) -> str:
        """The text of a file."""
        return (self.root / name).read_bytes().decode()

    def swap(self, name: str, old: str, new: str) -> None:
        """Replace words that stand exactly once in a file."""
        text = self.text(name)
        assert text.count(old) == 1, (old, text)
        self.put(name, text.replace(old, new))

    def files(self) -> dict[str, bytes]:
        """Every file of the folder."""
        found = sorted(file for file in self.root.rglob("*") if file.is_file())
        return {file.relative_to(self.root).as_posix(): file.read_bytes() for file in found}

    def run(self, *words: str, today: str = "", stdin: str = "") -> Answer:
        """Run one command line, watched."""
        before = self.files()
        answer = quiet_run(["-C", str(self.root), *words], today or self.today, stdin)
        told = (words, answer)
        assert "Traceback" not in answer.out + answer.err, told
        assert answer.code in (0, 1, 2, 3), told
        if answer.code or not writes(words) or {"-n", "--dry-run"} & set(words):
            assert self.files() == before, told
        if "--json" in words:
            assert isinstance(answer.json, dict), told
            if answer.code:
                assert "problems" in answer.json, told
                assert all(set(found) == PROBLEM_KEYS for found in answer.json["problems"]), told
        return answer

    def ok(self, *words: str, today: str = "", stdin: str = "") -> Object:
        """A run that succeeds, after its dry run where it writes; its JSON object."""
        if not writes(words):
            return self._done(*words, today=today, stdin=stdin)
        dry = self._done(*words, "-n", today=today, stdin=stdin)
        before = self.files()
        real = self._done(*words, today=today, stdin=stdin)
        after = self.files()
        assert dry.pop("dry_run") is True
        promised = {change["file"] for change in dry.pop("changes")}
        assert dry == real, (words, dry, real)
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        assert _kept(promised) == _kept(changed), (words, promised, changed)
        return real

    def no(self, code: int, *words: str, today: str = "", stdin: str = "") -> set[str]:
        """A run that ends with `code`, said in words as well as in JSON; the codes of its problems."""
        spoken = self.run(*words, today=today, stdin=stdin)
        answer = self.run(*words, "--json", today=today, stdin=stdin)
        assert (spoken.code, answer.code) == (code, code), (words, spoken, answer)
        assert spoken.err.strip(), (words, spoken)
        return {found["code"] for found in answer.json["problems"]}

    def found(self, severity: str = "problem") -> list[str]:
        """What `check` finds: the codes, sorted."""
        answer = self.run("check", "--json")
        codes = sorted(found["code"] for found in answer.json["problems"] if found["severity"] == severity)
        if severity == "problem":
            assert answer.code == (1 if codes else 0), answer
        return codes

    def _done(self, *words: str, today: str, stdin: str) -> Object:
        answer = self.run(*words, "--json", today=today, stdin=stdin)
        assert answer.code == 0, (words, answer)
        return answer.json


def writes(words: Sequence[str]) -> bool:
    """Whether a command line may change the folder."""
    verbs = [word for word in words if word != "--json"]
    return " ".join(verbs[:1]) in WRITING or " ".join(verbs[:2]) in WRITING


def quiet_run(words: list[str], today: str, stdin: str = "") -> Answer:
    """Run in this process, with both streams caught, nothing on a terminal, and a day for a clock."""
    with _streams(stdin) as (out, err), _day(today):
        code = app.run(words)
        sys.stdout.flush()
        sys.stderr.flush()
        return Answer(code, out.getvalue().decode(), err.getvalue().decode())


def raw(words: list[str], today: str) -> bytes:
    """The bytes on standard output of a run that succeeds."""
    with _streams("") as (out, err), _day(today):
        code = app.run(words)
        sys.stdout.flush()
        assert code == 0, err.getvalue().decode()
        return out.getvalue()


@contextmanager
def _streams(stdin: str) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    kept = sys.stdin, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(out, encoding="utf-8")
    sys.stderr = io.TextIOWrapper(err, encoding="utf-8")
    try:
        yield out, err
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept


@contextmanager
def _day(today: str) -> Iterator[None]:
    kept = os.environ.get("RESSIO_TODAY")
    os.environ["RESSIO_TODAY"] = today
    try:
        yield
    finally:
        os.environ.pop("RESSIO_TODAY")
        if kept is not None:
            os.environ["RESSIO_TODAY"] = kept


def _kept(names: set[str]) -> set[str]:
    return {name for name in names if not name.startswith(DERIVED)}


def settings(contract: str = "fixed-price", budget: str = "cost-items", more: str = "") -> str:
    """The text of a `ressio.toml`."""
    return (
        f'[project]\nname = "Harbor House"\ncontract = "{contract}"\nbudget = "{budget}"\n\n'
        f'[client]\nname = "Dana Reyes"\n\n{more}\n'
    )


def categories(**named: list[str]) -> str:
    """The text of a `budget.yaml`, each item the inside of a flow mapping."""
    text = "categories:\n"
    for name, items in named.items():
        text += f"  - name: {name}\n    items:\n"
        text += "".join(f"      - {{{item}}}\n" for item in items)
    return text


def fixed(root: Path, *items: str, more: str = "", **named: list[str]) -> House:
    """A fixed-price job whose budget is locked: the items given, or those of the categories named."""
    house = House(root / "job")
    house.put("ressio.toml", settings(more=more))
    house.put("budget.yaml", categories(**(named or {"Work": list(items)})))
    assert house.run("budget", "lock", "--on", "2026-01-01").code == 0
    return house


def cost_plus(root: Path, *items: str, more: str = "", budget: str = "cost-codes") -> House:
    """A cost-plus job by cost codes."""
    house = House(root / "job")
    house.put("ressio.toml", settings("cost-plus", budget, more))
    house.put("budget.yaml", categories(Work=list(items or ["id: A1, name: Slab, code: 03-30-00, cost: 10000.00"])))
    return house


def amounts(paper: Object) -> dict[str, str]:
    """The amount of each line by its source, or its description where it has none."""
    lines = [line for section in paper["sections"] for line in section["lines"]]
    return {line["source"] or line["description"]: line["amount"] for line in lines}


def bill(*lines: str, status: str = "approved", date: str = "2026-02-20", vendor: str = "Coastal", kind: str = "bill",
         more: str = "") -> str:  # fmt: skip
    """The text of a bill, each line the inside of a flow mapping."""
    approved = f"approved: {date}\n" if status != "draft" else ""
    head = f"vendor: {vendor}\nkind: {kind}\ndate: {date}\nstatus: {status}\n{approved}{more}lines:\n"
    return head + "".join(f"  - {{{line}}}\n" for line in lines)


def change(*items: str, status: str = "approved", kind: str = "change-order", on: str = "2026-02-10",
           title: str = "Heated floor") -> str:  # fmt: skip
    """The text of a change with a hand-written decision, each item the inside of a flow mapping."""
    decided = f"decided: {{on: {on}, by: Dana}}\n" if status in ("approved", "declined") else ""
    head = f"title: {title}\nkind: {kind}\nstatus: {status}\nproposed: 2026-02-01\n{decided}items:\n"
    return head + "".join(f"  - {{{item}}}\n" for item in items)
