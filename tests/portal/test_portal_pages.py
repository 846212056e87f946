"""What the pages say: every part from the facts, at each level the client sees."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from build import a_bill, a_change, a_cost, a_job, a_part, a_payment, an_invoice, an_item, progress, section, stated
from build import a_line as line
from portal.html_tree import Tree
from portal.seen_jobs import html_of, pages_of, what_is_seen
from story import Story, an_extra

from ressio_cli.model.ask import Wording
from ressio_cli.model.invoice import Attachment, Event
from ressio_cli.views.paper import Bar, Grid, Sums, Words
from ressio_cli.views.portal.page import Fact, Files, Listing
from ressio_cli.views.portal.seen import File
from ressio_cli.views.sheet import word

ITEMS = [an_item("A1", 800, price=1000, name="Footings"), an_item("A2", 500, price=600, name="Deck")]
CHANGES = [
    a_change("CO-001", a_part(40, price=50), title="Heat mat", on="2026-03-05"),
    a_change("CO-002", a_part(20, price=30), title="Larger deck", status="pending", proposed=date(2026, 4, 2)),
    a_change("CO-003", 99, title="No roof", status="declined"),
    a_change("CO-004", 98, title="Perhaps", status="draft"),
]  # fmt: skip


def a_life(**said: Any) -> Story:
    """INV-0001 paid in part, INV-0002 void and replaced by INV-0003, one draft."""
    story = Story(a_job(items=ITEMS, changes=CHANGES, **said), today="2026-03-31")
    story.bill("percentage", percent={"A1": "50"}, on="2026-03-01")
    story.pay("INV-0001", whole=100, day=date(2026, 3, 20), reference="1042")
    story.bill("amount", items=[an_extra("Fence", 70)], on="2026-03-10")
    story.void("INV-0002", on="2026-03-12", reason="Wrong fence", reissue="again")
    story.release("again", on="2026-03-13")
    story.new("amount", items=[an_extra("Gate", 20)])
    return story


def plain(row: tuple[Any, ...] | None) -> tuple[str, ...]:
    return tuple(map(word, row or ()))


def sums(block: Any) -> list[tuple[str, str]]:
    assert isinstance(block, Sums)
    return [(one.label, word(one.amount)) for one in block.sums]


def bar(block: object) -> tuple[str, list[tuple[str, str]]]:
    """A bar's title, and the label and amount of each part."""
    assert isinstance(block, Bar)
    return block.title, [(part.label, word(part.amount)) for part in block.parts]


def test_there_is_a_page_for_every_released_and_void_invoice_and_for_no_draft() -> None:
    assert list(pages_of(a_life().job)) == [
        "index.html", "budget.html", "invoices.html", "changes.html",
        "invoices/INV-0001.html", "invoices/INV-0002.html", "invoices/INV-0003.html",
    ]  # fmt: skip


def test_home_says_what_is_due_and_what_came_last() -> None:
    page = pages_of(a_life().job)["index.html"]
    contract, invoices, due, latest = page.blocks
    assert isinstance(due, Listing) and isinstance(latest, Listing)
    assert bar(contract) == ("The contract, before tax", [("Billed", "500.00"), ("Left to bill", "1,150.00")])
    assert bar(invoices) == ("Invoices, tax included", [("Paid", "100.00"), ("Still to pay", "470.00")])
    assert [plain(row) for row in due.grid.rows] == [
        ("INV-0001", "Progress billing", "2026-03-31", "overdue", "400.00"),
        ("INV-0003", "Additional items", "2026-04-12", "overdue", "70.00"),
    ]
    assert plain(due.grid.total) == ("Total", "", "", "", "470.00")
    assert [(row[0], word(row[2]), row[3], href) for row, href in zip(latest.grid.rows, latest.hrefs, strict=True)] == [
        ("CO-002", "2026-04-02", "pending", "changes.html"),
        ("INV-0003", "2026-03-13", "overdue", "invoices/INV-0003.html"),
        ("INV-0002", "2026-03-10", "void", "invoices/INV-0002.html"),
        ("CO-001", "2026-03-05", "approved", "changes.html"),
        ("INV-0001", "2026-03-01", "overdue", "invoices/INV-0001.html"),
    ]
    assert page.day == date(2026, 6, 15)


def test_where_nothing_is_due_home_says_so() -> None:
    page = pages_of(a_job(items=ITEMS))["index.html"]
    assert page.blocks[2:] == (Words(text="Nothing is due."),)


