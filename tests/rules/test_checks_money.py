"""What `check` finds of money: refunds of nothing, invoices paid below zero, discounts that were not earned."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import a_job, a_payment, an_invoice, day, money, section, stated

from ressio_cli.model.invoice import VoidMark
from ressio_cli.model.payment import Applied, Payment, Undone
from ressio_cli.model.problem import Problem
from ressio_cli.rules import checks
from ressio_cli.rules.book import Book
from ressio_cli.rules.standing import standing

PAID = a_payment("p", 100, "INV-0001", on="2026-04-05")
BACK = a_payment("r", -100, "INV-0001", on="2026-04-09", refunds="p")


def found(*payments: Payment, terms: str = "2/10 net 30", void: str | None = None, total: int = 100) -> list[Problem]:
    invoice = an_invoice(1, section("amount", stated(total)), terms=terms, void=void)
    return checks.check(a_job(invoices=[invoice, an_invoice(2, section("amount", stated(70)))], payments=payments))


def codes(*payments: Payment, **more: object) -> list[str]:
    return [problem.code for problem in found(*payments, **more)]


def undone(payment: Payment, status: str) -> Payment:
    return replace(payment, status=status, **{status: Undone(on=day("2026-04-20"), reason="Wrong")})


def early(amount: object, discount: object, on: str = "2026-04-05", id: str = "e", **more: object) -> Payment:
    part = Applied(invoice="INV-0001", amount=money(amount), discount=money(discount))
    more = {"method": "check", "status": "cleared", **more}
    return Payment(id=id, received=day(on), amount=money(amount), applied=(part,), **more)


def test_a_payment_and_its_refund_are_sound() -> None:
    assert codes(PAID, BACK) == []
    assert codes(PAID, a_payment("r", -60, "INV-0001", refunds="p"), a_payment("s", -40, "INV-0001", refunds="p")) == []
    assert codes(PAID, a_payment("r", -100, "INV-0001", on="2026-04-09")) == [], "it names no payment"
    assert codes(PAID, BACK, void="2026-04-07") == []
    assert codes(a_payment("a", 50), a_payment("r", -50, on="2026-04-13")) == [], "credit that went back"


@pytest.mark.parametrize(
    ("payments", "message"),
    [
        ([a_payment("r", -50, "INV-0001")], "r sends back 50.00 of INV-0001, on which 0.00 was received"),
        ([PAID, a_payment("r", -50, "INV-0002")], "r sends back 50.00 of INV-0002, on which 0.00 was received"),
        (
            [PAID, a_payment("r", "-100.01", "INV-0001")],
            "r sends back 100.01 of INV-0001, on which 100.00 was received",
        ),
        ([undone(PAID, "void"), BACK], "r sends back p, which is void"),
        ([a_payment("p", 100, "INV-0001", status="pending"), BACK], "r sends back p, which is pending"),
        (
            [a_payment("p", 100, "INV-0001", method="write-off", reason="x"), BACK],
            "r sends back p, which is no money received",
        ),
        ([a_payment("p", 100, "INV-0001", method="credit"), BACK], "r sends back p, which is no money received"),
        (
            [PAID, a_payment("r", -60, "INV-0001", refunds="p"), a_payment("s", -60, "INV-0001", refunds="p")],
            "120.00 of p is sent back, which is 100.00",
        ),
    ],
)  # fmt: skip
def test_what_goes_back_had_come_in(payments: list[Payment], message: str) -> None:
    problems = [problem for problem in found(*payments) if problem.severity == "problem"]
    assert [(problem.code, problem.message) for problem in problems] == [("payment.refunds-nothing", message)]


def test_a_refund_of_a_payment_that_bounced_is_owed_and_noted() -> None:
    (note,) = found(undone(PAID, "failed"), BACK)
    assert (note.code, note.severity) == ("payment.refund-of-failed", "note")
    assert note.message == "r sent back 100.00 of p, which failed on 2026-04-20: the client owes it"


def test_an_invoice_is_not_paid_below_zero_by_credit_or_by_a_refund_of_other_money() -> None:
    (problem,) = found(a_payment("c", -50, "INV-0001", method="credit"))
    assert (problem.code, problem.message) == (
        "invoice.paid-below-zero", "INV-0001 is paid -50.00: more was sent back than came in",
    )  # fmt: skip
    elsewhere = a_payment("r", -50, "INV-0002", on="2026-04-09", refunds="p")
    assert codes(PAID, elsewhere) == ["invoice.paid-below-zero"]


def test_what_settles_an_invoice_does_not_go_beyond_its_total() -> None:
    gone = a_payment("w", 1, "INV-0001", on="2026-04-06", method="write-off", reason="x")
    assert codes(PAID, gone) == ["invoice.over-paid"]
    assert codes(a_payment("p", 99, "INV-0001"), gone) == []


def test_money_and_a_void_on_one_day_are_noted_unless_the_void_knew_of_it() -> None:
    assert codes(PAID, void="2026-04-05") == ["payment.same-day-void"]
    assert codes(PAID, void="2026-04-06") == []
    for paid, expected in ((100, []), ("99.99", ["payment.same-day-void"])):
        mark = VoidMark(on=day("2026-04-05"), reason="Wrong", paid=money(paid))
        invoice = replace(an_invoice(1, section("amount", stated(100))), void=mark)
        job = a_job(invoices=[invoice], payments=[PAID])
        assert [problem.code for problem in checks.check(job)] == expected, paid


def test_a_discount_that_was_earned_is_sound() -> None:
    assert codes(early(98, 2)) == []
    assert codes(early(98, 2, status="pending")) == []
    assert codes(a_payment("p", 50, "INV-0001", on="2026-04-10"), early(48, 2, "2026-04-10")) == []
    assert codes(early(98, 2, method="credit"), a_payment("a", 98, on="2026-04-01")) == []


@pytest.mark.parametrize(
    ("payments", "more", "message"),
    [
        ([early(98, 2)], {"terms": "Net 30"}, "INV-0001 offers no discount: its terms are Net 30"),
        ([early(98, 2)], {"terms": ""}, "INV-0001 offers no discount: its terms are not known"),
        ([early(98, 2, "2026-04-11")], {}, "the discount on INV-0001 wants 98.00 by 2026-04-10; 0.00 came in by then"),
        ([early(97, 2)], {}, "the discount on INV-0001 wants 98.00 by 2026-04-10; 97.00 came in by then"),
        (
            [a_payment("p", 50, "INV-0001", on="2026-04-11"), early(48, 2)], {},
            "the discount on INV-0001 wants 98.00 by 2026-04-10; 48.00 came in by then",
        ),
        ([early(97, 3)], {}, "a discount of 3.00 on INV-0001, which offers 2.00 (2% of 100.00)"),
        ([early(98, 1)], {}, "a discount of 1.00 on INV-0001, which offers 2.00 (2% of 100.00)"),
        (
            [early(49, 2), early(49, 2, id="f")], {},
            "a discount of 4.00 on INV-0001, which offers 2.00 (2% of 100.00)",
        ),
        ([early(98, -2)], {}, "e cannot take a discount: it is no money received on INV-0001"),
        ([early(98, 0)], {}, "e cannot take a discount: it is no money received on INV-0001"),
        (
            [early(98, 2, method="write-off", reason="x")], {},
            "e cannot take a discount: it is no money received on INV-0001",
        ),
        (
            [PAID, early(-98, 2, "2026-04-06", refunds="p")], {},
            "e cannot take a discount: it is no money received on INV-0001",
        ),
    ],
)  # fmt: skip
def test_a_discount_is_what_the_terms_offer_and_its_money_came_in_time(
    payments: list[Payment], more: dict[str, str], message: str
) -> None:
    problems = [problem for problem in found(*payments, **more) if problem.severity == "problem"]
    assert [(problem.code, problem.message) for problem in problems] == [("payment.discount", message)]


def test_a_discount_that_was_not_earned_counts_for_nothing() -> None:
    invoice = an_invoice(1, section("amount", stated(100)), terms="2/10 net 30")
    for payment, balance in ((early(97, 3), "3.00"), (early(98, 2, "2026-04-11"), "2.00"), (early(98, 5), "0.00")):
        book = Book(a_job(invoices=[invoice], payments=[payment]))
        assert str(standing(book, book.project.invoices[0], day("2026-05-01")).balance) == balance


def test_a_discount_beside_which_the_invoice_was_paid_does_not_count() -> None:
    (note,) = found(early(98, 2), a_payment("q", 1, "INV-0001", on="2026-04-06"))
    assert (note.code, note.severity, note.message) == (
        "payment.discount-lost", "note",
        "the discount of 2.00 on INV-0001 does not count: 99.00 of 100.00 is settled without it",
    )  # fmt: skip


def test_a_discount_whose_money_came_back_is_noted_as_lost() -> None:
    failed = undone(a_payment("p", 50, "INV-0001", on="2026-04-02"), "failed")
    (note,) = found(failed, early(48, 2))
    assert (note.code, note.severity, note.subjects) == ("payment.discount-lost", "note", ("e", "INV-0001"))
    assert note.hint == 'to let it go all the same: ressio write-off INV-0001 2.00 --reason "…"'
    assert codes(early(98, 2), a_payment("r", -10, "INV-0001", on="2026-05-02", refunds="e")) == [
        "payment.discount-lost"
    ]
    assert codes(undone(early(98, 2), "void")) == []
