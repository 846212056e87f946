"""Any day's figures: a fact counts from its own date on, whatever was recorded later."""

from __future__ import annotations

from pathlib import Path

from cli.house import House, bill, cost_plus, fixed


def history(tmp_path: Path) -> House:
    """Released 01-10, paid half 01-15, pending 01-20 settled 01-25, refunded 02-01, failed 02-05, void 02-10."""
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1000.00")
    job.ok("invoice", "new", "--percent", "A1=50", "--id", "a", today="2026-01-05")
    job.ok("release", "a", "--on", "2026-01-10", today="2026-01-10")
    half = job.ok("pay", "1", "250", "--on", "2026-01-15", today="2026-01-15")["payment"]["id"]
    rest = job.ok("pay", "1", "--pending", "--on", "2026-01-20", today="2026-01-20")["payment"]["id"]
    job.ok("payment", "settle", rest, "--on", "2026-01-25", today="2026-01-25")
    job.ok("payment", "refund", half, "50", "--reason", "Goodwill", "--on", "2026-02-01", today="2026-02-01")
    job.ok("payment", "fail", rest, "--reason", "Bounced", "--on", "2026-02-05", today="2026-02-05")
    job.ok("void", "1", "--reason", "Wrong", "--on", "2026-02-10", today="2026-02-10")
    return job


def test_each_event_counts_from_its_day_on(tmp_path: Path) -> None:
    job = history(tmp_path)
    keys = (
        "billed",
        "invoiced",
        "collected",
        "received",
        "pending",
        "outstanding",
        "overdue",
        "credit",
        "left_to_bill",
    )
    found = {}
    for day in ("01-09", "01-10", "01-15", "01-20", "01-24", "01-25", "02-01", "02-05", "02-09", "02-10", "03-01"):
        billing = job.ok("summary", "--as-of", f"2026-{day}")["billing"]
        found[day] = tuple(billing[key].removesuffix(".00") for key in keys)
    released = ("500", "500")
    assert found == {
        "01-09": ("0", "0", "0", "0", "0", "0", "0", "0", "1000"),
        "01-10": (*released, "0", "0", "0", "500", "0", "0", "500"),
        "01-15": (*released, "250", "250", "0", "250", "0", "0", "500"),
        "01-20": (*released, "250", "250", "250", "250", "0", "0", "500"),
        "01-24": (*released, "250", "250", "250", "250", "0", "0", "500"),
        "01-25": (*released, "500", "500", "0", "0", "0", "0", "500"),
        "02-01": (*released, "450", "450", "0", "50", "0", "0", "500"),
        "02-05": (*released, "200", "200", "0", "300", "0", "0", "500"),
        "02-09": (*released, "200", "200", "0", "300", "0", "0", "500"),
        "02-10": ("0", "0", "0", "200", "0", "0", "0", "200", "1000"),
        "03-01": ("0", "0", "0", "200", "0", "0", "0", "200", "1000"),
    }


def test_the_status_of_a_day(tmp_path: Path) -> None:
    job = history(tmp_path)
    found = [
        job.ok("invoice", "show", "1", "--as-of", f"2026-{day}")["status"]
        for day in ("01-10", "01-15", "01-20", "01-25", "02-01", "02-05", "02-10")
    ]
    assert found == ["open", "partially-paid", "pending", "paid", "partially-paid", "partially-paid", "void"]


def test_the_environment_is_the_same_argument(tmp_path: Path) -> None:
    job = history(tmp_path)
    assert job.ok("summary", today="2026-01-15") == job.ok("summary", "--as-of", "2026-01-15", today="2026-06-01")
    assert job.ok("invoice", "list", today="2026-01-09")["totals"]["invoiced"] == "0.00"


def test_overdue_is_from_a_day(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1000.00")
    job.ok("invoice", "new", "--percent", "A1=50", "--id", "a")
    job.ok("release", "a", "--on", "2026-01-10")
    assert job.ok("invoice", "show", "1", "--as-of", "2026-02-09")["overdue"] is False
    assert job.ok("invoice", "show", "1", "--as-of", "2026-02-10")["overdue"] is True
    totals = job.ok("invoice", "list", "--as-of", "2026-02-10")["totals"]
    assert (totals["outstanding"], totals["overdue"]) == ("500.00", "500.00")


def test_a_change_counts_from_its_decision(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1000.00")
    words = ("--title", "Mat", "--item", "Mat=100")
    job.ok("change", "new", *words, today="2026-02-01")
    job.ok("change", "propose", "CO-001", today="2026-02-02")
    job.ok("change", "approve", "CO-001", "--by", "Dana", "--on", "2026-02-10", today="2026-02-10")
    found = [
        (contract["approved_price"], contract["pending_changes"])
        for contract in (job.ok("summary", "--as-of", f"2026-02-{day}")["contract"] for day in ("09", "10"))
    ]
    assert found == [("1000.00", "100.00"), ("1100.00", "0.00")]
    assert job.ok("unbilled", "--as-of", "2026-02-09")["total"] == "0.00"
    assert job.ok("unbilled", "--as-of", "2026-02-10")["total"] == "100.00"


def test_a_bill_counts_from_its_approval(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    job.put("bills/c-1.yaml", bill("amount: 100.00", date="2026-02-10"))
    job.swap("bills/c-1.yaml", "approved: 2026-02-10", "approved: 2026-02-12")
    assert job.ok("summary", "--as-of", "2026-02-12")["cost"]["actual"] == "100.00"
    assert job.ok("summary", "--as-of", "2026-02-09")["cost"]["actual"] == "0.00"


def test_credit_and_payments_of_a_day(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1000.00")
    job.ok("payment", "new", "70", "--on", "2026-01-10")
    job.ok("payment", "new", "5", "--on", "2026-01-20")
    assert job.ok("credit", "--as-of", "2026-01-19")["credit"] == "70.00"
    assert job.ok("payment", "list", "--as-of", "2026-01-19")["received"] == "70.00"
    assert job.ok("credit", "--as-of", "2026-01-09")["entries"] == []


def test_a_writing_command_uses_the_day_only_to_write(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1000.00")
    job.ok("invoice", "new", "--percent", "A1=50", "--id", "a")
    job.ok("release", "a")
    paper = job.ok("invoice", "new", "--percent", "A1=60", "--as-of", "2026-01-05", "--id", "b")
    assert paper["total"] == "100.00"
    assert job.ok("release", "b", "--as-of", "2026-03-02")["released"] == "2026-03-02"
    assert job.ok("pay", "2", "--as-of", "2026-03-03")["payment"]["received"] == "2026-03-03"


def test_a_day_that_is_no_day(tmp_path: Path) -> None:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 1000.00")
    for day in ("2026-02-30", "yesterday", "2026-2-3", ""):
        job.no(2, "summary", "--as-of", day)
    assert job.run("summary", today="2026-13-01").code == 2
