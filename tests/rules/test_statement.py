"""The statement of account and the aging of what is owed."""

from datetime import timedelta

from build import LOCKED_ON
from hypothesis import given, settings
from random_jobs import jobs, last_day

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
