"""What stands on each sheet."""

from __future__ import annotations

from view_samples import GROUP, bill, change, draft_figures, figures, problem, source, unbilled, usd

from ressio_cli.model.problem import Problem
from ressio_cli.views.sheet import Facts, Table, word
from ressio_cli.views.sheets import agreed, costs, findings, invoices, job
from ressio_cli.views.terminal import Look, render


def test_an_invoice_shows_only_the_columns_it_uses() -> None:
    shown = render(invoices.invoice(figures()), Look())
    assert shown.split("\n\n")[1:3] == [
        "1. Progress billing\n"
        "#  Source  Description     Code          Worth  To date  Previous    Amount\n"
        "1  03-100  March progress  03-30-00  24,864.00      60%  7,459.20  7,459.20\n"
        "           Subtotal                                                7,459.20\n"
        "over on 03-100: the owner asked",
        "2. March progress\n"
        "#  Description     Quantity  Unit  Unit cost     Cost  Markup   Amount  Tax\n"
        "1  March progress         2  each       -125  -250.00     10%  -275.00  March progress\n"
        "   Subtotal                                                    -275.00",
    ]


def test_an_invoice_has_all_its_blocks_in_order() -> None:
    titles = [block.title for block in invoices.invoice(figures())]
    assert titles == [
        "",
        "1. Progress billing",
        "2. March progress",
        "Total",
        "Contract",
        "Payments",
        "Attachments",
        "History",
    ]


def test_the_totals_lead_from_the_subtotal_to_the_balance() -> None:
    totals = invoices.invoice(figures())[3]
    assert isinstance(totals, Facts)
    assert [(label, word(value)) for label, value in totals.pairs] == [
        ("Subtotal", "7,184.20"),
        ("March progress 8.25% of -275.00", "-22.69"),
        ("Less retainage (10%)", "-718.42"),
        ("Total", "6,443.09"),
        ("Paid", "5,000.00"),
        ("of which from credit", "100.00"),
        ("Pending", "43.09"),
        ("Balance", "1,443.09"),
    ]


def test_a_draft_is_called_a_draft() -> None:
    head = invoices.invoice(draft_figures())[0]
    assert isinstance(head, Facts)
    assert head.pairs[:4] == (
        ("Draft", "permits"),
        ("Title", "Permits"),
        ("Status", "draft"),
        ("Wished number", "INV-0009"),
    )


def test_every_row_has_a_cell_for_every_column() -> None:
    sheets = (
        invoices.invoice(figures()),
        agreed.change(change(), GROUP, [source()]),
        costs.bill(bill(), GROUP, [source()], fixed_price=False),
        job.unbilled(unbilled()),
    )
    for table in (block for sheet in sheets for block in sheet if isinstance(block, Table)):
        for row in (*table.rows, *([table.total] if table.total else [])):
            assert len(row) == len(table.columns)


def test_a_bill_shows_hours_and_rate() -> None:
    assert render(costs.bill(bill(), GROUP, [source()], fixed_price=False), Look()).split("\n\n")[1] == (
        "Lines\n"
        "Source    Description       Hours  Rate      Cost     Worth  Tax\n"
        "CO-001/1  Coastal Concrete    2.5   460  1,150.00  1,411.00  Heated floor\n"
        "Total                                    1,150.00  1,411.00"
    )


def test_problems_say_where_they_stand() -> None:
    found = [problem("m"), Problem("usage", "n")]
    assert render(findings.problems(found), Look()) == (
        "Place                    Severity  Code                Message  Hint\n"
        "-                        problem   usage               n        -\n"
        "changes/CO-004.yaml:3:9  problem   change.no-decision  m        m\n"
    )


def test_cells_read_as_people_write() -> None:
    assert [word(cell) for cell in (None, 1234, True, usd("-1250"), "x")] == ["", "1,234", "yes", "-1,250.00", "x"]
