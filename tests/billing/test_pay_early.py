"""Terms with a discount: the reduced sum pays in full within its days, and the discount falls with its money."""

from __future__ import annotations

import pytest
from build import a_job, an_invoice, day, money, section, stated
from story import Story, an_extra, refused

from ressio_cli.billing.collect import Paying, pay
from ressio_cli.model.ask import Wording
from ressio_cli.model.payment import Applied, Payment
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.standing import standing

ID = "2026-04-05-INV-0001"
LAST, LATE = "2026-04-10", "2026-04-11"


def owed(*totals: str, terms: str = "2/10 net 30", today: str = "2026-04-05") -> Story:
    """Open invoices of 2026-03-31."""
    invoices = [
        an_invoice(place, section("amount", stated(total)), due="2026-04-30", terms=terms)
        for place, total in enumerate(totals, 1)
    ]
    return Story(a_job(invoices=invoices), today)


def applied(payment: Payment) -> dict[str, tuple[str, str]]:
    """Amount and discount by invoice."""
    return {part.invoice: (str(part.amount), str(part.discount or "")) for part in payment.applied}


def stands(story: Story, id: str = "INV-0001") -> tuple[str, str, str, str]:
    found = story.standing(id)
    return found.status, str(found.paid), str(found.discount), str(found.balance)


def test_without_an_amount_the_reduced_sum_pays_in_full_within_the_days() -> None:
    story = owed("1000")
    payment = story.pay("INV-0001", day=LAST)
    assert (str(payment.amount), payment.applied) == (
        "980.00", (Applied(invoice="INV-0001", amount=money(980), discount=money(20)),)
    )  # fmt: skip
    assert stands(story) == ("paid", "980.00", "20.00", "0.00")
    billing = story.summary().billing
    assert [str(each) for each in (billing.received, billing.collected, billing.discounts, billing.outstanding)] == [
        "980.00", "980.00", "20.00", "0.00",
    ]  # fmt: skip
    assert story.findings == []


def test_the_day_after_the_whole_balance_is_due() -> None:
    story = owed("1000")
    assert applied(story.pay("INV-0001", day=LATE)) == {"INV-0001": ("1000.00", "")}


def test_the_day_that_counts_is_the_one_the_money_came_not_the_one_of_typing() -> None:
    story = owed("1000", today="2026-06-01")
    assert applied(story.pay("INV-0001", day=LAST)) == {"INV-0001": ("980.00", "20.00")}


@pytest.mark.parametrize(
    ("total", "discount"), [("333.33", "6.67"), ("0.24", ""), ("0.25", "0.01"), ("1000.25", "20.01"), ("99.75", "2.00")]
)
def test_the_discount_is_a_percent_of_the_total_rounded_once(total: str, discount: str) -> None:
    story = owed(total)
    (part,) = story.pay("INV-0001").applied
    assert str(part.discount or "") == discount
    assert part.amount + (part.discount or part.amount.zero) == money(total)


def test_several_payments_reach_the_discount_together() -> None:
    story = owed("1000")
    assert applied(story.pay("INV-0001", whole=500)) == {"INV-0001": ("500.00", "")}
    assert story.figures("INV-0001").early is not None
    assert applied(story.pay("INV-0001", day=LAST)) == {"INV-0001": ("480.00", "20.00")}
    assert stands(story) == ("paid", "980.00", "20.00", "0.00")


def test_money_that_came_late_earns_nothing() -> None:
    story = owed("1000")
    story.pay("INV-0001", whole=500)
    assert applied(story.pay("INV-0001", day=LATE)) == {"INV-0001": ("500.00", "")}
    story = owed("1000")
    story.pay("INV-0001", whole=100, day=LATE)
    assert applied(story.pay("INV-0001", day=LAST)) == {"INV-0001": ("900.00", "")}


def test_what_was_written_off_earns_nothing() -> None:
    story = owed("1000")
    story.write_off("INV-0001", 10)
    assert story.figures("INV-0001").early is None
    assert applied(story.pay("INV-0001")) == {"INV-0001": ("990.00", "")}


def test_a_pending_payment_takes_the_discount_and_the_balance_waits_for_both() -> None:
    story = owed("1000")
    payment = story.pay("INV-0001", pending=True)
    assert applied(payment) == {"INV-0001": ("980.00", "20.00")}
    found = story.standing("INV-0001")
    assert (found.status, str(found.balance), str(found.pending), str(found.pending_discount)) == (
        "pending", "1000.00", "980.00", "20.00",
    )  # fmt: skip
    with refused("pay.pending"):
        story.pay("INV-0001")
    story.settle(payment.id, "2026-05-20")
    assert stands(story) == ("paid", "980.00", "20.00", "0.00"), "received in time; when it clears does not matter"


