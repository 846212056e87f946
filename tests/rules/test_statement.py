"""The statement of account and the aging of what is owed."""

from datetime import timedelta

from build import LOCKED_ON, a_job, an_item, day
from hypothesis import given, settings
from random_jobs import jobs, last_day
from story import Story

from ressio_cli.model.ask import Wording
from ressio_cli.rules.asof import as_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import credit
from ressio_cli.rules.position import summary
from ressio_cli.rules.statement import statement


def closing(job, on):
    book = Book(as_of(job, on))
    return summary(book, on).billing.outstanding - credit(book)


@settings(max_examples=150, deadline=None)
@given(job=jobs())
def test_on_every_day_the_closing_is_what_is_outstanding_less_the_credit(job):
    book = Book(job)
    for after in range(0, (last_day(job) - LOCKED_ON).days + 1, 3):
        on = LOCKED_ON + timedelta(days=after)
        assert statement(book, on).closing == closing(job, on)


def entries(story, until):
    return [
        (str(one.on), one.what, str(one.debit), str(one.credit)) for one in statement(story.book, day(until)).entries
    ]


def test_an_edit_stands_on_its_own_day_so_that_a_statement_sent_before_it_can_be_printed_again():
    story = Story(a_job(items=[an_item("A", price=1000)]), today="2026-03-01")
    story.bill(percent={"A": "30"})
    before = entries(story, "2026-03-05")
    story.today = day("2026-03-10")
    story.edit("INV-0001", percent={"A": "50"})
    story.edit("INV-0001", wording=Wording(title="March"))
    story.void("INV-0001", on="2026-03-12")
    assert before == entries(story, "2026-03-05") == [("2026-03-01", "INV-0001: Progress billing", "300.00", "0.00")]
    assert entries(story, "2026-03-12")[1:] == [
        ("2026-03-10", "INV-0001 revision 3: March", "200.00", "0.00"),
        ("2026-03-12", "INV-0001 void: Wrong", "0.00", "500.00"),
    ]


def test_a_void_stands_on_the_day_of_its_reissue_where_that_is_earlier():
    story = Story(a_job(items=[an_item("A", price=1000)]), today="2026-05-10")
    story.bill(percent={"A": "40"})
    story.today = day("2026-06-20")
    story.void("INV-0001", reissue="again")
    story.release("again", on="2026-05-10")
    assert [(str(one.on), str(one.balance)) for one in statement(story.book, day("2026-06-20")).entries] == [
        ("2026-05-10", "400.00"), ("2026-05-10", "800.00"), ("2026-05-10", "400.00"),
    ]  # fmt: skip


def test_a_void_never_stands_before_its_release():
    story = Story(a_job(items=[an_item("A", price=1000)]), today="2026-05-10")
    story.bill(percent={"A": "40"})
    story.void("INV-0001", reissue="again")
    story.release("again", on="2026-05-01")
    assert [(str(one.on), str(one.balance)) for one in statement(story.book, day("2026-06-20")).entries] == [
        ("2026-05-01", "400.00"), ("2026-05-10", "800.00"), ("2026-05-10", "400.00"),
    ]  # fmt: skip
