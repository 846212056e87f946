"""Deeds with a date of their own: none before what it rests on, and none that leaves a day unsound."""

from __future__ import annotations

from datetime import date

import pytest
from build import a_bill, a_change, a_job, an_item, day, money
from story import Story, an_extra, claims, refused

from ressio_cli.model.ask import Wording
from ressio_cli.model.invoice import Event
from ressio_cli.rules.checks import check_on


def job(today: str = "2026-05-10", **said: object) -> Story:
    facts = {"items": [an_item("A", price=1000), an_item("B", price=500)]}
    return Story(a_job(**{**facts, **said}), today)


def why(caught: object) -> list[tuple[str, str]]:
    return [(problem.message, problem.hint) for problem in caught.value.problems]


def sound(story: Story) -> None:
    """No problem today, nor on any day on which something is dated."""
    assert story.findings == []
    days = {invoice.released for invoice in story.job.invoices} | {one.received for one in story.job.payments}
    days |= {invoice.void.on for invoice in story.job.invoices if invoice.void}
    for on in days:
        assert [problem for problem in check_on(story.job, on) if problem.severity == "problem"] == []


# a release


def test_a_release_names_the_one_before_it_whatever_its_number_and_day() -> None:
    story = job()
    billing = replace(story.job.settings.billing, earlier_numbers=("OLD-{n}",))
    story.job = replace(story.job, settings=replace(story.job.settings, billing=billing))
    for number, on in (("9", "2026-05-01"), ("OLD-3", "2026-02-10"), (None, "2026-05-10")):
        story.new(items=[an_extra("Fee", 5)], id="x")
        story.release("x", number=number, on=on)
    chain = {invoice.id: invoice.after for invoice in story.job.invoices}
    assert chain == {"INV-0009": "", "OLD-3": "INV-0009", "INV-0010": "OLD-3"}


def test_a_release_dated_back_says_when_it_was_entered() -> None:
    story = job()
    story.new(percent={"A": "10"}, id="x")
    invoice = story.release("x", on="2026-03-01", today=day("2026-05-10"))
    assert invoice.history[-1] == Event(on=day("2026-03-01"), did="released", entered=day("2026-05-10"))
    story.new(percent={"A": "20"}, id="y")
    assert story.release("y", today=day("2026-05-10")).history[-1].entered is None


@pytest.mark.parametrize(
    ("facts", "said", "reason"),
    [
        ({}, {"percent": {"A": "10"}}, "the budget was locked on 2026-02-01"),
        (
            {"changes": [a_change("CO-001", 10, on="2026-03-05")]},
            {"changes": ("CO-001",)},
            "CO-001 was approved on 2026-03-05",
        ),
        (
            {"contract": "cost-plus", "budget": "cost-codes", "bills": [a_bill("b", 10, on="2026-02-20")]},
            {"bills": ("b",)},
            "the date of b on 2026-02-20",
        ),
        (
            {
                "contract": "cost-plus",
                "budget": "cost-codes",
                "bills": [a_bill("b", 10, on="2026-02-20", approved=day("2026-02-25"))],
            },
            {"bills": ("b",)},
            "b was approved on 2026-02-25",
        ),
    ],
)
def test_nothing_is_released_before_what_it_bills_was_there(facts: dict, said: dict, reason: str) -> None:
    story = job(**facts)
    story.new(**said, id="x")
    good = reason[-10:]
    with refused("release.date") as caught:
        story.release("x", on="2026-01-31")
    assert why(caught) == [(f"x cannot be released on 2026-01-31: {reason}", f"ressio release x --on {good}")]
    story.release("x", on=good)
    sound(story)


def test_a_credit_is_not_dated_before_what_it_takes_back() -> None:
    story = job()
    story.bill(percent={"A": "70"}, on="2026-05-01")
    story.new(percent={"A": "20"}, id="back")
    with refused("release.date") as caught:
        story.release("back", on="2026-04-30")
    message = "back cannot be released on 2026-04-30: A would stand at -500.00 of 1,000.00 then"
    assert why(caught) == [(message, "ressio release back --on 2026-05-01")]
    story.release("back", on="2026-05-01")
    sound(story)


