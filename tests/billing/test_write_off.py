"""An amount is let go: the invoice owes it no more, and no money came in."""

from __future__ import annotations

import pytest
from build import a_job, a_line, an_invoice, an_item, day, money, progress, section, stated
from story import Story, misused, refused

from ressio_cli.model.payment import Applied, Payment
from ressio_cli.rules import notices
from ressio_cli.rules.aging import aging
from ressio_cli.rules.statement import statement

ID = "2026-03-31-INV-0001"


def owed(*totals: str) -> Story:
    invoices = [an_invoice(place, section("amount", stated(total))) for place, total in enumerate(totals, 1)]
    return Story(a_job(invoices=invoices))


def test_a_cent_that_the_bank_kept() -> None:
    half = a_line("A", 5000, worth=10_000, percent_to_date="50%")
    story = Story(a_job(items=[an_item("A", price=10_000)], invoices=[an_invoice(1, progress(half))]))
    story.pay("INV-0001", whole="4999.99")
    payment = story.write_off("INV-0001", reason="Bank fee")
    assert payment == Payment(
        id=f"{ID}-2", received=day("2026-03-31"), amount=money("0.01"), method="write-off", status="cleared",
        applied=(Applied(invoice="INV-0001", amount=money("0.01")),), reason="Bank fee",
    )  # fmt: skip
    stands = story.standing("INV-0001")
    assert (stands.status, str(stands.paid), str(stands.written_off), str(stands.balance)) == (
        "paid", "4999.99", "0.01", "0.00",
    )  # fmt: skip
    billing = story.summary().billing
    names = ("billed", "invoiced", "received", "collected", "credit")
    assert {name: str(getattr(billing, name)) for name in names} == {
        "billed": "5000.00", "invoiced": "5000.00", "received": "4999.99", "collected": "4999.99", "credit": "0.00",
    }  # fmt: skip
    assert (str(billing.written_off), str(billing.outstanding), str(billing.left_to_bill)) == (
        "0.01",
        "0.00",
        "5000.00",
    )
    assert story.findings == []


def test_without_an_amount_all_that_is_due_is_written_off() -> None:
    story = owed("100")
    story.pay("INV-0001", whole=30, pending=True)
    assert str(story.write_off("INV-0001").amount) == "70.00"
    assert (story.standing("INV-0001").status, str(story.standing("INV-0001").balance)) == ("pending", "30.00")


def test_a_part_leaves_the_invoice_open() -> None:
    story = owed("100")
    story.write_off("INV-0001", 10)
    stands = story.standing("INV-0001")
    assert (stands.status, str(stands.balance), str(stands.still_due)) == ("open", "90.00", "90.00")
    assert str(story.pay("INV-0001").amount) == "90.00"


def test_an_invoice_that_is_written_off_is_paid_and_takes_no_more_money() -> None:
    story = owed("100")
    story.write_off("INV-0001")
    assert (story.standing("INV-0001").status, story.standing("INV-0001", "2027-01-01").overdue) == ("paid", False)
    assert not notices.is_owed(story.book, story.paper("INV-0001"), day("2027-01-01"))
    assert aging(story.book, day("2027-01-01")).rows == ()
    with refused("pay.paid"):
        story.pay("INV-0001", whole=5)


@pytest.mark.parametrize("amount", ["100.01", "1000000"])
def test_no_more_than_is_due_is_written_off(amount: str) -> None:
    story = owed("100")
    with refused("write-off.too-much") as caught:
        story.write_off("INV-0001", amount)
    assert caught.value.problems[0].hint == 'ressio write-off INV-0001 100.00 --reason "…"'
    story.pay("INV-0001", whole=40, pending=True)
    with refused("write-off.too-much"):
        story.write_off("INV-0001", "60.01")


@pytest.mark.parametrize("amount", [0, -5])
def test_a_write_off_is_above_zero(amount: int) -> None:
    with misused("pay.amount"):
        owed("100").write_off("INV-0001", amount)


