"""What the client and the builder read of money: sums that add up, what pays early, what was let go."""

from __future__ import annotations

from build import a_job, a_payment, an_invoice, day, money, section, settings, stated
from story import Story, an_extra

from ressio_cli.model.ask import Wording
from ressio_cli.model.payment import Applied, Payment
from ressio_cli.rules.aging import aging
from ressio_cli.rules.papers import invoice_list
from ressio_cli.rules.statement import statement
from ressio_cli.views.paper import Grid, Pairs, Paper, Sums
from ressio_cli.views.papers import invoice as invoices
from ressio_cli.views.papers import receipt
from ressio_cli.views.papers import statement as statements
from ressio_cli.views.sheet import word
from ressio_cli.views.sheets import account
from ressio_cli.views.sheets import invoices as sheets


def owed(total: int = 1000, terms: str = "2/10 net 30") -> Story:
    invoice = an_invoice(1, section("amount", stated(total)), terms=terms, due="2026-04-30")
    return Story(a_job(invoices=[invoice]), "2026-04-05")


def paper(story: Story) -> Paper:
    return invoices.invoice(story.figures("INV-0001"), settings())


def sums(of: Paper) -> list[tuple[str, str]]:
    (block,) = (block for block in of.blocks if isinstance(block, Sums))
    return [(line.label, word(line.amount)) for line in block.sums]


def test_an_open_invoice_says_what_to_pay_by_when() -> None:
    assert sums(paper(owed())) == [
        ("Subtotal", "1,000.00"), ("Total", "1,000.00"), ("Balance due", "1,000.00"),
        ("2% off if received by 2026-04-10", "-20.00"), ("Due if received by 2026-04-10", "980.00"),
    ]  # fmt: skip


def test_what_is_left_to_pay_early_follows_the_payments() -> None:
    story = owed()
    story.pay("INV-0001", whole=500)
    assert sums(paper(story))[2:] == [
        ("Paid 2026-04-05, check", "-500.00"), ("Balance due", "500.00"),
        ("2% off if received by 2026-04-10", "-20.00"), ("Due if received by 2026-04-10", "480.00"),
    ]  # fmt: skip
    story.pay("INV-0001")
    assert sums(paper(story))[2:] == [
        ("Paid 2026-04-05, check", "-500.00"), ("Paid 2026-04-05, check", "-480.00"),
        ("Discount for paying early", "-20.00"), ("Balance due", "0.00"),
    ]  # fmt: skip


def test_a_draft_says_it_in_days() -> None:
    story = Story(a_job())
    draft = story.new(items=[an_extra("Fee", 1000)], wording=Wording(terms="2/10 net 30"))
    shown = sums(invoices.invoice(story.figures(draft.id), settings()))
    assert shown[1:] == [
        ("Total", "1,000.00"), ("2% off if received within 10 days", "-20.00"),
        ("Due if received within 10 days", "980.00"),
    ]  # fmt: skip


def test_a_write_off_stands_among_the_payments_without_its_reason() -> None:
    story = owed(terms="Net 30")
    story.pay("INV-0001", whole=900)
    story.write_off("INV-0001", 100, reason="SECRET")
    made = paper(story)
    assert sums(made)[2:] == [
        ("Paid 2026-04-05, check", "-900.00"), ("Written off 2026-04-05", "-100.00"), ("Balance due", "0.00"),
    ]  # fmt: skip
    assert "SECRET" not in repr(made)
    story.undo("2026-04-05-INV-0001-2", "2026-04-06")
    assert ("Balance due", "100.00") in sums(paper(story))
    assert not [label for label, _ in sums(paper(story)) if label.startswith("Written off")]


def test_of_a_credit_nothing_is_due() -> None:
    made = paper(owed(total=-40))
    assert [label for label, _ in made.facts] == ["Date", "Currency"]
    assert sums(made) == [("Subtotal", "-40.00"), ("Total", "-40.00")]


def test_a_receipt_names_the_discount_it_takes() -> None:
    part = Applied(invoice="INV-0001", amount=money(980), discount=money(20))
    paid = Payment(
        id="p", received=day("2026-04-05"), amount=money(980), method="paypal", status="cleared", applied=(part,)
    )
    made = receipt.receipt(paid, [], money(0), settings())
    (grid,) = (block for block in made.blocks if isinstance(block, Grid))
    assert [column.label for column in grid.columns] == ["Invoice", "Discount", "Amount"]
    assert [tuple(map(word, row)) for row in grid.rows] == [("INV-0001", "20.00", "980.00")]
    assert ("Method", "PayPal") in made.facts
    plain = receipt.receipt(a_payment("q", 5, "INV-0001"), [], money(0), settings())
    (grid,) = (block for block in plain.blocks if isinstance(block, Grid))
    assert [column.label for column in grid.columns] == ["Invoice", "Amount"]


def test_the_statement_says_what_was_received_and_what_else_settled() -> None:
    story = owed()
    story.pay("INV-0001")
    last = day("2026-04-30")
    found, aged = statement(story.book, last, since=day("2026-04-01")), aging(story.book, last)
    made = statements.statement(found, aged, money(0), settings())
    (pairs,) = (block for block in made.blocks if isinstance(block, Pairs))
    assert (pairs.title, [(label, word(value)) for label, value in pairs.pairs]) == (
        "In this period", [("Invoiced", "0.00"), ("Received", "980.00"), ("Discounts", "20.00")],
    )  # fmt: skip
    whole = statements.statement(statement(story.book, last), aged, money(0), settings())
    assert [block.title for block in whole.blocks if isinstance(block, Pairs)] == ["To date"]


def test_the_list_marks_an_invoice_that_was_written_off_whole() -> None:
    story = owed()
    story.write_off("INV-0001")
    table, totals = sheets.invoice_list(invoice_list(story.book, story.today))
    assert table.rows[0][2] == "paid (written off)"
    assert [(label, word(value)) for label, value in totals.pairs] == [
        ("Invoiced", "1,000.00"), ("Received", "0.00"), ("Written off", "1,000.00"), ("Outstanding", "0.00"),
        ("Overdue", "0.00"), ("Drafts (0)", "0.00"),
    ]  # fmt: skip


def test_aging_has_a_column_for_what_was_written_off_only_where_there_is_some() -> None:
    story = owed()
    table, *_ = account.aging(aging(story.book, story.today))
    assert "Written off" not in [column.label for column in table.columns]
    story.write_off("INV-0001", 10)
    story.advance(40)
    table, buckets = account.aging(aging(story.book, story.today))
    assert [column.label for column in table.columns][4:] == ["Balance", "Written off", "Retainage held"]
    assert tuple(map(word, table.rows[0][4:])) == ("990.00", "10.00", "0.00")
    assert buckets.pairs[-1] == ("Credit", money(40))
