"""A bill is edited freely until it is billed; then with a reason, and what was billed stays billed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from build import a_bill, a_cost, a_job, an_item, day, money, percent
from story import Story, amounts, misused, refused

from ressio_cli.model.bill import Bill, Correction
from ressio_cli.model.invoice import Attachment
from ressio_cli.model.line_edits import LineEdits
from ressio_cli.rules import checks
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.bill_edit import BillEdit, edit_bill, stale_drafts

TODAY = day("2026-03-31")


def plus(*bills: Bill) -> Story:
    return Story(a_job(items=[an_item("03-100")], bills=bills, contract="cost-plus", budget="cost-codes"))


def coastal(*lines: Any, **more: Any) -> Bill:
    costs = lines or (a_cost(820, markup="10%", description="Pour"), a_cost(100, description="Pump"))
    return a_bill("coastal", *costs, vendor="Coastal", number="88121", **more)


def edited(story: Story, reason: str = "", **edit: Any) -> Bill:
    """The bill `coastal` after an edit; it becomes part of the job."""
    after = edit_bill(story.book, story.job.bills[0], BillEdit(reason=reason, **edit), story.today)
    story.job = story.job.having(after)
    return after


def cost(amount: Any, line: str = "1") -> dict[str, Any]:
    return {"lines": LineEdits(fields={line: {"amount": money(amount)}})}


def notes(story: Story) -> list[tuple[str, str]]:
    return [(one.message, one.hint) for one in checks.check(story.job) if one.code == "bill.drift"]


def test_every_field_can_be_edited() -> None:
    story = plus(coastal())
    facts = {"vendor": "Coastal Concrete", "number": "9", "kind": "expense", "date": day("2026-02-21"), "due": TODAY}
    line = {"amount": money(800), "markup": None, "taxed": True, "code": "03-30-00", "item": "03-100"}
    after = edited(story, facts=facts, lines=LineEdits(fields={"1": line, "coastal/2": {"description": "Pump hire"}}))
    assert {name: getattr(after, name) for name in facts} == facts
    assert {name: getattr(after.lines[0], name) for name in line} == line
    assert (after.lines[1].description, after.corrections) == ("Pump hire", ())


def test_lines_are_dropped_and_added() -> None:
    after = edited(plus(coastal()), lines=LineEdits(dropped=("1",), added=(a_cost(5, description="Sand"),)))
    assert [(line.description, str(line.amount)) for line in after.lines] == [("Pump", "100.00"), ("Sand", "5.00")]


@pytest.mark.parametrize("word", ["0", "3", "x", "", "other/1", "\u0661"])
def test_a_line_that_is_not_there_is_a_wrong_command_line(word: str) -> None:
    with misused("line.unknown"):
        edited(plus(coastal()), **cost(1, word))


def test_one_line_stays_and_none_is_both_changed_and_dropped() -> None:
    with misused("line.last"):
        edited(plus(coastal()), lines=LineEdits(dropped=("1", "2")))
    with misused("line.clash"):
        edited(plus(coastal()), lines=LineEdits(dropped=("1",), fields={"coastal/1": {"code": "1"}}))


def test_an_edit_cannot_make_two_bills_one() -> None:
    story = plus(coastal(), a_bill("ohm", vendor="Ohm", number="7"))
    with refused("bill.recorded"):
        edited(story, facts={"vendor": "OHM", "number": "7"})
    with misused("title.empty"):
        edited(story, facts={"vendor": "  "})
    with misused("item.unknown"):
        edited(story, lines=LineEdits(fields={"1": {"item": "09-900"}}))


def test_a_bill_that_stands_twice_can_still_be_edited() -> None:
    story = plus(coastal(), a_bill("copy", vendor="Coastal", number="88121"))
    assert edited(story, facts={"due": TODAY}).due == TODAY
    assert edited(story, facts={"number": "9"}).number == "9"
    assert story.findings == []


def test_a_name_that_was_unknown_before_does_not_stop_other_edits() -> None:
    story = plus(coastal(a_cost(5, item="09-900")))
    assert edited(story, facts={"due": TODAY}).due == TODAY


def test_scans_are_attached_and_taken_off() -> None:
    old, new = Attachment(file="attachments/a.pdf"), Attachment(file="attachments/bills/coastal/b.pdf", sha256="b")
    story = plus(coastal(files=(old,)))
    assert edited(story, attached=[new]).files == (old, new)
    assert edited(story, attached=[new]).files == (old, new), "the same file is not listed twice"
    assert edited(story, detached=["a.pdf"]).files == (new,)
    changed = Attachment(file=new.file, sha256="c")
    assert edited(story, detached=[new.file], attached=[changed]).files == (changed,)
    with misused("attachment.unknown"):
        edited(story, detached=["a.pdf"])


def test_a_draft_does_not_stand_in_the_way_but_becomes_stale() -> None:
    story = plus(coastal())
    story.new("actuals", bills=("coastal",), id="costs")
    before = story.job.bills[0]
    after = edited(story, **cost(800))
    assert stale_drafts(story.book, before, after) == ["costs"]
    assert story.findings == []
    with refused("line.stale", "source.beyond-worth"):
        story.release("costs")
    story.edit("costs", refresh=True)
    assert amounts(story.release("costs")) == ["880.00", "100.00"]
    assert story.findings == []


@pytest.mark.parametrize(
    "fields", [{"amount": money(800)}, {"amount": money(900)}, {"markup": percent("5%")}, {"taxed": ("GST",)}]
)
def test_once_it_is_billed_its_figures_need_a_reason(fields: dict[str, Any]) -> None:
    story = Story(a_job(bills=[coastal()], contract="cost-plus", budget="cost-codes", tax={"GST": "5%"}))
    story.bill("actuals", bills=("coastal/1",))
    with refused("bill.billed"):
        edited(story, lines=LineEdits(fields={"1": fields}))
    with refused("bill.billed"):
        edited(story, "  ", lines=LineEdits(fields={"1": fields}))
    after = edited(story, "Vendor sent a corrected bill", lines=LineEdits(fields={"1": fields}))
    was = money(820) if "amount" in fields else None
    assert after.corrections == (Correction(on=TODAY, line=1, was=was, reason="Vendor sent a corrected bill"),)


def test_what_no_invoice_says_needs_no_reason() -> None:
    story = plus(coastal())
    story.bill("actuals", bills=("coastal/1",))
    edited(story, facts={"due": TODAY, "number": "9"}, lines=LineEdits(fields={"2": {"amount": money(7)}}))
    assert edited(story, lines=LineEdits(added=(a_cost(5),))).corrections == ()


def test_a_void_invoice_frees_the_bill() -> None:
    story = plus(coastal())
    story.bill("actuals", bills=("coastal",))
    story.void("INV-0001")
    assert edited(story, **cost(800)).corrections == ()


@pytest.mark.parametrize("released", [True, False])
def test_no_line_is_dropped_from_under_a_claim(released: bool) -> None:
    story = plus(coastal())
    story.new("actuals", bills=("coastal/2",), id="pump")
    if released:
        story.release("pump")
    for line in ("1", "2"):
        with refused("bill.claimed"):
            edited(story, "Why not", lines=LineEdits(dropped=(line,)))


def test_a_line_that_a_void_invoice_billed_keeps_its_place() -> None:
    story = plus(coastal())
    story.bill("actuals", bills=("coastal/2",), on="2026-03-10")
    story.void("INV-0001", on="2026-03-20")
    with refused("bill.claimed"):
        edited(story, lines=LineEdits(dropped=("1",)))
    edited(story, **cost(0))
    assert checks.check(as_of(story.job, day("2026-03-15"))) == []


@pytest.mark.parametrize("is_void", [True, False])
def test_a_bill_is_not_dated_after_an_invoice_that_billed_it(is_void: bool) -> None:
    story = plus(coastal())
    story.bill("actuals", bills=("coastal",), on="2026-03-10")
    if is_void:
        story.void("INV-0001", on="2026-03-20")
    with refused("bill.date"):
        edited(story, "Wrong day", facts={"date": day("2026-03-11")})
    edited(story, facts={"date": day("2026-03-10")})
    assert checks.check(as_of(story.job, day("2026-03-10"))) == []


def test_a_lower_cost_is_a_note_until_the_difference_is_given_back() -> None:
    story = plus(coastal())
    story.bill("actuals", bills=("coastal",))
    edited(story, "Corrected", **cost(800))
    assert [code for code in story.findings if code != "bill.drift"] == []
    message = "coastal/1 was billed at a cost of 820.00 with INV-0001, now it is 800.00 (Corrected)"
    assert notes(story) == [(message, "ressio invoice new --amount coastal/1=-22.00")]
    story.bill(amount={"coastal/1": "-22.00"})
    assert story.findings == []


def test_a_higher_cost_is_a_note_until_the_rest_is_billed() -> None:
    story = plus(coastal())
    story.bill("actuals", bills=("coastal/1",))
    edited(story, "Corrected", **cost(900))
    (note,) = notes(story)
    assert note[1] == "ressio invoice new --bill coastal/1"
    assert amounts(story.bill("actuals", bills=("coastal/1",))) == ["88.00"]
    assert story.findings == []


@pytest.mark.parametrize("now", [0, "410.00", "-820.00", 819, 821, 8200])
def test_whatever_the_cost_becomes_what_was_billed_is_no_problem(now: Any) -> None:
    story = plus(coastal())
    story.bill("actuals", bills=("coastal/1",))
    edited(story, "Corrected", **cost(now))
    assert set(story.findings) == {"bill.drift"}
    assert story.summary().billing.billed == money("902.00")


def test_a_part_that_was_billed_stays_that_part_of_the_cost() -> None:
    story = plus(coastal())
    story.bill(amount={"coastal/1": "451.00"})
    assert notes(story) == []
    edited(story, "Corrected", **cost(800))
    assert [message for message, _ in notes(story)] == [
        "coastal/1 was billed at a cost of 820.00 with INV-0001, now it is 800.00 (Corrected)"
    ]
    assert amounts(story.bill("actuals", bills=("coastal/1",))) == ["429.00"]
    assert story.findings == []


@pytest.mark.parametrize("part", ["0.01", "0.33", "300.67", "883.70"])
def test_rounding_of_a_part_is_no_drift(part: str) -> None:
    story = plus(coastal())
    story.bill(amount={"coastal/1": part}, markup={"coastal/1": "7.77%"})
    assert notes(story) == []


def test_a_credit_line_drifts_the_other_way() -> None:
    story = plus(coastal(a_cost(-300, markup="0%"), a_cost(500)))
    story.bill("actuals", bills=("coastal",))
    edited(story, "Corrected", **cost(-200))
    assert notes(story)[0][1] == "ressio invoice new --amount coastal/1=100.00"
    story.bill(amount={"coastal/1": "100.00"})
    assert story.findings == []


def test_a_change_by_hand_is_the_same_note() -> None:
    story = plus(coastal())
    story.bill("actuals", bills=("coastal/1",))
    story.job = story.job.having(coastal(a_cost(800, markup="10%"), a_cost(100)))
    assert [message for message, _ in notes(story)] == [
        "coastal/1 was billed at a cost of 820.00 with INV-0001, now it is 800.00"
    ]


def test_claims_beyond_the_worth_are_still_found_when_the_cost_was_changed_too() -> None:
    story = plus(coastal())
    story.bill("actuals", bills=("coastal/1",))
    edited(story, "Corrected", **cost(800))
    twice = story.job.invoices[0]
    story.job = replace(story.job, invoices=(twice, replace(twice, id="INV-0002")))
    assert "source.beyond-worth" in story.findings


def test_as_of_a_day_before_a_correction_the_bill_costs_what_it_did() -> None:
    story = plus(coastal())
    story.bill("actuals", bills=("coastal",), on="2026-03-10")
    edited(story, "Once", **cost(800))
    story.today = day("2026-04-10")
    edited(story, "Twice", **cost(790))

    def stood(on: str) -> str:
        return str(as_of(story.job, day(on)).bills[0].lines[0].amount)

    assert [stood(on) for on in ("2026-03-30", "2026-03-31", "2026-04-09", "2026-04-10")] == [
        "820.00", "800.00", "800.00", "790.00",
    ]  # fmt: skip
    assert [one.code for one in checks.check(as_of(story.job, day("2026-03-30")))] == []


def test_corrections_follow_their_lines_when_others_are_dropped() -> None:
    story = plus(coastal(corrections=(Correction(on=TODAY, line=2, was=money(100), reason="Corrected"),)))
    after = edited(story, lines=LineEdits(dropped=("1",)))
    assert [(entry.line, entry.was) for entry in after.corrections] == [(1, money(100))]
    assert edited(story, lines=LineEdits(dropped=("1",), added=(a_cost(1),))).corrections == ()


def test_a_reason_alone_is_kept_too() -> None:
    story = plus(coastal())
    assert edited(story, "Split by phase", facts={"number": "9"}).corrections == (
        Correction(on=TODAY, reason="Split by phase"),
    )


def test_a_correction_of_a_line_that_is_not_there_is_a_problem() -> None:
    wrong = coastal(corrections=(Correction(on=TODAY, line=3, reason="x"), Correction(on=TODAY, line=0, reason="x")))
    assert plus(wrong).findings == ["bill.correction", "bill.correction"]
    assert as_of(plus(wrong).job, day("2026-03-01")).bills[0].lines == wrong.lines
