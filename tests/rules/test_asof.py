"""The job as it was known on a day: facts dated later are left out, the day itself counts."""

from __future__ import annotations

from dataclasses import replace

from build import LOCKED_ON, a_bill, a_change, a_draft, a_job, a_payment, an_invoice, an_item, day, section, stated
from story import Story

from ressio_cli.model.change import Change
from ressio_cli.model.payment import Undone
from ressio_cli.model.project import Project
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import credit, credit_figures
from ressio_cli.rules.position import summary


def seen(job: Project, on: str) -> Project:
    return as_of(job, day(on))


def test_the_lock_counts_from_its_day() -> None:
    job = a_job(items=[an_item("A")])
    assert [seen(job, on).budget.locked is None for on in ("2026-01-31", str(LOCKED_ON))] == [True, False]


def test_a_change_is_pending_until_its_answer_and_unknown_before_it_was_proposed() -> None:
    change = a_change("CO-001", 10, on="2026-03-05", proposed=day("2026-03-02"))
    job = a_job(changes=[change, a_change("CO-002", 5, status="declined", on="2026-03-05")])

    def stands(on: str) -> list[tuple[str, str]]:
        return [(each.id, each.status) for each in seen(job, on).changes]

    assert stands("2026-03-01") == [("CO-002", "pending")]
    assert stands("2026-03-04") == [("CO-001", "pending"), ("CO-002", "pending")]
    assert stands("2026-03-05") == [("CO-001", "approved"), ("CO-002", "declined")]
    assert isinstance(job.changes[0], Change)


def test_a_bill_is_unknown_before_its_day_and_a_draft_until_it_was_approved() -> None:
    job = a_job(bills=[a_bill("b", 10, on="2026-02-20", status="paid", approved=day("2026-02-22"))])
    assert seen(job, "2026-02-19").bills == ()
    days = ("2026-02-20", "2026-02-21", "2026-02-22")
    assert [seen(job, on).bills[0].status for on in days] == ["draft", "draft", "paid"]


def test_invoices_and_drafts_are_unknown_before_they_were_there() -> None:
    invoice = an_invoice(1, section("amount", stated(5)), on="2026-03-31")
    job = a_job(invoices=[invoice], drafts=[a_draft("d", section("amount", stated(5)), on="2026-03-30")])
    counts = [(len(seen(job, on).invoices), len(seen(job, on).drafts)) for on in ("2026-03-29", "2026-03-30")]
    assert counts == [(0, 0), (0, 1)]
    assert len(seen(job, "2026-03-31").invoices) == 1


def test_an_invoice_is_live_until_the_day_of_its_void() -> None:
    story = Story(a_job(items=[an_item("A", price=100)]), today="2026-03-01")
    story.bill(percent={"A": "50"})
    story.void("INV-0001", on="2026-04-02", reissue="again")
    story.release("again", on="2026-04-05")
    before = seen(story.job, "2026-04-01").invoices[0]
    assert (before.live, [event.did for event in before.history]) == (True, ["created", "released"])
    assert [seen(story.job, on).invoices[0].void.replaced_by for on in ("2026-04-04", "2026-04-05")] == ["", "INV-0002"]


def test_a_payment_is_pending_until_it_settled() -> None:
    job = a_job(payments=[a_payment("p", 5, on="2026-04-12", settled=day("2026-04-14"))])
    assert seen(job, "2026-04-11").payments == ()
    assert [seen(job, on).payments[0].status for on in ("2026-04-12", "2026-04-14")] == ["pending", "cleared"]


def test_steps_of_a_payment_are_taken_back_from_the_last() -> None:
    payment = a_payment("p", 5, on="2026-04-12", status="failed", settled=day("2026-04-14"))
    job = a_job(payments=[replace(payment, failed=Undone(on=day("2026-04-20"), reason="Returned"))])
    assert [seen(job, on).payments[0].status for on in ("2026-04-13", "2026-04-14", "2026-04-19", "2026-04-20")] == [
        "pending", "cleared", "cleared", "failed",
    ]  # fmt: skip


def test_figures_of_an_earlier_day_are_those_of_that_day() -> None:
    story = Story(a_job(items=[an_item("A", price=100)]), today="2026-03-01")
    story.bill(percent={"A": "50"})
    story.pay("INV-0001", day=day("2026-03-10"))
    story.void("INV-0001", on="2026-03-20")

    def figures(on: str) -> tuple[str, str, str]:
        billing = summary(Book(seen(story.job, on)), day(on)).billing
        return (str(billing.billed), str(billing.collected), str(billing.credit))

    assert [figures(on) for on in ("2026-02-28", "2026-03-01", "2026-03-10", "2026-03-20")] == [
        ("0.00", "0.00", "0.00"), ("50.00", "0.00", "0.00"), ("50.00", "50.00", "0.00"), ("0.00", "0.00", "50.00"),
    ]  # fmt: skip


def edited(*days: str) -> Story:
    """A released on March 1 at 30 %, and 10 % more with each edit."""
    story = Story(a_job(items=[an_item("A", price=1000)]), today="2026-03-01")
    story.bill(percent={"A": "30"})
    for place, on in enumerate(days, 1):
        story.today = day(on)
        story.edit("INV-0001", percent={"A": f"{30 + 10 * place}"})
    return story


