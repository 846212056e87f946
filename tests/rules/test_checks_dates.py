"""Days in their order, in files: what is dated before it can be is found, what is dated after today is noted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import (
    a_bill,
    a_change,
    a_draft,
    a_job,
    a_line,
    a_payment,
    an_invoice,
    an_item,
    day,
    money,
    progress,
    section,
    stated,
)
from story import Story

from ressio_cli.model.invoice import Event, Released
from ressio_cli.model.payment import Payment, Undone
from ressio_cli.model.problem import Problem
from ressio_cli.model.project import Project
from ressio_cli.rules.checks import check, check_on
from ressio_cli.rules.payment_seals import sealed

FEE = section("amount", stated(50))
NEW = "INV-0001"  # what an invoice says of the one before it
OLD = {"number": ""}  # what version 0.1 wrote: no order, and no number in the file


def said(problems: list[Problem], code: str = "date.order") -> list[tuple[str, str]]:
    return [(problem.severity, problem.message) for problem in problems if problem.code == code]


def job(*invoices: Released, payments: tuple[Payment, ...] = (), **more: object) -> Project:
    facts = {"items": [an_item("A", price=1000)], "invoices": invoices, "payments": payments}
    return a_job(**{**facts, **more})


@pytest.mark.parametrize(
    ("payment", "message"),
    [
        (a_payment("p", 5, settled=day("2026-04-11")), "p cleared on 2026-04-11, before it was received on 2026-04-12"),
        (
            a_payment("p", 5, status="failed", failed=Undone(on=day("2026-04-11"))),
            "p failed on 2026-04-11, before it was received on 2026-04-12",
        ),
        (
            a_payment("p", 5, status="void", settled=day("2026-04-20"), void=Undone(on=day("2026-04-19"))),
            "p was void on 2026-04-19, before it cleared on 2026-04-20",
        ),
    ],
)
def test_money_moves_after_it_came(payment: Payment, message: str) -> None:
    """What a command recorded is sealed; a person may have typed a wrong date."""
    assert said(check(job(payments=(payment,)))) == [("note", message)]
    assert said(check(job(payments=(sealed(payment),)))) == [("problem", message)]


def test_what_happens_on_one_day_is_in_order() -> None:
    same = a_payment("p", 5, settled=day("2026-04-12"), status="failed", failed=Undone(on=day("2026-04-12")))
    invoice = an_invoice(
        1, progress(a_line("A", 100, worth=1000)), on="2026-02-01", due="2026-02-01", void="2026-02-01"
    )
    assert said(check(job(invoice, payments=(same,)))) == []


def test_a_change_is_answered_after_it_was_proposed() -> None:
    change = a_change("CO-001", 5, on="2026-03-05", proposed=day("2026-03-06"))
    assert said(check(job(changes=[change]))) == [
        ("problem", "CO-001 was approved on 2026-03-05, before it was proposed on 2026-03-06")
    ]
    assert change.decided is not None
    by_hand = replace(change, decided=replace(change.decided, seal="v1:written by hand"))
    assert [severity for severity, _ in said(check(job(changes=[by_hand])))] == ["note"]


@pytest.mark.parametrize(("form", "severity"), [(OLD, "note"), ({"after": NEW}, "problem"), ({}, "problem")])
def test_an_invoice_is_due_after_its_release_and_bills_what_was_there(form: dict[str, str], severity: str) -> None:
    """Version 0.1, which wrote no order, took any date."""
    changes = [a_change("CO-001", 10, on="2026-03-05")]
    first = an_invoice(1, FEE, on="2026-01-01")
    due = job(first, an_invoice(2, FEE, on="2026-03-31", due="2026-03-30", **form))
    assert said(check(due)) == [(severity, "INV-0002 is due on 2026-03-30, before its release on 2026-03-31")]
    early = an_invoice(2, progress(a_line("A", 10, worth=1000)), on="2026-01-31", **form)
    assert said(check(job(first, early))) == [
        (severity, "INV-0002 was released on 2026-01-31, before the budget was locked on 2026-02-01")
    ]
    change = an_invoice(2, section("changes", a_line("CO-001/1", 10, worth=10)), on="2026-03-04", **form)
    assert said(check(job(first, change, changes=changes))) == [
        (severity, "INV-0002 was released on 2026-03-04, before CO-001 was approved on 2026-03-05")
    ]
    gone = replace(early, void=replace(an_invoice(9, void="2026-04-01").void, on=day("2026-04-01")))
    assert said(check(job(first, gone))) == []


def test_a_cost_billed_before_its_day_is_a_note_since_its_day_may_have_been_corrected() -> None:
    bills = [a_bill("b", 100, on="2026-02-20", approved=day("2026-02-25"))]
    invoice = an_invoice(2, section("actuals", a_line("b/1", 100, worth=100)), on="2026-02-24", after=NEW)
    plus = {"contract": "cost-plus", "budget": "cost-codes", "bills": bills}
    first = an_invoice(1, FEE, on="2026-01-01")
    assert said(check(job(first, invoice, **plus))) == [
        ("note", "INV-0002 was released on 2026-02-24, before b was approved on 2026-02-25")
    ]


def test_no_version_made_an_invoice_void_before_its_release() -> None:
    assert said(check(job(an_invoice(1, FEE, on="2026-03-31", void="2026-03-30")))) == [
        ("problem", "INV-0001 was void on 2026-03-30, before its release on 2026-03-31")
    ]


def test_credit_is_drawn_for_what_is_released_and_when_it_is_there() -> None:
    invoice = an_invoice(1, FEE, on="2026-03-31")
    paid = a_payment("money", 50, on="2026-03-01")
    early = a_payment("draw", 50, "INV-0001", on="2026-03-30", method="credit")
    assert said(check(job(invoice, payments=(paid, early)))) == [
        ("note", "draw draws credit for INV-0001 on 2026-03-30, before its release on 2026-03-31")
    ]
    draw = replace(early, received=day("2026-04-01"))
    assert said(check(job(invoice, payments=(paid, draw)))) == []
    late = replace(paid, received=day("2026-04-05"))
    short = "the client's credit was -50.00 on 2026-04-01: more was drawn or sent back than there was then"
    assert said(check(job(invoice, payments=(late, draw)))) == [("note", short)]
    bounced = a_payment("old", 50, on="2026-03-01", status="failed", settled=day("2026-03-01"),
                        failed=Undone(on=day("2026-04-02")))  # fmt: skip
    assert said(check(job(invoice, payments=(bounced, late, draw)))) == [], "on that day the credit was there"


def test_what_is_dated_after_today_is_noted_the_latest_first() -> None:
    months = [an_invoice(number, FEE, on=f"2026-0{number}-15") for number in range(1, 8)]
    found = check(job(*months, payments=(a_payment("p", 5, on="2062-03-10"),)), today=day("2026-03-01"))
    assert said(found, "date.future") == [
        ("note", "p is received on 2062-03-10, which is still to come"),
        ("note", "INV-0007 is released on 2026-07-15, which is still to come"),
        ("note", "INV-0006 is released on 2026-06-15, which is still to come; so are 3 more"),
    ]
    assert said(check(job(*months)), "date.future") == [], "without a day to look from nothing is later"


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"changes": [a_change("CO-001", 5, on="2026-03-05")]}, "CO-001 is approved on 2026-03-05"),
        ({"bills": [a_bill("b", 5, on="2026-03-05")]}, "b is dated on 2026-03-05"),
        ({"invoices": [an_invoice(1, FEE, on="2026-01-05", void="2026-03-05")]}, "INV-0001 is void on 2026-03-05"),
    ],
)
def test_every_kind_of_day_may_be_still_to_come(facts: dict[str, object], message: str) -> None:
    found = check(a_job(locked=False, **facts), today=day("2026-03-04"))
    assert said(found, "date.future") == [("note", f"{message}, which is still to come")]
    assert said(check(a_job(locked=False, **facts), today=day("2026-03-05")), "date.future") == []


def test_a_lock_may_be_still_to_come() -> None:
    found = check(job(), today=day("2026-01-31"))
    assert said(found, "date.future") == [("note", "the budget is locked on 2026-02-01, which is still to come")]


def edited(**more: object) -> Project:
    history = (Event(on=day("2026-03-31"), did="released"), Event(on=day("2026-04-02"), did="edited"))
    return job(an_invoice(1, FEE, revision=2, history=history), **more)


def test_earlier_revisions_are_kept_and_sealed() -> None:
    project = edited()
    assert said(check(project), "invoice.revision-lost") == [
        ("note", "INV-0001 is revision 2, but revision 1 is not kept")
    ]
    first = replace(project.invoices[0], revision=1)
    assert check(replace(project, superseded=(first,))) == []
    tampered = replace(first, content="sha256:other")
    assert said(check(replace(project, superseded=(tampered,))), "invoice.seal-broken") == [
        ("problem", "INV-0001.r1 was changed after it was released: its seal does not fit its content")
    ]
    assert said(check(replace(project, superseded=(replace(first, seal=""),))), "invoice.seal-missing") == [
        ("problem", "INV-0001.r1 has no seal")
    ]


def test_a_change_that_is_billed_from_an_edit_on_was_ready_then() -> None:
    story = Story(job(changes=[a_change("CO-001", 70, on="2026-03-05")]), today="2026-03-10")
    story.bill(percent={"A": "10"}, on="2026-03-01")
    story.add("INV-0001", changes=("CO-001",))
    assert said(check(story.job)) == []
    assert story.findings == []


# on a day of the past


def problems_on(project: Project, on: str) -> list[str]:
    return [problem.code for problem in check_on(project, day(on)) if problem.severity == "problem"]


def test_a_past_day_is_proved_with_what_was_known_then() -> None:
    first = an_invoice(1, progress(a_line("A", 1000, worth=1000)), on="2026-03-01", void="2026-03-20", after="INV-0009")
    second = an_invoice(2, progress(a_line("A", 1000, worth=1000)), on="2026-03-10", after=NEW)
    both = job(first, second)
    assert [problems_on(both, on) for on in ("2026-03-05", "2026-03-15", "2026-03-25")] == [
        [], ["source.beyond-worth"], [],
    ]  # fmt: skip
    old = job(replace(first, after="", number=""), replace(second, after="", number=""))
    assert [(one.code, one.severity) for one in check_on(old, day("2026-03-15"))] == [("source.beyond-worth", "note")]


def test_drafts_show_only_what_they_are_now_and_are_no_part_of_the_past() -> None:
    billed = an_invoice(
        1, progress(a_line("A", 1000, worth=1000)), on="2026-03-01", void="2026-03-20", after="INV-0009"
    )
    again = a_draft("again", progress(a_line("A", 1000, worth=1000)), on="2026-03-02")
    assert problems_on(job(billed, drafts=[again]), "2026-03-10") == []


def test_money_taken_back_since_is_no_double() -> None:
    """A check typed wrong and corrected later, under its own day and number."""
    wrong = a_payment("wrong", 50, "INV-0001", reference="7", status="void", settled=day("2026-04-12"),
                      void=Undone(on=day("2026-04-20")))  # fmt: skip
    right = a_payment("right", 50, "INV-0001", reference="7")
    project = job(an_invoice(1, FEE), payments=(wrong, right))
    assert problems_on(project, "2026-04-15") == problems_on(project, "2026-04-25") == []


def test_the_order_of_releases_is_judged_as_a_whole() -> None:
    """What was released later and dated before counts on what was released before it and dated later."""
    first = an_invoice(1, progress(a_line("A", 400, worth=1000)), on="2026-05-10")
    second = an_invoice(2, progress(a_line("A", 100, worth=1000, previous=400)), on="2026-04-01", after=NEW)
    project = job(first, second)
    assert [(problem.code, problem.severity) for problem in check(project)] == [("invoice.out-of-order", "note")]
    assert check_on(project, day("2026-04-15")) == []


def test_money_before_its_invoice_and_a_reissue_before_its_original_are_sound() -> None:
    paid = job(an_invoice(1, FEE, on="2026-03-31"), payments=(a_payment("p", 50, "INV-0001", on="2026-03-01"),))
    assert problems_on(paid, "2026-03-15") == []
    original = an_invoice(1, FEE, on="2026-03-31", void="2026-04-01")
    original = replace(original, void=replace(original.void, replaced_by="INV-0002"))
    reissue = an_invoice(2, FEE, on="2026-03-01", after=NEW, replaces="INV-0001")
    assert problems_on(job(original, reissue), "2026-03-15") == []


def test_before_the_lock_that_stands_nothing_is_said_of_what_an_earlier_one_billed() -> None:
    billed = an_invoice(1, progress(a_line("A", 900, worth=1000)), on="2026-01-10", void="2026-01-20")
    project = job(billed, items=[an_item("A", price=500)])
    assert problems_on(project, "2026-01-15") == []


def test_a_revision_is_proved_on_its_own_days() -> None:
    project = edited()
    first = replace(project.invoices[0], revision=1, content="sha256:other")
    project = replace(project, superseded=(first,))
    assert problems_on(project, "2026-04-01") == ["invoice.seal-broken"]
    wrong = replace(first, content=first.seal, total=money(51))
    assert problems_on(replace(project, superseded=(wrong,)), "2026-04-01") == ["invoice.arithmetic"]
    assert problems_on(replace(project, superseded=(wrong,)), "2026-04-02") == []
