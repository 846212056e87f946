"""What becomes of a payment: it settles, fails, is void, or goes back to the client."""

from __future__ import annotations

from build import a_job, an_invoice, day, section, stated
from story import Story, misused, refused

from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.standing import standing

ID = "2026-03-31-INV-0001"


def owed(*totals: str) -> Story:
    invoices = [an_invoice(place, section("amount", stated(total))) for place, total in enumerate(totals, 1)]
    return Story(a_job(invoices=invoices))


def status_on(story: Story, on: str) -> str:
    """The status of the first invoice as a reading command shows it on that day."""
    past = as_of(story.job, day(on))
    return standing(Book(past), past.invoices[0], day(on)).status


def test_a_pending_payment_settles_once() -> None:
    story = owed("100")
    story.pay("INV-0001", pending=True)
    assert (story.standing("INV-0001").status, story.credit) == ("pending", "0.00")
    story.settle(ID, "2026-04-02")
    assert story.standing("INV-0001").status == "paid"
    assert [status_on(story, on) for on in ("2026-03-31", "2026-04-01", "2026-04-02")] == ["pending", "pending", "paid"]
    with refused("payment.not-pending"):
        story.settle(ID, "2026-04-03")


def test_a_check_that_comes_back_after_it_cleared_is_owed_again_from_that_day_on() -> None:
    story = owed("100")
    story.pay("INV-0001")
    story.fail(ID, "2026-04-09")
    assert [status_on(story, on) for on in ("2026-03-31", "2026-04-08", "2026-04-09")] == ["paid", "paid", "open"]


def test_a_pending_payment_that_fails_never_cleared() -> None:
    story = owed("100")
    story.pay("INV-0001", pending=True)
    payment = story.fail(ID, "2026-04-09")
    assert payment.settled is None
    assert [status_on(story, on) for on in ("2026-04-08", "2026-04-09")] == ["pending", "open"]


def test_a_payment_that_settled_later_and_came_back_keeps_its_day() -> None:
    story = owed("100")
    story.pay("INV-0001", pending=True)
    story.settle(ID, "2026-04-02")
    story.fail(ID, "2026-04-09")
    assert [status_on(story, on) for on in ("2026-04-01", "2026-04-02", "2026-04-09")] == ["pending", "paid", "open"]


def test_a_typing_error_is_corrected_and_the_payment_is_done_with() -> None:
    story = owed("100")
    story.pay("INV-0001")
    story.undo(ID, "2026-04-01")
    assert [status_on(story, on) for on in ("2026-03-31", "2026-04-01")] == ["paid", "open"]
    for deed in (story.undo, story.fail):
        with refused("payment.undone"):
            deed(ID, "2026-04-02")
    with refused("payment.not-pending"):
        story.settle(ID, "2026-04-02")


def test_money_sent_back_is_owed_again() -> None:
    story = owed("100")
    story.pay("INV-0001")
    back = story.refund(ID, 30, note="Goodwill")
    assert (back.id, str(back.amount), back.refunds, back.note) == (f"{ID}-2", "-30.00", ID, "Goodwill")
    stands = story.standing("INV-0001")
    assert (stands.status, str(stands.paid), str(stands.balance)) == ("partially-paid", "70.00", "30.00")
    assert (str(story.summary().billing.received), story.credit) == ("70.00", "0.00")


def test_a_refund_goes_back_over_the_same_invoices_the_last_first() -> None:
    story = owed("100", "50")
    story.pay("INV-0001", "INV-0002")
    back = story.refund(ID, 70)
    assert {part.invoice: str(part.amount) for part in back.applied} == {"INV-0002": "-50.00", "INV-0001": "-20.00"}
    back = story.refund(ID)
    assert {part.invoice: str(part.amount) for part in back.applied} == {"INV-0001": "-80.00"}
    with refused("refund.too-much"):
        story.refund(ID)


def test_a_refund_of_more_than_came_in_is_refused() -> None:
    story = owed("100")
    story.pay("INV-0001", whole=60)
    with refused("refund.too-much"):
        story.refund(ID, "60.01")
    with misused("pay.amount"):
        story.refund(ID, 0)
    assert story.findings == []


