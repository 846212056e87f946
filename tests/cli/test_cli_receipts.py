"""Money at the command line: write-offs, discounts for paying early, credits, words that are no amounts, next steps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli.house import Answer, House, fixed, quiet_run

SLAB = "id: A1, name: Slab, cost: 10000.00"
TERMS = '[billing]\nterms = "2/10 net 30"\n'


def one(tmp_path: Path, more: str = "") -> House:
    """An invoice of 1,000.00, released on 2026-03-01."""
    job = fixed(tmp_path, SLAB, more=more)
    job.ok("invoice", "new", "--percent", "A1=10", "--id", "one", "--title", "One")
    job.ok("release", "one")
    return job


def credit(job: House, amount: str = "40.00", id: str = "tiles") -> None:
    job.ok("invoice", "new", "--item", f"Credit for tiles=-{amount}", "--id", id)
    job.ok("release", id)


def made(job: House, *words: str) -> None:
    """Make the papers or pages, which are no part of the project."""
    assert quiet_run(["-C", str(job.root), *words], job.today).code == 0


def step(answer: Answer) -> str:
    """The command after `next:`."""
    found = re.search(r"^next: ressio (.*)$", answer.out, re.MULTILINE)
    assert answer.code == 0 and found, answer
    return found[1]


def totals(job: House, *names: str) -> list[str]:
    found = job.ok("invoice", "list")["totals"]
    assert {name: job.ok("summary")["billing"][name] for name in names} == {name: found[name] for name in names}
    return [found[name] for name in names]


def test_a_cent_is_written_off_and_taken_back(tmp_path: Path) -> None:
    job = one(tmp_path)
    job.ok("pay", "1", "999.99")
    found = job.ok("write-off", "1", "--reason", "Bank fee")
    text, seal = job.text("payments/2026-03-01-INV-0001-2.yaml").split("seal: ")
    assert text == (
        "received: 2026-03-01\namount: 0.01\nmethod: write-off\nstatus: cleared\napplied:\n"
        "  - {invoice: INV-0001, amount: 0.01}\nreason: Bank fee\nby: Pat Alder\nsealed: true\n"
    )
    assert seal.startswith("v2:sha256:")
    assert (found["payment"]["method"], found["payment"]["reason"]) == ("write-off", "Bank fee")
    paper = found["invoice"]
    assert [paper[name] for name in ("status", "paid", "written_off", "balance")] == ["paid", "999.99", "0.01", "0.00"]
    assert totals(job, "received", "written_off", "outstanding") == ["999.99", "0.01", "0.00"]
    assert job.ok("payment", "list")["received"] == "999.99"
    assert job.found() == job.found("note") == []
    taken_back = job.ok("payment", "void", found["payment"]["id"], "--reason", "Fee was refunded")
    assert taken_back["invoice"]["balance"] == "0.01"


def test_a_write_off_answers_under_invoice_too_and_says_what_it_did(tmp_path: Path) -> None:
    job = one(tmp_path)
    answer = job.run("invoice", "write-off", "1", "100", "--reason", "Goodwill", "--note", "Agreed by phone")
    assert answer.out == (
        "100.00 of INV-0001 is written off: Goodwill\nINV-0001 is open, its balance 900.00\n"
        "file: payments/2026-03-01-INV-0001.yaml\nnext: ressio pay INV-0001\n"
    )
    assert "Written off" in job.run("invoice", "show", "1").out


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (("1",), 2, "reason.missing"),
        (("1", "--reason", " "), 2, "reason.missing"),
        (("1", "abc", "--reason", "x"), 2, "option.money"),
        (("1", "0", "--reason", "x"), 2, "pay.amount"),
        (("9", "--reason", "x"), 2, "invoice.unknown"),
        (("1", "1000.01", "--reason", "x"), 3, "write-off.too-much"),
        (("draft", "--reason", "x"), 3, "write-off.not-owed"),
    ],
)
def test_what_is_not_written_off(tmp_path: Path, words: tuple[str, ...], code: int, problem: str) -> None:
    job = one(tmp_path)
    job.ok("invoice", "new", "--percent", "A1=20", "--id", "draft")
    assert job.no(code, "write-off", *words) == {problem}


def test_the_client_reads_the_amount_that_was_written_off_and_never_why(tmp_path: Path) -> None:
    job = one(tmp_path)
    job.ok("write-off", "1", "100", "--reason", "SECRETREASON")
    for words in (("portal",), ("pdf", "1"), ("pdf", "statement")):
        made(job, *words)
    page = job.text("portal/invoices/INV-0001.html")
    assert "Written off 2026-03-01" in page and "-100.00" in page and "900.00" in page
    assert "Written off" in job.text("portal/index.html") and "Written off" in job.text("portal/invoices.html")
    assert not [name for name, data in job.files().items() if b"SECRETREASON" in data and "payments/" not in name]
    assert job.no(3, "pdf", "2026-03-01-INV-0001") == {"pdf.write-off"}


def test_a_written_off_invoice_is_not_reminded_of(tmp_path: Path) -> None:
    job = one(tmp_path, '[mail]\nfrom = "office@example.com"\n')
    job.swap("ressio.toml", 'name = "Dana Reyes"', 'name = "Dana Reyes"\nemails = ["dana@example.com"]')
    job.today = "2026-06-01"
    assert "INV-0001-reminder-21: a message to dana@example.com waits" in job.run("remind", "-n").out
    job.ok("write-off", "1", "--reason", "Uncollectible")
    assert "nobody is to be reminded" in job.run("remind", "-n").out
    assert job.ok("aging")["rows"] == []


def test_the_paper_says_what_to_pay_by_when_and_pay_takes_it(tmp_path: Path) -> None:
    job = one(tmp_path, TERMS)
    paper = job.ok("invoice", "show", "1")
    assert paper["early_payment"] == {
        "rate": "2%", "days": 10, "by": "2026-03-11", "discount": "20.00", "amount": "980.00",
    }  # fmt: skip
    assert "Pays it until 2026-03-11, less 2%  980.00" in re.sub(" {3,}", "  ", job.run("invoice", "show", "1").out)
    made(job, "portal")
    assert "Due if received by 2026-03-11" in job.text("portal/invoices/INV-0001.html")
    answer = job.run("pay", "1", "--on", "2026-03-11", today="2026-03-11")
    assert answer.out.splitlines()[:3] == [
        "980.00 received for INV-0001 by check on 2026-03-11",
        "2% off for paying by 2026-03-11: a discount of 20.00 on INV-0001",
        "INV-0001 is paid, its balance 0.00",
    ]
    assert "  - {invoice: INV-0001, amount: 980.00, discount: 20.00}\n" in job.text("payments/2026-03-11-INV-0001.yaml")
    job.today = "2026-03-11"
    paper = job.ok("invoice", "show", "1")
    assert [paper[name] for name in ("paid", "discount", "balance", "early_payment")] == [
        "980.00",
        "20.00",
        "0.00",
        None,
    ]
    assert paper["payments"][0]["applied"] == [{"invoice": "INV-0001", "amount": "980.00", "discount": "20.00"}]
    assert totals(job, "received", "discounts", "outstanding") == ["980.00", "20.00", "0.00"]
    made(job, "portal")
    page = job.text("portal/invoices/INV-0001.html")
    assert "Discount for paying early" in page and "Due if received" not in page
    assert job.found() == job.found("note") == []


def test_the_whole_balance_is_taken_with_a_word_on_what_was_not(tmp_path: Path) -> None:
    job = one(tmp_path, TERMS)
    answer = job.run("pay", "1", "1000")
    assert answer.err == (
        "note: 980.00 pays INV-0001 until 2026-03-11: the discount of 20.00 was not taken; "
        "with --keep-credit it is, and the rest becomes credit\n"
    )
    assert job.ok("invoice", "show", "1")["discount"] == "0.00"


def test_a_bounced_payment_says_that_the_discount_is_lost(tmp_path: Path) -> None:
    job = one(tmp_path, TERMS)
    job.ok("pay", "1")
    answer = job.run("payment", "fail", "2026-03-01", "--reason", "Insufficient funds")
    assert answer.out.splitlines()[:3] == [
        "2026-03-01-INV-0001 came back after it had cleared: Insufficient funds",
        "the discount of 20.00 on INV-0001 is lost with it",
        "INV-0001 is open, its balance 1,000.00",
    ]


def test_a_draft_says_what_its_terms_will_offer(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    paper = job.ok("invoice", "new", "--percent", "A1=10", "--terms", "2% 10, net 30 days")
    assert (paper["terms"], paper["early_payment"]["by"], paper["early_payment"]["amount"]) == (
        "2/10 net 30",
        None,
        "980.00",
    )


def test_the_release_of_a_credit_leads_to_its_use(tmp_path: Path) -> None:
    job = one(tmp_path)
    job.ok("invoice", "new", "--item", "Credit for tiles=-40.00", "--id", "tiles")
    answer = job.run("release", "tiles")
    assert answer.out.splitlines()[:2] == [
        "tiles is released as INV-0002, a credit: -40.00", "the client's credit is now 40.00",
    ]  # fmt: skip
    assert step(answer) == "pay INV-0001 --from-credit"
    aging = job.run("aging")
    assert re.search(r"^Credit +40\.00$", aging.out, re.MULTILINE) and step(aging) == "pay INV-0001 --from-credit"
    assert job.ok("aging")["credit"] == "40.00"
    assert job.no(3, "pay", "2") == {"pay.credit"}
    found = job.ok("pay", "1", "2", "--amount", "960")
    assert (found["payment"]["amount"], found["drawn"]["amount"], found["credit"]) == ("960.00", "40.00", "0.00")
    assert (found["invoice"]["status"], job.found()) == ("paid", [])


def test_a_credit_without_anything_owed_leads_to_the_refund(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    job.ok("invoice", "new", "--item", "Credit for tiles=-40.00", "--id", "tiles")
    following = step(job.run("release", "tiles"))
    assert following == "credit refund 40.00"
    assert job.run(*following.split()).code == 0


def test_every_next_step_about_money_works_when_it_is_typed(tmp_path: Path) -> None:
    """From the release on, whatever is said to be next is done next, until the list of invoices is."""
    job = one(tmp_path)
    credit(job)
    deeds = [("invoice", "edit", "1", "--notes", "Thanks"), ("pay", "1", "300", "--pending"), ("write-off", "1", "10")]
    for deed in deeds:
        reason = ("--reason", "Goodwill") if deed[0] == "write-off" else ()
        answer = job.run(*deed, *reason)
        for _ in range(6):
            following = step(answer)
            if following in ("invoice list", "credit"):
                break
            answer = job.run(*following.split())
            assert answer.code == 0, (deed, following, answer)
        for payment in job.ok("payment", "list")["payments"]:
            if payment["status"] in ("pending", "cleared"):
                job.ok("payment", "void", payment["id"], "--reason", "Again")
    assert job.found() == []


def test_an_edit_of_a_paid_invoice_does_not_ask_for_its_payment(tmp_path: Path) -> None:
    job = one(tmp_path)
    job.ok("pay", "1")
    assert step(job.run("invoice", "edit", "1", "--internal", "Filed")) == "invoice list"
    job.ok("payment", "fail", "2026-03-01", "--reason", "Bounced")
    job.ok("pay", "1", "--pending")
    assert step(job.run("invoice", "edit", "1", "--internal", "Filed again")) == "payment settle 2026-03-01-INV-0001-2"


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("pay", "1", "$100"), "'$100' is not an amount", "ressio pay 1 100.00"),
        (("pay", "1", "100,5"), "'100,5' is not an amount", "ressio pay 1 100.50"),
        (("pay", "1", "0.001"), "'0.001' is not an amount", "USD has 2 decimals: such as 1250.00"),
        (("pay", "1", "1000000000000.00"), "'1000000000000.00' is too large for an amount",
         "at most 12 digits stand before the point"),
        (("pay", "1", "abc"), "'abc' is neither an amount nor an invoice",
         "digits and a point, such as 1250.00; ressio invoice list shows the invoices"),
        (("pay", "1", "2", "$60"), "'$60' is no invoice; one amount over several is --amount",
         "ressio pay 1 2 --amount 60.00"),
        (("pay", "1", "2", "60"), "'60' is no invoice; one amount over several is --amount",
         "ressio pay 1 2 --amount 60.00"),
        (("pay", "1=$60"), "1 '$60' is not an amount", "write 60.00"),
        (("pay", "1", "--amount", "$60"), "--amount '$60' is not an amount", "write 60.00"),
        (("payment", "new", "$60"), "AMOUNT '$60' is not an amount", "write 60.00"),
        (("write-off", "1", "$60", "--reason", "x"), "AMOUNT '$60' is not an amount", "write 60.00"),
    ],
)  # fmt: skip
def test_a_word_that_is_meant_as_an_amount_is_no_invoice(
    tmp_path: Path, words: tuple[str, ...], message: str, hint: str
) -> None:
    job = one(tmp_path)
    credit(job)
    assert job.no(2, *words) == {"option.money"}
    (problem,) = job.run(*words, "--json").json["problems"]
    assert (problem["message"], problem["hint"]) == (message, hint)
    if hint.startswith("ressio pay"):
        assert job.run(*hint.split()[1:]).code == 0


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("pay", "1", "-5"), "money sent back to the client: ressio payment refund, or ressio credit refund"),
        (("payment", "new", "-5.50"), "money sent back to the client: ressio payment refund, or ressio credit refund"),
        (("credit", "refund", "-5"), "leave out the sign"),
        (("invoice", "new", "--item", "A=1", "-5"), "a negative amount needs -- before it: ressio … -- -500.00"),
    ],
)
def test_a_negative_amount_is_told_where_money_is_received(tmp_path: Path, words: tuple[str, ...], hint: str) -> None:
    answer = one(tmp_path).run(*words, "--json")
    assert (answer.code, answer.json["problems"][0]["hint"]) == (2, hint)


@pytest.mark.parametrize(
    ("word", "method"),
    [("cheque", "check"), ("Check", "check"), ("bank transfer", "transfer"), ("EFT", "transfer"), ("zelle", "zelle"),
     ("Interac", "e-transfer"), ("e-transfer", "e-transfer"), ("credit card", "card"), ("Money Order", "money-order")],
)  # fmt: skip
def test_a_method_is_read_as_people_call_it_and_written_by_its_name(tmp_path: Path, word: str, method: str) -> None:
    job = one(tmp_path)
    assert job.ok("pay", "1", "5", "--method", word)["payment"]["method"] == method
    assert job.found() == []


def test_a_check_is_one_check_under_either_spelling(tmp_path: Path) -> None:
    job = one(tmp_path)
    job.ok("pay", "1", "5", "--method", "cheque", "--ref", "1042")
    assert "already recorded" in job.run("pay", "1", "5", "--method", "check", "--ref", "1042").out


@pytest.mark.parametrize("word", ["credit", "write-off", "barter", ""])
def test_other_methods_are_refused(tmp_path: Path, word: str) -> None:
    job = one(tmp_path)
    assert job.no(2, "pay", "1", "5", "--method", word) <= {"option.kind", "usage"}


def test_the_lists_count_a_drawn_deposit_once(tmp_path: Path) -> None:
    job = fixed(tmp_path, SLAB)
    job.ok("invoice", "new", "--deposit", "400", "--id", "deposit")
    job.ok("release", "deposit")
    job.ok("pay", "1")
    job.ok("invoice", "new", "--percent", "A1=10", "--id", "work")
    job.ok("release", "work", "--apply-credit")
    job.ok("pay", "2")
    assert totals(job, "invoiced", "received", "collected", "deposits_drawn", "outstanding") == [
        "1400.00", "1000.00", "1400.00", "400.00", "0.00",
    ]  # fmt: skip
    said = job.run("invoice", "list").out
    assert re.search(r"^Received +1,000\.00\nDeposits drawn +400\.00$", said, re.MULTILINE) and "Collected" not in said
    assert job.ok("statement")["totals"] == {
        "invoiced": "1400.00", "received": "1000.00", "deposits_drawn": "400.00", "written_off": "0.00",
        "discounts": "0.00",
    }  # fmt: skip
    made(job, "portal")
    for page in ("portal/index.html", "portal/invoices.html"):
        text = re.sub(r"<[^>]*>", " ", job.text(page))
        assert re.search(r"Paid\s+1,000\.00", text) and re.search(r"Deposits drawn, paid before\s+400\.00", text), page
        assert not re.search(r"Paid\s+1,400\.00", text)
