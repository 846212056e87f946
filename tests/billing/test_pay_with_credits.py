"""Invoices and credits paid together: the credit pays its part out of the client's credit, money the rest."""

from __future__ import annotations

import pytest
from build import a_job, an_invoice, section, stated
from story import Story, refused

from ressio_cli.model.payment import Payment


def job(*totals: str, terms: str = "Net 30") -> Story:
    invoices = [
        an_invoice(place, section("amount", stated(total)), due=f"2026-05-{place:02}", terms=terms)
        for place, total in enumerate(totals, 1)
    ]
    return Story(a_job(invoices=invoices))


def written(story: Story) -> list[tuple[str, str, dict[str, tuple[str, str]]]]:
    """Method, amount and parts of every payment, by name."""
    return [(payment.method, str(payment.amount), _parts(payment)) for payment in story.job.payments]


def _parts(payment: Payment) -> dict[str, tuple[str, str]]:
    return {part.invoice: (str(part.amount), str(part.discount or "")) for part in payment.applied}


def test_one_payment_settles_an_invoice_and_a_credit() -> None:
    for how in ({"whole": 60}, {}, {"parts": {"INV-0001": 60, "INV-0002": None}}):
        story = job("100", "-40")
        payment = story.pay("INV-0001", "INV-0002", **how)
        assert (payment.id, written(story)) == (
            "2026-03-31-INV-0001",
            [("check", "60.00", {"INV-0001": ("60.00", "")}), ("credit", "40.00", {"INV-0001": ("40.00", "")})],
        )
        assert (story.standing("INV-0001").status, story.credit, story.findings) == ("paid", "0.00", [])


@pytest.mark.parametrize(
    ("whole", "drawn", "balance", "credit"),
    [("50", "40.00", "10.00", "0.00"), ("70", "30.00", "0.00", "10.00"), ("100", "", "0.00", "40.00")],
)
def test_the_money_that_is_said_comes_first_and_the_credit_pays_what_is_left(
    whole: str, drawn: str, balance: str, credit: str
) -> None:
    story = job("100", "-40")
    story.pay("INV-0001", "INV-0002", whole=whole)
    assert [amount for method, amount, _ in written(story) if method == "credit"] == ([drawn] if drawn else [])
    assert (str(story.standing("INV-0001").balance), story.credit) == (balance, credit)


def test_a_credit_that_covers_the_invoices_needs_no_money() -> None:
    story = job("100", "-140", "30")
    payment = story.pay("INV-0001", "INV-0002", "INV-0003")
    assert (payment.method, written(story)) == (
        "credit", [("credit", "130.00", {"INV-0001": ("100.00", ""), "INV-0003": ("30.00", "")})],
    )  # fmt: skip
    assert story.credit == "10.00"


def test_a_credit_pays_no_more_than_it_comes_to_nor_than_is_left_of_it() -> None:
    story = job("100", "-40")
    story.advance(500)
    story.pay("INV-0001", "INV-0002")
    assert story.credit == "500.00"
    story = job("100", "-40", "30")
    story.pay("INV-0003", from_credit=True)
    assert str(story.pay("INV-0001", "INV-0002").amount) == "90.00"
    assert story.credit == "0.00"


def test_a_credit_that_was_used_is_refused() -> None:
    story = job("100", "-40", "40")
    story.pay("INV-0003", from_credit=True)
    with refused("credit.none") as caught:
        story.pay("INV-0001", "INV-0002")
    assert caught.value.problems[0].message == "the credit of INV-0002 is used already"


@pytest.mark.parametrize(
    ("totals", "hint"),
    [
        (("-40", "100"), "ressio pay INV-0002 --from-credit"),
        (("-40",), "ressio credit refund 40.00"),
        (("-40", "100", "5"), "ressio pay INV-0002 --from-credit"),
    ],
)
def test_a_credit_alone_is_not_paid_and_the_next_step_uses_it(totals: tuple[str, ...], hint: str) -> None:
    story = job(*totals)
    for how in ({}, {"parts": {"INV-0001": 40}}, {"from_credit": True}):
        with refused("pay.credit") as caught:
            story.pay("INV-0001", **how)
        assert caught.value.problems[0].hint == hint


def test_the_hint_of_a_credit_that_was_used_shows_the_credit() -> None:
    story = job("-40", "40")
    story.pay("INV-0002", from_credit=True)
    with refused("pay.credit") as caught:
        story.pay("INV-0001")
    assert caught.value.problems[0].hint == "ressio credit"


def test_no_amount_is_said_for_a_credit() -> None:
    story = job("100", "-40")
    with refused("pay.credit"):
        story.pay(parts={"INV-0001": 60, "INV-0002": 40})


def test_more_than_is_left_after_the_credit_is_kept_where_that_is_said() -> None:
    story = job("100", "-40")
    with refused("pay.too-much"):
        story.pay("INV-0001", "INV-0002", whole=101)
    story.pay("INV-0001", "INV-0002", whole=101, keep_credit=True)
    assert story.credit == "41.00"


def test_the_credit_is_drawn_at_once_where_the_money_is_pending() -> None:
    story = job("100", "-40")
    story.pay("INV-0001", "INV-0002", pending=True)
    assert [(payment.method, payment.status) for payment in story.job.payments] == [
        ("check", "pending"), ("credit", "cleared"),
    ]  # fmt: skip


def test_a_payment_with_a_credit_is_recorded_once_under_its_reference() -> None:
    story = job("100", "-40")
    first = story.pay("INV-0001", "INV-0002", whole=60, reference="7")
    assert story.pay("INV-0001", "INV-0002", whole=60, reference="7") == first
    assert story.pay("INV-0001", "INV-0002", reference="7") == first
    assert len(story.job.payments) == 2


def test_credit_and_money_earn_the_discount_together() -> None:
    story = job("100", "-40", terms="2/10 net 30")
    assert str(story.pay("INV-0001", "INV-0002").amount) == "58.00"
    assert written(story) == [
        ("check", "58.00", {"INV-0001": ("58.00", "2.00")}), ("credit", "40.00", {"INV-0001": ("40.00", "")}),
    ]  # fmt: skip
    assert (story.standing("INV-0001").status, story.findings) == ("paid", [])
    story = job("100", "-98", terms="2/10 net 30")
    story.pay("INV-0001", "INV-0002")
    assert written(story) == [("credit", "98.00", {"INV-0001": ("98.00", "2.00")})]
