"""The application for payment: three consecutive ones with changes, retainage and stored material, and the release.

The figures are those of a worked example: 10 % held on work, 5 % on stored material; before the second application the
changes CO-001 (+12,500.00) and CO-002 (−4,000.00) are approved.
"""

from dataclasses import replace

from build import a_change, a_job, a_line, an_invoice, an_item, money, percent, progress, section, settings

from ressio_cli.rules.application import application
from ressio_cli.rules.book import Book

ITEMS = {"general": 30_000, "foundation": 60_000, "framing": 120_000, "windows": 45_000, "finishes": 95_000}


def to_date(previous, **shares):
    """Lines that bring items to what is said of them, in whole units of money; `windows=(32_500, 10_000)`: stored."""
    lines = []
    for source, said in shares.items():
        value, stored = said if isinstance(said, tuple) else (said, None)
        line = a_line(source, value - previous.get(source, 0), worth=ITEMS[source], previous=previous.get(source, 0))
        lines.append(replace(line, stored=money(stored) if stored is not None else None))
        previous[source] = value
    return progress(*lines)


def the_job():
    billed = {}
    first = an_invoice(
        1,
        to_date(billed, general=6_000, foundation=60_000, framing=30_000, windows=(20_000, 20_000)),
        on="2026-03-31",
        retainage="10%",
    )
    changes = section("changes", a_line("CO-001/1", 12_500, worth=12_500), a_line("CO-002/1", -4_000, worth=-4_000))
    second = an_invoice(
        2,
        to_date(billed, general=13_500, framing=84_000, windows=(32_500, 10_000)),
        changes,
        on="2026-04-30",
        retainage="10%",
    )
    third = an_invoice(
        3,
        to_date(billed, general=30_000, framing=120_000, windows=(45_000, 0), finishes=95_000),
        on="2026-05-31",
        retainage="10%",
    )
    release = an_invoice(
        4, section("retainage", a_line("retainage", 35_850, worth=35_850)), on="2026-06-30", retainage="10%"
    )
    facts = settings()
    facts = replace(facts, billing=replace(facts.billing, retainage_stored=percent("5%")))
    return a_job(
        items=[an_item(id, cost, price=cost) for id, cost in ITEMS.items()],
        changes=[a_change("CO-001", 12_500, on="2026-04-10"), a_change("CO-002", -4_000, on="2026-04-10")],
        invoices=[first, second, third, release],
        settings=facts,
    )


def certificate(number):
    job = the_job()
    found = application(Book(job), job.invoices[number - 1])
    return [
        str(amount)
        for amount in (
            found.original,
            found.changes,
            found.contract,
            found.completed_and_stored,
            found.retainage_on_work,
            found.retainage_on_stored,
            found.earned,
            found.certified_before,
            found.due,
            found.to_finish,
        )
    ]


def test_the_first_certificate_holds_stored_material_at_its_own_rate():
    assert certificate(1) == [
        "350000.00", "0.00", "350000.00", "116000.00", "9600.00", "1000.00", "105400.00", "0.00", "105400.00",
        "244600.00",
    ]  # fmt: skip


def test_the_second_certificate_starts_from_the_first_and_has_the_changes():
    assert certificate(2) == [
        "350000.00", "8500.00", "358500.00", "198500.00", "18850.00", "500.00", "179150.00", "105400.00", "73750.00",
        "179350.00",
    ]  # fmt: skip


def test_the_third_certificate_has_all_work_done_and_nothing_stored():
    assert certificate(3) == [
        "350000.00", "8500.00", "358500.00", "358500.00", "35850.00", "0.00", "322650.00", "179150.00", "143500.00",
        "35850.00",
    ]  # fmt: skip


def test_the_release_asks_for_what_was_held():
    assert certificate(4)[4:] == ["0.00", "0.00", "358500.00", "322650.00", "35850.00", "0.00"]


def test_the_rows_of_the_second_application_are_those_of_the_continuation_sheet():
    job = the_job()
    found = application(Book(job), job.invoices[1])
    rows = [
        " ".join(
            str(cell)
            for cell in (
                row.id, row.scheduled, row.previous, row.this_period, row.stored, row.to_date, row.percent,
                row.to_finish, row.retainage,
            )
        )
        for row in (*found.rows, found.total)
    ]  # fmt: skip
    assert rows == [
        "general 30000.00 6000.00 7500.00 0.00 13500.00 45% 16500.00 1350.00",
        "foundation 60000.00 60000.00 0.00 0.00 60000.00 100% 0.00 6000.00",
        "framing 120000.00 30000.00 54000.00 0.00 84000.00 70% 36000.00 8400.00",
        "windows 45000.00 0.00 22500.00 10000.00 32500.00 72.22% 12500.00 2750.00",
        "finishes 95000.00 0.00 0.00 0.00 0.00 0% 95000.00 0.00",
        "CO-001/1 12500.00 0.00 12500.00 0.00 12500.00 100% 0.00 1250.00",
        "CO-002/1 -4000.00 0.00 -4000.00 0.00 -4000.00 100% 0.00 -400.00",
        "total 358500.00 96000.00 92500.00 10000.00 198500.00 55.37% 160000.00 19350.00",
    ]
