"""Deposits and retainage: money in advance, and work held back until later."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, Object, amounts, bill, change, cost_plus, fixed

SLAB = "id: A1, name: Slab, cost: 10000.00"
TEN = '[billing]\nretainage = "10%"\n'


def release(job: House, name: str, *words: str, **day: str) -> Object:
    job.ok("invoice", "new", "--id", name, *words, **day)
    return job.ok("release", name, **day)


def money(job: House) -> tuple[str, str]:
    billing = job.ok("summary")["billing"]
    return billing["credit"], billing["deposits_held"]


def test_a_deposit_is_invoiced_but_not_billed(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB, more=TEN + '[tax]\nrates = {T = "10%"}')
    paper = release(job, "deposit", "--deposit", "10000")
    section = paper["sections"][0]
    assert (section["from"], section["title"], section["lines"][0]["amount"]) == ("deposit", "Deposit", "10000.00")
    assert (paper["tax"], paper["retainage_held"], paper["total"]) == ("0.00", "0.00", "10000.00")
    billing = job.ok("summary")["billing"]
    assert (billing["billed"], billing["invoiced"], billing["left_to_bill"]) == ("0.00", "10000.00", "10000.00")


def test_a_deposit_is_credit_once_its_invoice_is_paid_in_full(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    release(job, "deposit", "--deposit", "10000")
    job.ok("pay", "1", "4000")
    assert money(job) == ("0.00", "0.00")
    job.ok("pay", "1", "--on", "2026-03-02", today="2026-03-02")
    job.today = "2026-03-02"
    assert money(job) == ("10000.00", "10000.00")


def paid_deposit(tmp_path: Path) -> House:
    job = fixed(tmp_path, SLAB, "id: A2, name: Walls, cost: 5000.00")
    release(job, "deposit", "--deposit", "10000")
    job.ok("pay", "1")
    return job


def test_credit_is_never_used_without_being_asked_for(tmp_path: Path) -> None:
    job = paid_deposit(tmp_path)
    paper = release(job, "work", "--percent", "all=80")
    assert (paper["total"], paper["deposit_applied"], paper["balance"]) == ("12000.00", "0.00", "12000.00")


def test_release_draws_the_deposit_when_asked(tmp_path: Path) -> None:
    job = paid_deposit(tmp_path)
    job.ok("invoice", "new", "--id", "work", "--percent", "all=80")
    paper = job.ok("release", "work", "--apply-credit")
    assert (paper["total"], paper["paid"], paper["deposit_applied"]) == ("12000.00", "10000.00", "10000.00")
    assert (paper["balance"], paper["status"]) == ("2000.00", "partially-paid")
    assert [found["method"] for found in paper["payments"]] == ["credit"]
    assert money(job) == ("0.00", "0.00")


def test_other_credit_is_drawn_before_the_deposit(tmp_path: Path) -> None:
    job = paid_deposit(tmp_path)
    job.ok("payment", "new", "500")
    assert money(job) == ("10500.00", "10000.00")
    release(job, "work", "--percent", "A1=8")
    paid = job.ok("pay", "2", "--from-credit")
    assert (paid["payment"]["method"], paid["payment"]["amount"], paid["credit"]) == ("credit", "800.00", "9700.00")
    assert money(job) == ("9700.00", "9700.00")


@pytest.mark.parametrize("word", ["0", "-5", "many", "10%", "1.234", ""])
def test_a_deposit_is_money_above_zero(tmp_path: Path, word: str) -> None:
    fixed(tmp_path, SLAB).no(2, "invoice", "new", "--deposit", word)


def test_retainage_is_held_from_the_work(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB, more=TEN)
    first = release(job, "first", "--percent", "A1=50", "--item", "Permit=100")
    assert (first["subtotal"], first["retainage_held"], first["total"]) == ("5100.00", "500.00", "4600.00")
    second = release(job, "second", "--percent", "A1=100")
    assert (second["retainage_held"], second["total"]) == ("500.00", "4500.00")
    assert job.ok("summary")["billing"]["retainage_held"] == "1000.00"


@pytest.mark.parametrize(("rounding", "held"), [("to-date", ["3.34", "3.33"]), ("invoice", ["3.34", "3.34"])])
def test_retainage_is_rounded_to_date_or_by_invoice(tmp_path: Path, rounding: str, held: list[str]) -> None:
    more = TEN + f'retainage_rounding = "{rounding}"\n'
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 66.70", more=more)
    assert [release(job, f"to-{n}", "--percent", f"A1={n}")["retainage_held"] for n in (50, 100)] == held


def test_tax_is_charged_in_full_with_the_work(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1000.00, taxed: true", more=TEN + '[tax]\nrates = {T = "8%"}')
    paper = release(job, "first", "--percent", "A1=100")
    assert (paper["subtotal"], paper["tax"], paper["retainage_held"], paper["total"]) == (
        "1000.00", "80.00", "100.00", "980.00",
    )  # fmt: skip


def test_the_rate_of_an_invoice_and_a_stated_amount(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB, more=TEN)
    assert release(job, "a", "--percent", "A1=10", "--retainage", "5%")["retainage_held"] == "50.00"
    assert release(job, "b", "--percent", "A1=20", "--retainage", "97.85")["retainage_held"] == "97.85"
    assert release(job, "c", "--percent", "A1=30", "--retainage", "10.00")["retainage_held"] == "10.00"
    assert release(job, "d", "--percent", "A1=40")["retainage_held"] == "100.00"
    assert job.ok("summary")["billing"]["retainage_held"] == "257.85"


@pytest.mark.parametrize("word", ["1", "10", "99", "100"])
def test_a_whole_number_may_be_a_rate_or_an_amount_and_is_neither(tmp_path: Path, word: str) -> None:
    job = fixed(tmp_path, SLAB)
    assert job.no(2, "invoice", "new", "--percent", "A1=100", "--retainage", word) == {"retainage.ambiguous"}
    job.ok("invoice", "new", "--percent", "A1=100", "--id", "a")
    assert job.no(2, "invoice", "edit", "a", "--retainage", word) == {"retainage.ambiguous"}


@pytest.mark.parametrize(("word", "held"), [("0", "0.00"), ("101", "101.00"), ("10.00", "10.00"), ("10.0", "10.00")])
def test_nothing_and_what_can_only_be_an_amount_are_amounts(tmp_path: Path, word: str, held: str) -> None:
    job = fixed(tmp_path, SLAB, more=TEN)
    assert release(job, "a", "--percent", "A1=100", "--retainage", word)["retainage_held"] == held


def test_no_more_is_held_than_was_billed(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    for amount in ("--retainage=5000", "--retainage=-5000.00"):
        assert job.no(3, "invoice", "new", "--percent", "A1=10", amount) == {"retainage.outside"}
    job.ok("invoice", "new", "--percent", "A1=10", "--retainage", "100.00", "--id", "a")
    assert job.no(3, "invoice", "edit", "a", "--percent", "A1=0.5") == {"retainage.outside"}
    job.swap("drafts/a.yaml", "held: 100.00", "held: 5000.00")
    assert job.no(3, "release", "a") == {"retainage.outside"}
    hint = job.run("release", "a").err.splitlines()[-1]
    assert hint == "  try: ressio invoice edit a --retainage 1000.00"
    job.ok(*hint.split()[2:])
    assert job.ok("release", "a")["retainage_held"] == "1000.00"
    assert job.found() == []


def test_a_void_is_made_good_by_the_next_invoice_under_the_rate(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 66.70", more=TEN)
    release(job, "a", "--percent", "A1=50")  # 33.35 holds 3.34
    release(job, "b", "--percent", "A1=90")  # 26.68: 10% of 60.03 is 6.00, less 3.34 = 2.66
    job.ok("void", "1", "--reason", "Wrong")
    paper = release(job, "c", "--percent", "A1=100")  # 40.02: 10% of 66.70 is 6.67, less 2.66 = 4.01
    assert amounts(paper) == {"A1": "40.02"}
    assert paper["retainage_held"] == "4.01"


def test_negative_work_gives_retainage_back(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB, more=TEN)
    release(job, "a", "--percent", "A1=50")
    paper = release(job, "b", "--percent", "A1=40")
    assert (paper["subtotal"], paper["retainage_held"], paper["total"]) == ("-1000.00", "-100.00", "-900.00")


def test_changes_and_actuals_are_held_too(tmp_path: Path) -> None:
    job = cost_plus(tmp_path, more=TEN)
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 100.00"))
    job.put("bills/c-1.yaml", bill("amount: 50.00"))
    paper = release(job, "a", "--change", "CO-001", "--bill", "c-1", "--item", "Fee=10", "--deposit", "20")
    assert (paper["subtotal"], paper["retainage_held"], paper["total"]) == ("180.00", "15.00", "165.00")


def held_job(tmp_path: Path) -> House:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00, taxed: true", more=TEN + '[tax]\nrates = {T = "8%"}')
    release(job, "a", "--percent", "A1=100")
    return job


def test_held_retainage_is_billed_back_untaxed_and_holding_nothing(tmp_path: Path) -> None:
    job = held_job(tmp_path)
    part = release(job, "b", "--amount", "retainage=400")
    assert (part["sections"][0]["from"], part["sections"][0]["title"]) == ("retainage", "Retainage")
    assert (part["subtotal"], part["tax"], part["retainage_held"], part["total"]) == (
        "400.00",
        "0.00",
        "0.00",
        "400.00",
    )
    assert job.ok("summary")["billing"]["retainage_held"] == "600.00"
    job.no(3, "invoice", "new", "--amount", "retainage=600.01")
    rest = release(job, "c", "--from", "retainage", "--all")
    assert amounts(rest) == {"retainage": "600.00"}
    billing = job.ok("summary")["billing"]
    assert (billing["retainage_held"], billing["billed"], billing["invoiced"]) == ("0.00", "10000.00", "10800.00")
    job.no(3, "invoice", "new", "--from", "retainage", "--all")


def test_a_draft_reserves_retainage(tmp_path: Path) -> None:
    job = held_job(tmp_path)
    job.ok("invoice", "new", "--amount", "retainage=400")
    assert amounts(job.ok("invoice", "new", "--from", "retainage")) == {"retainage": "600.00"}


def test_retainage_is_closed_where_nothing_is_held(tmp_path: Path) -> None:
    fixed(tmp_path, SLAB).no(3, "invoice", "new", "--from", "retainage", "--all")


def test_unbilled_shows_what_is_held_when_asked(tmp_path: Path) -> None:
    job = held_job(tmp_path)
    assert job.ok("unbilled")["sources"] == []
    rows = job.ok("unbilled", "--retainage")["sources"]
    assert [(row["source"], row["from"], row["left"]) for row in rows] == [("retainage", "retainage", "1000.00")]


@pytest.mark.parametrize("word", ["101%", "-1%", "lots", "", "1.234"])
def test_a_mistake_in_retainage_is_a_wrong_command_line(tmp_path: Path, word: str) -> None:
    fixed(tmp_path, SLAB).no(2, "invoice", "new", "--percent", "A1=10", "--retainage", word)


def test_a_void_deposit_is_held_no_longer(tmp_path: Path) -> None:
    job = paid_deposit(tmp_path)
    job.ok("void", "1", "--reason", "Job is smaller")
    assert money(job) == ("10000.00", "0.00")
    work = release(job, "work", "--percent", "A1=10")
    assert work["balance"] == "1000.00"
    assert job.ok("pay", "2", "--from-credit")["credit"] == "9000.00"