def test_only_money_that_cleared_goes_back() -> None:
    story = owed("100", "50")
    story.pay("INV-0001", pending=True)
    with refused("payment.not-received"):
        story.refund(ID)
    story.settle(ID, "2026-04-01")
    with refused("payment.date"):
        story.refund(ID, 10)
    story.refund(ID, 10, day=day("2026-04-01"))
    with refused("payment.not-received"):
        story.refund("2026-04-01-INV-0001")
    story.advance(5)
    story.pay("INV-0002", from_credit=True)
    with refused("payment.not-received"):
        story.refund("2026-03-31-INV-0002")


def test_a_refund_with_the_same_reference_is_recorded_once() -> None:
    story = owed("100")
    story.pay("INV-0001")
    assert story.refund(ID, 30, reference="9") == story.refund(ID, 30, reference="9")
    assert str(story.standing("INV-0001").paid) == "70.00"


def test_a_refund_of_an_advance_lowers_the_credit() -> None:
    story = owed()
    story.advance(100)
    assert story.refund("2026-03-31-credit", 40).id == "2026-03-31-refund"
    assert story.credit == "60.00"


def test_credit_goes_back_but_not_more_than_there_is() -> None:
    story = owed()
    story.advance(100)
    back = story.refund_credit(30, method="ach")
    assert (back.id, str(back.amount), back.method, story.credit) == ("2026-03-31-refund", "-30.00", "ach", "70.00")
    with refused("credit.too-little"):
        story.refund_credit("70.01")
    assert story.refund_credit(70).id == "2026-03-31-refund-2"
    assert story.findings == []


def test_credit_that_was_drawn_and_is_taken_back_falls_below_zero_and_check_notes_it() -> None:
    story = owed("100")
    story.advance(60)
    story.pay("INV-0001", from_credit=True)
    story.fail("2026-03-31-credit", "2026-04-02")
    assert (story.credit, story.deposits, story.findings) == ("-60.00", "0.00", ["credit.negative"])


def test_a_payment_is_found_by_an_unambiguous_beginning() -> None:
    story = owed("100", "50")
    story.pay("INV-0001")
    story.pay("INV-0002")
    with misused("payment.ambiguous"):
        story.fail("2026", "2026-04-02")
    with misused("payment.unknown"):
        story.fail("2027", "2026-04-02")
    assert story.fail("2026-03-31-INV-0002", "2026-04-02").status == "failed"


def test_a_refund_takes_what_is_still_credit_first() -> None:
    story = owed("1000")
    story.pay("INV-0001", parts={"INV-0001": 1500}, keep_credit=True)
    back = story.refund(ID, 500)
    assert (back.id, back.applied, back.refunds) == ("2026-03-31-refund", (), ID)
    assert (str(story.standing("INV-0001").balance), story.credit, story.findings) == ("0.00", "0.00", [])
    assert {part.invoice: str(part.amount) for part in story.refund(ID, 200).applied} == {"INV-0001": "-200.00"}
    assert (str(story.standing("INV-0001").balance), story.credit) == ("200.00", "0.00")


def test_a_refund_over_both_takes_the_rest_from_the_invoices() -> None:
    story = owed("1000")
    story.pay("INV-0001", parts={"INV-0001": 1500}, keep_credit=True)
    assert {part.invoice: str(part.amount) for part in story.refund(ID, 700).applied} == {"INV-0001": "-200.00"}
    assert (str(story.standing("INV-0001").balance), story.credit) == ("200.00", "0.00")


def test_a_refund_takes_no_credit_that_was_drawn_already() -> None:
    story = owed("1000", "300")
    story.pay("INV-0001", parts={"INV-0001": 1500}, keep_credit=True)
    story.pay("INV-0002", from_credit=True)
    assert {part.invoice: str(part.amount) for part in story.refund(ID, 500).applied} == {"INV-0001": "-300.00"}
    assert (story.credit, str(story.standing("INV-0002").balance), story.findings) == ("0.00", "0.00", [])


