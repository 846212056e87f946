"""The order of invoices is that of their releases: the chain of `after`, whatever dates and numbers say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from build import a_draft, a_job, a_line, an_invoice, an_item, progress, stated
from build import section as a_section

from ressio_cli.model.invoice import Released
from ressio_cli.model.project import Project
from ressio_cli.rules.aging import aging
from ressio_cli.rules.book import Book
from ressio_cli.rules.checks import check
from ressio_cli.rules.order import earlier, in_circles, in_order, last, later
from ressio_cli.rules.totals import reckoned


def paper(number: int, after: int | str = "", on: str = "2026-03-31", **more: object) -> Released:
    before = f"INV-{after:04}" if isinstance(after, int) else after
    return an_invoice(number, a_section("amount", stated(1)), on=on, after=before, **more)


def order(*papers: Released) -> list[str]:
    return [invoice.id.removeprefix("INV-") for invoice in in_order(a_job(invoices=papers))]


def found(*papers: Released) -> list[tuple[str, str, str]]:
    codes = ("invoice.after-twice", "invoice.after-unknown", "invoice.after-circle")
    problems = [problem for problem in check(a_job(invoices=papers)) if problem.code in codes]
    return [(problem.code, problem.severity, problem.message) for problem in problems]


def test_each_comes_behind_the_one_it_names() -> None:
    assert order(paper(1), paper(2, after=3), paper(3, after=1), paper(9, after=2)) == ["0001", "0003", "0002", "0009"]


def test_dates_say_nothing_where_the_order_is_written_down() -> None:
    assert order(paper(5, on="2026-05-01"), paper(6, after=5, on="2026-01-01")) == ["0005", "0006"]


def test_those_of_version_0_1_go_by_number_and_the_others_follow() -> None:
    old = (paper(2, on="2026-01-01"), paper(3, on="2026-02-01"), paper(1, on="2026-03-01"))
    assert order(paper(4, after=3), *old) == ["0001", "0002", "0003", "0004"]


def test_several_series_of_version_0_1_go_by_date_each_by_its_numbers() -> None:
    ids = {"2026-001": "2026-12-10", "2026-002": "2026-12-31", "2027-001": "2027-01-05", "2027-002": "2026-01-01"}
    papers = [replace(paper(1, on=on), id=id) for id, on in ids.items()]
    job = a_job(invoices=papers)
    billing = replace(job.settings.billing, number="2027-{n:03}")
    job = replace(job, settings=replace(job.settings, billing=billing))
    assert [invoice.id for invoice in in_order(job)] == ["2026-001", "2026-002", "2027-001", "2027-002"]


def test_digits_around_the_number_are_no_part_of_it() -> None:
    papers = [replace(paper(1, on=on), id=id) for id, on in (("26-2-B1", "2026-01-01"), ("26-1-B1", "2026-02-01"))]
    job = a_job(invoices=papers)
    job = replace(job, settings=replace(job.settings, billing=replace(job.settings.billing, number="26-{n}-B1")))
    assert [invoice.id for invoice in in_order(job)] == ["26-1-B1", "26-2-B1"]


def test_after_a_merge_each_branch_stays_together_and_the_next_comes_behind_all() -> None:
    forked = (paper(1), paper(2, after=1), paper(3, after=2), paper(5, after=1, on="2026-03-30"), paper(6, after=5))
    assert order(*forked) == ["0001", "0005", "0006", "0002", "0003"]
    assert last(a_job(invoices=forked)) == "INV-0003"
    assert order(*forked, paper(7, after=3)) == ["0001", "0005", "0006", "0002", "0003", "0007"]
    assert found(*forked) == [
        (
            "invoice.after-twice",
            "note",
            "INV-0005 and INV-0002 were both released after INV-0001, as on two branches of the job",
        )
    ]


def test_of_two_behind_one_only_the_live_ones_are_noted() -> None:
    assert found(paper(1), paper(2, after=1), paper(3, after=1, void="2026-04-01")) == []


def test_where_a_file_was_lost_the_rest_keeps_its_order() -> None:
    papers = (paper(1), paper(2, after=1), paper(4, after=3), paper(5, after=4))
    assert order(*papers) == ["0001", "0002", "0004", "0005"]
    assert found(*papers) == [
        ("invoice.after-unknown", "note", "INV-0004 was released after INV-0003, which is not there")
    ]
    assert order(paper(2, after=1), paper(3, after=2)) == ["0002", "0003"]


def test_a_circle_hangs_nothing_and_loses_nothing() -> None:
    round_one = (paper(1), paper(2, after=2))
    assert order(*round_one) == ["0001", "0002"]
    message = "INV-0002 was released after INV-0002, which leads round in a circle"
    assert found(*round_one) == [("invoice.after-circle", "problem", message)]
    of_three = (paper(9), paper(2, after=4), paper(3, after=2), paper(4, after=3), paper(5, after=4))
    assert order(*of_three) == ["0009", "0002", "0003", "0004", "0005"]
    assert [invoice.id for invoice in in_circles(a_job(invoices=of_three))] == [f"INV-000{n}" for n in (2, 3, 4, 5)]


def test_earlier_and_later_are_the_live_ones_on_either_side() -> None:
    job = a_job(invoices=[paper(7), paper(3, after=7, void="2026-04-01"), paper(5, after=3), paper(2, after=5)])
    five = next(invoice for invoice in job.invoices if invoice.id == "INV-0005")
    assert [invoice.id for invoice in earlier(job, five)] == ["INV-0007"]
    assert [invoice.id for invoice in later(job, five)] == ["INV-0002"]
    assert [invoice.id for invoice in earlier(job, a_draft())] == ["INV-0007", "INV-0005", "INV-0002"]


def retained(*papers: Released) -> Project:
    return a_job(items=[an_item("A", price="1.50")], retainage="10%", invoices=papers)


def test_retainage_to_date_follows_the_order_of_release() -> None:
    """0.75 and 0.75 under 10 %: what came first holds 0.08, what came second 0.07; the numbers are the other way."""
    first = an_invoice(2, progress(a_line("A", "0.75")))
    second = an_invoice(1, progress(a_line("A", "0.75", previous="0.75")), after="INV-0002")
    job = retained(first)
    held = [str(reckoned(of, paper, paper.released).held) for of, paper in ((retained(), first), (job, second))]
    assert held == ["0.08", "0.07"]


def test_what_was_billed_back_of_the_retainage_is_taken_off_the_one_released_first() -> None:
    first = an_invoice(2, progress(a_line("A", 100)))
    second = an_invoice(1, progress(a_line("A", 100, previous=100)), after="INV-0002", retainage="5%")
    back = an_invoice(3, a_section("retainage", a_line("retainage", 10)), after="INV-0001")
    job = a_job(items=[an_item("A", price=1000)], retainage="10%", invoices=[first, second, back])
    rows = aging(Book(job), date(2026, 6, 1)).rows
    assert {row.invoice: str(row.retainage) for row in rows} == {
        "INV-0001": "5.00",
        "INV-0002": "0.00",
        "INV-0003": "0.00",
    }
