"""The objects of `--json`: the keys the specification names, no key missing, and no other than are documented."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from cli.house import House, Object, bill, change, cost_plus, fixed

SECTION = {"number", "title", "from", "lines", "subtotal"}
LINE = {
    "source", "description", "code", "cost", "markup", "quantity", "unit_cost", "worth", "percent", "previous",
    "amount", "taxed", "over", "basis",
}  # fmt: skip
INVOICE = {
    "id", "number", "status", "title", "released", "due", "revision", "terms", "description", "notes", "sections",
    "subtotal", "taxes", "tax", "retainage_held", "total", "paid", "deposit_applied", "pending", "balance", "overdue",
    "payments", "recap", "void", "replaces", "after", "notified", "history", "file", "issued", "written_off",
    "discount", "early_payment",
}  # fmt: skip
PAYMENT = {"id", "received", "amount", "method", "reference", "status", "applied"}
PAID = {"payment", "drawn", "invoice", "invoices", "credit"}
ROW = {
    "id", "number", "title", "status", "released", "due", "total", "paid", "written_off", "discount", "pending",
    "balance", "overdue",
}  # fmt: skip
TOTALS = {
    "invoiced", "collected", "outstanding", "overdue", "received", "deposits_drawn", "deposits_returned",
    "deposits_held", "credit", "written_off", "discounts", "drafts",
}  # fmt: skip
BUDGET = {
    "id", "name", "code", "original_cost", "revised_cost", "actual_cost", "remaining_cost", "projected_cost", "profit",
    "original_price", "approved_changes", "approved_price", "billed", "left_to_bill", "percent_billed",
    "projected_profit",
}  # fmt: skip
SUMMARY = {
    "contract": {"original_price", "approved_changes", "approved_price", "pending_changes", "actual_adjustments",
                 "projected_price"},
    "cost": {"original", "revised", "actual", "remaining", "projected"},
    "profit": {"original", "revised", "projected"},
    "margin": {"original", "revised", "projected"},
    "billing": {"billed", "contract", "changes", "actuals", "additional", "tax", "retainage_held", "invoiced",
                "collected", "received", "pending", "outstanding", "overdue", "credit", "deposits_held", "drafted",
                "left_to_bill", "undecided", "deposits_drawn", "deposits_returned", "written_off", "discounts"},
}  # fmt: skip
MONEY = re.compile(r"-?\d+\.\d\d")
MONEY_KEYS = {
    "amount", "total", "paid", "pending", "balance", "subtotal", "worth", "previous", "billed", "left", "cost", "price",
    "credit", "base", "tax", "retainage_held", "invoiced", "collected", "outstanding", "left_to_bill",
    "written_off", "discount", "discounts", "deposits_drawn",
}  # fmt: skip
TAXES = '[tax]\nrates = {"Sales tax" = "8.25%"}\n'


def shapes(found: Any, key: str = "") -> None:
    """Money is text with two digits, a percent text with its sign, a date ISO, nothing a float."""
    assert not isinstance(found, float), (key, found)
    if isinstance(found, dict):
        for name, value in found.items():
            shapes(value, name)
    elif isinstance(found, list):
        for value in found:
            shapes(value, key)
    elif key in MONEY_KEYS and not isinstance(found, bool) and found is not None:
        assert isinstance(found, str) and MONEY.fullmatch(found), (key, found)
    elif key in ("percent", "rate", "markup", "percent_billed") and found is not None:
        assert re.fullmatch(r"-?\d+(\.\d+)?%", found), (key, found)
    elif key in ("released", "due", "on", "proposed", "decided", "date", "since", "as_of") and found:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", found), (key, found)


def invoice(found: Object, more: set[str] | None = None) -> None:
    assert set(found) == INVOICE | (more or set())
    for section in found["sections"]:
        assert set(section) == SECTION
        for line in section["lines"]:
            assert set(line) == LINE | {"unit", "tax_rates"}
            assert set(line["tax_rates"]) == set(line["taxed"])
    assert all(set(tax) == {"name", "rate", "base", "amount"} for tax in found["taxes"])
    assert all(set(paid) >= PAYMENT for paid in found["payments"])
    assert all(set(event) == {"on", "did", "note", "by", "entered"} for event in found["history"])
    shapes(found)


def paid(found: Object) -> None:
    assert set(found) == PAID
    more = {"settled", "failed", "void", "refunds", "reason", "note", "by", "entered"}
    assert set(found["payment"]) == PAYMENT | more
    assert all(set(one) == {"invoice", "amount", "discount"} for one in found["payment"]["applied"])
    for one in found["invoices"]:
        invoice(one)
    assert found["invoice"] == (found["invoices"][0] if len(found["invoices"]) == 1 else None)
    shapes(found)


def job_with_a_change(tmp_path: Path) -> House:
    job = fixed(tmp_path, "id: A1, name: Slab, code: '03', cost: 1000.00, taxed: true", more=TAXES)
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 100.00"))
    return job


def test_the_invoice_object_everywhere(tmp_path: Path) -> None:
    job = job_with_a_change(tmp_path)
    draft = job.ok("invoice", "new", "--percent", "A1=10", "--id", "a")
    invoice(draft)
    assert [draft[key] for key in ("number", "released", "due", "void", "replaces")] == [None] * 5
    assert (draft["status"], draft["overdue"], draft["payments"]) == ("draft", False, [])
    assert (draft["paid"], draft["pending"], draft["deposit_applied"]) == ("0.00", "0.00", "0.00")
    assert draft["balance"] == draft["total"] == "108.25"
    assert draft["file"] == "drafts/a.yaml"
    invoice(job.ok("invoice", "show", "a"))
    invoice(job.ok("invoice", "edit", "a", "--title", "B"), {"message"})
    invoice(job.ok("invoice", "add", "a", "--item", "Fee=5*1.5+10%,taxed"), {"message"})
    invoice(job.ok("invoice", "remove", "a", "2"), {"message"})
    released = job.ok("release", "a")
    invoice(released, {"message"})
    assert set(released["recap"]) == {"approved_price", "billed_before", "this_invoice", "billed_to_date", "left"}
    paid(job.ok("pay", "1", "5", "--pending"))
    invoice(job.ok("invoice", "show", "1"))
    voided = job.ok("void", "1", "--reason", "Wrong", "--reissue")
    invoice(voided, {"reissued_as", "message"})
    assert set(voided["void"]) == {"on", "reason", "replaced_by"}
    shown = job.ok("invoice", "show", "1")
    invoice(shown)
    assert (shown["total"], shown["balance"], shown["paid"], shown["pending"]) == ("108.25", "0.00", "0.00", "0.00")


def test_the_payment_objects(tmp_path: Path) -> None:
    job = job_with_a_change(tmp_path)
    for n in (1, 2):
        job.ok("invoice", "new", "--amount", "A1=100", "--id", f"a{n}")
        job.ok("release", f"a{n}")
    paid(job.ok("payment", "new", "50"))
    paid(job.ok("credit", "refund", "20"))
    assert job.ok("payment", "list")["payments"][-1]["amount"] == "-20.00"
    paid(job.ok("pay", "1", "--from-credit"))
    both = job.ok("pay", "1=5", "2=", "--pending", "--ref", "9")
    paid(both)
    assert both["invoice"] is None
    paid(job.ok("payment", "settle", both["payment"]["id"]))
    paid(job.ok("payment", "refund", both["payment"]["id"], "1", "--reason", "x"))
    paid(job.ok("payment", "fail", job.ok("payment", "new", "7")["payment"]["id"], "--reason", "x"))
    paid(job.ok("payment", "void", job.ok("payment", "new", "8")["payment"]["id"], "--reason", "x"))
    listed = job.ok("payment", "list")
    assert set(listed) == {"payments", "received", "credit"}
    assert all(set(one) >= PAYMENT for one in listed["payments"])
    credit = job.ok("credit")
    assert set(credit) == {"credit", "deposits_held", "deposits_drawn", "deposits_returned", "entries"}
    assert all(set(entry) == {"on", "what", "amount", "balance"} for entry in credit["entries"]) and credit["entries"]
    shapes(listed)
    shapes(credit)


def test_the_reports(tmp_path: Path) -> None:
    job = job_with_a_change(tmp_path)
    job.ok("invoice", "new", "--percent", "A1=10", "--id", "a")
    found = job.ok("summary")
    assert set(found) == {"as_of", "locked", "price_per_square_foot", *SUMMARY}
    assert all(set(found[part]) == keys for part, keys in SUMMARY.items())
    shapes(found)
    for by in ("item", "category", "code"):
        table = job.ok("budget", "--by", by)
        assert set(table) == {"by", "rows", "total"} and table["by"] == by
        assert all(set(row) == BUDGET for row in (*table["rows"], table["total"]))
        shapes(table)
    listed = job.ok("invoice", "list")
    assert set(listed) == {"invoices", "totals", "messages_waiting"}
    assert all(set(row) == ROW for row in listed["invoices"])
    assert set(listed["totals"]) == TOTALS
    assert listed["totals"]["drafts"] == {"count": 1, "total": "108.25"}
    unbilled = job.ok("unbilled", "--contract")
    assert set(unbilled) == {"sources", "total", "undecided"}
    keys = {"source", "from", "description", "since", "worth", "billed", "drafted", "left", "undecided"}
    assert all(set(row) == keys for row in unbilled["sources"]) and len(unbilled["sources"]) == 2
    shapes(unbilled)
    changes = job.ok("change", "list")
    assert set(changes) == {"changes", "totals", "approved_totals"}
    assert set(changes["changes"][0]) == {
        "id", "title", "kind", "status", "proposed", "decided", "worth", "cost", "billed", "left", "carried_out",
    }  # fmt: skip
    assert set(changes["totals"]) == {"worth", "cost", "billed", "left"}
    check = job.ok("check")
    assert set(check) == {"problems", "checked"} and {"files", "invoices"} <= set(check["checked"])


def test_the_list_of_bills(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    job.put("bills/c-1.yaml", bill("amount: 10.00, markup: 10%"))
    job.put("bills/c-2.yaml", bill("amount: 5.00"))
    found = job.ok("bill", "list")
    facts = {"id", "vendor", "number", "kind", "date", "due", "status", "approved", "paid"}
    keys = facts | {"cost", "worth", "billed", "left"}
    assert all(set(row) == keys for row in found["bills"])
    assert found["totals"] == {"cost": "15.00", "worth": "16.00", "billed": "0.00", "left": "16.00"}
    assert found["approved_totals"] == found["totals"]
    line = job.ok("invoice", "new", "--bill", "c-1")["sections"][0]["lines"][0]
    assert (line["quantity"], line["unit_cost"], line["percent"], line["over"]) == (None, None, None, None)
    shapes(found)


def test_a_dry_run_says_so_and_lists_the_files(tmp_path: Path) -> None:
    job = job_with_a_change(tmp_path)
    job.ok("invoice", "new", "--percent", "A1=10", "--id", "a")
    found = job.run("release", "a", "-n", "--json").json
    invoice(found, {"message", "dry_run", "changes"})
    assert found["dry_run"] is True
    assert all(set(one) == {"file", "action"} for one in found["changes"])
    assert {"drafts/a.yaml", "invoices/INV-0001.yaml"} <= {one["file"] for one in found["changes"]}


@pytest.mark.parametrize(
    ("words", "code"),
    [(("invoice", "show", "x"), 2), (("nosuch",), 2), (("pay",), 2), (("release", "a", "--nosuch"), 2),
     (("invoice", "new", "--change", "CO-002"), 3), ((), 2), (("invoice",), 2)],
)  # fmt: skip
def test_whatever_the_exit_there_is_one_object(tmp_path: Path, words: tuple[str, ...], code: int) -> None:
    job = job_with_a_change(tmp_path)
    job.put("changes/CO-002.yaml", change("name: Deck, cost: 1.00", status="pending"))
    job.no(code, *words)


def test_json_stands_anywhere(tmp_path: Path) -> None:
    job = job_with_a_change(tmp_path)
    for words in (("--json", "invoice", "list"), ("invoice", "--json", "list"), ("invoice", "list", "--json")):
        assert set(job.run(*words).json) == {"invoices", "totals", "messages_waiting"}
    for wrong in (("invoice", "nosuch"), ("invoice", "show", "x"), ("pay", "a", "0"), ("summary", "--as-of")):
        for place in range(len(wrong)):
            words = (*wrong[:place], "--json", *wrong[place:])
            answer = job.run(*words)
            assert answer.code == 2 and answer.out, words
            assert answer.json["problems"], words
