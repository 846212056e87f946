"""Numbers and names at the command line: never given twice, however they are spelled, even where git lost a file."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from cli.house import House, bill, cost_plus, fixed

SLAB = "id: A1, name: Slab, cost: 10000.00"
CHANGE = ("change", "new", "--title", "Door", "--item", "Door=5")


def job(tmp_path: Path, more: str = "") -> House:
    return fixed(tmp_path, SLAB, more=more)


def fee(house: House, id: str, *options: str) -> str:
    """A fee, billed and released; its number."""
    house.ok("invoice", "new", "--item", f"Fee {id}=100", "--id", id)
    return str(house.ok("release", id, *options)["number"])


def test_a_copied_invoice_is_found_told_and_not_paid(tmp_path: Path) -> None:
    house = job(tmp_path)
    fee(house, "a")
    house.put("invoices/INV-0002.yaml", house.text("invoices/INV-0001.yaml"))
    assert house.found() == ["invoice.renamed"]
    assert "[invoice.renamed]" in house.run("summary").err
    assert house.no(3, "pay", "2") == {"invoice.renamed"}
    house.ok("pay", "1", "40")
    (house.root / "invoices/INV-0002.yaml").unlink()
    assert house.found() == []


def test_a_hidden_invoice_does_not_free_its_number(tmp_path: Path) -> None:
    house = job(tmp_path)
    fee(house, "a")
    (house.root / "invoices/INV-0001.yaml").rename(house.root / "invoices/gravel.yaml")
    assert house.found() == ["invoice.renamed"]
    assert fee(house, "b") == "INV-0002"


@pytest.mark.parametrize("number", ["INV-1", "inv-0001"])
def test_one_number_in_two_spellings_is_not_given(tmp_path: Path, number: str) -> None:
    house = job(tmp_path)
    fee(house, "a")
    house.ok("invoice", "new", "--item", "Fee=5", "--id", "b")
    assert house.no(3, "release", "b", "--number", number) == {"invoice.number-taken"}
    assert house.no(3, "invoice", "new", "--item", "Fee=5", "--number", number) == {"invoice.number-taken"}
    assert house.no(3, "invoice", "edit", "b", "--number", number) == {"invoice.number-taken"}


def test_the_last_invoice_of_december_is_written_in_january(tmp_path: Path) -> None:
    house = job(tmp_path, '[billing]\nnumber = "2026-{n:03}"')
    assert fee(house, "dec") == "2026-001"
    house.swap("ressio.toml", "2026-{n:03}", "2027-{n:03}")
    assert fee(house, "jan") == "2027-001"
    assert fee(house, "late", "--number", "2026-002", "--on", "2026-02-27") == "2026-002"
    assert fee(house, "feb") == "2027-002"
    assert house.found() == []
    house.ok("invoice", "new", "--item", "Fee=5", "--id", "x")
    assert house.no(3, "release", "x", "--number", "2026-001") == {"invoice.number-taken"}
    assert house.no(2, "release", "x", "--number", "2025-001") == {"invoice.number-unknown"}
    assert house.ok("invoice", "show", "2")["number"] == "2027-002"


def test_the_line_that_check_prints_names_the_earlier_series(tmp_path: Path) -> None:
    house = job(tmp_path, '[billing]\nnumber = "2026-{n:03}"')
    fee(house, "dec")
    text = house.text("invoices/2026-001.yaml")
    head, _, rest = text.partition("issued:")
    old = "\n".join(line for line in head.splitlines() if not line.startswith(("number:", "seal:"))) + "\n"
    house.put("invoices/2026-001.yaml", old + rest[rest.index("history:") :])
    house.swap("ressio.toml", "2026-{n:03}", "2027-{n:03}")
    assert house.found() == ["invoice.no-series", "invoice.seal-missing"]
    house.ok("invoice", "new", "--item", "Fee=5", "--id", "jan")
    assert house.no(3, "release", "jan") == {"invoice.no-series"}
    (problem,) = (one for one in house.run("check", "--json").json["problems"] if one["code"] == "invoice.no-series")
    line = problem["hint"].partition("ressio.toml: ")[2].partition(";")[0]
    house.swap("ressio.toml", "[billing]\n", f"[billing]\n{line}\n")
    assert house.found() == ["invoice.seal-missing"]
    assert house.ok("release", "jan")["number"] == "2027-001"


def test_digits_find_the_invoice_of_an_earlier_series_to_pay(tmp_path: Path) -> None:
    house = job(tmp_path, '[billing]\nnumber = "2026-{n:03}"')
    fee(house, "one")
    fee(house, "two")
    house.swap("ressio.toml", "2026-{n:03}", "2027-{n:03}")
    fee(house, "jan")
    assert [house.ok("invoice", "show", word)["number"] for word in ("1", "2")] == ["2027-001", "2026-002"]
    assert house.ok("pay", "2", "40")["invoice"]["paid"] == "40.00"


def test_a_change_is_not_given_the_name_of_another_in_another_spelling(tmp_path: Path) -> None:
    house = job(tmp_path)
    house.ok(*CHANGE)
    for id in ("CO-001", "co-001", "CO-1", "Co-0001"):
        assert house.no(3, *CHANGE, "--id", id) == {"change.taken"}, id
    assert house.ok(*CHANGE)["id"] == "CO-002"


def test_a_bill_a_draft_and_a_payment_are_not_given_a_name_that_differs_in_case_alone(tmp_path: Path) -> None:
    house = cost_plus(tmp_path)
    house.put("bills/Coastal-7.yaml", bill("amount: 100.00", vendor="Another"))
    new = ("bill", "new", "--vendor", "Coastal", "--number", "7", "--line", "Pour=100")
    assert house.no(3, *new, "--id", "COASTAL-7") == {"bill.taken"}
    assert house.ok(*new)["id"] == "coastal-7-2"
    house.put("bills/Harbor-8.yaml", bill("amount: 55.00"))
    house.put("../bills.csv", "vendor,number,date,description,amount\nHarbor,8,2026-02-25,Pour,44\n")
    house.ok("bill", "import", str(tmp_path / "bills.csv"))
    assert (house.root / "bills/harbor-8-2.yaml").is_file()
    house.ok("invoice", "new", "--item", "Fee=5", "--id", "Fee")
    assert house.no(3, "invoice", "new", "--item", "Fee=5", "--id", "fee") == {"draft.taken"}
    assert house.ok("invoice", "new", "--item", "Fee=5", "--title", "Fee")["id"] == "fee-2"
    house.put("payments/2026-03-01-CREDIT.yaml", "received: 2026-03-01\namount: 5\nmethod: cash\nstatus: cleared\n")
    assert house.ok("payment", "new", "6")["payment"]["id"] == "2026-03-01-credit-2"
    assert house.found() == []


# In a repository


def git(house: House, *words: str) -> str:
    quiet = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *quiet, *words], cwd=house.root, check=True, capture_output=True, text=True, env=env)
    return done.stdout.strip()


def saved(house: House) -> None:
    git(house, "add", "-A")
    git(house, "commit", "-q", "-m", "work")


@pytest.fixture
def repository(tmp_path: Path) -> House:
    """A job under git in which INV-0001 was released and committed, then INV-0002."""
    house = job(tmp_path)
    git(house, "init", "-q")
    fee(house, "a")
    saved(house)
    fee(house, "b")
    saved(house)
    return house


def test_a_reverted_release_does_not_free_its_number(repository: House) -> None:
    git(repository, "revert", "--no-edit", "HEAD")
    assert repository.found("note") == ["invoice.gone"]
    repository.ok("invoice", "new", "--item", "Fee=5", "--id", "c")
    answer = repository.run("release", "c", "--no-notify")
    assert answer.out.startswith("c is released as INV-0003, ")
    assert answer.err == "note: INV-0002 is skipped: already used in git's history\n"
    assert repository.found() == []


def test_the_hint_of_a_lost_invoice_brings_it_back(repository: House) -> None:
    (repository.root / "invoices/INV-0002.yaml").unlink()
    (problem,) = repository.run("check", "--json").json["problems"]
    assert (problem["code"], problem["severity"]) == ("invoice.gone", "note")
    git(repository, *problem["hint"].split()[1:])
    assert repository.found() == repository.found("note") == []


def test_a_file_of_another_name_that_was_set_right_is_not_missed(repository: House) -> None:
    git(repository, "mv", "invoices/INV-0002.yaml", "invoices/gravel.yaml")
    saved(repository)
    git(repository, "mv", "invoices/gravel.yaml", "invoices/INV-0002.yaml")
    saved(repository)
    assert repository.found() == repository.found("note") == []


def test_a_number_of_another_branch_is_not_given_again(repository: House) -> None:
    git(repository, "checkout", "-q", "-b", "theirs")
    fee(repository, "c")
    saved(repository)
    git(repository, "checkout", "-q", "-")
    assert repository.found("note") == [], "it is not lost, it is on another branch"
    assert fee(repository, "d") == "INV-0004"
    assert repository.no(3, "invoice", "new", "--item", "F=1", "--number", "3") == {"invoice.number-taken"}


def test_a_history_that_cannot_be_read_is_told_and_stops_nothing(repository: House) -> None:
    (repository.root / ".git/HEAD").write_text("rubbish\n")
    repository.ok("invoice", "new", "--item", "Fee=5", "--id", "c")
    answer = repository.run("release", "c", "--no-notify")
    assert answer.code == 0 and "note: git's history was not read (" in answer.err
    assert repository.found() == []