def test_a_bill_is_not_dated_before_the_void_that_made_room_for_it() -> None:
    story = job(today="2026-06-20")
    story.bill(percent={"A": "70"}, on="2026-05-01")
    story.void("INV-0001", on="2026-06-01")
    story.new(percent={"A": "60"}, id="x")
    with refused("release.date") as caught:
        story.release("x", on="2026-04-20")
    message = "x cannot be released on 2026-04-20: A would stand at 1,300.00 of 1,000.00 on 2026-05-01"
    assert why(caught) == [(message, "ressio release x --on 2026-06-01")]
    story.release("x", on="2026-06-01")
    sound(story)


def test_a_bill_is_not_dated_before_the_edit_that_made_room_for_it() -> None:
    story = job(today="2026-05-01")
    story.bill(percent={"A": "70", "B": "10"})
    story.today = day("2026-05-10")
    story.edit("INV-0001", drops=("A",))
    story.new(percent={"A": "60"}, id="x")
    with refused("release.date") as caught:
        story.release("x", on="2026-05-01")
    message = "x cannot be released on 2026-05-01: A would stand at 1,300.00 of 1,000.00 then"
    assert why(caught) == [(message, "ressio release x --on 2026-05-10")]
    story.release("x", on="2026-05-10")
    sound(story)


def test_a_reissue_takes_the_place_of_its_original_on_its_own_day() -> None:
    story = job(today="2026-06-20")
    story.bill(percent={"A": "70"}, on="2026-05-01")
    story.void("INV-0001", on="2026-06-01", reissue="again")
    story.release("again", on="2026-05-01")
    sound(story)
    assert claims(story.bill(percent={"A": "100"})) == {"A": "300.00"}
    sound(story)


def test_a_reissue_that_left_something_out_makes_room_for_it_from_its_own_day_on() -> None:
    story = job(today="2026-06-20")
    story.bill(percent={"A": "70", "B": "10"}, on="2026-05-01")
    story.void("INV-0001", on="2026-06-01", reissue="again")
    story.edit("again", drops=("A",))
    story.release("again", on="2026-05-15")
    story.new(percent={"A": "100"}, id="x")
    with refused("release.date"):
        story.release("x", on="2026-05-14")
    story.release("x", on="2026-05-15")
    sound(story)


def test_a_void_is_no_excuse_for_a_credit_dated_before_what_it_takes_back() -> None:
    story = job()
    story.bill(percent={"A": "50"}, on="2026-05-01")
    story.void("INV-0001", on="2026-05-05")
    story.bill(percent={"A": "30"}, on="2026-05-08")
    story.new(amount={"A": "-300"}, id="back")
    with refused("release.date") as caught:
        story.release("back", on="2026-05-06")
    assert why(caught)[0][1] == "ressio release back --on 2026-05-08"


def test_a_credit_that_only_a_draft_makes_room_for_waits_for_it() -> None:
    story = job()
    story.new(percent={"A": "50"}, id="first")
    story.new(amount={"A": "-100"}, id="back")
    with refused("release.date") as caught:
        story.release("back")
    message = "back cannot be released on 2026-05-10: A would stand at -100.00 of 1,000.00 then"
    assert why(caught) == [(message, "ressio release first")]
    story.release("first")
    story.release("back")
    sound(story)


def test_retainage_is_not_billed_back_before_it_was_held() -> None:
    story = job(retainage="10%")
    story.bill(percent={"A": "50"}, on="2026-05-01")
    story.new("retainage", id="back")
    with refused("release.date") as caught:
        story.release("back", on="2026-04-30")
    message = "back cannot be released on 2026-04-30: retainage would stand at 50.00 of 0.00 then"
    assert why(caught) == [(message, "ressio release back --on 2026-05-01")]
    story.release("back", on="2026-05-01")
    sound(story)


def test_an_invoice_is_not_due_before_its_release() -> None:
    story = job()
    story.new(percent={"A": "10"}, id="x", wording=Wording(due=day("2026-05-01")))
    with refused("release.date") as caught:
        story.release("x")
    message = "x would be due on 2026-05-01, before its release on 2026-05-10"
    assert why(caught) == [(message, "ressio invoice edit x --due 2026-05-10")]
    story.release("x", on="2026-05-01")


# a void


def test_a_void_says_after_which_release_it_was_made_and_when_it_was_entered() -> None:
    story = job()
    story.bill(percent={"A": "10"}, on="2026-05-01")
    story.bill(percent={"A": "20"}, on="2026-05-02")
    gone = story.void("INV-0001", on="2026-05-05", today=day("2026-05-10")).invoice
    assert (gone.void.after, gone.history[-1].entered) == ("INV-0002", day("2026-05-10"))
    assert claims(story.bill(percent={"A": "30"})) == {"A": "200.00"}
    sound(story)


