"""What was received is counted once: deposits that are drawn, credits that are not used, money that went back."""

from __future__ import annotations

from build import a_job, a_payment, an_invoice, day, section, stated
from story import Story

from ressio_cli.model.figures import Receipts
from ressio_cli.rules.aging import aging
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.papers import invoice_list
from ressio_cli.rules.receipts import receipts
from ressio_cli.rules.statement import statement


def job(*totals: int, deposit: int = 0) -> Story:
    """Invoices of 2026-03-31; the first is a deposit, where one is said."""
    every = [section("deposit", stated(deposit))] if deposit else []
    every += [section("amount", stated(total)) for total in totals]
    return Story(a_job(invoices=[an_invoice(place, each) for place, each in enumerate(every, 1)]))


def totals(story: Story, **wanted: str) -> None:
    """The named totals are these, and what is not named is nothing."""
    found: Receipts = receipts(story.book)
    names = [name for name in Receipts.__dataclass_fields__ if getattr(found, name)]
    assert {name: str(getattr(found, name)) for name in names} == wanted


def test_a_drawn_deposit_is_received_once() -> None:
    story = job(17_288, deposit=4000)
    story.pay("INV-0001")
    totals(
        story, invoiced="21288.00", received="4000.00", collected="4000.00", outstanding="17288.00", credit="4000.00",
        deposits_held="4000.00",
    )  # fmt: skip
    story.pay("INV-0002", from_credit=True)
    story.pay("INV-0002")
    totals(story, invoiced="21288.00", received="17288.00", collected="21288.00", deposits_drawn="4000.00")
    assert str(story.standing("INV-0002").paid) == "17288.00"
    assert str(invoice_list(story.book, story.today).received) == "17288.00"


def test_a_deposit_is_drawn_after_other_credit() -> None:
    story = job(1500, deposit=1000)
    story.pay("INV-0001")
    story.advance(700)
    story.pay("INV-0002", whole=900, from_credit=True)
    totals(
        story, invoiced="2500.00", received="1700.00", deposits_drawn="200.00", deposits_held="800.00", credit="800.00",
        collected="1900.00", outstanding="600.00",
    )  # fmt: skip


def test_a_deposit_that_was_sent_back_is_not_drawn() -> None:
    story = job(deposit=1000)
    story.pay("INV-0001")
    story.refund_credit(400)
    totals(
        story, invoiced="1000.00", received="600.00", deposits_returned="400.00", deposits_held="600.00",
        credit="600.00", collected="1000.00",
    )  # fmt: skip
    story.void("INV-0001")
    totals(story, received="600.00", credit="600.00")


def test_a_void_of_what_drew_the_deposit_gives_it_back() -> None:
    story = job(300, deposit=1000)
    story.pay("INV-0001")
    story.pay("INV-0002", from_credit=True)
    story.void("INV-0002")
    totals(
        story, invoiced="1000.00", received="1000.00", deposits_held="1000.00", credit="1000.00", collected="1000.00",
    )  # fmt: skip


def test_where_all_is_credited_and_nothing_was_paid_nothing_was_received() -> None:
    story = job(335, -335)
    totals(story, collected="-335.00", credit="335.00", outstanding="335.00")
    story.pay("INV-0001", from_credit=True)
    totals(story)


def test_the_statement_of_a_month_has_the_totals_of_that_month() -> None:
    story = job(500, deposit=1000)
    story.pay("INV-0001", day=day("2026-04-02"))
    story.pay("INV-0002", from_credit=True, day=day("2026-05-03"))
    months = {}
    for since, until in (("2026-03-01", "2026-03-31"), ("2026-04-01", "2026-04-30"), ("2026-05-01", "2026-05-31")):
        found = statement(story.book, day(until), since=day(since))
        months[since[:7]] = [str(each) for each in (found.invoiced, found.received, found.deposits_drawn)]
    assert months == {
        "2026-03": ["1500.00", "0.00", "0.00"],
        "2026-04": ["0.00", "1000.00", "0.00"],
        "2026-05": ["0.00", "0.00", "500.00"],
    }
    whole = statement(story.book, day("2026-05-31"))
    assert [str(each) for each in (whole.invoiced, whole.received, whole.deposits_drawn)] == [
        "1500.00", "1000.00", "500.00",
    ]  # fmt: skip
    assert statement(story.book, day("2026-05-31"), since=day("0001-01-01")).received == whole.received


def test_aging_says_the_credit_and_what_was_written_off_beside_what_is_owed() -> None:
    story = job(100, -40)
    story.write_off("INV-0001", 15)
    found = aging(story.book, story.today)
    assert [(row.invoice, str(row.balance), str(row.written_off)) for row in found.rows] == [
        ("INV-0001", "85.00", "15.00")
    ]
    assert (str(found.balance), str(found.written_off), str(found.credit)) == ("85.00", "15.00", "40.00")


def test_a_discount_taken_in_an_earlier_month_stands_in_its_statement() -> None:
    story = Story(a_job(invoices=[an_invoice(1, section("amount", stated(1000)), terms="2/10 net 30")]))
    story.pay("INV-0001", day=day("2026-04-08"))
    story.refund("2026-04-08-INV-0001", 100, day=day("2026-05-04"))
    april, may = (
        statement(story.book, day(until), since=day(since))
        for since, until in (("2026-04-01", "2026-04-30"), ("2026-05-01", "2026-05-31"))
    )
    assert [(each.what, str(each.credit or -each.debit)) for each in (*april.entries, *may.entries)] == [
        ("early payment discount, INV-0001", "20.00"), ("payment, check", "980.00"),
        ("discount on INV-0001 lost", "-20.00"), ("refund, check", "-100.00"),
    ]  # fmt: skip
    assert [(str(each.discounts), str(each.closing)) for each in (april, may)] == [
        ("20.00", "0.00"),
        ("-20.00", "120.00"),
    ]


def test_a_payment_taken_back_later_was_received_until_then() -> None:
    story = job(100)
    story.job = story.job.having(a_payment("p", 100, "INV-0001", on="2026-04-02"))
    story.undo("p", "2026-04-09")
    found = {
        on: str(receipts(Book(as_of(story.job, day(on)))).received) for on in ("2026-04-01", "2026-04-08", "2026-04-09")
    }
    assert found == {"2026-04-01": "0.00", "2026-04-08": "100.00", "2026-04-09": "0.00"}
