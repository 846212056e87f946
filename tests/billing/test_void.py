"""Void: number and file stay, what was billed is free, what was paid is the client's credit."""

from __future__ import annotations

from build import a_bill, a_change, a_cost, a_job, an_item, day
from story import Story, amounts, an_extra, claims, misused, refused, the_line


def one(**said: object) -> Story:
    return Story(a_job(items=[an_item("A", price=10_000)], **said))


def test_a_void_invoice_keeps_its_total_and_counts_for_nothing() -> None:
    story = one(tax={"GST": "5%"})
    story.bill(percent={"A": "20"}, items=[an_extra("Fee", 100, taxed=True)])
    story.void("INV-0001", reason="Wrong slab")
    stands, billing = story.standing("INV-0001"), story.summary().billing
    assert (stands.status, str(stands.total), str(stands.balance), stands.overdue) == ("void", "2105.00", "0.00", False)
    assert (str(billing.billed), str(billing.tax), str(billing.invoiced)) == ("0.00", "0.00", "0.00")
    assert story.findings == []


def test_a_void_needs_its_reason_and_is_done_once() -> None:
    story = one()
    story.bill(percent={"A": "20"})
    with misused("void.no-reason"):
        story.void("INV-0001", reason=" ")
    story.void("INV-0001")
    with refused("invoice.void"):
        story.void("INV-0001")


def test_void_then_the_same_again_gives_the_same_summary() -> None:
    story = one(tax={"GST": "5%"}, retainage="10%")
    story.bill(percent={"A": "33.33"})
    story.bill(percent={"A": "66.67"}, items=[an_extra("Fee", 100, taxed=True)])
    before = story.summary()
    story.void("INV-0002")
    story.bill(percent={"A": "66.67"}, items=[an_extra("Fee", 100, taxed=True)])
    assert story.summary() == before


def test_money_on_a_void_invoice_is_credit_and_pending_money_when_it_settles() -> None:
    story = one()
    story.bill(percent={"A": "20"})
    story.pay("INV-0001", whole=700)
    story.pay("INV-0001", whole=300, pending=True)
    story.void("INV-0001")
    assert (story.credit, str(story.standing("INV-0001").paid)) == ("700.00", "0.00")
    story.settle("2026-03-31-INV-0001-2", "2026-04-02")
    assert story.credit == "1000.00"


def test_a_void_may_record_the_money_as_sent_back_but_not_what_came_from_credit() -> None:
    story = one()
    story.advance(500)
    story.bill(percent={"A": "20"})
    story.pay("INV-0001", whole=500, from_credit=True)
    story.pay("INV-0001", whole=700)
    back = story.void("INV-0001", refund=True).refund
    assert back is not None
    assert (back.id, str(back.amount), str(story.summary().billing.received)) == (
        "2026-03-31-INV-0001-3", "-700.00", "500.00",
    )  # fmt: skip
    assert story.credit == "500.00"


def test_nothing_was_received_nothing_is_sent_back() -> None:
    story = one()
    story.bill(percent={"A": "20"})
    assert story.void("INV-0001", refund=True).refund is None


def test_a_reissue_has_the_same_lines_and_replaces_the_void_one() -> None:
    story = one(changes=[a_change("CO-001", 70)])
    story.bill(percent={"A": "20"})
    story.bill(percent={"A": "50"}, changes=("CO-001",), items=[an_extra("Fee", 5)])
    draft = story.void("INV-0002", reissue="again").reissue
    assert draft is not None
    assert (draft.replaces, amounts(draft)) == ("INV-0002", ["3000.00", "70.00", "5.00"])
    story.release("again")
    void = story.paper("INV-0002").void
    assert (void.replaced_by, story.paper("INV-0003").replaces) == ("INV-0003", "INV-0002")
    assert story.findings == []


def test_a_reissue_leaves_out_a_percent_that_would_not_give_the_same_amount() -> None:
    story = one()
    story.bill(percent={"A": "20"})
    story.bill(percent={"A": "50"})
    draft = story.void("INV-0001", reissue="again").reissue
    assert draft is not None
    line = the_line(draft, "A")
    assert (line.percent, str(line.previous), str(line.amount)) == (None, "3000.00", "2000.00")
    assert amounts(story.release("again")) == ["2000.00"]


def test_a_reissue_keeps_a_stated_retainage_and_reckons_a_rate_anew() -> None:
    story = one(retainage="10%")
    story.bill(percent={"A": "20"})
    draft = story.void("INV-0001", reissue="again").reissue
    assert draft is not None
    assert (draft.retainage.held, str(story.release("again").held)) == (None, "200.00")


def test_what_a_void_leaves_below_zero_is_a_note_with_the_command_that_settles_it() -> None:
    story = one()
    story.bill(percent={"A": "60"})
    story.bill(percent={"A": "50"})
    story.void("INV-0001")
    assert story.findings == ["source.outside"]
    assert claims(story.bill(amount={"A": 1000})) == {"A": "1000.00"}
    assert story.findings == []


def test_a_void_that_leaves_too_much_is_settled_by_taking_it_back() -> None:
    story = one()
    story.bill(percent={"A": "100"})
    story.bill(percent={"A": "80"})
    story.bill(percent={"A": "100"})
    story.void("INV-0002")
    assert story.findings == ["source.outside"]
    assert claims(story.bill(amount={"A": -2000})) == {"A": "-2000.00"}
    assert story.findings == []


def test_retainage_billed_back_whose_holder_is_void_can_be_taken_back() -> None:
    story = one(retainage="10%")
    story.bill(percent={"A": "20"})
    story.bill("retainage")
    story.void("INV-0001")
    assert story.findings == ["source.outside"]
    assert claims(story.bill(amount={"retainage": -200})) == {"retainage": "-200.00"}
    assert story.findings == []


def test_a_void_cost_is_billed_anew_at_another_markup() -> None:
    bills = [a_bill("b", a_cost(1000))]
    story = Story(a_job(bills=bills, contract="cost-plus", budget="cost-codes", markup={"fee": "15%"}))
    story.bill("actuals", markup={"b/1": "20%"})
    story.void("INV-0001")
    assert claims(story.bill("actuals")) == {"b/1": "1150.00"}


def test_a_number_once_void_is_not_given_again() -> None:
    story = one()
    story.bill(percent={"A": "20"})
    story.void("INV-0001")
    assert story.bill(percent={"A": "20"}).id == "INV-0002"


def test_a_void_is_not_dated_before_what_it_undoes() -> None:
    story = one()
    story.bill(percent={"A": "20"})
    story.pay("INV-0001", whole=5, day=day("2026-04-02"))
    story.pay("INV-0001", whole=5, day=day("2026-04-09"))
    story.fail("2026-04-09", "2026-04-10")
    for on in ("2026-03-30", "2026-04-01"):
        with refused("void.date"):
            story.void("INV-0001", on=on)
    story.void("INV-0001", on="2026-04-02")
    assert (story.findings, story.credit) == ([], "5.00")
