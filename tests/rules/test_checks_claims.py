"""What `check` finds in claims: law 2, names, percents, and bills that follow each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from build import a_bill, a_change, a_draft, a_job, a_line, an_invoice, an_item, progress, section, stated

from ressio_cli.model.invoice import Event, Line
from ressio_cli.model.project import Project
from ressio_cli.rules import checks


def job(*papers: object, **said: object) -> Project:
    """A at 1,000 and a credit B of −100, with released invoices and drafts."""
    facts = {"items": [an_item("A", price=1000), an_item("B", price=-100)]}
    drafts = [paper for paper in papers if not hasattr(paper, "released")]
    invoices = [paper for paper in papers if hasattr(paper, "released")]
    return a_job(**{**facts, "drafts": drafts, "invoices": invoices, **said})


def on(source: str, amount: object, previous: object = 0, **more: object) -> Line:
    return a_line(source, amount, worth={"A": 1000, "B": -100}.get(source), previous=previous, **more)


def billed(number: int, /, *lines: Line, **more: object) -> object:
    return an_invoice(number, progress(*lines), **more)


def found(project: Project) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in checks.check(project)]


def message(project: Project) -> str:
    (problem,) = (problem for problem in checks.check(project) if problem.severity == "problem")
    return problem.message


def test_claims_of_several_invoices_beyond_the_worth_are_told_with_their_amounts() -> None:
    project = job(billed(1, on("A", 700)), billed(2, on("A", 400, 700)))
    assert found(project) == [("source.beyond-worth", "problem")]
    assert message(project) == (
        "A is claimed 1,100.00, 100.00 beyond its worth of 1,000.00: INV-0001 700.00, INV-0002 400.00"
    )


def test_a_draft_counts_and_a_void_does_not() -> None:
    draft = a_draft("d", progress(on("A", 400, 700)))
    assert found(job(billed(1, on("A", 700)), draft)) == [("source.beyond-worth", "problem")]
    assert found(job(billed(1, on("A", 700), void="2026-04-01"), draft)) == []


def test_a_credit_lies_between_its_worth_and_zero() -> None:
    assert found(job(billed(1, on("B", -100)))) == []
    assert found(job(billed(1, on("B", "-100.01")))) == [("source.beyond-worth", "problem")]
    assert found(job(billed(1, on("B", "0.01")))) == [("source.beyond-worth", "problem")]


def test_a_reason_or_the_tolerance_widens_the_far_end_only() -> None:
    assert found(job(billed(1, on("A", 1200, over="Rock")))) == []
    assert found(job(billed(1, on("A", 1050)), over="5%")) == []
    assert found(job(billed(1, on("A", "1050.01")), over="5%")) == [("source.beyond-worth", "problem")]
    assert found(job(billed(1, on("A", "-0.01", over="Why not")), over="5%")) == [("source.beyond-worth", "problem")]


def test_only_what_a_void_left_is_a_note() -> None:
    left = job(billed(1, on("A", 600), void="2026-04-01"), billed(2, on("A", -100, 600)))
    assert found(left) == [("source.outside", "note")]
    (problem,) = checks.check(left)
    assert problem.hint == "ressio invoice new --amount A=100.00"
    more = job(billed(1, on("A", 50), void="2026-04-01"), billed(2, on("A", -100, 50)))
    assert ("source.beyond-worth", "problem") in found(more)


def test_a_source_that_is_not_there_or_of_another_kind_is_named() -> None:
    assert message(job(billed(1, on("A1", 5)))) == "INV-0001: there is no A1 to bill"
    wrong = job(an_invoice(1, section("changes", on("A", 5))))
    assert message(wrong) == "INV-0001: A is billed percentage, not changes"
    assert message(job(billed(1, stated(5)))) == "INV-0001: a line under Progress billing names no source"


def test_what_waits_is_not_claimed() -> None:
    changes = [a_change("CO-001", 50, status="pending")]
    project = job(an_invoice(1, section("changes", a_line("CO-001/1", 50, worth=50))), changes=changes)
    assert message(project) == "INV-0001 bills CO-001/1, but CO-001 is not approved, it is pending"


def test_percents_to_date_lie_between_none_and_all() -> None:
    low = job(a_draft("d", progress(on("A", -10, percent_to_date="-1%"))))
    assert ("line.percent", "problem") in found(low)
    high = job(a_draft("d", progress(on("A", 1010, percent_to_date="101%", over="Rock"))))
    assert found(high) == []


def test_two_bills_that_start_from_the_same_are_found() -> None:
    project = job(billed(1, on("A", 300)), billed(2, on("A", 500)))
    assert found(project) == [("line.previous", "problem")]
    assert message(project) == "INV-0002 says 0.00 of A was billed before; it was 300.00, by INV-0001"


def test_a_void_or_an_edit_of_version_0_1_excuses_the_previous() -> None:
    gone = billed(1, on("A", 300), on="2026-03-01", void="2026-03-31")
    for day in ("2026-03-15", "2026-03-31", "2026-04-01"):
        for previous in (0, 300):
            assert found(job(gone, billed(2, on("A", 500, previous), on=day))) == []
        assert found(job(gone, billed(2, on("A", 500, 200), on=day))) == [("line.previous", "problem")]
    edited = billed(1, on("A", 300), revision=2, number="")
    assert found(job(edited, billed(2, on("A", 500), number=""))) == []
    numbered = billed(1, on("A", 300), revision=2)
    assert found(job(numbered, billed(2, on("A", 500)))) == [("line.previous", "problem")]


def test_a_void_counts_for_those_that_were_released_before_it_was_made() -> None:
    gone = billed(1, on("A", 300), void="2026-03-31")
    late = replace(gone, void=replace(gone.void, after="INV-0002"))
    early = replace(gone, void=replace(gone.void, after="INV-0001"))
    for void, previous, right in ((late, 300, True), (late, 0, False), (early, 0, True), (early, 300, False)):
        facts = found(job(void, billed(2, on("A", 500, previous), after="INV-0001", on="2026-04-01")))
        assert facts == ([] if right else [("line.previous", "problem")]), (void.void, previous)
    wrong = job(early, billed(2, on("A", 500, 300), after="INV-0001", on="2026-04-01"))
    assert message(wrong) == "INV-0002 says 300.00 of A was billed before; nothing was"


def test_a_void_on_one_branch_and_a_release_on_another_before_it_need_not_know_of_each_other() -> None:
    gone = billed(1, on("A", 300), on="2026-03-01", void="2026-03-31")
    gone = replace(gone, void=replace(gone.void, after="INV-0001"))
    for day in ("2026-03-15", "2026-03-31"):
        assert found(job(gone, billed(2, on("A", 500, 300), after="INV-0001", on=day))) == []
    told = (Event(on=date(2026, 3, 15), did="released", entered=date(2026, 4, 1)),)
    late = billed(2, on("A", 500, 300), after="INV-0001", on="2026-03-15", history=told)
    assert found(job(gone, late)) == [("line.previous", "problem")]


def test_bills_follow_each_other_in_the_order_of_release_whatever_dates_and_numbers_say() -> None:
    first = billed(7, on("A", 100), on="2026-04-30")
    second = billed(3, on("A", 200, 100), on="2026-03-01", after="INV-0007")
    third = billed(5, on("A", 300, 300), on="2026-03-15", after="INV-0003")
    assert [code for code, severity in found(job(first, second, third)) if severity == "problem"] == []
    swapped = billed(5, on("A", 300, 0), on="2026-03-15", after="INV-0003")
    assert message(job(first, second, swapped)) == (
        "INV-0005 says 0.00 of A was billed before; it was 300.00, by INV-0007, INV-0003"
    )


def test_lines_with_their_own_markup_count_by_their_part_of_the_cost() -> None:
    facts = {"contract": "cost-plus", "budget": "cost-codes", "items": [], "bills": [a_bill("b", 1000)]}
    own = a_line("b/1", 1200, worth=1200, markup="20%")
    assert found(job(an_invoice(1, section("actuals", own)), **facts)) == []
    more = a_line("b/1", "1200.01", worth=1200, markup="20%")
    assert found(job(an_invoice(1, section("actuals", more)), **facts)) == [("source.beyond-worth", "problem")]


def test_a_number_wished_for_may_be_lower_than_those_released_before_it_that_day() -> None:
    papers = [billed(1, on("A", 100)), billed(7, on("A", 200, 100)), billed(3, on("A", 300, 300))]
    assert found(job(*papers)) == [("invoice.gap", "note"), ("invoice.gap", "note")]
    twice = [billed(1, on("A", 100)), billed(7, on("A", 200, 100)), billed(3, on("A", 300, 100))]
    assert ("line.previous", "problem") in found(job(*twice))


def test_bills_with_dates_out_of_order_follow_each_other_by_number_or_by_date() -> None:
    by_number = [billed(1, on("A", 100), on="2026-03-02"), billed(2, on("A", 200, 100), on="2026-03-01")]
    by_date = [billed(1, on("A", 100, 200), on="2026-03-02"), billed(2, on("A", 200), on="2026-03-01")]
    neither = [billed(1, on("A", 100, 50), on="2026-03-02"), billed(2, on("A", 200), on="2026-03-01")]
    assert found(job(*by_number)) == [("invoice.out-of-order", "note")]
    assert found(job(*by_date)) == [("invoice.out-of-order", "note")]
    assert ("line.previous", "problem") in found(job(*neither))


def test_an_edit_excuses_bills_with_dates_out_of_order_too() -> None:
    first = billed(1, on("A", 100), on="2026-03-02", revision=2, number="")
    second = billed(3, on("A", 10, 7), on="2026-03-01", number="")
    assert ("line.previous", "problem") not in found(
        job(first, billed(2, on("A", 200), on="2026-03-03", number=""), second)
    )


def test_retainage_billed_beyond_what_is_held_is_a_problem_and_a_note_where_a_void_took_it() -> None:
    back = an_invoice(2, section("retainage", a_line("retainage", 50, worth=50)))
    held = billed(1, on("A", 300), retainage="10%")
    assert found(job(held, back)) == [("source.beyond-worth", "problem")]
    more = billed(1, on("A", 600), retainage="10%", void="2026-05-01")
    assert found(job(more, back)) == [("source.outside", "note")]
