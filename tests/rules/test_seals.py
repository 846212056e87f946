"""Seals over decisions, locks and payments: what they cover, which forms are valid, and what a lost one leaves."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest
from build import a_change, a_job, a_part, a_payment, an_item, day, money, percent

from ressio_cli.model.budget import Lock
from ressio_cli.model.change import Change, Decision
from ressio_cli.model.payment import Applied, Payment, Undone
from ressio_cli.model.project import Project
from ressio_cli.rules import checks
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.payment_seals import resealed, sealed
from ressio_cli.rules.seals import content_seal

FIRST_FORM = "sha256:aff22ed74459e82898f7b687c262a127cf0aff8a221a4c83dd2341dff50b613d"  # written by version 0.1
FIRST_LOCK = "sha256:1192b2d60fbd66a432f0a3636d010c5428b1a9923837d4d51f8ba89941333e95"


def found(job: Project) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in checks.check(job)]


CHANGED = [("change.changed-after-approval", "problem")]


def agreed(**more: Any) -> Project:
    part = a_part(450, name="Heat mat and controls", description="With a timer", quantity=Decimal(2), unit="ea")
    return a_job(changes=[a_change("CO-001", part, title="Heated floor", reason="Asked for", **more)])


def with_change(job: Project, **more: Any) -> Project:
    return replace(job, changes=(replace(job.changes[0], **more),))


def with_decision(job: Project, **more: Any) -> Project:
    decided = job.changes[0].decided
    assert decided is not None
    return with_change(job, decided=replace(decided, **more))


@pytest.mark.parametrize(
    "edit",
    [{"title": "Heated bathroom floor"}, {"kind": "selection"}, {"reason": ""}, {"status": "declined"},
     {"status": "pending"}, {"status": "draft"}, {"id": "CO-002"}],
)  # fmt: skip
def test_the_seal_of_a_decision_covers_the_change_its_answer_and_its_name(edit: dict[str, Any]) -> None:
    assert found(agreed()) == []
    assert found(with_change(agreed(), **edit)) == CHANGED


@pytest.mark.parametrize("edit", [{"on": day("2026-03-06")}, {"by": "Robin Reyes"}])
def test_the_seal_of_a_decision_covers_who_decided_and_when(edit: dict[str, Any]) -> None:
    assert found(with_decision(agreed(), **edit)) == CHANGED


@pytest.mark.parametrize(
    "edit",
    [{"name": "Heat mat"}, {"code": "09"}, {"cost": money(451)}, {"price": money(460)}, {"markup": percent("1%")},
     {"description": "With two timers"}, {"quantity": Decimal(3)}, {"unit": "m"}, {"builder_taxed": True}],
)  # fmt: skip
def test_the_seal_of_a_decision_covers_what_the_client_signs_of_each_item(edit: dict[str, Any]) -> None:
    job = agreed()
    job = replace(job, settings=replace(job.settings, tax=replace(job.settings.tax, builder=percent("10%"))))
    assert found(job) == []
    items = (replace(job.changes[0].items[0], **edit),)
    assert found(with_change(job, items=items)) == CHANGED


def test_a_decision_of_version_0_1_stays_valid_and_covers_what_it_did() -> None:
    old = Change(
        id="CO-001",
        title="Heated bathroom floor",
        kind="change-order",
        status="approved",
        items=(a_part(450, name="Heat mat and controls"),),
        proposed=day("2026-03-02"),
        decided=Decision(on=day("2026-03-05"), by="Dana Reyes", seal=FIRST_FORM),
    )
    job = replace(a_job(), changes=(old,))
    assert found(job) == []
    assert found(with_decision(job, on=day("2026-03-06"), by="Robin")) == []
    assert found(with_change(job, title="Floor")) == CHANGED
    assert found(with_change(job, title="Floor", status="pending")) == []


def test_a_seal_whose_form_was_taken_off_does_not_pass_for_an_old_one() -> None:
    job = agreed()
    decided = job.changes[0].decided
    assert decided is not None
    assert found(with_decision(job, seal=decided.seal.removeprefix("v2:"))) == CHANGED
    assert found(with_decision(job, seal=f"v3:{decided.seal}")) == [("seal.unknown-form", "problem")]


def test_a_decision_that_lost_its_seal_is_a_note_and_one_written_by_hand_is_none() -> None:
    assert found(with_decision(agreed(), seal="")) == [("change.seal-missing", "note")]
    assert found(with_decision(agreed(), seal="", sealed=False)) == []


def test_a_copied_decision_is_found_and_named() -> None:
    job = agreed()
    copied = replace(job, changes=(job.changes[0], replace(job.changes[0], id="CO-006")))
    (problem,) = checks.check(copied)
    assert (problem.code, problem.message, problem.subjects) == (
        "change.changed-after-approval", "CO-006 carries the seal of CO-001: it is a copy", ("CO-006", "CO-006/1"),
    )  # fmt: skip


def test_two_approved_changes_of_the_same_content_are_a_note() -> None:
    job = a_job(changes=[a_change("CO-001", 5, title="Door"), a_change("CO-002", 5, title="Door")])
    (note,) = checks.check(job)
    assert (note.code, note.severity, note.message) == (
        "change.alike", "note", "CO-002 and CO-001 are both approved and have the same content",
    )  # fmt: skip
    for other in (
        a_change("CO-002", 6, title="Door"), a_change("CO-002", 5, title="Doors"),
        a_change("CO-002", 5, title="Door", kind="selection"),
        a_change("CO-002", 5, title="Door", status="declined"), a_change("CO-002", 5, title="Door", status="pending"),
    ):  # fmt: skip
        assert found(a_job(changes=[a_change("CO-001", 5, title="Door"), other])) == []


def test_copies_of_version_0_1_carry_the_same_valid_seal_and_are_a_note() -> None:
    change = a_change("CO-001", 5, title="Door")
    seal = content_seal(change, a_job().settings)
    old = replace(change, decided=Decision(on=day("2026-03-05"), by="Dana", seal=seal))
    job = replace(a_job(), changes=(old, replace(old, id="CO-006")))
    assert found(job) == [("change.alike", "note")]


# The lock


def locked(**more: Any) -> Project:
    job = a_job(items=[an_item("03-100", 1000, taxed=True), an_item("03-200", 500)], tax={"GST": "5%", "PST": "7%"})
    lock = job.budget.locked
    assert lock is not None
    return replace(job, budget=replace(job.budget, locked=replace(lock, **more)))


def lock_items(job: Project, **edited: str | None) -> Project:
    lock = job.budget.locked
    assert lock is not None
    items = {id: words for id, words in {**lock.items, **edited}.items() if words is not None}
    return replace(job, budget=replace(job.budget, locked=replace(lock, items=items)))


def test_the_seal_of_a_lock_covers_its_day() -> None:
    assert found(locked()) == []
    assert found(locked(on=day("2026-02-02"))) == [
        ("budget.changed-after-lock", "problem"), ("budget.lock-items", "problem"),
    ]  # fmt: skip


def test_a_lock_of_version_0_1_stays_valid() -> None:
    job = a_job(items=[an_item("03-100", 1000), an_item("03-200", 500)])
    items = {"03-100": "1000.00 1000.00", "03-200": "500.00 500.00"}
    old = Lock(on=day("2026-02-01"), price=money(1500), cost=money(1500), seal=FIRST_LOCK, items=items)
    job = replace(job, budget=replace(job.budget, locked=old))
    assert found(job) == []
    assert found(replace(job, budget=replace(job.budget, locked=replace(old, on=day("2026-03-01"))))) == []


def test_a_lock_that_lost_its_seal_is_a_note_and_one_written_by_hand_is_none() -> None:
    assert found(locked(seal="")) == [("budget.seal-missing", "note")]
    assert found(locked(seal="", items={})) == []
    assert found(locked(seal="v3:sha256:0")) == [("seal.unknown-form", "problem")]


@pytest.mark.parametrize(
    ("id", "words", "message"),
    [
        ("03-200", "rubbish", "`locked.items` says 'rubbish' of 03-200, which was locked at cost 500.00, price 500.00"),
        ("03-100", "1000.00 1000.00 GST",
         "`locked.items` says '1000.00 1000.00 GST' of 03-100, which was locked at cost 1000.00, price 1000.00,"
         " taxed GST, PST"),
        ("09-900", "1.00 1.00", "`locked.items` names 09-900, which is no item of the locked budget"),
        ("03-200", None, "`locked.items` does not name 03-200"),
    ],
)  # fmt: skip
def test_the_items_of_a_lock_are_held_to_its_seal(id: str, words: str | None, message: str) -> None:
    problems = checks.check(lock_items(locked(), **{id: words}))
    assert [(problem.code, problem.message) for problem in problems] == [("budget.lock-items", message)]


def test_where_budget_and_items_both_differ_from_the_seal_the_items_are_not_believed() -> None:
    job = locked()
    budget = replace(job.budget, categories=(replace(job.budget.categories[0], items=(an_item("03-100", 900),)),))
    edited = replace(job, budget=budget)
    assert {code for code, _ in found(edited)} == {"budget.changed-after-lock"}
    doubtful = [problem.message for problem in checks.check(lock_items(edited, **{"03-200": "400.00 400.00"}))]
    assert "`locked.items` is not what the lock's seal was put on: it may name the wrong items" in doubtful
    unreadable = [problem.message for problem in checks.check(lock_items(edited, **{"03-200": "four"}))]
    assert "`locked.items` says 'four' of 03-200, which is no cost and price" in unreadable


# Payments

PAYMENT = sealed(
    a_payment(
        "2026-04-12-credit", 300, reference="1042", settled=day("2026-04-13"), note="By hand", status="cleared",
    )
)  # fmt: skip
EDITS: dict[str, Any] = {
    "id": "2026-04-12-credit-2", "received": day("2026-04-11"), "amount": money(301), "method": "cash",
    "status": "pending", "reference": "1043", "settled": day("2026-04-14"), "failed": Undone(on=day("2026-04-20")),
    "void": Undone(on=day("2026-04-20"), reason="Typed twice"),
    "applied": (Applied(invoice="INV-0001", amount=money(1)),), "refunds": "2026-04-01-credit", "note": "",
    "reason": "A cent short", "by": "Dana", "entered": day("2026-04-13"),
    "sealed": False,
}  # fmt: skip


def paid(payment: Payment) -> list[tuple[str, str]]:
    return [entry for entry in found(a_job(payments=[payment])) if entry[0].startswith("payment.changed")]


@pytest.mark.parametrize("name", [field.name for field in fields(Payment) if field.name not in ("seal", "origin")])
def test_the_seal_of_a_payment_covers_every_field(name: str) -> None:
    assert paid(PAYMENT) == []
    assert paid(replace(PAYMENT, **{name: EDITS[name]})) == [("payment.changed", "note")]


def test_a_payment_written_by_hand_needs_no_seal_and_one_that_lost_it_is_a_note() -> None:
    assert found(a_job(payments=[replace(PAYMENT, sealed=False, seal="")])) == []
    assert found(a_job(payments=[replace(PAYMENT, seal="")])) == [("payment.seal-missing", "note")]
    assert found(a_job(payments=[replace(PAYMENT, seal="v3:x")])) == [("seal.unknown-form", "note")]


def test_a_later_event_renews_the_seal_but_never_hides_an_edit() -> None:
    void = replace(PAYMENT, status="void", void=Undone(on=day("2026-04-20")))
    assert paid(resealed(PAYMENT, void)) == []
    edited = replace(PAYMENT, amount=money(3000))
    kept = resealed(edited, replace(void, amount=money(3000)))
    assert (kept.seal, paid(kept)) == (PAYMENT.seal, [("payment.changed", "note")])
    by_hand = replace(PAYMENT, sealed=False, seal="")
    assert resealed(by_hand, replace(void, sealed=False, seal="")).seal == ""


def test_as_of_a_day_before_a_later_event_a_payment_is_not_called_changed() -> None:
    void = resealed(PAYMENT, replace(PAYMENT, status="void", void=Undone(on=day("2026-04-20"))))
    past = as_of(a_job(payments=[void]), day("2026-04-15"))
    assert past.payments[0].status == "cleared"
    assert found(past) == []


def test_a_copied_payment_is_named() -> None:
    (note,) = checks.check(a_job(payments=[PAYMENT, replace(PAYMENT, id="x", reference="1042")]))[:1]
    assert (note.code, note.message) == ("payment.changed", "x carries the seal of 2026-04-12-credit: it is a copy")


@pytest.mark.parametrize(
    ("more", "is_double"),
    [({}, True), ({"reference": "7"}, True), ({"status": "pending"}, True), ({"method": "cash"}, False),
     ({"on": "2026-04-13"}, False), ({"status": "void", "void": Undone(on=day("2026-04-20"))}, False)],
)  # fmt: skip
def test_two_payments_that_are_alike_are_a_note(more: dict[str, Any], is_double: bool) -> None:
    job = a_job(payments=[a_payment("a", 300), a_payment("b", 300, **more)])
    assert found(job) == ([("payment.alike", "note")] if is_double else [])


def test_payments_with_references_of_their_own_are_not_alike() -> None:
    first = a_payment("a", 300, reference="1")
    assert found(a_job(payments=[first, a_payment("b", 300, reference="2")])) == []
    assert found(a_job(payments=[first, a_payment("b", 300, reference="1")])) == [
        ("payment.reference-twice", "problem")
    ]