def billed(job: Project, on: str) -> str:
    return str(summary(Book(seen(job, on)), day(on)).billing.billed)


def test_before_an_edit_the_earlier_revision_stands() -> None:
    job = edited("2026-03-10", "2026-03-20").job
    days = ("2026-02-28", "2026-03-01", "2026-03-09", "2026-03-10", "2026-03-19", "2026-03-20")
    assert [billed(job, on) for on in days] == ["0.00", "300.00", "300.00", "400.00", "400.00", "500.00"]
    assert [seen(job, on).invoices[0].revision for on in days[1:]] == [1, 1, 2, 2, 3]
    assert [event.did for event in seen(job, "2026-03-10").invoices[0].history] == ["created", "released", "edited"]


def test_of_edits_on_one_day_the_last_counts() -> None:
    job = edited("2026-03-01", "2026-03-10", "2026-03-10").job
    assert [billed(job, on) for on in ("2026-03-01", "2026-03-09", "2026-03-10")] == ["400.00", "400.00", "600.00"]


def test_edits_that_version_0_1_dated_out_of_order_count_from_the_latest_one_on() -> None:
    story = edited("2026-03-20", "2026-03-20")
    third = story.job.invoices[0]
    *before, last = third.history
    told = replace(third, history=(*before, replace(last, on=day("2026-03-10"))))
    job = story.job.having(told)
    assert [billed(job, on) for on in ("2026-03-09", "2026-03-10", "2026-03-25")] == ["300.00", "500.00", "500.00"]


def test_an_edit_made_before_the_day_of_the_release_is_in_it() -> None:
    story = edited("2026-03-01")
    later = replace(story.job.invoices[0], released=day("2026-04-01"))
    job = replace(story.job, invoices=(later,), superseded=(replace(story.job.superseded[0], released=later.released),))
    assert [billed(job, on) for on in ("2026-03-31", "2026-04-01")] == ["0.00", "400.00"]


def test_where_a_revision_was_lost_the_next_one_stands_for_it() -> None:
    story = edited("2026-03-10", "2026-03-20")
    second = story.job.superseded[1:]
    assert billed(replace(story.job, superseded=second), "2026-03-05") == "400.00"
    assert billed(replace(story.job, superseded=()), "2026-03-05") == "500.00"


def test_a_history_that_does_not_tell_every_edit_shows_what_stands_now() -> None:
    story = edited("2026-03-10")
    told = replace(story.job.invoices[0], history=story.job.invoices[0].history[:-1])
    assert billed(story.job.having(told), "2026-03-05") == "400.00"


def test_a_void_counts_from_its_reissue_where_that_took_its_place_earlier() -> None:
    story = Story(a_job(items=[an_item("A", price=1000)]), today="2026-05-10")
    story.bill(percent={"A": "40"})
    story.pay("INV-0001", parts={"INV-0001": 150}, day=day("2026-05-20"))
    story.today = day("2026-06-20")
    story.void("INV-0001", reissue="again")
    assert billed(story.job, "2026-05-15") == "400.00"
    story.release("again", on="2026-05-12")
    states = [[invoice.live for invoice in seen(story.job, on).invoices] for on in ("2026-05-11", "2026-05-12")]
    assert states == [[True], [False, True]]
    figures = summary(Book(seen(story.job, "2026-05-25")), day("2026-05-25")).billing
    assert [str(each) for each in (figures.billed, figures.outstanding, figures.credit)] == [
        "400.00",
        "400.00",
        "150.00",
    ]
    moves = [(str(entry.on), str(entry.amount)) for entry in credit_figures(story.book).entries]
    assert moves == [("2026-05-20", "150.00")]


def test_a_reissue_dated_before_its_original_stands_alone_until_then() -> None:
    story = Story(a_job(items=[an_item("A", price=1000)]), today="2026-05-10")
    story.bill(percent={"A": "40"})
    story.void("INV-0001", reissue="again")
    story.release("again", on="2026-04-30")
    (only,) = seen(story.job, "2026-05-05").invoices
    assert (only.id, only.replaces) == ("INV-0002", "")
    assert [billed(story.job, on) for on in ("2026-04-30", "2026-05-10")] == ["400.00", "400.00"]


def test_money_that_came_before_the_release_is_credit_until_then() -> None:
    invoice = an_invoice(1, section("amount", stated(80)), on="2026-03-31")
    job = a_job(invoices=[invoice], payments=[a_payment("p", 100, ("INV-0001", 80), on="2026-03-01")])
    assert seen(job, "2026-03-15").payments[0].applied == ()
    credits = [str(credit(Book(seen(job, on)))) for on in ("2026-02-28", "2026-03-01", "2026-03-30", "2026-03-31")]
    assert credits == ["0.00", "100.00", "100.00", "20.00"]
    entries = [(str(entry.on), str(entry.amount), entry.what) for entry in credit_figures(Book(job)).entries]
    assert entries == [
        ("2026-03-01", "100.00", "p received, not applied"),
        ("2026-03-31", "-80.00", "p pays INV-0001"),
    ]
