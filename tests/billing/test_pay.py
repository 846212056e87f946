"""Money comes in: in part, in full, pending, from credit, over several invoices; once per reference."""

from __future__ import annotations

import pytest
from build import a_job, an_invoice, day, money, section, stated
from story import Story, misused, refused

from ressio_cli.billing.collect import Paying, advance, pay
from ressio_cli.model.payment import Applied, Payment


def owed(*totals: str, due: tuple[str, ...] = (), **said: object) -> Story:
    """Open invoices of these totals, due as said or one by one from 2026-05-01."""
    days = due or tuple(f"2026-05-{place:02}" for place in range(1, len(totals) + 1))
    invoices = [
        an_invoice(place, section("amount", stated(total)), due=on)
        for place, (total, on) in enumerate(zip(totals, days, strict=True), 1)
    ]
    return Story(a_job(invoices=invoices, **said))


def parts(payment: Payment) -> dict[str, str]:
    return {part.invoice: str(part.amount) for part in payment.applied}


def test_without_an_amount_the_whole_balance_is_paid() -> None:
    story = owed("100.01")
    payment = story.pay("INV-0001")
    assert payment == Payment(
        id="2026-03-31-INV-0001", received=day("2026-03-31"), amount=money("100.01"), method="check", status="cleared",
        applied=(Applied(invoice="INV-0001", amount=money("100.01")),),
    )  # fmt: skip
    stands = story.standing("INV-0001")
    assert (stands.status, str(stands.paid), str(stands.balance)) == ("paid", "100.01", "0.00")


def test_parts_of_a_balance_get_ids_of_their_own() -> None:
    story = owed("100")
    assert [story.pay("INV-0001", parts={"INV-0001": 30}).id for _ in range(3)] == [
        "2026-03-31-INV-0001", "2026-03-31-INV-0001-2", "2026-03-31-INV-0001-3",
    ]  # fmt: skip
    stands = story.standing("INV-0001")
    assert (stands.status, str(stands.balance)) == ("partially-paid", "10.00")


def test_the_amount_defaults_to_the_balance_less_what_is_pending() -> None:
    story = owed("100")
    story.pay("INV-0001", parts={"INV-0001": 30}, pending=True)
    assert str(story.pay("INV-0001").amount) == "70.00"
    stands = story.standing("INV-0001")
    assert (stands.status, str(stands.paid), str(stands.pending), str(stands.balance)) == (
        "pending", "70.00", "30.00", "30.00",
    )  # fmt: skip
    with refused("pay.pending"):
        story.pay("INV-0001")


def test_more_than_is_due_is_refused_unless_the_rest_is_kept_as_credit() -> None:
    story = owed("100")
    story.pay("INV-0001", parts={"INV-0001": 30}, pending=True)
    with refused("pay.too-much"):
        story.pay("INV-0001", parts={"INV-0001": "70.01"})
    payment = story.pay("INV-0001", parts={"INV-0001": 80}, keep_credit=True)
    assert (str(payment.amount), parts(payment), story.credit) == ("80.00", {"INV-0001": "70.00"}, "10.00")


def test_money_on_a_paid_invoice_may_be_kept_as_credit() -> None:
    story = owed("100")
    story.pay("INV-0001")
    with refused("pay.paid"):
        story.pay("INV-0001", parts={"INV-0001": 40})
    with refused("pay.paid"):
        story.pay("INV-0001", keep_credit=True)
    payment = story.pay("INV-0001", parts={"INV-0001": 40}, keep_credit=True)
    assert (payment.id, payment.applied, story.credit) == ("2026-03-31-credit", (), "40.00")


def test_one_sum_fills_the_oldest_due_first_then_the_lower_number() -> None:
    story = owed("30", "50", "20", due=("2026-05-09", "2026-05-01", "2026-05-01"))
    payment = story.pay("INV-0001", "INV-0002", "INV-0003", whole=60)
    assert (payment.id, parts(payment)) == ("2026-03-31-INV-0002", {"INV-0002": "50.00", "INV-0003": "10.00"})
    payment = story.pay("INV-0001", "INV-0003")
    assert parts(payment) == {"INV-0003": "10.00", "INV-0001": "30.00"}


def test_each_invoice_may_get_its_part_of_one_payment() -> None:
    story = owed("30", "50")
    payment = story.pay(parts={"INV-0002": 5, "INV-0001": None})
    assert (payment.id, parts(payment)) == ("2026-03-31-INV-0002", {"INV-0002": "5.00", "INV-0001": "30.00"})


@pytest.mark.parametrize("amount", [0, -5])
def test_money_received_is_above_zero(amount: int) -> None:
    for deed in (
        lambda story: story.pay("INV-0001", whole=amount),
        lambda story: story.pay(parts={"INV-0001": amount}),
        lambda story: story.advance(amount),
        lambda story: story.refund_credit(amount),
    ):
        with misused("pay.amount"):
            deed(owed("100"))


