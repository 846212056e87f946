"""Money received: by invoice, over several, not yet cleared, bounced, corrected, sent back."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, Object, fixed


def three(tmp_path: Path) -> House:
    """Three open invoices of 1,000.00; the third is due first."""
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00")
    for n, due in ((1, "2026-03-20"), (2, "2026-03-20"), (3, "2026-03-10")):
        job.ok("invoice", "new", "--amount", "A1=1000", "--id", f"part-{n}", "--due", due)
        job.ok("release", f"part-{n}")
    return job


def applied(paid: Object) -> dict[str, str]:
    return {one["invoice"]: one["amount"] for one in paid["payment"]["applied"]}


def standing(job: House, name: str) -> tuple[str, str, str, str]:
    paper = job.ok("invoice", "show", name)
    return paper["status"], paper["paid"], paper["pending"], paper["balance"]


def test_pay_takes_the_whole_balance(tmp_path: Path) -> None:
    job = three(tmp_path)
    paid = job.ok("pay", "1")
    assert (paid["payment"]["id"], paid["payment"]["amount"]) == ("2026-03-01-INV-0001", "1000.00")
    assert (paid["payment"]["status"], paid["payment"]["received"]) == ("cleared", "2026-03-01")
    assert (paid["invoice"]["status"], paid["invoice"]["balance"], paid["credit"]) == ("paid", "0.00", "0.00")
    assert standing(job, "1") == ("paid", "1000.00", "0.00", "0.00")
    job.no(3, "pay", "1")


def test_a_part_and_then_the_rest(tmp_path: Path) -> None:
    job = three(tmp_path)
    assert job.ok("pay", "1", "400.50")["invoice"]["balance"] == "599.50"
    assert standing(job, "1") == ("partially-paid", "400.50", "0.00", "599.50")
    second = job.ok("pay", "1")
    assert (second["payment"]["id"], second["payment"]["amount"]) == ("2026-03-01-INV-0001-2", "599.50")


def test_more_than_the_balance_is_refused_unless_the_rest_is_kept(tmp_path: Path) -> None:
    job = three(tmp_path)
    job.no(3, "pay", "1", "1000.01")
    paid = job.ok("pay", "1", "1200", "--keep-credit")
    assert (paid["payment"]["amount"], applied(paid), paid["credit"]) == ("1200.00", {"INV-0001": "1000.00"}, "200.00")
    assert standing(job, "1") == ("paid", "1000.00", "0.00", "0.00")
    assert job.found() == []


@pytest.mark.parametrize("word", ["0", "-5", "0.00", "1.234", "$5", "five", "1e3", "1,00"])
def test_money_received_is_above_zero(tmp_path: Path, word: str) -> None:
    three(tmp_path).no(2, "pay", "1", "--amount", word)


def test_pending_money_is_not_yet_paid(tmp_path: Path) -> None:
    job = three(tmp_path)
    paid = job.ok("pay", "1", "--pending", "--method", "ach")
    assert paid["payment"]["status"] == "pending"
    assert standing(job, "1") == ("pending", "0.00", "1000.00", "1000.00")
    billing = job.ok("summary")["billing"]
    assert (billing["pending"], billing["collected"], billing["received"]) == ("1000.00", "0.00", "0.00")
    job.no(3, "pay", "1")
    job.no(3, "pay", "1", "0.01")
    settled = job.ok("payment", "settle", paid["payment"]["id"], "--on", "2026-03-01")
    assert settled["payment"]["status"] == "cleared"
    assert standing(job, "1") == ("paid", "1000.00", "0.00", "0.00")
    job.no(3, "payment", "settle", paid["payment"]["id"])


def test_the_amount_defaults_to_balance_less_pending(tmp_path: Path) -> None:
    job = three(tmp_path)
    job.ok("pay", "1", "300", "--pending")
    assert job.ok("pay", "1")["payment"]["amount"] == "700.00"
    assert standing(job, "1") == ("pending", "700.00", "300.00", "300.00")


def test_a_payment_fails_before_and_after_it_cleared(tmp_path: Path) -> None:
    job = three(tmp_path)
    pending = job.ok("pay", "1", "--pending")["payment"]["id"]
    cleared = job.ok("pay", "2")["payment"]["id"]
    for name in (pending, cleared):
        failed = job.ok("payment", "fail", name, "--reason", "No funds")
        assert failed["payment"]["status"] == "failed"
        job.no(3, "payment", "fail", name, "--reason", "No funds")
        job.no(3, "payment", "settle", name)
    assert standing(job, "1") == standing(job, "2") == ("open", "0.00", "0.00", "1000.00")
    assert job.ok("summary")["billing"]["received"] == "0.00"


@pytest.mark.parametrize("verb", ["fail", "void", "refund"])
def test_a_reason_is_asked_for(tmp_path: Path, verb: str) -> None:
    job = three(tmp_path)
    name = job.ok("pay", "1")["payment"]["id"]
    job.no(2, "payment", verb, name)


def test_a_payment_is_voided(tmp_path: Path) -> None:
    job = three(tmp_path)
    name = job.ok("pay", "1")["payment"]["id"]
    assert job.ok("payment", "void", name, "--reason", "Typing error")["payment"]["status"] == "void"
    assert standing(job, "1") == ("open", "0.00", "0.00", "1000.00")
    assert (job.root / f"payments/{name}.yaml").is_file()
    job.no(3, "payment", "void", name, "--reason", "Again")
    job.no(3, "payment", "refund", name, "--reason", "Again")


def test_a_refund_is_a_negative_payment_and_the_invoice_is_owed_again(tmp_path: Path) -> None:
    job = three(tmp_path)
    name = job.ok("pay", "1")["payment"]["id"]
    part = job.ok("payment", "refund", name, "250", "--reason", "Goodwill")
    assert (part["payment"]["amount"], applied(part)) == ("-250.00", {"INV-0001": "-250.00"})
    assert standing(job, "1") == ("partially-paid", "750.00", "0.00", "250.00")
    job.no(3, "payment", "refund", name, "750.01", "--reason", "Too much")
    rest = job.ok("payment", "refund", name, "--reason", "All of it")
    assert rest["payment"]["amount"] == "-750.00"
    assert standing(job, "1") == ("open", "0.00", "0.00", "1000.00")
    job.no(3, "payment", "refund", name, "--reason", "Again")
    assert job.ok("summary")["billing"]["received"] == "0.00"
    assert job.found() == []


def test_several_invoices_oldest_due_first_then_the_lower_number(tmp_path: Path) -> None:
    job = three(tmp_path)
    paid = job.ok("pay", "2", "1", "3", "--amount", "2500")
    assert applied(paid) == {"INV-0003": "1000.00", "INV-0001": "1000.00", "INV-0002": "500.00"}
    assert paid["invoice"] is None and len(paid["invoices"]) == 3
    assert len(list((job.root / "payments").iterdir())) == 1


def test_several_invoices_without_an_amount_are_paid_whole(tmp_path: Path) -> None:
    paid = three(tmp_path).ok("pay", "1=", "2=")
    assert (paid["payment"]["amount"], applied(paid)) == ("2000.00", {"INV-0001": "1000.00", "INV-0002": "1000.00"})


def test_one_payment_in_stated_shares(tmp_path: Path) -> None:
    job = three(tmp_path)
    paid = job.ok("pay", "1=500", "2=")
    assert (paid["payment"]["amount"], applied(paid)) == ("1500.00", {"INV-0001": "500.00", "INV-0002": "1000.00"})
    assert paid["payment"]["id"] == "2026-03-01-INV-0001"
    job.no(3, "pay", "1=500.01", "3=")


def test_a_word_that_reads_as_money_is_an_amount(tmp_path: Path) -> None:
    job = three(tmp_path)
    assert job.ok("pay", "1", "2")["payment"]["amount"] == "2.00"
    assert applied(job.ok("pay", "1", "INV-0002")) == {"INV-0001": "998.00", "INV-0002": "1000.00"}


def test_the_facts_of_a_payment_are_kept(tmp_path: Path) -> None:
    job = three(tmp_path)
    words = ("--on", "2026-02-27", "--method", "wire", "--ref", "0042", "--note", "From Dana")
    paid = job.ok("pay", "1", "10", *words)["payment"]
    assert (paid["id"], paid["method"], paid["reference"]) == ("2026-02-27-INV-0001", "wire", "0042")
    assert 'reference: "0042"\n' in job.text("payments/2026-02-27-INV-0001.yaml")


def test_a_reference_is_recorded_once(tmp_path: Path) -> None:
    job = three(tmp_path)
    words = ("pay", "1", "400", "--method", "check", "--ref", "1042")
    first = job.ok(*words)
    again = job.run(*words)
    assert again.code == 0 and "already recorded" in again.out + again.err
    assert job.ok(*words)["payment"] == first["payment"]
    assert standing(job, "1") == ("partially-paid", "400.00", "0.00", "600.00")
    job.no(3, "pay", "1", "500", "--method", "check", "--ref", "1042")
    job.no(3, "pay", "2", "400", "--method", "check", "--ref", "1042")
    job.no(3, *words, "--on", "2026-02-28")
    job.ok("pay", "1", "400", "--method", "ach", "--ref", "1042")
    assert len(list((job.root / "payments").iterdir())) == 2


def test_a_repeat_of_a_payment_in_full_is_recorded_once(tmp_path: Path) -> None:
    job = three(tmp_path)
    job.ok("pay", "1", "1000", "--ref", "7")
    assert job.run("pay", "1", "1000", "--ref", "7").code == 0
    job.ok("payment", "new", "50", "--ref", "8")
    assert job.run("payment", "new", "50", "--ref", "8").code == 0
    assert job.ok("payment", "list")["received"] == "1050.00"


def test_drafts_and_void_invoices_are_not_paid(tmp_path: Path) -> None:
    job = three(tmp_path)
    job.ok("invoice", "new", "--amount", "A1=1", "--id", "draft")
    job.no(3, "pay", "draft")
    job.ok("void", "1", "--reason", "Wrong")
    job.no(3, "pay", "1")
    job.no(3, "pay", "1", "INV-0002", "--amount", "5")


@pytest.mark.parametrize(
    "words",
    [("9",), ("1=5", "9="), ("1=",  "1=5"), ("1", "5", "--method", "gold"), ("1", "--on", "soon"), ("1=x",), ("=5",),
     ("1", "5", "--amount", "6"), ("1", "--method", "credit"), ()],
)  # fmt: skip
def test_a_mistake_in_paying_is_a_wrong_command_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    three(tmp_path).no(2, "pay", *words)


@pytest.mark.parametrize("words", [("settle", "nothing"), ("fail", "nothing", "--reason", "x"), ("new",), ("new", "0"),
                                   ("void", "nothing", "--reason", "x"), ("refund", "nothing", "--reason", "x"),
                                   ("new", "-5"), ("new", "much"), ("settle",), ("settle", "")])  # fmt: skip
def test_a_mistake_in_a_payment_is_a_wrong_command_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    three(tmp_path).no(2, "payment", *words)


def test_payment_list(tmp_path: Path) -> None:
    job = three(tmp_path)
    job.ok("pay", "1", "400", "--on", "2026-02-20")
    job.ok("pay", "2", "--pending", "--on", "2026-02-21")
    job.ok("payment", "new", "70", "--on", "2026-02-22")
    listed = job.ok("payment", "list")
    assert [row["amount"] for row in listed["payments"]] == ["400.00", "1000.00", "70.00"]
    assert (listed["received"], listed["credit"]) == ("470.00", "70.00")