def test_the_parts_of_the_contracts_bar_add_up_to_the_approved_price() -> None:
    story = Story(a_job(items=ITEMS, tax={"VAT": "20%"}, retainage="10%"), "2026-03-01")
    story.new(percent={"A1": "50"}, items=[an_extra("Permit fee", 70)], id="one")
    story.release("one")
    parts = bar(pages_of(story.job)["index.html"].blocks[0])[1]
    assert parts == [("Billed", "450.00"), ("Retainage held", "50.00"), ("Left to bill", "1,100.00")]


LEVELS = {
    "basic": [("Original price", "1,600.00"), ("Approved changes", "50.00"), ("Approved price", "1,650.00")],
}
LEVELS["projections"] = [*LEVELS["basic"], ("Pending changes", "30.00"), ("Projected price", "1,680.00")]
LEVELS["budget"] = LEVELS["projections"]


@pytest.mark.parametrize("sees", LEVELS)
def test_the_budget_says_as_much_as_the_client_sees(sees: str) -> None:
    first, *rest = pages_of(a_life(client_sees=sees).job)["budget.html"].blocks
    assert sums(first) == LEVELS[sees]
    *tables, links = rest
    assert links == Files(
        title="More",
        files=(File(href="invoices.html", title="3 invoices"), File(href="changes.html", title="2 changes")),
    )
    assert len(tables) == (1 if sees == "budget" else 0)
    for table in tables:
        assert isinstance(table, Grid)
        assert [column.label for column in table.columns] == [
            "Item", "Name", "Original price", "Approved changes", "Approved price", "Billed", "Left to bill",
        ]  # fmt: skip
        assert [plain(row) for row in (*table.rows, table.total)] == [
            ("A1", "Footings", "1,000.00", "0.00", "1,000.00", "500.00", "500.00"),
            ("A2", "Deck", "600.00", "0.00", "600.00", "0.00", "600.00"),
            ("CO-001", "Heat mat", "0.00", "50.00", "50.00", "0.00", "50.00"),
            ("additional", "Additional items", "0.00", "0.00", "0.00", "70.00", "0.00"),
            ("Total", "", "1,600.00", "50.00", "1,650.00", "570.00", "1,150.00"),
        ]


def test_before_the_lock_the_price_is_an_estimate() -> None:
    page = pages_of(a_job(items=ITEMS, locked=False))["budget.html"]
    assert sums(page.blocks[0])[0] == ("Estimated price", "1,600.00")


def test_on_cost_plus_nothing_is_said_of_bills_that_were_not_sent() -> None:
    job = a_job(
        contract="cost-plus", budget="cost-codes", client_sees="budget",
        items=[an_item("A1", 1000, code="03", name="Slab")],
        bills=[a_bill("b1", a_cost(300, code="03")), a_bill("b2", a_cost(80, code="77"))],
    )  # fmt: skip
    pages = pages_of(job)
    first, table = pages["index.html"].blocks[0], pages["budget.html"].blocks[1]
    assert isinstance(table, Grid)
    assert bar(first) == ("Invoices, tax included", [("Paid", "0.00"), ("Still to pay", "0.00")])
    assert [column.label for column in table.columns][-1] == "Billed"
    assert [plain(row) for row in table.rows] == [("03", "Slab", "1,000.00", "0.00", "1,000.00", "0.00")]


def test_invoices_have_their_totals() -> None:
    listing, totals = pages_of(a_life().job)["invoices.html"].blocks
    assert isinstance(listing, Listing)
    assert [plain(row) for row in listing.grid.rows] == [
        ("INV-0001", "Progress billing", "2026-03-01", "2026-03-31", "overdue", "500.00", "100.00", "400.00"),
        ("INV-0002", "Additional items", "2026-03-10", "2026-04-09", "void", "70.00", "0.00", "0.00"),
        ("INV-0003", "Additional items", "2026-03-13", "2026-04-12", "overdue", "70.00", "0.00", "70.00"),
    ]
    assert sums(totals) == [("Invoiced", "570.00"), ("Paid", "100.00"), ("Outstanding", "470.00")]


def test_the_clients_credit_is_theirs_to_know() -> None:
    story = a_life()
    story.void("INV-0001", reason="Wrong")
    assert sums(pages_of(story.job)["invoices.html"].blocks[1])[-1] == ("Your credit", "100.00")


def test_changes_are_those_that_were_put_to_the_client() -> None:
    (grid,) = pages_of(a_life().job)["changes.html"].blocks
    assert isinstance(grid, Grid)
    assert [plain(row) for row in grid.rows] == [
        ("CO-001", "Heat mat", "change order", "approved", "2026-03-05", "50.00"),
        ("CO-002", "Larger deck", "change order", "pending", "2026-04-02", "30.00"),
    ]