def test_drafts_and_void_invoices_are_not_paid() -> None:
    story = owed("100")
    story.new(deposit=5, id="draft")
    with refused("pay.draft"):
        story.pay("draft", keep_credit=True, whole=5)
    story.void("INV-0001")
    with refused("pay.void"):
        story.pay("INV-0001", keep_credit=True, whole=5)


def test_nothing_is_due_on_a_credit() -> None:
    story = owed("-100")
    stands = story.standing("INV-0001")
    assert (stands.status, str(stands.paid), str(stands.balance), story.credit) == ("paid", "-100.00", "0.00", "100.00")
    for how in ({}, {"parts": {"INV-0001": 40}}, {"whole": 40, "keep_credit": True}):
        with refused("pay.credit") as caught:
            story.pay("INV-0001", **how)
        assert caught.value.problems[0].hint == "ressio credit refund 100.00"


def test_a_reference_with_the_same_facts_is_recorded_once() -> None:
    story = owed("100", "50")
    first = story.pay("INV-0001", reference="1042")
    how = Paying(day=story.today, reference="1042")
    again = pay(story.book, [story.paper("INV-0001")], {"INV-0001": None}, None, how)
    assert (again.payment, again.already) == (first, True)
    assert pay(story.book, [story.paper("INV-0001")], {"INV-0001": money(100)}, None, how).already


@pytest.mark.parametrize("other", [{"parts": {"INV-0001": 99}}, {"parts": {"INV-0002": None}}, {"day": "2026-04-01"}])
def test_a_reference_with_other_facts_is_refused(other: dict[str, object]) -> None:
    story = owed("100", "50")
    story.pay("INV-0001", reference="1042")
    facts = {"parts": {"INV-0001": None}, **other}
    facts |= {"day": day(facts["day"])} if "day" in facts else {}
    with refused("payment.reference-taken"):
        story.pay(reference="1042", **facts)


def test_the_rest_of_a_balance_is_another_fact_than_a_part_of_it() -> None:
    story = owed("100")
    story.pay("INV-0001", whole=40, reference="1042")
    with refused("payment.reference-taken"):
        story.pay("INV-0001", reference="1042")


def test_a_reference_is_unique_per_method_and_free_again_after_a_void() -> None:
    story = owed("100", "50")
    story.pay("INV-0001", reference="1042")
    story.pay("INV-0002", reference="1042", method="ach", whole=10)
    story.undo("2026-03-31-INV-0001", "2026-04-01")
    story.pay("INV-0002", reference="1042", whole=10)
    assert story.findings == []


def test_advances_with_one_reference_are_one() -> None:
    story = owed()
    first = story.advance(50, reference="7")
    assert (first.id, advance(story.book, money(50), Paying(day=story.today, reference="7")).already) == (
        "2026-03-31-credit", True,
    )  # fmt: skip


def test_credit_pays_the_lesser_of_balance_and_credit() -> None:
    story = owed("100", "50")
    story.advance(120)
    payment = story.pay("INV-0001", from_credit=True)
    assert (payment.method, str(payment.amount), story.credit) == ("credit", "100.00", "20.00")
    assert str(story.pay("INV-0002", from_credit=True).amount) == "20.00"
    stands = story.standing("INV-0002")
    assert (stands.status, str(stands.deposit_applied), str(stands.balance)) == ("partially-paid", "20.00", "30.00")
    with refused("credit.none"):
        story.pay("INV-0002", from_credit=True)


def test_credit_is_drawn_over_several_invoices_in_their_order() -> None:
    story = owed("100", "50")
    story.advance(120)
    assert parts(story.pay("INV-0002", "INV-0001", from_credit=True)) == {"INV-0001": "100.00", "INV-0002": "20.00"}


def test_a_stated_amount_from_credit_must_be_there_and_be_due() -> None:
    story = owed("100")
    story.advance(60)
    with refused("credit.too-little"):
        story.pay("INV-0001", whole=61, from_credit=True)
    with refused("pay.too-much"):
        story.pay("INV-0001", whole=101, from_credit=True)
    assert str(story.pay("INV-0001", whole=60, from_credit=True).amount) == "60.00"
    assert story.credit == "0.00"


def test_credit_brings_no_cash() -> None:
    story = owed("100")
    story.advance(60)
    story.pay("INV-0001", from_credit=True)
    billing = story.summary().billing
    assert (str(billing.received), str(billing.collected), str(billing.outstanding)) == ("60.00", "60.00", "40.00")


def test_an_invoice_is_overdue_from_the_day_after_its_due_day_while_money_is_owed() -> None:
    story = owed("100")
    assert [story.standing("INV-0001", on).overdue for on in ("2026-05-01", "2026-05-02")] == [False, True]
    story.pay("INV-0001")
    assert not story.standing("INV-0001", "2026-05-02").overdue
