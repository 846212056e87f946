"""Records to words and back: whatever is written reads back equal, and a revision changes what it must."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher

import any_record
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ressio_cli.files import records
from ressio_cli.files.invoice_file import sealed
from ressio_cli.files.records import Miswritten
from ressio_cli.model.invoice import Event, Released, VoidMark
from ressio_cli.model.money import Currency, Money

USD = Currency()
DAY = date(2026, 4, 2)
slow = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def read(record, data):
    """What is read of these bytes, under the record's own name."""
    paper = records.of(record)
    found, problems = records.read_record(paper, data, getattr(record, "id", ""), "f.yaml", USD)
    assert problems == []
    return found


@slow
@given(any_record.records)
def test_any_record_written_reads_back_equal(record):
    data = records.written(records.of(record), record, USD)
    again = read(record, data)
    assert again == record
    if isinstance(record, Released):
        assert again.content == again.seal == record.seal


def test_hours_times_rate_is_the_amount():
    bill = any_record.Bill(id="l", vendor="Robin", kind="labor", date=DAY, status="draft", lines=(any_record.HOURS,))
    data = records.written(records.BILL, bill, USD)
    assert b"{description: Framing, hours: 8, rate: 55}" in data
    assert read(bill, data) == bill


def gone_lines(old: bytes, new: bytes) -> list[bytes]:
    """The lines of the old text that the new one lacks."""
    was, is_now = old.splitlines(keepends=True), new.splitlines(keepends=True)
    kept = SequenceMatcher(None, was, is_now, autojunk=False).get_matching_blocks()
    there = {at for block in kept for at in range(block.a, block.a + block.size)}
    return [line for at, line in enumerate(was) if at not in there]


@slow
@given(any_record.invoices.filter(lambda invoice: invoice.void is None), st.booleans())
def test_a_void_only_adds_lines(invoice, windows):
    """Whatever stands in the file, in either kind of line ends."""
    old = records.written(records.INVOICE, invoice, USD)
    old = b"# kept for the office\n" + old.replace(b"\n", b"  # a remark\n", 1) if old.startswith(b"title: A") else old
    old = old.replace(b"\n", b"\r\n") if windows and b"|" not in old else old
    before = read(invoice, old)
    after = replace(before, void=VoidMark(on=DAY, reason="Wrong"), history=(*before.history, Event(on=DAY, did="void")))
    new = records.revised(records.INVOICE, USD, old, records.INVOICE.value(before), records.INVOICE.value(after))
    assert gone_lines(old, new) == []
    again = read(after, new)
    assert again == after
    assert again.content == again.seal, "the seal holds: void and history stand outside it"


@slow
@given(any_record.invoices, any_record.names)
def test_a_changed_title_touches_the_title_and_the_seal(invoice, title):
    old = records.written(records.INVOICE, invoice, USD)
    before = read(invoice, old)
    after = sealed(replace(before, title=title))
    new = records.revised(records.INVOICE, USD, old, records.INVOICE.value(before), records.INVOICE.value(after))
    again = read(after, new)
    assert (replace(again, seal=""), again.content) == (replace(after, seal=""), again.seal)
    lines = gone_lines(old, new)
    assert not [line for line in lines if line[:1].isalpha() and not line.startswith((b"title:", b"seal:"))]


@slow
@given(any_record.changes, any_record.money)
def test_a_changed_amount_is_one_line(change, amount):
    old = records.written(records.CHANGE, change, USD)
    first = change.items[0]
    if first.cost is None or first.cost == amount:
        return
    after = replace(change, items=(replace(first, cost=amount), *change.items[1:]))
    new = records.revised(records.CHANGE, USD, old, records.CHANGE.value(change), records.CHANGE.value(after))
    assert read(after, new) == after
    assert len(gone_lines(old, new)) == 1


def test_what_was_written_by_hand_stays_as_it_was():
    """`12.50%`, `taxed: false`, quotes and spacing are the person's own."""
    old = (
        b"title:   'Deck'   # the big one\r\nkind: change-order\r\nstatus: \"draft\"\r\n\r\nitems:\r\n"
        b"  - {name: Boards, cost: 1,450.00, markup: 12.50%, taxed: false}  # oak\r\n"
    ).replace(b"1,450.00", b'"1,450.00"')
    before, _ = records.read_record(records.CHANGE, old, "CO-001", "f.yaml", USD)
    after = replace(before, status="pending", proposed=DAY)
    new = records.revised(records.CHANGE, USD, old, records.CHANGE.value(before), records.CHANGE.value(after))
    assert new == old.replace(b'status: "draft"\r\n', b'status: "pending"\r\nproposed: 2026-04-02\r\n')


def test_what_would_not_read_back_is_never_written():
    payment = any_record.Payment(id="p", received=DAY, amount=Money(0), method="check", status="cleared")
    with pytest.raises(Miswritten, match="would read back as"):
        records.written(records.PAYMENT, payment, USD)


BILL = b"vendor: Ohm\nkind: bill\ndate: 2026-02-20\nstatus: draft\nlines:\n  - {amount: 5.00}\n"


def test_a_scan_is_a_path_alone_or_more_and_has_its_place() -> None:
    data = BILL + b"files: [a.pdf, {file: b.pdf, sha256: abc}]\n"
    found, problems = records.read_record(records.BILL, data, "ohm", "bills/ohm.yaml", USD)
    assert problems == []
    assert [(one.file, one.sha256, one.origin.at("file").column) for one in found.files] == [
        ("a.pdf", "", 9), ("b.pdf", "abc", 23),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "wrong"),
    [
        ("files: [[a.pdf]]\n", ("field.kind", 7, 9)),
        ("files: a.pdf\n", ("field.kind", 7, 8)),
        ('files: [""]\n', ("field.kind", 7, 9)),
        ("files: [{sha256: abc}]\n", ("field.missing", 7, 9)),
        ("files: [{file: a.pdf, page: 2}]\n", ("field.unknown", 7, 23)),
    ],
)
def test_what_is_no_scan_is_told_at_its_place(files: str, wrong: tuple[str, int, int]) -> None:
    _, problems = records.read_record(records.BILL, BILL + files.encode(), "ohm", "bills/ohm.yaml", USD)
    assert [(one.code, one.origin.line, one.origin.column) for one in problems] == [wrong]