def test_a_refund_of_credit_with_the_same_reference_is_recorded_once() -> None:
    story = owed("100")
    story.pay("INV-0001", parts={"INV-0001": 150}, keep_credit=True)
    assert story.refund(ID, 50, reference="9") == story.refund(ID, 50, reference="9")
    story.advance(1, reference="7")
    for reference in ("9", "7"):
        with refused("payment.reference-taken"):
            story.refund(ID, 1, reference=reference)
    assert story.refund(ID, reference="10") == story.refund(ID, reference="10"), "the whole rest too"
    with refused("refund.too-much"):
        story.refund(ID, reference="11")


def test_a_payment_that_was_sent_back_is_no_typing_error() -> None:
    story = owed("100")
    story.pay("INV-0001")
    story.refund(ID, 40)
    with refused("payment.refunded") as caught:
        story.undo(ID, "2026-04-01")
    assert (
        caught.value.problems[0].message == f"{ID} was sent back by {ID}-2 (40.00), which would send back nothing then"
    )
    story.undo(f"{ID}-2", "2026-04-01")
    story.undo(ID, "2026-04-01")
    assert (str(story.standing("INV-0001").balance), story.findings) == ("100.00", [])


def test_nor_is_one_whose_money_went_back_when_its_invoice_became_void() -> None:
    story = owed("100")
    story.pay("INV-0001", whole=60)
    story.pay("INV-0001")
    story.void("INV-0001", refund=True)
    with refused("payment.refunded"):
        story.undo(ID, "2026-04-01")
    story.undo(f"{ID}-3", "2026-04-01")
    story.undo(ID, "2026-04-01")
    assert (story.credit, story.findings) == ("40.00", [])


def test_a_check_that_bounced_after_it_was_sent_back_is_owed_twice_and_noted() -> None:
    story = owed("100")
    story.pay("INV-0001")
    story.refund(ID)
    story.fail(ID, "2026-04-01")
    stands = story.standing("INV-0001")
    assert (stands.status, str(stands.paid), str(stands.balance)) == ("open", "-100.00", "200.00")
    assert (str(story.summary().billing.received), story.findings) == ("-100.00", ["payment.refund-of-failed"])
    assert str(story.pay("INV-0001").amount) == "200.00"


def test_a_refund_is_not_undone_once_its_invoice_was_paid_again() -> None:
    for deed in (Story.undo, Story.fail):
        story = owed("100")
        story.pay("INV-0001")
        story.refund(ID)
        again = story.pay("INV-0001", pending=True)
        with refused("payment.paid-again") as caught:
            deed(story, f"{ID}-2", "2026-04-01")
        assert caught.value.problems[0].hint.startswith(f"ressio payment void {again.id} ")
        story.undo(again.id, "2026-04-01")
        deed(story, f"{ID}-2", "2026-04-01")
        assert (story.standing("INV-0001").status, story.findings) == ("paid", [])


def test_a_draw_is_undone_and_the_credit_is_there_again() -> None:
    story = owed("100")
    story.advance(60)
    story.pay("INV-0001", from_credit=True)
    with refused("payment.not-received") as caught:
        story.refund(ID)
    assert caught.value.problems[0].hint == f'ressio payment void {ID} --reason "…", then ressio credit refund 60.00'
    story.undo(ID, "2026-04-01")
    assert (story.credit, str(story.standing("INV-0001").balance)) == ("60.00", "100.00")


def test_after_the_refund_of_the_only_payment_the_invoice_is_open_and_its_sections_stay_locked() -> None:
    story = owed("100")
    story.pay("INV-0001")
    story.refund(ID)
    assert story.standing("INV-0001").status == "open"
    with refused("edit.locked") as caught:
        story.remove("INV-0001", "1")
    assert caught.value.problems[0].message == (
        f"INV-0001 is open and has money on it ({ID}, {ID}-2, sent back): only its internal note and attachments can be"
        " changed"
    )
