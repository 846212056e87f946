"""The client's credit, the deposits in it, and how it came about."""

from __future__ import annotations

from build import a_job, a_payment, an_invoice, an_item, day, section, stated
from story import Story, an_extra

from ressio_cli.model.project import Project
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import credit, credit_figures


def job() -> Story:
    return Story(a_job(items=[an_item("A", price=10_000)]))


def told(story: Story) -> list[tuple[str, str, str]]:
    return [(entry.what, str(entry.amount), str(entry.balance)) for entry in credit_figures(story.book).entries]


def test_a_deposit_is_credit_once_its_invoice_is_paid_in_full() -> None:
    story = job()
    story.bill(deposit=1000, items=[an_extra("Fee", 50)])
    story.pay("INV-0001", whole=1000)
    assert (story.credit, story.deposits) == ("0.00", "0.00")
    story.pay("INV-0001")
    assert (story.credit, story.deposits) == ("1000.00", "1000.00")
    assert told(story) == [("deposit on INV-0001 paid", "1000.00", "1000.00")]


def test_a_deposit_is_drawn_after_other_credit() -> None:
    story = job()
    story.bill(deposit=1000)
    story.pay("INV-0001")
    story.advance(300)
    story.bill(percent={"A": "10"})
    story.pay("INV-0002", whole=200, from_credit=True)
    assert (story.credit, story.deposits) == ("1100.00", "1000.00")
    story.pay("INV-0002", whole=300, from_credit=True)
    assert (story.credit, story.deposits) == ("800.00", "800.00")
    story.today = story.today.replace(year=2027)
    story.advance(50)
    assert (story.credit, story.deposits) == ("850.00", "800.00")


def test_a_deposit_drawn_for_an_invoice_that_is_void_is_held_again() -> None:
    story = job()
    story.bill(deposit=1000)
    story.pay("INV-0001")
    story.bill(percent={"A": "20"})
    story.pay("INV-0002", whole=400, from_credit=True)
    story.pay("INV-0002", whole=100)
    assert (story.credit, story.deposits) == ("600.00", "600.00")
    story.void("INV-0002", on="2026-04-01")
    assert (story.credit, story.deposits) == ("1100.00", "1000.00")
    assert told(story)[-1] == ("INV-0002 void, what was paid is free", "500.00", "1100.00")


def test_a_void_deposit_is_no_deposit_but_its_money_stays_credit() -> None:
    story = job()
    story.bill(deposit=1000)
    story.pay("INV-0001")
    story.void("INV-0001")
    assert (story.credit, story.deposits) == ("1000.00", "0.00")


def test_a_deposit_whose_check_comes_back_is_gone() -> None:
    story = job()
    story.bill(deposit=1000)
    story.pay("INV-0001")
    story.fail("2026-03-31-INV-0001", "2026-04-01")
    assert (story.credit, story.deposits, story.standing("INV-0001").status) == ("0.00", "0.00", "open")


def test_credit_that_is_sent_back_comes_out_of_deposits_last() -> None:
    story = job()
    story.bill(deposit=1000)
    story.pay("INV-0001")
    story.advance(300)
    story.refund_credit(500)
    assert (story.credit, story.deposits) == ("800.00", "800.00")


def test_a_negative_invoice_adds_its_amount_until_it_is_void() -> None:
    story = job()
    story.bill(percent={"A": "20"})
    story.bill(percent={"A": "15"})
    assert (story.credit, told(story)) == ("500.00", [("INV-0002 is a credit", "500.00", "500.00")])
    story.void("INV-0002", on="2026-04-01")
    assert story.credit == "0.00"


def test_money_kept_beyond_the_balance_is_credit() -> None:
    story = job()
    story.bill(percent={"A": "1"})
    story.pay(parts={"INV-0001": 130}, keep_credit=True)
    assert told(story) == [("2026-03-31-INV-0001 received, not applied", "30.00", "30.00")]


def test_pending_money_is_no_credit_yet() -> None:
    story = job()
    story.advance(100, pending=True)
    assert (story.credit, told(story)) == ("0.00", [])


def test_what_is_drawn_and_sent_back_is_told() -> None:
    story = job()
    story.advance(300)
    story.bill(percent={"A": "1"})
    story.pay("INV-0001", from_credit=True)
    story.refund_credit(50)
    assert told(story) == [
        ("2026-03-31-credit received, not applied", "300.00", "300.00"),
        ("2026-03-31-INV-0001 drawn for INV-0001", "-100.00", "200.00"),
        ("2026-03-31-refund sent back", "-50.00", "150.00"),
    ]


def entries(job: Project) -> list[tuple[str, str, str, str]]:
    return [(str(one.on), one.what, str(one.amount), str(one.balance)) for one in credit_figures(Book(job)).entries]


def test_money_that_came_before_its_invoice_was_released_is_credit_until_then() -> None:
    job = a_job(
        invoices=[an_invoice(1, section("amount", stated(100)), on="2026-03-31")],
        payments=[a_payment("p", 130, ("INV-0001", 100), on="2026-03-02")],
    )
    assert entries(job) == [
        ("2026-03-02", "p received, not applied", "130.00", "130.00"),
        ("2026-03-31", "p pays INV-0001", "-100.00", "30.00"),
    ]
    for on, amount in (("2026-03-01", "0.00"), ("2026-03-30", "130.00"), ("2026-03-31", "30.00")):
        past = Book(as_of(job, day(on)))
        assert (str(credit(past)), str(credit_figures(past).credit)) == (amount, amount), on


def test_credit_is_drawn_on_an_invoice_from_its_release_on() -> None:
    job = a_job(
        invoices=[an_invoice(1, section("amount", stated(100)), on="2026-03-31")],
        payments=[
            a_payment("a", 130, on="2026-03-20"),
            a_payment("c", 100, "INV-0001", on="2026-01-01", method="credit"),
        ],
    )
    assert entries(job) == [
        ("2026-03-20", "a received, not applied", "130.00", "130.00"),
        ("2026-03-31", "c drawn for INV-0001", "-100.00", "30.00"),
    ]


def test_a_deposit_paid_before_its_release_is_credit_all_along() -> None:
    job = a_job(
        invoices=[an_invoice(1, section("deposit", stated(100)), on="2026-03-31")],
        payments=[a_payment("p", 100, "INV-0001", on="2026-03-02")],
    )
    found = credit_figures(Book(job))
    assert (str(found.credit), str(found.deposits_held)) == ("100.00", "100.00")
    assert {one.on for one in found.entries} == {day("2026-03-02"), day("2026-03-31")}


def test_an_edit_that_makes_an_invoice_a_credit_counts_from_its_own_day() -> None:
    story = Story(a_job(), today="2026-05-10")
    story.bill(items=[an_extra("Fee", 100)])
    story.today = day("2026-05-20")
    story.edit("INV-0001", items=(an_extra("Fee", -50),))
    assert [(str(entry.on), str(entry.amount)) for entry in credit_figures(story.book).entries] == [
        ("2026-05-20", "50.00")
    ]
    story.today = day("2026-06-01")
    story.void("INV-0001", reissue="again")
    story.release("again", on="2026-05-15")
    assert [(str(entry.on), str(entry.amount)) for entry in credit_figures(story.book).entries] == [
        ("2026-05-15", "50.00")
    ]
    assert story.credit == "50.00"