def test_a_void_is_not_dated_before_an_edit_or_before_the_money_that_it_sends_back_cleared() -> None:
    story = job(today="2026-05-01")
    story.bill(percent={"A": "10"})
    story.today = day("2026-05-10")
    story.edit("INV-0001", percent={"A": "20"})
    with refused("void.date") as caught:
        story.void("INV-0001", on="2026-05-09")
    hint = 'ressio void INV-0001 --reason "…" --on 2026-05-10'
    assert why(caught) == [("INV-0001 was edited on 2026-05-10 and cannot be void from 2026-05-09 on", hint)]
    payment = story.pay("INV-0001", pending=True)
    story.settle(payment.id, "2026-05-20")
    with refused("void.date"):
        story.void("INV-0001", on="2026-05-15", refund=True)
    story.void("INV-0001", on="2026-05-15")
    sound(story)


def test_what_is_dated_in_the_future_is_undone_there() -> None:
    story = job()
    story.bill(percent={"A": "10"}, on="2062-03-10")
    with refused("void.date") as caught:
        story.void("INV-0001")
    assert why(caught)[0][1] == 'ressio void INV-0001 --reason "…" --on 2062-03-10 --future'


# an edit


def test_an_edit_is_not_dated_before_the_release_or_an_earlier_edit() -> None:
    story = job()
    story.bill(percent={"A": "10"})
    for on in ("2026-05-09", "2026-05-19"):
        story.today = day(on)
        with refused("edit.date"):
            story.edit("INV-0001", percent={"A": "20"})
        story.today = day("2026-05-20")
        story.edit("INV-0001", wording=Wording(title=on))
    with refused("edit.date") as caught:
        story.edit("INV-0001", wording=Wording(due=day("2026-05-09")))
    message = "INV-0001 would be due on 2026-05-09, before its release on 2026-05-10"
    assert why(caught) == [(message, "ressio invoice edit INV-0001 --due 2026-05-10")]


def test_an_edit_leaves_no_day_outside() -> None:
    """INV-0002 is dated later and released earlier, so that it is no later one; on its day there is no room."""
    story = job()
    story.bill(percent={"A": "60"}, on="2026-05-09")
    story.new(amount={"A": "100"}, id="x")
    story.release("x", on="2026-05-01")
    story.void("INV-0001", on="2026-05-20")
    story.today = day("2026-05-10")
    with refused("edit.date") as caught:
        story.edit("INV-0002", amount={"A": "500"})
    hint = 'ressio void INV-0002 --reason "…" --reissue'
    assert why(caught) == [("A would stand at 1,100.00 of 1,000.00 on 2026-05-10", hint)]


# money


def test_money_is_not_dated_so_that_more_was_paid_on_some_day_than_was_asked() -> None:
    story = job(today="2026-05-01")
    story.bill(percent={"A": "50"})
    story.today = day("2026-05-10")
    story.edit("INV-0001", percent={"A": "100"})
    with refused("pay.date") as caught:
        story.pay("INV-0001", day=day("2026-05-05"))
    message = "500.00 was still due on INV-0001 on 2026-05-05, 1,000.00 is more"
    assert why(caught) == [(message, "ressio pay INV-0001 1000.00 --on 2026-05-10")]
    story.pay("INV-0001", parts={"INV-0001": 500}, day=day("2026-05-05"))
    sound(story)


def test_money_dated_before_a_refund_waits_for_it_or_is_credit() -> None:
    story = job(today="2026-05-10")
    story.bill(percent={"A": "50"}, on="2026-05-01")
    first = story.pay("INV-0001", day=day("2026-05-02"))
    story.refund(first.id, day=day("2026-05-08"))
    with refused("pay.date") as caught:
        story.pay("INV-0001", day=day("2026-05-05"))
    assert why(caught)[0][1] == "ressio pay INV-0001 500.00 --on 2026-05-08"
    story.pay("INV-0001", day=day("2026-05-08"))
    sound(story)


def test_a_payment_typed_wrong_is_entered_again_under_its_own_day() -> None:
    story = job(today="2026-05-20")
    story.bill(percent={"A": "50"}, on="2026-05-01")
    wrong = story.pay("INV-0001", day=day("2026-05-05"), reference="7")
    story.undo(wrong.id, "2026-05-20")
    story.pay("INV-0001", day=day("2026-05-05"), reference="7")
    sound(story)


