"""Pages as a person sees them: nothing over the margins or over other words, heads repeated, no total left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from build import money, percent
from pdf_made import a_whole_job, every_paper, facts, paper_of
from pdf_pages import faults, pages_of, texts, words

from ressio_cli.model.money import Money
from ressio_cli.views.paper import Address, Bar, Block, Grid, Pairs, Paper, Part, Signatures, Sum, Sums, Words
from ressio_cli.views.pdf.sheets import A4, LETTER
from ressio_cli.views.sheet import Column, Row

HUGE = Money(-99_999_999_999_999)
LONG = "Łukasz & Ğülşen Ελένη Family Trust of the Northern Territory " * 5
TEXTS = {
    "short": "abc",
    "300 characters": LONG[:300],
    "4,000 characters": ("Excavate, form and pour the footings and the slab on grade. " * 67)[:4000],
    "one word": "W" * 3000,
    "Chinese": "漢字かな한국어" * 60,
    "Hebrew": "שלום עולם (123) abc " * 40,
}
EVERY_COLUMN = (
    Column("Code", "id"), Column("Description"), Column("Quantity", "count"), Column("Unit", "id"),
    Column("Unit cost", "count"), Column("Cost", "money"), Column("Markup", "percent"), Column("Value", "money"),
    Column("To date", "percent"), Column("Billed before", "money"), Column("Tax", "id"), Column("Amount", "money"),
)  # fmt: skip
TWO = (Column("Description"), Column("Amount", "money"))


def huge_row(text: str) -> Row:
    count, rate = Decimal("-999999999999.123456"), percent("100.123456")
    return (text, text, count, text, count, HUGE, rate, HUGE, rate, HUGE, text, HUGE)


def a_paper(*blocks: Block, text: str = "abc", letter: bool = True) -> Paper:
    party = Address(name=text, lines=(text, text))
    told = (("Date", date(2026, 1, 1)), ("Reference", text))
    return Paper(
        kind="Invoice", number=text[:200], title=text, builder=party, client=party, project=party, facts=told,
        foot="Seal sha256:abcdef012345", blocks=blocks, letter=letter,
    )  # fmt: skip


def every_block(text: str) -> tuple[Block, ...]:
    total: Row = (None, "Subtotal", *[None] * 9, HUGE)
    sums = tuple(Sum(label=text, amount=HUGE, weight=weight) for weight in (0, 0, 1, 2))
    return (
        Words(heading=text, text=text),
        Grid(
            title=text, columns=EVERY_COLUMN, rows=(huge_row(text),) * 3, total=total, running=(HUGE,) * 3,
            notes=(text,) * 3, kept=True,
        ),
        Sums(sums=sums, beside=Words(heading=text, text=text)),
        Pairs(title=text, pairs=tuple((text[:60], HUGE) for _ in range(6))),
        Bar(title=text, parts=(Part(label=text, amount=HUGE), Part(label="Left to bill", amount=-HUGE))),
        Bar(title="Nothing", parts=(Part(label="Billed", amount=Money(0)), Part(label="Left", amount=Money(0)))),
        Signatures(names=(text, text)),
        Words(heading="Conditions", text=f"{text}\n" * 3),
    )  # fmt: skip


def a_section(rows: int, after: int = 3) -> Paper:
    running = tuple(money(number) for number in range(1, rows + 1))
    grid = Grid(
        title="Progress", columns=TWO, rows=tuple(("Row", money(1)) for _ in running), total=("Subtotal", money(rows)),
        running=running, kept=True,
    )  # fmt: skip
    sums = [*(Sum(label="Tax", amount=money(1)) for _ in range(after)), Sum(label="Total", amount=money(9), weight=2)]
    return a_paper(grid, Sums(sums=tuple(sums)))


@pytest.mark.parametrize("letter", [True, False], ids=["letter", "A4"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_nothing_overlaps_or_leaves_the_margins_whatever_the_text_and_the_amounts(text: str, letter: bool) -> None:
    assert faults(a_paper(*every_block(text), text=text, letter=letter)) == []


@pytest.mark.parametrize("text", ["", f" {LONG[:300]}"], ids=["plain", "long"])
def test_every_kind_of_paper_keeps_to_its_pages(text: str) -> None:
    assert {name: faults(paper) for name, paper in every_paper(text).items() if faults(paper)} == {}


def test_six_hundred_lines_with_all_columns_keep_to_their_pages() -> None:
    paper = paper_of(a_whole_job(lines=600))
    assert faults(paper) == []
    assert len(pages_of(paper)[0]) < 50


def test_a_logo_pushes_the_builder_down() -> None:
    paper = every_paper()["invoice"]
    plain, under = (texts(pages_of(paper, logo)[0][0])[0] for logo in (None, (170.0, 56.0)))
    assert plain.words == under.words == "Alder & Oak Builders"
    assert plain.y - under.y == pytest.approx(62)
    assert faults(paper, (170.0, 56.0)) == []


@pytest.mark.parametrize("rows", range(1, 85))
def test_no_title_total_or_carried_sum_stands_on_a_page_without_a_row(rows: int) -> None:
    paper = a_section(rows)
    assert faults(paper) == []
    for page in words(paper):
        for told in ("Progress", "Subtotal", "Total", "Carried forward", "Brought forward"):
            assert told not in page or "Row" in page, (rows, told)


def test_each_page_repeats_the_heads_and_brings_forward_what_the_last_one_carried() -> None:
    pages = words(a_section(90))
    assert len(pages) > 2
    seen = 0
    for place, page in enumerate(pages):
        assert page.count("Description") == 1
        seen += page.count("Row")
        if place < len(pages) - 1:
            assert page[page.index("Carried forward") + 1] == f"{seen}.00"
            after = pages[place + 1]
            assert after[after.index("Brought forward") + 1] == f"{seen}.00"
    assert [page[-1] for page in pages] == [f"Page {number} of {len(pages)}" for number in range(1, len(pages) + 1)]


def test_a_row_that_is_longer_than_a_page_goes_on_and_its_total_stays_with_its_end() -> None:
    text = "\n".join(f"line {number}" for number in range(150))
    grid = Grid(
        columns=TWO, rows=(("First", money(1)), ("Long", money(2))), notes=("", text), total=("Subtotal", money(3)),
        running=(money(1), money(3)), kept=True,
    )  # fmt: skip
    paper = a_paper(grid, Sums(sums=(Sum(label="Total", amount=money(3), weight=2),)))
    assert faults(paper) == []
    pages = words(paper)
    assert len(pages) == 3
    every = [each for page in pages for each in page if each.startswith("line ")]
    assert every == text.split("\n")
    assert {"line 149", "line 148", "Subtotal", "Total"} <= set(pages[-1])
    assert pages[0][pages[0].index("Carried forward") + 1] == "3.00"


def test_amounts_of_all_sections_and_sums_end_at_one_edge() -> None:
    paper = paper_of(a_whole_job())
    grids = [block for block in paper.blocks if isinstance(block, Grid)]
    assert len(grids) == 2
    ends = {
        round(text.x, 2)
        for page in pages_of(paper)[0]
        for text in texts(page)
        if text.right and text.words in {"Amount", "601.00", "1,806.00", "250.00", "2,056.00"}
    }
    assert len(ends) == 1


def test_words_after_a_column_of_numbers_keep_their_distance() -> None:
    paper = paper_of(a_whole_job())
    for page in pages_of(paper)[0]:
        for first, second in zip(texts(page), texts(page)[1:], strict=False):
            if first.y == second.y and first.right and not second.right:
                assert second.start - first.x > 11


def test_a_table_that_is_too_wide_for_a_readable_size_lays_the_page_on_its_side() -> None:
    wide = Grid(columns=EVERY_COLUMN, rows=(huge_row("x"),))
    assert pages_of(a_paper(wide))[1] == (LETTER[1], LETTER[0])
    assert pages_of(a_paper(wide, letter=False))[1] == (A4[1], A4[0])
    assert pages_of(a_section(3))[1] == LETTER


def test_long_notes_stand_below_the_sums_and_short_ones_beside_them() -> None:
    def total_and_note(note: str) -> tuple[float, float]:
        sums = Sums(sums=(Sum(label="Total", amount=money(3), weight=2),), beside=Words(heading="Notes", text=note))
        found = {text.words: text.y for text in texts(pages_of(a_paper(sums))[0][0])}
        return found["Total"], found["Notes"]

    total, note = total_and_note("Thank you.")
    assert abs(total - note) < 20
    total, note = total_and_note("Thank you very much. " * 200)
    assert note < total - 20


def test_a_hundred_payments_and_notes_of_many_pages_go_on() -> None:
    sums = [Sum(label=f"Paid {number}", amount=HUGE) for number in range(120)]
    last = Sum(label="Balance due", amount=HUGE, weight=2)
    text = "Work is done in daylight. " * 900
    paper = a_paper(Sums(sums=(*sums, last), beside=Words(text=text)), Words(heading="Conditions", text=text))
    assert faults(paper) == []
    at = next(page for page in words(paper) if "Balance due" in page)
    assert "Paid 119" in at
    assert "Paid 118" in at


def test_sections_and_the_paper_itself_are_in_the_outline() -> None:
    pages, _ = pages_of(paper_of(a_whole_job(lines=2)))
    found = [(words_, depth) for page in pages for words_, depth, _ in page.headings]
    assert found == [("Invoice INV-0003", 0), ("Progress", 1), ("Additional items", 1)]


def test_builders_outside_of_letter_countries_get_a4() -> None:
    job = a_whole_job()
    euro = replace(job.settings, currency=replace(job.settings.currency, code="EUR"))
    assert sorted(pages_of(paper_of(replace(job, settings=euro)))[1]) == sorted(A4)
    assert facts().currency.code == "USD"