def test_a_void_invoice_says_so_and_what_replaces_it() -> None:
    pages = pages_of(a_life().job)
    page = pages["invoices/INV-0002.html"]
    assert (page.stamp, page.blocks[0]) == ("VOID", Words(heading="Void", text="Wrong fence"))
    assert page.facts[3:] == (
        Fact(label="Void", value=date(2026, 3, 12)),
        Fact(label="Replaced by", value="INV-0003", href="invoices/INV-0003.html"),
        Fact(label="Currency", value="USD"),
        Fact(label="Status", value="void"),
    )
    assert Fact(label="Replaces", value="INV-0002", href="invoices/INV-0002.html") in (
        pages["invoices/INV-0003.html"].facts
    )


def test_a_reissue_that_is_not_there_is_no_link() -> None:
    story = a_life()
    earlier = replace(story.job, invoices=story.job.invoices[:2])
    facts = pages_of(earlier)["invoices/INV-0002.html"].facts
    assert Fact(label="Replaced by", value="INV-0003") in facts


def test_earlier_revisions_are_listed_by_the_day_they_ended() -> None:
    story = a_life()
    story.today = date(2026, 4, 3)
    story.edit("INV-0003", wording=Wording(notes="Thank you"))
    story.today = date(2026, 4, 5)
    story.edit("INV-0003", wording=Wording(notes="Thank you all"))
    facts = {fact.label: fact.value for fact in pages_of(story.job)["invoices/INV-0003.html"].facts}
    assert {label: value for label, value in facts.items() if label.startswith("Revision")} == {
        "Revision": "3, replaces revision 2",
        "Revision 1": "replaced on 2026-04-03",
        "Revision 2": "replaced on 2026-04-05",
    }


def test_an_invoice_has_its_payments_its_pdf_and_its_attachments_once() -> None:
    invoice = an_invoice(
        1, progress(line("A1", 100, worth=1000, percent_to_date="10%")),
        attachments=(Attachment(file="attachments/a b/slab one.JPG", title="The slab"), Attachment(file="x/y.txt")),
        history=(Event(on=date(2026, 3, 31), did="released", note="secret"),),
    )  # fmt: skip
    job = a_job(
        items=ITEMS, invoices=[invoice], payments=[a_payment("p", 40, "INV-0001", reference="7", note="secret")]
    )
    page = pages_of(job)["invoices/INV-0001.html"]
    assert page.blocks[-1] == Files(
        title="Files",
        files=(
            File(href="pdf/INV-0001.pdf", title="Invoice INV-0001 as PDF"),
            File(href="files/INV-0001/1-slab-one.jpg", title="The slab"),
            File(href="files/INV-0001/2-y.txt", title="y.txt"),
        ),
    )
    assert "Attachments" not in [block.heading for block in page.blocks if isinstance(block, Words)]
    assert ("Paid 2026-04-12, check 7", "-40.00") in [
        pair for b in page.blocks if isinstance(b, Sums) for pair in sums(b)
    ]
    hidden = replace(invoice, show={"attachments": False})
    page = pages_of(replace(job, invoices=(hidden,)))["invoices/INV-0001.html"]
    assert page.blocks[-1] == Files(
        title="Files", files=(File(href="pdf/INV-0001.pdf", title="Invoice INV-0001 as PDF"),)
    )


def test_a_page_of_an_invoice_changes_only_with_the_invoice() -> None:
    job = a_job(items=ITEMS, invoices=[an_invoice(1, section("amount", stated(100)), due="2026-12-01")])
    one, other = (pages_of(job, on)["invoices/INV-0001.html"] for on in ("2026-06-15", "2026-06-16"))
    assert one == other


def test_a_client_who_sees_little_gets_little() -> None:
    seen = what_is_seen(a_life().job)
    assert (seen.table, seen.contract.pending, seen.contract.projected) == (None, None, None)


def test_every_number_in_an_attribute_is_one_that_a_browser_reads() -> None:
    """A thousand is `1000`: in `1,000` a drawing sees no number, and draws nothing."""
    paid = a_job(items=[an_item("A1", 5000)], invoices=[an_invoice(1, progress(line("A1", 5000, worth=5000)))],
                 payments=[a_payment("p1", 5000, "INV-0001")])  # fmt: skip
    drawn = ("x", "y", "width", "height", "viewbox", "colspan", "rowspan", "size")
    numbers = [
        (path, name, value)
        for job in (paid, a_job(items=[an_item("A1", 5000)]))
        for path, html in html_of(job).items()
        for _, name, value in Tree(html).attributes
        if name in drawn
    ]
    assert len(numbers) > 10
    assert [each for each in numbers if not re.fullmatch(r"[0-9]+( [0-9]+)*", each[2])] == []
    assert "1000" in Tree(html_of(paid)["index.html"]).all("rect", "width")
