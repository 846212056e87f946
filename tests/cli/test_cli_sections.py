"""Anything can be combined: sections of several methods, and several of one method, on one invoice."""

from __future__ import annotations

from pathlib import Path

from cli.house import House, Object, amounts, bill, change, cost_plus, fixed


def job_with_a_change(tmp_path: Path) -> House:
    job = fixed(tmp_path, "id: A1, name: Slab, cost: 10000.00", "id: A2, name: Walls, cost: 5000.00")
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 100.00", "name: Omit, cost: -30.00"))
    return job


def shape(paper: Object) -> list[tuple[int, str, str, str]]:
    return [(found["number"], found["title"], found["from"], found["subtotal"]) for found in paper["sections"]]


def test_each_source_goes_to_the_section_of_its_kind(tmp_path: Path) -> None:
    job = job_with_a_change(tmp_path)
    words = ("--percent", "A1=10", "--change", "CO-001", "--item", "Fee=5", "--percent", "A2=10", "--deposit", "20")
    paper = job.ok("invoice", "new", *words)
    found = {row[2]: (row[1], row[3]) for row in shape(paper)}
    assert found == {
        "percentage": ("Progress billing", "1500.00"),
        "changes": ("Approved changes", "70.00"),
        "amount": ("Additional items", "5.00"),
        "deposit": ("Deposit", "20.00"),
    }
    assert [row[0] for row in shape(paper)] == [1, 2, 3, 4]
    assert (paper["subtotal"], paper["total"]) == ("1595.00", "1595.00")


def test_from_repeats_for_several_sections(tmp_path: Path) -> None:
    job = job_with_a_change(tmp_path)
    paper = job.ok("invoice", "new", "--from", "changes", "--from", "percentage", "--all")
    assert sorted(row[2:] for row in shape(paper)) == [("changes", "70.00"), ("percentage", "15000.00")]


def test_with_both_only_what_is_named_is_billed(tmp_path: Path) -> None:
    job = job_with_a_change(tmp_path)
    paper = job.ok("invoice", "new", "--from", "changes", "--change", "CO-001/1")
    assert amounts(paper) == {"CO-001/1": "100.00"}


def test_add_puts_one_section_at_the_end(tmp_path: Path) -> None:
    job = job_with_a_change(tmp_path)
    job.ok("invoice", "new", "--percent", "A1=10", "--id", "march")
    job.ok("invoice", "add", "march", "--percent", "A2=10", "--section", "Walls")
    job.ok("invoice", "add", "march", "--item", "Fee=5")
    paper = job.ok("invoice", "add", "march", "--item", "Sign=7", "--section", "Signs")
    assert shape(paper) == [
        (1, "Progress billing", "percentage", "1000.00"),
        (2, "Walls", "percentage", "500.00"),
        (3, "Additional items", "amount", "5.00"),
        (4, "Signs", "amount", "7.00"),
    ]
    assert (paper["subtotal"], paper["total"]) == ("1512.00", "1512.00")
    released = job.ok("release", "march")
    assert released["total"] == "1512.00"
    assert job.ok("summary")["billing"]["contract"] == "1500.00"
    assert job.found() == []


def test_add_makes_one_section_per_section_named_in_items(tmp_path: Path) -> None:
    job = job_with_a_change(tmp_path)
    job.ok("invoice", "new", "--percent", "A1=10", "--id", "march")
    items = "- {description: A, amount: 1, section: One}\n- {description: B, amount: 2, section: Two}\n"
    items += "- {description: C, amount: 4, section: One}\n"
    paper = job.ok("invoice", "add", "march", "--items", "-", stdin=items)
    assert [row[1:] for row in shape(paper)] == [
        ("Progress billing", "percentage", "1000.00"), ("One", "amount", "5.00"), ("Two", "amount", "2.00"),
    ]  # fmt: skip


def test_a_section_is_removed_by_number_or_title(tmp_path: Path) -> None:
    job = job_with_a_change(tmp_path)
    job.ok("invoice", "new", "--percent", "A1=10", "--change", "CO-001", "--item", "Fee=5", "--id", "march")
    paper = job.ok("invoice", "remove", "march", "Additional items")
    assert [row[2] for row in shape(paper)] == ["percentage", "changes"]
    paper = job.ok("invoice", "remove", "march", "1")
    assert shape(paper) == [(1, "Approved changes", "changes", "70.00")]
    job.no(3, "invoice", "remove", "march", "1")
    job.no(2, "invoice", "remove", "march", "2")
    job.no(2, "invoice", "remove", "march", "No such title")
    assert amounts(job.ok("invoice", "new", "--percent", "A1=10")) == {"A1": "1000.00"}


def test_cost_plus_combines_as_well(tmp_path: Path) -> None:
    job = cost_plus(tmp_path)
    job.put("bills/c-1.yaml", bill("amount: 50.00, markup: 10%"))
    job.put("changes/CO-001.yaml", change("name: Mat, cost: 100.00"))
    paper = job.ok("invoice", "new", "--bill", "c-1", "--change", "CO-001", "--item", "Fee=5")
    assert amounts(paper) == {"c-1/1": "55.00", "CO-001/1": "100.00", "Fee": "5.00"}
    assert sorted(row[2] for row in shape(paper)) == ["actuals", "amount", "changes"]


def test_an_invoice_may_total_zero_or_below(tmp_path: Path) -> None:
    job = job_with_a_change(tmp_path)
    job.ok("invoice", "new", "--change", "CO-001/2", "--id", "credit")
    paper = job.ok("release", "credit")
    assert (paper["total"], paper["paid"], paper["balance"], paper["status"]) == ("-30.00", "-30.00", "0.00", "paid")
    assert job.ok("credit")["credit"] == "30.00"
    job.ok("invoice", "new", "--item", "Warranty=0", "--id", "nothing")
    paper = job.ok("release", "nothing")
    assert (paper["total"], paper["paid"], paper["status"]) == ("0.00", "0.00", "paid")


def test_without_a_terminal_nothing_chosen_is_refused_and_listed(tmp_path: Path) -> None:
    job = job_with_a_change(tmp_path)
    answer = job.run("invoice", "new")
    assert answer.code == 2
    assert "CO-001/1" in answer.out + answer.err and "A1" in answer.out + answer.err
    job.no(2, "invoice", "new")