def test_drafts_void_paid_and_pending_invoices_and_credits_are_not_written_off() -> None:
    story = owed("100", "50", "-20", "70")
    story.new(deposit=5, id="draft")
    story.void("INV-0001")
    story.pay("INV-0002")
    story.pay("INV-0004", pending=True)
    for id, what in (
        ("draft", "is a draft: the client owes nothing yet"),
        ("INV-0001", "is void: nothing is owed on it"),
        ("INV-0002", "is paid: nothing is owed on it"),
        ("INV-0003", "is a credit of 20.00: nothing is owed on it"),
        ("INV-0004", "has its whole balance pending"),
    ):
        with refused("write-off.not-owed") as caught:
            story.write_off(id)
        assert caught.value.problems[0].message == f"{id} {what}"


def test_a_write_off_is_taken_back_as_a_typing_error_and_by_nothing_else() -> None:
    story = owed("100")
    story.write_off("INV-0001")
    for deed in (lambda: story.fail(ID, "2026-04-01"), lambda: story.refund(ID)):
        with refused("payment.not-received"):
            deed()
    with refused("payment.not-pending"):
        story.settle(ID, "2026-04-01")
    story.undo(ID, "2026-04-02")
    assert str(story.standing("INV-0001").balance) == "100.00"
    assert story.findings == []


def test_a_write_off_never_becomes_credit() -> None:
    story = owed("100")
    story.pay("INV-0001", whole=60)
    story.write_off("INV-0001")
    voided = story.void("INV-0001", refund=True)
    assert (str(voided.refund.amount), story.credit, str(story.summary().billing.written_off)) == (
        "-60.00",
        "0.00",
        "0.00",
    )


def test_a_deposit_is_credit_only_for_what_was_paid_on_it() -> None:
    story = Story(a_job(invoices=[an_invoice(1, section("deposit", stated(1000)), section("amount", stated(50)))]))
    story.pay("INV-0001", whole=900)
    story.write_off("INV-0001", 50)
    assert story.credit == "0.00", "not yet paid in full"
    story.write_off("INV-0001", 100)
    assert (story.credit, story.deposits, str(story.summary().billing.outstanding)) == ("900.00", "900.00", "0.00")


def test_a_deposit_that_a_credit_line_pays_is_credit_too() -> None:
    story = Story(a_job(invoices=[an_invoice(1, section("deposit", stated(1000)), section("amount", stated(-400)))]))
    story.pay("INV-0001", whole=590)
    story.write_off("INV-0001")
    assert story.credit == "990.00"


def test_the_account_of_the_client_shows_it_on_its_day_and_when_it_is_taken_back() -> None:
    story = owed("100")
    story.write_off("INV-0001", 10, on="2026-04-02")
    story.undo("2026-04-02-INV-0001", "2026-04-05")
    story.write_off("INV-0001", 20, on="2026-04-06")
    story.void("INV-0001", on="2026-04-09")
    entries = statement(story.book, day("2026-04-30")).entries
    assert [(str(each.on), each.what, str(each.debit), str(each.credit), str(each.balance)) for each in entries] == [
        ("2026-03-31", "INV-0001: Invoice 1", "100.00", "0.00", "100.00"),
        ("2026-04-02", "written off, INV-0001", "0.00", "10.00", "90.00"),
        ("2026-04-05", "write-off on INV-0001 undone", "10.00", "0.00", "100.00"),
        ("2026-04-06", "written off, INV-0001", "0.00", "20.00", "80.00"),
        ("2026-04-09", "write-off on INV-0001 undone", "20.00", "0.00", "100.00"),
        ("2026-04-09", "INV-0001 void: Wrong", "0.00", "100.00", "0.00"),
    ]  # fmt: skip
    april = statement(story.book, day("2026-04-07"), since=day("2026-04-06"))
    assert (str(april.written_off), str(april.opening), str(april.closing)) == ("20.00", "100.00", "80.00")


def test_an_open_invoice_with_a_write_off_is_locked_until_it_is_taken_back() -> None:
    story = owed("100")
    story.write_off("INV-0001", 10)
    with refused("edit.locked") as caught:
        story.remove("INV-0001", "1")
    assert caught.value.problems[0].message == (
        f"INV-0001 is open and has an amount written off ({ID}): only its internal note and attachments can be changed"
    )
    assert caught.value.problems[0].hint == f'ressio payment void {ID} --reason "…" comes first'
    story.undo(ID, "2026-04-02")
    with refused("edit.last-section"):
        story.remove("INV-0001", "1")