def test_the_whole_balance_said_as_an_amount_is_paid_without_the_discount() -> None:
    story = owed("1000")
    how = Paying(day=story.today)
    done = pay(story.book, [story.paper("INV-0001")], {"INV-0001": money(1000)}, None, how)
    assert applied(done.payment) == {"INV-0001": ("1000.00", "")}
    assert [share.declined for share in done.shares] == [True]
    assert applied(story.pay("INV-0001", whole=1000)) == {"INV-0001": ("1000.00", "")}
    assert story.findings == []


def test_what_is_beyond_the_reduced_sum_is_kept_where_that_is_said() -> None:
    story = owed("1000")
    payment = story.pay("INV-0001", whole=1000, keep_credit=True)
    assert (str(payment.amount), applied(payment), story.credit) == (
        "1000.00", {"INV-0001": ("980.00", "20.00")}, "20.00",
    )  # fmt: skip


@pytest.mark.parametrize("amount", ["980.01", "999.99", "1000.01"])
def test_between_the_two_sums_and_above_them_it_is_too_much(amount: str) -> None:
    story = owed("1000")
    with refused("pay.too-much") as caught:
        story.pay("INV-0001", whole=amount)
    assert caught.value.problems[0].message == (
        f"{money(amount).grouped()} is more than the 980.00 still due on INV-0001 with the discount until 2026-04-10"
    )
    story.pay("INV-0001", parts={"INV-0001": amount}, keep_credit=True)
    assert (stands(story), story.credit) == (("paid", "980.00", "20.00", "0.00"), str(money(amount) - money(980)))


def test_one_payment_takes_the_discount_of_each_invoice_it_pays_in_full() -> None:
    story = owed("1000", "500")
    payment = story.pay("INV-0001", "INV-0002", whole=1200)
    assert applied(payment) == {"INV-0001": ("980.00", "20.00"), "INV-0002": ("220.00", "")}
    assert applied(story.pay("INV-0002")) == {"INV-0002": ("270.00", "10.00")}
    story = owed("1000", "500")
    assert applied(story.pay("INV-0001", "INV-0002")) == {
        "INV-0001": ("980.00", "20.00"),
        "INV-0002": ("490.00", "10.00"),
    }
    story = owed("1000", "500")
    assert applied(story.pay("INV-0001", "INV-0002", whole=1500)) == {
        "INV-0001": ("1000.00", ""),
        "INV-0002": ("500.00", ""),
    }
    story = owed("1000", "500")
    parts = {"INV-0001": 980, "INV-0002": 500}
    assert applied(story.pay(parts=parts)) == {"INV-0001": ("980.00", "20.00"), "INV-0002": ("500.00", "")}


def test_credit_drawn_in_time_earns_the_discount() -> None:
    story = owed("1000")
    story.advance(400)
    assert applied(story.pay("INV-0001", from_credit=True)) == {"INV-0001": ("400.00", "")}
    story.advance(600)
    assert applied(story.pay("INV-0001", from_credit=True)) == {"INV-0001": ("580.00", "20.00")}
    assert (story.credit, story.findings) == ("20.00", [])


def test_credit_at_release_takes_the_discount() -> None:
    story = Story(a_job(), "2026-04-05")
    story.advance(2000)
    draft = story.new(items=[an_extra("Fee", 1000)], wording=Wording(terms="2/10 net 30"))
    story.release(draft.id, apply_credit=True)
    assert stands(story) == ("paid", "980.00", "20.00", "0.00")


@pytest.mark.parametrize("how", ["fail", "undo", "refund"])
def test_the_discount_falls_with_its_payment(how: str) -> None:
    story = owed("1000")
    story.pay("INV-0001")
    {"fail": lambda: story.fail(ID, "2026-04-20"), "undo": lambda: story.undo(ID, "2026-04-20"),
     "refund": lambda: story.refund(ID, day=day("2026-04-20"))}[how]()  # fmt: skip
    assert stands(story) == ("open", "0.00", "0.00", "1000.00")
    codes = [problem for problem in story.findings if problem != "payment.discount-lost"]
    assert codes == []


