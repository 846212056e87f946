"""Broken files: each is told with a code and its place, stops every command with 1, and is left as it is.

The sign « in a text stands where the problem is expected.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, fixed

BUDGET, TOML, CHANGE, BILL, PAYMENT, DRAFT = (
    "budget.yaml", "ressio.toml", "changes/CO-001.yaml", "bills/c-1.yaml", "payments/2026-03-01-credit.yaml",
    "drafts/march.yaml",
)  # fmt: skip

BUDGETS = {
    "duplicate key": "categories:\n  - name: Work\n    items:\n      - {id: A1, name: Slab, cost: 1.00, «name: Wall}\n",
    "unknown key": "categories:\n  - name: Work\n    items:\n      - {id: A1, name: Slab, «csot: 1.00}\n",
    "missing key": "categories:\n  - name: Work\n    items:\n      - «{id: A1, cost: 1.00}\n",
    "missing key in a block": "categories:\n  - name: Work\n    items:\n      - «id: A1\n        cost: 1.00\n",
    "currency sign": "categories:\n  - name: Work\n    items:\n      - {id: A1, name: Slab, cost: «$5}\n",
    "exponent": "categories:\n  - name: Work\n    items:\n      - {id: A1, name: Slab, cost: «1e3}\n",
    "plus sign": "categories:\n  - name: Work\n    items:\n      - {id: A1, name: Slab, cost: «+5}\n",
    "three digits": "categories:\n  - name: Work\n    items:\n      - {id: A1, name: Slab, cost: «1.005}\n",
    "bad groups": "categories:\n  - name: Work\n    items:\n      - {id: A1, name: Slab, cost: «'12,50.00'}\n",
    "thirteen digits": "categories:\n  - name: Work\n    items:\n      - {id: A1, name: Slab, cost: «1234567890123}\n",
    "a point alone": "categories:\n  - name: Work\n    items:\n      - {id: A1, name: Slab, cost: «5.}\n",
    "other digits": "categories:\n  - name: Work\n    items:\n      - {id: A1, name: Slab, cost: «٣}\n",
    "seven decimals": "categories:\n  - name: Work\n    items:\n"
    "      - {id: A1, name: Slab, quantity: «1.2345678, unit_cost: 1}\n",
    "no percent sign": "categories:\n  - name: Work\n    items:\n      - {id: A1, name: S, cost: 1, markup: «12}\n",
    "no truth": "categories:\n  - name: Work\n    items:\n      - {id: A1, name: S, cost: 1, closed: «yes}\n",
    "no date": "locked: {on: «2026-02-30, price: 1.00}\ncategories:\n  - name: Work\n    items:\n"
    "      - {id: A1, name: S, cost: 1}\n",
    "anchor": "categories:\n  - name: «&x Work\n    items:\n      - {id: A1, name: S, cost: 1}\n",
    "tag": "categories:\n  - name: «!!str Work\n    items:\n      - {id: A1, name: S, cost: 1}\n",
    "merge key": "categories:\n  - name: Work\n    items:\n      - {«<<: {id: A1}, name: S, cost: 1}\n",
    "a list for a mapping": "«- categories\n",
    "a word for a list": "categories: «Work\n",
}  # fmt: skip

OTHERS = [
    (CHANGE, "title: T\n«tilte: T\nkind: selection\nstatus: draft\nitems:\n  - {name: A, cost: 1}\n"),
    (CHANGE, "title: T\nkind: «order\nstatus: draft\nitems:\n  - {name: A, cost: 1}\n"),
    (CHANGE, "title: T\nkind: selection\nstatus: «aproved\nitems:\n  - {name: A, cost: 1}\n"),
    (CHANGE, "«title: T\nkind: selection\nstatus: draft\n"),
    (CHANGE, "title: T\nkind: selection\nstatus: draft\nproposed: «March 1\nitems:\n  - {name: A, cost: 1}\n"),
    (BILL, "«kind: bill\ndate: 2026-02-01\nstatus: draft\nlines:\n  - {amount: 1}\n"),
    (BILL, "vendor: V\nkind: bill\ndate: «01/02/2026\nstatus: draft\nlines:\n  - {amount: 1}\n"),
    (BILL, "vendor: V\nkind: bill\ndate: 2026-02-01\nstatus: draft\nlines:\n  - {amount: «1.234}\n"),
    (BILL, "vendor: V\nkind: «invoice\ndate: 2026-02-01\nstatus: draft\nlines:\n  - {amount: 1}\n"),
    (PAYMENT, "received: 2026-03-01\namount: «lots\nmethod: check\nstatus: cleared\n"),
    (PAYMENT, "received: 2026-03-01\namount: 5\nmethod: «gold\nstatus: cleared\n"),
    (PAYMENT, "received: 2026-03-01\namount: 5\nmethod: check\nstatus: «done\n"),
    (PAYMENT, "«amount: 5\nmethod: check\nstatus: cleared\n"),
    (DRAFT, "title: March\nsections:\n  - title: A\n    from: «percent\n    lines:\n      - {amount: 1}\n"),
    (DRAFT, "title: March\nsections:\n  - title: A\n    from: amount\n    lines:\n"
            "      - {description: A, amount: 1, «amuont: 1}\n"),
    (DRAFT, "title: March\nterms: «Whenever\nsections:\n  - title: A\n    from: amount\n    lines:\n"
            "      - {description: A, amount: 1}\n"),
]  # fmt: skip


def place(text: str) -> tuple[int, int]:
    before = text.partition("«")[0].split("\n")
    return len(before), len(before[-1]) + 1


def told_at(tmp_path: Path, file: str, text: str) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1.00")
    job.put(file, text.replace("«", ""))
    for words in (("check",), ("summary",), ("invoice", "new", "--percent", "A1=10"), ("pay", "1")):
        answer = job.run(*words, "--json")
        assert answer.code == 1, (words, answer)
        found = answer.json["problems"]
        assert (file, *place(text)) in [(one["file"], one["line"], one["column"]) for one in found], found
        assert all(one["code"] and one["message"] and one["severity"] == "problem" for one in found)
    line, column = place(text)
    spoken = job.run("summary").err
    assert f"{file}:{line}:{column}: " in spoken
    assert "^" in spoken


@pytest.mark.parametrize("kind", BUDGETS)
def test_a_broken_budget_is_told_at_its_place(tmp_path: Path, kind: str) -> None:
    told_at(tmp_path, BUDGET, BUDGETS[kind])


@pytest.mark.parametrize(("file", "text"), OTHERS)
def test_other_broken_files_are_told_at_their_places(tmp_path: Path, file: str, text: str) -> None:
    told_at(tmp_path, file, text)


SETTINGS = [
    ('contract = "fixed-price"', 'contract = «"fixed"'),
    ('budget = "cost-items"', 'budget = «"items"'),
    ('name = "Harbor House"', 'name = "Harbor House"\n«nmae = "x"'),
    ("[client]", "«[cilent]"),
    ("[client]", '[billing]\nterms = «"30"\n[client]'),
    ("[client]", '[billing]\nretainage = «"ten"\n[client]'),
    ("[client]", '[billing]\nnumber = «"INV"\n[client]'),
    ("[client]", '[billing]\nnumber = «"{n}{n}"\n[client]'),
    ("[client]", "[billing]\nstrict = «\"yes\"\n[client]"),
    ("[client]", '[tax]\nrates = {T = «"8.25"}\n[client]'),
    ("[client]", '[tax]\nrates = {T = "8%"}\ndefault = «["U"]\n[client]'),
    ("[client]", '[markup]\nmode = «"multiply"\n[client]'),
    ("[client]", '[project]«\n[client]'),
    ("name = \"Harbor House\"\n", ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), SETTINGS)
def test_broken_settings_are_told_at_their_places(tmp_path: Path, old: str, new: str) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1.00")
    text = job.text(TOML).replace(old, new, 1)
    job.put(TOML, text.replace("«", ""))
    answer = job.run("summary", "--json")
    assert answer.code == 1, answer
    found = answer.json["problems"]
    assert {one["file"] for one in found} == {TOML}
    assert all(one["line"] >= 1 and one["column"] >= 1 for one in found)
    if "«" in text and "[project]«" not in text:
        assert place(text) in [(one["line"], one["column"]) for one in found], found


BYTES = [
    b"", b"# nothing\n", b"\xff\xfe" + "categories: []".encode("utf-16-le"), b"categories: \xe9\n",
    b"categories:\x00\n",
    b"categories: []\n---\ncategories: []\n", b"categories: [\n", b"categories:\n\t- name: x\n", b"[" * 33,
    b"[" * 30_000, b"{a: " * 5_000, b"- " * 100, b"<<<<<<< HEAD\ncategories: []\n=======\ncategories: [x]\n>>>>>>> b\n",
    b"categories: *x\n", b"? [a, b]\n: c\n", b"categories: []\n...\nx\n", b"x" * (4 * 1024 * 1024 + 1),
    b"categories:\n  - name: |\n      <<<<<<< HEAD\n      a\n      =======\n      b\n      >>>>>>> x\n    items: []\n",
]  # fmt: skip


@pytest.mark.parametrize("data", BYTES, ids=range(len(BYTES)))
@pytest.mark.parametrize("file", [BUDGET, CHANGE])
def test_bytes_that_are_no_document(tmp_path: Path, data: bytes, file: str) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1.00")
    job.put(file, data)
    for words in (("check",), ("summary",), ("budget", "lock")):
        answer = job.run(*words, "--json")
        assert answer.code == 1, (words, answer)
        first = answer.json["problems"][0]
        assert first["file"] == file and first["line"] >= 1 and first["column"] >= 1, first


def test_a_tax_without_a_rate_is_found(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1.00")
    job.put(CHANGE, "title: T\nkind: selection\nstatus: draft\nitems:\n  - {name: A, cost: 1, taxed: [VAT]}\n")
    found = job.run("check", "--json")
    assert found.code == 1
    assert [(one["file"], one["line"]) for one in found.json["problems"]] == [(CHANGE, 5)]


def test_an_unknown_key_is_told_with_the_nearest(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1.00")
    job.put(BUDGET, BUDGETS["unknown key"].replace("«", ""))
    assert "did you mean cost" in job.run("summary").err.lower().replace("'", "").replace("`", "")


def test_all_problems_are_reported_together_in_order(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1.00")
    for file, text in (OTHERS[3], OTHERS[6], OTHERS[9]):
        job.put(file, text.replace("«", ""))
    job.put(BUDGET, "categories:\n  - name: Work\n    items:\n      - {id: A1, nme: S, cost: $1}\n")
    found = job.run("summary", "--json").json["problems"]
    places = [(one["file"], one["line"], one["column"]) for one in found]
    assert places == sorted(places) and len(places) == 6
    assert {one["file"] for one in found} == {BUDGET, CHANGE, BILL, PAYMENT}


@pytest.mark.parametrize("word", ["010", "12:30", "no", "1e3", "5", "0x1f", "~", "null", "2026-01-01", "1_000"])
def test_every_scalar_is_the_word_as_written(tmp_path: Path, word: str) -> None:
    job = fixed(tmp_path, f"id: A1, name: {word}, code: {word}, cost: 1.00")
    row = job.ok("budget", "--by", "item")["rows"][0]
    assert (row["name"], row["code"]) == (word, word)


def test_a_byte_order_mark_and_crlf_are_accepted(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1.00")
    job.put(CHANGE, b"\xef\xbb\xbf" + OTHERS[0][1].replace("«tilte: T\n", "").replace("\n", "\r\n").encode())
    assert job.ok("change", "list")["changes"][0]["title"] == "T"


@pytest.mark.parametrize("money", ["1250", "1250.00", "-1250.00", "'1,250.00'", "0", "-0.00", "1250.5"])
def test_money_that_is_money(tmp_path: Path, money: str) -> None:
    job: House = fixed(tmp_path, f"id: A1, name: Slab, cost: {money}")
    assert job.ok("summary")["cost"]["original"] in ("1250.00", "-1250.00", "0.00", "1250.50")