def test_money_may_come_before_the_release_but_credit_is_drawn_after_it() -> None:
    story = job()
    story.bill(percent={"A": "50"})
    early = story.pay("INV-0001", parts={"INV-0001": 100}, day=day("2026-03-01"), today=story.today)
    assert (early.received, early.entered) == (day("2026-03-01"), story.today)
    story.advance(80, day=day("2026-03-01"))
    with refused("pay.date") as caught:
        story.pay("INV-0001", from_credit=True, day=day("2026-05-09"))
    assert why(caught)[0][1] == "ressio pay INV-0001 --from-credit --on 2026-05-10"
    story.pay("INV-0001", from_credit=True)
    sound(story)


def test_credit_is_drawn_only_as_far_as_no_later_day_falls_short() -> None:
    story = job(today="2026-05-20")
    story.bill(percent={"A": "50"}, on="2026-05-01")
    story.bill(percent={"B": "50"}, on="2026-05-01")
    story.advance(100, day=day("2026-05-05"))
    story.refund_credit(70, day=day("2026-05-15"))
    story.advance(40, day=day("2026-05-18"))
    with refused("credit.none") as caught:
        story.pay("INV-0001", from_credit=True, day=day("2026-05-04"))
    assert why(caught)[0][0] == "the client has no credit to draw on 2026-05-04, only from 2026-05-05 on"
    with refused("credit.too-little") as caught:
        story.pay("INV-0001", parts={"INV-0001": 50}, from_credit=True, day=day("2026-05-10"))
    assert why(caught) == [
        (
            "50.00 is more than the credit of 30.00 on 2026-05-10",
            "date it --on 2026-05-18; ressio credit shows how it came about",
        )
    ]
    assert str(story.pay("INV-0001", from_credit=True, day=day("2026-05-10")).amount) == "30.00"
    with refused("credit.none"):
        story.pay("INV-0002", from_credit=True, day=day("2026-05-10"))
    with refused("credit.too-little"):
        story.refund_credit(40, day=day("2026-05-17"))
    story.refund_credit(40, day=day("2026-05-18"))
    sound(story)


def test_a_release_draws_what_is_there_on_its_day() -> None:
    story = job(today="2026-05-20")
    story.advance(30, day=day("2026-05-01"))
    story.advance(50, day=day("2026-05-15"))
    story.new(percent={"A": "50"}, id="x")
    story.release("x", on="2026-05-10", apply_credit=True, today=story.today)
    (drawn,) = (payment for payment in story.job.payments if payment.method == "credit")
    assert (str(drawn.amount), drawn.entered) == ("30.00", story.today)
    sound(story)


@pytest.mark.parametrize(("verb", "did"), [("settle", "cleared"), ("fail", "failed"), ("undo", "been void")])
def test_money_moves_after_it_came(verb: str, did: str) -> None:
    story = job()
    payment = story.advance(50, pending=True)
    with refused("payment.date") as caught:
        getattr(story, verb)(payment.id, "2026-05-09")
    message = f"2026-05-10-credit was received on 2026-05-10; it cannot have {did} on 2026-05-09"
    assert why(caught)[0][0] == message
    assert getattr(story, verb)(payment.id, "2026-05-10").status != "pending"


def test_money_that_cleared_fails_or_is_void_after_it_cleared() -> None:
    story = job()
    payment = story.advance(50, pending=True)
    story.settle(payment.id, "2026-05-12")
    for verb in ("fail", "undo"):
        with refused("payment.date") as caught:
            getattr(story, verb)(payment.id, "2026-05-11")
        assert why(caught)[0][0].startswith("2026-05-10-credit cleared on 2026-05-12; it cannot have")


def test_several_reasons_are_told_together_with_a_day_that_meets_them_all() -> None:
    story = job(changes=[a_change("CO-001", 10, on="2026-03-05")])
    story.bill(percent={"A": "70"}, on="2026-05-01")
    story.new(amount={"A": "-100"}, changes=("CO-001",), id="x")
    with refused("release.date", "release.date", "release.date") as caught:
        story.release("x", on="2026-01-15")
    assert {hint for _, hint in why(caught)} == {"ressio release x --on 2026-05-01"}
    assert isinstance(story.release("x", on="2026-05-01").released, date)
    assert story.job.invoices[-1].total == money(-90)