def test_a_part_sent_back_takes_the_whole_discount_along_until_the_money_is_there_again() -> None:
    story = owed("1000")
    story.pay("INV-0001")
    story.refund(ID, 10)
    assert stands(story) == ("partially-paid", "970.00", "0.00", "30.00")
    assert story.findings == ["payment.discount-lost"]
    again = story.pay("INV-0001", day=LAST)
    assert applied(again) == {"INV-0001": ("10.00", "")}, "the first payment names the discount already"
    assert (stands(story), story.findings) == (("paid", "980.00", "20.00", "0.00"), [])


def test_money_late_after_a_part_was_sent_back_pays_the_rest() -> None:
    story = owed("1000")
    story.pay("INV-0001")
    story.refund(ID, 10)
    assert applied(story.pay("INV-0001", day=LATE)) == {"INV-0001": ("30.00", "")}
    assert stands(story) == ("paid", "1000.00", "0.00", "0.00")


def test_the_discount_is_lost_when_an_earlier_payment_fails() -> None:
    story = owed("1000")
    story.pay("INV-0001", whole=500, day="2026-04-02")
    story.pay("INV-0001")
    story.fail("2026-04-02-INV-0001", "2026-04-20")
    assert stands(story) == ("partially-paid", "480.00", "0.00", "520.00")
    assert story.findings == ["payment.discount-lost"]
    assert applied(story.pay("INV-0001", day=LAST)) == {"INV-0001": ("500.00", "")}
    assert stands(story) == ("paid", "980.00", "20.00", "0.00")


def test_a_lost_discount_does_not_count_again_where_the_invoice_is_paid_without_it() -> None:
    story = owed("1000")
    story.pay("INV-0001", whole=500, day="2026-04-02")
    story.pay("INV-0001")
    story.fail("2026-04-02-INV-0001", "2026-04-20")
    assert applied(story.pay("INV-0001", whole=520, day=LAST)) == {"INV-0001": ("520.00", "")}
    assert (stands(story), story.findings) == (("paid", "1000.00", "0.00", "0.00"), ["payment.discount-lost"])


def test_nor_where_the_rest_is_written_off() -> None:
    story = owed("1000")
    story.pay("INV-0001", whole=970)
    story.pay("INV-0001")
    story.refund(ID, 970)
    story.write_off("INV-0001", 10)
    assert applied(story.pay("INV-0001")) == {"INV-0001": ("980.00", "")}
    assert (stands(story), story.findings) == (("paid", "990.00", "0.00", "0.00"), ["payment.discount-lost"])


def test_as_of_a_day_before_the_money_came_back_the_discount_stood() -> None:
    story = owed("1000")
    story.pay("INV-0001")
    story.refund(ID, day=day("2026-04-20"))
    found = {}
    for on in ("2026-04-04", "2026-04-05", "2026-04-19", "2026-04-20"):
        past = as_of(story.job, day(on))
        each = standing(Book(past), past.invoices[0], day(on))
        found[on] = (each.status, str(each.discount))
    assert found == {
        "2026-04-04": ("open", "0.00"), "2026-04-05": ("paid", "20.00"), "2026-04-19": ("paid", "20.00"),
        "2026-04-20": ("open", "0.00"),
    }  # fmt: skip


def test_an_invoice_offers_what_pays_it_early_until_that_cannot_be_taken_any_more() -> None:
    story = owed("1000")
    offer = story.figures("INV-0001").early
    assert (str(offer.rate), offer.days, str(offer.discount), str(offer.amount), offer.by) == (
        "2%", 10, "20.00", "980.00", day("2026-04-10"),
    )  # fmt: skip
    story.pay("INV-0001", whole=500)
    offer = story.figures("INV-0001").early
    assert (str(offer.discount), str(offer.amount)) == ("20.00", "480.00")
    story.pay("INV-0001")
    assert story.figures("INV-0001").early is None
    assert owed("1000", terms="Net 30").figures("INV-0001").early is None
    assert owed("-1000").figures("INV-0001").early is None


def test_a_void_invoice_takes_its_discount_along_and_leaves_the_money() -> None:
    story = owed("1000")
    story.pay("INV-0001")
    story.void("INV-0001")
    assert (story.credit, str(story.summary().billing.discounts), story.findings) == ("980.00", "0.00", [])


def test_a_deposit_paid_early_is_credit_for_what_was_paid() -> None:
    invoice = an_invoice(1, section("deposit", stated(1000)), terms="2/10 net 30")
    story = Story(a_job(invoices=[invoice]), "2026-04-05")
    story.pay("INV-0001")
    assert (story.credit, story.deposits) == ("980.00", "980.00")


def test_the_same_reference_is_one_payment_within_the_days_too() -> None:
    story = owed("1000")
    first = story.pay("INV-0001", reference="9")
    assert story.pay("INV-0001", reference="9") == first
